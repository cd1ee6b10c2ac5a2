"""Differences between records put on and off again."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from papershelf.store.differences import apply, difference, merge
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
