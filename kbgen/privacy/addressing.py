"""Names by which agents address their customers: "네, 곡용주님, …" names whoever is spoken to, however rare the name."""

import re
from collections.abc import Iterator

from kbgen.privacy.nouns import NOUNS
from kbgen.privacy.spans import Span, Taken
from kbgen.privacy.words import DOUBLE_SURNAMES, QUIET_SURNAMES, SURNAMES

_YES = (
    r"네|넵|예|안녕하세요|반갑습니다|감사합니다|죄송합니다|확인(?:되었습니다|됐습니다|했습니다|감사합니다)|알겠습니다"
)
_ADDRESSED = re.compile(
    rf"(?:\A|[\n.!?~])\s{{0,3}}(?:(?:{_YES})[\s,.!~]{{1,3}}){{0,2}}(?P<v>[가-힣]{{3,4}})\s?(?:고객|회원|어머|아버)?님(?=[\s,.!?~]|\Z)"
)
# Who is addressed by what they do or are, not by a name.
_ROLE_ENDS = ("자", "인", "원", "사", "장", "관", "객", "주", "생", "가")
_SURNAMES = SURNAMES | QUIET_SURNAMES


def find_addressed(text: str, taken: Taken) -> Iterator[Span]:
    """Yield the full names by which a message of an agent addresses somebody at the beginning of a sentence."""
    if "님" not in text:
        return
    for match in _ADDRESSED.finditer(text):
        name, (start, end) = match["v"], match.span("v")
        surnamed = name[0] in _SURNAMES if len(name) == 3 else name[:2] in DOUBLE_SURNAMES or name[0] in _SURNAMES
        if surnamed and name not in NOUNS and not _is_role(name) and not taken.overlaps(start, end):
            yield Span(start, end, "name", "addressed by an agent")


def _is_role(name: str) -> bool:
    """Say whether a word that ends like one is a role: its front is a word by itself (신청+자), a given name is not."""
    return name.endswith(_ROLE_ENDS) and (name[:-1] in NOUNS or name[:2] in NOUNS)
