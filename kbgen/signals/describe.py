"""What `POST /api/signals` takes and answers, as OpenAPI 3.1; the limits are the parser's own."""

from kbgen.signals.events import (
    COMMENT_LIMIT,
    CONVERSATION_PATTERN,
    PAGE_LIMIT,
    PAGE_PATTERN,
    QUERY_LIMIT,
    REASONS,
    RESULTS_LIMIT,
    VALUES,
)

JsonObject = dict[str, object]

_AT: JsonObject = {"type": "string", "format": "date-time", "description": "The server's time when left out."}
_PAGE: JsonObject = {"type": "string", "maxLength": PAGE_LIMIT, "pattern": PAGE_PATTERN}


def _or_null(schema: JsonObject) -> JsonObject:
    return {"anyOf": [schema, {"type": "null"}]}


def _event(name: str, required: list[str], properties: JsonObject) -> JsonObject:
    return {
        "type": "object",
        "required": ["event", *required],
        "properties": {"at": _or_null(_AT), "event": {"const": name}, **properties},
    }


SCHEMAS: JsonObject = {
    "Vote": _event(
        "vote",
        ["page", "value"],
        {
            "page": _PAGE,
            "value": {"enum": list(VALUES)},
            "reason": {"enum": [*REASONS, None]},
            "comment": _or_null({"type": "string", "maxLength": COMMENT_LIMIT}),
        },
    ),
    "Search": _event(
        "search",
        ["query", "results"],
        {
            "query": {"type": "string", "minLength": 1, "maxLength": QUERY_LIMIT},
            "results": {"type": "integer", "minimum": 0, "maximum": RESULTS_LIMIT},
            "clicked": _or_null(_PAGE),
        },
    ),
    "Link": _event(
        "link",
        ["page"],
        {"page": _PAGE, "conversation": _or_null({"type": "string", "pattern": CONVERSATION_PATTERN})},
    ),
    "Error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}},
}


def error(description: str) -> JsonObject:
    """Return the description of an answer `{"error": reason}`."""
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }


SIGNALS: JsonObject = {
    "post": {
        "summary": "Take one vote, search or link",
        "description": "One visitor has one vote on a page a day; a later one replaces it. "
        "The content type does not matter, so that navigator.sendBeacon works.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"oneOf": [{"$ref": f"#/components/schemas/{n}"} for n in ("Vote", "Search", "Link")]}
                }
            },
        },
        "responses": {
            "204": {"description": "Stored; it survives a crash from here on."},
            "400": error("Not UTF-8, not JSON, or a field breaks a rule."),
            "403": error("Sent by a page of another site."),
            "404": error("There is no such page."),
            "408": error("The body did not come in time."),
            "413": error("The body is too large."),
            "429": error("Too many signals from one address."),
            "503": error("Too many signals wait, or the database cannot be written; try again later."),
        },
    }
}
