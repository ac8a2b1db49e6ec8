import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.language.jamo import decompose
from kbgen.language.ranking import Document, Index, Query, unified
from kbgen.language.tries import Trie

DOCUMENTS = [
    Document(
        "환불은 언제 되나요?",
        ("카드 취소하면 며칠 걸려요", "refund when"),
        ("3일 안에 입금돼요.", "환불 수수료는 없어요."),
    ),
    Document("배송지를 바꿀 수 있나요?", ("주소 변경",), ("출고 전에는 바꿀 수 있어요.",)),
    Document("쿠폰이 적용되지 않아요", (), ("환불한 주문의 쿠폰은 돌려드려요.",)),
]
INDEX = Index.of(DOCUMENTS)


def found(text, index=INDEX):
    return [hit.document for hit in index.search(index.query(text))]


# The scores that MiniSearch 7.2.0 gives for the same fields and the same tree of queries.
MINISEARCH = [
    ("환불 언제", [(0, 29.36364991920365), (2, 1.401533561669953)]),
    ("환뷸", [(0, 1.4381093271624106), (2, 0.15077093258451962)]),
    ("ㅎㅂ", [(0, 2.2465871344326787), (2, 0.5215524143888163)]),
    ("ㅂㅅㅈ", [(1, 1.9007573432547509)]),
    ("쿠폰 환", [(2, 14.03984599113889), (0, 0.8737879456176671)]),
    ("ghksqnf", [(0, 7.414181938484999), (2, 1.401533561669953)]),
    ("주소를바꾸려면", [(1, 22.652848888174226)]),
]


@pytest.mark.parametrize(("text", "wanted"), MINISEARCH)
def test_scores_are_those_of_minisearch(text, wanted):
    hits = INDEX.search(INDEX.query(text))
    assert [hit.document for hit in hits] == [number for number, _ in wanted]
    assert [hit.score for hit in hits] == pytest.approx([score for _, score in wanted], rel=1e-9)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("환불은", Query((decompose("환불"),), ("환불", "불은"), ())),
        ("ghksqnf", Query((decompose("환불"),), ("환불",), ())),
        ("ㄱㄷ려ㅜㅇ", Query(("refund",), (), ())),
        ("parking", Query(("park",), (), ())),  # keys of no known word
        ("refund", Query(("refund",), (), ())),  # a known word, not keys
        ("환불ㅠㅠ", Query((decompose("환불"),), ("환불",), ())),
        ("ㅋㅋㅋ", Query((), (), ())),
        ("ㅎㅂㅇㅈ", Query((), (), ("ㅎㅂㅇㅈ",))),
        ("ㅎㅂㅊㅍ", Query((), (), ("ㅎㅂ",))),  # 초과 is unknown, its beginning is not
        # Cut where known words are likeliest; what else is known of it counts where it stands together.
        ("ㅎㅂㅂㅅㅈ", Query((), (), ("ㅎㅂ", "ㅂㅅㅈ"), ("ㅎㅂㅂㅅㅈ", "ㅂㅅ"))),
        ("ㅎㅂ ㅇㅈ", Query((), (), ("ㅎㅂ", "ㅇㅈ"), ("ㅎㅂㅇㅈ",))),
        ("ㅎ", Query((), (), ())),
        ("환불 환불", Query((decompose("환불"),), ("환불",), ())),
    ],
)
def test_queries_are_put_right(text, wanted):
    assert INDEX.query(text) == wanted


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("환불언제되나요", 0),
        ("배송지 변경", 1),
        ("쿠퐁 적용", 2),
        ("ㅋㅍ", 2),
        ("refunds", 0),
        ("배송", 1),
        ("zhvhs", None),
    ],
)
def test_the_best_document_comes_first(text, best):
    assert (found(text) or [None])[0] == best


def test_keys_that_shift_changes():
    index = Index.of([Document("딸기 케이크"), Document("달기만 한 케이크"), Document("빨대")], {"bbang": "빵"})
    assert found("Ekfrl", index) == [0]
    assert found("Qkfeo", index) == [2]
    assert index.query("BBang Ekfrl").terms == (decompose("빵"), decompose("딸기"))
    assert index.query("Refund").terms == ("refund",)


def test_first_letters_side_by_side_count_more_than_apart():
    index = Index.of([Document("주소가 다르면 배송이 안 돼요"), Document("배송 주소를 바꿔요")])
    assert found("ㅂㅅ ㅈㅅ", index) == [1, 0]
    assert found("ㅂㅅㅈㅅ", index)[0] == 1


def test_first_letters_of_the_text_are_found():
    index = Index.of([Document("안내", (), ("반품은 택배로 보내세요.",)), Document("회원 등급")])
    assert found("ㅌㅂ", index) == [0]
    assert (
        index.search(index.query("ㅌㅂ"))[0].coverage
        < Index.of([Document("택배")]).search(index.query("ㅌㅂ"))[0].coverage
    )


def test_coverage_tells_what_is_asked_for_from_what_is_not():
    (hit, *_) = INDEX.search(INDEX.query("환불 언제"))
    assert hit.coverage == 1
    assert INDEX.search(INDEX.query("주차장 쿠폰"))[0].coverage < 0.5
    assert INDEX.search(INDEX.query("주차장")) == []
    assert INDEX.search(INDEX.query("ㅎㅂ"))[0].coverage < INDEX.search(INDEX.query("ㅎㅂㅇㅈ"))[0].coverage < 1


def test_a_word_of_the_text_alone_covers_less_than_one_of_customers():
    covers = {hit.document: hit.coverage for hit in INDEX.search(INDEX.query("환불"))}
    assert covers == {0: 1.0, 2: 0.7}


def test_synonyms_stand_for_one_form_in_documents_and_queries():
    index = Index.of(DOCUMENTS, {"환급": "환불", "payback": "환불", "쿠폰": "할인권"})
    for text, best in (("환급은 언제", 0), ("Payback 언제", 0), ("할인권", 2), ("쿠폰", 2)):
        assert found(text, index)[0] == best
    assert found("환급") == found("payback") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("무배는 얼마", "무료배송는 얼마"),
        ("업무배정", "업무배정"),  # it begins no word
        ("as센터 AS 접수", "as센터 수리 접수"),
        ("assign", "assign"),
        ("무배송", "무배송"),  # the longest one, itself
    ],
)
def test_synonyms_begin_a_word(text, wanted):
    assert unified(text, {"무배": "무료배송", "무배송": "무배송", "as": "수리"}) == wanted.replace("as센터", "수리센터")


def test_the_line_that_answers():
    assert INDEX.line(INDEX.query("환불 수수료"), 0) == 1
    assert INDEX.line(INDEX.query("언제 입금"), 0) == 0
    assert INDEX.line(INDEX.query("주차장"), 0) is None


def test_nothing_is_found_without_documents_or_words():
    empty = Index.of([])
    assert empty.search(empty.query("환불 ㅎㅂ ghksqnf")) == []
    bare = Index.of([Document("")])
    assert bare.search(bare.query("환불 ㅎㅂ")) == []


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


WORDS = st.text("abc", max_size=6)


@given(st.sets(WORDS, max_size=20), WORDS, st.integers(0, 3))
def test_a_trie_finds_what_a_scan_finds(terms, term, most):
    trie, full = Trie.of(terms), sorted(terms - {""})
    assert trie.within(term, most) == [(t, distance(t, term)) for t in full if distance(t, term) <= most]
    assert trie.longer(term) == [t for t in full if t.startswith(term) and t != term]


@settings(max_examples=60)
@given(st.text(st.sampled_from("환불언제ㅎㅂㅏ쿠폰은 ghksqnf1'?"), max_size=20))
def test_any_query_is_ranked_within_bounds(text):
    hits = INDEX.search(INDEX.query(text))
    assert all(hit.score > 0 and 0 <= hit.coverage <= 1 for hit in hits)
    assert hits == sorted(hits, key=lambda hit: -hit.score)
