"""A small invented project, written to disk: what the site tests build."""

from datetime import UTC, datetime
from pathlib import Path

import yaml

from kbgen.site.scaffold import scaffold

NOW = datetime(2026, 10, 10, 3, 0, tzinfo=UTC)
HOSTILE = "<img src=x onerror=alert(1)> </title><script>alert(2)</script> {{ config }} & 환불"


def page(title: str, body: str = "", *, extra: dict | None = None, **kbgen: object) -> str:
    """Return the text of a page as kbgen writes it."""
    front = {"title": title, "description": f"{title} 안내", **(extra or {})}
    if kbgen:
        front["kbgen"] = {"topic": "t1", "status": "published", **kbgen}
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n\n{body or title + '입니다.'}\n"


def evidence(conversations: int, customers: int, last: str = "2026-10-03T10:00:00+09:00") -> dict:
    return {"conversations": conversations, "customers": customers, "first_seen": "2026-09-01", "last_seen": last}


DELIVERY = """주문하신 상품은 결제한 다음 날부터 평균 2~3일 안에 도착합니다.

## 제주와 도서 지역

제주와 도서 지역은 2일이 더 걸립니다.

## 배송 조회

마이페이지의 주문 내역에서 송장 번호를 누르면 지금 어디에 있는지 볼 수 있습니다.

## 늦어질 때

명절과 행사 기간에는 하루나 이틀 늦어질 수 있습니다.

| 지역 | 걸리는 날 |
| --- | --- |
| 수도권 | 2일 |
| 제주 | 4일 |
"""

GUIDE = """1. 마이페이지에서 **주문 내역**을 엽니다.
2. 교환할 상품 옆의 `교환 신청`을 누릅니다.
3. 사유를 고르고 사진을 올립니다.
4. 기사님이 방문하면 상품을 전달합니다.
"""

HOSTILE_BODY = """글은 그대로입니다.

## &lt;img src=x onerror=alert(5)&gt;

{{ config }}

## &lt;/title&gt;&lt;script&gt;alert(6)&lt;/script&gt;

## &lt;/span&gt;&lt;script&gt;alert(7)&lt;/script&gt;
"""

PAGES = {
    "faq/delivery-time.md": page(
        "배송은 얼마나 걸리나요?",
        DELIVERY,
        extra={"category": "배송", "queries": ["택배 언제 와요", "도착이 너무 늦어요 <b>급함</b>"]},
        kind="faq",
        evidence=evidence(52, 37),
    ),
    "faq/refund.md": page(
        "환불은 언제 되나요?",
        "# 환불은 언제 되나요?\n\n반품 상품이 도착하고 3일 안에 결제하신 수단으로 돌려드립니다.",
        extra={"category": "교환·환불", "queries": ["돈 언제 돌려받아요"]},
        kind="faq",
        evidence=evidence(40, 31),
    ),
    "faq/hostile.md": page(
        HOSTILE,
        HOSTILE_BODY,
        extra={
            "category": "<b>나쁜</b> 이름",
            "description": '"><script>alert(3)</script>',
            "queries": ["</p><script>alert(4)</script>"],
        },
        kind="faq",
        evidence=evidence(1, 1),
    ),
    "guide/exchange.md": page(
        "상품을 교환하는 방법", GUIDE, extra={"category": "교환·환불"}, kind="guide", evidence=evidence(12, 11)
    ),
    "notices/autumn-sale.md": page(
        "가을맞이 전 상품 20% 할인",
        "# 가을맞이 전 상품 20% 할인\n\n로그인한 모든 고객님께 적용됩니다.",
        kind="promo",
        publish_at="2026-10-01T00:00:00+09:00",
        expire_at="2026-10-31T23:59:59+09:00",
    ),
    "notices/summer-sale.md": page(
        "여름 휴가 쿠폰",
        "행사가 끝났습니다.",
        kind="promo",
        publish_at="2026-07-01T00:00:00+09:00",
        expire_at="2026-08-01T00:00:00+09:00",
    ),
    "notices/payment-down.md": page(
        "카드 결제가 되지 않는 문제를 고치고 있어요",
        "원인을 찾고 있습니다.",
        kind="incident",
        publish_at="2026-10-10T09:00:00+09:00",
    ),
    "notices/secret-sale.md": page(
        "비밀 블랙프라이데이", "아직 비밀입니다.", kind="promo", publish_at="2026-11-20T00:00:00+09:00"
    ),
    "faq/unreviewed.md": page("검토 안 된 초안", "초안 본문", kind="faq", status="draft", evidence=evidence(99, 90)),
    "faq/retired.md": page("내려간 글", "보관 본문", kind="faq", status="archived", evidence=evidence(99, 90)),
    "odd.md": "# &lt;/title&gt;&lt;script&gt;alert(8)&lt;/script&gt; &lt;/title&gt;\n\n제목이 이상한 글\n",
    "store.md": "# 오프라인 매장\n\n매장은 성수동에 있습니다. [배송 안내](faq/delivery-time.md)\n",
}


def make(folder: Path, pages: dict[str, str] = PAGES) -> Path:
    """Write the sample project into `folder`, and return it."""
    scaffold(folder, "모리상점", "ko")
    toml = folder / "kbgen.toml"
    contact = 'contact = "https://example.com/contact, tel:1588-0000"'
    toml.write_text(toml.read_text("utf-8").replace("[site]\n", f"[site]\n{contact}\n"), "utf-8")
    for path, text in pages.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text, "utf-8")
    return folder
