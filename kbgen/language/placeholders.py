"""The placeholders that stand for personal data: one vocabulary, which the gate writes and everybody else recognises."""

import regex

from kbgen.language.fold import squeeze

WORDS = {
    "phone": ("전화번호", "phone"),
    "email": ("이메일", "email"),
    "rrn": ("주민등록번호", "ID number"),
    "card": ("카드번호", "card number"),
    "account": ("계좌번호", "account number"),
    "address": ("주소", "address"),
    "name": ("이름", "name"),
    "order": ("주문번호", "order number"),
    "tracking": ("송장번호", "tracking number"),
    "birthdate": ("생년월일", "date of birth"),
    "kakao_id": ("카카오톡 아이디", "messenger ID"),
    "sns_id": ("SNS 아이디", "social media handle"),
    "user_id": ("아이디", "user ID"),
    "business_no": ("사업자번호", "business number"),
    "passport": ("여권번호", "passport number"),
    "driver": ("면허번호", "licence number"),
    "customs_id": ("통관번호", "customs ID"),
    "door_code": ("출입 비밀번호", "door code"),
    "ip": ("IP 주소", "IP address"),
    "token": ("비밀 코드", "secret"),
    "plate": ("차량번호", "number plate"),
}
"""What stands in the brackets, by type of personal data: in Korean and in English."""

_ANY = regex.compile(
    r"\[(?:" + "|".join(regex.escape(word) for pair in WORDS.values() for word in pair) + r")(?: ?\d{1,4})?\]"
)


def has_placeholder(text: str) -> bool:
    """Whether a text holds a placeholder. A menu name such as `[주소]` cannot be told from one, and counts."""
    return _ANY.search(text) is not None


def without_placeholders(text: str) -> str:
    """Return the text without its placeholders, with single spaces."""
    return squeeze(_ANY.sub(" ", text))
