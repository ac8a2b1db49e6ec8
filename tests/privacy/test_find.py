"""Finding on whole texts: everything marked is covered, and nothing else is touched."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.privacy import TYPES, Known, find
from tests.limits import ends

HERE = Path(__file__).parent
DEV_SET = HERE.parents[1] / "../shared/data/pii_ko_dev.jsonl"
MARK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def unmark(line: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, done = "", [], 0
    line = line.replace("⏎", "\n")
    for match in MARK.finditer(line):
        text += line[done : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        done = match.end()
    return text + line[done:], spans


MARKED = [line for line in (HERE / "marked.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("line", MARKED)
def test_marked_texts(line):
    text, wanted = unmark(line)
    found = find(text)
    covered = {i for s in found for i in range(s.start, s.end)}
    marked = {i for start, end in wanted for i in range(start, end)}
    for start, end in wanted:
        assert all(i in covered or not text[i].isalnum() for i in range(start, end)), text[start:end]
    for span in found:
        assert marked & set(range(span.start, span.end)), (span, text[span.start : span.end])


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("연락처 ０１０－１２３４－５６７８ 입니다", "０１０－１２３４－５６７８", "phone"),
        ("번호는 공일공 이이삼삼 사사오오예요", "공일공 이이삼삼 사사오오", "phone"),
        ("<b>010</b>-<b>1234</b>-<b>5678</b>", "010</b>-<b>1234</b>-<b>5678", "phone"),
        ("전화 010&nbsp;1234&nbsp;5678", "010&nbsp;1234&nbsp;5678", "phone"),
        ("0\u200b1\u200b0-1234-5678", "0\u200b1\u200b0-1234-5678", "phone"),
        ('<a href="tel:010-1234-5678">전화</a>', "010-1234-5678", "phone"),
        ("메일은 abc.d 골뱅이 example 점 com", "abc.d 골뱅이 example 점 com", "email"),
        ("https://x.example/r?m=abc%40example.com", "abc%40example.com", "email"),
        ("남편은 880214-1로 시작해요", "880214-1", "rrn"),
        ("카드는 9409 1203 4471 88** 입니다", "9409 1203 4471 88**", "card"),
        ("국민은행 402801-04-117733 로 주세요", "402801-04-117733", "account"),
        ("송장 643 0918 2275 입니다", "643 0918 2275", "tracking"),
        ("주문 MR-20260602-00877 건", "MR-20260602-00877", "order"),
        ("생일은 1987년 7월 12일입니다", "1987년 7월 12일", "birthdate"),
        ("통관부호 P123456789012", "P123456789012", "customs_id"),
        ("여권 M12345678 이에요", "M12345678", "passport"),
        ("사업자번호 217-00-08841", "217-00-08841", "business_no"),
        ("인스타 @some.one_ 에 올렸어요", "@some.one_", "sns_id"),
        ("제 카톡 some_one12", "some_one12", "kakao_id"),
        ("청주시 흥덕구 가로수뜰길 7, 502동 1101호 삽니다", "청주시 흥덕구 가로수뜰길 7, 502동 1101호", "address"),
        ("접속 IP 203.0.113.9 제 것이 아니에요", "203.0.113.9", "ip"),
    ],
)
def test_offsets_and_types(text, value, kind):
    assert [(text[s.start : s.end], s.type) for s in find(text)] == [(value, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "52,000원에서 48,900원으로 6/16부터 9월 15일까지, 2026.08.14~2026.09.30",
        "고객센터 1588-1234, 080-123-4567, 평일 09:00~18:00, 1-800-555-0199",
        "쿠폰 SUMMER20을 [마이 > 주문배송 > 주문상세]에서 쓰세요. 앱 3.8.0 이상",
        "고객님, 담당자 연결 후 기사님이 방문하십니다. 사장님 선생님 모두 안녕하세요",
        "공유기 192.168.0.1 접속, 바코드 8801234567893, 모델 SM-S928N",
        "환불 계좌로 1~2영업일, 앱으로 3번, 바로 2개, 자동 1-2회",
        "상담사 이서연입니다. 무엇을 도와드릴까요?",
        "본사: 서울 중구 세종대로 110",
        "Hello, this is Karen from Acme Support. Orders ship in 3-5 business days.",
    ],
)
def test_facts_survive(text):
    assert find(text) == ()


def test_a_name_found_once_is_found_everywhere():
    text = "예금주 봉나린 맞죠? 아까 봉나린이 말했는데 나린님이라고 불러요"
    assert [text[s.start : s.end] for s in find(text)] == ["봉나린", "봉나린", "나린"]


def test_known_names_are_found_and_staff_is_not():
    text = "토끼풀 회원 주문, Will Baker ordered. 김하늘님과 하늘 님이 상담했어요"
    known = Known(names=("Will Baker", "토끼풀"), staff=("김하늘",))
    assert [text[s.start : s.end] for s in find(text, known)] == ["토끼풀", "Will Baker"]


def test_allowed_strings_stay_whatever_their_dashes():
    text = "대표번호 02 555 0101, 직통 02-555-0102"
    assert [text[s.start : s.end] for s in find(text, allow=("02-555-0101",))] == ["02-555-0102"]


ALPHABET = st.sampled_from(
    "0123456789-. ()@#*/\n가김이서연님씨은로길동호공일삼AaZ<b>&;%4nbsp:,_+\u200bｅ０\u1100\u1161\ud800ㅋ"
)


@given(st.text(st.one_of(ALPHABET, st.characters()), max_size=200))
def test_spans_are_sorted_apart_and_inside(text):
    end = 0
    for span in find(text):
        assert end <= span.start < span.end <= len(text)
        assert span.type in TYPES
        end = span.end


@pytest.mark.parametrize(
    "seed",
    [
        "1 ",
        "010-",
        "가로1길",
        "김가나 ",
        "a@",
        "a@a.",
        "<b ",
        "&#1",
        "%41",
        "일이",
        "\n",
        "\t\n ",
        "A-",
        "Aa ",
        "(",
        "1*",
        "국민은행 1",
        "가동 1-",
        "12 Main ",
        "골뱅이 ",
    ],
)
def test_hostile_texts_are_read(seed):
    text = (seed * 15_000)[:15_000]
    with ends():
        find(text)


def test_the_development_set():
    if not DEV_SET.exists():
        pytest.skip("the measuring set is not beside this repository")
    found = missed = core_missed = said = right = 0
    core = {"PHONE", "RRN", "FRN", "CARD", "ACCOUNT", "EMAIL", "PASSPORT", "DRIVER", "BRN"}
    for row in map(json.loads, DEV_SET.read_text(encoding="utf-8").splitlines()):
        text, spans = row["text"], find(row["text"])
        covered = {i for s in spans for i in range(s.start, s.end)}
        marked = {i for s in row["spans"] for i in range(s["start"], s["end"])}
        for span in row["spans"]:
            whole = all(i in covered or not text[i].isalnum() for i in range(span["start"], span["end"]))
            found, missed = found + whole, missed + (not whole)
            core_missed += not whole and span["type"] in core
        said += len(spans)
        right += sum(bool(marked & set(range(s.start, s.end))) for s in spans)
    assert found / (found + missed) >= 0.95
    assert core_missed == 0
    assert right / said >= 0.96
