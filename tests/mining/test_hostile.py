"""Logs that nobody would wish for: mined without a crash, in a few seconds, to something that makes sense."""

import pytest

from kbgen.config import Config
from kbgen.mining.mine import Mined, mine
from tests import logs
from tests.limits import ends

HELLO = (
    "안녕하세요|hello|hola|bonjour|guten Tag|ciao|olá|привет|こんにちは|你好|xin chào|merhaba|hej|hei|ahoj|szia|שלום|"
    "مرحبا|नमस्ते|สวัสดี"
).split("|")


def held(*turns, count=1, start=0, name="k"):
    return [logs.record(f"{name}{i}", turns) for i in range(start, start + count)]


def long_words(count):
    """Words that are all different, of letters alone."""
    return " ".join("".join(chr(0xAC00 + i * j * 7919 % 11172) for j in (1, 3, 7)) for i in range(1, count + 1))


def chat(messages):
    kinds = (("c", "주문 {}번 상품은 언제 오나요?"), ("a", "상품은 {}일에 도착합니다."))
    return logs.record("chat", [(kinds[i % 2][0], kinds[i % 2][1].format(i)) for i in range(messages)])


REFUND = ("c", "환불 언제 돼요?"), ("a", "신청하신 날부터 7일 걸립니다.")
GYM = {theme.name for theme in logs.GYM}

# The log, and how many questions its topics and the rest hold; None: the gym's topics, whatever else there is.
LOGS = {
    "one": (lambda: held(*REFUND), [], 1),
    "two the same": (lambda: held(*REFUND, count=2), [2], 0),
    "twenty thousand the same": (lambda: held(*REFUND, count=20_000), [20_000], 0),
    "twenty thousand the same, never answered": (lambda: held(REFUND[0], count=20_000), [20_000], 0),
    "twenty thousand the same in English": (
        lambda: held(("c", "How do I get a refund?"), ("a", "Within 7 days."), count=20_000), [20_000], 0,
    ),
    "1 MB of words": (lambda: held(("c", "환불 언제 돼요? " * 41_000), REFUND[1]), [], 1),
    "1 MB without a space": (lambda: held(("c", "가" * 333_000), REFUND[1]), [], 1),
    "1 MB in a log": (lambda: [*held(("c", "환불 언제 돼요? " * 41_000), REFUND[1]), *logs.gym()], None, None),
    "1 MB by an agent": (lambda: [*held(REFUND[0], ("a", "a" * 1_000_000)), *logs.gym()], None, None),
    "emoji": (lambda: [r for i in range(6) for r in held(("c", "😀🎉" * (1 + i)), ("a", "👍"), count=50, start=50 * i)], [], 0),
    "greetings": (lambda: held(("c", "안녕하세요"), ("a", "네 안녕하세요"), count=50) + held(("c", "hello"), ("a", "hi"), count=50, name="h"), [], 0),
    "empty": (lambda: held(("c", ""), ("a", ""), count=300), [], 0),
    "no messages": (lambda: held(count=300), [], 0),
    "all redacted": (lambda: held(("c", "[전화번호]"), ("a", "[이름]"), count=300), [], 0),
    "agents alone": (lambda: held(("a", "환불은 7일 걸립니다."), ("n", "환불 언제 돼요?"), count=300), [], 0),
    "2,000 messages": (lambda: [chat(2000)], [], 1000),
    "2,000 messages in a log": (lambda: [chat(2000), *logs.gym()], None, None),
    "2,000 messages by a customer": (lambda: held(*[("c", f"주문 {i}번은 언제 오나요?") for i in range(2000)]), [], 1),
    "10,000 words": (lambda: [*held(("c", long_words(10_000) + " 되나요?"), REFUND[1]), *logs.gym()], None, None),
    "10,000 English words": (
        lambda: [*held(("c", "how " + " ".join(f"w{i}q{i * 7919 % 10007}" for i in range(10_000)) + "?"), REFUND[1]), *logs.gym()],
        None,
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOGS)
def test_hostile_logs_are_mined(name):
    make, sizes, left = LOGS[name]
    conversations = logs.stored(make())
    with ends():
        found = mine(conversations, Mined(), {}, Config())
        again = mine(conversations, found, {}, Config(), fresh=())
    assert (again.topics, again.left) == (found.topics, found.left)
    if sizes is None:
        counts = [logs.themes_of(topic.conversations) for topic in found.topics]
        assert {max(count, key=count.get) for count in counts} >= GYM
    else:
        assert [len(topic.questions) for topic in found.topics] == sizes
        assert len(found.left) == left


@pytest.mark.parametrize("themes", [logs.GYM, logs.SAAS], ids=["ko", "en"])
def test_two_conversations_are_a_topic_when_they_ask_the_same_and_only_then(themes):
    def mined(*picked):
        records = [
            logs.record(f"k{i}", [("c", theme.asked[n]), ("a", theme.answered[n % len(theme.answered)])])
            for i, (theme, n) in enumerate(picked)
        ]
        return mine(logs.stored(records), Mined(), {}, Config()).topics

    assert [theme.name for theme in themes if len(mined((theme, 0), (theme, 1))) != 1] == []
    unlike = [(a.name, b.name) for i, a in enumerate(themes) for b in themes[i + 1 :] if mined((a, 0), (b, 0))]
    assert unlike == []


def test_greetings_in_twenty_languages_are_mined():
    records = [logs.record(f"k{i}", [("c", HELLO[i % 20]), ("a", HELLO[i % 20])]) for i in range(200)]
    found = mine(logs.stored(records), Mined(), {}, Config())
    # Korean and English greetings are known; a word of another language may be anything; "hej" and "hei" are near.
    asked = [{q.text for q in topic.questions} for topic in found.topics]
    assert all(len(words) <= 2 for words in asked)
    assert not {"안녕하세요", "hello"} & {word for words in asked for word in words}
