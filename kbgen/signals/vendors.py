"""What web analytics export of our events, brought into the form of the contract.

Shapes, with their sources:
- GA4, BigQuery export as JSON Lines: `event_name`, `event_timestamp` (µs) or `event_date`, `event_params`
  (https://support.google.com/analytics/answer/7029846).
- GA4, a table of an exploration or report as CSV: a column `Event name`, columns of the events' parameters, `Date`
  and `Event count` where there, under lines that begin with `#`.
- Plausible, bodies of `POST /api/event` as JSON Lines: `n`, `u`, `d`, `p` or their long names
  (https://plausible.io/docs/events-api); a column table of events as CSV: `date,name,path,events` and properties.

The events are those that Material for MkDocs sends: `feedback` (also `vote`) with `data` "1" or "0" and a page, and
`search` (also GA4's `view_search_results`) with `search_term`. Other events are no signals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from kbgen.errors import fail

_VOTES = {"feedback", "vote"}
_SEARCHES = {"search", "view_search_results"}
_VALUES = {"1": "up", "0": "down", "1.0": "up", "0.0": "down", "up": "up", "down": "down"}
_KEYS = {
    "name": ("event_name", "event", "name", "goal"),
    "value": ("data", "value", "vote", "rating"),
    "page": (
        "page",
        "page_path",
        "page_path_and_screen_class",
        "page_path_+_query_string",
        "page_location",
        "path",
        "url",
    ),
    "query": ("search_term", "query", "q", "keyword"),
    "results": ("results", "result_count", "search_results"),
    "reason": ("reason",),
    "at": ("at", "timestamp", "time", "date_+_hour_(yyyymmddhh)", "event_date", "date"),
    "count": ("event_count", "events", "count"),
}


@dataclass(frozen=True, slots=True)
class Foreign:
    """One event of a vendor: its name, its time in ISO 8601 or "" for none, its properties, how often it happened.

    The keys of `properties` are lower case with `_` for spaces.
    """

    name: str
    at: str
    properties: Mapping[str, str]
    count: int = 1


def from_record(data: Mapping[str, object]) -> Foreign | None:
    """Read one JSON record of GA4 or Plausible; None when it is of neither.

    Raises:
        KbgenError: it is theirs but broken.
    """
    if isinstance(data.get("event_name"), str):
        return Foreign(str(data["event_name"]), _ga4_time(data), _ga4_params(data.get("event_params")))
    name = data.get("n", data.get("name"))
    url = data.get("u", data.get("url"))
    if not isinstance(name, str) or not isinstance(url, str):
        return None
    properties = data.get("p", data.get("props", data.get("m", data.get("meta"))))
    at = data.get("timestamp", data.get("at"))
    return Foreign(name, at if isinstance(at, str) else "", {"url": url} | _flat(properties))


def from_row(row: Mapping[str, str]) -> Foreign:
    """Read one row of a table; its keys are headers as `header` returns them. Raises `KbgenError` for a broken row."""
    count = _first(row, "count").replace(",", "") or "1"
    if not (count.isascii() and count.isdigit()) or int(count) > 1_000_000:
        raise fail("count", "must be a whole number, at most 1000000")
    return Foreign(_first(row, "name"), iso_time(_first(row, "at")), row, int(count))


def header(text: str) -> str:
    """Return a table's header in the one way we compare it."""
    return "_".join(text.strip().lower().split())


def is_table(headers: list[str]) -> bool:
    """Whether a table with these headers tells of events."""
    return any(name in headers for name in _KEYS["name"])


def to_event(foreign: Foreign, pages: Mapping[str, str]) -> dict[str, object] | None:
    """Return the event in the contract's form, or None when it is no vote or search.

    `pages` leads from URL paths of the site to paths of pages. GA4 and Plausible do not tell how many results a
    search had unless the site sends it; an unknown number counts as one, so that it never becomes a gap by mistake.

    Raises:
        KbgenError: names the property that is missing or unknown.
    """
    at = foreign.at or None
    name = foreign.name.strip().lower()
    if name in _VOTES:
        value = _VALUES.get(_first(foreign.properties, "value").strip().lower())
        if value is None:
            raise fail("data", 'must be "1" or "0"')
        reason = _first(foreign.properties, "reason").strip().lower() or None
        return {"at": at, "event": "vote", "page": _page(foreign.properties, pages), "value": value, "reason": reason}
    if name in _SEARCHES:
        results = _first(foreign.properties, "results") or "1"
        if not (results.isascii() and results.isdigit()) or len(results) > 9:
            raise fail("results", "must be a whole number")
        return {"at": at, "event": "search", "query": _first(foreign.properties, "query"), "results": int(results)}
    return None


def iso_time(text: str) -> str:
    """Return a time of a table in ISO 8601: `YYYYMMDD` and `YYYYMMDDhh` are GA4's; others are left as they are."""
    text = text.strip()
    for digits, form in ((8, "%Y%m%d"), (10, "%Y%m%d%H")):
        if len(text) == digits and text.isascii() and text.isdigit():
            try:
                # The zone is the company's; whoever reads the event knows it.
                return datetime.strptime(text, form).isoformat()
            except ValueError as error:
                raise fail("date", "must be a date") from error
    return text


def _first(properties: Mapping[str, str], key: str) -> str:
    """Return the first value there is under the names of `key`; GA4 writes `(not set)` for none."""
    for name in _KEYS[key]:
        value = properties.get(name, "")
        if value and value != "(not set)":
            return value
    return ""


def _page(properties: Mapping[str, str], pages: Mapping[str, str]) -> str:
    url = _first(properties, "page")
    try:
        path = "/" + unquote(urlsplit(url).path).removesuffix("index.html").lstrip("/")
    except ValueError:
        path = ""
    for form in (path, path + "/", path.rstrip("/"), path.removesuffix(".html") + "/"):
        if form in pages:
            return pages[form]
    raise fail("page", "is no page of this site" if url else "is missing")


def _ga4_time(data: Mapping[str, object]) -> str:
    stamp = data.get("event_timestamp")
    if stamp is None:
        return iso_time(str(data.get("event_date", "")))
    try:
        # Not fromtimestamp(): it rounds, and fails differently from system to system.
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(str(stamp)))).isoformat()
    except (ValueError, OverflowError) as error:
        raise fail("event_timestamp", "must be a number of microseconds") from error


def _ga4_params(params: object) -> dict[str, str]:
    """Flatten `[{"key": k, "value": {"string_value": v}}, …]`."""
    found: dict[str, str] = {}
    for param in params if isinstance(params, list) else ():
        if not isinstance(param, Mapping) or not isinstance(param.get("value"), Mapping):
            continue
        told = [value for value in param["value"].values() if value is not None]
        if told:
            found[header(str(param.get("key", "")))] = str(told[0])
    return found


def _flat(properties: object) -> dict[str, str]:
    if not isinstance(properties, Mapping):
        return {}
    return {header(str(key)): str(value) for key, value in properties.items() if value is not None}
