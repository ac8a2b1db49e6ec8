"""The house: imports point one way, and each outside library is known to one room alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kbgen"
STOREYS = (
    ("__init__", "errors"),
    ("models", "config"),
    ("language", "store"),
    ("readers",),
    ("privacy",),
    ("mining",),
    ("drafting",),
    ("pages",),
    ("site",),
    ("signals",),
    ("desk",),
    ("commands",),
    ("cli_support",),
    ("cli_report", "cli_review", "cli_topics"),
    ("cli",),
    ("__main__",),
)
STOREY = {room: number for number, rooms in enumerate(STOREYS) for room in rooms}
ALONE = {
    "mkdocs": ("site",),
    "sqlalchemy": ("store",),
    "starlette": ("signals/collector.py", "signals/visitors.py", "desk/server.py"),
    "uvicorn": ("desk/server.py",),
    "kiwipiepy": ("language/tokens.py",),
    "openpyxl": ("readers",),
    "click": ("cli.py", "cli_review.py", "cli_support.py", "cli_topics.py"),
    "rich": ("cli_support.py",),
    "bs4": ("readers", "site"),
    "httpx": ("drafting/llm.py",),
    "mammoth": ("readers/notice_docx.py",),
}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of every module that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "kbgen":
            yield from ((node.lineno, f"kbgen.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def room(name: str) -> str:
    """Return the room of `kbgen.mining.kinds` or `mining/kinds.py`."""
    return name.replace("\\", "/").removesuffix(".py").removeprefix("kbgen.").replace("/", ".").split(".")[0]


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    own = path.relative_to(PACKAGE).as_posix()
    for line, name in imports(path):
        if name.startswith("kbgen.") and room(name) in STOREY and room(name) != room(own):
            assert STOREY[room(name)] < STOREY[room(own)], f"kbgen/{own}:{line} imports {name} from a higher storey"
        library = name.split(".")[0]
        if library in ALONE:
            assert own.startswith(ALONE[library]), f"kbgen/{own}:{line} must not know {library}"


def test_every_room_has_a_storey() -> None:
    rooms = {p.relative_to(PACKAGE).parts[0].removesuffix(".py") for p in FILES}
    assert rooms == set(STOREY)
