"""Going through papers without a screen: any run of keys keeps place, counts and the way back consistent."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.tui.triage_memory import FILE, KEPT, Left, Memory
from papershelf.tui.triage_words import span_words, summary
from papershelf.tui.triaging import Decision, Round, same_rest

MOVES = st.one_of(
    st.sampled_from(list(Decision)[:4]),
    st.sampled_from(("before", "after", "undo", "tag", "delete", "fail", "in vain")),
)


def check(walk: Round, there: set[str]) -> None:
    """What must hold after any key."""
    assert 0 <= walk.place <= len(walk.ids)
    assert walk.current is None or walk.current in there
    assert set(walk.left) == there - set(walk.decided)
    assert sum(walk.counts.values()) == len(walk.decided)
    latest = {step.paper_id: step.decision for step in walk.steps if step.decision}
    assert latest == walk.decided, "what can be taken back is what was decided"


@given(st.integers(0, 6), st.lists(MOVES, max_size=30))
@settings(max_examples=120)
def test_any_run_of_keys_leaves_place_counts_and_the_way_back_consistent(size: int, moves: list[str]) -> None:
    ids = [f"p{number}" for number in range(size)]
    there = set(ids)
    walk = Round(ids, there.__contains__)
    for move in moves:
        before = walk.place
        if isinstance(move, Decision) and walk.current is not None:
            step = walk.decide(move)
            assert walk.decided[step.paper_id] is move
            assert walk.place > before
            assert walk.current is None or walk.current not in walk.decided, "on to one that waits"
        elif move in ("before", "after"):
            assert walk.go(-1 if move == "before" else 1) == (walk.place != before)
        elif move == "undo" and (taken := walk.undo()):
            assert walk.ids[walk.place] == taken.paper_id
        elif move == "tag" and walk.current is not None:
            walk.beside(walk.current, ["u"])
        elif move == "delete" and walk.current is not None and len(there) > 1:
            there.discard(walk.current)
            assert walk.pass_over() == walk.place - before - sum(each in there for each in ids[before : walk.place])
        elif move == "fail" and walk.steps and walk.steps[0].decision:
            walk.fail(walk.steps[0])
        elif move == "in vain" and (taken := walk.undo()):
            walk.undone_in_vain(taken)
        walk.pass_over()
        check(walk, there)


@given(st.lists(st.sampled_from(list(Decision)[:4]), max_size=8))
def test_taking_everything_back_leads_to_the_beginning(decisions: list[Decision]) -> None:
    walk = Round("abcdefgh", lambda _: True)
    for decision in decisions:
        walk.decide(decision)
    while walk.undo():
        pass
    assert (walk.place, walk.decided, walk.steps) == (0, {}, [])


def test_a_second_decision_is_taken_back_to_the_first() -> None:
    walk = Round("ab", lambda _: True)
    walk.decide(Decision.SKIPPED)
    walk.go(-1)
    walk.decide(Decision.KEPT)
    assert walk.counts == {Decision.KEPT: 1}
    walk.undo()
    assert (walk.current, walk.counts) == ("a", {Decision.SKIPPED: 1})


def test_a_decision_that_failed_is_none_though_another_followed_it() -> None:
    walk = Round("ab", lambda _: True)
    failing = walk.decide(Decision.SKIPPED)
    walk.go(-1)
    walk.decide(Decision.KEPT)
    walk.fail(failing)
    assert walk.counts == {Decision.KEPT: 1}
    walk.undo()
    assert walk.counts == {}


def test_what_was_decided_before_is_not_shown_again() -> None:
    walk = Round("abcd", lambda each: each != "c", {"a": Decision.KEPT, "b": Decision.KEPT, "elsewhere": Decision.KEPT})
    assert (walk.current, walk.left, walk.counts.total()) == ("d", ["d"], 2)


def test_the_rest_is_the_same_whether_the_view_lets_go_of_what_was_decided_or_not() -> None:
    assert same_rest("cd", "cd", "ab")
    assert same_rest("cd", "abcd", "ab")
    assert not same_rest("cd", "cde", "ab")
    assert not same_rest("cd", "c", "ab")


# What is remembered

TEXTS = st.text(max_size=20)


@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=5), st.floats(0, 1e6))
@settings(max_examples=40)
def test_what_was_left_is_found_again(
    tmp_path_factory: pytest.TempPathFactory, place: str, name: str, ids: list[str], seconds: float
) -> None:
    memory = Memory(tmp_path_factory.mktemp("memory"))
    left = Left(place, name, tuple(ids), {ids[0]: Decision.LATER}, seconds)
    memory.keep(left)
    found = memory.find(place)
    assert found is not None
    assert (found.place, found.ids, found.decided, found.seconds) == (place, left.ids, left.decided, seconds)
    memory.forget(place)
    assert memory.find(place) is None


def test_each_place_is_remembered_once_and_only_so_many(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for number in range(KEPT + 3):
        memory.keep(Left(f"view:{number}", "A view", ("a",)))
    memory.keep(Left("view:9", "A view", ("a", "b")))
    found = memory.find("view:9")
    assert found is not None
    assert len(found.ids) == 2
    assert memory.find("view:0") is None
    assert len(orjson.loads((tmp_path / FILE).read_bytes())["triages"]) == KEPT


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"triages": 3}', b'{"triages": [3, {"place": 1}, {"place": "x", "name": "", "ids": []}]}'],
)
def test_a_file_that_is_none_of_ours_is_no_matter(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    memory = Memory(tmp_path)
    assert memory.find("x") is None
    memory.keep(Left("x", "X", ("a",)))
    assert memory.find("x") is not None


def test_decisions_and_times_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    row = {"place": "x", "name": "X", "ids": ["a"], "decided": {"a": "eaten"}, "seconds": "many"}
    (tmp_path / FILE).write_bytes(orjson.dumps({"triages": [row]}))
    assert Memory(tmp_path).find("x") == Left("x", "X", ("a",))


def test_the_end_says_what_came_of_it() -> None:
    lines = summary({Decision.KEPT: 12, Decision.SKIPPED: 30}, 8, 260.0)
    assert lines == ["12  kept", "30  skipped", " 8  left", "", "42 papers in 4 minutes 20 seconds, 6 s each."]
    assert summary({}, 3, 10) == [" 3  left"]
    assert [span_words(seconds) for seconds in (-5, 1, 61, 3_900)] == [
        "0 seconds",
        "1 second",
        "1 minute 1 second",
        "1 hour 5 minutes",
    ]
