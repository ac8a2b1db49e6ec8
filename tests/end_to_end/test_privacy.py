"""No planted personal datum reaches the disk or the screen."""

import json
import unicodedata
from pathlib import Path

from tests.end_to_end.commands import kbgen

PLANTED = {
    "name": "남궁서준",
    "phone": "010-4417-9920",
    "mail": "seojun.ng@sample-mail.example",
    "rrn": "900314-1234567",
    "card": "4929-1834-0021-7745",
    "account": "110-388-204417",
    "address": "서울특별시 마포구 새빛로 31길 12, 405동 1203호",
    "order": "HB-20260704-00917",
    "tracking": "6482-1190-3357",
}


def conversation(number: int) -> dict[str, object]:
    day = f"2026-07-{number + 1:02}T10:00:00+09:00"
    return {
        "id": f"c{number}",
        "opened_at": day,
        "tags": [PLANTED["phone"]],
        "messages": [
            {"at": day, "role": "customer", "author": PLANTED["mail"], "text": "회원권 환불은 며칠 걸리나요? "
             f"이름은 {PLANTED['name']}이고 연락처 {PLANTED['phone']} 메일 {PLANTED['mail']} 이에요"},
            {"at": day, "role": "agent", "author": "상담사 한결", "text": f"{PLANTED['name']}님, 회원권 환불은 신청 후 5영업일 이내에 처리됩니다."},
            {"at": day, "role": "customer", "author": PLANTED["mail"], "text": f"주문번호 {PLANTED['order']} 송장 {PLANTED['tracking']} 주민번호 {PLANTED['rrn']}"},
            {"at": day, "role": "customer", "author": PLANTED["mail"], "text": f"카드 {PLANTED['card']} 국민은행 {PLANTED['account']} 주소 {PLANTED['address']}"},
            {"at": day, "role": "note", "author": "상담사 한결", "text": f"{PLANTED['name']} 고객 {PLANTED['phone']} 재연락"},
        ],
    }  # fmt: skip


def squeeze(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def test_no_byte_under_the_project_and_no_output_holds_a_planted_datum(project: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("".join(json.dumps(conversation(n), ensure_ascii=False) + "\n" for n in range(6)), encoding="utf-8")
    signals = tmp_path / "signals.jsonl"
    search = {
        "at": "2026-07-20T10:00:00+09:00",
        "event": "search",
        "query": f"환불 {PLANTED['phone']}",
        "results": 0,
        "clicked": None,
    }
    signals.write_text(json.dumps(search, ensure_ascii=False) + "\n", encoding="utf-8")
    said = []
    for command in (
        ("ingest", log, "--json"), ("conversations", "--json"), ("mine", "-v"), ("draft", "-v"), ("topics", "--json"),
        ("review",), ("review", "approve", "--all"), ("check",), ("build",), ("signals", "import", signals),
        ("report", "--json"), ("signals", "export"), ("suggest", "회원권 환불 며칠 걸리나요", "--json"),
    ):  # fmt: skip
        done = kbgen(*command, "-C", project)
        assert done.code == 0, (command, done.err)
        said += [done.out, done.err]
    everything = squeeze("\n".join(said))
    for path in project.rglob("*"):
        if path.is_file():
            everything += squeeze(path.read_bytes().decode("utf-8", "ignore"))
    for kind, text in PLANTED.items():
        assert squeeze(text) not in everything, kind
    assert list((project / "content" / "faq").glob("*.md")), "a page was made from these conversations"
    assert squeeze("5영업일 이내") in everything


def test_an_error_names_the_place_and_never_the_content(project: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        f"conversation_id,role,text\n1,고객,안녕하세요\n2,{PLANTED['phone']},{PLANTED['mail']}\n", encoding="utf-8"
    )
    done = kbgen("ingest", log, "-C", project)
    assert "log.csv" in done.err
    assert "3" in done.err
    assert PLANTED["phone"] not in done.out + done.err
    assert PLANTED["mail"] not in done.out + done.err
