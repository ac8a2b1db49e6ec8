"""The built site as data: the sample project is built once, and looked at from all sides."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from kbgen.errors import KbgenError
from kbgen.site.builder import build
from kbgen.site.scaffold import scaffold
from tests.site.site_sample import HOSTILE, NOW, PAGES, evidence, make, page


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make(tmp_path_factory.mktemp("site") / "project")
    report = build(project, now=NOW)
    assert (report.pages, report.warnings, report.folder) == (9, (), project / "site")
    return project


def soup(project: Path, url: str) -> BeautifulSoup:
    return BeautifulSoup((project / "site" / url / "index.html").read_text("utf-8"), "html.parser")


def texts(node: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in node.select(selector)]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_is_not_to_be_seen_is_nowhere(project):
    built = tree(project / "site")
    assert sorted(
        p for p in built if p.endswith("index.html") and p.startswith(("faq", "guide", "notices", "store"))
    ) == [
        "faq/delivery-time/index.html",
        "faq/hostile/index.html",
        "faq/refund/index.html",
        "guide/exchange/index.html",
        "notices/autumn-sale/index.html",
        "notices/index.html",
        "notices/payment-down/index.html",
        "notices/summer-sale/index.html",
        "store/index.html",
    ]
    for secret in ("비밀", "secret-sale", "초안", "unreviewed", "보관 본문", "retired"):
        assert [p for p, data in built.items() if secret.encode() in data] == [], secret


def test_home(project):
    home = soup(project, ".")
    assert texts(home, "title") == ["모리상점"]
    assert texts(home, ".kb-hero__name, .kb-hero h1") == ["모리상점", "무엇을 도와드릴까요?"]
    assert texts(home, ".kb-banner__title") == ["카드 결제가 되지 않는 문제를 고치고 있어요"]
    assert texts(home, ".kb-card--promo") == [
        "진행 중 2026년 10월 1일 – 2026년 10월 31일 가을맞이 전 상품 20% 할인 가을맞이 전 상품 20% 할인 안내"
    ]
    asked = ["배송은 얼마나 걸리나요?", "환불은 언제 되나요?", "상품을 교환하는 방법", HOSTILE]
    assert texts(home, ".kb-list:not(.kb-recent) .kb-list__title") == asked
    assert texts(home, ".kb-recent .kb-list__item") == [f"{title} 2026년 10월 3일" for title in asked]
    assert texts(home, ".kb-section h2") == ["지금 진행 중", "많이 찾는 질문", "최근에 새로워진 글", "주제별로 찾기"]
    assert texts(home, ".kb-cards .kb-card")[:2] == [
        "교환·환불 환불은 언제 되나요? 글 2개",
        "배송 배송은 얼마나 걸리나요? 글 1개",
    ]
    assert [a["href"] for a in home.select(".kb-contact a")] == ["https://example.com/contact", "tel:1588-0000"]
    assert home.select(".md-sidebar:not([hidden])") == []


def lost_links(site: Path) -> list[tuple[str, str]]:
    """Return the links inside the site that lead nowhere; those of 404.html start at the server's root."""
    lost = []
    for file in sorted(site.rglob("*.html")):
        for link in BeautifulSoup(file.read_text("utf-8"), "html.parser").select("[href], [src]"):
            url = (link.get("href") or link.get("src")).partition("#")[0]
            goal = (site / url[1:] if url.startswith("/") else file.parent / url).resolve()
            there = goal.is_relative_to(site) and (goal.is_file() or (goal / "index.html").is_file())
            if url and not re.match(r"[a-z]+:", url) and not there:
                lost.append((str(file), url))
    return lost


def test_every_link_inside_the_site_leads_somewhere(project):
    assert lost_links(project / "site") == []


def test_a_site_of_files_instead_of_folders(tmp_path):
    project = make(tmp_path / "p")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("use_directory_urls: false\n")
    build(project, now=NOW)
    assert lost_links(project / "site") == []
    links = [a["href"] for a in soup(project, ".").select(".kb-cards a, .kb-more a")]
    assert all(link.endswith("/index.html") for link in links)
    index = json.loads((project / "site/search/search_index.json").read_text("utf-8"))
    assert "택배" in {doc["location"]: doc["text"] for doc in index["docs"]}["faq/delivery-time.html"]


def test_nothing_comes_from_another_host(project):
    for file in (project / "site").rglob("*.html"):
        found = BeautifulSoup(file.read_text("utf-8"), "html.parser").select(
            "script[src], link[href], img, iframe, source"
        )
        assert [e for e in found if re.match(r"(https?:)?//", e.get("src") or e.get("href") or "")] == [], file
    assert b"fonts.g" not in b"".join(data for path, data in tree(project / "site").items() if path.endswith("html"))


def test_an_article(project):
    faq = soup(project, "faq/refund")
    assert texts(faq, "title") == ["환불은 언제 되나요? - 모리상점"]
    assert texts(faq, "h1") == ["환불은 언제 되나요? ¶"]
    assert texts(soup(project, "faq/delivery-time"), "h1") == ["배송은 얼마나 걸리나요?"]
    assert texts(faq, ".kb-crumb") == ["교환·환불"]
    assert texts(faq, ".kb-lead") == ["반품 상품이 도착하고 3일 안에 결제하신 수단으로 돌려드립니다."]
    assert texts(faq, ".kb-facts time, .kb-demand") == ["2026년 10월 3일 기준", "고객 31명이 물었어요"]
    assert texts(faq, ".kb-section .kb-list__title") == ["상품을 교환하는 방법"]
    vote = faq.select_one("[data-kb-vote]")
    assert vote["data-kb-vote"] == "content/faq/refund.md"
    assert vote.has_attr("hidden")
    assert [i["value"] for i in vote.select("input")] == ["wrong", "outdated", "unclear", "missing", "tone"]
    assert texts(faq, ".kb-announce") == ["안내 카드 결제가 되지 않는 문제를 고치고 있어요"]
    assert "돈 언제 돌려받아요" not in faq.get_text()
    order = [e.get("class", [""])[0] for e in faq.select("article > [class]")]
    assert order == ["kb-crumb", "kb-lead", "kb-facts", "kb-vote", "kb-section", "kb-contact"]


def test_notices_say_whether_they_hold(project):
    assert texts(soup(project, "notices"), ".kb-list__item") == [
        "카드 결제가 되지 않는 문제를 고치고 있어요 카드 결제가 되지 않는 문제를 고치고 있어요 안내 진행 중 2026년 10월 10일부터",
        "가을맞이 전 상품 20% 할인 가을맞이 전 상품 20% 할인 안내 진행 중 2026년 10월 1일 – 2026년 10월 31일",
        "여름 휴가 쿠폰 여름 휴가 쿠폰 안내 종료 2026년 7월 1일 – 2026년 8월 1일",
    ]
    over = soup(project, "notices/summer-sale")
    assert texts(over, "article .kb-status") == []
    assert texts(over, ".kb-over:not([hidden]) p") == [
        "종료 끝난 행사예요 2026년 7월 1일 – 2026년 8월 1일",
        "안내·이벤트 모두 보기",
    ]
    assert texts(soup(project, "notices/payment-down"), ".kb-announce") == []
    sale = [e.get("class", [e.name])[0] for e in soup(project, "notices/autumn-sale").select("article > *")]
    assert sale[:6] == ["kb-crumb", "h1", "div", "kb-over", "kb-lead", "p"]
    live = soup(project, "notices/autumn-sale")
    ends = {
        e.name: e.get("data-kb-until") or e.get("data-kb-from")
        for e in live.select("article > [data-kb-until], .kb-over")
    }
    assert ends == {"div": "2026-10-31T23:59:59+09:00"}
    assert live.select_one(".kb-over").has_attr("hidden")


def test_a_hand_made_page_stands_among_the_others(project):
    store = soup(project, "store")
    assert texts(store, "h1")[0].startswith("오프라인 매장")
    assert (store.select_one("article a[href*=delivery]"))["href"] == "../faq/delivery-time/"
    assert texts(store, ".kb-crumb") == ["그 밖의 안내"]


def test_the_navigation_has_categories_and_their_pages(project):
    assert texts(
        soup(project, "faq/refund"),
        ".md-nav--primary > ul > li > .md-nav__container > a, .md-nav--primary > ul > li > a",
    ) == [
        "홈",
        "교환·환불",
        "배송",
        "<b>나쁜</b> 이름",
        "그 밖의 안내",
        "안내·이벤트",
    ]


def test_front_matter_never_becomes_markup(project):
    escaped = html.escape(HOSTILE, quote=False)
    for path, data in tree(project / "site").items():
        if not path.endswith(".html"):
            continue
        text = data.decode()
        for live in ("<img src=x", "<script>alert", "<b>나쁜", "</script> {{"):
            assert live not in text, (path, live)
    hostile = soup(project, "faq/hostile")
    assert texts(hostile, ".md-sidebar--secondary .md-ellipsis") == [
        "<img src=x onerror=alert(5)>",
        "</title><script>alert(6)</script>",
        "</span><script>alert(7)</script>",
    ]
    assert soup(project, "odd").title.string == "</title><script>alert(8)</script> </title> - 모리상점"
    assert texts(hostile, "h1") == [HOSTILE]
    assert hostile.title.string == f"{HOSTILE} - 모리상점"
    assert hostile.select_one("meta[name=description]")["content"] == '"><script>alert(3)</script>'
    index = json.loads((project / "site/search/search_index.json").read_text("utf-8"))
    titles = {doc["location"]: doc["title"] for doc in index["docs"]}
    assert titles["faq/hostile/"] == escaped
    assert not any("<script" in doc["text"] or "<b>" in doc["text"] for doc in index["docs"])


def test_the_search_index(project):
    index = json.loads((project / "site/search/search_index.json").read_text("utf-8"))
    assert index["config"]["fields"]["title"] == {"boost": 2.0}
    assert index["config"]["pipeline"] == []
    assert "가-힣" in index["config"]["separator"]
    docs = {doc["location"]: doc for doc in index["docs"]}
    assert (
        "<p hidden>택배 언제 와요 · 도착이 너무 늦어요 &lt;b&gt;급함&lt;/b&gt;</p>"
        in docs["faq/delivery-time/"]["text"]
    )
    assert docs["notices/summer-sale/"]["boost"] == 0.5
    assert {location.partition("#")[0] for location in docs} == {
        "faq/delivery-time/",
        "faq/hostile/",
        "faq/refund/",
        "guide/exchange/",
        "notices/autumn-sale/",
        "notices/payment-down/",
        "notices/summer-sale/",
        "odd/",
        "store/",
    }


def test_mkdocs_itself_builds_the_same_bytes_elsewhere(project, tmp_path):
    other = make(tmp_path / "elsewhere")
    config = other / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  - kbgen\n", f'  - kbgen: {{now: "{NOW.isoformat()}"}}\n'), "utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"], cwd=other, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert tree(other / "site") == tree(project / "site")


def test_a_preview_shows_what_waits(tmp_path):
    project = make(tmp_path / "p")
    report = build(project, tmp_path / "preview", drafts=True, now=NOW)
    assert (report.pages, report.folder) == (11, tmp_path / "preview")
    draft = BeautifulSoup((tmp_path / "preview/faq/unreviewed/index.html").read_text("utf-8"), "html.parser")
    assert texts(draft, "article .kb-status") == ["초안"]
    assert draft.select("meta[name=robots][content=noindex]")
    secret = BeautifulSoup((tmp_path / "preview/notices/secret-sale/index.html").read_text("utf-8"), "html.parser")
    assert texts(secret, "article .kb-status") == ["예정 2026년 11월 20일부터"]
    assert not (tmp_path / "preview/faq/retired").exists()
    assert not (project / "site").exists()


@pytest.mark.parametrize(("language", "said"), [("ko", "아직 게시된 글이 없어요"), ("en", "Nothing published yet")])
def test_a_new_project_builds_and_says_what_to_do(tmp_path, language, said):
    scaffold(tmp_path / "p", 'A "quoted" & <b>shop', language)
    assert build(tmp_path / "p", now=NOW).pages == 0
    home = soup(tmp_path / "p", ".")
    assert said in home.get_text()
    assert "kbgen ingest" in home.get_text()
    assert home.html["lang"] == language
    assert texts(home, ".kb-hero__name") == ['A "quoted" & <b>shop']


def test_a_person_has_the_last_word(tmp_path):
    """A home page, a navigation, templates and settings of the project's own are taken as they are."""
    project = make(tmp_path / "p", {"faq/refund.md": PAGES["faq/refund.md"], "index.md": "# 우리 홈\n\n환영합니다.\n"})
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("  - search\n", "  - search: {separator: '[ ]', pipeline: [trimmer]}\n")
    config.write_text(
        text + "nav:\n  - 처음: index.md\n  - 환불: faq/refund.md\nsite_url: https://help.example.com/\n", "utf-8"
    )
    (project / "overrides/main.html").write_text(
        '{% extends "kbgen/page.html" %}{% block footer %}<p id="ours">{{ 1 + 1 }}</p>{% endblock %}', "utf-8"
    )
    build(project, now=NOW)
    home = soup(project, ".")
    assert texts(home, "h1")[0].startswith("우리 홈")
    assert texts(home, "#ours") == ["2"]
    assert texts(home, ".md-nav--primary > ul > li > a") == ["처음", "환불"]
    index = json.loads((project / "site/search/search_index.json").read_text("utf-8"))
    assert (index["config"]["separator"], index["config"]["pipeline"]) == ("[ ]", ["trimmer"])
    refund = soup(project, "faq/refund")
    assert texts(refund, ".kb-vote h2") == ["도움이 되었나요?"]
    assert refund.select_one("link[rel=canonical]")["href"] == "https://help.example.com/faq/refund/"
    assert "<lastmod>2026-10-03</lastmod>" in (project / "site/sitemap.xml").read_text("utf-8")


def test_a_large_site_has_categories_alone_in_its_navigation(tmp_path):
    pages = {
        f"faq/q{n}.md": page(f"질문 {n}", extra={"category": f"주제 {n % 3}"}, kind="faq", evidence=evidence(n, n))
        for n in range(200)
    }
    project = make(tmp_path / "p", pages)
    assert build(project, now=NOW).pages == 200
    assert len(soup(project, "faq/q7").select(".md-nav--primary a.md-nav__link")) == 5
    assert len(texts(soup(project, "faq/q7"), ".kb-section .kb-list__title")) == 5


def test_a_failed_build_leaves_the_old_site(tmp_path):
    project = make(tmp_path / "p")
    build(project, now=NOW)
    before = tree(project / "site")
    (project / "content/broken.md").write_text("---\ntitle: [a\nkbgen: {status: draft}\n---\n", "utf-8")
    (project / "content/wrong.md").write_text("---\nkbgen: {status: hidden}\n---\n", "utf-8")
    with pytest.raises(KbgenError) as error:
        build(project, now=NOW)
    assert [p.where for p in error.value.problems] == ["content/broken.md:3", "content/wrong.md"]
    assert tree(project / "site") == before
    assert sorted(p.name for p in project.iterdir()) == [
        ".gitignore",
        "content",
        "kbgen.toml",
        "mkdocs.yml",
        "overrides",
        "site",
    ]


def test_a_broken_link_is_an_error_unless_not_strict(tmp_path):
    project = make(tmp_path / "p", {"a.md": "[없음](faq/nowhere.md)\n"})
    with pytest.raises(KbgenError, match=r"'a\.md' contains a link 'faq/nowhere\.md'"):
        build(project, now=NOW)
    assert not (project / "site").exists()
    (warning,) = build(project, now=NOW, strict=False).warnings
    assert "faq/nowhere.md" in warning


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("site_name: 1\nthmee: material\n", ["Config value 'site_name'", "Config value 'thmee'"]),
        ("site_name: [", ["mkdocs.yml"]),
        ("site_name: a\ntheme: material\ndocs_dir: content\n", ["does not name the plugin kbgen"]),
        ("site_name: a\ntheme: material\ndocs_dir: content\nplugins: [search, kbgen: {nwo: 1}]\n", ["nwo"]),
        (
            "site_name: a\ntheme: material\ndocs_dir: content\nplugins: [search, kbgen: {contact: x}]\n",
            ["site.contact"],
        ),
    ],
)
def test_all_that_is_wrong_with_the_configuration_is_told(tmp_path, config, told):
    project = make(tmp_path / "p")
    (project / "mkdocs.yml").write_text(config, "utf-8")
    with pytest.raises(KbgenError) as error:
        build(project, now=NOW)
    for part in told:
        assert part in str(error.value)


def test_without_kbgen_toml_the_theme_says_the_language(tmp_path):
    project = make(tmp_path / "p")
    (project / "kbgen.toml").unlink()
    build(project, now=NOW)
    assert texts(soup(project, "."), ".kb-hero h1") == ["무엇을 도와드릴까요?"]
    with pytest.raises(KbgenError, match=r"mkdocs\.yml: is missing"):
        build(tmp_path, now=NOW)


@pytest.mark.parametrize("out", [".", "content", "content/sub", "overrides", "kbgen.toml", "mine"])
def test_a_folder_that_is_no_site_is_never_replaced(tmp_path, out):
    project = make(tmp_path / "p")
    (project / "mine").mkdir()
    (project / "mine/letter.txt").write_text("keep", "utf-8")
    before = tree(project)
    with pytest.raises(KbgenError):
        build(project, project / out, now=NOW)
    assert tree(project) == before
