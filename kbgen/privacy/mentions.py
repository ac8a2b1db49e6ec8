"""Finding again what is known already: names and values that the record or another message told."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from kbgen.privacy.english_words import COMPANY_ENDS, NAMES_AND_WORDS, NOT_ENGLISH_NAMES, NOT_SECOND
from kbgen.privacy.nouns import NOUNS
from kbgen.privacy.shapes import CERTAIN, given_like, rest
from kbgen.privacy.spans import Span
from kbgen.privacy.words import DOUBLE_SURNAMES, NATIVE, QUIET_SURNAMES, SURNAMES, TITLES

_HANGUL = re.compile(r"[가-힣]")
_PARTICLES = re.compile(
    r"(?:이?(?:은|는|가|를|을|랑|와|과|도|만|의|라고|라는|한테|에게|께서?|하고|로|으로|요|네|예요|에요|이에요|인데|고요|구요)"
    r"|입니다|인데|님|씨|고객|회원|이|이름|드림|올림|여사|대리|과장|어머님|아버님|어머니|아버지|어린이|학생|[^가-힣])"
)
_GIVEN_TAIL = re.compile(
    r"\s?(?:님|씨|고객님|회원님|어머님|어머니|아버님|아버지|엄마|아빠|학생|어린이|이름으로|꺼|거(?![가-힣])|이꺼|이거(?![가-힣]))"
    r"|이?(?:가|는|한테|랑|도|를|의|만|네|하고|야|예요|에요|이에요|라고|라는|이라고|께서)(?![가-힣])|(?:은|을|"
    r"이|과|입니다|인데요?|이요)(?![가-힣])"
    r"|(?=[,.!?)/\n]|$|\s(?:이름|앞|생일|신발|옷|선물|계정|예약|수업|명의))"
)
_GIVEN_TITLE = re.compile(r"\s?(?:님|씨|고객님|회원님)|이?(?:한테|랑)(?![가-힣])|이(?:가|는|를)(?![가-힣])")
_VALUES = frozenset(
    {"order", "tracking", "user_id", "account", "card", "rrn", "passport", "driver", "plate", "customs_id", "phone", "token",
     "door_code", "kakao_id", "sns_id", "business_no"}
)  # fmt: skip
_NOT_AFTER = re.compile(r"[.,\-/:]?\d|\s?(?:원|년|월|일|개|건|명|회|점|%|만|천|시|분|초|won\b|days?\b)")
_FULL = SURNAMES | QUIET_SURNAMES
_MAIL_PART = re.compile(r"[a-z]{4,}")


def known_names(plain: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield every place where a known name stands, whole, or its given part as a person is spoken of."""
    for name in dict.fromkeys(unicodedata.normalize("NFKC", n).strip() for n in names):
        if len(name) < 2 or ((name in NOUNS or name in TITLES) and name not in NATIVE):
            continue
        if " " in name and name.rpartition(" ")[2].casefold().rstrip(".") in COMPANY_ENDS:
            continue
        if _HANGUL.fullmatch(name[0]):
            yield from _korean(plain, name)
        elif "@" in name:
            yield from (Span(i, i + len(name), "email", "known") for i in _places(plain, name))
            yield from _mail_owner(plain, name)
        elif name[0].isalpha():
            yield from _latin(plain, name)
        elif len(name) > 3:
            yield from (Span(i, i + len(name), "phone", "known") for i in _places(plain, name))


def known_values(view: str, values: Mapping[str, str]) -> Iterator[Span]:
    """Yield every place of a digit view where a value stands again by itself; `values` maps each to its type."""
    for value, kind in values.items():
        short = len(value) < 5
        for at in _places(view, value):
            end = at + len(value)
            before, after = view[at - 1 : at], view[end : end + 1]
            if (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()):
                continue
            if short and (before in (".", ",", "-", "/", ":") or not _said_of_a_number(view, at, end)):
                continue
            yield Span(at, end, kind, "known")


def _said_of_a_number(view: str, start: int, end: int) -> bool:
    """Four digits are an end of a number again when the words around say so, or when there are hardly any."""
    if _NOT_AFTER.match(view, end):
        return False
    return len(view) < 16 or bool(_END_BEFORE.search(view[max(0, start - 14) : start]) or _END_AFTER.match(view, end))


_END_BEFORE = re.compile(
    r"(?:끝|뒷|뒤|마지막|자리|번호)[가-힣 ]{0,6}[:,]?\s?$|(?:ending(?: in)?|last (?:four|4)(?: digits)?(?: are| is)?)\s$",
    re.IGNORECASE,
)
_END_AFTER = re.compile(r"\s?(?:님|맞|으?로\s?(?:끝|등록|저장|조회|가입)|이?(?:신가요|시죠|세요|에요|예요|요)|고객)|\?")


def worth_knowing(view: str, spans: Iterable[Span]) -> Iterator[tuple[str, str]]:
    """Yield (value, type) of spans in a digit view that say the same wherever they stand, and the ends of phones."""
    for span in spans:
        if span.why == "tag" or span.type not in _VALUES:
            continue
        value = view[span.start : span.end]
        digits = "".join(c for c in value if c.isdigit())
        if len(value) >= 4 and "\n" not in value and (len(digits) > 2 or (value.isascii() and len(value) > 5)):
            if not re.fullmatch(r"(?:19|20)\d\d", value):
                yield value, span.type
            if value != digits and len(digits) > 7:
                yield digits, span.type
        if span.type in ("phone", "card", "account", "plate") and len(digits) > 7:
            tail = digits[-4:]
            if not tail.startswith(("19", "20")) and not tail.endswith("00"):
                yield tail, span.type


def _places(plain: str, needle: str) -> Iterator[int]:
    at = plain.find(needle)
    while at >= 0:
        yield at
        at = plain.find(needle, at + len(needle))


def _korean(plain: str, name: str) -> Iterator[Span]:
    given = name[2:] if name[:2] in DOUBLE_SURNAMES else name[1:]
    full = 2 < len(name) < 5 and " " not in name and (name[0] in _FULL or name[:2] in DOUBLE_SURNAMES)
    for at in _places(plain, name):
        end = at + len(name)
        if at and "가" <= plain[at - 1] <= "힣":
            if (
                len(name) == 2
                and plain[at - 1] in SURNAMES
                and not "가" <= plain[at - 2 : at - 1] <= "힣"
                and given_like(name)
            ):
                yield Span(at - 1, end, "name", "known with its surname")
        elif _ends(plain, end, name):
            yield Span(at, end, "name", "known")
    if not full or len(given) != 2 or given in TITLES:
        return
    certain = given in CERTAIN or (given_like(given) and given not in NOUNS)
    for at in _places(plain, given):
        if at and "가" <= plain[at - 1] <= "힣":
            continue
        if (_GIVEN_TAIL if certain else _GIVEN_TITLE).match(plain, at + 2):
            yield Span(at, at + 2, "name", "known given name")


def _ends(plain: str, end: int, name: str) -> bool:
    """Say whether a known name ends here: 이유진 does not in 이유진행; a name that is a word needs a title as well."""
    word = _REST.match(plain, end)
    tail = word.group() if word else ""
    if len(name) == 2:
        if name in NATIVE or name in NOUNS:
            return bool(_GIVEN_TITLE.match(plain, end) or _SELF_TAIL.match(plain, end) or plain.strip(" .!~") == name)
        return not tail or bool(_PARTICLES.match(plain, end))
    return (
        not tail
        or bool(rest(name + tail, len(name)))
        or bool(_LONG_TAIL.match(tail))
        or not any("가" <= c <= "힣" for c in name)
    )


_REST = re.compile(r"[가-힣]+")
_SELF_TAIL = re.compile(r"이?(?:라고|예요|에요|이에요|입니다|인데요)|\s?(?:맞|이름|앞으로|명의)")
_LONG_TAIL = re.compile(
    r"인데|이고|입니다|이?라고|고객|님|씨|으로|한테|에게|이름|명의|앞으로|본인|예요|이에요|맞|계좌|카드"
)


def _mail_owner(plain: str, mail: str) -> Iterator[Span]:
    """The parts of a mail address before the @ are often its owner's names."""
    for part in _MAIL_PART.findall(mail.partition("@")[0].casefold()):
        word = part.capitalize()
        if part not in NOT_ENGLISH_NAMES:
            for at in _places(plain, word):
                end = at + len(word)
                if not plain[at - 1 : at].isalnum() and not (
                    plain[end : end + 1].isascii() and plain[end : end + 1].isalnum()
                ):
                    yield Span(at, _with_surname(plain, end), "name", "known from the mail")


def _latin(plain: str, name: str) -> Iterator[Span]:
    lower = plain.casefold()
    parts = [
        p
        for p in re.split(r"[\s/,]+", name)
        if len(p) > 2 and (p.casefold() not in NOT_ENGLISH_NAMES or p.casefold() in NAMES_AND_WORDS)
    ]
    if len(lower) != len(plain):
        lower = plain
    for needle in dict.fromkeys([name, *parts]):
        common = needle.casefold() in NOT_ENGLISH_NAMES
        if common and (needle.casefold() not in NAMES_AND_WORDS or needle.casefold() in _MONTHS):
            continue
        for at in _places(lower, needle.casefold() if lower is not plain else needle):
            end = at + len(needle)
            alone = not (plain[at - 1 : at].isalnum() and plain[at - 1 : at].isascii()) if at else True
            if _OF_COMPANY.match(plain, end) or plain[max(0, at - 2) : at] == "& ":
                continue
            after_it = _SURNAME.match(plain, end) if needle != name or " " not in name else None
            if after_it and after_it[1].casefold() in COMPANY_ENDS:
                continue
            if needle.casefold() in NAMES_AND_WORDS and _is_word_here(plain, at, end, common):
                continue
            if common and not plain[at].isupper():
                continue
            after = plain[end : end + 1]
            if (
                alone
                and not (after.isascii() and after.isalnum())
                and (
                    plain[at].isupper()
                    or (needle == name and needle.casefold() not in NAMES_AND_WORDS)
                    or not name[0].isupper()
                )
            ):
                yield Span(at, _with_surname(plain, end), "name", "known")


_OF_COMPANY = re.compile(r"\s?&\s[A-Z]|\s(?:Ltd|Inc|LLC|GmbH|PLC|Corp)\b")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?\n]\s{0,3})$")
_SENTENCE_GOES_ON = re.compile(
    r"\s(?:i|you|we|it|he|she|they|this|that|these|those|there|the|an?|my|your|our|his|her|their|to|of|be|not|for|in|on|"
    r"at|any|all|is it|everything|everyone|down|out|up)\b",
    re.IGNORECASE,
)


_MONTHS = frozenset("april may june august summer".split())
_DID = re.compile(r"[,'’]|\s(?:is|was|has|had|left|said|told|went|came|got|[a-z]{2,12}ed|[a-z]{3,12}s)\b|\s?[.!?]?$")


def _is_word_here(plain: str, start: int, end: int, common: bool) -> bool:
    """Will you, Hope this, Joy to: the ordinary word at the start of a sentence, not the name that was told before."""
    if not _SENTENCE_BEFORE.search(plain[max(0, start - 4) : start]):
        return False
    return not _DID.match(plain, end) if common else bool(_SENTENCE_GOES_ON.match(plain, end))


_NO_SURNAME = NOT_ENGLISH_NAMES | NOT_SECOND
_SURNAME = re.compile(r" ([A-Z][a-z'’]+(?:-[A-Z][a-z]+)?)(?![A-Za-z])")


def _with_surname(plain: str, end: int) -> int:
    """Take the capitalised word after a known first name along."""
    match = _SURNAME.match(plain, end)
    return match.end() if match and match[1].casefold() not in _NO_SURNAME else end
