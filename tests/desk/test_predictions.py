"""What a notice foresaw of what customers asked, after it is over: invented notices and questions in, the score out."""

from dataclasses import replace
from datetime import datetime, timedelta

from kbgen.desk.predictions import Counted, predictions
from kbgen.drafting.notices.history import Asked, about_events, before, candidates
from kbgen.models import Answered, Conversation, Message, Notice, Question, Source, Topic, Unsaid

START = datetime.fromisoformat("2026-09-07T10:00:00+09:00")
END = datetime.fromisoformat("2026-09-20T23:59:59+09:00")
AFTERWARDS = END + timedelta(days=30)

SALE = Notice(
    id="n1",
    source="sale.md",
    title="온동네 캠핑 대전",
    kind="promo",
    starts_at=START,
    ends_at=END,
    benefits=("텐트 20% 할인", "캠핑 의자 증정"),
    questions=(
        Answered("얼마나 할인되나요?", "텐트를 20% 할인합니다.", ("텐트 20% 할인",)),
        Answered("사은품은 어떻게 받나요?", "캠핑 의자를 드립니다.", ("15만 원 이상 구매하시면 캠핑 의자 증정",)),
        Answered("세금은 누가 내나요?", "저희가 냅니다.", ("세금은 저희가 냅니다.",)),
    ),
    unsaid=(Unsaid("사은품의 색상이나 옵션을 고를 수 있나요?", "말하지 않았습니다."),),
)


def asked(text, customer, day=3, start=START):
    return Asked(text, customer, start + timedelta(days=day))


EVERYDAY = [asked(f"비밀번호를 잊어버렸어요 {n}", f"z{n}", day) for n, day in enumerate(range(-60, 60, 4))]
QUESTIONS = [
    asked("캠핑 대전 텐트 몇 프로 할인돼요?", "a"),
    asked("캠핑대전 텐트 할인 얼마나 되나요", "b"),
    asked("캠핑 대전 텐트 할인 얼마예요?", "b"),
    asked("캠핑 의자 사은품 색상 고를 수 있어요?", "c"),
    asked("캠핑 대전 텐트 주차장에 직접 설치해 주시나요?", "d"),
    asked("캠핑 대전 텐트 주차장 설치도 해 주나요?", "e"),
]


def test_asked_and_foreseen_asked_and_not_foreseen_foreseen_and_not_asked():
    [one] = predictions([SALE], [*EVERYDAY, *QUESTIONS], {"n1": "content/notices/n1.md"}, AFTERWARDS)
    assert (one.notice, one.title, one.page) == ("n1", "온동네 캠핑 대전", "content/notices/n1.md")
    assert one.asked_predicted == (
        Counted("얼마나 할인되나요?", 2),
        Counted("사은품의 색상이나 옵션을 고를 수 있나요?", 1),
    )
    assert one.asked_not_predicted == (Counted("캠핑 대전 텐트 주차장에 직접 설치해 주시나요?", 2),)
    assert one.predicted_not_asked == (Counted("사은품은 어떻게 받나요?", 0), Counted("세금은 누가 내나요?", 0))


def test_only_notices_that_are_over_are_scored_and_a_page_may_be_gone():
    assert predictions([SALE], QUESTIONS, {}, END) == ()
    assert predictions([replace(SALE, ends_at=None)], QUESTIONS, {}, AFTERWARDS) == ()
    [one] = predictions([SALE], [], {}, AFTERWARDS)
    assert one.page is None
    assert one.asked_predicted == one.asked_not_predicted == ()
    assert len(one.predicted_not_asked) == 4


def test_what_was_asked_in_other_weeks_is_not_about_it():
    late = [replace(q, at=END + timedelta(days=15)) for q in QUESTIONS]
    [one] = predictions([SALE], [*EVERYDAY, *late], {}, AFTERWARDS)
    assert one.asked_predicted == one.asked_not_predicted == ()


def test_each_question_counts_for_one_notice_the_nearest():
    other = replace(SALE, id="n2", title="겨울 이불 특가", benefits=("이불 반값",), questions=(), unsaid=())
    found = {p.notice: p for p in predictions([SALE, other], [*EVERYDAY, *QUESTIONS], {}, AFTERWARDS)}
    assert sum(q.count for q in found["n1"].asked_predicted) == 3
    assert found["n2"].asked_not_predicted == ()


def test_history_is_what_is_about_events():
    named = asked("쿠폰 이벤트 언제 해요?", "x", -300)
    found = about_events([*EVERYDAY, *QUESTIONS, named], [SALE])
    assert [q.text for q in found] == [*(q.text for q in QUESTIONS), named.text]
    assert {q.event for q in found[:-1]} == {SALE.title}
    assert (found[-1].kind, found[-1].event) == ("promo", "")
    assert [q.text for q in about_events(QUESTIONS, [])] == ["캠핑 의자 사은품 색상 고를 수 있어요?"]
    assert before(found, START) == (found[-1],)


def test_candidates_look_up_few_conversations():
    def conversation(name, text, at):
        message = Message("customer", text, at, "p1")
        source = Source("jsonl", "log", name)
        return Conversation(name, source, (message,), None, at, None, "ko", (), None, None, f"p-{name}")

    held = {
        "old": conversation("old", "비밀번호를 잊었어요", START - timedelta(days=200)),
        "event": conversation("event", "쿠폰이 안 돼요", START - timedelta(days=200)),
        "now": conversation("now", "캠핑 의자 언제 와요", START + timedelta(days=1)),
    }
    looked_up = []

    class Held(dict):
        def __getitem__(self, name):
            looked_up.append(name)
            return super().__getitem__(name)

    def topic(name, *ids):
        first, *_, last = [held[i].opened_at for i in ids] * 2
        questions = tuple(Question(i, 0, held[i].messages[0].text, ()) for i in ids)
        return Topic(name, f"{name}?", "faq", "ko", "", questions, 1, 1.0, first, last, 1.0)

    found = list(candidates([topic("t1", "old", "event"), topic("t2", "now")], (), Held(held), [SALE]))
    assert looked_up == ["event", "now"]
    assert [(q.customer, q.topic) for q in found] == [("p-event", "t1?"), ("p-now", "t2?")]
