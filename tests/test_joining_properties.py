"""Joining whatever two states: nothing is lost, it does not matter who asks, and once is enough."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from papershelf.store.joining import Base, Tables, join
from papershelf.store.records import LISTS, MARKS, PAPERS, TRASH, VIEWS
from tests.join_things import as_side, ids_of, listed, side, states, words_of

CODECS = {"papers": PAPERS, "marks": MARKS, "views": VIEWS, "lists": LISTS, "trash": TRASH}
# Making two states takes long, and longer on a machine that is busy; that says nothing about joining.
often = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
bases = some.none() | states().map(Base)


@often
@given(states(), states())
def test_without_a_base_nothing_of_either_side_is_lost(one: Tables, two: Tables) -> None:
    joined = join(None, side("one", one), side("two", two)).tables
    assert words_of(one) | words_of(two) <= words_of(joined)
    assert ids_of(one) | ids_of(two) == ids_of(joined)
    assert listed(one) | listed(two) <= listed(joined)
    assert {str(v["query"]) for t in (one, two) for v in t["views"].values()} >= {
        str(v["query"]) for v in joined["views"].values()
    }


@often
@given(states(), states(), states())
def test_with_a_base_only_what_it_shows_as_removed_is_gone(base: Tables, one: Tables, two: Tables) -> None:
    joined = join(Base(base), side("one", one), side("two", two)).tables
    both = words_of(one) & words_of(two)
    added = (words_of(one) | words_of(two)) - words_of(base)
    assert both | added <= words_of(joined)
    kept = listed(one) & listed(two) | ((listed(one) | listed(two)) - listed(base))
    assert {place for place in kept if place[0] in joined["lists"]} <= listed(joined)
    assert one["lists"].keys() & two["lists"].keys() <= joined["lists"].keys()
    assert ids_of(one) & ids_of(two) <= ids_of(joined)
    assert (ids_of(one) | ids_of(two)) - ids_of(base) <= ids_of(joined)


@often
@given(bases, states(), states())
def test_both_sides_come_to_the_same(base: Base | None, one: Tables, two: Tables) -> None:
    here = join(base, side("one", one), side("two", two)).tables
    there = join(base, side("two", two), side("one", one)).tables
    assert {table: dict(rows) for table, rows in here.items()} == {table: dict(rows) for table, rows in there.items()}


@often
@given(bases, states())
def test_a_state_joined_with_itself_is_itself(base: Base | None, one: Tables) -> None:
    assert join(base, side("one", one), side("one", one)).tables == one
    assert join(base, side("one", one), side("two", one)).conflicts == []


@often
@given(states(), states())
def test_joining_again_changes_nothing(one: Tables, two: Tables) -> None:
    joined = join(None, side("one", one), side("two", two))
    assert join(None, as_side("one", joined), side("two", two)).tables == joined.tables
    assert join(None, as_side("one", joined), side("one", one)).tables == joined.tables


@often
@given(bases, states(), states())
def test_a_join_can_be_kept_and_is_in_order(base: Base | None, one: Tables, two: Tables) -> None:
    joined = join(base, side("one", one), side("two", two)).tables
    for table, rows in joined.items():
        for key, record in rows.items():
            CODECS[table].decode(key, record)  # type: ignore[attr-defined]
    assert not joined["papers"].keys() & joined["trash"].keys()
    if one["views"] != two["views"]:
        names = [str(view["name"]).casefold() for view in joined["views"].values()]
        assert len(names) == len(set(names))


@often
@given(states(), states())
def test_what_only_one_side_changed_is_as_that_side_has_it(base: Tables, one: Tables) -> None:
    here = join(Base(base), side("one", one), side("two", base))
    assert words_of(here.tables) == words_of(one) | (words_of(here.tables) & words_of(base))
    assert here.tables["views"] == one["views"]
    same = [key for key in ("a", "b", "c") if key in base["papers"] and key in one["papers"]]
    assert {key: here.tables["papers"][key] for key in same} == {key: one["papers"][key] for key in same}
