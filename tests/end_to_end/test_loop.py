"""The loop closes: a vote and a search over HTTP change what the next `mine` and `report` say."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.commands import kbgen

TOPICS = {
    "pause": ("회원권 일시정지는 어떻게 하나요?", "회원권 정지하려면 어떻게 해요?", "여행 가는데 회원권 잠깐 멈출 수 있나요?",
              "앱에서 [마이 > 회원권 > 일시정지]를 누르면 한 달까지 멈출 수 있어요."),
    "locker": ("락커는 얼마인가요?", "개인 사물함 락커 비용 알려주세요", "락커 쓰려면 돈 내야 하나요?",
               "개인 락커는 한 달에 10,000원이에요."),
}  # fmt: skip


def log() -> str:
    lines = []
    for name, (*questions, answer) in TOPICS.items():
        for number, question in enumerate(questions * 2):
            at = f"2026-08-{number + 1:02}T11:00:00+09:00"
            messages = [
                {"at": at, "role": "customer", "text": question},
                {"at": at, "role": "agent", "author": "코치", "text": answer},
            ]
            lines.append(
                json.dumps({"id": f"{name}{number}", "opened_at": at, "messages": messages}, ensure_ascii=False)
            )
    return "\n".join(lines) + "\n"


@contextmanager
def served(project: Path) -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-m", "kbgen", "serve", "--port", "0", "-C", str(project)],
                               stdout=subprocess.PIPE, text=True)  # fmt: skip
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        assert process.wait(20) == 0
        process.stdout.close()


def post(address: str, event: dict[str, object], agent: str = "test") -> int:
    request = urllib.request.Request(
        f"{address}/api/signals", json.dumps(event).encode(), {"User-Agent": agent}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def order(project: Path) -> list[dict[str, object]]:
    return json.loads(kbgen("topics", "--json", "-C", project).out)["topics"]


def test_votes_and_searches_come_back(project: Path, tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text(log(), encoding="utf-8")
    assert kbgen("run", tmp_path / "log.jsonl", "--approve-all", "-C", project).code == 0
    assert kbgen("mine", "-C", project).code == 0
    first = order(project)
    assert len(first) == 2
    last = first[-1]
    assert last["state"] == "published"
    with served(project) as address:
        for number in range(4):
            vote = {"event": "vote", "page": last["page"], "value": "down", "reason": "outdated"}
            assert post(address, vote, f"reader {number}") == 204
        assert post(address, {"event": "search", "query": "주차 되나요", "results": 0, "clicked": None}) == 204
        assert post(address, {"event": "vote", "page": "content/faq/none.md", "value": "down"}) == 404
        with urllib.request.urlopen(
            f"{address}/api/suggest?q=%EB%9D%BD%EC%BB%A4%20%EC%96%BC%EB%A7%88", timeout=20
        ) as answer:
            assert json.load(answer)["results"][0]["page"].startswith("content/")
        with urllib.request.urlopen(f"{address}/", timeout=20) as answer:
            assert "한빛피트니스" in answer.read().decode()
    assert kbgen("mine", "-C", project).code == 0
    assert order(project)[0]["id"] == last["id"], "the page that does not help comes first now"
    report = json.loads(kbgen("report", "--json", "-C", project).out)
    assert [(g["query"], g["count"]) for g in report["gaps"]] == [("주차 되나요", 1)]
    assert [(u["page"], u["down"], u["reasons"]) for u in report["unhelpful"]] == [(last["page"], 4, {"outdated": 4})]
    stored = b"".join(p.read_bytes() for p in (project / ".kbgen").rglob("*") if p.is_file())
    assert b"127.0.0.1" not in stored
    assert b"reader 1" not in stored


def test_a_port_in_use_is_one_clear_message(project: Path, tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text(log(), encoding="utf-8")
    assert kbgen("run", tmp_path / "log.jsonl", "--approve-all", "-C", project).code == 0
    with served(project) as address:
        done = kbgen("serve", "--port", address.rsplit(":", 1)[1], "-C", project)
    assert done.code == 1
    assert "in use" in done.err
    assert done.err.count("\n") == 1
