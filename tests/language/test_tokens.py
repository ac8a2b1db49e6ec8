import pytest

from kbgen.language.tokens import morphemes, nouns, words


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("휴회를 신청하고 싶어요", ["휴회", "신청"]),
        ("환불이 안 되나요?", ["환불"]),
        ("", []),
        ("ㅋㅋㅋ", []),
    ],
)
def test_content_morphemes(text, content):
    assert morphemes([text]) == [content]


def test_particles_and_endings_do_not_matter():
    one, other = morphemes(["락커를 빌리고 싶습니다", "락커 빌릴래요"])
    assert set(other) <= set(one)
    assert "락커" in other


def test_nouns_hold_compounds_and_their_parts():
    (found,) = nouns(["배송지 변경은 어떻게 하나요"])
    assert "배송지" in found
    assert "변경" in found
    assert "어떻게" not in found


def test_english_nouns_leave_out_stop_words():
    (found,) = nouns(["Is the office in Lisbon able to export your ledger?"])
    assert {"office", "lisbon", "ledger"} <= set(found)
    assert not {"is", "the", "to", "in", "your"} & set(found)


def test_the_order_and_the_company_of_texts_do_not_matter():
    texts = ["휴회 방법", "PT 환불", "dark mode", "휴회 방법"]
    alone = [morphemes([text])[0] for text in texts]
    assert morphemes(texts) == alone
    assert nouns(texts) == [nouns([text])[0] for text in texts]
    assert morphemes([]) == []


def test_words_without_stop_words():
    assert words("How do I export the Ledger, don't you know?") == ["export", "ledger"]
    assert words("휴회 pause 10") == ["휴회", "pause", "10"]
