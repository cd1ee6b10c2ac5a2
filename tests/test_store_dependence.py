"""Undo of any unit: alone where nothing builds on it, refused by name where something does."""

from dataclasses import replace
from pathlib import Path

import pytest

from papershelf.errors import DependedOnError, NothingFoundError, UsageError
from papershelf.marks import Mark, merge_tags
from papershelf.store import Kind, Left, Store, Unit
from tests.hostile import HOSTILE
from tests.store_things import NOW, a_mark, a_paper, a_view, put, state


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store, whose clock stands still."""
    return Store.open(tmp_path / "data", clock=lambda: NOW)


def tag(store: Store, key: str, add: str = "", remove: str = "", words: str = "tagged") -> str:
    """One unit that adds or removes a tag; its id."""
    with store.transaction(words) as edit:
        mark = edit.marks.get(key, Mark(key))
        tags = merge_tags(mark.tags, filter(None, [add]), filter(None, [remove]))
        edit.put_mark(replace(mark, tags=tags, changed={**mark.changed, "tags": store._clock()}))
    assert edit.unit is not None
    return edit.unit.id


def note(store: Store, key: str, text: str) -> str:
    """One unit that writes a note; its id."""
    with store.transaction(f"wrote {text}") as edit:
        edit.put_mark(replace(edit.marks.get(key, Mark(key)), note=text))
    assert edit.unit is not None
    return edit.unit.id


def last(store: Store) -> str:
    """The id of the last unit."""
    return store.units(1)[0].id


def test_an_older_tag_goes_alone(store: Store) -> None:
    """A later tag of the same paper stays; in whatever order both come back, both are there."""
    one, two = tag(store, "a", "nlp"), tag(store, "a", "rag")
    unit = store.undo(one)
    assert unit is not None
    assert (unit.kind, unit.of, unit.left) == (Kind.UNDO, one, ())
    assert dict(store.marks) == {"a": a_mark("a", tags=("rag",))}
    assert [(standing.unit.id, standing.undone) for standing in store.timeline()] == [(two, False), (one, True)]
    store.undo()
    assert not store.marks["a"].tags
    with Store.open(store.folder) as other:
        other.redo(one[:8])
        assert dict(other.marks) == {"a": a_mark("a", tags=("nlp",))}
        other.redo(two)
        assert dict(other.marks) == {"a": a_mark("a", tags=("nlp", "rag"))}
    assert len(store.timeline(1)) == 1


def reopened_unit(store: Store, reference: str) -> Unit:
    """A unit as another process reads it."""
    with Store.open(store.folder) as other:
        return other.unit(reference)


def test_many_records_are_told_apart_as_few_are(store: Store) -> None:
    """However many records a unit touches, what builds on one of them is found and the rest is not."""
    for count in (1, 20, 21, 60):
        put(store, *(a_mark(f"{count}-{number}", rating=1) for number in range(count)), words=f"rated {count}")
        rated = last(store)
        note(store, f"{count}-0", "other field")
        note(store, "elsewhere", f"{count}")
        put(store, a_mark(f"{count}-{count - 1}", rating=2), words="again")
        with pytest.raises(DependedOnError) as raised:
            store.undo(rated)
        assert raised.value.units == ("again",)
        store.undo()
        unit = store.undo(rated)
        assert unit is not None
        assert unit.left == ()
        assert {key for key, mark in store.marks.items() if mark.rating} == set()


def test_what_is_built_on_is_refused_by_name(store: Store) -> None:
    """At most five are named in the message, all of them in the error, and nothing is changed."""
    first = note(store, "a", "v0")
    for number in range(1, 8):
        note(store, "a", f"v{number}")
    before = (store.folder / "history.jsonl").read_bytes()
    with pytest.raises(DependedOnError) as raised:
        store.undo(first)
    assert raised.value.units == tuple(f"wrote v{number}" for number in range(7, 0, -1))
    assert raised.value.exit_code == 3
    message = raised.value.message
    assert message.startswith("“wrote v0” cannot be undone alone: 7 later changes build on it: “wrote v7” (")
    assert "“wrote v3” (" in message
    assert "“wrote v2”" not in message
    assert message.endswith("and 2 more. Undo those first.")
    assert (store.folder / "history.jsonl").read_bytes() == before
    for _ in range(7):
        store.undo()
    store.undo(first)
    assert store.marks.get("a", Mark("a")).note == ""


def test_an_undone_unit_builds_on_nothing(store: Store) -> None:
    """Only what stands is in the way."""
    first, second = note(store, "a", "one"), note(store, "a", "two")
    store.undo(second)
    store.undo(first)
    assert state(store)[1] == {}


def test_a_redo_needs_what_it_builds_on(store: Store) -> None:
    """What was undone below it comes first, and what was done since goes first."""
    first, second = note(store, "a", "one"), note(store, "a", "two")
    store.undo()
    store.undo()
    with pytest.raises(DependedOnError, match=r"“wrote two” cannot be redone alone: 1 later .* Redo that first\."):
        store.redo(second)
    store.redo(first)
    note(store, "a", "three")
    with pytest.raises(DependedOnError, match=r"“wrote two” cannot be redone alone: .*three.* Undo that first\."):
        store.redo(second)
    store.undo()
    store.redo(second)
    assert store.marks["a"].note == "two"


def test_a_redo_onto_a_mark_that_an_undo_emptied(store: Store) -> None:
    """A note and a tag have nothing to do with each other, whichever of them made the mark."""
    units = tag(store, "a", "x"), note(store, "a", "one")
    store.undo()
    store.undo()
    assert state(store)[1] == {}
    unit = store.redo(units[1])
    assert unit is not None
    assert unit.left == ()
    assert (store.marks["a"].note, store.marks["a"].tags) == ("one", ())


def test_a_plain_redo_does_not_reach_over_one_by_id(store: Store) -> None:
    """What was done and undone while another was away may not fit any more now that this is back."""
    first = note(store, "a", "one")
    store.undo()
    note(store, "a", "two")
    store.undo()
    store.redo(first)
    assert store.redo() is None
    assert store.marks["a"].note == "one"
    assert store.can_redo is None


def test_a_paper_that_a_later_import_taught_something(store: Store) -> None:
    """The import that brought it cannot go alone; one that brought others can, and marks are no reason."""
    put(store, a_paper("a"), words="first")
    first = last(store)
    put(store, a_paper("b"), words="second")
    second = last(store)
    put(store, a_mark("a", starred=True), a_mark("b", starred=True), words="starred")
    with store.transaction("third") as edit:
        record = edit.record("papers", "a") or {}
        edit.put_record("papers", "a", {**record, "of-tomorrow": 1})
    with pytest.raises(DependedOnError) as raised:
        store.undo(first)
    assert raised.value.units == ("third",)
    store.undo(second)
    assert store.papers.keys() == {"a"}
    assert store.marks.keys() == {"a", "b"}


def test_what_was_taken_away_cannot_change_back(store: Store) -> None:
    """A tag that was gone when the whole mark went is built on all the same; a mark made anew since is not."""
    put(store, a_mark("a", tags=("x",), note="n"))
    untagged = tag(store, "a", remove="x", words="untagged")
    with store.transaction("removed") as edit:
        edit.remove_mark("a")
    with pytest.raises(DependedOnError) as raised:
        store.undo(untagged)
    assert raised.value.units == ("removed",)
    removed = last(store)
    put(store, a_mark("a", rating=4), words="rated")
    unit = store.undo(removed)
    assert unit is not None
    assert unit.left == ()
    assert (store.marks["a"].rating, store.marks["a"].note) == (4, "n")


def test_a_view_made_and_then_moved(store: Store) -> None:
    """A view without its query is none, while a shipped one is whole without any field."""
    put(store, a_view("mine"), words="made")
    made = last(store)
    put(store, a_view("inbox", name="Post"), words="renamed")
    renamed = last(store)
    with store.transaction("moved") as edit:
        edit.put_view(replace(edit.views["mine"], position=1.5))
        edit.put_view(replace(edit.views["inbox"], position=1.25))
    with pytest.raises(DependedOnError, match="moved"):
        store.undo(made)
    store.undo(renamed)
    assert store.views["inbox"] == a_view("inbox", position=1.25)


def test_what_a_hand_changed_is_left_and_the_rest_is_done(store: Store) -> None:
    """Only what units changed is in the way of an undo."""
    with store.transaction("both") as edit:
        edit.put_mark(a_mark("a", note="mine", rating=3))
    put(store, a_mark("b", starred=True))
    path = store.folder / "shelf.json"
    path.write_text(path.read_text().replace('"note":"mine"', '"note":"by hand"'))
    unit = store.undo(edit.unit.id if edit.unit else "")
    assert unit is not None
    assert unit.left == (Left("a", "note"),)
    assert (store.marks["a"].note, store.marks["a"].rating) == ("by hand", None)
    assert store.unit(unit.id) == unit
    assert reopened_unit(store, unit.id) == unit


def test_which_unit_is_meant(store: Store) -> None:
    """An id, its beginning, that of the line that undid it; everything else is an error in words."""
    one, two = note(store, "a", "one"), note(store, "b", "two")
    undid = store.undo(one)
    assert undid is not None
    for reference in (one, one[:8], one.upper(), f" {one} ", undid.id):
        with pytest.raises(UsageError, match="undone already"):
            store.undo(reference)
    with pytest.raises(UsageError, match="nothing to redo"):
        store.redo(two)
    store.redo(undid.id)
    assert store.marks["a"].note == "one"
    for word in (*HOSTILE, "no-such-id"):
        for ask in (store.undo, store.redo, store.unit):
            with pytest.raises(NothingFoundError):
                ask(word)
    twins = [unit.id for unit in store.units()]
    alike = next((unit[:1] for unit in twins if sum(other.startswith(unit[:1]) for other in twins) > 1), None)
    if alike is not None:
        with pytest.raises(UsageError, match="one letter more"):
            store.unit(alike)
    assert store.unit(one).changes[0].after == {"note": "one"}


def test_hostile_words_are_one_safe_line(store: Store) -> None:
    """Whatever a change is called, a refusal shows no control character."""
    for words in HOSTILE:
        with store.transaction(words) as edit:
            edit.put_mark(replace(edit.marks.get("a", Mark("a")), note=f"note {len(store.units())}"))
    with pytest.raises(DependedOnError) as raised:
        store.undo(store.timeline()[-1].unit.id)
    assert len(raised.value.units) == len(HOSTILE) - 1
    assert raised.value.message.isprintable() or "\u200d" in raised.value.message


def test_a_damaged_line_stands_in_nobodys_way(store: Store) -> None:
    """It is left out and reported, as everywhere."""
    first = note(store, "a", "one")
    with store.transaction("bad") as edit:
        edit.put_mark(replace(edit.marks["a"], rating=1))
    path = store.folder / "history.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"before":{},"after":{"rating":1}', b'"before":{},"after":["rating"] '))
    with Store.open(store.folder) as other:
        other.undo(first)
        assert other.marks["a"].note == ""
        assert any("left out" in finding.reason for finding in other.findings)
