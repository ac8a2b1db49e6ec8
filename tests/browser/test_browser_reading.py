"""How a page is read: accessible, copied, printed, out of date, heavy, under a strict policy."""

import gzip
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kbgen.site.builder import build
from tests.browser.browser_site import Site
from tests.site.site_sample import NOW, make, page
from tests.site.site_sample import PAGES as SAMPLE

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "faq": "faq/refund/",
    "table": "faq/delivery-time/",
    "guide": "guide/exchange/",
    "promotion": "notices/autumn-sale/",
    "over": "notices/summer-sale/",
    "incident": "notices/payment-down/",
    "notices": "notices/",
    "404": "404.html",
}
AXE = """() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((found) =>
  found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, `${target}`, failureSummary]))
)"""
DURING = "2026-10-10T12:00:00+09:00"
AFTER = "2026-11-02T12:00:00+09:00"


def violations(tab: Any) -> list[Any]:
    """Return what axe-core finds against WCAG 2.2 A and AA in the page as it is now."""
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python brings axe-core")
    tab.wait_for_timeout(300)  # colours that are still fading have no contrast yet
    tab.evaluate(resources.files(axe).joinpath("axe.min.js").read_text("utf-8"))
    return tab.evaluate(AXE)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_to_all(tab, site: Site, scheme, width):
    tab.clock.set_fixed_time(DURING)
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 800})
    for name, url in PAGES.items():
        tab.goto(f"{site.url}{url}?agent")
        if name == "faq":
            tab.click("text=아니요")
        assert violations(tab) == [], name


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_is_accessible_to_all(tab, site: Site, scheme, width):
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 800})
    for query in ("환불", "법인카드 세금계산서"):
        tab.goto(site.url)
        tab.click("[data-kb-search]")
        tab.keyboard.insert_text(query)
        tab.locator(".md-search-result__item").first.wait_for()
        tab.wait_for_timeout(300)
        assert violations(tab) == [], query
    assert tab.get_attribute(".md-search", "aria-label") == "검색"
    site.signals.clear()


def copied(tab: Any) -> str:
    return tab.evaluate("navigator.clipboard.readText()")


def test_the_link_is_copied_and_for_agents_the_reply(tab, site: Site):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url.rstrip("/"))
    tab.goto(f"{site.url}faq/refund/#top")
    assert not tab.is_visible("text=답변 복사")
    tab.click("text=링크 복사")
    tab.wait_for_selector(".kb-copies [role=status]:text('복사했어요')")
    assert copied(tab) == f"{site.url}faq/refund/"
    tab.goto(f"{site.url}faq/refund/?agent")
    tab.click("text=답변 복사")
    tab.wait_for_selector(".kb-copies [role=status]:text('복사했어요')")
    answer = "반품 상품이 도착하고 3일 안에 결제하신 수단으로 돌려드립니다."
    assert copied(tab) == f"{answer}\n자세한 안내: {site.url}faq/refund/"
    tab.goto(f"{site.url}faq/delivery-time/")
    assert tab.is_visible("text=답변 복사")


def test_copying_without_a_clipboard(tab, site: Site):
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.goto(f"{site.url}faq/hostile/?agent")
    tab.evaluate("document.addEventListener('copy', () => { window.took = getSelection().toString() })")
    tab.click("text=답변 복사")
    tab.wait_for_selector(".kb-copies [role=status]:text('복사했어요')")
    assert tab.evaluate("document.activeElement.dataset.kbCopy") == "reply"
    assert tab.locator("textarea.kb-copies__text").count() == 0


def test_without_javascript_nothing_waits_to_be_copied(chromium, site: Site):
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site.url}faq/refund/?agent")
    assert not tab.is_visible(".kb-copies")
    assert tab.is_visible(".kb-lead")
    context.close()


def test_what_is_over_by_the_readers_clock_goes(tab, site: Site, over: str):
    tab.clock.set_fixed_time(DURING)
    tab.goto(f"{over}faq/refund/")
    assert tab.inner_text(".kb-announce") == "안내 결제 장애"
    tab.goto(over)
    assert tab.is_visible(".kb-banner")
    assert tab.is_visible("text=지금 진행 중")
    tab.goto(f"{over}notices/sale/")
    assert tab.is_visible("article >> text=진행 중")
    assert not tab.is_visible(".kb-over")
    tab.clock.set_fixed_time(AFTER)
    tab.goto(f"{over}faq/refund/")
    assert not tab.is_visible(".md-banner")
    tab.goto(over)
    assert not tab.is_visible(".kb-banner")
    assert not tab.is_visible("text=지금 진행 중")
    tab.goto(f"{over}notices/sale/")
    assert tab.inner_text(".kb-over strong") == "끝난 행사예요"
    assert not tab.is_visible("article .kb-status")


def test_it_goes_while_the_page_is_open(tab, site: Site, over: str):
    tab.clock.install(time="2026-10-11T23:59:00+09:00")
    tab.goto(f"{over}faq/refund/")
    assert tab.is_visible(".kb-announce")
    tab.clock.run_for(61_000)
    assert not tab.is_visible(".md-banner")


@pytest.fixture
def over(folder: Path, site: Site) -> str:
    """The address of a site whose notices end on 11 October; it stands in a folder of the served one."""
    goal = folder / "over"
    if not goal.exists():
        ends = {"publish_at": "2026-10-01T00:00:00+09:00", "expire_at": "2026-10-12T00:00:00+09:00"}

        pages = {
            "faq/refund.md": SAMPLE["faq/refund.md"],
            "notices/sale.md": page("할인", kind="promo", **ends),
            "notices/down.md": page("결제 장애", kind="incident", **ends),
        }
        made = build(make(folder.parent / "over-project", pages), now=NOW).folder
        made.rename(goal)
    return f"{site.url}over/"


def test_printed_on_paper(tab, site: Site):
    tab.goto(f"{site.url}store/")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    for unseen in (".md-header", ".md-sidebar", ".kb-vote", ".md-banner", ".kb-copies", ".kb-related", ".md-footer"):
        assert not tab.is_visible(f"{unseen} >> nth=0"), unseen
    printed = tab.evaluate(
        "[...document.querySelectorAll('article a')].map(a => getComputedStyle(a, '::after').content)"
    )
    assert f'" ({site.url}faq/delivery-time/)"' in printed
    assert '" (https://example.com/contact)"' in printed
    assert "none" in printed  # a phone number is its own address


def test_korean_words_stay_whole(tab, site: Site):
    tab.goto(f"{site.url}faq/refund/")
    styles = "(({ wordBreak, overflowWrap, lineHeight, fontSize }) => [wordBreak, overflowWrap, lineHeight, fontSize])"
    for place in (".kb-lead", "h1", ".kb-list__title", ".kb-vote h2"):
        word_break, wrap, *_ = tab.evaluate(f"{styles}(getComputedStyle(document.querySelector('{place}')))")
        assert (word_break, wrap) == ("keep-all", "anywhere"), place
    *_, height, size = tab.evaluate(f"{styles}(getComputedStyle(document.querySelector('.kb-lead')))")
    assert float(height[:-2]) / float(size[:-2]) >= 1.6


def test_a_step_has_an_address_that_can_be_seen(tab, site: Site):
    tab.goto(f"{site.url}guide/exchange/")
    link = tab.locator("#kb-step-2 .headerlink")
    assert link.get_attribute("aria-label") == "2단계의 주소"
    link.focus()
    tab.wait_for_function("getComputedStyle(document.activeElement).opacity === '1'")
    link.press("Enter")
    assert tab.url.endswith("guide/exchange/#kb-step-2")
    assert tab.evaluate("document.querySelector(':target').textContent").startswith("교환할 상품")


def test_contents_stand_once(tab, site: Site):
    """Beside the page where there is room, above it where there is none."""
    tab.goto(f"{site.url}faq/delivery-time/")
    assert not tab.is_visible(".kb-contents")
    assert tab.is_visible(".md-sidebar--secondary >> text=배송 조회")
    tab.set_viewport_size({"width": 390, "height": 800})
    assert not tab.is_visible(".md-sidebar--secondary")
    tab.click(".kb-contents >> text=배송 조회")
    assert tab.evaluate("decodeURI(location.hash)") == "#배송-조회"


def test_a_policy_without_inline_scripts_of_ours(tab, site: Site, folder: Path):
    """Only Material's own scripts are inline; they are known by their hashes. No style is inline at all."""
    policy = re.search(r"Content-Security-Policy: (.*)", (folder / "_headers").read_text("utf-8"))[1]
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    strict = policy.replace("style-src 'self' 'unsafe-inline'", "style-src 'self'")

    def answer(route: Any) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | {"content-security-policy": strict})

    tab.route(lambda url: url.startswith(site.url) and not url.endswith((".js", ".css", ".json")), answer)
    for url in PAGES.values():
        tab.goto(f"{site.url}{url}?agent")  # what the policy refuses is told on the console, which the tab forbids
    tab.goto(f"{site.url}faq/refund/")
    tab.click("text=네")
    tab.wait_for_selector("text=고맙습니다")
    site.signals.clear()


@pytest.mark.parametrize("url", ["", "faq/refund/"])
def test_a_page_is_light_and_quick(tab, site: Site, folder: Path, url):
    """At most 250 KB compressed without the search's index, and shown within a second on a slow line."""
    loaded: list[str] = []
    tab.on("request", lambda request: loaded.append(request.url))
    line = tab.context.new_cdp_session(tab)
    line.send("Network.enable")
    speed = {"downloadThroughput": 6_400_000 / 8, "uploadThroughput": 1_600_000 / 8}  # bytes a second
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": 40, **speed})
    tab.goto(f"{site.url}{url}")
    tab.wait_for_load_state("networkidle")
    tab.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    painted = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    names = {re.sub(r"[?#].*", "", one.removeprefix(site.url)) for one in loaded if one.startswith(site.url)}
    files = {name: folder / (name if name and not name.endswith("/") else f"{name}index.html") for name in names}
    weights = {
        name: len(gzip.compress(file.read_bytes(), 6, mtime=0))
        for name, file in files.items()
        if not name.startswith("search/") and "search-worker." not in name
    }
    assert sum(weights.values()) <= 250_000, weights
    assert painted <= 1000, painted
