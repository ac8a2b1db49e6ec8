"""Notices → what they say and what they leave open; whole notices in, answers with their evidence out."""

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.drafting.notices import locked, understand
from kbgen.drafting.notices.page import notice_page
from kbgen.drafting.notices.periods import Written, main_period
from kbgen.drafting.notices.titles import short_title
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
    assert "중도에 해지하면 환불받거나 위약금을 내나요?" in [u.question for u in notice.unsaid]
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


def test_history_lifts_what_customers_asked():
    asked = "예전에 다니다가 탈퇴했는데 재가입도 되나요?"
    before = [u.question for u in read(GYM, "gym.txt").unsaid]
    after = read(GYM, "gym.txt", [asked] * 5)
    lifted = next(u for u in after.unsaid if "재가입" in u.question)
    assert [u.question for u in after.unsaid].index(lifted.question) < before.index(lifted.question)
    assert "5번" in lifted.why
    stacked = read(GYM, "gym.txt", ["다른 쿠폰이랑 중복 되나요?", "중복 할인되나요"])
    assert [q.origin for q in stacked.questions if "함께" in q.question] == ["history"]


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
        "# 새해 등록 이벤트\n\n**기간**: 2027년 1월 2일(토) 00:00 ~ 2027년 1월 31일(일) 23:59\n\n## 대상\n\n- 신규 회원\n"
    )
    assert "- 12개월 회원권 30% 할인 (정가 960,000원 -\\> 672,000원)\n" in body
    assert "## 다른 쿠폰이나 할인과 함께 쓸 수 있나요?\n\n다른 할인과 중복 적용되지 않습니다.\n" in body
    assert not any(u.question in body or u.why in body for u in notice.unsaid)
    assert ("다른 할인과 중복 적용되지 않습니다.", ("다른 할인과 중복 적용되지 않습니다.",)) in evidence
    assert all(quotes for _, quotes in evidence)


SAMPLES = Path(__file__).parents[3] / "shared/gold/dev/truth/notices"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared sample notices are not here")
def test_shared_samples_are_understood():
    for path in sorted(SAMPLES.iterdir()):
        notice = understand(read_notice(path), SEOUL, TODAY)
        assert notice.starts_at, path.name
        assert notice.ends_at, path.name
        assert len(notice.questions) >= 8, path.name
        assert all(locked(q.answer, q.evidence) for q in notice.questions), path.name
