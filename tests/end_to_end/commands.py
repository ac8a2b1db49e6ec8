"""Running kbgen as a user does: as a process, with its output and exit status."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: str
    err: str


def kbgen(*args: object, cwd: Path | None = None, stdin: str | None = None) -> Done:
    """Run one command and return what it said."""
    command = [sys.executable, "-m", "kbgen", *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, input=stdin, timeout=300, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)
