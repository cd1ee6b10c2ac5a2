"""Ids that are looked up when they are asked for read as a tuple of them does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf.paper import Paper
from papershelf.search.ids import Ids
from papershelf.search.naming import Names
from tests.column_things import IDS, LIBRARIES
from tests.test_columns import a_board, by_id

PLACES = some.none() | some.integers(-8, 8)


@given(LIBRARIES, LIBRARIES, some.data())
def test_it_reads_as_a_tuple(before: tuple[Paper, ...], after: tuple[Paper, ...], data: some.DataObject) -> None:
    papers = by_id(after)
    line = a_board(by_id(before), papers).line
    kept = data.draw(some.lists(some.sampled_from(sorted(papers)), unique=True)) if papers else []
    plain, listed = tuple(kept), line.ids_of(line.rows_of(kept))
    assert (tuple(listed), len(listed), repr(listed), hash(listed)) == (plain, len(plain), repr(plain), hash(plain))
    assert tuple(reversed(listed)) == plain[::-1]
    first, last, step = data.draw(PLACES), data.draw(PLACES), data.draw(some.sampled_from((None, 1, 2, -1)))
    assert listed[first:last:step] == plain[first:last:step]
    assert [listed[place] for place in range(-len(plain), len(plain))] == [*plain, *plain]
    assert listed == plain
    assert listed == line.ids_of(line.rows_of(kept))
    assert (listed == line.ids_of(line.rows_of(kept[1:]))) == (not kept)
    assert listed != (*plain, "another")
    assert listed != set(plain)
    for each in (*IDS, "nobody", 7):
        assert (each in listed, listed.count(each)) == (each in plain, plain.count(each))
        start, stop = first or 0, len(plain) if last is None else last
        assert where(listed, each, start, stop) == where(plain, each, start, stop)


def where(ids: "Ids | tuple[str, ...]", value: object, start: int, stop: int) -> int | None:
    """Where an id stands in a part of some, if it does."""
    try:
        return ids.index(value, start, stop)
    except ValueError:
        return None


def test_what_lies_beyond_its_ends_is_an_error() -> None:
    with pytest.raises(IndexError):
        Ids(Names(["a"]), np.zeros(0, np.int64))[0]


def test_nobody_looks_ids_up_that_are_in_a_line_already() -> None:
    papers = {key: Paper(key, key, "", key, "", "2026-03-01T10:00:00Z") for key in ("c", "a", "b")}
    board = a_board(papers, papers)
    listed = board.sorted(("c", "a", "b"), "title")
    assert listed is not None
    assert listed == ("a", "b", "c")
    assert board.line.rows_of(listed) is listed.numbers
    other = a_board(papers, papers).line
    assert other.rows_of(listed).tolist() == listed.numbers.tolist()
    assert listed == other.ids_of(other.rows_of(listed))
