"""People's corrections of topics: what holds after any number of them, and after any run."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.mining import lessons
from kbgen.mining.costs import Log
from kbgen.mining.lessons import Correction, Lessons, enforced, key_of, learned
from kbgen.models import Question, Redacted, Topic
from tests import logs


def question(n):
    return Question(f"k{n:02}", n % 3, Redacted(f"q{n}"), ())


def topic(name, *numbers, title=""):
    questions = tuple(question(n) for n in sorted(numbers))
    return Topic(name, Redacted(title or name), "faq", "ko", Redacted("c"), questions, 0, 0.0, None, None, 1.0)


def key(n):
    return key_of(question(n))


def told(topics, left=()):
    """Topics as {id: numbers of questions}, those left under None."""
    return {t.id: [int(q.conversation[1:]) for q in t.questions] for t in topics} | {
        None: [int(q.conversation[1:]) for q in left]
    }


START = [topic("ta", 1, 2, 3), topic("tb", 4, 5), topic("tc", 6)]
LEFT = [question(7), question(8)]

CORRECTIONS = {
    "rename": lambda: lessons.rename(START, LEFT, "ta", Redacted("반품")),
    "merge": lambda: lessons.merge(START, LEFT, "ta", ["tb", "tc"]),
    "split": lambda: lessons.split(START, LEFT, "ta", {key(1), key(2)}, "tn"),
    "move": lambda: lessons.move(START, LEFT, [key(1), key(7)], "tb"),
    "out": lambda: lessons.move(START, LEFT, [key(1)], None),
}
AFTER = {
    "rename": {"ta": [1, 2, 3], "tb": [4, 5], "tc": [6], None: [7, 8]},
    "merge": {"ta": [1, 2, 3, 4, 5, 6], None: [7, 8]},
    "split": {"ta": [3], "tb": [4, 5], "tc": [6], "tn": [1, 2], None: [7, 8]},
    "move": {"ta": [2, 3], "tb": [1, 4, 5, 7], "tc": [6], None: [8]},
    "out": {"ta": [2, 3], "tb": [4, 5], "tc": [6], None: [1, 7, 8]},
}
LESSONS = {
    "rename": Lessons(titles={"ta": "반품"}),
    "merge": Lessons(
        placed={key(n): "ta" for n in range(1, 7)},
        merged={"tb": "ta", "tc": "ta"},
    ),
    "split": Lessons(
        placed={key(1): "tn", key(2): "tn"},
        apart=frozenset({(key(1), "ta"), (key(2), "ta"), (key(3), "tn")}),
    ),
    "move": Lessons(placed={key(1): "tb", key(7): "tb"}, apart=frozenset({(key(1), "ta")})),
    "out": Lessons(apart=frozenset({(key(1), "ta")})),
}


@pytest.mark.parametrize("kind", CORRECTIONS)
def test_a_correction_does_what_it_says_teaches_it_and_can_be_undone(kind):
    change = CORRECTIONS[kind]()
    assert told(change.topics, change.left) == AFTER[kind]
    assert learned([change.correction]) == LESSONS[kind]
    assert lessons.undone(change.topics, change.left, change.correction) == (START, LEFT)


def test_a_person_renames_one_topic_alone():
    change = CORRECTIONS["rename"]()
    assert [t.title for t in change.topics] == ["반품", "tb", "tc"]


def test_the_survivor_of_a_merge_keeps_its_title_and_ranks_as_high_as_the_best():
    topics = [replace(START[0], score=2.0), replace(START[1], score=9.0)]
    (survivor,) = lessons.merge(topics, [], "ta", ["tb"]).topics
    assert (survivor.id, survivor.title, survivor.score) == ("ta", "ta", 9.0)


# What a run makes of the topics, and what it must be after people had their say.
RUNS = {
    "placed": (Lessons(placed={key(4): "ta", key(7): "ta", key(1): "none"}), {"ta": [1, 2, 3, 4, 7], "tb": [5], None: [8]}),
    "apart": (Lessons(apart=frozenset({(key(1), "ta"), (key(1), "tb"), (key(2), "tb")})), {"ta": [2, 3], None: [1, 7, 8]}),
    "merged": (Lessons(merged={"tc": "tb", "tb": "ta"}), {"ta": [1, 2, 3, 4, 5, 6], "tb": None, "tc": None}),
    "merged into what is gone": (Lessons(merged={"tc": "tx", "tx": "ty"}), {}),
    "merged over what is gone": (Lessons(merged={"tc": "tx", "tx": "tb"}), {"tb": [4, 5, 6], "tc": None}),
    "placed in what is gone": (Lessons(placed={key(8): "tx"}, merged={"tx": "tb"}), {"tb": [4, 5, 8], None: [7]}),
    "apart from what is gone": (Lessons(apart=frozenset({(key(4), "tx")}), merged={"tx": "tb"}), {"tb": [5], None: [4, 7, 8]}),
    "emptied": (Lessons(placed={key(6): "ta"}), {"ta": [1, 2, 3, 6], "tc": []}),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_a_run_keeps_to_lessons(name):
    given_lessons, different = RUNS[name]
    wanted = {**told(START, LEFT), **different}
    assert told(*enforced(START, LEFT, given_lessons)) == {k: v for k, v in wanted.items() if v is not None}


def test_titles_are_those_people_gave():
    found, _ = enforced(START, LEFT, Lessons(titles={"tb": Redacted("환불"), "tx": Redacted("없음")}))
    assert [t.title for t in found] == ["ta", "환불", "tc"]


def test_without_lessons_nothing_changes():
    assert enforced(START, LEFT, Lessons()) == (START, LEFT)


def test_a_question_in_two_topics_is_in_one_after():
    found, left = enforced([topic("ta", 1), topic("tb", 1, 2)], [question(2), question(3)], Lessons())
    assert told(found, left) == {"ta": [1], "tb": [2], None: [3]}


def test_a_merge_overrules_a_split_and_what_was_apart_from_one_is_apart_from_both():
    parted = lessons.split(START, LEFT, "ta", {key(1)}, "tn")
    out = lessons.move(parted.topics, parted.left, [key(4)], None)
    away = lessons.move(out.topics, out.left, [key(4)], "tn")
    again = lessons.move(away.topics, away.left, [key(4)], None)
    joined = lessons.merge(again.topics, again.left, "tc", ["tn"])
    found = learned(c.correction for c in (parted, out, away, again, joined))
    assert found.placed == {key(1): "tc", key(6): "tc"}
    assert found.merged == {"tn": "tc"}
    assert found.apart == {
        (key(1), "ta"), (key(2), "tc"), (key(3), "tc"), (key(4), "tb"), (key(4), "tc"),
    }  # fmt: skip


def test_a_merge_is_undone_around_what_came_since():
    change = lessons.merge(START, LEFT, "ta", ["tb"])
    grown = [topic("ta", 1, 2, 3, 4, 5, 20) if t.id == "ta" else t for t in change.topics]
    found, left = lessons.undone(grown, change.left, change.correction)
    assert told(found, left) == {"ta": [1, 2, 3, 20], "tc": [6], "tb": [4, 5], None: [7, 8]}


def test_a_split_is_undone_with_what_came_since():
    change = lessons.split(START, LEFT, "ta", {key(1)}, "tn")
    grown = [topic("tn", 1, 20) if t.id == "tn" else t for t in change.topics]
    assert told(*lessons.undone(grown, change.left, change.correction))["ta"] == [1, 2, 3, 20]


def test_a_topic_that_a_run_dropped_comes_back_with_its_questions_alone():
    change = lessons.move(START, LEFT, [key(6)], "ta")
    found, left = lessons.undone([t for t in change.topics if t.id == "ta"], [], change.correction)
    assert told(found, left) == {"ta": [1, 2, 3], "tc": [6], None: []}
    found, _ = lessons.undone([topic("tc")], [question(6)], change.correction)
    assert told(found) == {"tc": [6], None: []}


def test_ids_are_stable_and_never_taken():
    first = lessons.topic_id(("k1", 0), ())
    assert first == lessons.topic_id(("k1", 0), {"tother"})
    second = lessons.topic_id(("k1", 0), {first})
    assert second not in (first, lessons.topic_id(("k1", 0), {first, second}))


# Any number of corrections, with runs in between that put questions anywhere.

ALL = range(8)
numbers = st.integers(0, ALL[-1])
steps = st.lists(
    st.tuples(
        st.sampled_from(["rename", "merge", "split", "move", "out", "run", "undo"]),
        st.integers(0, 3),
        st.sets(numbers, min_size=1, max_size=4),
    ),
    max_size=14,
)


def applied(kind, topics, left, which, chosen, new):
    """The change that a step asks for, or None where a command would refuse it."""
    name = topics[which % len(topics)].id
    there = {key_of(q): t.id for t in topics for q in t.questions}
    keys = {key(n) for n in chosen}
    if kind == "rename":
        return lessons.rename(topics, left, name, Redacted(f"title {new}"))
    if kind == "merge":
        others = sorted({t.id for i, t in enumerate(topics) if i in chosen} - {name})
        return lessons.merge(topics, left, name, others) if others else None
    if kind == "split":
        keys = {k for k in keys if there.get(k) == name}
        return lessons.split(topics, left, name, keys, new) if keys else None
    if kind == "move":
        keys = {k for k in keys if there.get(k) != name}
        return lessons.move(topics, left, keys, name) if keys else None
    keys = {k for k in keys if k in there}
    return lessons.move(topics, left, keys, None) if keys else None


def shuffled(topics, left, which, chosen):
    """What a careless run might do: it puts some questions, or all of them, into one topic."""
    keys = {key(n) for n in (chosen if len(chosen) > 1 else ALL)}
    held = [q for q in (*(q for t in topics for q in t.questions), *left) if key_of(q) in keys]
    free = [
        replace(t, title=Redacted("title of a run"), questions=tuple(q for q in t.questions if key_of(q) not in keys))
        for t in topics
    ]
    free[which % len(free)] = replace(free[which % len(free)], questions=(*free[which % len(free)].questions, *held))
    return free, [q for q in left if key_of(q) not in keys]


def check(topics, left, found):
    everywhere = [q for t in topics for q in t.questions] + list(left)
    assert sorted(map(key_of, everywhere)) == sorted(key(n) for n in ALL), "none is lost, none is there twice"
    place = {key_of(q): t.id for t in topics for q in t.questions}
    assert not {(k, name) for k, name in found.apart if place.get(k) == name}
    names = {t.id for t in topics}
    assert {k: place.get(k) for k, name in found.placed.items() if name in names} == {
        k: name for k, name in found.placed.items() if name in names
    }
    assert not names & set(found.merged)
    assert {t.id: t.title for t in topics if t.id in found.titles} == {
        n: t for n, t in found.titles.items() if n in names
    }


@settings(max_examples=150, deadline=None)
@given(steps)
def test_after_any_corrections_and_runs_every_lesson_holds_and_undo_restores(asked):
    topics = [topic(f"t{n}", *range(n * 2, n * 2 + 2)) for n in range(3)]
    left = [question(6), question(7)]
    made: list[tuple[Correction, tuple]] = []
    for step, (kind, which, chosen) in enumerate(asked):
        if kind == "run":
            topics, left = enforced(*shuffled(topics, left, which, chosen), learned(c for c, _ in made))
            made = [(c, None) for c, _ in made]
        elif kind == "undo" and made:
            correction, before = made.pop()
            state = lessons.undone(topics, left, correction)
            topics, left = enforced(*state, learned(c for c, _ in made))
            if before is not None:
                assert (sorted(topics, key=lambda t: t.id), left) == before
        elif kind not in ("run", "undo"):
            change = applied(kind, topics, left, which, chosen, f"n{step}")
            if change is None:
                continue
            before = (sorted(topics, key=lambda t: t.id), left)
            made.append((change.correction, before))
            latest = {k: change.correction.made or change.correction.topic for k, _ in change.correction.moved}
            topics, left = enforced(change.topics, change.left, learned(c for c, _ in made))
            place = {key_of(q): t.id for t in topics for q in t.questions}
            assert {k: place.get(k) for k in latest} == latest, "what was placed last stands there"
        check(topics, left, learned(c for c, _ in made))


# Titles, numbers and disagreements after a correction.


def gym_topics(*names):
    held = logs.stored(logs.gym(*names))
    found = []
    for name in names:
        mine = tuple(q for q in logs.questions(held.values()) if q.conversation.startswith(name))
        bare = Topic(f"t{name}", Redacted(""), "faq", "ko", Redacted(""), mine, 0, 0.0, None, None, 1.0)
        found.append(lessons.described(bare, held, frozenset(), Log()))
    return held, found


def test_a_topic_that_loses_the_question_of_its_title_gets_another_one_unless_a_person_gave_it():
    _, (towel,) = gym_topics("towel")
    asks = [q for q in towel.questions if q.text.startswith(towel.title.rstrip("?"))]
    change = lessons.move([towel], [], [key_of(q) for q in asks], None)
    (bare,) = lessons.retitled([towel], change.topics, Lessons())
    assert bare.title == ""
    (kept,) = lessons.retitled([towel], change.topics, Lessons(titles={towel.id: towel.title}))
    assert kept.title == towel.title
    others = [q for q in towel.questions if q not in asks][:1]
    change = lessons.move([towel], [], [key_of(q) for q in others], None)
    assert lessons.retitled([towel], change.topics, Lessons())[0].title == towel.title


def test_numbers_and_disagreements_follow_at_once_and_what_others_said_stands_until_the_next_run():
    held, (towel, refund) = gym_topics("towel", "refund")
    said = lessons.statements(refund.questions, held, frozenset())
    torn = lessons.disagreements(said, [q.text for q in refund.questions])
    assert torn
    change = lessons.merge([towel, refund], [], towel.id, [refund.id])
    (whole,) = lessons.redescribed([towel, refund], change.topics, change.correction, held, frozenset(), Log())
    assert (whole.customers, len(whole.conversations)) == (10, 10)
    assert [d.key for d in whole.disagreements] == [d.key for d in torn]
    # Both are told apart again; what stands between them and a third topic is not forgotten.
    claims = tuple(replace(c, conversations=("elsewhere",)) for c in torn[0].claims)
    foreign = replace(torn[0], key="foreign", claims=claims)
    topics = [towel, replace(refund, disagreements=(foreign, *torn))]
    change = lessons.merge(topics, [], towel.id, [refund.id])
    (whole,) = lessons.redescribed(topics, change.topics, change.correction, held, frozenset(), Log())
    assert {d.key for d in whole.disagreements} == {"foreign", *(d.key for d in torn)}
    back, _ = lessons.undone([whole], [], change.correction)
    after = lessons.redescribed([whole], back, change.correction, held, frozenset(), Log())
    assert after[0] == towel
    assert after[1].questions == refund.questions
    assert {d.key for d in after[1].disagreements} == {"foreign", *(d.key for d in torn)}
