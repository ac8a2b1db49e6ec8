"""The site's worker and `kbgen.language.ranking` give the same pages in the same order with the same scores."""

import html
import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from kbgen.language.jamo import choseong, to_qwerty
from kbgen.language.ranking import Document, Index
from kbgen.site.entries import Entry
from kbgen.site.search import Plan, add_queries, add_words
from tests.browser.browser_site import Site

pytestmark = pytest.mark.browser

PAGES = [
    (
        "환불은 언제 되나요?",
        ["돈 언제 돌려받아요", "반품했는데 입금이 안 됐어요"],
        "반품 상품이 도착하고 3일 안에 돌려드립니다.",
    ),
    ("배송은 얼마나 걸리나요?", ["택배 언제 와요", "도착이 너무 늦어요"], "결제한 다음 날부터 2~3일 안에 도착합니다."),
    ("배송지를 바꾸고 싶어요", ["주소 잘못 적었어요"], "출고 전이면 마이페이지에서 배송지를 바꿀 수 있습니다."),
    ("상품을 교환하는 방법", ["사이즈 교환 되나요"], "주문 내역에서 교환 신청을 누르고 사유를 고릅니다."),
    ("쿠폰이 적용되지 않아요", ["할인 쿠폰 안 먹혀요"], "쿠폰은 30,000원 이상 결제할 때 쓸 수 있습니다."),
    ("비밀번호를 잊어버렸어요", ["로그인이 안 돼요", "비번 찾기"], "로그인 화면에서 비밀번호 찾기를 누르세요."),
    ("카드 결제가 실패해요", ["결제 오류"], "카드사 한도와 인증을 확인해 주세요. ARS 1588-0000"),
    ("현금영수증을 받고 싶어요", [], "결제 화면에서 현금영수증 신청을 고르세요."),
    ("AS 센터는 어디에 있나요?", ["as 접수"], "AS 센터는 성수동에 있습니다. iPhone 케이스도 받습니다."),
    ("How do I track my delivery?", ["where is my parcel"], "Open your orders and press the tracking number."),
    ("Refunds and returns", ["give me my money back"], "Refunds are paid within 3 days after the return arrives."),
    ("딸기 따기 체험을 예약하고 싶어요", ["빨리 예약돼요?"], "딸기 농장 체험은 토요일에 합니다."),
    ("Wi-Fi 설정 & <b>연결</b>", ["와이파이 안돼요"], "공유기를 껐다 켜고 다시 연결하세요."),
]
SYNONYMS = {"환불": ["반환", "돈 돌려받기"], "쿠폰": ["할인권"]}
QUERIES = """환불
환불은 언제쯤 되나요
환불언제되나요
배송지변경
택배가 언제 와요?
교환하려면
사이즈
횐불
뱌송
비밀번
비밀번호찾기
할인권이 안 돼요
돈 돌려받기는
ㅎㅂ
ㅂㅅㅈ
ㅂㅁㅂㅎ ㅊㄱ
ㅎㅂㅇㅈ
ㅎ
ㅎㅂㅇ
ㅂㅅㅈㅂㄲ
ㄱㅈㅎㄷㅇㅈ
ㅋㅍㅎㅇㄹㄱㅇ
ㅂㅁㅂㅎ ㄹㄱㅇ ㅎㅁ
ㄲㅋㅍ ㄱㅅ
Ekfrl
EKFRL
ekfrl
QKffl
Ekrl cpgja
ghksqnf
qothd djswp
tkdlwm
ㄱㄷ려ㅜㅇ
refunds
tracking my orders
AS 센터
as
와이파이ㅠㅠ
환불ㅋㅋ 언제
30,000원
카드결제오류
세금계산서
how do i
없는말뿐이에요""".splitlines()
ASK = """async ([worker, data, queries]) => {
  const search = new Worker(worker);
  const ask = (message) => new Promise((done, failed) => {
    search.onerror = ({ message }) => failed(new Error(message));
    search.onmessage = ({ data }) => done(data);
    search.postMessage(message);
  });
  await ask({ type: 0, data });
  const found = [];
  for (const query of queries) {
    const { items } = (await ask({ type: 2, data: query })).data;
    found.push(items.map(([{ location, score }]) => [location, score]));
  }
  return found;
}"""


def escaped(text: str) -> str:
    return html.escape(text, quote=False)


def indexed(pages: Sequence[tuple[str, Sequence[str], str]], plan: Plan) -> dict[str, Any]:
    docs = [
        {"location": f"p{n}/", "title": escaped(title), "text": f"<p>{escaped(text)}</p>"}
        for n, (title, _, text) in enumerate(pages)
    ]
    entries = [Entry(f"p{n}.md", f"p{n}/", title, queries=tuple(said)) for n, (title, said, _) in enumerate(pages)]
    made: dict[str, Any] = json.loads(add_words(add_queries(json.dumps({"config": {}, "docs": docs}), entries), plan))
    return made


@pytest.fixture(scope="module")
def index() -> dict[str, Any]:
    return indexed(PAGES, Plan(synonyms=SYNONYMS))


def asked(tab: Any, site: Site, index: dict[str, Any], queries: list[str]) -> list[list[list[Any]]]:
    """Return by query the pages that the worker finds, best first, each with its score."""
    tab.goto(site.url)
    worker = tab.evaluate("JSON.parse(document.getElementById('__config').textContent).search")
    found: list[list[list[Any]]] = tab.evaluate(ASK, [f"{site.url}{worker}", index, queries])
    return found


def test_both_rank_alike(tab, site: Site, index):
    theirs = asked(tab, site, index, QUERIES)
    synonyms = {word: form for form, words in SYNONYMS.items() for word in words}
    ours = Index.of([Document(title, tuple(said), (text,)) for title, said, text in PAGES], synonyms)
    found = dict(zip(QUERIES, theirs, strict=True))
    for query in QUERIES:
        hits = ours.search(ours.query(query))
        # The worker leaves out what has next to nothing in common with the query.
        near = [hit for hit in hits if hit.score >= 0.1 * hits[0].score]
        assert found[query] == [[f"p{hit.document}/", pytest.approx(hit.score)] for hit in near], query
    nothing = [query for query, places in found.items() if not places]
    assert nothing == ["ㅎ", "EKFRL", "ekfrl", "as", "세금계산서", "how do i", "없는말뿐이에요"]


def test_both_rank_alike_among_many_words(tab, site: Site):
    """Words of no language, many of which begin alike or are nearly alike: what a large site has."""
    rng = random.Random(5)
    words = ["".join(rng.choices("가각간고골관구굴규기긴길", k=rng.randint(2, 4))) for _ in range(400)]
    pages = [
        (" ".join(rng.choices(words, k=3)), [" ".join(rng.choices(words, k=2))], " ".join(rng.choices(words, k=12)))
        for _ in range(150)
    ]
    known = [rng.choice(words) for _ in range(40)]
    wrong = [word[:-1] + rng.choice("곤군근") for word in known]
    longer = [word + rng.choice(words) for word in known]
    queries = [*known, *wrong, *longer, *map(choseong, longer), *map(to_qwerty, known), *(word[:2] for word in known)]
    theirs = asked(tab, site, indexed(pages, Plan()), queries)
    ours = Index.of([Document(title, tuple(said), (text,)) for title, said, text in pages])
    for query, found in zip(queries, theirs, strict=True):
        hits = ours.search(ours.query(query))
        near = [hit for hit in hits if hit.score >= 0.1 * hits[0].score][:30]
        assert [score for _, score in found] == pytest.approx([hit.score for hit in near]), query
        # Sums of the same numbers may differ in their last digits, and so the order of those that tie.
        assert {page for page, score in found if score > found[-1][1] * 1.000001} <= {f"p{h.document}/" for h in near}
    assert sum(map(bool, theirs)) > len(queries) / 2
