from datetime import UTC, datetime

from kbgen.drafting.topics import Drafted, Section
from kbgen.models import Evidence, Page, PageEvidence, Redacted, Sentence, Topic
from kbgen.pages.compose import topic_page
from kbgen.pages.markdown import is_edited

AT = datetime(2026, 3, 2, tzinfo=UTC)
SAID = (Evidence("k1", 1, "a_1", AT),)
TOPIC = Topic("t1", Redacted("휴회 어떻게 해요?"), "guide", "ko", Redacted("휴회"), (), 4, 1.0, AT, AT, 5.0)
DRAFTED = Drafted(
    kind="guide",
    title="휴회 어떻게 해요?",
    description="휴회는 앱에서 돼요.",
    sections=(
        Section("", (Sentence("휴회는 <앱>에서 돼요.", SAID),)),
        Section("이렇게 하세요", (Sentence("[마이] 탭", SAID), Sentence("*휴회*", SAID)), ordered=True),
        Section("함께 알아 두세요", (Sentence("- 최대 60일", SAID),)),
    ),
    queries=("휴회 신청",),
    evidence=PageEvidence(5, 4, AT, AT),
    language="ko",
)
BODY = """\
# 휴회 어떻게 해요?

휴회는 &lt;앱\\>에서 돼요.

## 이렇게 하세요

1. **\\[마이\\]** 탭
2. \\*휴회\\*

## 함께 알아 두세요

- \\- 최대 60일"""


def test_a_drafted_topic_becomes_a_page():
    page, sentences = topic_page(TOPIC, DRAFTED, None)
    assert page == Page(
        path="content/guide/t1.md",
        title="휴회 어떻게 해요?",
        description="휴회는 앱에서 돼요.",
        body=BODY,
        kind="guide",
        status="draft",
        queries=("휴회 신청",),
        category="휴회",
        topic="t1",
        evidence=PageEvidence(5, 4, AT, AT),
        generated=page.generated,
    )
    assert not is_edited(page)
    assert [s.text for s in sentences] == ["휴회는 <앱>에서 돼요.", "[마이] 탭", "*휴회*", "- 최대 60일"]
    assert all(s.evidence == SAID for s in sentences)


def test_a_page_that_exists_keeps_its_place():
    assert topic_page(TOPIC, DRAFTED, "content/faq/pause.md")[0].path == "content/faq/pause.md"
