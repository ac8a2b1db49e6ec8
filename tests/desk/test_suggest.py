from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kbgen.desk.suggest import CONFIDENT, Finder, plain, suggestions
from kbgen.desk.texts import TEXTS
from kbgen.models import Page, Suggestion
from kbgen.pages.markdown import escape

NOW = datetime.fromisoformat("2026-06-01T09:00:00+09:00")


def page(name, title, body, *queries, description=""):
    return Page(f"content/faq/{name}.md", title, description, f"# {title}\n\n{body}", "faq", "published", queries)


REFUND = page(
    "refund",
    "PT 환불은 며칠 걸려요?",
    "환불금은 신청 후 7일 안에 입금됩니다.\n\n## 함께 알아 두세요\n\n- 수수료는 없습니다.",
    "환불 언제 들어와요",
    "PT 환불 기간",
)
PAUSE = page(
    "pause",
    "휴회는 어떻게 신청해요?",
    "## 이렇게 하세요\n\n1. 마이 탭을 누르세요\n2. 휴회 신청을 누르세요",
    "회원권 멈추고 싶어요",
)
SEATS = page("seats", "How do I add a seat?", "Seats are added in the billing settings.", "adding more seats")
FINDER = Finder.of([REFUND, PAUSE, SEATS], NOW)


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("PT 환불 언제 되나요?", "refund"),
        ("환불 언제 들어와요", "refund"),
        ("안녕하세요 휴회 신청하려고 하는데 어떻게 하나요", "pause"),
        ("회원권을 잠깐 멈추고 싶습니다", "pause"),
        ("hello, can you tell me how to add seats", "seats"),
    ],
)
def test_the_page_that_answers_comes_first(message, wanted):
    (found,) = FINDER.find([message])
    assert found[0][0].path == f"content/faq/{wanted}.md"
    scores = [score for _, score, _ in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_customer_s_very_words_are_sure_and_others_are_not():
    found = FINDER.find(["환불 언제 들어와요", "주차장에 전기차 충전기 있나요?", "", "👍"])
    assert found[0][0][1] >= CONFIDENT
    assert all(not hits or hits[0][1] < CONFIDENT for hits in found[1:])
    assert found[2] == found[3] == []


def test_the_passage_is_a_line_of_the_page_in_plain_text():
    assert FINDER.find(["환불 수수료 있어요?"])[0][0][2] == "수수료는 없습니다."
    assert FINDER.find(["환불 언제 들어와요"])[0][0][2] == "환불금은 신청 후 7일 안에 입금됩니다."
    bare = Page("content/a.md", "휴회 신청", "설명입니다.", "", "faq", "published")
    assert Finder.of([bare], NOW).find(["휴회 신청"])[0][0][2] == "설명입니다."


def test_at_most_so_many_and_none_without_pages():
    assert len(FINDER.find(["환불 휴회 seat"], limit=1)[0]) == 1
    assert Finder.of([], NOW).find(["환불", "휴회"]) == [[], []]
    assert FINDER.find([]) == []


def test_equal_pages_come_in_order_of_path():
    same = [page(name, "휴회 신청", "앱에서 하세요.") for name in ("a", "b", "c")]
    assert [p.path[-4] for p, _, _ in Finder.of(same, NOW).find(["휴회 신청"])[0]] == ["a", "b", "c"]


def test_what_is_over_comes_last():
    new = page("a", "휴회 신청 안내", "앱에서 하세요.")
    over = replace(page("b", "휴회 신청", "봄 행사입니다."), expire_at=NOW)
    running = replace(over, expire_at=NOW + timedelta(seconds=1))
    assert [p.path[-4] for p, _, _ in Finder.of([new, over], NOW).find(["휴회 신청"])[0]] == ["a", "b"]
    assert [p.path[-4] for p, _, _ in Finder.of([new, running], NOW).find(["휴회 신청"])[0]] == ["b", "a"]


def test_replies_are_ready_to_paste():
    found = [(REFUND, 0.9, "7일 안에 입금됩니다.")]
    urls = {REFUND.path: "faq/refund/"}
    assert suggestions(found, urls, "https://help.example.com/ko/", TEXTS["ko"]) == (
        Suggestion(
            page="content/faq/refund.md",
            title="PT 환불은 며칠 걸려요?",
            url="https://help.example.com/ko/faq/refund/",
            score=0.9,
            passage="7일 안에 입금됩니다.",
            reply="7일 안에 입금됩니다.\n\n자세한 내용은 여기에서 보실 수 있어요: PT 환불은 며칠 걸려요?\nhttps://help.example.com/ko/faq/refund/",
        ),
    )
    assert suggestions(found, urls, "", TEXTS["en"])[0].url == "/faq/refund/"
    braces = page("x", "{passage} {0}", "{title}")
    assert suggestions([(braces, 0.5, "{title}")], {}, "", TEXTS["en"])[0].reply.startswith(
        "{title}\n\nYou can read more here: {passage} {0}"
    )


def test_plain_lines():
    body = f"## 제목\n\n- {escape('[마이] > *휴회*')}\n3. {escape('a & b < c | d')}\n> 인용\n\n{escape('1. 번호')}"
    assert plain(body) == ["제목", "[마이] > *휴회*", "a & b < c | d", "인용", "1. 번호"]
