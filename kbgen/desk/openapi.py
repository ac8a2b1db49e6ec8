"""What `kbgen serve` answers, described in OpenAPI 3.1."""

from kbgen import __version__
from kbgen.signals.describe import SCHEMAS, SIGNALS, JsonObject, error

QUESTION_LIMIT = 2000
RESULTS_DEFAULT = 5
RESULTS_LIMIT = 20


def _schema(name: str) -> JsonObject:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _parameter(name: str, required: bool, schema: JsonObject) -> JsonObject:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _get(summary: str, responses: JsonObject, *parameters: JsonObject) -> JsonObject:
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": responses}}


_TEXT: JsonObject = {"type": "string"}
_RESULT: JsonObject = {
    "type": "object",
    "required": ["page", "title", "url", "score", "passage", "reply"],
    "properties": {
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        **dict.fromkeys(("page", "title", "url", "passage", "reply"), _TEXT),
    },
}
PATHS: dict[str, JsonObject] = {
    "/api/signals": SIGNALS,
    "/api/suggest": _get(
        "The articles an agent would link for a customer's message",
        {
            "200": {"description": "Best first.", "content": _schema("Suggestions")},
            "400": error("q is missing or too long, or limit is not in its range."),
            "503": error("There is nothing to search in yet."),
        },
        _parameter("q", True, {"type": "string", "minLength": 1, "maxLength": QUESTION_LIMIT}),
        _parameter(
            "limit", False, {"type": "integer", "minimum": 1, "maximum": RESULTS_LIMIT, "default": RESULTS_DEFAULT}
        ),
    ),
    "/healthz": _get(
        "Whether the server takes signals",
        {
            "200": {"description": "It does.", "content": _schema("Health")},
            "503": {"description": "It does not; restart it.", "content": _schema("Health")},
        },
    ),
    "/metrics": _get(
        "Counters in the text format of Prometheus", {"200": {"description": "Text.", "content": {"text/plain": {}}}}
    ),
    "/openapi.json": _get(
        "This description", {"200": {"description": "OpenAPI 3.1.", "content": {"application/json": {}}}}
    ),
}
OPENAPI: JsonObject = {
    "openapi": "3.1.0",
    "info": {"title": "kbgen", "version": __version__, "description": "The help centre's own server."},
    "paths": PATHS,
    "components": {
        "schemas": {
            **SCHEMAS,
            "Health": {
                "type": "object",
                "required": ["status", "version"],
                "properties": {"status": {"enum": ["ok", "stopped"]}, "version": _TEXT},
            },
            "Suggestions": {
                "type": "object",
                "required": ["results", "confident"],
                "properties": {"confident": {"type": "boolean"}, "results": {"type": "array", "items": _RESULT}},
            },
        }
    },
}
