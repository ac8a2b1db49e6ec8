from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.language.fold import fold
from kbgen.mining.asked import Asked, evenly, with_answers
from kbgen.mining.grouping import group
from kbgen.models import Question, Redacted
from tests import logs

THEMES = {theme.name: theme for theme in logs.GYM}


def asked(name, text, answer="", opening=True, message=0):
    question = Question(name, message, Redacted(text), ())
    return Asked(question, opening, answer, f"{fold(text)}/{fold(answer)}".encode())


def of(*names, answered=True, prefix="", start=0, end=99):
    """The questions of themes, each in a conversation named after its theme."""
    return [
        asked(f"{prefix}{name}-{i}", text, THEMES[name].answered[0] if answered else "")
        for name in names
        for i, text in enumerate(THEMES[name].asked)
        if start <= i < end
    ]


def names(questions):
    return sorted(q.conversation for q in questions)


def placed(groups):
    """The place of each question: a known topic, a new one, or none."""
    found = {}
    for kind, topics in (("given", groups.given), ("new", groups.discovered), ("left", [groups.left])):
        for topic, questions in enumerate(topics):
            for q in questions:
                assert (q.conversation, q.message) not in found, "twice"
                found[q.conversation, q.message] = (kind, topic)
    return found


@pytest.mark.parametrize("answered", [True, False])
def test_known_topics_get_theirs_first_and_the_rest_makes_new_ones(answered):
    known = [of("pause", answered=answered, end=3), of("locker", answered=answered, end=3)]
    new = of("pause", "locker", answered=answered, start=3) + of("towel", answered=answered)
    found = group(known, new, 2000)
    assert [names(topic) for topic in found.given] == [
        names(a.question for a in new if a.question.conversation.startswith(name)) for name in ("pause", "locker")
    ]
    assert [set(logs.themes_of(names(topic))) for topic in found.discovered] == [{"towel"}]


def test_a_known_topic_gives_nothing_away():
    known = [of("towel", end=2)]
    found = group(known, of("towel", start=2) + of("pause"), 2000)
    assert names(found.given[0]) == ["towel-2", "towel-3"]
    assert not {q.conversation for topic in found.discovered for q in topic} & {"towel-0", "towel-1"}


def test_a_known_topic_without_questions_takes_none():
    found = group([[], of("towel", end=2)], of("towel", start=2), 2000)
    assert [names(topic) for topic in found.given] == [[], ["towel-2", "towel-3"]]


def test_many_new_questions_with_a_word_in_common_do_not_all_belong_to_one_old_topic():
    known = [of("towel")]
    flood = [asked(f"sauna-{i}", f"사우나 {word} 있나요?", "사우나는 여름에 쉽니다.") for i, word in enumerate(WORDS)]
    assert group(known, flood, 2000).given == ((),)


WORDS = "온도 시간 요금 위치 소금 얼음 옷 열쇠 물 의자 시계 창문".split()


def test_without_questions_there_are_no_groups():
    assert group([], [], 2000) == group([], [], 1)
    assert group([of("towel")], [], 2000).given == ((),)
    assert group([], [asked("k", "휴회 되나요?")], 2000).left == (asked("k", "휴회 되나요?").question,)


def test_questions_that_are_the_same_letter_for_letter_are_one():
    same = [
        asked(f"same-{i}", text, "됩니다.") for i, text in enumerate(["휴회 되나요?", "휴회   되나요", "휴회 되나요!!"])
    ]
    found = group([], [*same, *of("locker", "towel")], 2000)
    (topic,) = [t for t in found.discovered if any(q.conversation.startswith("same") for q in t)]
    assert names(topic) == ["same-0", "same-1", "same-2"]


def test_a_question_is_signed_by_its_words_and_what_agents_stated():
    turns = {
        "one": [("c", "휴회 되나요?"), ("a", "안녕하세요 고객님"), ("a", "앱에서 됩니다.")],
        "spelt otherwise": [("c", "휴회   되나요!! ㅠㅠ"), ("a", "앱에서 됩니다")],
        "other words": [("c", "휴회 될까요?"), ("a", "앱에서 됩니다.")],
        "another answer": [("c", "휴회 되나요?"), ("a", "전화로 됩니다.")],
        "no answer": [("c", "휴회 되나요?")],
    }
    conversations = logs.stored([logs.record(name, said) for name, said in turns.items()])
    made = [Asked(q, True) for q in logs.questions(conversations.values())]
    signed = {a.question.conversation: a for a in with_answers(made, conversations, frozenset())}
    assert signed["one"].answer == "앱에서 됩니다."
    assert signed["one"].signature == signed["spelt otherwise"].signature
    assert len({a.signature for a in signed.values()}) == 4


def test_follow_ups_found_nothing_but_are_given_to_what_was_found():
    follow = [
        asked("chat", text, THEMES["towel"].answered[0], opening=False, message=4) for text in THEMES["towel"].asked[:1]
    ]
    assert (
        group([], [asked(f"c{i}", "휴회 되나요?", "네", opening=False, message=2) for i in range(4)], 2000).discovered
        == ()
    )
    found = group([], of("towel", start=1) + follow, 2000)
    assert [names(topic) for topic in found.discovered] == [["chat", "towel-1", "towel-2", "towel-3"]]


def test_what_a_sample_does_not_see_is_discovered_in_a_later_round():
    often = [
        asked(f"{name}-{word}{i}", f"{text} {word}", THEMES[name].answered[0])
        for word in WORDS
        for name in ("pause", "locker")
        for i, text in enumerate(THEMES[name].asked[:4])
    ]
    unseen = [place for place in range(100) if place not in evenly(100, 24)][:4]
    new = list(often)
    for place, question in zip(unseen, of("towel"), strict=True):
        new.insert(place, question)
    assert not {new[place].question.conversation.split("-")[0] for place in evenly(100, 24)} & {"towel"}
    found = group([], new, 24)
    themes = [logs.themes_of(names(topic)) for topic in found.discovered]
    assert {"towel": 4} in themes
    assert {"pause", "locker"} < {name for theme in themes for name in theme}
    assert all(len(theme) == 1 for theme in themes)
    assert found.left == ()


def test_a_sample_as_large_as_the_log_is_the_log():
    new = of("pause", "locker", "towel")
    assert group([], new, len(new)) == group([], new, 2000)


TEXTS = [text for name in ("pause", "towel", "wish") for text in THEMES[name].asked] + [
    "수건  있나요!!",
    "🙂",
    "",
    "Do you have towels?",
]
LOGS = st.lists(
    st.tuples(
        st.sampled_from(TEXTS),
        st.sampled_from(["", "네", THEMES["towel"].answered[0], THEMES["pause"].answered[0]]),
        st.booleans(),
    ),
    max_size=14,
)


@given(LOGS, st.lists(LOGS.filter(bool), max_size=3), st.integers(1, 10))
@settings(deadline=None, max_examples=60)
def test_nothing_is_lost_nothing_is_there_twice_and_equal_openings_are_together(new, known, sample):
    fresh = [asked(f"k{i}", *a) for i, a in enumerate(new)]
    old = [[asked(f"old{n}-{i}", *a) for i, a in enumerate(topic)] for n, topic in enumerate(known)]
    found = group(old, fresh, sample)
    places = placed(found)
    assert set(places) == {(a.question.conversation, 0) for a in fresh}
    assert len(found.given) == len(known)
    assert all(len(topic) >= 2 for topic in found.discovered)
    for a in fresh:
        for b in fresh:
            if a.signature == b.signature and a.opening and b.opening:
                assert places[a.question.conversation, 0] == places[b.question.conversation, 0]
    assert group(old, fresh, sample) == found
    assert Counter(kind for kind, _ in places.values())["left"] == len(found.left)
