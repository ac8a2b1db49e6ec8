"""What the search index is given at build time, and where the worker is named."""

import json

from kbgen.site.contact import ContactLink
from kbgen.site.search import MOST_PAGES, Plan, add_words, no_answer, with_worker


def index(*docs: dict) -> str:
    return json.dumps({"config": {"lang": ["en"]}, "docs": list(docs)})


def doc(location: str, title: str = "", text: str = "") -> dict:
    return {"location": location, "title": title, "text": text}


def test_sections_get_their_terms():
    made = json.loads(
        add_words(
            index(
                doc("faq/a/", "환불은 <code>언제</code> 되나요?", "<p>반품 상품이 도착하면 돌려드립니다.</p>"),
                doc("faq/a/#b", "Delivery &amp; returns", "<p>글</p><p hidden>택배 기사님 · 도착 시간</p>"),
            ),
            Plan(),
        )
    )
    (title, said, text), second = [section["terms"] for section in made["docs"]]
    assert (title.split()[0], said) == ("환불", "")
    assert {"반품", "상품", "도착"} <= set(text.split())
    assert second == ["deliveri return", "택배 기사|도착 시간", "글"]
    kbgen = made["config"]["kbgen"]
    assert (kbgen["pairs"], kbgen["synonyms"], kbgen["help"]) == (True, {}, None)
    assert kbgen["lexicon"]["은"] == ""
    assert "환불" not in kbgen["lexicon"]


def test_what_a_page_is_marked_with_stands_in_all_its_sections():
    plan = Plan(marks={"a/": {"ended": "종료"}, "b/": {"helped": 0.5}})
    made = json.loads(add_words(index(doc("a/"), doc("a/#x"), doc("b/"), doc("c/")), plan))
    assert [{k: d[k] for k in ("ended", "helped") if k in d} for d in made["docs"]] == [
        {"ended": "종료"},
        {"ended": "종료"},
        {"helped": 0.5},
        {},
    ]


def test_synonyms_become_one_form():
    plan = Plan(synonyms={"환불": ["반환", "결제 금액 반납"], "배송": ["택배"]})
    made = json.loads(add_words(index(doc("a/", "택배 반환", "<p>결제 금액 반납, 결제</p>")), plan))
    assert made["docs"][0]["terms"] == ["배송 환불", "", "환불 결제"]
    assert made["docs"][0]["title"] == "택배 반환"
    assert made["config"]["kbgen"]["synonyms"] == {"결제 금액 반납": "환불", "반환": "환불", "택배": "배송"}


def test_a_large_site_is_searched_by_page():
    docs = [doc(f"p{n}/", f"글 {n}", "<p>앞</p>") for n in range(MOST_PAGES + 1)]
    made = json.loads(add_words(index(*docs, doc("p7/#x", "절", "<p>뒤</p>")), Plan()))
    assert len(made["docs"]) == MOST_PAGES + 1
    assert made["docs"][7]["text"] == "<p>앞</p><p>절</p><p>뒤</p>"
    assert made["config"]["kbgen"]["pairs"] is False


def test_the_same_bytes():
    given = index(doc("a/", "환불", "<p>반품</p>"), doc("b/", "배송"))
    plan = Plan(synonyms={"환불": ["반환", "반품"]})
    assert add_words(given, plan) == add_words(given, Plan(synonyms={"환불": ["반품", "반환"]}))


def test_where_to_ask():
    links = [ContactLink("https://example.com/", ""), ContactLink("tel:1588-0000", "1588-0000")]
    assert no_answer("없어요", links, "문의하기") == {
        "text": "없어요",
        "contact": [
            {"href": "https://example.com/", "label": "문의하기"},
            {"href": "tel:1588-0000", "label": "1588-0000"},
        ],
    }


CONFIG = '<script id="__config" type="application/json">{}</script>'


def test_the_worker_is_named_in_materials_configuration():
    given = CONFIG.format(
        '{"base": ".", "search": "../assets/javascripts/workers/search.a7633da7.min.js", "t": "\\u003c"}'
    )
    assert with_worker(f"<a>{given}<b>", "../w.js") == (
        "<a>" + CONFIG.format('{"base": ".", "search": "../w.js", "t": "\\u003c"}') + "<b>"
    )


def test_a_page_that_is_not_as_we_know_it_keeps_its_own_search():
    for page in (
        "",
        CONFIG.format("{"),
        CONFIG.format("[]"),
        CONFIG.format('{"base": "."}'),
        CONFIG.format('{"search": "assets/own-worker.js"}'),
        CONFIG.format('{"search": null}'),
    ):
        assert with_worker(page, "w.js") == page
