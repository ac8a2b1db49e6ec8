"""The audit of pages: what stands behind every sentence that kbgen wrote, and what no page may show."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

import regex

from kbgen.drafting import texts as topic_texts
from kbgen.drafting.notices import page as notice_page
from kbgen.language.fold import letters
from kbgen.language.placeholders import has_placeholder, without_placeholders
from kbgen.models import Conversation, Evidence, Page, Sentence
from kbgen.pages.lint import lint
from kbgen.pages.markdown import escape, parse
from kbgen.privacy import find
from kbgen.store import Draft

_LINE = regex.compile(r"(?P<hash>#{1,6}[ \t]+)|(?:[-*]|\d{1,3}\.)[ \t]+|\*\*[^*]{1,40}\*\*: ")
_NEVER = ("publish/greeting", "publish/sign-off", "publish/introduction", "tone/hand-over")
_POINTS = " → "
_BLOCKS = frozenset(
    "p li h1 h2 h3 h4 h5 h6 td th div section article title option label button summary figcaption dt dd br".split()
)
_PUBLIC = frozenset({"phone", "email", "address", "business_no", "account", "name", "sns_id", "kakao_id"})


@dataclass(frozen=True, slots=True)
class Backed:
    """One sentence of a page: where, and what stands behind it; `fault` says what is missing, empty when nothing is.

    `evidence` are messages of agents (of customers, for what they wish for), `quotes` sentences of a notice. `verbatim`
    tells whether one of them holds the sentence word for word.
    """

    page: str
    line: int
    text: str
    evidence: tuple[Evidence, ...] = ()
    quotes: tuple[str, ...] = ()
    verbatim: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that no page may show: the file, the line of its text, and the rule; never the words themselves."""

    where: str
    line: int
    rule: str


def own_headings() -> frozenset[str]:
    """Return the texts that kbgen itself writes into pages, in all languages: headings, and more that are never one."""
    found: set[str] = set()
    for module in (notice_page, topic_texts):
        for table in vars(module).values():
            if isinstance(table, Mapping) and set(table) == {"ko", "en"}:
                for texts in table.values():
                    found.update(texts.values() if isinstance(texts, Mapping) else texts)
    return frozenset(text for text in found if isinstance(text, str))


def backing(draft: Draft, conversations: Mapping[str, Conversation]) -> tuple[Backed, ...]:
    """Return every sentence that kbgen would write for a page now, with what stands behind it.

    The title, and the headings that kbgen itself writes or that are a notice's questions, state nothing and are left out.
    """
    page = parse(draft.path, draft.proposed)
    told: dict[str, Sentence] = {escape(s.text): s for s in draft.sentences} | {s.text: s for s in draft.sentences}
    silent = {escape(t) for t in (page.title, *own_headings(), *(page.queries if page.notice else ()))}
    start = draft.proposed.count("\n", 0, max(draft.proposed.find(page.body), 0))
    found = []
    for number, line in enumerate(page.body.split("\n"), start + 1):
        mark = _LINE.match(line)
        text = line[mark.end() :].strip() if mark else line.strip()
        text = text.replace("**\\[", "\\[").replace("\\]**", "\\]")
        if text and not (mark and mark["hash"] and text in silent):
            # A notice's page may point from a question to where its answer stands.
            sentence = told.get(text) or told.get(text.partition(_POINTS)[0])
            found.append(_backed(page, number, text, sentence, conversations))
    description = told.get(escape(page.description))
    if page.description and page.description != page.title:
        found.append(_backed(page, 0, page.description, description, conversations))
    return tuple(found)


def _backed(
    page: Page, line: int, text: str, sentence: Sentence | None, conversations: Mapping[str, Conversation]
) -> Backed:
    if sentence is None:
        return Backed(page.path, line, text, fault="no sentence of the draft says this")
    said = [_message(e, conversations) for e in sentence.evidence]
    behind = [*(text for text in said if text is not None), *sentence.quotes]
    verbatim = any(letters(sentence.text) in letters(text) for text in behind)
    fault = ""
    if page.topic is not None and not (sentence.evidence or sentence.quotes):
        fault = "has no message behind it"
    elif page.notice is not None and not sentence.quotes:
        fault = "has no sentence of the notice behind it"
    elif None in said:
        fault = "its evidence is not a message that was sent"
    return Backed(page.path, line, text, sentence.evidence, sentence.quotes, verbatim, fault)


def _message(evidence: Evidence, conversations: Mapping[str, Conversation]) -> str | None:
    """Return the text of the message; None when there is none, or when it is an internal note or a bot's."""
    conversation = conversations.get(evidence.conversation)
    if conversation is None or not 0 <= evidence.message < len(conversation.messages):
        return None
    message = conversation.messages[evidence.message]
    return message.text if message.role in ("agent", "customer") else None


def unfit_text(where: str, text: str, allow: Sequence[str], public: bool = False) -> Iterator[Shown]:
    """Yield what a text must not show: personal data, placeholders, greetings, sign-offs, promises to come back.

    `public`: the text is a notice, in which a company's contact data and the people it names are its own.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if has_placeholder(line) and not public:
            yield Shown(where, number, "publish/placeholder")
        for kind in dict.fromkeys(s.type for s in find(without_placeholders(line), allow=allow)):
            if not (public and kind in _PUBLIC):
                yield Shown(where, number, f"publish/personal-data ({kind})")
    for finding in lint(text, allow):
        if finding.rule in _NEVER and not (public and finding.rule == "tone/hand-over"):
            yield Shown(where, finding.line, finding.rule)


def published_of(pages: Collection[Page]) -> tuple[str, ...]:
    """Return the contact data and names in notices, which are a company's own wherever they are shown."""
    texts = [f"{page.title}\n{page.description}\n{page.body}" for page in pages if page.notice is not None]
    return tuple(dict.fromkeys(t[s.start : s.end] for t in texts for s in find(t) if s.type in _PUBLIC))


def text_of_html(html: str) -> str:
    """Return what a reader sees of an HTML page, a block a line with a blank line between, without scripts and styles."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        if tag in _BLOCKS:
            self.parts.append("\n")
        self.parts += [f"\n{value}\n" for name, value in attrs if name in ("content", "alt", "title") and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
