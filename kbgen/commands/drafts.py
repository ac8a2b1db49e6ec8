"""`kbgen draft`, `notice`: pages written from topics and notices, around what people decided and edited."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kbgen.commands.project import Project, choices, page_of
from kbgen.commands.topics import topic_states
from kbgen.drafting.followups import followups
from kbgen.drafting.llm import HttpModel, Refusal, checked, configured, key_of, rewritten, told
from kbgen.drafting.notices import understand
from kbgen.drafting.notices.history import about_events, candidates
from kbgen.drafting.notices.page import notice_page
from kbgen.drafting.topics import Beside, Drafted, Waiting, draft
from kbgen.errors import KbgenError, Problem, fail
from kbgen.models import Notice, Page, Sentence
from kbgen.pages.compose import signed, topic_page
from kbgen.pages.files import page_path, write_text
from kbgen.pages.markdown import escape, is_edited, render
from kbgen.pages.merge import decide
from kbgen.readers import asks_for, files_below
from kbgen.readers.notices import read_notice
from kbgen.store import Draft, Store


@dataclass(frozen=True, slots=True)
class Drafts:
    """What `kbgen draft` did: outcomes by page, the topics that wait with their reasons, and what a language model wrote
    that was not taken (counts and reasons alone)."""

    pages: dict[str, str]
    waiting: dict[str, str]
    refused: tuple[str, ...] = ()

    def count(self, outcome: str) -> int:
        """Return how many pages had an outcome."""
        return Counter(self.pages.values())[outcome]


def run_draft(project: Project) -> Drafts:
    """Write the page of every topic worth one; leave alone what a person edited, published, deleted or rejected."""
    outcomes: dict[str, str] = {}
    waiting: dict[str, str] = {}
    editor = _Editor(configured(project.config.llm, os.environ))
    with project.store() as store:
        topics = store.topics()
        conversations = store.archive()
        boilerplate = store.boilerplate()
        besides, notices = followups(topics, store.left()), store.notices()
        pages, before = project.pages(), store.drafts()
        settled = choices(topics, store.decisions("settle"))
        state = topic_states(store, topics, pages, project.clock())
        for topic in project.progress(topics, "Drafting", lambda: len(topics)):
            if state[topic.id] == "rejected":
                continue
            if state[topic.id] == "covered":
                waiting[topic.id] = "a page that a person wrote answers it"
                continue
            chosen = {s.split("/", 1)[1]: value for s, value in settled.items() if s.startswith(f"{topic.id}/")}
            drafted = draft(
                topic,
                conversations,
                boilerplate,
                chosen,
                project.config,
                Beside(besides.get(topic.id, ()), notices),
            )
            if isinstance(drafted, Waiting):
                waiting[topic.id] = drafted.reason
                continue
            drafted = editor.edited(drafted, store)
            # A page keeps its place, and stays away when a person deleted it, also when its kind would be another now.
            place = page_of(topic.id, pages) or next((path for path in before if Path(path).stem == topic.id), None)
            page, sentences = topic_page(topic, drafted, place)
            outcomes[page.path] = _put(project, store, page, sentences, pages.get(page.path), before.get(page.path))
    return Drafts(outcomes, waiting, tuple(told(editor.refused)))


class _Editor:
    """Has a language model put drafts into smoother words, if one is configured; its answers are kept and not asked again.

    A service that does not answer is not asked for further pages.
    """

    def __init__(self, model: HttpModel | None) -> None:
        self._model = model
        self.refused: list[Refusal] = []

    def edited(self, drafted: Drafted, store: Store) -> Drafted:
        if self._model is None:
            return drafted
        key = key_of(drafted, self._model.model)
        kept = store.kept_answer(key)
        if kept is not None:
            return checked(drafted, kept).drafted
        if any(refusal.service for refusal in self.refused):
            return drafted
        done = rewritten(drafted, self._model)
        if done.kept:
            store.keep_answer(key, done.kept)
        self.refused += done.refusals
        return done.drafted


def run_notices(project: Project, paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Read notices, store them, draft their pages, and return the document of `kbgen notice --json`.

    Raises:
        KbgenError: a file cannot be read or holds no notice; nothing is written for any of them then.
    """
    with project.store() as store, project.stage("Reading notices"):
        earlier = store.notices()
        topics = store.topics()
        history = about_events(tuple(candidates(topics, store.left(), store.archive(), earlier)), earlier)
        today = project.clock().date()
        files = [file for path in paths for file in _notices_in(path)]
        read = [read_notice(file) for file in files]
        notices = [understand(text, project.config.zone, today, history, topics) for text in read]
        backwards = [n for n in notices if n.starts_at and n.ends_at and n.ends_at < n.starts_at]
        if backwards:
            raise KbgenError(*(Problem(n.source, "ends before it starts", "correct its dates") for n in backwards))
        pages, before = project.pages(), store.drafts()
        shown = []
        for notice in notices:
            store.put_notice(notice)
            page, sentences = _page_of_notice(notice, project.config.project.language)
            outcome = _put(project, store, page, sentences, pages.get(page.path), before.get(page.path))
            shown.append(_shown(notice, page.path, outcome))
    return shown


def _notices_in(path: Path) -> list[Path]:
    """Return the notices in a folder and below it, or the file itself."""
    if not path.is_dir():
        return [path]
    found = [file for file in files_below(path) if asks_for(file) == "notice"]
    if not found:
        raise fail(path, "no notices in this folder", "a notice is an HTML, Word (.docx), Markdown or text file")
    return found


def _page_of_notice(notice: Notice, language: str) -> tuple[Page, tuple[Sentence, ...]]:
    body, told = notice_page(notice, escape, language)
    short = notice.benefits[0] if notice.benefits else notice.title
    sentences = tuple(Sentence(text, (), quotes) for text, quotes in (*told, (short, (short,))))
    page = Page(
        path=page_path(notice.kind, notice.id),
        title=notice.title,
        # A row of a table is no sentence.
        description=next((benefit for benefit in notice.benefits if " | " not in benefit), notice.title),
        body=body,
        kind=notice.kind,
        status="draft",
        queries=tuple(dict.fromkeys(q.question for q in notice.questions)),
        notice=notice.id,
        # A promotion must not be seen before it begins; an incident is told at once.
        publish_at=notice.starts_at if notice.kind == "promo" else None,
        expire_at=notice.ends_at,
    )
    return signed(page), sentences


def _put(
    project: Project,
    store: Store,
    page: Page,
    sentences: tuple[Sentence, ...],
    current: Page | None,
    before: Draft | None,
) -> str:
    """Write a page if nobody minds, remember what was proposed, and return the outcome."""
    text = (project.folder / page.path).read_text(encoding="utf-8") if current is not None else ""
    decided = decide(page, current, text, before.text if before is not None and before.text else None)
    if decided.text is not None:
        write_text(project.folder, page.path, decided.text)
    # Without the settings of a person, so that the next run knows them for theirs.
    last = render(page) if decided.text is not None else before.text if before is not None else ""
    if not last and decided.outcome == "unchanged" and current is not None and not is_edited(current):
        last = text
    store.put_draft(Draft(page.path, last, decided.proposed, sentences))
    return decided.outcome


def _shown(notice: Notice, path: str, outcome: str) -> dict[str, Any]:
    return {
        "page": path,
        "source": notice.source,
        "title": notice.title,
        "kind": notice.kind,
        "starts_at": notice.starts_at.isoformat() if notice.starts_at else None,
        "ends_at": notice.ends_at.isoformat() if notice.ends_at else None,
        "eligibility": list(notice.eligibility),
        "benefits": list(notice.benefits),
        "steps": list(notice.steps),
        "conditions": list(notice.conditions),
        "exclusions": list(notice.exclusions),
        "contact": list(notice.contact),
        "questions": [
            {"question": q.question, "answer": q.answer, "evidence": list(q.evidence), "origin": q.origin}
            for q in notice.questions
        ],
        "unsaid": [{"question": u.question, "why": u.why} for u in notice.unsaid],
        "outcome": outcome,
    }
