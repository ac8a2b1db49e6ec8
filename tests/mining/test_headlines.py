"""Titles of help pages from customers' sentences: how one is put, and which one is chosen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.language.fold import letters
from kbgen.mining.headlines import headline

WORDINGS = [
    ("하나더요 쿠폰은 왜 안먹히는거예요?", "쿠폰은 왜 안 먹히나요?"),
    ("근데 반품 택배비 제가 내요?", "반품 택배비 제가 내요?"),
    ("교환은 며칠까지 되여?", "교환은 며칠까지 되나요?"),
    ("포인트로 결제 되나염", "포인트로 결제 되나요?"),
    ("환불 안되는거에요?", "환불 안 되나요?"),
    ("배송비 얼마임?", "배송비 얼마예요?"),
    ("구독 해지는 어케해요", "구독 해지는 어떻게 해요?"),
    ("당일 배송 가능한가여", "당일 배송 가능한가요?"),
    ("하나만 부분 취소 가능?", "하나만 부분 취소 가능한가요?"),
    ("개봉한 화장품도 환불이 가능한지요.", "개봉한 화장품도 환불이 가능한가요?"),
    ("정기구독 해지 방법을 알려주세요.", "정기구독 해지 방법을 알려 주세요"),
    ("방문 기사님 도착시간 알고싶습니다", "방문 기사님 도착시간 알고 싶어요"),
    ("남은 기간 요금을 돌려받을 수 있는지 궁금합니다", "남은 기간 요금을 돌려받을 수 있나요?"),
    ("쿠폰 적용이 안돼요ㅠㅠ", "쿠폰 적용이 안 돼요"),
    ("질문이요 엑셀로 내보낼수있나요??", "엑셀로 내보낼 수 있나요?"),
    ("여쭤볼게요 직원 계정 추가하면 얼마에요", "직원 계정 추가하면 얼마예요?"),
    ("아 맞다 예약금은 언제 빠져나가요", "예약금은 언제 빠져나가요?"),
    ("그럼 무료체험 끝나면 자동결제 되냐", "무료체험 끝나면 자동결제 되나요?"),
    ("저기 혹시 캘린더 연동은 어디서 하나요 ㅎㅎ", "캘린더 연동은 어디서 하나요?"),
    ("그리고 데이터 백업은 자동으로 되는건가요?", "데이터 백업은 자동으로 되나요?"),
    ("유심 택배로 받으면 몇일 걸려요?", "유심 택배로 받으면 며칠 걸려요?"),
    ("로밍 요금은 하루에 얼마죠?", "로밍 요금은 하루에 얼마죠?"),
    ("명의변경할때 서류 뭐 필요해요?", "명의변경할 때 서류 뭐 필요해요?"),
    ("약정 끝나면 할인 없음?", "약정 끝나면 할인 없나요?"),
    ("수하물 무게 제한 있나용?", "수하물 무게 제한 있나요?"),
    ("여권 이름 틀리면 탑승 못하나요", "여권 이름 틀리면 탑승 못하나요?"),
    ("취소 수수료는 왜이렇게 비싼거에요?", "취소 수수료는 왜 이렇게 비싼 거예요?"),
    ("조식 포함인가요?", "조식 포함인가요?"),
    ("검사 전에 금식해야되나요", "검사 전에 금식해야 되나요?"),
    ("진단서 발급은 어디서 합니까?", "진단서 발급은 어디서 하나요?"),
    ("주말에도 진료 하시나요~?", "주말에도 진료 하시나요?"),
    ("이체 한도 올리려면 어떻게 해야하죠?", "이체 한도 올리려면 어떻게 해야 하죠?"),
    ("공동인증서 갱신 방법좀 알려주세요", "공동인증서 갱신 방법 좀 알려 주세요"),
    ("통장 사본은 앱에서 출력할수 있음?", "통장 사본은 앱에서 출력할 수 있나요?"),
    ("아웃룩 연동 기능 추가해주세요", "아웃룩 연동 기능 추가해 주세요"),
    ("다크모드 있으면 좋겠어요!!", "다크모드 있으면 좋겠어요"),
    ("hi, quick question - can i export invoices", "Can I export invoices?"),
    ("do leftovers carry over?", "Do leftovers carry over?"),
    ("so how long does a refund take", "How long does a refund take?"),
    ("The app keeps crashing", "The app keeps crashing"),
    ("Hello, is there a student discount??", "Is there a student discount?"),
]
CHOICES = [
    (
        [
            "하나더요 쿠폰은 왜 안먹히는거예요?",
            "쿠폰 적용이 안돼요",
            "할인 쿠폰 왜 적용 안되나요",
            "어제 받은 쿠폰이 안먹혀요 [이름]",
        ],
        "할인 쿠폰 왜 적용 안 되나요?",
    ),
    (
        ["근데 반품 택배비 제가 내요?", "반품 배송비는 누가 내나요", "6월 3일에 받은 러그 반품 배송비 얼마임?"],
        "반품 배송비는 누가 내나요?",
    ),
    (
        ["카드 바꾸고 싶은데 어케해요", "자동이체 카드 변경 어떻게 하나요?ㅠㅠ", "어제 카드 변경했는데 안됐어요"],
        "자동이체 카드 변경 어떻게 하나요?",
    ),
    (
        ["hi, quick question - how do i export my clients?", "yesterday I tried to export clients, it failed again"],
        "How do I export my clients?",
    ),
    (["영수증은 어디서 발급하나요 결제할때 안눌렀음"], "영수증은 어디서 발급하나요?"),
    (["[이름]입니다", "진료 예약 변경은 언제까지 가능해요?"], "진료 예약 변경은 언제까지 가능해요?"),
]


@pytest.mark.parametrize(("sentence", "wanted"), WORDINGS)
def test_a_customers_sentence_becomes_a_polite_title(sentence: str, wanted: str) -> None:
    assert headline([sentence], sentence, "faq", "ko") == wanted


@pytest.mark.parametrize(("questions", "wanted"), CHOICES)
def test_the_clearest_sentence_on_the_subject_is_chosen(questions: list[str], wanted: str) -> None:
    assert headline(questions, questions[0], "faq", "ko") == wanted


def test_a_feature_request_keeps_its_request() -> None:
    found = headline(
        ["캘린더 연동 기능 추가해주세요!!", "저 어제 캘린더 때문에 고생했어요"], "캘린더", "feature_request", "ko"
    )
    assert found == "캘린더 연동 기능 추가해 주세요"


@pytest.mark.parametrize("title", ["환불 안내", "Refunds", "배송 조회?"])
def test_without_a_fit_question_the_present_title_stays(title: str) -> None:
    assert headline(["네", "[이름]입니다", "감사합니다"], title, "faq", "ko") == title


def test_titling_a_title_again_changes_nothing() -> None:
    for _, wanted in WORDINGS:
        assert headline([wanted], wanted, "faq", "ko") == wanted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([sentence for sentence, _ in WORDINGS]), min_size=1, max_size=6))
def test_a_title_is_one_of_the_customers_sentences_put_politely(questions: list[str]) -> None:
    found = headline(questions, questions[0], "faq", "ko")
    assert letters(found) in {letters(wanted) for sentence, wanted in WORDINGS if sentence in questions}
