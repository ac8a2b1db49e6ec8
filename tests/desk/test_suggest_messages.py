"""What agents paste and readers type: long messages, wrong layouts, initials, and what no page answers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kbgen.desk.suggest import CONFIDENT, Finder
from kbgen.models import Page

NOW = datetime.fromisoformat("2026-06-01T09:00:00+09:00")


def page(name, title, body, *queries):
    return Page(f"content/faq/{name}.md", title, "", f"# {title}\n\n{body}", "faq", "published", queries)


PAGES = [
    page("moving", "이사할 때 피아노 운반비는 얼마예요?", "5층까지 12만 원이에요.", "피아노 옮기는 데 얼마 들어요"),
    page("tuning", "조율은 얼마마다 받아요?", "6개월에 한 번 받으세요.", "조율 주기", "조율 몇 달마다 하나요"),
    page("card", "자동결제 카드를 바꾸고 싶어요", "앱의 결제 수단에서 바꾸세요.", "등록한 카드 변경"),
    page("lessons", "Can I cancel a lesson?", "Up to 24 hours before.", "cancelling my lesson", "call off a class"),
]
FINDER = Finder.of(PAGES, NOW)


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        (
            "안녕하세요, 수고 많으십니다. 작년부터 잘 쓰고 있는 사람이에요. 다음 달에 지방으로 이사를 가게 됐습니다. "
            "피아노 운반비가 따로 있나요? 답변 부탁드려요!",
            "moving",
        ),
        ("Hello team,\n\nhope you are well. I am ill. How can I cancel the lesson on Friday?\n\nBest, D.", "lessons"),
        ("조율주기", "tuning"),
        ("ㅈㅇ ㅈㄱ", "tuning"),
        ("whdbf", "tuning"),
        ("카드를변경하려면", "card"),
        ("ㅣㄷㄴ내ㅜ", "lessons"),
        ("피아누 운반비", "moving"),
    ],
)
def test_the_page_is_found_however_it_is_asked_for(message, wanted):
    assert FINDER.find([message])[0][0][0].path == f"content/faq/{wanted}.md"


@pytest.mark.parametrize(
    "message",
    [
        "주차장 있나요",
        "기타 줄 교체",
        "채용",
        "ㅊㅇ",
        "Do you sell guitars?",
        "fortune teller",
        "wnckwkd",
        "카드 영수증 재발급",
    ],
)
def test_what_no_page_answers_is_unsure(message):
    (found,) = FINDER.find([message])
    assert not found or found[0][1] < CONFIDENT


@pytest.mark.parametrize("message", ["조율 주기", "등록한 카드를 변경", "cancelling a lesson", "피아노 운반비 얼마"])
def test_customers_words_are_sure(message):
    assert FINDER.find([message])[0][0][1] >= CONFIDENT


def test_words_that_customers_asked_with_and_synonyms_find_a_page():
    assert FINDER.find(["디지털 방음 패드"]) == [[]]
    asked = Finder.of(PAGES, NOW, asked={"content/faq/tuning.md": ["소리가 틀어졌어요"]})
    assert asked.find(["소리 틀어짐"])[0][0][0].path == "content/faq/tuning.md"
    other = Finder.of(PAGES, NOW, synonyms={"튜닝": "조율", "tuning": "조율"})
    for message in ("튜닝 주기", "tuning 몇달"):
        ((best, score, _), *_) = other.find([message])[0]
        assert best.path == "content/faq/tuning.md"
        assert score >= CONFIDENT


def test_what_is_over_is_last_and_never_sure():
    over = replace(PAGES[1], path="content/faq/a.md", title="조율 주기", expire_at=NOW)
    (found,) = Finder.of([over, *PAGES], NOW).find(["조율 주기"])
    assert [p.path for p, _, _ in found] == ["content/faq/tuning.md", "content/faq/a.md"]
    assert found[0][1] >= found[1][1]
    ((only,),) = Finder.of([over], NOW).find(["조율 주기"])
    assert only[1] < CONFIDENT
    running = replace(over, expire_at=NOW + timedelta(days=1))
    assert Finder.of([running, *PAGES], NOW).find(["조율 주기"])[0][0][0] is running


def test_scores_never_rise_down_the_list():
    for found in FINDER.find(["카드 조율 피아노 cancel", "얼마", "피아노. 카드 변경? lesson!"]):
        scores = [score for _, score, _ in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
