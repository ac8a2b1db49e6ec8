"""Structured data: what schema.org and search engines ask of FAQPage, HowTo and BreadcrumbList."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as html_of

from kbgen.pages.markdown import escape
from kbgen.site.builder import build
from kbgen.site.markup import tree
from kbgen.site.structured import About, breadcrumbs, faq_page, how_to, script_json, with_step_anchors
from tests.site.site_sample import HOSTILE, NOW, make

URL = "https://help.example.com/faq/x/"
ABOUT = About("배송은 얼마나 걸리나요?", "", URL, "ko")
BARE = About("배송은 얼마나 걸리나요?", "", "", "ko")

# Type → (required properties, all that may stand there); each with what its value is.
VOCABULARY: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "FAQPage": ({"mainEntity": ["Question"]}, {"name": "text", "description": "text", "url": "url", "inLanguage": "text", "dateModified": "time", "expires": "time"}),
    "Question": ({"name": "text", "acceptedAnswer": "Answer"}, {}),
    "Answer": ({"text": "text"}, {"url": "url"}),
    "HowTo": ({"name": "text", "step": ["HowToStep", "HowToSection"]}, {"description": "text", "url": "url", "inLanguage": "text", "dateModified": "time", "expires": "time"}),
    "HowToSection": ({"name": "text", "itemListElement": ["HowToStep"], "position": "number"}, {}),
    "HowToStep": ({"text": "text", "position": "number"}, {"url": "url"}),
    "BreadcrumbList": ({"itemListElement": ["ListItem"]}, {}),
    "ListItem": ({"position": "number", "name": "text", "item": "url"}, {}),
}  # fmt: skip


def faults(data: Any, kinds: list[str], where: str = "$") -> list[str]:
    """Return what schema.org's vocabulary, or what search engines ask for beyond it, finds wrong."""
    if not isinstance(data, dict) or data.get("@type") not in kinds:
        return [f"{where} is none of {kinds}"]
    required, optional = VOCABULARY[data["@type"]]
    found = [f"{where}.{name} is missing" for name in required if name not in data]
    for name, value in data.items():
        if name in ("@type", "@context"):
            continue
        rule, at = (required | optional).get(name), f"{where}.{name}"
        if rule is None:
            found.append(f"{at} is unknown")
        elif isinstance(rule, list):
            good = isinstance(value, list) and value
            found += (
                [f for n, v in enumerate(value) for f in faults(v, rule, f"{at}[{n}]")] if good else [f"{at} is empty"]
            )
            places = [v.get("position", n) for n, v in enumerate(value, 1)]
            found += [] if places == list(range(1, len(places) + 1)) else [f"{at} is out of order"]
        elif rule in VOCABULARY:
            found += faults(value, [rule], at)
        else:
            found += [] if plain_value(rule, value) else [f"{at} is no {rule}"]
    return found


def plain_value(rule: str, value: Any) -> bool:
    if rule == "number":
        return isinstance(value, int) and value > 0
    if rule == "time":
        return datetime.fromisoformat(value).tzinfo is not None
    if rule == "url":
        return re.fullmatch(r"https?://[a-z0-9.]+/[^\s<>\"]*", value) is not None
    return isinstance(value, str) and bool(value.strip())


def valid(data: Any) -> Any:
    assert data["@context"] == "https://schema.org"
    assert faults(data, ["FAQPage", "HowTo", "BreadcrumbList"]) == []
    return data


def body(text: str) -> Any:
    return tree(html_of(text, extensions=["tables", "toc"]))


def test_a_validator_that_can_fail() -> None:
    good = {"@type": "Question", "name": "a?", "acceptedAnswer": {"@type": "Answer", "text": "b"}}
    assert faults(good, ["Question"]) == []
    assert faults({"@type": "FAQPage", "mainEntity": []}, ["FAQPage"]) == ["$.mainEntity is empty"]
    assert faults(good | {"name": " "}, ["Question"]) == ["$.name is no text"]
    assert faults({"@type": "Answer", "text": "b", "url": "x/"}, ["Answer"]) == ["$.url is no url"]
    assert faults({"@type": "Answer", "txt": "b"}, ["Answer"]) == ["$.text is missing", "$.txt is unknown"]


def questions(data: Any) -> list[tuple[str, str]]:
    return [(q["name"], q["acceptedAnswer"]["text"]) for q in data["mainEntity"]]


def test_an_answer_is_its_title_and_the_headings_that_are_questions() -> None:
    text = "# 제목\n\n2~3일 <b>안</b>에 옵니다.\n\n## 제주는요?\n\n- 이틀 더\n- 배\n\n### 배편\n\n매일\n\n## 조회\n\n마이페이지\n"
    assert questions(valid(faq_page(ABOUT, body(text), titled=True))) == [
        ("배송은 얼마나 걸리나요?", "2~3일 안에 옵니다.\n조회\n마이페이지"),
        ("제주는요?", "- 이틀 더\n- 배\n배편\n매일"),
    ]


def test_a_notice_is_asked_by_its_headings_or_else_by_its_title() -> None:
    sale = About("가을 할인", "", URL, "ko")
    asked = body("머리말\n\n## 언제까지인가요?\n\n10월 말\n\n## 언제까지인가요?\n\n또\n\n## 누가 받나요?\n")
    assert questions(valid(faq_page(sale, asked, titled=False))) == [("언제까지인가요?", "10월 말")]
    assert questions(valid(faq_page(sale, body("행사가 있습니다."), titled=False))) == [
        ("가을 할인", "행사가 있습니다.")
    ]
    assert faq_page(sale, body("# 가을 할인\n"), titled=False) is None


def test_steps_have_addresses_that_are_on_the_page() -> None:
    html = html_of("1. 하나\n2. **둘**\n\n    - 안쪽\n\n글\n")
    data = valid(how_to(ABOUT, tree(html)))
    assert [(s["text"], s["url"]) for s in data["step"]] == [
        ("하나", f"{URL}#kb-step-1"),
        ("둘\n- 안쪽", f"{URL}#kb-step-2"),
    ]
    anchored = BeautifulSoup(with_step_anchors(html, tree(html)), "html.parser")
    assert [li.get("id") for li in anchored.select("li")] == ["kb-step-1", "kb-step-2", None]
    assert "url" not in valid(how_to(BARE, tree(html)))["step"][0]


def test_two_lists_under_headings_are_sections() -> None:
    data = valid(how_to(ABOUT, body("## 앱에서\n\n1. 가\n2. 나\n\n## 웹에서\n\n1. 다\n")))
    assert [(s["name"], [t["url"][-9:] for t in s["itemListElement"]]) for s in data["step"]] == [
        ("앱에서", ["kb-step-1", "kb-step-2"]),
        ("웹에서", ["kb-step-3"]),
    ]
    assert how_to(ABOUT, body("- 순서가 없음\n")) is None


def test_breadcrumbs_need_addresses() -> None:
    trail = [("홈", "https://a.example/"), ("배송", "https://a.example/c/1/")]
    assert [item["name"] for item in valid(breadcrumbs(trail))["itemListElement"]] == ["홈", "배송"]
    assert breadcrumbs([("홈", "")]) is None
    assert breadcrumbs([("홈", "https://a.example/"), ("x", "")]) is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_in_a_script_stays_text(text: str) -> None:
    made = script_json({"text": text, "more": f"</script><!--&lt;{text}\u2028"})
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made) == {"text": text, "more": f"</script><!--&lt;{text}\u2028"}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip), min_size=2))
def test_any_text_in_a_page_gives_valid_data(texts: list[str]) -> None:
    text = "\n\n".join([f"## {escape(t)}?\n\n{escape(t)}" for t in texts])
    for about in (ABOUT, BARE):
        assert valid(faq_page(about, body(text), titled=True))
    steps = valid(how_to(ABOUT, body("\n".join(f"1. {escape(t)}" for t in texts))))["step"]
    assert [" ".join(s["text"].split()) for s in steps] == [" ".join(t.split()) for t in texts]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make(tmp_path_factory.mktemp("structured") / "p")
    toml = project / "kbgen.toml"
    toml.write_text(
        toml.read_text("utf-8").replace("[project]\n", '[project]\nurl = "https://help.example.com/kb"\n'), "utf-8"
    )
    return build(project, now=NOW).folder


def data_of(site: Path, url: str) -> dict[str, Any]:
    page = BeautifulSoup((site / url / "index.html").read_text("utf-8"), "html.parser")
    found = [json.loads(s.string) for s in page.select('head script[type="application/ld+json"]')]
    return {valid(data)["@type"]: data for data in found}


def test_every_page_of_a_site_says_what_it_is(site: Path) -> None:
    kinds = {
        str(file.parent.relative_to(site)): [*data_of(site, str(file.parent.relative_to(site)))]
        for file in sorted(site.rglob("index.html"))
    }
    assert {url: found for url, found in kinds.items() if url[:2] not in ("c/", "q/")} == {
        ".": [],
        "faq/delivery-time": ["FAQPage", "BreadcrumbList"],
        "faq/hostile": ["FAQPage", "BreadcrumbList"],
        "faq/refund": ["FAQPage", "BreadcrumbList"],
        "guide/exchange": ["HowTo", "BreadcrumbList"],
        "notices": [],
        "notices/autumn-sale": ["FAQPage", "BreadcrumbList"],
        "notices/payment-down": ["FAQPage", "BreadcrumbList"],
        "notices/summer-sale": ["BreadcrumbList"],
        "odd": ["BreadcrumbList"],
        "store": ["BreadcrumbList"],
    }
    assert {tuple(found) for url, found in kinds.items() if url.startswith("c/")} == {("BreadcrumbList",)}
    assert questions(data_of(site, "faq/hostile")["FAQPage"])[0][0] == HOSTILE
    trail = data_of(site, "guide/exchange")["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in trail] == ["홈", "교환·환불", "상품을 교환하는 방법"]
    for item in trail:
        assert (site / item["item"].removeprefix("https://help.example.com/kb/") / "index.html").is_file()


def test_the_head_speaks_for_the_page(site: Path) -> None:
    page = BeautifulSoup((site / "faq/hostile/index.html").read_text("utf-8"), "html.parser")
    assert page.select_one('meta[property="og:title"]')["content"] == HOSTILE
    sale = BeautifulSoup((site / "notices/autumn-sale/index.html").read_text("utf-8"), "html.parser")
    tags = {m.get("property") or m["name"]: m["content"] for m in sale.select('meta[property], meta[name^="twitter"]')}
    assert tags == {
        "og:type": "article",
        "og:title": "가을맞이 전 상품 20% 할인",
        "og:site_name": "모리상점",
        "og:description": "가을맞이 전 상품 20% 할인 안내",
        "og:url": "https://help.example.com/kb/notices/autumn-sale/",
        "og:locale": "ko_KR",
        "article:published_time": "2026-10-01T00:00:00+09:00",
        "article:modified_time": "2026-10-01T00:00:00+09:00",
        "twitter:card": "summary",
        "twitter:title": "가을맞이 전 상품 20% 할인",
        "twitter:description": "가을맞이 전 상품 20% 할인 안내",
    }
    assert [link["href"] for link in sale.select("link[rel=canonical]")] == [tags["og:url"]]


def test_times_say_their_zone() -> None:
    about = About("a?", "", URL, "ko", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
    assert valid(faq_page(about, body("b"), titled=True))["expires"] == "2026-02-01T00:00:00+00:00"
