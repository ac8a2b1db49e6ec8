"""`kbgen.toml`: every key, its default and its documentation, in one place; the reference page is made from here."""

import difflib
import math
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kbgen.errors import KbgenError, Problem, fail

FILENAME = "kbgen.toml"


def _key(default: Any, doc: str, least: float = 0, most: float = math.inf) -> Any:
    """Declare a key: its default, the sentence that documents it, and the range of a number."""
    metadata = {"doc": doc, "least": least, "most": most}
    if isinstance(default, list | dict):
        return field(default_factory=lambda: type(default)(default), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class ProjectConfig:
    """Who the help centre is for."""

    name: str = _key("도움말", "The company's or shop's name, shown in titles and replies.")
    language: Literal["ko", "en"] = _key("ko", "The language of the pages and the interface: `ko` or `en`.")
    timezone: str = _key("Asia/Seoul", "The company's time zone; times in notices without a zone are meant in it.")
    url: str = _key("", "The public address of the site, used in links of suggested replies.")


@dataclass(frozen=True, slots=True)
class IngestConfig:
    """How exports are read."""

    columns: Mapping[str, str] = _key(
        {},
        'Headers of your tables that kbgen does not know, as `header = "key"`; '
        "keys are `conversation_id`, `at`, `role`, `text`, `author`, `visibility`, `channel`, `tags`, `csat`, "
        "`resolved`.",
    )
    roles: Mapping[str, str] = _key(
        {},
        'Values of the role column that kbgen does not know, as `value = "role"`; '
        "roles are `customer`, `agent`, `bot`, `note`.",
    )
    bots: tuple[str, ...] = _key(
        (), "Names or ids of accounts that answer automatically but look like agents in the export."
    )
    staff: tuple[str, ...] = _key(
        (),
        "Who answers, where an export does not say it (Slack, mail): user ids, names, mail addresses, or all of a mail "
        "domain as `@example.com`. When empty, kbgen guesses and says what it took for true.",
    )
    staff_channels: tuple[str, ...] = _key(
        (), "Slack channels whose members are staff, for example the support team's own channel."
    )


@dataclass(frozen=True, slots=True)
class PrivacyConfig:
    """What is not personal data although it looks so."""

    allow: tuple[str, ...] = _key((), "The company's own phone numbers, mails and addresses; they are never replaced.")


@dataclass(frozen=True, slots=True)
class MiningConfig:
    """Which topics count, and what they weigh."""

    sample: int = _key(
        6000,
        "At most so many questions are compared with each other to discover topics; the rest are given "
        "to the topics found.",
        least=2,
    )
    embeddings: str = _key(
        "",
        "A sentence-transformers or model2vec model, by name or folder, that tells what customers' words mean; it runs on "
        "this machine and needs `pip install 'kbgen[embeddings]'`. When empty, words alone are compared.",
    )
    without_page: float = _key(1.0, "Weight of a topic that no page answers.")
    drafted: float = _key(0.8, "Weight of a topic whose page waits for review.")
    published: float = _key(0.3, 'Weight of a topic that a published page answers; votes of "not helpful" raise it.')
    vote: float = _key(
        1.0, 'How much a page with only "not helpful" votes raises its topic, as a multiple of its demand.'
    )
    search: float = _key(0.5, "How many conversations one search without a result counts for.")
    turns: float = _key(
        1.0,
        "How much a topic weighs more when customers write five times or more on average, as a multiple of its "
        "conversations; fewer turns weigh less, one turn nothing.",
    )
    wait: float = _key(
        0.5,
        "How much a topic weighs more when customers wait very long for an answer, as a multiple of its conversations; "
        "an hour is half way.",
    )
    unresolved: float = _key(
        0.5, "How much a topic of which nothing gets resolved weighs more, as a multiple of its conversations."
    )
    low_csat: float = _key(
        0.5, "How much a topic whose ratings are all low weighs more, as a multiple of its conversations."
    )
    trend: float = _key(
        0.5,
        "How much a topic that grows weighs more: with twice as many conversations as four weeks ago, or more, its score "
        "is multiplied by 2 to the power of this, with half as many by ½ to the power of it.",
    )


@dataclass(frozen=True, slots=True)
class DraftingConfig:
    """When a topic gets a page."""

    min_conversations: int = _key(3, "A topic asked in fewer conversations gets no page.")
    min_support: int = _key(
        2,
        "An answer needs a sentence that agents said in at least so many conversations; what was said once is used beside it.",
        least=1,
    )
    max_claims: int = _key(14, "At most so many statements make an answer.", least=1)
    tone: Literal["haeyo", "hapnida"] = _key(
        "haeyo", "The even tone that agents' Korean sentences are written in: `haeyo` (해요체) or `hapnida` (합니다체)."
    )


@dataclass(frozen=True, slots=True)
class ReviewConfig:
    """Who decides what is published."""

    auto_approve: bool = _key(
        False, "Publish drafts without a person's approval. Pages with a disagreement still wait."
    )


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """How the built site looks and speaks."""

    contact: str = _key("", "Where a reader goes when no page helps: an https address, or `mailto:` and `tel:` links.")
    categories: Mapping[str, tuple[str, ...]] = _key(
        {},
        "Categories by name, each with the words that put a topic into it; "
        "when empty, kbgen makes a few from the customers' words.",
    )
    max_categories: int = _key(7, "At most so many categories are made from the customers' words.", least=1)
    archive_after: int = _key(
        90,
        "Days after its end that a notice leaves the lists, the home page and the search; its address stays, marked as "
        "ended.",
    )
    show_evidence: Literal["customers", "none"] = _key(
        "customers", "What a page says of its evidence: how many `customers` asked, or `none`."
    )


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """How customers' words find pages, on the site and in `kbgen suggest`."""

    synonyms: Mapping[str, tuple[str, ...]] = _key(
        {}, 'Words that mean the same here: one form, and the words that stand for it, as `환불 = ["캔슬", "리펀드"]`.'
    )


@dataclass(frozen=True, slots=True)
class SignalsConfig:
    """Limits of what `kbgen serve` takes."""

    max_body: int = _key(4096, "Larger requests are refused, in bytes.", least=256)
    per_minute: int = _key(60, "Signals taken from one address in a minute; more are refused with 429.", least=1)
    trusted_proxies: tuple[str, ...] = _key(
        (), "Addresses of reverse proxies in front of `kbgen serve`; only theirs X-Forwarded-For is believed."
    )


@dataclass(frozen=True, slots=True)
class LlmConfig:
    """A language model that puts drafts into smoother words; off when `url` is empty."""

    url: str = _key(
        "",
        "The address of an OpenAI-compatible service, up to and without `/chat/completions`, for example "
        "`http://127.0.0.1:11434/v1`. When empty, no model is asked and nothing is sent.",
    )
    model: str = _key("", "The name of the model at that service.")
    api_key_env: str = _key(
        "", "The name of the environment variable that holds the service's key; never the key itself."
    )
    timeout: float = _key(60.0, "An answer may take so many seconds.", least=0.1, most=3600)
    max_retries: int = _key(
        2, "How often a request is made again when the service is busy or cannot be reached.", most=10
    )
    max_output: int = _key(2000, "An answer may have so many tokens; a longer one is not used.", least=1)


@dataclass(frozen=True, slots=True)
class Config:
    """All of `kbgen.toml`. Every key is optional."""

    project: ProjectConfig = field(default_factory=ProjectConfig)
    ingest: IngestConfig = field(default_factory=IngestConfig)
    privacy: PrivacyConfig = field(default_factory=PrivacyConfig)
    mining: MiningConfig = field(default_factory=MiningConfig)
    drafting: DraftingConfig = field(default_factory=DraftingConfig)
    llm: LlmConfig = field(default_factory=LlmConfig)
    review: ReviewConfig = field(default_factory=ReviewConfig)
    site: SiteConfig = field(default_factory=SiteConfig)
    search: SearchConfig = field(default_factory=SearchConfig)
    signals: SignalsConfig = field(default_factory=SignalsConfig)

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.project.timezone)


class NoProject(KbgenError):
    """There is no project at or above a folder."""


def find_project(start: Path) -> Path:
    """Return the nearest folder at or above `start` that holds `kbgen.toml`.

    Raises:
        NoProject: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILENAME).is_file():
            return folder
    raise NoProject(
        Problem(
            str(start),
            f"no {FILENAME} here or in a folder above",
            "make a knowledge base with `kbgen new DIR`, or name one with -C DIR",
        )
    )


def load(project: Path) -> Config:
    """Read `kbgen.toml` of a project.

    Raises:
        KbgenError: the file is missing, is not TOML, or has wrong keys or values; all are told at once, with lines.
    """
    path = project / FILENAME
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise fail(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise fail(path, "is not UTF-8", "save it as UTF-8") from error
    return parse(text, str(path))


def parse(text: str, where: str = FILENAME) -> Config:
    """Turn the text of a `kbgen.toml` into a `Config`; `where` names it in errors, raised as by `load`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise fail(where, f"is not valid TOML: {error}") from error
    problems: list[Problem] = []
    config: Config = _section(Config, data, "", text, where, problems)
    if isinstance(config.project.timezone, str):
        try:
            _ = config.zone
        except (ZoneInfoNotFoundError, ValueError):
            problems.append(
                Problem(
                    f"{where}:{_line(text, 'timezone')}",
                    "project.timezone is not a time zone",
                    'for example "Asia/Seoul"',
                )
            )
    if problems:
        raise KbgenError(*problems)
    return config


def documented() -> Iterator[tuple[str, Any, str]]:
    """Yield (dotted key, default, documentation) of every key, in order."""
    for section in fields(Config):
        kind = typing.get_type_hints(Config)[section.name]
        defaults = kind()
        for key in fields(kind):
            yield f"{section.name}.{key.name}", getattr(defaults, key.name), key.metadata["doc"]


def _line(text: str, key: str, prefix: str = "") -> int:
    """Return the line of a key, after the header of its section where there is one."""
    section = re.search(rf"^[ \t]*\[[ \t]*{re.escape(prefix.rstrip('.'))}[ \t]*\]", text, re.M) if prefix else None
    found = re.compile(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(key)}\b", re.M).search(text, section.end() if section else 0)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _section(kind: Any, data: Mapping[str, Any], prefix: str, text: str, where: str, problems: list[Problem]) -> Any:
    hints = typing.get_type_hints(kind)
    known = {f.name for f in fields(kind)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        place = f"{where}:{_line(text, name, prefix)}"
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            problems.append(
                Problem(
                    place,
                    f"unknown key {prefix}{name}",
                    f"did you mean {prefix}{near[0]}?" if near else f"known here: {', '.join(sorted(known))}",
                )
            )
        elif is_dataclass(hints[name]):
            if isinstance(value, dict):
                values[name] = _section(hints[name], value, f"{prefix}{name}.", text, where, problems)
            else:
                problems.append(
                    Problem(place, f"{prefix}{name} must be a table", f"write [{prefix}{name}] and its keys below")
                )
        else:
            checked = _value(value, hints[name])
            ranged = next(f.metadata for f in fields(kind) if f.name == name)
            if checked is None or not _within(checked, ranged["least"], ranged["most"]):
                wanted = _said(hints[name]) + _range(hints[name], ranged["least"], ranged["most"])
                problems.append(Problem(place, f"{prefix}{name} must be {wanted}"))
            else:
                values[name] = checked
    return kind(**values)


def _value(value: Any, hint: Any) -> Any:
    """Return `value` in the hint's type, or None when it does not fit."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return value if value in args else None
    if origin is tuple:
        return tuple(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else None
    if origin in (Mapping, typing.get_origin(Mapping[str, str])):
        if not isinstance(value, dict):
            return None
        made = {key: _value(item, args[1]) for key, item in value.items()}
        return None if None in made.values() else types.MappingProxyType(made)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if hint in (int, float) and not isinstance(value, bool) and isinstance(value, hint):
        return value
    return value if type(value) is hint and hint in (str, bool) else None


def _within(value: Any, least: float, most: float) -> bool:
    """Whether a number is finite and in its range; what is no number is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return math.isfinite(value) and least <= value <= most


def _range(hint: Any, least: float, most: float) -> str:
    if hint not in (int, float):
        return ""
    return f", {least:g} or more" if math.isinf(most) else f" from {least:g} to {most:g}"


def _said(hint: Any) -> str:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return " or ".join(f'"{a}"' for a in args)
    if origin is tuple:
        return "a list of texts"
    if origin is not None:
        return f"a table whose values are {_said(args[1])}"
    return {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}[hint]
