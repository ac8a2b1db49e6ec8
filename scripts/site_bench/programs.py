"""The programs that are compared, each run on its own, and what a run costs."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

NOW = "2026-10-10T12:00:00+09:00"
WRITE = """
import pathlib, sys, markdown
project, out = map(pathlib.Path, sys.argv[1:])
for path in sorted((project / "content").rglob("*.md")):
    text = path.read_text("utf-8").partition("\\n---\\n")[2]
    goal = out / path.stem / "index.html"
    goal.parent.mkdir(parents=True)
    goal.write_text("<!doctype html>" + markdown.markdown(text, extensions=["tables", "toc"]), "utf-8")
"""
_MEASURE = """
import resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(done.stderr if done.returncode else "")
print(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(done.returncode)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock and of CPU, highest memory and size of the output, both in MB."""

    seconds: float
    cpu: float
    memory: float
    output: float


def commands(project: Path, out: Path) -> dict[str, list[str]]:
    """Return the command line of each program, by name; each writes into `out/NAME`."""
    python = sys.executable
    return {
        "write": [python, "-c", WRITE, str(project), str(out / "write")],
        "material": [
            python, "-m", "mkdocs", "build", "-q", "-f", str(project / "plain.yml"), "-d", str(out / "material"),
        ],
        "kbgen": [
            python, "-m", "kbgen", "build", "-q", "-C", str(project), "--now", NOW, "--out", str(out / "kbgen"),
        ],
    }  # fmt: skip


def run(command: list[str], out: Path) -> Run:
    """Run a program by itself and measure it.

    Raises:
        subprocess.CalledProcessError: it failed; its messages are on standard error.
    """
    done = subprocess.run([sys.executable, "-c", _MEASURE, *command], check=True, stdout=subprocess.PIPE, text=True)
    seconds, cpu, memory = map(float, done.stdout.split())
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return Run(seconds, cpu, memory / 1024, size / 2**20)
