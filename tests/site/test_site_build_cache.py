"""What is kept of texts between builds, whatever happens to the files it is kept in."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kbgen.language import terms
from kbgen.site.cache import analyser, cached

TEXTS = [f"{n}번 주문의 배송은 언제 오나요?" for n in range(40)]


class Counting:
    def __init__(self):
        self.seen = []

    def __call__(self, texts):
        self.seen += texts
        return [{"length": len(text), "words": text.split()} for text in texts]


def test_each_text_is_computed_once_in_its_life(tmp_path):
    compute = Counting()
    first = cached(tmp_path, "words", "1", [*TEXTS, TEXTS[0]], compute)
    assert first[0] == {"length": 18, "words": ["0번", "주문의", "배송은", "언제", "오나요?"]}
    assert compute.seen == TEXTS
    assert cached(tmp_path, "words", "1", ["새 글", *TEXTS], compute)[1:] == first[:-1]
    assert compute.seen == [*TEXTS, "새 글"]
    cached(tmp_path, "words", "2", TEXTS[:1], compute)
    cached(tmp_path, "other", "1", TEXTS[:1], compute)
    assert compute.seen[len(TEXTS) + 1 :] == [TEXTS[0], TEXTS[0]]
    assert cached(tmp_path / "absent", "words", "1", [], compute) == []


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", b"0123\n{}", None])
def test_damaged_files_are_as_good_as_none_and_written_again(tmp_path, damage):
    compute = Counting()
    first = cached(tmp_path, "words", "1", TEXTS, compute)
    for file in sorted(tmp_path.iterdir()):
        data = file.read_bytes()
        file.write_bytes(data[:-9] + b"x" + data[-8:] if damage is None else damage)
    assert cached(tmp_path, "words", "1", TEXTS, compute) == first
    assert len(compute.seen) == 2 * len(TEXTS)
    cached(tmp_path, "words", "1", TEXTS, compute)
    assert len(compute.seen) == 2 * len(TEXTS)


def test_it_grows_no_larger_than_it_may(tmp_path):
    most = 256 * 800
    for n in range(30):
        cached(tmp_path, "words", "1", [f"{n} {text}" for text in TEXTS], Counting(), most)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < most + 256 * 100
    compute = Counting()
    cached(tmp_path, "words", "1", [f"29 {text}" for text in TEXTS], compute, most)
    assert compute.seen == []


def test_where_nothing_can_be_written_it_computes(tmp_path):
    (tmp_path / "file").write_text("")
    compute = Counting()
    for _ in range(2):
        assert len(cached(tmp_path / "file" / "below", "words", "1", TEXTS, compute)) == len(TEXTS)
    assert len(compute.seen) == 2 * len(TEXTS)


def test_two_builds_at_once(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(cached, tmp_path, "words", "1", TEXTS[n % 3 :], Counting()) for n in range(24)]
    whole = Counting()(TEXTS)
    assert [run.result() for run in runs] == [whole[n % 3 :] for n in range(24)]
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".json"] == []


def test_an_analysis_is_the_same_with_a_cache_and_without(tmp_path):
    texts = [*TEXTS[:5], "환불은 되나요", "돈은 돌려주세요, refund please", "", "돈은 은행으로", TEXTS[0]]
    whole = terms.analysis(texts)
    assert analyser(tmp_path)(texts[:4]) == terms.analysis(texts[:4])
    assert analyser(tmp_path)(texts) == whole == analyser(tmp_path)(texts)
