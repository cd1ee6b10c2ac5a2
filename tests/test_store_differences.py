"""Differences between records put on and off again."""

from itertools import pairwise
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as some

from papershelf.store.differences import apply, atoms, difference, merge
from papershelf.store.units import Change

VALUES = some.one_of(some.none(), some.integers(0, 3), some.lists(some.integers(0, 2), max_size=2))
INNER = some.dictionaries(some.sampled_from("xyz"), VALUES, max_size=3)
RECORDS = some.none() | some.dictionaries(some.sampled_from("abcd"), VALUES | INNER, max_size=4)


def _change(old: Any, new: Any) -> Change:
    return Change("t", "id", *difference(old, new))


@given(RECORDS, RECORDS)
def test_forth_and_back(old: Any, new: Any) -> None:
    """A difference brings the new record, and turned round the old one, with nothing left over."""
    change = _change(old, new)
    if old != {} and new != {}:  # an empty record and none are one here; the store writes neither as a change
        assert apply(old, change) == new
        assert merge(old, change) == (new, ())
        assert merge(new, change.turned()) == (old, ())
        assert apply(new, change) == new, "twice does no harm"


@given(RECORDS, RECORDS, RECORDS)
def test_nobody_elses_change_is_undone(old: Any, new: Any, other: Any) -> None:
    """Undo on a record that became something else touches only fields that still are as the unit made them."""
    change = _change(old, new)
    merged, left = merge(other, change.turned())
    for field, value in (other or {}).items():
        if field not in (change.after or {}) and field not in (change.before or {}):
            assert merged is not None
            assert merged[field] == value
    if other == new:
        assert left == ()


def test_fields_within_fields() -> None:
    """Times by field name are told apart, so undoing one thing leaves the time of another."""
    old = {"starred": True, "changed": {"starred": "1"}}
    new = {"starred": True, "note": "x", "changed": {"starred": "1", "note": "2"}}
    change = _change(old, new)
    assert (change.before, change.after) == ({"changed": {}}, {"changed": {"note": "2"}, "note": "x"})
    later = new | {"rating": 3, "changed": {"starred": "1", "note": "2", "rating": "3"}}
    assert merge(later, change.turned()) == (old | {"rating": 3, "changed": {"starred": "1", "rating": "3"}}, ())


def test_what_somebody_changed_is_left_and_named() -> None:
    """A field that is not as the unit made it stays."""
    change = _change({"note": "a", "rating": 1}, {"note": "b", "rating": 2})
    assert merge({"note": "by hand", "rating": 2}, change.turned()) == ({"note": "by hand", "rating": 1}, ("note",))
    assert merge(None, change.turned()) == (None, ("note", "rating"))


def test_undoing_a_creation_keeps_what_came_later() -> None:
    """Only what the unit put in goes."""
    change = _change(None, {"starred": True, "changed": {"starred": "1"}})
    present = {"starred": True, "note": "x", "changed": {"starred": "1", "note": "2"}}
    assert merge(present, change.turned()) == ({"note": "x", "changed": {"note": "2"}}, ())


TAGS = some.lists(some.sampled_from(["a", "B", "c", "d/e"]), unique=True)


def _tagged(tags: list[str], **fields: Any) -> Any:
    return ({"tags": tags} if tags else {}) | fields


@given(TAGS, TAGS, TAGS)
@example(["a", "c", "B"], ["a", "B", "c"], ["B", "c", "a"])
def test_tags_are_put_on_one_by_one(old: list[str], new: list[str], other: list[str]) -> None:
    """What a change did to tags is undone whatever other tags there are by now; nothing else is touched."""
    change = _change(_tagged(old, note="n"), _tagged(new, note="n"))
    merged, left = merge(_tagged(other, note="n"), change.turned())
    assert left == ()
    assert merged is not None
    got = merged.get("tags", [])
    assert set(got) == (set(other) - (set(new) - set(old))) | (set(old) - set(new))
    assert got in (old, other, sorted(got, key=str.casefold)), "sorted as tags are, or just as they were"
    assert atoms(change) == {("tags", tag.casefold()) for tag in set(old) ^ set(new)}
    again, left = merge(merged, change.turned())
    assert again is not None
    # A change of nothing but their order, which no program makes, is put on only where they stand as it found them.
    assert (again.get("note"), set(again.get("tags", [])), left) == ("n", set(got), ()), "twice does no harm"


@given(TAGS, TAGS, TAGS, TAGS)
def test_two_changes_of_tags_are_undone_in_any_order(
    old: list[str], ours: list[str], theirs: list[str], order: list[str]
) -> None:
    """As long as they touch other tags, the first may go first."""
    ours = [tag for tag in ours if tag not in old]
    theirs = [tag for tag in theirs if tag not in old and tag not in ours]
    states = [_tagged(sorted({*old, *more})) for more in ((), ours, (*ours, *theirs))]
    changes = [_change(*pair) for pair in pairwise(states)]
    present: Any = states[-1]
    for change in changes if order else changes[::-1]:
        present, left = merge(present, change.turned())
        assert left == ()
    assert set((present or {}).get("tags", [])) == set(old)


def test_letter_case_makes_no_other_tag() -> None:
    """A tag there already, spelt differently, stays; one that another change respelt is not taken away."""
    change = _change(_tagged(["x"]), _tagged(["NLP", "x"]))
    assert merge(_tagged(["nlp"]), change) == (_tagged(["nlp"]), ())
    assert merge(_tagged(["nlp", "z"]), change.turned()) == (_tagged(["nlp", "z"]), ("tags",))
    respelt = _change(_tagged(["nlp", "x"]), _tagged(["NLP", "x"]))
    assert merge(_tagged(["NLP", "y"]), respelt.turned()) == (_tagged(["nlp", "y"]), ())
    assert atoms(respelt) == {("tags", "nlp")}


def test_a_list_that_is_no_set_of_tags_is_one_value() -> None:
    """Doubles and numbers are put on whole or not at all."""
    change = _change({"tags": ["a", "a"]}, {"tags": ["b"]})
    assert merge({"tags": ["c"]}, change) == ({"tags": ["c"]}, ("tags",))
    assert apply({"tags": ["c"]}, change) == {"tags": ["b"]}
    assert atoms(change) == {("tags",)}
    assert atoms(_change({"links": ["a"]}, {"links": ["a", "b"]})) == {("links",)}


def test_replay_keeps_the_tags_of_a_hand() -> None:
    """A change put on for the second time, or on a file that a hand edited, adds and takes only its own."""
    change = _change(_tagged(["a"]), _tagged(["a", "b"]))
    assert apply(_tagged(["a", "hand"]), change) == _tagged(["a", "b", "hand"])
    assert apply({}, change) == _tagged(["a", "b"]), "a lost record is brought back whole"


def test_times_follow_their_fields() -> None:
    """A time is no reason to leave a field, and a field that is left keeps its time."""
    change = _change({"changed": {}}, {"note": "n", "starred": True, "changed": {"note": "1", "starred": "1"}})
    later = {"note": "n", "starred": True, "changed": {"note": "2", "starred": "1"}}
    assert merge(later, change.turned()) == ({"changed": {"note": "2"}}, ())
    by_hand = {"note": "by hand", "starred": True, "changed": {"note": "1", "starred": "1"}}
    assert merge(by_hand, change.turned()) == ({"note": "by hand", "changed": {"note": "1"}}, ("note",))
    tagged = _change({}, _tagged(["a"], changed={"tags": "1"}))
    both = _tagged(["a", "b"], changed={"tags": "1"})
    assert merge(both, tagged.turned()) == (_tagged(["b"], changed={"tags": "1"}), ())
    assert merge(None, tagged.turned()) == (None, ()), "it is gone already"
    assert merge(None, _change({"x": 1}, {"x": 1, "note": "n"})) == ({"note": "n"}, ()), "none is an empty one"
    assert atoms(_change({"changed": {"note": "1"}}, {"changed": {"note": "2"}})) == frozenset()


@given(some.text(max_size=3), some.text(max_size=3), some.text(max_size=3))
def test_hostile_tags(one: str, two: str, three: str) -> None:
    """Whatever letters a tag has, it is told apart as its casefold says, and nothing fails."""
    change = _change(_tagged([one]), _tagged([one, two]))
    merged, _ = merge(_tagged([one, three]), change)
    assert merged is not None
    apply(_tagged([three]), change)
    atoms(change)
