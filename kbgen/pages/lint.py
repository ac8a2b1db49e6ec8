"""The lint of help texts: what in their tone drives readers away, what a page must not hold, and what to write instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from kbgen.language.placeholders import has_placeholder, without_placeholders
from kbgen.pages.lint_en import LANGUAGE as EN
from kbgen.pages.lint_ko import LANGUAGE as KO
from kbgen.pages.lint_rules import Language, Rule
from kbgen.pages.lint_text import MASK, Block, Said, Section, sections
from kbgen.pages.markdown import unescape
from kbgen.privacy import find

_EXCERPT = 120
_SENTENCES = 5
_WHOLE = 2_000
_MARKS = regex.compile(r"[!！]{2,}")
_CAPITALS = regex.compile(r"[A-Z]{2,}")
_ANCHOR = regex.compile(r"(?<!\[)\^")
_BREAK = regex.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a text: its line in the file (from 1), the rule's id, why in one sentence, and what to write.

    `excerpt` is the sentence as shown, at most 120 characters; empty where it may hold personal data.
    """

    line: int
    rule: str
    why: str
    better: str
    excerpt: str

    @property
    def severity(self) -> Literal["error", "warning"]:
        """`error` is what must not be published; `warning` is tone."""
        return "warning" if self.rule.startswith("tone/") else "error"


def lint(text: str, allow: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return what is wrong with the tone of a Markdown or plain text, and its greetings and sign-offs, in order of lines.

    Headings, quotations, code and front matter are not looked at. `allow` is what `kbgen.privacy.find` leaves alone; an
    excerpt is left out where it holds personal data.
    """
    found: list[Finding] = []
    headings: list[str] = []
    known: set[str] = set()
    for section in sections(text):
        headings.append(section.heading)
        for block, finding in _in_section(section, headings, known):
            found.append(_hidden(finding, block) if _is_personal(block, allow) else finding)
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: (finding.line, finding.rule)))


def unfit(text: str, allow: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return the lines of any text, front matter included, that hold personal data or placeholders; they are never quoted."""
    found: list[Finding] = []
    for number, line in enumerate(_BREAK.split(text), 1):
        plain = unescape(line)
        if has_placeholder(plain):
            why = "The line holds a placeholder of redacted data."
            found.append(Finding(number, "publish/placeholder", why, "write the rule without the customer's data", ""))
        for kind in dict.fromkeys(span.type for span in find(without_placeholders(plain), allow=allow)):
            why, fix = f"The line holds personal data ({kind}).", "remove it, or add the company's own to privacy.allow"
            found.append(Finding(number, "publish/personal-data", why, fix, ""))
    return tuple(found)


def _in_section(section: Section, headings: list[str], known: set[str]) -> Iterator[tuple[Block, Finding]]:
    for block in section.blocks:
        language = KO if block.language == "ko" else EN
        for finding in (*_of_sentences(block, language), *_walls(block, language), *_shouts(block, language)):
            yield block, finding
        for finding in _jargon(block, language, headings, known):
            yield block, finding
    refused: set[Said] = set()
    for judge in (_policy, _refund, _refusal, _holds_back):
        for block, said, rule in judge(section):
            if said not in refused:
                refused.add(said)
                yield block, _finding(rule, said, 0, len(said.own))


def _of_sentences(block: Block, language: Language) -> Iterator[Finding]:
    """Yield what single sentences tell; a rule that the block does not break is not tried on each of them."""
    for rule in language.rules:
        # A pattern with an anchor is of sentences, which a block's beginning alone does not show.
        whole = len(block.said) > 1 and not _ANCHOR.search(rule.pattern.pattern)
        if whole and not rule.pattern.search(block.own):
            continue
        for said in block.said:
            match = rule.pattern.search(said.own)
            if match and not (rule.without_block and rule.without_block.search(said.own)):
                yield _finding(rule, said, match.start(), match.end())


def _walls(block: Block, language: Language) -> Iterator[Finding]:
    if block.kind == "row":
        return
    if len(block.shown) > language.paragraph or (block.kind == "text" and len(block.said) > _SENTENCES):
        why, better = language.long_paragraph
        yield Finding(block.line, "tone/long-paragraph", why, better, _short(block.shown))
    for said in block.said:
        if len(said.shown) > language.sentence:
            why, better = language.long_sentence
            middle = len(said.own) // 2
            cuts = sorted((abs(m.end() - middle), m.end()) for m in language.cut.finditer(said.own[:_WHOLE]))
            at = cuts[0][1] if cuts else 0
            around = f"{said.shown[max(at - 20, 0) : at].strip()} / {said.shown[at : at + 20].strip()}"
            yield Finding(
                said.line,
                "tone/long-sentence",
                why,
                better.format(f"…{around}…") if cuts else language.short_sentence,
                _short(said.shown),
            )


def _shouts(block: Block, language: Language) -> Iterator[Finding]:
    why, advice = language.shouting
    for said in block.said:
        words = _CAPITALS.findall(said.own)
        capitals = len(words) >= 3 and sum(map(len, words)) >= 12 and not any(c.islower() for c in said.own)
        if capitals and language is EN:
            yield Finding(said.line, "tone/shouting", why, said.shown.capitalize() or advice, _short(said.shown))
        elif _MARKS.search(said.own):
            quiet = _MARKS.sub(".", said.shown)
            yield Finding(said.line, "tone/shouting", why, _short(quiet), _short(said.shown))


def _jargon(block: Block, language: Language, headings: list[str], known: set[str]) -> Iterator[Finding]:
    """Yield terms at their first place in a text, unless they are explained there or a heading asks in these words."""
    for term, meaning in language.jargon.items():
        if term in known or term not in block.own:
            continue
        word = regex.compile(rf"(?<![A-Za-z가-힣0-9-]){regex.escape(term)}(?![A-Za-z0-9-])")
        for said in block.said:
            match = word.search(said.own)
            if match is None or any(other in known and term in other for other in language.jargon):
                continue
            known.add(term)
            rest, before = said.own[match.end() :], said.own[: match.start()]
            told = language.explained.match(rest) or before.count("(") > before.count(")")
            if not told and not any(word.search(heading) for heading in headings):
                better = language.jargon_better.format(
                    f"{term}({meaning})" if language is KO else f"{term} ({meaning})"
                )
                yield Finding(said.line, "tone/jargon", f"{language.jargon_why} ({term})", better, _short(said.shown))
            break


def _told(language: Language, said: str) -> bool:
    """Whether a sentence says why, or what is possible, or when."""
    return any(pattern.search(said) for pattern in (language.reason, language.offers))


def _excused(language: Language, said: str) -> bool:
    """Whether a refusal itself says why, when or what else, or is good news."""
    return _told(language, said) or any(p.search(said) for p in (language.condition, language.reassures))


def _helps(section: Section, but: Said) -> bool:
    """Whether another sentence of the section says why, what is possible, or that the wish was heard."""
    return any(
        _told(_tongue(block), other.own) or _tongue(block).reassures.search(other.own)
        for block, other in section.said
        if other is not but
    )


def _refusal(section: Section) -> Iterator[tuple[Block, Said, Rule]]:
    """Yield the section's first sentence when it only says no, and nothing in the section helps."""
    lead = next(((b, s) for b, s in section.said if not _tongue(b).tiny.match(s.own)), None)
    if lead is None:
        return
    block, said = lead
    language = _tongue(block)
    answers = block.kind == "text" or not section.heading or language.asks.search(section.heading)
    if block.kind == "item" and len(section.blocks) > 1:
        return
    if (
        answers
        and language.bare.pattern.search(said.own)
        and not _excused(language, said.own)
        and not _helps(section, said)
    ):
        yield block, said, language.bare


def _refund(section: Section) -> Iterator[tuple[Block, Said, Rule]]:
    for block, said in section.said:
        language = _tongue(block)
        refused = language.refund.pattern.search(said.own)
        # The refusal itself ("unable to refund … order") must not count as an offer.
        if refused and not _excused(language, said.own.replace(refused.group(), " ")) and not _helps(section, said):
            yield block, said, language.refund


def _policy(section: Section) -> Iterator[tuple[Block, Said, Rule]]:
    for block, said in section.said:
        language = _tongue(block)
        match = language.no_right.pattern.search(said.own)
        if match and not _told(language, said.own.replace(match.group(), " ")) and not _helps(section, said):
            yield block, said, language.no_right


def _holds_back(section: Section) -> Iterator[tuple[Block, Said, Rule]]:
    """Yield what talks out of leaving: words that do so always, and a loss that is told before the way."""
    before = False
    for block, said in section.said:
        language = _tongue(block)
        leaving = language.leaving.search(section.heading) or language.leaving.search(said.own)
        if language.holds_back.pattern.search(said.own) or (
            not before and leaving and language.loses.search(said.own) and not language.confirms.search(said.own)
        ):
            yield block, said, language.holds_back
        before = before or language.confirms.search(said.own) is not None


def _tongue(block: Block) -> Language:
    return KO if block.language == "ko" else EN


def _finding(rule: Rule, said: Said, start: int, end: int) -> Finding:
    better = rule.rewrite(said.shown, start, end) if rule.rewrite is not None and MASK not in said.own else None
    return Finding(said.line, rule.id, rule.why, better or rule.better, _short(said.shown))


def _is_personal(block: Block, allow: Sequence[str]) -> bool:
    """Whether a block holds personal data, or is too long to be looked at for the sake of an excerpt."""
    return len(block.shown) > _WHOLE or has_placeholder(block.shown) or bool(find(block.shown, allow=allow))


_ADVICE: dict[tuple[str, str], str] = {
    (name, rule.id): rule.better for name, language in (("ko", KO), ("en", EN)) for rule in language.rules
}


def _hidden(finding: Finding, block: Block) -> Finding:
    """Return a finding without the words of the text."""
    language = _tongue(block)
    better = _ADVICE.get((("ko" if language is KO else "en"), finding.rule), finding.better)
    general = {"tone/long-sentence": language.short_sentence, "tone/shouting": language.shouting[1]}
    return replace(finding, excerpt="", better=general.get(finding.rule, better))


def _short(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
