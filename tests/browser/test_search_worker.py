"""Searching as readers type: particles, joined words, initials, the wrong layout, typos, half a word, links, nothing."""

from typing import Any

import pytest

from tests.browser.browser_site import Site

pytestmark = pytest.mark.browser

DELIVERY = "배송은 얼마나 걸리나요?"
REFUND = "환불은 언제 되나요?"
EXCHANGE = "상품을 교환하는 방법"
ITEM = ".md-search-result__item"


def type_text(tab: Any, text: str) -> None:
    """Type as a reader does: Latin letters key by key, Hangul as an input method commits it."""
    for char in text:
        if char.isascii():
            tab.keyboard.press("Space" if char == " " else char)
        else:
            tab.keyboard.insert_text(char)


def search(tab: Any, site: Site, text: str) -> list[str]:
    """Search from the home page, and return the titles found, best first."""
    tab.goto(site.url)
    tab.keyboard.press("/")
    tab.wait_for_function(
        "document.querySelector('.md-search-result__meta').textContent.trim() === '검색어를 입력하세요'"
    )
    type_text(tab, text)
    tab.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('문서')")
    tab.wait_for_timeout(100)
    site.signals.clear()
    return [" ".join(title.split()) for title in tab.locator(f"{ITEM} h1").all_inner_texts()]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("환불은 언제쯤 되는지 궁금해요", REFUND),
        ("배송에서", DELIVERY),
        ("교환하려면", EXCHANGE),
        ("상품교환방법", EXCHANGE),
        ("ㅌㅂ", DELIVERY),
        ("ㄱㅎ ㅂㅂ", EXCHANGE),
        ("ghksqnf", REFUND),
        ("ryghks qkdqjq", EXCHANGE),
        ("횐불", REFUND),
        ("환부", REFUND),
        ("돈 돌려받기", REFUND),
        ("택배", DELIVERY),
    ],
    ids=str,
)
def test_the_first_result(tab, site: Site, typed, first):
    assert search(tab, site, typed)[0] == first


def test_the_worker_is_ours(tab, site: Site):
    tab.goto(site.url)
    workers = tab.evaluate("JSON.parse(document.getElementById('__config').textContent).search")
    assert workers.startswith("assets/search-worker.")
    with tab.expect_worker() as started:
        tab.goto(f"{site.url}faq/refund/")
    assert started.value.url.startswith(f"{site.url}assets/search-worker.")


def test_a_link_to_a_search(tab, site: Site):
    tab.goto(f"{site.url}faq/refund/?q=상품교환은")
    tab.locator(f"{ITEM} h1").first.wait_for()
    assert tab.locator(f"{ITEM} h1").first.inner_text() == EXCHANGE


def test_what_was_typed_is_marked_and_opened_with_the_keyboard(tab, site: Site):
    assert search(tab, site, "송장 번호")[0] == DELIVERY
    marks = tab.locator(f"{ITEM} mark:visible").all_inner_texts()
    assert {"송장", "번호"} <= set(marks)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/faq/delivery-time/**")


def test_what_is_over_comes_last_and_says_so(tab, site: Site):
    titles = search(tab, site, "행사 쿠폰 상품 할인")
    assert titles[-1] == "종료 여름 휴가 쿠폰"
    assert titles[0] == "가을맞이 전 상품 20% 할인"


def test_no_answer_shows_the_nearest_and_a_way_to_ask(tab, site: Site):
    search(tab, site, "법인카드 세금계산서")
    tab.locator(".kb-search-help").wait_for()
    assert "찾지 못했어요" in tab.inner_text(".kb-search-help")
    links = [link.get_attribute("href") for link in tab.locator(".kb-search-help a").all()]
    assert links == ["https://example.com/contact", "tel:1588-0000"]
    tab.keyboard.press("Control+A")
    type_text(tab, "환불")
    tab.locator(f"{ITEM} h1", has_text=REFUND).first.wait_for()
    tab.wait_for_function("!document.querySelector('.kb-search-help')")


def test_nothing_at_all(tab, site: Site):
    tab.goto(f"{site.url}?q=qqqzzz")
    tab.wait_for_selector(".kb-search-help")
    assert tab.locator(ITEM).count() == 0
    assert "일치하는 문서가 없습니다" in tab.inner_text(".md-search-result__meta >> nth=0")
    site.signals.clear()


@pytest.mark.parametrize("typed", ["ㅎㅂ", "ghksqnf", "횐불"])
def test_a_search_that_was_understood_is_no_gap(tab, site: Site, typed):
    tab.goto(site.url)
    tab.keyboard.press("/")
    type_text(tab, typed)
    with tab.expect_request("**/api/signals"):
        pass
    tab.wait_for_timeout(100)
    (signal,) = site.signals
    assert (signal["query"], signal["results"] >= 1) == (typed, True)


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=alert(1)>", "__proto__ constructor", "( [ \\ * + ?", "환불" * 2000]
)
def test_hostile_queries(tab, site: Site, typed):
    tab.goto(site.url)
    tab.keyboard.press("/")
    tab.keyboard.insert_text(typed)
    tab.wait_for_timeout(400)
    assert tab.locator("img[src=x]").count() == 0
    assert not tab.locator(".md-search-result__meta").first.inner_text().startswith("검색 초기화")
    site.signals.clear()


def test_a_strict_policy_is_enough_for_the_worker(tab, site: Site):
    """Chromium applies the policy of the worker's own response to it."""

    def strict(route: Any) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | {"content-security-policy": "default-src 'none'"})

    tab.route("**/assets/search-worker.*.js", strict)
    assert search(tab, site, "ghksqnf")[0] == REFUND
