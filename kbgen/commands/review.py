"""`kbgen review` and `check`: what waits for a person, and what a person decides."""

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kbgen.commands.project import Project, choices
from kbgen.drafting.notices.lock import fact_problems, quotes_of
from kbgen.errors import KbgenError, Problem, fail
from kbgen.models import Notice, Page, Topic
from kbgen.pages.checks import disagreement_problems, page_problems
from kbgen.pages.files import write_text
from kbgen.pages.markdown import fingerprint, front_line, is_edited, parse, with_body, with_status
from kbgen.pages.merge import as_written
from kbgen.pages.threeway import Clash, merge3
from kbgen.store import Decision, Draft, Store


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for a person: a new draft, an update of a page that is edited or published already, or a topic that
    has no page yet (`page` is None) because agents disagree about the answer."""

    page: str | None
    title: str
    kind: str
    topic: str | None
    conversations: int
    update: bool
    edited: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What pages are held against: topics with their disagreements, what people settled, the notices."""

    topics: Sequence[Topic]
    settled: Mapping[str, str]
    notices: Mapping[str, Notice]

    @classmethod
    def of(cls, store: Store) -> "_Known":
        topics = store.topics()
        return cls(topics, choices(topics, store.decisions("settle")), {n.id: n for n in store.notices()})


def waiting(project: Project) -> tuple[Waits, ...]:
    """Return what waits for a person, the most asked first: drafts, updates, published pages that agents contradict since,
    and topics without a page because agents disagree."""
    with project.store() as store:
        known, drafts, rejected = _Known.of(store), store.drafts(), store.decisions("reject")
    least = project.config.drafting.min_conversations
    found: list[Waits] = []
    for page in project.pages().values():
        update = _has_update(page, drafts.get(page.path))
        problems = _problems(page, known, project)
        fine = page.status == "published" and not update and not problems
        if page.status == "archived" or fine or {page.topic, page.path} & set(rejected):
            continue
        found.append(
            Waits(
                page.path, page.title, page.kind, page.topic, page.evidence.conversations if page.evidence else 0,
                update or page.status == "published", is_edited(page), tuple(f"{p.where}: {p.rule}" for p in problems),
            )
        )  # fmt: skip
    paged = {page.topic for page in project.pages().values()}
    for topic in known.topics:
        if topic.id not in paged and topic.id not in rejected and len(topic.conversations) >= least:
            problems = disagreement_problems(topic.id, topic.id, known.topics, known.settled)
            if problems and topic.kind in ("faq", "guide", "feature_request"):
                count = len(topic.conversations)
                told = tuple(f"{p.where}: {p.rule}" for p in problems)
                found.append(Waits(None, topic.title, topic.kind, topic.id, count, False, False, told))
    return tuple(sorted(found, key=lambda w: (-w.conversations, w.page or w.topic or "")))


def approve(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """Publish pages and return their paths. An update of an unedited page is taken over; an edited page stays as it is.

    Raises:
        KbgenError: a page does not exist or must not be published; then none is.
    """
    done, held = _approve(project, [_named(project, name) for name in names], whole=True)
    if held:
        raise KbgenError(*held)
    return done


def approve_all(project: Project) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Publish every page that may be; return the published paths, and what keeps the others back."""
    pages = project.pages()
    return _approve(project, [pages[item.page] for item in waiting(project) if item.page is not None], whole=False)


def _approve(project: Project, pages: Sequence[Page], whole: bool) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Publish the pages without a problem; with `whole`, none when one has a problem."""
    with project.store() as store:
        known, drafts = _Known.of(store), store.drafts()
        texts = {page.path: _approved(project, page, drafts.get(page.path)) for page in pages}
        problems = {path: _problems(parse(path, text), known, project) for path, text in texts.items()}
        held = tuple(problem for found in problems.values() for problem in found)
        done = tuple(path for path, found in problems.items() if not found) if not (whole and held) else ()
        for path in done:
            _publish(
                project,
                store,
                path,
                texts[path],
                drafts.get(path),
                _sides(known.topics, parse(path, texts[path]).topic),
            )
    return done, held


def reject(project: Project, names: Sequence[str], reason: str) -> tuple[str, ...]:
    """Refuse pages or topics for good: their drafts are removed, and they are never proposed again."""
    with project.store() as store:
        topics = {topic.id for topic in store.topics()}
        pages = project.pages()
        subjects: list[tuple[str, Page | None]] = []
        for name in names:
            page = _found(pages, name)
            if page is None and name not in topics:
                raise fail(name, "is neither a page nor a topic", "see `kbgen review` and `kbgen topics`")
            subjects.append(((page.topic or page.path) if page else name, page))
        for subject, page in subjects:
            store.decide(Decision("reject", subject, page.path if page else "", reason, project.clock()))
            if page is not None and not is_edited(page):
                (project.folder / page.path).unlink()
            elif page is not None:
                _set_status(project, page, "archived")
    return tuple(subject for subject, _ in subjects)


def settle(project: Project, name: str, value: str) -> tuple[str, ...]:
    """Decide which side holds where agents disagree; return what it is about. The next `draft` writes it.

    Raises:
        KbgenError: the topic has no disagreement with such a value.
    """
    with project.store() as store:
        page = _found(project.pages(), name)
        topic = next((t for t in store.topics() if t.id in (name, page.topic if page else None)), None)
        if topic is None:
            raise fail(name, "is neither a topic nor a page of one", "see `kbgen review`")
        settled = [d for d in topic.disagreements if any(claim.value == value for claim in d.claims)]
        if not topic.disagreements:
            raise fail(name, "agents do not disagree about it", "`kbgen review` lists what waits for a decision")
        if not settled:
            known = ", ".join(dict.fromkeys(c.value for d in topic.disagreements for c in d.claims))
            raise fail(name, f"agents do not disagree about {value!r}", f"they said: {known}")
        for disagreement in settled:
            sides = json.dumps([claim.value for claim in disagreement.claims], ensure_ascii=False)
            store.decide(Decision("settle", f"{topic.id}/{disagreement.key}", value, sides, project.clock()))
    return tuple(d.about for d in settled)


def reopen(project: Project, name: str) -> str:
    """Take back the newest kind of decision about a page or topic, and return what it was.

    In this order: a rejection, an approval (the page becomes a draft again), a settled disagreement.

    Raises:
        KbgenError: nothing was decided about it.
    """
    pages = project.pages()
    page = _found(pages, name)
    with project.store() as store:
        refused = store.decisions("reject")
        gone = next((subject for subject, decision in refused.items() if decision.value == name), name)
        topic = (page.topic or page.path) if page else gone
        rejected = refused.get(topic)
        if rejected is not None:
            store.undo("reject", topic)
            if page is not None:
                _set_status(project, page, "draft")
            else:
                store.forget_draft(rejected.value)
            return f"rejection of {topic}"
        if page is not None and page.status != "draft":
            store.undo("publish", page.path)
            _set_status(project, page, "draft")
            return f"approval of {page.path}"
        settled = [subject for subject in store.decisions("settle") if subject.startswith(f"{topic}/")]
        for subject in settled:
            store.undo("settle", subject)
    if not settled:
        raise fail(name, "has no decision to take back", "see `kbgen review`")
    return f"settled disagreement of {topic}"


def differences(project: Project, names: Sequence[str]) -> str:
    """Return unified diffs from the pages on disk to what kbgen would write now; all pages that differ without names."""
    with project.store() as store:
        drafts = store.drafts()
    chosen = [_named(project, name) for name in names] if names else list(project.pages().values())
    parts: list[str] = []
    for page in chosen:
        draft = drafts.get(page.path)
        if draft is None or not _has_update(page, draft):
            continue
        old = (project.folder / page.path).read_text(encoding="utf-8")
        parts += difflib.unified_diff(
            old.splitlines(), draft.proposed.splitlines(), f"{page.path} (now)", f"{page.path} (proposed)", lineterm=""
        )
    return "\n".join(parts)


def merge(project: Project, name: str) -> str:
    """Bring kbgen's newer text into a page around a person's edits, and return the page's path.

    Raises:
        KbgenError: both changed the same lines, which are shown side by side; nothing is written then.
    """
    with project.store() as store:
        page = _named(project, name)
        draft = store.drafts().get(page.path)
        if draft is None or not _has_update(page, draft):
            raise fail(page.path, "has no newer text to merge")
        if not draft.text:
            raise fail(
                page.path,
                "what kbgen wrote before a person edited it is not known",
                f"see `kbgen review diff {page.path}` and edit the page",
            )
        current = (project.folder / page.path).read_text(encoding="utf-8")
        base, theirs = parse(page.path, draft.text), parse(page.path, draft.proposed)
        merged = merge3(base.body.split("\n"), page.body.split("\n"), theirs.body.split("\n"))
        if merged.clashes:
            raise KbgenError(*(_clash(page.path, clash) for clash in merged.clashes))
        text = with_body(current, "\n".join(merged.lines)).replace(page.generated, theirs.generated, 1)
        if page.description == base.description:
            old, new = (front_line("description", p.description) for p in (page, theirs))
            text = text.replace(old, new, 1)
        write_text(project.folder, page.path, text)
        written = as_written(page.path, draft.proposed, draft.text)
        store.put_draft(Draft(page.path, written, draft.proposed, draft.sentences))
        store.decide(Decision("merge", page.path, "", "", project.clock()))
    return page.path


def _clash(path: str, clash: Clash) -> Problem:
    """Return a place that a person and kbgen changed differently, with both wordings beside each other."""
    sides = (("before", clash.base), ("yours", clash.ours), ("kbgen's", clash.theirs))
    shown = "".join(
        f"\n    {name + ':':9}{line}" for name, lines in sides for line in (lines or ("(nothing)",)) if line.strip()
    )
    return Problem(path, f"the same lines were changed on both sides:{shown}\n    ", "write what holds into the page")


def check(project: Project, drafts: bool = False) -> tuple[Problem, ...]:
    """Return what is wrong with the published pages, and with drafts too when asked.

    A disagreement that came up after a page was approved does not take the page down; it is listed for review.
    """
    with project.store() as store:
        known = _Known.of(store)
    return tuple(
        problem
        for page in project.pages().values()
        if page.status == "published" or (drafts and page.status == "draft")
        for problem in (_problems(page, known, project) if page.status == "draft" else _unfit(page, known, project))
    )


def _unfit(page: Page, known: _Known, project: Project) -> list[Problem]:
    """Return what may never be published: personal data, one customer's case, what a notice's page has from nowhere."""
    notice = known.notices.get(page.notice or "")
    invented = fact_problems(page.body, quotes_of(notice), page.path) if notice is not None else []
    return [*page_problems(page, project.config.privacy.allow), *invented]


def _problems(page: Page, known: _Known, project: Project) -> list[Problem]:
    return _unfit(page, known, project) + disagreement_problems(page.path, page.topic, known.topics, known.settled)


def _has_update(page: Page, draft: Draft | None) -> bool:
    return draft is not None and bool(page.generated) and parse(page.path, draft.proposed).generated != page.generated


def _approved(project: Project, page: Page, draft: Draft | None) -> str:
    update = draft.proposed if draft is not None and _has_update(page, draft) and not is_edited(page) else None
    text = update or (project.folder / page.path).read_text(encoding="utf-8")
    published = with_status(text, "published")
    if parse(page.path, published).status != "published":
        raise fail(
            page.path, "has no `status:` in the kbgen block of its front matter", "restore it from version control"
        )
    return published


def _publish(project: Project, store: Store, path: str, text: str, draft: Draft | None, known: str) -> None:
    """Write a page as published; `known` are the sides of disagreements that were known then."""
    write_text(project.folder, path, text)
    if draft is not None and fingerprint(parse(path, text)) == parse(path, draft.proposed).generated:
        store.put_draft(Draft(path, as_written(path, text, draft.text), draft.proposed, draft.sentences))
    store.undo("reject", parse(path, text).topic or path)
    if path not in store.decisions("publish"):
        store.decide(Decision("publish", path, "", known, project.clock()))


def _sides(topics: Sequence[Topic], topic: str | None) -> str:
    """Return what agents were known to say differently about a topic, as a list in JSON."""
    values = [c.value for t in topics if t.id == topic for d in t.disagreements for c in d.claims]
    return json.dumps(sorted(set(values)), ensure_ascii=False)


def _set_status(project: Project, page: Page, status: Any) -> None:
    file = project.folder / page.path
    write_text(project.folder, page.path, with_status(file.read_text(encoding="utf-8"), status))


def _found(pages: Mapping[str, Page], name: str) -> Page | None:
    """Return the page of a path, or of a topic's or notice's id."""
    by_path = pages.get(name.removeprefix("./"))
    return by_path or next((page for page in pages.values() if name in (page.topic, page.notice)), None)


def _named(project: Project, name: str) -> Page:
    found = _found(project.pages(), name)
    if found is None:
        raise fail(name, "is no page of this project", "see `kbgen review` for the pages that wait")
    return found
