"""Notices → what they say and what they leave open; whole notices in, answers with their evidence out."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.drafting.notices import locked, understand
from kbgen.drafting.notices.history import Asked
from kbgen.drafting.notices.lock import fact_problems, quotes_of
from kbgen.drafting.notices.page import notice_page, shared_out
from kbgen.drafting.notices.periods import Written, main_period
from kbgen.drafting.notices.titles import short_title
from kbgen.models import Answered, Notice, Unsaid
from kbgen.pages.markdown import escape
from kbgen.readers.notices import parse_notice, read_notice

SEOUL = ZoneInfo("Asia/Seoul")
TODAY = date(2026, 6, 1)

MILES = """# [하늘항공] 가을 더블 마일리지 프로모션 안내

- 등록 기간: 2026년 9월 1일(화) ~ 9월 30일(수)
- 탑승 기간: 2026년 9월 15일(화) ~ 11월 30일(월)
- 대상: 사전 등록을 마친 하늘클럽 회원

대상 노선을 이용하시면 기본 마일리지의 두 배를 드립니다.

## 등급별 추가 적립

| 등급 | 추가 적립률 | 최대 보너스 |
|---|---|---|
| 실버 | 100% | 10,000마일 |
| 골드 | 125% | 15,000마일 |

## 참여 방법

1. 앱에 로그인합니다.
2. [프로모션 등록] 버튼을 누릅니다.

## 유의사항

- 보너스 마일리지는 탑승일로부터 6주 이내에 적립되며, 유효기간은 10년입니다.
- 공동운항편은 적립 대상에서 제외됩니다.
- 등록 전에 탑승한 항공편은 소급 적립되지 않습니다.
"""

OUTAGE = """# Incident report: API and dashboard outage on March 3, 2026

On March 3, 2026, between 14:05 and 16:40 UTC, requests to the API failed with 503 errors. About 38% of customers in the
EU region were affected. The US region was not affected. Service was fully restored at 16:40 UTC.

## What you need to do

No action is needed for exports. If your integration does not retry failed requests, please send them again.

## Credits

Customers on Business plans will receive a service credit of 10% of their March invoice. It is applied automatically.
"""

GYM = """[온핏 피트니스] 새해 등록 이벤트

■ 기간: 1/2(토) ~ 1/31(일)
■ 대상: 신규 회원
■ 혜택
 1. 12개월 회원권 30% 할인 (정가 960,000원 -> 672,000원)
 2. 6개월 회원권 15% 할인
■ 꼭 확인하세요
 - 일시정지는 12개월 회원권만 최대 60일까지 가능합니다.
 - 다른 할인과 중복 적용되지 않습니다.
문의: 카카오톡 '온핏'
"""


def read(text, name, history=()):
    return understand(parse_notice(text, Path(name)), SEOUL, TODAY, history)


def pairs(notice):
    return {q.question: q.answer for q in notice.questions}


def test_airline_promotion():
    notice = read(MILES, "in/miles.md")
    assert (notice.kind, notice.title, notice.source) == ("promo", "가을 더블 마일리지 프로모션", "in/miles.md")
    assert notice.starts_at.isoformat() == "2026-09-01T00:00:00+09:00"
    assert notice.ends_at.isoformat() == "2026-09-30T23:59:59+09:00"
    assert notice.eligibility == ("사전 등록을 마친 하늘클럽 회원",)
    assert notice.steps == ("앱에 로그인합니다.", "[프로모션 등록] 버튼을 누릅니다.")
    assert notice.conditions[1] == "공동운항편은 적립 대상에서 제외됩니다."
    said = pairs(notice)
    assert said["행사 기간은 언제인가요?"] == "등록 기간은 2026년 9월 1일(화) ~ 9월 30일(수)입니다."
    assert said["탑승 기간은 언제인가요?"] == "탑승 기간은 2026년 9월 15일(화) ~ 11월 30일(월)입니다."
    assert said["누가 참여할 수 있나요?"] == "대상은 사전 등록을 마친 하늘클럽 회원입니다."
    assert said["어떻게 참여하나요?"] == "앱에 로그인합니다 → [프로모션 등록] 버튼을 누릅니다."
    assert said["실버 · 골드는 어떻게 되나요? (추가 적립률, 최대 보너스)"] == (
        "실버: 추가 적립률 100%, 최대 보너스 10,000마일.\n골드: 추가 적립률 125%, 최대 보너스 15,000마일."
    )
    open_questions = [u.question for u in notice.unsaid]
    assert "이미 예약·발권한 것도 적용되나요?" in open_questions
    assert "제휴사·공동운항편도 적립되나요?" not in open_questions
    assert all(u.why for u in notice.unsaid)


def test_english_outage():
    notice = read(OUTAGE, "outage.md")
    assert (notice.kind, notice.title) == ("incident", "API and dashboard outage on March 3, 2026")
    assert notice.starts_at.isoformat() == "2026-03-03T14:05:00+00:00"
    assert notice.ends_at.isoformat() == "2026-03-03T16:40:00+00:00"
    said = pairs(notice)
    assert said["What is not affected?"] == "The US region was not affected."
    assert said["Is it fixed now?"] == "Service was fully restored at 16:40 UTC."
    assert said["What you need to do"].startswith("No action is needed for exports.")
    assert "10% of their March invoice" in said["What should I know about credits?"]
    open_questions = " ".join(u.question for u in notice.unsaid)
    assert "data lost" in open_questions
    assert "credit or coupon I receive as compensation expire" in open_questions
    assert not re.search("[가-힣]", open_questions + " ".join(said) + " ".join(said.values()))


def test_gym_membership():
    notice = read(GYM, "gym.txt")
    assert (notice.title, str(notice.starts_at)[:10], str(notice.ends_at)[:10]) == (
        "새해 등록 이벤트",
        "2027-01-02",
        "2027-01-31",
    )
    assert notice.benefits == ("12개월 회원권 30% 할인 (정가 960,000원 -> 672,000원)", "6개월 회원권 15% 할인")
    said = pairs(notice)
    assert (
        said["어떤 혜택이 있나요?"]
        == "12개월 회원권 30% 할인됩니다 (정가 960,000원 -> 672,000원). 6개월 회원권 15% 할인됩니다."
    )
    assert said["다른 쿠폰이나 할인과 함께 쓸 수 있나요?"] == "다른 할인과 중복 적용되지 않습니다."
    assert said["문의는 어디로 하나요?"] == "문의는 카카오톡 '온핏'입니다."
    assert "할인 기간이나 약정 중에 해지하면 환불받거나 위약금을 내나요?" in [u.question for u in notice.unsaid]
    assert "이용을 일시 정지(홀딩)하면 기간이 연장되나요?" not in [u.question for u in notice.unsaid]


@pytest.mark.parametrize(("text", "name"), [(MILES, "a.md"), (OUTAGE, "b.md"), (GYM, "c.txt")])
def test_every_answer_is_locked_and_evidence_is_the_notices_own(text, name):
    parsed = parse_notice(text, Path(name))
    whole = [block.text for block in parsed.blocks]
    notice = understand(parsed, SEOUL, TODAY)
    assert notice.questions
    for question in notice.questions:
        assert locked(question.answer, question.evidence)
        assert all(any(quote in text for text in whole) for quote in question.evidence)
    assert len({q.question for q in notice.questions}) == len(notice.questions)
    assert len(notice.unsaid) <= 12
    assert notice == understand(parsed, SEOUL, TODAY)


def test_id_survives_edits_of_the_text():
    assert read(GYM, "gym.txt").id == read(GYM.replace("30%", "35%"), "elsewhere/gym.txt").id
    assert re.fullmatch("n[0-9a-f]{12}", read(GYM, "gym.txt").id)
    assert read(GYM, "gym.txt").id != read(GYM, "gym2.txt").id


def asked(text, count=1, at="2026-03-01T12:00:00+09:00", **rest):
    return [Asked(text, f"c{i}{text[:3]}", datetime.fromisoformat(at), kind="promo", **rest) for i in range(count)]


def test_history_lifts_what_customers_asked():
    question = "예전에 다니다가 탈퇴했는데 신규로 재가입도 되나요?"
    before = [u.question for u in read(GYM, "gym.txt").unsaid]
    after = read(GYM, "gym.txt", asked(question, 5)).unsaid
    lifted = next(u for u in after if "재가입" in u.question)
    assert after.index(lifted) == 0 < before.index(lifted.question)
    assert lifted.why.endswith("지난 프로모션 때 고객 5명이 물었어요.")
    stacked = read(GYM, "gym.txt", [*asked("다른 쿠폰이랑 중복 되나요?"), *asked("중복 할인되나요")])
    assert [q.origin for q in stacked.questions if "함께" in q.question] == ["history"]


def test_one_customer_counts_once_and_what_was_asked_about_the_event_itself_is_no_history():
    question = "예전에 다니다가 탈퇴했는데 신규로 재가입도 되나요?"
    [one] = asked(question)
    lifted = next(u for u in read(GYM, "gym.txt", [one] * 4).unsaid if "재가입" in u.question)
    assert "고객 1명이" in lifted.why
    during = read(GYM, "gym.txt", asked(question, 5, "2027-01-05T12:00:00+09:00"))
    assert during.unsaid == read(GYM, "gym.txt").unsaid


def test_customers_words_of_another_subject_do_not_count():
    gifts = asked("엄마한테 선물 보내려는데 주소를 몰라요", 6)
    assert not any("물었어요" in u.why for u in read(GYM, "gym.txt", gifts).unsaid)


def test_a_topic_that_the_bank_does_not_know_comes_in_customers_own_words():
    own = asked("주차 몇 시간 무료예요?", 4, topic="주차는 몇 시간 되나요?")
    named = asked("봄맞이 이벤트 운동복 사이즈 뭐 있어요?", 4, topic="봄맞이 운동복 치수?", event="봄맞이 이벤트")
    found = read(GYM, "gym.txt", [*own, *named]).unsaid
    assert found[0] == Unsaid("주차는 몇 시간 되나요?", "지난 프로모션 때 고객 4명이 물었어요.")
    assert not any("운동복" in u.question for u in found)


def test_exclusions_and_contact():
    notice = read(MILES + "- 문의: 마일리지센터 1588-0000 (09:00~18:00)\n", "miles.md")
    assert notice.exclusions == (
        "공동운항편은 적립 대상에서 제외됩니다.",
        "등록 전에 탑승한 항공편은 소급 적립되지 않습니다.",
    )
    assert notice.contact == ("문의: 마일리지센터 1588-0000 (09:00~18:00)",)


def test_old_notices_are_still_read():
    notice = read(GYM, "gym.txt")
    old = {k: v for k, v in msgspec.to_builtins(notice).items() if k not in ("exclusions", "contact")}
    assert msgspec.convert(old, Notice) == replace(notice, exclusions=(), contact=())


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("8월 24일(월) 00:00 ~ 8월 30일(일) 23:59", "2026-08-24T00:00:00+09:00", "2026-08-30T23:59:59+09:00"),
        ("2026년 7월 1일(수) ~ 8월 31일(월)", "2026-07-01T00:00:00+09:00", "2026-08-31T23:59:59+09:00"),
        ("10/12~10/25", "2026-10-12T00:00:00+09:00", "2026-10-25T23:59:59+09:00"),
        ("6.22 MON 10:00 - 7.5 SUN 23:59", "2026-06-22T10:00:00+09:00", "2026-07-05T23:59:59+09:00"),
        ("9.7(월) 오전 10시 ~ 9.20(일) 밤 12시 전", "2026-09-07T10:00:00+09:00", "2026-09-20T23:59:59+09:00"),
        ("7월 21일 오후 7시 40분경부터 10시 15분까지", "2026-07-21T19:40:00+09:00", "2026-07-21T22:15:00+09:00"),
        ("3월 2일(월) 23시 ~ 02시", "2026-03-02T23:00:00+09:00", "2026-03-03T02:00:00+09:00"),
        ("Aug 24 - Aug 30, 2026", "2026-08-24T00:00:00+09:00", "2026-08-30T23:59:59+09:00"),
        ("Aug 24–30, 2026", "2026-08-24T00:00:00+09:00", "2026-08-30T23:59:59+09:00"),
        ("between 14:05 and 16:40 UTC on March 3, 2026", "2026-03-03T14:05:00+00:00", "2026-03-03T16:40:00+00:00"),
        ("9:00 AM PT on June 3 to 5:00 PM PT on June 10", "2026-06-03T09:00:00-07:00", "2026-06-10T17:00:00-07:00"),
        ("2026년 12월 20일 ~ 1월 5일", "2026-12-20T00:00:00+09:00", "2027-01-05T23:59:59+09:00"),
        ("1/2(토) ~ 1/31(일)", "2027-01-02T00:00:00+09:00", "2027-01-31T23:59:59+09:00"),
        ("2026. 10. 5.(월) 10:00 – 10. 31.(토) 23:59", "2026-10-05T10:00:00+09:00", "2026-10-31T23:59:59+09:00"),
        ("5월 31일까지", None, "2026-05-31T23:59:59+09:00"),
        ("June 1 to June 14, 2026 (11:59 PM PT)", "2026-06-01T00:00:00-07:00", "2026-06-14T23:59:00-07:00"),
        ("평소보다 2~3일 늦습니다. 1:1 문의, 1.5배, 3/4컵", None, None),
    ],
)
def test_periods(text, starts, ends):
    period = main_period([Written(text)], [], SEOUL, TODAY)
    found = (period.starts_at, period.ends_at) if period else (None, None)
    assert [at and at.isoformat().replace("23:59:59-07", "23:59:00-07") for at in found] == [starts, ends]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("[달빛] 봄 세일이 시작됐어요 💛", "봄 세일"),
        ("🌳 8월 멤버십 위크", "8월 멤버십 위크"),
        ("책과 함께, 가을 독서 페스타", "가을 독서 페스타"),
        ("[안내] 7월 21일 결제 장애 관련 사과 말씀드립니다", "7월 21일 결제 장애"),
        ("정기 점검 안내", "정기 점검"),
        ("안내", "안내"),
        ("Notice: Scheduled maintenance", "Scheduled maintenance"),
    ],
)
def test_titles(title, name):
    assert short_title(title) == name


@pytest.mark.parametrize(
    ("answer", "evidence", "holds"),
    [
        ("3만 원 이상 최대 15,000원", ("3만 원 이상 주문 시 최대 15,000원",), True),
        ("6월 22일(월) 10:00부터", ("6.22 MON 10:00 - 7.5 SUN 23:59",), True),
        ("6월 23일부터", ("6.22 MON 10:00 - 7.5 SUN 23:59",), False),
        ("5% 할인", ("5만 원 할인",), False),
        ("10시 30분까지", ("22시 30분까지",), False),
        ("숫자 없는 답", ("",), True),
        ("15,000원", ("150,000원",), False),
    ],
)
def test_lock(answer, evidence, holds):
    assert locked(answer, evidence) is holds


@given(st.text(alphabet="가나다 0123456789월일시분~:.,%원()-\n*|#>A", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_understood_or_refused(text):
    notice = understand(parse_notice("# 행사 안내\n" + text, Path("a.md")), SEOUL, TODAY)
    assert all(locked(q.answer, q.evidence) for q in notice.questions)


def test_page_shows_answers_and_no_open_question():
    notice = read(GYM, "gym.txt")
    body, evidence = notice_page(notice, lambda s: s.replace(">", "\\>"), "ko")
    assert body.startswith(
        "# 새해 등록 이벤트\n\n**기간**: 2027년 1월 2일(토) 00:00 ~ 2027년 1월 31일(일) 23:59\n\n## 행사 기간은"
    )
    assert "12개월 회원권 30% 할인됩니다 (정가 960,000원 -\\> 672,000원)" in body
    assert "## 다른 쿠폰이나 할인과 함께 쓸 수 있나요?\n\n다른 할인과 중복 적용되지 않습니다.\n" in body
    assert not any(u.question in body or u.why in body for u in notice.unsaid)
    assert ("다른 할인과 중복 적용되지 않습니다.", ("다른 할인과 중복 적용되지 않습니다.",)) in evidence
    assert all(quotes for _, quotes in evidence)


@pytest.mark.parametrize(("text", "name"), [(MILES, "a.md"), (OUTAGE, "b.md"), (GYM, "c.txt")])
def test_every_question_is_on_the_page_and_what_others_answer_points_there(text, name):
    notice = read(text, name)
    kept, others = shared_out(notice.questions)
    body, _ = notice_page(notice, str, "ko")
    assert {*kept, *(q for q, _ in others)} == set(notice.questions)
    assert all(f"## {q.question}\n" in body for q in kept)
    for question, owners in others:
        assert f"## {question.question}\n" not in body
        assert question.question in body
        assert set(question.evidence) <= {sentence for owner in owners for sentence in owner.evidence}
        assert set(owners) <= set(kept)


def test_a_statement_stands_on_the_page_once_where_that_is_enough():
    one, other = Answered("하나?", "가. 나.", ("가.", "나.")), Answered("둘?", "나.", ("나.",))
    assert shared_out((one, other)) == ([one], [(other, (one,))])
    third = Answered("셋?", "가.", ("가.",))
    assert shared_out((one, other, third)) == ([other, third], [(one, (other, third))])


@pytest.mark.parametrize(
    ("sentence", "rule_broken"),
    [
        ("12개월 회원권은 30% 할인됩니다.", False),
        ("12개월 회원권은 35% 할인됩니다.", True),
        ("1월 31일까지 등록하시면 됩니다.", False),
        ("2월 1일까지 등록하시면 됩니다.", True),
        ("672,000원에 등록하실 수 있습니다.", False),
        ("67,200원에 등록하실 수 있습니다.", True),
        ("숫자 없이 사람이 덧붙인 말입니다.", False),
        ("1. 앱을 엽니다.", False),
        ("[가격표](https://example.com/price/2031)를 보세요.", False),
        ("<!-- 45% 로 할까? -->", False),
    ],
)
def test_a_page_must_not_name_what_the_notice_does_not(sentence, rule_broken):
    notice = read(GYM, "gym.txt")
    body, _ = notice_page(notice, escape, "ko")
    assert not fact_problems(body, quotes_of(notice))
    found = fact_problems(f"{body}\n{sentence}\n", quotes_of(notice), "content/notices/a.md")
    assert bool(found) is rule_broken
    if found:
        line = body.count("\n") + 2
        assert [p.where for p in found] == [f"content/notices/a.md: line {line} of its text"]
        assert not any(part in str(found[0]) for part in ("35", "2월", "67,200"))


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("text", "name"), [(MILES, "a.md"), (OUTAGE, "b.md"), (GYM, "c.txt")])
def test_what_kbgen_writes_holds_to_the_notice(text, name, language):
    notice = read(text, name)
    body, _ = notice_page(notice, escape, language)
    assert fact_problems(body, quotes_of(notice)) == []


SAMPLES = Path(__file__).parents[3] / "shared/gold/dev/truth/notices"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared sample notices are not here")
def test_shared_samples_are_understood():
    for path in sorted(SAMPLES.iterdir()):
        notice = understand(read_notice(path), SEOUL, TODAY)
        assert notice.starts_at, path.name
        assert notice.ends_at, path.name
        assert len(notice.questions) >= 8, path.name
        assert all(locked(q.answer, q.evidence) for q in notice.questions), path.name


BANK = """[푸른은행] 앱 및 인터넷뱅킹 시스템 점검 안내

안녕하세요, 푸른은행입니다.
더 나은 서비스를 위해 시스템 점검을 실시합니다.

■ 점검 일시 : 2026년 7월 12일(일) 00:00 ~ 06:00
■ 중단 서비스
 - 앱·인터넷뱅킹 전체 (조회, 이체)
 - 자동화기기(ATM) 입출금
■ 유의사항
 1. 점검 시간은 작업 상황에 따라 변경될 수 있습니다.
"""

PRICES = """Pricing update: Starter and Pro plans change on 1 September 2026

Hi there,

Starting September 1, 2026, we are changing the price of two plans.

* Starter goes from $8 to $10 per seat per month.
* Enterprise is not affected.

Reply to this email or write to billing@example.com if you have questions.
"""


def test_planned_maintenance_of_a_bank():
    notice = read(BANK, "bank.txt")
    assert (notice.kind, notice.starts_at.hour, notice.ends_at.hour) == ("incident", 0, 6)
    open_questions = [u.question for u in notice.unsaid]
    assert open_questions[0].startswith("그 시간에 예정된 자동이체")
    assert not any("원인" in q or "알뜰폰" in q or "구매" in q for q in open_questions)
    told = " ".join(q.question + q.answer for q in notice.questions)
    assert "푸른은행입니다" not in told
    assert "더 나는" not in told


def test_a_change_of_prices_is_no_promotion():
    notice = read(PRICES, "prices.txt")
    assert (notice.kind, notice.title) == ("incident", "Starter and Pro plans change on 1 September 2026")
    assert (notice.starts_at.date(), notice.ends_at) == (date(2026, 9, 1), None)
    open_questions = " ".join(u.question for u in notice.unsaid)
    assert "existing customers" in open_questions
    assert "webhooks" not in open_questions
    assert notice.contact == ("Reply to this email or write to billing@example.com if you have questions.",)
    assert pairs(notice)["What is not affected?"] == "Enterprise is not affected."
