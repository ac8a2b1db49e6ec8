from dataclasses import replace

import pytest

from kbgen.models import ClaimGroup, Disagreement, Page, Redacted, Topic
from kbgen.pages.checks import disagreement_problems, page_problems

PAGE = Page("content/faq/t1.md", "환불", "7일입니다.", "# 환불\n\n7일 안에 입금됩니다.", "faq", "draft", topic="t1")


def told(page, allow=()):
    return [(p.where.removeprefix("content/faq/t1.md: "), p.rule) for p in page_problems(page, allow)]


def test_a_clean_page_has_no_problem():
    assert page_problems(PAGE) == []


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"body": "# 환불\n\n010-2345-6789로 전화 주세요"}, [("line 3 of its text", "holds personal data (phone)")]),
        ({"description": "문의 minji.kim@example.com"}, [("description", "holds personal data (email)")]),
        ({"queries": ("01023456789 환불",)}, [("queries", "holds personal data (phone)")]),
        ({"body": "안내: \\[이름\\]님 환불"}, [("line 1 of its text", "holds a placeholder of redacted data")]),
        ({"title": "[전화번호2] 환불"}, [("title", "holds a placeholder of redacted data")]),
        ({"body": "call \\[phone\\]"}, [("line 1 of its text", "holds a placeholder of redacted data")]),
        ({"title": " "}, [("content/faq/t1.md", "has no title")]),
        ({"body": "\\[설정\\] 버튼을 누르세요"}, []),
        ({"body": "환불은 처리해 드렸습니다."}, [("line 1 of its text", "tells what was done for one customer")]),
        ({"body": "확인해 보니 어제 출고됐어요."}, [("line 1 of its text", "tells what was done for one customer")]),
        ({"body": "I can see your parcel."}, [("line 1 of its text", "tells what was done for one customer")]),
        ({"queries": ("환불 처리해 드렸다는데요",)}, []),
        ({"body": "주문하신 상품은 오늘 출고되고, 환불은 3일 안에 처리해 드립니다."}, []),
        ({"body": "We have refunded orders within 3 days since 2020."}, []),
        ({"notice": "p1", "body": "문의: 02-345-6789, help@oomfit.example, 강사 김서연"}, []),
        ({"notice": "p1", "body": "당첨자 900101-1234567"}, [("line 1 of its text", "holds personal data (rrn)")]),
    ],
)
def test_what_must_not_be_published(change, problems):
    assert told(replace(PAGE, **change)) == problems


def test_the_data_itself_is_never_told_and_the_company_s_own_is_allowed():
    page = replace(PAGE, body="문의 010-2345-6789")
    assert "2345" not in str(page_problems(page))
    assert page_problems(page, allow=("010-2345-6789",)) == []


def topic(*disagreements):
    return Topic("t1", Redacted("환불"), "faq", "ko", Redacted(""), (), 1, 1.0, None, None, 1.0, disagreements)


def test_an_open_conflict_holds_a_page_back_and_a_change_does_not():
    sides = tuple(ClaimGroup(v, Redacted(v), 1, c, None, None) for v, c in (("7일", ("k1", "k2")), ("14일", ("k3",))))
    conflict, change = (
        Disagreement("period", "환불 pt", "conflict", sides),
        Disagreement("money 락커", "락커", "change", sides),
    )
    (problem,) = disagreement_problems(PAGE.path, PAGE.topic, [topic(conflict, change)], [])
    assert str(problem) == (
        "content/faq/t1.md: agents disagree about 환불 pt: 7일 (2), 14일 (1) — kbgen review settle content/faq/t1.md VALUE"
    )
    assert disagreement_problems(PAGE.path, PAGE.topic, [topic(conflict, change)], ["t1/period"]) == []
    assert disagreement_problems(PAGE.path, "t2", [topic(conflict)], []) == []
    assert len(disagreement_problems(PAGE.path, PAGE.topic, [topic(conflict)], ["t2/period"])) == 1
