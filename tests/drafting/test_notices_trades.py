"""Notices of several trades and formats → the right period, each question with its own answer, and no answer by a mere word."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kbgen.drafting.notices import understand
from kbgen.drafting.notices.related import MOST, related
from kbgen.models import Cost, Question, Redacted, Topic
from kbgen.readers.notices import parse_notice

SEOUL = ZoneInfo("Asia/Seoul")
TODAY = date(2026, 6, 1)

AIRLINE = """<html><head><title>[은하항공] 제주 노선 겨울 얼리버드 특가 안내</title></head><body>
<h1>제주 노선 겨울 얼리버드 특가</h1>
<p>예매 기간: 2026년 11월 2일(월) 10:00 ~ 11월 8일(일) 23:59<br>탑승 기간: 2026년 12월 1일(화) ~ 2027년 2월 28일(일)</p>
<p>대상: 은하항공 회원 누구나</p>
<h2>노선별 운임</h2>
<table border="1"><thead><tr><th>노선</th><th>정상 운임</th><th>특가 운임</th><th>위탁 수하물</th></tr></thead><tbody>
<tr><td>김포-제주</td><td>98,000원</td><td>39,900원</td><td>10kg</td></tr>
<tr><td>부산-제주</td><td>88,000원</td><td>34,900원</td><td>없음</td></tr></tbody></table>
<h2>자주 묻는 질문</h2>
<details><summary>유아도 같은 운임인가요?</summary><p>24개월 미만 유아는 좌석을 쓰지 않으면 무료입니다.</p></details>
<details><summary>Q. 예약을 취소하면 수수료가 있나요?</summary><p>A. 출발 30일 전까지는 없습니다.</p></details>
<table border="1"><tr><th>질문</th><th>답변</th></tr>
<tr><td>성수기에도 이용할 수 있나요?</td><td>12월 24일부터 1월 3일까지는 제외됩니다.</td></tr></table>
<p>※ 만 14세 미만 회원은 혼자 예매할 수 없습니다. ※ 1인당 왕복 2매까지 예매할 수 있습니다. ※ 좌석이 모두 팔리면 조기 마감됩니다.</p>
<p>2026년 10월 26일</p><p>은하항공 여객영업팀</p></body></html>
"""

GAME = """[점검] 별빛 원정대 11월 12일(목) 정기 점검 안내

안녕하세요, 원정대원 여러분. 별빛 원정대 운영팀입니다.

1. 점검 일정
 - 시작 시각: 2026년 11월 12일(목) 02:00
 - 종료 시각: 2026년 11월 12일(목) 08:30
2. 점검 내용
 - 신규 던전 '얼음 교환소' 추가
 - 우편에 아이템이 도착하지 않던 오류 수정
3. 점검 보상
 - 점검이 끝난 뒤 모든 대원에게 다이아 300개를 우편으로 드립니다.

Q. 접속 중이면 어떻게 되나요?
A. 02:00에 로그아웃됩니다.

더 나은 모습으로 찾아뵙겠습니다.

2026. 11. 10.
별빛 원정대 운영팀 드림
"""

BANK = """# 자유입출금 통장 이체 수수료 및 한도 변경 안내

고객님께 더 안전한 금융 서비스를 드리고자 아래와 같이 변경됩니다.

**시행일:** 2026년 12월 1일(화)

## 변경 내용

| 구분 | 변경 전 | 변경 후 |
|---|---|---|
| 타행 이체 수수료 | 500원 | 면제 |
| 1일 이체 한도 | 1,000만원 | 500만원 |

**한도를 다시 올릴 수 있나요?**
네. 앱에서 본인 확인을 하시면 1,000만원까지 올릴 수 있습니다.

## 동의하지 않는 경우

- 2026년 11월 30일까지 통장을 해지하시면 수수료를 받지 않습니다.

2026년 10월 30일
다온은행 올림
"""

LIBRARY = """한빛도서관 누리집 개편 및 휴관 안내

한빛도서관은 자료 정리를 위해 2026년 9월 14일(월)부터 9월 18일(금)까지 휴관합니다.

■ 대출과 반납
 - 휴관 기간에 반납일이 돌아오는 책은 9월 21일(월)로 자동 연장됩니다.
■ 누리집
 1. 새 누리집에 접속합니다.
 2. 비밀번호를 새로 설정해 주세요.

※ 대출증은 그대로 쓸 수 있습니다. ※ 전자책은 휴관 중에도 이용할 수 있습니다.

2026년 9월 1일
한빛도서관장
"""

TELECOM = """# [안내] 데이터 접속 장애 복구 완료

- **발생 시각:** 2026년 6월 21일 04:10
- **복구 시각:** 2026년 6월 21일 07:35
- **지역:** 늘봄구 일부
- **증상:** 데이터 접속 불가

## 원인

교환국 장비의 설정값 오류입니다.

도착하지 못한 문자는 12시까지 모두 전달되었습니다.
"""

HOSPITAL = """새봄병원 진료 시간 변경 안내

2026년 10월 5일(월)부터 외래 진료 시간이 다음과 같이 변경됩니다.

가. 변경 내용
 - 평일: 09:00~17:30 → 08:30~17:00
 - 토요일: 09:00~13:00 (변동 없음)
나. 예약 환자 안내
 - 17:00 이후에 예약하신 환자분께는 9월 21일까지 전화로 새 시간을 알려 드립니다.

2026. 9. 14.
새봄병원장
"""

CARD = """[장애] 간편결제 일시 오류 안내

2026년 5월 8일(금) 18시 20분경부터 일부 고객의 승인이 실패하는 오류가 있었으며, 같은 날 19시 5분에 복구되었습니다.

▶ 원인: 인증 서버 교체 중 설정 오류
▶ 두 번 승인된 건은 5월 11일까지 자동 취소됩니다.

2026년 5월 9일  바른카드
"""

RENTAL = """<html><head><title>맑은렌탈 정수기 반값 렌탈 이벤트</title></head><body><h1>정수기 반값 렌탈</h1>
<ul><li>기간: 2027.03.02(화) ~ 03.31(수)</li><li>대상: 정수기를 처음 렌탈하는 개인 고객</li></ul>
<h3>신청 방법</h3><ol><li>홈페이지에서 모델을 고릅니다.</li><li>4월 15일까지 설치를 완료하면 할인이 적용됩니다.</li></ol>
<p>❗ 꼭 확인하세요</p><ul><li>사업자 명의 계약은 제외됩니다.</li>
<li>약정 기간 안에 해지하시면 위약금이 청구됩니다.</li><li>한 세대당 2대까지 신청할 수 있습니다.</li></ul>
<p>맑은렌탈 드림</p></body></html>
"""

NOTICES = {
    "hospital.txt": (HOSPITAL, "2026-10-05T00:00:00+09:00", None),
    "card.md": (CARD, "2026-05-08T18:20:00+09:00", "2026-05-08T19:05:00+09:00"),
    "rental.html": (RENTAL, "2027-03-02T00:00:00+09:00", "2027-03-31T23:59:59+09:00"),
    "air.html": (AIRLINE, "2026-11-02T10:00:00+09:00", "2026-11-08T23:59:59+09:00"),
    "game.txt": (GAME, "2026-11-12T02:00:00+09:00", "2026-11-12T08:30:00+09:00"),
    "bank.md": (BANK, "2026-12-01T00:00:00+09:00", None),
    "lib.txt": (LIBRARY, "2026-09-14T00:00:00+09:00", "2026-09-18T23:59:59+09:00"),
    "telecom.md": (TELECOM, "2026-06-21T04:10:00+09:00", "2026-06-21T07:35:00+09:00"),
}


def read(name, topics=()):
    return understand(parse_notice(NOTICES[name][0], Path(name)), SEOUL, TODAY, (), topics)


def pairs(name):
    return {q.question: q.answer for q in read(name).questions}


@pytest.mark.parametrize("name", NOTICES)
def test_period_and_sign_off(name):
    _, starts, ends = NOTICES[name]
    notice = read(name)
    assert notice.starts_at.isoformat() == starts
    assert (notice.ends_at and notice.ends_at.isoformat()) == ends
    told = "\n".join(part for q in notice.questions for part in (q.answer, *q.evidence))
    for foot in (
        "10월 26일",
        "영업팀",
        "11. 10",
        "드림",
        "10월 30일",
        "올림",
        "9월 1일",
        "도서관장",
        "9. 14",
        "병원장",
        "바른카드",
        "찾아뵙",
        "운영팀",
    ):
        assert foot not in told


def test_airline():
    said = pairs("air.html")
    assert said["행사 기간은 언제인가요?"].endswith("좌석이 모두 팔리면 조기 마감됩니다.")
    assert said["누가 참여할 수 있나요?"] == (
        "대상은 은하항공 회원 누구나입니다. 만 14세 미만 회원은 혼자 예매할 수 없습니다. 1인당 왕복 2매까지 예매할 수 있습니다."
    )
    assert said["노선별 운임은 어떻게 되나요?"] == (
        "김포-제주: 정상 운임 98,000원, 특가 운임 39,900원, 위탁 수하물 10kg.\n"
        "부산-제주: 정상 운임 88,000원, 특가 운임 34,900원, 위탁 수하물 없음."
    )
    assert said["유아도 같은 운임인가요?"] == "24개월 미만 유아는 좌석을 쓰지 않으면 무료입니다."
    assert said["예약을 취소하면 수수료가 있나요?"] == "출발 30일 전까지는 없습니다."
    assert said["성수기에도 이용할 수 있나요?"] == "12월 24일부터 1월 3일까지는 제외됩니다."
    assert not any("배송" in question or "교환" in question for question in said)


def test_game():
    said = pairs("game.txt")
    assert said["언제부터 언제까지인가요?"] == (
        "시작 시각은 2026년 11월 12일(목) 02:00입니다. 종료 시각은 2026년 11월 12일(목) 08:30입니다."
    )
    assert said["접속 중이면 어떻게 되나요?"] == "02:00에 로그아웃됩니다."
    assert "점검 내용은 어떻게 되나요?" in said
    assert not any(word in question for question in said for word in ("취소", "배송", "참여", "종료 시각"))
    assert not any("장애가 생겼" in u.question or "재발" in u.question for u in read("game.txt").unsaid)


def test_bank():
    said = pairs("bank.md")
    assert said["언제부터 적용되나요?"] == "시행일은 2026년 12월 1일(화)입니다."
    assert said["한도를 다시 올릴 수 있나요?"].startswith("네. 앱에서 본인 확인을 하시면")
    assert said["동의하지 않는 경우는 어떻게 되나요?"].endswith("통장을 해지하시면 수수료를 받지 않습니다.")
    assert read("bank.md").kind == "incident"  # a change of terms is told at once, not when it takes effect
    assert not any("해외" in u.question or "자동이체" in u.question for u in read("bank.md").unsaid)


def test_library():
    said = pairs("lib.txt")
    assert said["영향이 없는 것은 무엇인가요?"] == "대출증은 그대로 쓸 수 있습니다."
    assert said["언제부터 언제까지인가요?"].endswith("9월 18일(금)까지 휴관합니다.")
    assert [question for question, answer in said.items() if "비밀번호" in answer] == ["누리집은 어떻게 되나요?"]


def test_an_outage_is_not_answered_by_words_in_passing():
    said = pairs("telecom.md")
    assert said["언제부터 언제까지인가요?"] == (
        "발생 시각은 2026년 6월 21일 04:10입니다. 복구 시각은 2026년 6월 21일 07:35입니다."
    )
    assert not any(word in question for question in said for word in ("데이터는 안전", "반품", "배송"))
    open_questions = [u.question for u in read("telecom.md").unsaid]
    assert "내가 영향을 받은 대상인지 어떻게 확인하나요?" in open_questions


def test_opening_hours_are_no_period_and_a_title_is_no_answer():
    assert pairs("hospital.txt") == {
        "언제부터 적용되나요?": "2026년 10월 5일(월)부터 외래 진료 시간이 다음과 같이 변경됩니다.",
        "변경 내용은 어떻게 되나요?": "평일은 09:00~17:30 → 08:30~17:00입니다. 토요일은 09:00~13:00입니다 (변동 없음).",
        "예약 환자 안내는 어떻게 되나요?": "17:00 이후에 예약하신 환자분께는 9월 21일까지 전화로 새 시간을 알려 드립니다.",
    }
    said = pairs("card.md")
    assert not any("취소하면" in question or "[장애]" in answer for question, answer in said.items())


def test_rental():
    said = pairs("rental.html")
    assert said["행사 기간은 언제인가요?"].endswith("4월 15일까지 설치를 완료하면 할인이 적용됩니다.")
    assert said["누가 참여할 수 있나요?"] == (
        "대상은 정수기를 처음 렌탈하는 개인 고객입니다. 사업자 명의 계약은 제외됩니다. 한 세대당 2대까지 신청할 수 있습니다."
    )
    assert said["취소하거나 해지하면 어떻게 되나요?"] == "약정 기간 안에 해지하시면 위약금이 청구됩니다."


def topic(number, title, texts):
    at = datetime(2026, 3, 1, tzinfo=UTC)
    questions = tuple(Question(f"c{number}-{i}", 0, Redacted(text), ()) for i, text in enumerate(texts))
    return Topic(
        f"t{number}", Redacted(title), "faq", "ko", Redacted(""), questions, len(texts), 1.0, at, at, 1.0, (), Cost()
    )


def test_what_customers_ask_near_to_the_notice_and_it_never_mentions():
    topics = [
        topic(
            1,
            "마일리지로 운임을 결제할 수 있나요?",
            ["마일리지로 운임 결제되나요?", "마일리지로 예매할 수 있나요?"] * 2,
        ),
        topic(2, "반려견 운임은 얼마인가요?", ["반려견도 예매되나요?", "반려견 운임이 있나요?", "반려견 좌석 있나요?"]),
        topic(3, "회원 운임은 얼마인가요?", ["회원 운임 얼마예요?", "회원은 운임이 얼마인가요?"]),
        topic(4, "채용 공고는 어디 있나요?", ["채용 공고 있나요?", "채용은 언제 하나요?", "채용 공고 어디서 봐요?"]),
    ]
    text = parse_notice(AIRLINE, Path("air.html"))
    found = related(topics, [text.title, *(b.text for b in text.blocks)], "promo", korean=True)
    assert {(r.noun, r.customers) for r in found} == {("마일리지", 4), ("반려견", 3)}
    assert len(found) <= MOST
    unsaid = {u.question: u.why for u in read("air.html", topics).unsaid}
    assert (
        unsaid["반려견은 이번 행사에서 어떻게 되나요?"]
        == "고객 3명이 물은 내용인데 공지에 없습니다: ‘반려견 운임은 얼마인가요?’"
    )
    assert not any("채용" in question for question in unsaid)
