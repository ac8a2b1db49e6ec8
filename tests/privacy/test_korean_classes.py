"""Korean names, addresses, door codes and ends of numbers by class, on texts of many trades."""

import re

import pytest

from kbgen.models import RawConversation, RawMessage, Source
from kbgen.privacy import Gate, find

MARK = re.compile(r"\{\{(.*?)\}\}")
MARKED = """
# names after somebody's part, with rare surnames and unusual given names
피보험자 {{묘서란}} 자동차사고 접수 어디로 하나요
계약자 {{국표성}}, 피보험자 {{국해달}} 두 사람 관계는 부녀입니다
상대방이 {{갈천덕}}이고 자기가 후진한거 인정했어요
가해자 이름 {{옹달근}} 이라고 하던데 보험은 KB래요
매도인 {{예상구}} 매수인 {{좌미경}} 잔금일 9월 30일
조합원 {{복길례}} 출자금 배당 문의
제보자 {{왕길상}} 연락처 비공개로 해주세요
할아버지 성함 {{탁봉달}} 이시고 보훈번호는 모르겠어요
성함이요? {{국노을}}입니다
# names after kin
수령인은 장모님 {{탁분례}}
딸 {{진봄}} 예방접종 예약했는데 취소할게요
아이 {{봉솔}} 3세반이고 보호자 {{봉재협}}입니다
동생 {{하늘}}(이)가 미성년자인데 본인인증이 안돼요
저희 {{다온}}이가 오늘 열이 나서 결석합니다
우리 {{가을}}이 번호로 문자가 왔어요
# names before titles and copulas
{{모순임}} 할머니 약 타러 왔는데 처방전 없으면 안되나요
담당이 {{길문석}} 회계사에서 {{제영후}} 회계사로 바뀐거죠?
{{국희만}} 씨라는 분이 제 자리 예약했다는데 저는 모르는 분이에요
{{변호식}} 씨네 김치 2박스 추가
옆집 {{곽두팔}}이라는 사람이 제 택배를 가져갔어요
차 수리 맡긴 {{육성건}} 인데 견적 나왔나요?
어제 방문했던 {{추연식}} 이고 영수증을 못받았어요
{{지우}}언니 대신 제가 갈게요
{{하율}} 형아 신발이랑 바뀐것 같아요
{{수빈}} 말고 남편 {{가재훈}} 번호로 연락 주세요
# names from elsewhere
사위 {{다니엘 오코너}}가 대신 찾으러 갈거예요
세입자 이름이 {{굴노라 유수포바}}인데 전입신고 되나요
{{호르헤 멘도사}} 씨 앞으로 온 등기 아직 있나요
# addresses
{{전북특별자치도 전주시 완산구 홍산남로 31-7, 2층}} 입니다
{{강원특별자치도 속초시 먹거리길 18, 103동 1201호(교동)}}로 보내주세요
{{경남 밀양시 삼문동 5길 12-3}} 인데 내일 방문 가능?
{{서울 마포구 성미산로 17길 88, 옥탑}} 로 음식 안왔어요
{{대전 유성구 대학로 99번안길 7}} 원룸촌이에요
주소 {{302호}} 아니고 {{203호}}예요 잘못썼어요
# doors
현관 {{8830별}} 누르시면 열려요
출입방법 : {{종 0614 종}}
새벽배송 출입방법은 {{호출 902 + 1135#}} 입니다
무인텔 도어락 {{4410#}} 눌렀는데 삐삐소리만 나요
빌라 현관비번 {{#1807 2580}}
키박스 비번 {{7080}} 열면 열쇠 있어요
# ends of numbers and birthdays
{{7712}}요 끝번호
{{5518}}로 끝나는 번호예요
끝자리 {{6604}}으로 적립 했어요
주민번호 뒷자리까지 불러야 하나요? {{790314}}까지만 말할게요
생년월일 6자리 {{011230}} 넣었는데 안맞대요
아기 {{노은겸}} {{250318}} 출생신고 언제까지
"""
CLEAN = """
보호자 이송 요청은 어디로 하나요
환자 상태가 위중한데 면회 되나요
이용자 편의시설 안내도
상대방이 신호위반이고 저는 직진이었어요
남편이 공무원인데 할인 있나요
예약자가 두명이고 아이 하나예요
사장님 계신가요? 할아버지 계세요?
조회 결과 해당 부호의 명의자가 다릅니다
이름이 공백이라고 떠요
주문한 상품 인데 언제와요
구매한 옷 인데 실밥이 터졌어요
해바라기 씨 원산지 어디에요
한국대 교수 추천서 필요
우리집 할아버지 보청기 문의
한아름 마트 상품권 쓸 수 있나요
동생 사랑이 넘치는 카드 문구 추천
막내 바다 보여주고 싶은데 오션뷰 있나요
회원 카드 재발급 문의
공동현관 출입카드 1장 추가 5000원 맞나요
도어락 건전지 AA 4개 필요한가요 모델 YDM3109
종 4개 주문했는데 3개만 왔어요
호출 30분 지났는데 기사님 안와요
전화번호 뒷자리 4자리로 조회하세요
주민번호 뒷자리 7자리 다 적어야 하나요
1호선 2번출구 중앙로 10분
101호 말고 102호로 방 바꿔주세요
문의: 지역보건과 031-8024-4400
안내데스크(02-555-0101)로 문의 바랍니다
관리사무소 031-412-9900 번으로 전화해도 안받아요
프런트 033-630-5500 으로 연락 주시면 짐 맡아드립니다
"""


def lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("line", lines(MARKED))
def test_marked(line):
    text, found = MARK.sub(r"\1", line), set()
    for span in find(text):
        found.update(range(span.start, span.end))
    wanted, at, shift = set(), 0, 0
    for match in MARK.finditer(line):
        at = match.start() - shift
        wanted.update(range(at, at + len(match[1])))
        shift += 4
    assert {i for i in wanted if text[i].isalnum()} <= found
    assert not {i for i in found - wanted if text[i].isalnum() and text[i] not in "이가"}


@pytest.mark.parametrize("text", lines(CLEAN))
def test_clean(text):
    assert [text[s.start : s.end] for s in find(text)] == []


def said(*messages: tuple[str, str], names: tuple[str, ...] = ()) -> list[str]:
    raw = RawConversation(
        Source("zendesk", "x", "1"), tuple(RawMessage(role, text, None, role) for role, text in messages), names=names
    )
    conversation, _ = Gate((), b"\0" * 32).conversation(raw)
    return [m.text for m in conversation.messages]


def test_an_odd_name_with_a_birthday_answers_two_questions():
    _, answer, again = said(
        ("agent", "안녕하세요, 성함과 생년월일 부탁드립니다."),
        ("customer", "옹칠복 580312"),
        ("agent", "칠복님 확인되었습니다."),
    )
    assert "옹칠복" not in answer
    assert "580312" not in answer
    assert "칠복" not in again


def test_what_an_agent_gives_to_be_called_stays():
    _, second = said(
        ("customer", "양식은 어디서 받나요"),
        ("agent", "추가 문의는 02-2600-6114로 주세요. 교무팀 031-906-1234로 연락 주세요."),
    )
    assert "02-2600-6114" in second
    assert "031-906-1234" in second


def test_a_flat_corrected_in_answer_to_the_address():
    *_, last = said(
        ("agent", "주소가 서울 광진구 아차산로 30길 19, 지층 맞으실까요?"), ("customer", "지층아니고 지하 1호")
    )
    assert "1호" not in last


def test_a_door_code_alone_answers_how_to_get_in():
    *_, last = said(("agent", "현관 출입방법 부탁드립니다"), ("customer", "#2904 1188"))
    assert "2904" not in last
    assert "1188" not in last
