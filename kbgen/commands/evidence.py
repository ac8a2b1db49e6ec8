"""`kbgen review show`: what stands behind each sentence of a page, where agents disagree, and what people decided about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kbgen.commands.project import Project
from kbgen.errors import fail
from kbgen.language.sentences import sentences
from kbgen.language.values import sizes
from kbgen.mining.polarity import takes_side
from kbgen.models import ClaimGroup, Conversation, Evidence, Page, Sentence, Topic
from kbgen.store import Store

_QUOTES = 3
_DECIDED = ("publish", "settle", "merge", "reject")


@dataclass(frozen=True, slots=True)
class Quote:
    """What one agent (a pseudonym) wrote, redacted."""

    conversation: str
    agent: str
    at: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Backed:
    """A sentence of a page and what stands behind it: `resolved` is the share of the conversations that ended with a solution,
    `csat` the mean of their ratings; None where the log does not tell. A notice's sentence has its `notice` instead."""

    text: str
    conversations: int
    agents: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    resolved: float | None
    csat: float | None
    quotes: tuple[Quote, ...]
    notice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement, with what agents wrote."""

    value: str
    conversations: int
    agents: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """A disagreement, its sides beside each other."""

    about: str
    kind: str
    sides: tuple[Side, ...]
    settled: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about the page or topic, and when."""

    at: str
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is known about a page, or about a topic that has none."""

    page: str | None
    topic: str | None
    title: str
    sentences: tuple[Backed, ...]
    disagreements: tuple[Sides, ...]
    history: tuple[Decided, ...]


def shown(project: Project, name: str) -> Shown:
    """Return what stands behind a page (named by path, topic or notice) or a topic without a page.

    Raises:
        KbgenError: there is neither such a page nor such a topic.
    """
    pages = project.pages()
    page = pages.get(name.removeprefix("./")) or next((p for p in pages.values() if name in (p.topic, p.notice)), None)
    with project.store() as store:
        topic = next((t for t in store.topics() if t.id in (name, page.topic if page else None)), None)
        if page is None and topic is None:
            raise fail(name, "is neither a page nor a topic", "see `kbgen review` and `kbgen topics`")
        archive = store.archive()
        draft = store.drafts().get(page.path) if page else None
        return Shown(
            page=page.path if page else None,
            topic=topic.id if topic else None,
            title=page.title if page else topic.title if topic else "",
            sentences=tuple(_backed(s, archive) for s in (draft.sentences if draft else ())),
            disagreements=_disagreements(topic, archive, store) if topic else (),
            history=_history(store, page, topic),
        )


def _backed(sentence: Sentence, archive: Mapping[str, Conversation]) -> Backed:
    held = [archive[name] for name in dict.fromkeys(e.conversation for e in sentence.evidence)]
    times = sorted(e.at for e in sentence.evidence if e.at is not None)
    solved = [c.resolved for c in held if c.resolved is not None]
    ratings = [c.csat for c in held if c.csat is not None]
    return Backed(
        text=sentence.text,
        conversations=len(held),
        agents=tuple(dict.fromkeys(e.agent for e in sentence.evidence)),
        first_seen=times[0].isoformat() if times else None,
        last_seen=times[-1].isoformat() if times else None,
        resolved=round(sum(solved) / len(solved), 2) if solved else None,
        csat=round(sum(ratings) / len(ratings), 2) if ratings else None,
        quotes=_quotes(sentence.evidence, archive),
        notice=sentence.quotes,
    )


def _quotes(evidence: Iterable[Evidence], archive: Mapping[str, Conversation]) -> tuple[Quote, ...]:
    """Return the newest messages, one a conversation."""
    newest = sorted(evidence, key=lambda e: (e.at is not None, e.at and e.at.timestamp(), e.conversation), reverse=True)
    once = {e.conversation: e for e in reversed(newest)}
    return tuple(
        Quote(
            e.conversation,
            e.agent,
            e.at.isoformat() if e.at else None,
            archive[e.conversation].messages[e.message].text,
        )
        for e in list(reversed(once.values()))[:_QUOTES]
    )


def _disagreements(topic: Topic, archive: Mapping[str, Conversation], store: Store) -> tuple[Sides, ...]:
    settled = store.decisions("settle")
    chosen = {
        d.key: settled[f"{topic.id}/{d.key}"].value for d in topic.disagreements if f"{topic.id}/{d.key}" in settled
    }
    return tuple(
        Sides(d.about, d.kind, tuple(_side(claim, archive) for claim in d.claims), chosen.get(d.key))
        for d in topic.disagreements
    )


def _side(claim: ClaimGroup, archive: Mapping[str, Conversation]) -> Side:
    said = [
        Evidence(name, index, message.author, message.at)
        for name in claim.conversations
        for index, message in enumerate(archive[name].messages)
        if message.role == "agent" and _says(message.text, claim)
    ]
    return Side(
        claim.value,
        len(claim.conversations),
        tuple(dict.fromkeys(e.agent for e in said)),
        claim.first_seen.isoformat() if claim.first_seen else None,
        claim.last_seen.isoformat() if claim.last_seen else None,
        _quotes(said, archive),
    )


def _says(text: str, claim: ClaimGroup) -> bool:
    wanted = sizes(claim.value)
    if wanted:
        return bool(wanted & sizes(text))
    return claim.text in text or any(takes_side(part, claim.value) for part in sentences(text))


def _history(store: Store, page: Page | None, topic: Topic | None) -> tuple[Decided, ...]:
    names = [name for name in (page.path if page else None, topic.id if topic else None) if name]
    found: Sequence[tuple[str, Decided]] = [
        (decision.at.isoformat(), Decided(decision.at.isoformat(), kind, decision.value))
        for kind in _DECIDED
        for subject, decision in store.decisions(kind).items()
        if subject in names or any(subject.startswith(f"{name}/") for name in names)
    ]
    return tuple(decided for _, decided in sorted(found, key=lambda pair: (pair[0], pair[1].what)))
