"""The tone lint: sentences of many trades that must and must not be found, their lines, and hostile texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.pages.lint import lint, unfit
from kbgen.pages.lint_text import sections
from tests.limits import ends

BAD = [
    # Blame.
    ("tone/blame", "고객님 과실입니다."),
    ("tone/blame", "고객님께서 주소를 잘못 입력하셨습니다."),
    ("tone/blame", "예약 날짜를 잘못 선택하셨네요."),
    ("tone/blame", "그럴 리가 없습니다."),
    ("tone/blame", "지난번에도 말씀드렸잖아요."),
    ("tone/blame", "이미 여러 번 안내드렸습니다."),
    ("tone/blame", "탑승 전에 수하물 규격을 확인하셨어야 합니다."),
    ("tone/blame", "왜 미리 확인 안 하셨어요?"),
    ("tone/blame", "요금제를 오해하고 계십니다."),
    ("tone/blame", "You failed to return the car on time."),
    ("tone/blame", "As already stated, the gym closes at ten."),
    ("tone/blame", "You should have read the terms."),
    ("tone/blame", "The delay was your own fault."),
    ("tone/blame", "You entered your address incorrectly."),
    ("tone/blame", "That can't be right."),
    ("tone/blame", "We already told you about the fee."),
    # Refusals.
    ("tone/bare-refusal", "불가합니다."),
    ("tone/bare-refusal", "좌석 변경은 안 됩니다."),
    ("tone/bare-refusal", "강의 자료는 내려받을 수 없습니다."),
    ("tone/bare-refusal", "아니요. 양도는 불가합니다."),
    ("tone/bare-refusal", "We cannot change the date."),
    ("tone/bare-refusal", "No."),
    ("tone/bare-refusal", "Pets are not allowed."),
    ("tone/policy-without-why", "저희는 변경 권한이 없습니다."),
    ("tone/policy-without-why", "규정상 안 됩니다."),
    ("tone/policy-without-why", "내부 방침에 따라 공개가 어렵습니다."),
    ("tone/policy-without-why", "We are not authorised to change it."),
    ("tone/policy-without-why", "Our policy does not allow that."),
    ("tone/policy-without-why", "It is against company policy."),
    ("tone/refund-refused", "수강료 환불은 불가합니다."),
    ("tone/refund-refused", "이 상품은 환불해 드리지 않습니다."),
    ("tone/refund-refused", "Tickets are non-refundable."),
    ("tone/refund-refused", "We do not offer refunds."),
    # Trivialising.
    ("tone/trivialising", "단순히 버튼만 누르시면 됩니다."),
    ("tone/trivialising", "그냥 다시 깔면 되는데요."),
    ("tone/trivialising", "간단해요, 누구나 할 수 있는 쉬운 일이에요."),
    ("tone/trivialising", "설치는 아주 쉬워요."),
    ("tone/trivialising", "아시다시피 필터는 소모품입니다."),
    ("tone/trivialising", "Just click the button."),
    ("tone/trivialising", "You simply enter the code."),
    ("tone/trivialising", "Obviously, the router must be on."),
    ("tone/trivialising", "As you should know, rooms are cleaned daily."),
    ("tone/trivialising", "All you need to do is open the app."),
    # Terms.
    ("tone/jargon", "결제가 안 되면 PG사에 물어보세요."),
    ("tone/jargon", "상자에 적힌 SKU를 알려 주세요."),
    ("tone/jargon", "역물류 일정은 문자로 알려드려요."),
    ("tone/jargon", "Change the DNS before you move the shop."),
    ("tone/jargon", "Write the RMA on the box."),
    # Leaving.
    ("tone/holds-back", "정말 취소하시겠어요? 아래에서 신청하세요."),
    ("tone/holds-back", "해지하시면 장기 고객 혜택이 사라집니다."),
    ("tone/holds-back", "탈퇴하기 전에 다시 한 번 생각해 주세요."),
    ("tone/holds-back", "Before you cancel, consider a cheaper plan."),
    ("tone/holds-back", "Are you sure you want to leave?"),
    # Honours for things.
    ("tone/honoured-thing", "음료가 나오셨습니다."),
    ("tone/honoured-thing", "커피 나오셨습니다."),
    ("tone/honoured-thing", "오후 예약도 가능하세요."),
    ("tone/honoured-thing", "그 색상은 품절이십니다."),
    ("tone/honoured-thing", "대여료는 30,000원이세요."),
    ("tone/honoured-thing", "카드로 결제되셨습니다."),
    # Shouting, greeting, promises.
    ("tone/shouting", "꼭 읽어 주세요!!"),
    ("tone/shouting", "DO NOT OPEN THE DOOR WHILE WASHING."),
    ("tone/hand-over", "확인 후 연락드리겠습니다."),
    ("tone/hand-over", "제가 바로 확인해 볼게요."),
    ("tone/hand-over", "We'll look into it and get back to you."),
    ("publish/greeting", "안녕하세요, 고객님."),
    ("publish/greeting", "문의 주셔서 감사합니다."),
    ("publish/greeting", "Hi there! Opening hours are 9 to 5."),
    ("publish/greeting", "Thank you for contacting us."),
    ("publish/sign-off", "좋은 하루 보내세요!"),
    ("publish/sign-off", "감사합니다."),
    ("publish/sign-off", "Have a great day!"),
    ("publish/sign-off", "Kind regards"),
    ("publish/introduction", "안녕하세요, 여행지원팀 보라입니다."),
    ("publish/introduction", "상담사 김서연입니다."),
    ("publish/introduction", "My name is Laura."),
]  # fmt: skip
GOOD = [
    "주소를 잘못 입력하셨다면 출고 전까지 바꿀 수 있어요.",
    "잘못 주문하신 경우 결제한 날 취소할 수 있어요.",
    "고객님 과실로 파손된 경우에는 수리비가 들어요.",
    "이건 고객님 잘못이 아니에요.",
    "오염된 책은 다른 사람이 읽기 어려워 반납하지 못해요.",
    "위생 때문에 개봉한 제품은 교환이 불가합니다.",
    "출고된 뒤에는 주소를 바꿀 수 없습니다.",
    "변경은 안 됩니다. 대신 취소하고 다시 예약해 주세요.",
    "다른 사람은 비밀번호를 볼 수 없습니다.",
    "별도로 신청하실 필요 없습니다.",
    "규정에 따라 7일 안에 환불됩니다.",
    "법에 따라 영수증은 5년 동안 보관합니다.",
    "편집자에게는 삭제 권한이 없습니다.",
    "화면에 '권한이 없습니다'라고 나오면 관리자에게 문의하세요.",
    "개봉 전이면 환불되고, 개봉한 뒤에는 환불이 어렵습니다.",
    "단순히 마음이 바뀐 경우에도 환불돼요.",
    "단순 변심 반품은 배송비가 있어요.",
    "그냥 두시면 자동으로 연장돼요.",
    "간단한 설문에 답하면 쿠폰을 드려요.",
    "쉬운 코스와 어려운 코스가 있어요.",
    "PG사(결제 대행사)가 승인을 취소합니다.",
    "SKU는 상품마다 붙은 관리 번호입니다.",
    "DNS 설정, 즉 도메인을 서버에 잇는 설정을 바꿔요.",
    "해지는 [설정 > 구독]에서 하실 수 있어요. 해지하시면 할인 혜택은 사라져요.",
    "탈퇴하기 전에 사진을 내려받으세요.",
    "“정말 취소하시겠어요?”가 나오면 [확인]을 누르세요.",
    "문의가 있으시면 채팅으로 알려 주세요.",
    "가능하시면 오전에 와 주세요.",
    "커피가 나왔습니다.",
    "메뉴 들어가셔서 알림을 켜 주세요.",
    "쿠폰이 있으세요? 결제 화면에서 입력하세요.",
    "선생님은 지금 수업 중이세요.",
    "감사 쿠폰은 한 번만 쓸 수 있어요.",
    "매니저 권한입니다.",
    "상담사 전용 번호로 전화하세요.",
    "안녕 캠페인은 6월에 끝나요.",
    "할인!이라고 적힌 상품만 골라 주세요.",
    "접수하면 1영업일 안에 답변을 받아요.",
    "좋은 시간대를 골라 예약하세요.",
    "If you forgot to check out, call the desk.",
    "If you entered your address incorrectly, change it before the parcel leaves.",
    "It is not your fault when a parcel is late.",
    "You should have received a confirmation mail.",
    "This action cannot be undone after you confirm.",
    "We cannot change the date because the flight is full.",
    "Dates can't be changed. You can cancel and book again.",
    "Nobody can see your password.",
    "According to our policy, refunds take five days.",
    "Opened food is non-refundable for hygiene reasons.",
    "We cannot refund a used ticket, but you can exchange it.",
    "If you have just signed up, check your inbox.",
    "Just in case, keep the receipt.",
    "Put simply, a deposit is returned at the end.",
    "It is easy to miss the second button.",
    "The adjustment takes a day.",
    "Set the DNS (the setting that connects a domain) first.",
    "Before you cancel, download your invoices.",
    "Open Settings and choose Cancel. You will lose your discount after that.",
    "Tap **Delete**, then `rm -rf just click`.",
    "This is Premium only.",
    "Hello Kitty toys are on the second floor.",
    "Dear Diary is a notebook we sell.",
    "Thank you cards are free.",
    "The NASA and ESA caps are made in the EU.",
    "Look at the sign: IMPORTANT.",
]


def rules(text):
    return [finding.rule for finding in lint(text)]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_what_drives_readers_away_is_found(rule, text):
    found = [finding for finding in lint(text) if finding.rule == rule]
    assert len(found) == 1
    assert found[0].why
    assert found[0].better
    assert found[0].severity == ("warning" if rule.startswith("tone/") else "error")


@pytest.mark.parametrize("text", GOOD)
def test_what_helps_is_left_alone(text):
    assert rules(text) == []


PAGE = """---
title: 잘못 입력하셨습니다!!
description: 안녕하세요.
---

# 환불이 안 됩니다

환불은 불가합니다.

```
고객님 과실입니다.
```

<!-- 안녕하세요. -->

## 취소 방법

1. [마이](https://help.example/just)를 누르세요.
2. 가능하세요.

| 구분 | 안내 |
| --- | --- |
| 쿠폰 | 고객님 과실입니다. |

> 고객님 과실입니다.

여러 줄로 쓴
문단에서\\!\\!
좋은 하루 보내세요.
"""
FOUND = [
    (8, "tone/refund-refused"),
    (19, "tone/honoured-thing"),
    (23, "tone/blame"),
    (27, "tone/shouting"),
    (29, "publish/sign-off"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_lines_count_from_the_top_of_the_file(end, start):
    text = start + PAGE.replace("문단에서\\!\\!\n", "문단에서\\!\\! \n").replace("\n", end)
    assert [(f.line, f.rule) for f in lint(text)] == FOUND


def test_a_better_wording_is_made_of_the_sentence_itself():
    better = {
        f.rule: f.better
        for f in lint("Just click Save.\n\n오늘도 예약 가능하세요.\n\n꼭 읽어 주세요!!\n\nSKU를 적어 주세요.")
    }
    assert better["tone/trivialising"] == "Click Save."
    assert better["tone/honoured-thing"] == "오늘도 예약 가능해요."
    assert better["tone/shouting"] == "꼭 읽어 주세요."
    assert "SKU(상품 관리 번호)" in better["tone/jargon"]


def test_why_is_told_in_the_language_of_the_text():
    (english,), (korean,) = lint("As already stated, we are closed."), lint("그럴 리가 없습니다.")
    assert english.why.isascii()
    assert not korean.why.isascii()


def test_walls_of_text_are_found_by_length_and_by_number_of_sentences():
    assert rules("문을 여세요. " * 6) == ["tone/long-paragraph"]
    assert rules("문을 여세요. " * 5) == []
    assert rules("- " + "문을 여세요. " * 6) == []
    assert "tone/long-sentence" in rules("방에 들어가서 창문을 열고 " * 9 + "나오세요.")
    assert "tone/long-paragraph" in rules("Open the wide and heavy door of the room and wait. " * 13)


def test_a_refusal_is_excused_by_its_own_section_alone():
    helped = "## 바꿀 수 있나요?\n\n변경은 안 됩니다.\n\n취소한 뒤 다시 예약해 주세요."
    assert rules(helped) == []
    assert rules(helped.replace("취소한", "## 다른 방법\n\n취소한")) == ["tone/bare-refusal"]


def test_a_term_is_told_once_and_not_where_the_question_uses_it():
    assert rules("SKU를 적어요.\n\nSKU를 또 적어요.") == ["tone/jargon"]
    assert rules("# SKU가 뭔가요?\n\nSKU를 적어요.") == []


def test_excerpts_never_hold_personal_data():
    found = lint("고객님 과실입니다. 010-2345-6789로 전화하세요!!")
    assert {f.rule for f in found} == {"tone/blame", "tone/shouting"}
    assert all(f.excerpt == "" and "2345" not in f.better for f in found)
    (personal,) = unfit("---\ntitle: x\n---\n\n전화 010-2345-6789")
    assert (personal.line, personal.rule, personal.severity) == (5, "publish/personal-data", "error")
    assert "2345" not in repr(personal)
    assert [f.rule for f in unfit("[이름]님도 됩니다.")] == ["publish/placeholder"]
    assert unfit("전화 010-2345-6789", ("010-2345-6789",)) == ()


def test_an_admonition_is_no_shouting_and_its_text_is_read():
    assert [(f.line, f.rule) for f in lint('!!! note "주의"\n    고객님 과실입니다.\n')] == [(2, "tone/blame")]
    assert rules("    고객님 과실입니다.\n") == []


PARTS = st.sampled_from(
    ["---\n", "```\n", "# ", "- ", "1. ", "| ", "> ", "    ", "\n\n", "\r", "[", "](", ")", "\\", "`", "<!--", "-->", "**", "_", '"', "“", "!!",
     "고객님 ", "안 됩니다.", "just click ", "환불 ", "[이름]", "\ufffc", "&#33;", "&amp;", "{:", "PG사", "CANCEL "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_is_read_and_lines_are_in_it(text):
    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= finding.line <= last for finding in lint(text))
    for section in sections(text):
        assert all(len(said.shown) == len(said.own) for _, said in section.said)


@pytest.mark.parametrize(
    "piece",
    ["잘못 입력하", "고객님 과실 ", "단순히 ", "just ", "you should have entered ", "[a](", "`", "\\!", "*", "<a ", '"', "'", " ", "!", "확인 후 ",
     "환불 ", "A! ", "취소 전에 ", "<!--", "1) ", "{:", "_", "[", "안 됩니다. ", "PG "],
)  # fmt: skip
def test_a_long_hostile_line_is_read(piece):
    with ends():
        lint(piece * (30_000 // len(piece)))
