"""What a reader does: finds a page by their own words, votes, is offline, has no JavaScript, has a phone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.browser_site import Site

pytestmark = pytest.mark.browser

VOTE = {"event": "vote", "page": "content/faq/refund.md", "reason": None, "comment": None}


def soon(tab: Any, fact: Callable[[], object], seconds: float = 5) -> None:
    """Wait until `fact` holds, letting the browser work."""
    for _ in range(int(seconds * 20)):
        if fact():
            return
        tab.wait_for_timeout(50)
    raise AssertionError("it did not come")


def focus_by_tab(tab: Any, selector: str) -> None:
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with the keyboard")


def test_a_vote_with_the_keyboard(tab, site: Site):
    tab.goto(f"{site.url}faq/refund/")
    focus_by_tab(tab, "[data-kb-value=up]")
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    soon(tab, lambda: site.signals)
    assert site.signals == [VOTE | {"value": "up"}]
    assert tab.inner_text("[role=status]:focus") == "고맙습니다. 보내 주신 의견으로 글을 고쳐 나갈게요."
    tab.reload()
    assert tab.inner_text(".kb-vote [role=status]") == "이 글에 의견을 주셨어요. 고맙습니다."
    assert not tab.is_visible("[data-kb-value=up]")
    assert len(site.signals) == 1


def test_a_vote_that_says_why(tab, site: Site):
    tab.goto(f"{site.url}faq/refund/")
    tab.click("text=아니요")
    assert tab.evaluate("document.activeElement.name") == "reason"
    assert "개인정보" in tab.inner_text("#kb-comment-note")
    tab.check("text=예전 내용이에요")
    tab.fill("textarea", "  이제 5일 걸려요 ")
    tab.click("text=보내기")
    soon(tab, lambda: site.signals)
    assert site.signals == [VOTE | {"value": "down", "reason": "outdated", "comment": "이제 5일 걸려요"}]


def test_a_vote_without_a_reason(tab, site: Site):
    tab.goto(f"{site.url}faq/refund/")
    tab.click("text=아니요")
    tab.click("text=건너뛰기")
    soon(tab, lambda: site.signals)
    assert site.signals == [VOTE | {"value": "down"}]


def test_a_no_counts_when_the_reader_leaves_before_sending(tab, site: Site):
    tab.goto(f"{site.url}faq/refund/")
    tab.click("text=아니요")
    tab.check("text=내용이 틀려요")
    tab.goto(f"{site.url}faq/delivery-time/")
    soon(tab, lambda: site.signals)
    assert site.signals == [VOTE | {"value": "down", "reason": "wrong"}]


def test_a_vote_given_offline_is_sent_later(tab, site: Site):
    tab.goto(f"{site.url}faq/refund/")
    tab.route("**/api/signals", lambda route: route.abort("internetdisconnected"))
    site.status = 0  # Chromium may say on the console that the request failed
    tab.click("text=네")
    # The thanks come before the request has failed; the network must not be back until then.
    tab.wait_for_function("Object.entries(localStorage).some(([k, v]) => k.endsWith('votes') && v.includes('refund'))")
    tab.unroute("**/api/signals")
    site.status = 204
    tab.goto(f"{site.url}faq/delivery-time/")
    soon(tab, lambda: site.signals)
    (signal,) = site.signals
    assert signal.pop("at").endswith("Z")
    assert signal == VOTE | {"value": "up"}
    tab.reload()
    tab.wait_for_timeout(300)
    assert len(site.signals) == 1
    site.status = 0


@pytest.mark.parametrize("status", [404, 503])
def test_a_host_without_our_server_is_no_trouble_to_the_reader(tab, site: Site, status):
    site.status = status
    tab.goto(f"{site.url}faq/refund/")
    tab.click("text=네")
    tab.wait_for_selector("text=고맙습니다")
    kept = "JSON.parse(localStorage['kbgen:/:votes'] || '[]').map(v => v.tries)"
    soon(tab, lambda: tab.evaluate(kept) == [0])
    for tries in range(1, 10):
        tab.goto(f"{site.url}notices/")
        soon(tab, lambda tries=tries: tab.evaluate(kept) == [tries])
    tab.goto(f"{site.url}notices/")
    soon(tab, lambda: tab.evaluate(kept) == [])


def test_a_refused_vote_is_not_sent_again(tab, site: Site):
    site.status = 422
    tab.goto(f"{site.url}faq/refund/")
    with tab.expect_response("**/api/signals"):
        tab.click("text=네")
    tab.wait_for_timeout(100)
    assert tab.evaluate("localStorage['kbgen:/:votes']") is None


def test_a_search_in_the_customers_own_words(tab, site: Site):
    tab.goto(site.url)
    tab.click("[data-kb-search]")
    tab.keyboard.insert_text("택배")  # as an input method does
    tab.keyboard.press("Space")
    tab.keyboard.insert_text("언제")
    tab.keyboard.press("Space")
    tab.keyboard.insert_text("와요")
    first = tab.locator(".md-search-result__item").first
    first.get_by_text("배송은 얼마나 걸리나요?").wait_for()
    assert "택배 언제 와요" not in tab.inner_text(".md-search-result")
    soon(tab, lambda: site.signals)
    assert site.signals == [{"event": "search", "query": "택배 언제 와요", "results": 1, "clicked": None}]
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/faq/delivery-time/*")
    assert len(site.signals) == 1


def test_a_result_that_is_opened(tab, site: Site):
    tab.goto(f"{site.url}faq/refund/")
    tab.keyboard.press("/")
    tab.keyboard.insert_text("상품 교환")
    with tab.expect_navigation():
        tab.click(".md-search-result__link:has-text('상품을 교환하는 방법')")
    soon(tab, lambda: site.signals)
    (signal,) = site.signals
    assert (signal["clicked"], signal["results"] >= 1) == ("content/guide/exchange.md", True)


def test_a_search_that_no_page_answers(tab, site: Site):
    """Syllables of the words stand in some page, but no page holds most of them."""
    tab.goto(site.url)
    tab.click("[data-kb-search]")
    tab.keyboard.insert_text("법인카드 세금계산서")
    tab.wait_for_selector(".md-search-result__item")
    soon(tab, lambda: site.signals)
    assert site.signals == [{"event": "search", "query": "법인카드 세금계산서", "results": 0, "clicked": None}]


def test_hostile_words_stay_words(tab, site: Site):
    for url in ("", "faq/hostile/", "notices/"):
        tab.goto(f"{site.url}{url}")
    tab.keyboard.press("/")
    tab.keyboard.insert_text("alert script onerror")
    tab.wait_for_selector(".md-search-result__item")
    assert tab.locator("img[src=x]").count() == 0
    site.signals.clear()


def test_without_javascript_there_are_pages_and_no_dead_buttons(chromium, site: Site):
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site.url)
    assert not tab.is_visible("[data-kb-search]")
    tab.click("article >> text=환불은 언제 되나요?")
    assert tab.is_visible("text=결제하신 수단으로")
    assert not tab.is_visible(".kb-vote")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone(tab, site: Site, scheme):
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": 390, "height": 844})
    for url in ("", "faq/delivery-time/", "faq/hostile/", "notices/", "guide/exchange/"):
        tab.goto(f"{site.url}{url}")
        assert tab.evaluate("document.documentElement.scrollWidth") == 390, url
        assert tab.get_attribute("body", "data-md-color-scheme") == {"light": "default", "dark": "slate"}[scheme]
    tab.click("label.md-header__button[for=__search]")
    tab.keyboard.insert_text("환불")
    tab.locator(".md-search-result__item").first.wait_for()
    assert tab.locator(".md-search__inner").bounding_box()["width"] == pytest.approx(390)
