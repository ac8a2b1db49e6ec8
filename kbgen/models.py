"""The words everybody shares. Frozen, and free of behaviour beyond what follows from their own fields.

`RawConversation` and `RawMessage` hold personal data and exist only in memory. `kbgen.privacy` turns them into
`Conversation` and `Message`, whose texts are `Redacted`; nothing else may make a `Redacted`, and the store takes
nothing else.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NewType

Role = Literal["customer", "agent", "bot", "note"]
TopicKind = Literal["faq", "guide", "feature_request", "account", "complaint", "other"]
TopicState = Literal["new", "drafted", "published", "rejected", "covered"]
PageKind = Literal["faq", "guide", "roadmap", "promo", "incident"]
PageStatus = Literal["draft", "published", "archived"]
NoticeKind = Literal["promo", "incident"]
VoteValue = Literal["up", "down"]

Redacted = NewType("Redacted", str)
"""Text that has passed the redaction gate. Made by `kbgen.privacy` alone."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a conversation came from: the reader's format, the file's path as given, the vendor's own id."""

    format: str
    path: str
    id: str


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message as exported. `author` is the vendor's id or name of whoever wrote it."""

    role: Role
    text: str
    at: datetime | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class RawConversation:
    """One conversation as exported, in the order it was held; personal data in the clear.

    `names` are the customer's names, mails and phones that the record itself tells (profile fields), `staff` the
    names of the company's own agents, which are not personal data of a customer. `unique` says that the vendor's id
    is unique by itself; ids of a hand-made table are only unique together with the time the conversation was opened.
    """

    source: Source
    messages: tuple[RawMessage, ...]
    channel: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    tags: tuple[str, ...] = ()
    csat: float | None = None
    resolved: bool | None = None
    customer: str = ""
    names: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    unique: bool = True


@dataclass(frozen=True, slots=True)
class FileRead:
    """One export file that was read to its end."""

    path: str
    format: str
    encoding: str
    conversations: int
    messages: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or a part of one that was not read: `where` is a line, row, record id or `file`."""

    path: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Message:
    """One redacted message; `author` is a pseudonym."""

    role: Role
    text: Redacted
    at: datetime | None
    author: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """One redacted conversation, in order. `id` is kbgen's own and stable; `customer` is a pseudonym."""

    id: str
    source: Source
    messages: tuple[Message, ...]
    channel: Redacted | None
    opened_at: datetime | None
    closed_at: datetime | None
    language: str
    tags: tuple[Redacted, ...]
    csat: float | None
    resolved: bool | None
    customer: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked in one conversation: the first message that asks it, its words, and what agents answered.

    `message` and `answers` are indexes into the conversation's messages; `turns` counts the customer's messages spent
    on it.
    """

    conversation: str
    message: int
    text: Redacted
    answers: tuple[int, ...]
    turns: int = 1


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """One side of a disagreement: what is said (`value`), a sentence that says it, and who said it when."""

    value: str
    text: Redacted
    agents: int
    conversations: tuple[str, ...]
    first_seen: datetime | None
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims that cannot both hold: a `conflict` between agents, or a `change` over time (newest side first).

    `about` says what it is about, for people; `key` says it for a person's decision to stand while the log grows.
    """

    key: str
    about: str
    kind: Literal["conflict", "change"]
    claims: tuple[ClaimGroup, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a topic costs beyond its conversations, customers and turns; None where the log does not tell.

    `wait` is the median of minutes from a question to the first answer; `unresolved` the share of conversations that
    ended without a solution; `low_csat` the share of low ratings among the rated ones; `trend` the last four full weeks
    against the four before (2.0: twice as many); `spikes` the ISO weeks (`2026-W31`) with improbably many.
    """

    wait: float | None = None
    unresolved: float | None = None
    low_csat: float | None = None
    trend: float | None = None
    spikes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions that want the same answer. `id` never changes once given; `turns` is the mean of customer turns."""

    id: str
    title: Redacted
    kind: TopicKind
    language: str
    category: Redacted
    questions: tuple[Question, ...]
    customers: int
    turns: float
    first_seen: datetime | None
    last_seen: datetime | None
    score: float
    disagreements: tuple[Disagreement, ...] = ()
    cost: Cost = Cost()

    @property
    def conversations(self) -> tuple[str, ...]:
        """The ids of the conversations in which it was asked, each once, in order of the questions."""
        return tuple(dict.fromkeys(q.conversation for q in self.questions))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One message that stands behind a claim."""

    conversation: str
    message: int
    agent: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement an answer makes, in the words of one of the agents, with all the messages that say the same."""

    text: Redacted
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a page, and the messages or the sentences of a notice (`quotes`) that stand behind it."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that a notice answers; `evidence` are sentences of the notice, word for word."""

    question: str
    answer: str
    evidence: tuple[str, ...]
    origin: Literal["notice", "history"] = "notice"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A question that customers will ask and the notice does not answer, and why we expect it."""

    question: str
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A promotion or incident notice, structured. The texts are the company's own words and public."""

    id: str
    source: str
    title: str
    kind: NoticeKind
    starts_at: datetime | None
    ends_at: datetime | None
    eligibility: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    questions: tuple[Answered, ...] = ()
    unsaid: tuple[Unsaid, ...] = ()
    exclusions: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What stands behind a whole page, in numbers that its front matter carries."""

    conversations: int
    customers: int
    first_seen: datetime | None
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the help centre: its front matter and its Markdown body.

    `path` is relative to the project (`content/…`). Exactly one of `topic` and `notice` is set on a page that kbgen
    wrote; both are None on a page that a person made. `generated` is the hash of what kbgen wrote, so that a person's
    edit is seen.
    """

    path: str
    title: str
    description: str
    body: str
    kind: PageKind
    status: PageStatus
    queries: tuple[str, ...] = ()
    category: str = ""
    topic: str | None = None
    notice: str | None = None
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    evidence: PageEvidence | None = None
    generated: str = ""
    extra: tuple[tuple[str, object], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Vote:
    """A reader's "was this helpful". `visitor` is a daily pseudonym, empty for imported votes."""

    at: datetime
    page: str
    value: VoteValue
    reason: str | None = None
    comment: Redacted | None = None
    visitor: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """A reader's search: how many results it had, and which page was opened from it."""

    at: datetime
    query: Redacted
    results: int
    clicked: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An agent put the page into a reply."""

    at: datetime
    page: str
    conversation: str | None = None


Signal = Vote | Search | Link


@dataclass(frozen=True, slots=True)
class Gap:
    """Something searched for that found nothing: the words, how often, the nearest topic, and the page that answers
    it by now, if any."""

    query: str
    count: int
    topic: str | None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page that answers a customer's message, with the passage that does and a reply ready to paste."""

    page: str
    title: str
    url: str
    score: float
    passage: str
    reply: str
