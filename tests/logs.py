"""Support logs of invented companies, for tests: a Korean gym (움핏) and an English book-keeping service (Tallyboard).

A log is a list of records in kbgen's own JSON Lines form, one conversation each. It holds topics that agents answer
alike, one with steps, one conflict between agents, one answer that changed over time, one matter of a customer's own
record, one wish, noise, and around them greetings, follow-ups, bots and internal notes. Nothing in it is random.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kbgen.mining.questions import questions_of
from kbgen.models import Conversation, Message, Question, Redacted, Source

KST = timezone(timedelta(hours=9))
START = datetime(2026, 3, 2, 9, 0, tzinfo=KST)
ROLES = {"c": "customer", "a": "agent", "b": "bot", "n": "note"}

Record = dict[str, Any]


@dataclass(frozen=True)
class Theme:
    """What a topic is made of: ways to ask, and ways to answer; conversation i takes the i-th of each, in turns."""

    name: str
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    follow_ups: tuple[str, str] | None = None


GYM = (
    Theme(
        "pause",
        (
            "헬스장 회원권 휴회는 어떻게 하나요?",
            "출장 때문에 휴회 신청하고 싶어요",
            "회원권 잠깐 멈추는 휴회 방법 알려주세요",
            "휴회 어떻게 신청해요?",
            "앱에서 휴회 신청 어디서 하나요",
        ),
        (
            "휴회는 앱에서 신청하실 수 있어요.\n1) 마이 탭을 누르세요\n2) 회원권 관리를 선택하세요\n3) 휴회 신청을 누르세요",
            "휴회는 앱에서 신청하실 수 있어요.\n1) 마이 탭을 누르세요\n2) 회원권 관리를 선택하세요\n3) 휴회 신청을 누르세요\n휴회는 최대 60일까지 가능합니다.",
        ),
        ("네 감사합니다", "즐거운 하루 보내세요"),
    ),
    Theme(
        "refund",
        (
            "PT 환불은 며칠 안에 되나요?",
            "PT 수업 환불 기간이 궁금해요",
            "개인 PT 환불하면 언제까지 돈이 들어와요?",
            "PT 환불 처리 기간 얼마나 걸려요?",
            "PT 환불 신청하면 입금까지 며칠 걸리나요",
            "PT 환불금은 언제 받아요?",
        ),
        ("PT 환불금은 신청 후 7일 안에 입금됩니다.", "PT 환불금은 신청 후 14일 안에 입금됩니다."),
    ),
    Theme(
        "locker",
        (
            "개인 락커 이용료가 얼마예요?",
            "락커 한 달 요금 알려주세요",
            "개인 락커 쓰려면 얼마 내야 하나요",
            "락커 이용료 얼마인가요?",
            "락커 대여 요금이 궁금합니다",
            "개인 락커 비용 문의드려요 얼마죠?",
        ),
        (
            "개인 락커 이용료는 매월 5,000원입니다.",
            "개인 락커 이용료는 매월 5,000원입니다.",
            "개인 락커 이용료는 매월 5천원입니다.",
            "개인 락커 이용료는 매월 8,000원입니다.",
            "개인 락커 이용료는 매월 8,000원입니다.",
            "개인 락커 이용료는 매월 8,000원입니다.",
        ),
    ),
    Theme(
        "guest",
        (
            "친구랑 같이 동반 입장 가능한가요?",
            "동반인 무료 입장 되나요?",
            "친구 데려가서 동반 입장하고 싶어요",
            "동반 입장 몇 명까지 돼요?",
            "가족 동반 입장할 수 있나요",
        ),
        ("동반 입장은 한 명까지 무료입니다. 동반인은 안내 데스크에서 이용 동의서를 쓰셔야 합니다.",),
        ("운동복도 빌려주나요?", "운동복은 안내 데스크에서 빌려 드립니다."),
    ),
    Theme(
        "towel",
        (
            "수건은 개인이 챙겨야 하나요?",
            "샤워실 수건 제공되나요",
            "수건 가져가야 하는지 궁금해요",
            "수건 있나요?",
        ),
        ("수건은 샤워실 입구에 비치되어 무료로 쓰실 수 있습니다.",),
    ),
    Theme(
        "record",
        (
            "제 결제 내역이 두 번 찍혔는데 확인해 주세요",
            "결제가 두 번 된 것 같아요 확인 부탁드려요",
            "카드 결제 중복으로 된 거 아닌가요? 확인 좀요",
            "중복 결제 확인 부탁드립니다",
        ),
        ("고객님 [전화번호]로 조회해 보니 중복 결제가 확인됩니다. 방금 취소해 드렸습니다.",),
    ),
    Theme(
        "wish",
        (
            "애플워치 연동은 안 되나요?",
            "스마트워치 애플워치랑 연동하고 싶어요",
            "애플워치 연동 기능 언제 나와요?",
            "애플워치로 운동 기록 연동되나요",
        ),
        ("애플워치 연동은 아직 지원하지 않습니다. 도입을 검토 중입니다.",),
    ),
)

SAAS = (
    Theme(
        "seats",
        (
            "How do I add a seat to my plan?",
            "I want to add more seats for my team",
            "Where can I add another seat?",
            "Can I add a seat in the middle of the month?",
            "adding seats - how?",
        ),
        (
            "Seats are added in the billing settings.\n1) Open Settings\n2) Select Billing\n3) Click Add seat",
            "Seats are added in the billing settings.\n1) Open Settings\n2) Select Billing\n3) Click Add seat\nNew seats are billed pro rata.",
        ),
    ),
    Theme(
        "export",
        (
            "Can I export my ledger to Excel?",
            "Is there a way to export the ledger as a spreadsheet?",
            "need to export ledger entries to excel",
            "How does ledger export work?",
        ),
        ("The ledger export writes an Excel file with one sheet per account. Ledger exports cover all open years.",),
    ),
    Theme(
        "trial",
        (
            "How long is the free trial?",
            "When does my trial end?",
            "What is the length of the trial period?",
            "how many days of trial do we get",
        ),
        ("The free trial lasts 14 days.", "The free trial lasts 30 days."),
    ),
    Theme(
        "wish",
        (
            "Do you have a dark mode?",
            "dark mode please, when will it come?",
            "Is dark mode planned?",
            "We would like a dark mode",
        ),
        ("Dark mode is not supported yet. It is on our roadmap.",),
    ),
)

NOISE_KO = (
    ("주차장 입구가 어느 쪽이에요?", "건물 뒤편 골목으로 들어오시면 됩니다."),
    ("에어컨이 너무 추워요", "온도를 높여 두겠습니다."),
    ("러닝머신 속도 단위가 마일인가요", "속도 단위는 킬로미터입니다."),
    ("분실물로 검은 모자 들어온 거 있나요", "보관함에는 검은 모자가 없습니다."),
)
NOISE_EN = (
    ("Which font do your invoices use?", "Invoices are set in Source Sans."),
    ("Is your office in Lisbon?", "The office is in Porto."),
    ("The webinar link is dead", "The webinar moved to Thursday."),
)


def record(
    name: str, turns: Sequence[tuple[str, ...]], day: int = 0, customer: str = "", at: datetime | None = None
) -> Record:
    """Return one conversation; a turn is (role letter, text) or (role letter, text, author)."""
    opened = at or START + timedelta(days=day)
    messages = []
    for minute, (role, text, *author) in enumerate(turns):
        message = {"at": (opened + timedelta(minutes=minute)).isoformat(), "role": ROLES[role], "text": text}
        message["author"] = author[0] if author else {"c": customer or f"member-{name}", "a": "desk-1"}.get(role, role)
        messages.append(message)
    return {"id": name, "opened_at": opened.isoformat(), "messages": messages}


def log(
    themes: Iterable[Theme], noise: Sequence[tuple[str, str]] = (), only: frozenset[str] = frozenset()
) -> list[Record]:
    """Return the records of themes (all, or those named in `only`) and of the noise, in order of time."""
    made = []
    for theme in themes:
        if only and theme.name not in only:
            continue
        for i, question in enumerate(theme.asked):
            answer = theme.answered[i % len(theme.answered)]
            turns: list[tuple[str, ...]] = [
                ("b", "상담원을 연결해 드릴게요" if noise is NOISE_KO else "Connecting you")
            ]
            if i % 2:
                turns.append(("c", "안녕하세요" if noise is NOISE_KO else "hi there"))
            turns += [
                ("c", question),
                ("n", f"internal-{theme.name}: 답변 9,999원 secret note"),
                ("a", answer, f"desk-{1 + i % 3}"),
            ]
            if theme.follow_ups and i < 2:
                turns += [("c", theme.follow_ups[0]), ("a", theme.follow_ups[1], "desk-2")]
            made.append(record(f"{theme.name}-{i}", turns, day=7 * i))
    for i, (question, answer) in enumerate(noise if not only else ()):
        made.append(record(f"noise-{i}", [("c", question), ("a", answer)], day=3 * i + 1))
    return sorted(made, key=lambda r: (r["opened_at"], r["id"]))


def gym(*only: str) -> list[Record]:
    """Return the gym's log, or the named topics of it."""
    return log(GYM, NOISE_KO, frozenset(only))


def saas(*only: str) -> list[Record]:
    """Return the book-keeping service's log, or the named topics of it."""
    return log(SAAS, NOISE_EN, frozenset(only))


def stored(records: Iterable[Mapping[str, Any]]) -> dict[str, Conversation]:
    """Return records as kbgen stores them, by id, for tests of rooms behind the gate; the records hold no personal data."""
    found = {}
    for item in records:
        messages = tuple(
            Message(m["role"], Redacted(m["text"]), datetime.fromisoformat(m["at"]), m["author"])
            for m in item["messages"]
        )
        opened = datetime.fromisoformat(item["opened_at"])
        words = " ".join(m.text for m in messages if m.role == "customer")
        found[item["id"]] = Conversation(
            id=item["id"],
            source=Source("jsonl", "log.jsonl", item["id"]),
            messages=messages,
            channel=None,
            opened_at=opened,
            closed_at=messages[-1].at if messages else opened,
            language="ko" if any("가" <= c <= "힣" for c in words) else "en",
            tags=(),
            csat=None,
            resolved=None,
            customer=next((m.author for m in messages if m.role == "customer"), f"member-{item['id']}"),
        )
    return found


def write(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """Write records as JSON Lines."""
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in records), encoding="utf-8")
    return path


def themes_of(conversations: Iterable[str]) -> dict[str, int]:
    """Return how many of the conversations are of each theme, by their names."""
    counts: dict[str, int] = {}
    for name in conversations:
        theme = name.rsplit("-", 1)[0]
        counts[theme] = counts.get(theme, 0) + 1
    return counts


def questions(conversations: Iterable[Conversation]) -> list[Question]:
    """Return the questions of conversations, in order."""
    return [question for conversation in conversations for question in questions_of(conversation)]
