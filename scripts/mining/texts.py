"""Messages as customers write them, made from labelled public utterances: the same questions over and over, varied.

How a set of any size is made. The seed set is public utterances with the intent of each as its label. Labels are put
in a shuffled order and drawn with a probability of 1 / (rank + 10), after Zipf and Mandelbrot: of 500 labels the first
is asked in 2.3 % of the messages and the last in 0.05 %. Each message is one of the label's utterances, all as likely.
Three in twenty are sent as they stand. The others pass through these changes, each made or not by a throw of its own:

| change | chance | Korean | English |
| --- | --- | --- | --- |
| ending | .20 | 해 ↔ 해요, 거야 ↔ 거예요, 줘 ↔ 주세요 ↔ 주십시오 | contractions: I am ↔ I'm, do not ↔ don't |
| particle | .16 | one of 이 가 을 를 은 는 dropped, or 이/가 ↔ 은/는 | one article dropped; you → u, please → pls |
| space | .10 | one space dropped, or (one in four) all | all in small letters |
| typo | .13 | a jamo becomes its neighbour on the keyboard | a neighbouring key, a letter lost, doubled or swapped |
| marks | .40 | ?? !! ?! ... ~ or none at the end | the same |
| mood | .18 | ㅠㅠ ㅜㅜ ㅋㅋ ㅎㅎ ^^ | :( lol haha |
| before | .18 | 안녕하세요, 문의드립니다 … | hi, quick question … |
| after | .18 | 감사합니다, 답변 부탁드려요 … | thanks, please help … |
| number | .04 | 주문번호 and ten digits | order number and ten digits |

None changes what is asked. Particles and endings are those that Kiwi finds, so that no stem loses its last syllable;
what Kiwi does not find stays as it is. All throws come from one seeded generator, and no throw depends on how many
messages are wanted: the first 10,000 of 1,000,000 messages are the 10,000 of a smaller set.

Share of distinct texts, in percent, from the seeds that `scripts/bench_mining` names:

| messages | 3,000 | 10,000 | 100,000 | 1,000,000 |
| --- | ---: | ---: | ---: | ---: |
| Korean (5,000 utterances, 500 labels) | 93.7 | 85.7 | 67.3 | 50.7 |
| English (4,400 utterances, 116 labels) | 93.7 | 86.2 | 65.9 | 48.8 |
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

SEED = 20261122
_OFFSET = 10.0
_AS_IT_STANDS = 0.15
_HANGUL = re.compile("[가-힣]")
_MARKS = ("?", "??", "???", "!", "!!", "?!", "...", "..", "~", "")

_KO_MOODS = ("ㅠㅠ", "ㅠ", "ㅜㅜ", "ㅠㅠㅠ", "ㅋㅋ", "ㅋㅋㅋ", "ㅎㅎ", "^^", ";;")
_KO_BEFORE = (
    "안녕하세요", "안녕하세요.", "안녕하세요~", "안녕하세요!", "안녕하세요 문의드립니다.", "문의드립니다", "문의드려요.",
    "저기요", "저기요,", "질문 있어요", "질문있습니다.", "수고하십니다.", "수고많으십니다", "혹시",
)  # fmt: skip
_KO_AFTER = (
    "감사합니다", "감사합니다.", "감사합니다!", "감사해요~", "고맙습니다", "부탁드립니다", "부탁드려요", "부탁드려요~",
    "답변 부탁드립니다.", "답변 부탁드려요", "빠른 답변 부탁드립니다", "확인 부탁드립니다.", "확인 부탁드려요!",
    "수고하세요", "수고하세요~",
)  # fmt: skip
_KO_NUMBERS = ("주문번호 {}", "주문번호는 {}입니다.", "주문번호: {}", "(주문번호 {})")

_EN_MOODS = (":(", ":((", ":/", ":)", "lol", "haha", "ugh")
_EN_BEFORE = (
    "Hi", "Hi,", "hi there,", "Hello", "Hello,", "hello!", "Hey", "hey,", "Good morning,", "Quick question:",
    "quick question,", "Um,", "So,", "Sorry to bother you,", "Excuse me,",
)  # fmt: skip
_EN_AFTER = (
    "Thanks", "thanks", "thanks!", "Thanks.", "Thank you", "Thank you.", "thank you!", "thx", "Please help.",
    "please help", "Please let me know.", "asap please", "Cheers", "many thanks",
)  # fmt: skip
_EN_NUMBERS = ("order number {}", "My order number is {}.", "Order: {}", "(order {})")
_CONTRACTIONS = (
    ("I am", "I'm"), ("I have", "I've"), ("I would", "I'd"), ("I will", "I'll"), ("do not", "don't"),
    ("does not", "doesn't"), ("did not", "didn't"), ("is not", "isn't"), ("was not", "wasn't"), ("can not", "can't"),
    ("cannot", "can't"), ("has not", "hasn't"), ("have not", "haven't"), ("could not", "couldn't"),
    ("will not", "won't"), ("what is", "what's"), ("how is", "how's"), ("it is", "it's"), ("that is", "that's"),
    ("going to", "gonna"), ("want to", "wanna"),
)  # fmt: skip
_CHAT = (("you", "u"), ("your", "ur"), ("please", "pls"), ("because", "cuz"), ("account", "acct"), ("are", "r"))
_ARTICLE = re.compile(r"\b(?:the|an?|my) (?=\w)", re.IGNORECASE)

_BEOL = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
_QWERTY = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# Endings that are polite with 요 and familiar without, as Kiwi writes them.
_YO = frozenset("어 아 지 나 네 죠 은가 ᆫ가 는가 을까 ᆯ까 을래 ᆯ래 은데 ᆫ데 는데 거든 을게 ᆯ게 군 는군 는지 을지 ᆯ지".split())


@dataclass(frozen=True, slots=True)
class Message:
    """A text and the intent behind it."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """A seed: its text, where its particles stand (start, end), and what its ending (from `end_at`) may become."""

    text: str
    particles: tuple[tuple[int, int], ...] = ()
    end: tuple[int, int] = (0, 0)
    endings: tuple[str, ...] = ()
    korean: bool = field(default=False)


def read_seeds(folder: Path, language: str) -> list[Message]:
    """Return the labelled utterances (`{"id", "text", "label"}` a line) in one language of a folder's files or a file.

    A label that stands in two files is one label.

    Raises:
        FileNotFoundError: nothing of that language is there.
    """
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else [folder]
    found: list[Message] = []
    for path in files:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        if rows and ("korean" if _HANGUL.search(rows[0]["text"]) else "english") == language:
            found += [Message(" ".join(row["text"].split()), str(row["label"])) for row in rows]
    if not found:
        raise FileNotFoundError(folder)
    return found


def messages(seeds: Sequence[Message], seed: int = SEED) -> Iterator[Message]:
    """Yield messages without end, always the same ones for the same seeds and number."""
    dice = random.Random(seed)
    by_label: dict[str, list[Utterance]] = {}
    for message, utterance in zip(seeds, _looked_at([s.text for s in seeds]), strict=True):
        by_label.setdefault(message.label, []).append(utterance)
    labels = sorted(by_label)
    dice.shuffle(labels)
    weights = list(accumulate(1 / (rank + _OFFSET) for rank in range(1, len(labels) + 1)))
    while True:
        label = dice.choices(labels, cum_weights=weights)[0]
        yield Message(varied(dice.choice(by_label[label]), dice), label)


def varied(said: Utterance, dice: random.Random) -> str:
    """Return an utterance as another customer may write it."""
    if dice.random() < _AS_IT_STANDS:
        return said.text
    text = _Korean.reworded(said, dice) if said.korean else _english_reworded(said.text, dice)
    if dice.random() < 0.13:
        text = (_jamo_typo if said.korean else _letter_typo)(text, dice)
    if dice.random() < 0.40:
        text = text.rstrip("?!.~ ") + dice.choice(_MARKS)
    moods, before, after, numbers = (
        (_KO_MOODS, _KO_BEFORE, _KO_AFTER, _KO_NUMBERS)
        if said.korean
        else (_EN_MOODS, _EN_BEFORE, _EN_AFTER, _EN_NUMBERS)
    )
    if dice.random() < 0.18:
        text = f"{text}{dice.choice(('', ' '))}{dice.choice(moods)}"
    if dice.random() < 0.18:
        text = f"{dice.choice(before)} {text}"
    if dice.random() < 0.04:
        number = dice.choice(numbers).format(dice.randrange(10**9, 10**10))
        text = dice.choice((f"{text} {number}", f"{number} {text}"))
    if dice.random() < 0.18:
        text = f"{text} {dice.choice(after)}"
    return text


def _looked_at(texts: Sequence[str]) -> list[Utterance]:
    """Return the utterances with what may change in them."""
    if not any(_HANGUL.search(text) for text in texts):
        return [Utterance(text) for text in texts]
    from kiwipiepy import Kiwi

    found = Kiwi(num_workers=1).tokenize(texts)
    return [_Korean.looked_at(text, tokens) if _HANGUL.search(text) else Utterance(text)
            for text, tokens in zip(texts, found, strict=True)]  # fmt: skip


class _Korean:
    """What happens to Korean words."""

    @staticmethod
    def looked_at(text: str, tokens: Sequence[Any]) -> Utterance:
        """Return an utterance with the particles and the last ending that Kiwi found in it."""
        particles = tuple(
            (t.start, t.end)
            for t in tokens
            if t.tag in ("JKS", "JKO", "JX") and t.form in "이가을를은는" and text[t.start : t.end] == t.form
        )
        words = [t for t in tokens if not t.tag.startswith("S")]
        if len(words) < 2 or words[-1].tag != "EF":
            return Utterance(text, particles, korean=True)
        return Utterance(text, particles, *_Korean.endings(text, words[-2], words[-1]), korean=True)

    @staticmethod
    def endings(text: str, stem: Any, last: Any) -> tuple[tuple[int, int], tuple[str, ...]]:
        """Return which part of a text is its polite or familiar ending, and what may stand there instead."""
        start, end = stem.start, last.end
        now = text[start:end]
        if stem.form == "주" and now == "줘":
            return (start, end), ("주세요", "주십시오", "줘요", "주시겠어요")
        if now.endswith("세요") and text[start - 1 : end] == "주세요":
            return (start - 1, end), ("줘", "주십시오", "줘요", "주실래요")
        if last.form in _YO and not now.endswith("요"):
            return (end, end), ("요",)
        if (
            last.form.endswith("요")
            and last.form[:-1] in _YO
            and stem.form not in ("시", "으시")
            and now.endswith("요")
        ):
            return (end - 1, end), ("",)
        if last.form == "야" and now.endswith("야"):
            return (end - 1, end), ("에요",) if text[end - 2 : end - 1] == "이" else ("예요",)
        if last.form in ("에요", "예요") and text[end - 2 : end] == last.form:
            return (end - 2, end), ("야",)
        return (0, 0), ()

    @staticmethod
    def reworded(said: Utterance, dice: random.Random) -> str:
        """Change the ending, a particle and the spaces, each or none."""
        text = said.text
        # The ending stands behind all particles, so that their places still hold after it has changed.
        if said.endings and dice.random() < 0.20:
            text = text[: said.end[0]] + dice.choice(said.endings) + text[said.end[1] :]
        if said.particles and dice.random() < 0.16:
            start, end = dice.choice(said.particles)
            text = text[:start] + _Korean.particle(text[start - 1 : start], text[start:end], dice) + text[end:]
        if dice.random() < 0.10:
            spaces = [i for i, letter in enumerate(text) if letter == " "]
            if spaces and dice.random() < 0.75:
                at = dice.choice(spaces)
                text = text[:at] + text[at + 1 :]
            else:
                text = text.replace(" ", "")
        return text

    @staticmethod
    def particle(before: str, now: str, dice: random.Random) -> str:
        """Return nothing, or the subject's particle for the topic's and the other way round."""
        if now in "을를" or not _HANGUL.match(before) or dice.random() < 0.6:
            return ""
        closed = (ord(before) - 0xAC00) % 28 != 0
        return ("은" if closed else "는") if now in "이가" else ("이" if closed else "가")


def _english_reworded(text: str, dice: random.Random) -> str:
    if dice.random() < 0.20:
        text = _swapped(text, [pair for a, b in _CONTRACTIONS for pair in ((a, b), (b, a))], dice)
    if dice.random() < 0.16:
        articles = list(_ARTICLE.finditer(text))
        if articles and dice.random() < 0.5:
            at = dice.choice(articles)
            text = text[: at.start()] + text[at.end() :]
        else:
            text = _swapped(text, _CHAT, dice)
    return text.lower() if dice.random() < 0.10 else text


def _swapped(text: str, pairs: Sequence[tuple[str, str]], dice: random.Random) -> str:
    """Put one word or two in other letters, if any of them stands in the text."""
    low = text.lower()
    there = [(a, b) for a, b in pairs if a.lower() in low and re.search(rf"\b{re.escape(a)}\b", text, re.IGNORECASE)]
    if not there:
        return text
    old, new = dice.choice(there)
    return re.sub(rf"\b{re.escape(old)}\b", lambda _: new, text, count=1, flags=re.IGNORECASE)


def _neighbours(rows: Sequence[str], alike: Callable[[str, str], bool]) -> dict[str, str]:
    """Return for each key those that touch it; a row stands half a key to the right of the one above."""
    place = {key: (x + y / 2, y) for y, row in enumerate(rows) for x, key in enumerate(row)}
    return {
        key: "".join(
            other for other, (ox, oy) in place.items()
            if other != key and abs(ox - x) <= 1 and abs(oy - y) <= 1 and alike(key, other)
        )
        for key, (x, y) in place.items()
    }  # fmt: skip


_NEAR_KEYS = _neighbours(_QWERTY, lambda a, b: True)
_NEAR_JAMO = _neighbours(_BEOL, lambda a, b: (a in _VOWELS) == (b in _VOWELS))


def _jamo_typo(text: str, dice: random.Random) -> str:
    """Put one jamo's neighbour on the keyboard in its place."""
    places = [i for i, letter in enumerate(text) if _HANGUL.match(letter)]
    if not places:
        return text
    at = dice.choice(places)
    code = ord(text[at]) - 0xAC00
    parts = [code // 588, code // 28 % 21, code % 28]
    which = dice.choice((0, 1, 2) if parts[2] else (0, 1))
    kinds = (_LEADS, _VOWELS, _TAILS)
    near = [jamo for jamo in _NEAR_JAMO.get(kinds[which][parts[which]], "") if jamo in kinds[which]]
    if not near:
        return text
    parts[which] = kinds[which].index(dice.choice(near))
    return text[:at] + chr(0xAC00 + parts[0] * 588 + parts[1] * 28 + parts[2]) + text[at + 1 :]


def _letter_typo(text: str, dice: random.Random) -> str:
    """Hit the wrong key in one word of four or more letters: a neighbour, none, twice, or two in the wrong order."""
    places = [i for word in re.finditer("[A-Za-z]{4,}", text) for i in range(word.start() + 1, word.end() - 1)]
    if not places:
        return text
    at = dice.choice(places)
    now = text[at]
    wrong = dice.choice((dice.choice(_NEAR_KEYS[now.lower()]), "", now * 2, None))
    if wrong is None:
        return text[:at] + text[at + 1] + now + text[at + 2 :]
    return text[:at] + wrong + text[at + 1 :]
