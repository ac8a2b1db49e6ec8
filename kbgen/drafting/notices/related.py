"""What customers ask about all year that is near to a notice and that the notice never mentions."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kbgen.drafting.notices.answers import with_topic
from kbgen.language.tokens import nouns
from kbgen.models import NoticeKind, Topic, Unsaid

MOST = 5
"""So many questions of this origin a person can look through beside those of the bank."""

_NEAR: dict[str, float] = {"promo": 0.4, "change": 0.4, "outage": 1.5}
"""How near a topic must be to a notice of its kind: an outage is about what broke, not about all that is sold."""

_FEWEST = 2
_SHARE = 0.25
"""A noun that fewer of a topic's questions say is not what the topic is about."""

_MOST_SAY = 0.5
"""A noun that is not in a topic's title names it when so many of the questions say it."""

_EVENT = re.compile(r"(?:이벤트|행사|프로모션|세일|위크|페스타|대전|감사제|기획전|캠페인|특가)$")
_RARE = 0.12
"""A noun that more of the topics than this use names none of them."""

_EMPTY = frozenset(
    """무료 기간 언제 인증 자동 개인 일반 전체 최근 며칠안 새벽 명절 수령 완료 예정 예정일 이번달 저번달 다음달 지난달 이번 오늘 내일
    요즘 부탁 답변 상담 상담원 연락 전화 번호 이름 메뉴 화면 버튼 기능 문자 하루 한달 기준 요청 신청 확인 등록 변경 사용 이용 필요 추가
    궁금 진행 처리 서비스 고객센터 센터 홈페이지 페이지 사이트 앱 폰 핸드폰 휴대폰 집 사람 엄마 아빠 부모 부모님 아들 남편 아내 친구 동생
    아이 회사 처음 마지막 정도 얼마 비용 금액 가격 조회 방법 문제 오류
    account number email phone name please question way time day help support someone anyone thing""".split()
)
_FAILS = re.compile(r"장애|점검|오류|지연|중단|outage|incident|maintenance|disruption|delay", re.I)
_PLACEHOLDER = re.compile(r"\[[^\[\]]{1,20}\]")


@dataclass(frozen=True, slots=True)
class Related:
    """A noun that customers ask about and a notice does not mention: how many asked, in which words, and how near it is."""

    noun: str
    customers: int
    title: str
    near: float


def related(
    topics: Sequence[Topic], texts: Sequence[str], manner: str, told: Iterable[str] = (), *, korean: bool
) -> tuple[Related, ...]:
    """Return the nouns of topics near to a notice that it leaves out, by nearness and customers, at most `MOST`.

    `texts` are the notice's title and statements, `manner` is `promo`, `change` or `outage`, and `told` are open
    questions found otherwise, whose nouns are not repeated. A topic is near when its questions share the notice's
    nouns; rarer ones in the log and more frequent ones in the notice count for more.
    """
    topics = [t for t in topics if t.kind in ("faq", "guide") and (t.language == "ko") == korean]
    named = _nouns_of(topics)
    if not named:
        return ()
    everywhere = Counter(noun for questions in named for noun in set().union(*questions))
    said = Counter(noun for found in nouns(list(texts)) for noun in found)
    whole = _squeezed(" ".join((*texts, *told)))
    found: dict[str, Related] = {}
    for topic, questions in zip(topics, named, strict=True):
        near = _nearness(questions, said, everywhere, len(topics))
        noun = _own_noun(topic, questions, everywhere, whole, len(topics))
        if noun and near >= _NEAR[manner]:
            noun = next((n for n in found if noun in n or n in noun), noun)
            held = found.get(noun)
            customers = topic.customers + (held.customers if held else 0)
            found[noun] = Related(
                noun, customers, held.title if held else topic.title, max(near, held.near if held else 0)
            )
    likely = sorted(found.values(), key=lambda r: (-r.customers * r.near**0.5, r.noun))
    return tuple(likely[:MOST])


def as_unsaid(asked: Related, manner: str, *, korean: bool) -> Unsaid:
    """Return an open question about the noun, with how many customers asked about it and in which words."""
    if not korean:
        question = f"How does this {'offer' if manner == 'promo' else manner} affect {asked.noun}?"
        return Unsaid(
            question, f"{asked.customers} customers asked about it, and the notice does not mention it: “{asked.title}”"
        )
    noun = with_topic(asked.noun)
    question = (
        f"{noun} 이번 행사에서 어떻게 되나요?" if manner == "promo" else f"이번 {_KOREAN[manner]} {noun} 어떻게 되나요?"
    )
    return Unsaid(question, f"고객 {asked.customers}명이 물은 내용인데 공지에 없습니다: ‘{asked.title}’")


_KOREAN = {"change": "변경으로", "outage": "일로"}


def manner_of(kind: NoticeKind, title: str, change: str) -> str:
    """Return what a notice is to its readers: a promotion, a change of terms, or something that fails for a time."""
    if kind == "promo":
        return "promo"
    return "change" if re.search(change, title, re.I) and not _FAILS.search(title) else "outage"


def _nouns_of(topics: Sequence[Topic]) -> list[list[set[str]]]:
    texts = [_PLACEHOLDER.sub(" ", q.text) for t in topics for q in t.questions]
    rows = iter(nouns(texts))
    return [[set(next(rows)) for _ in t.questions] for t in topics]


def _nearness(questions: Sequence[set[str]], said: Counter[str], everywhere: Counter[str], topics: int) -> float:
    """Mean over the questions of the weight of the notice's noun in each that weighs most."""

    def weight(noun: str) -> float:
        return math.log(1 + topics / everywhere[noun]) * min(1.0, math.log(1 + said[noun]) / 2) if said[noun] else 0.0

    return sum(max(map(weight, found), default=0.0) for found in questions) / max(len(questions), 1)


def _own_noun(topic: Topic, questions: Sequence[set[str]], everywhere: Counter[str], whole: str, topics: int) -> str:
    """Return the noun that tells a topic from the others and that the notice never says; empty when there is none."""
    counts = Counter(noun for found in questions for noun in found)
    title = _squeezed(topic.title)
    least = max(_FEWEST, _SHARE * len(questions))
    values = {
        noun: count * math.log(1 + topics / everywhere[noun]) * (1.5 if noun in title else 1.0)
        for noun, count in counts.items()
        if count >= least
        and len(noun) > 1
        and (_squeezed(noun) in title or count >= _MOST_SAY * len(questions))
        and noun not in _EMPTY
        and not _EVENT.search(noun)
        and everywhere[noun] <= max(2, _RARE * topics)
        and _squeezed(noun) not in whole
    }
    best = max(values, key=lambda noun: (values[noun], noun), default="")
    wider = [n for n in counts if best and best in n and n != best and 2 * counts[n] >= counts[best]]
    best = max(wider, key=lambda n: (counts[n], n), default=best)
    return "" if _squeezed(best) in whole else best


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", text.lower())
