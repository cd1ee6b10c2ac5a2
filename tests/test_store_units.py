"""Transactions, undo and redo: one unit each, across restarts and other stores on the same folder."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from papershelf.marks import Mark, Status
from papershelf.store import Foreign, Kind, Left, Store
from tests.store_things import EMPTY, FULL, NOW, a_mark, a_paper, a_view, put, reopened, state


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store, whose clock stands still."""
    return Store.open(tmp_path / "data", clock=lambda: NOW)


def test_nothing_is_written_before_a_change(store: Store) -> None:
    """Opening and looking make the private folder and nothing in it."""
    assert state(store) == EMPTY
    assert (store.findings, store.units(), store.can_undo, store.can_redo) == ([], [], None, None)
    assert not store.refresh()
    assert os.listdir(store.folder) == []
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_a_change_is_there_for_everybody(store: Store) -> None:
    """Papers keep the order in which they came."""
    put(store, a_paper("b"), a_paper("a"), FULL)
    assert reopened(store.folder) == state(store)
    assert list(store.papers) == ["b", "a"]
    assert store.marks["a"] == FULL


def test_every_file_is_private(store: Store) -> None:
    """No other user may read what somebody reads."""
    put(store, a_paper("a"), FULL, a_view("mine"))
    assert sorted(os.listdir(store.folder)) == ["history.jsonl", "library.json", "lock", "shelf.json", "views.json"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.folder.iterdir()} == {0o600}


def test_the_unit_says_what_changed(store: Store) -> None:
    """Words may come late or from the changes; only fields that changed are kept."""
    put(store, a_mark("a", starred=True))
    with store.transaction(lambda changes: f"noted {len(changes)} paper") as edit:
        edit.put_mark(replace(edit.marks["a"], note="x"))
    assert edit.unit is not None
    assert edit.unit.words == "noted 1 paper"
    assert edit.unit.paper_ids == ("a",)
    line = orjson.loads((store.folder / "history.jsonl").read_bytes().splitlines()[-1])
    assert line == {
        "v": 3,
        "id": edit.unit.id,
        "at": NOW,
        "kind": "do",
        "of": None,
        "words": "noted 1 paper",
        "tables": ["marks"],
        "changes": [{"table": "marks", "id": "a", "before": {}, "after": {"note": "x"}}],
    }
    with store.transaction("") as edit:
        edit.put_mark(a_mark("b", rating=2))
        edit.words = "rated b"
    assert [header.words for header in store.units(2)] == ["rated b", "noted 1 paper"]


def test_no_change_is_no_unit(store: Store) -> None:
    """The same again, a default mark, a removal of nothing: nothing is written."""
    put(store, a_paper("a"), FULL, a_view("mine"))
    before = {path.name: path.stat().st_mtime_ns for path in store.folder.iterdir()}
    with store.transaction("nothing") as edit:
        edit.put_paper(a_paper("a"))
        edit.put_mark(FULL)
        edit.put_mark(Mark("new"))
        edit.put_paper(a_paper("x"))
        edit.remove_paper("x")
        edit.remove_mark("none")
        edit.put_view(a_view("mine"))
        edit.put_view(a_view("inbox"))
        edit.remove_view("none")
    assert edit.unit is None
    assert {path.name: path.stat().st_mtime_ns for path in store.folder.iterdir()} == before


def test_an_exception_drops_everything(store: Store) -> None:
    """The edits of a body that fails are nowhere."""
    put(store, FULL)

    def fails() -> None:
        with store.transaction("fails") as edit:
            edit.put_mark(replace(FULL, note="lost"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert store.marks == reopened(store.folder)[1] == {"a": FULL}


def test_edits_read_back_within_the_body(store: Store) -> None:
    """The body sees its own edits laid over what is there."""
    put(store, a_paper("a"), a_paper("b"), FULL)
    before = store.papers
    with store.transaction("edits") as edit:
        edit.remove_paper("a")
        edit.put_paper(a_paper("c"))
        assert list(edit.papers) == ["b", "c"]
        assert len(edit.papers) == 2
        assert "a" not in edit.papers
        edit.put_paper(replace(edit.papers["b"], title="[bold]B"))
        assert edit.papers["b"].title == "[bold]B"
    assert list(before) == ["a", "b"], "a picture never changes under its reader"
    assert list(store.papers) == ["b", "c"]
    assert store.marks["a"] == FULL, "the mark stays although its paper is gone"


def test_transactions_within_transactions_are_one_unit(store: Store) -> None:
    """The inner one joins; one that fails takes only its own edits with it."""

    def inner_fails() -> None:
        with store.transaction("inner") as inner:
            inner.put_mark(a_mark("a", rating=1))
            inner.put_mark(a_mark("b", rating=1))
            raise RuntimeError

    with store.transaction("outer") as edit:
        edit.put_mark(a_mark("a", starred=True))
        with pytest.raises(RuntimeError):
            inner_fails()
        with store.transaction("inner") as inner:
            inner.put_mark(replace(inner.marks["a"], note="joined"))
        with pytest.raises(RuntimeError, match="units of their own"):
            store.undo()
    assert [header.words for header in store.units()] == ["outer"]
    assert dict(store.marks) == {"a": replace(a_mark("a", starred=True), note="joined")}


def test_undo_and_redo_across_restarts(store: Store) -> None:
    """Every state comes back, step by step, in new processes."""
    states = [state(store)]
    for words, things in (
        ("imported", (a_paper("a"), a_paper("b"))),
        ("starred", (a_mark("a", starred=True),)),
        ("both", (a_paper("c"), FULL)),
    ):
        put(store, *things, words=words)
        states.append(state(store))
    for expected, words in zip(states[-2::-1], ("both", "starred", "imported"), strict=True):
        with Store.open(store.folder) as other:
            assert other.can_undo is not None
            assert other.can_undo.words == words
            unit = other.undo()
            assert unit is not None
            assert (unit.words, unit.kind, unit.left) == (words, Kind.UNDO, ())
            assert state(other) == expected == reopened(store.folder)
    assert store.undo() is None
    for expected in states[1:]:
        with Store.open(store.folder) as other:
            assert other.redo() is not None
            assert state(other) == expected == reopened(store.folder)
    assert store.redo() is None
    assert len(store.units()) == 9
    assert len(store.units(4)) == 4


def test_a_new_change_clears_redo(store: Store) -> None:
    """What was undone cannot come back over something newer."""
    put(store, a_mark("a", starred=True))
    store.undo()
    assert store.can_redo
    put(store, a_mark("a", rating=1))
    assert not store.can_redo
    assert not store.redo()


def test_undoing_an_import_keeps_the_marks(store: Store) -> None:
    """The papers go, what the person added stays and is there when they come back."""
    put(store, a_paper("a"))
    put(store, FULL)
    with store.transaction("removed a") as edit:
        edit.remove_paper("a")
    put(store, a_paper("a"), words="imported again")
    store.undo()
    assert state(store) == ({}, {"a": FULL}, {})


def test_undo_leaves_what_a_hand_changed(store: Store) -> None:
    """A field edited in the file itself is not overwritten, and is named."""
    put(store, a_mark("a", starred=True))
    with store.transaction("two") as edit:
        edit.put_mark(replace(edit.marks["a"], note="mine", status=Status.QUEUED))
    path = store.folder / "shelf.json"
    path.write_text(path.read_text().replace('"note":"mine"', '"note":"by hand"'))
    unit = store.undo()
    assert unit is not None
    assert unit.left == (Left("a", "note"),)
    assert store.marks["a"] == replace(a_mark("a", starred=True), note="by hand")
    redone = store.redo()
    assert redone is not None
    assert (redone.left, store.marks["a"].status, store.marks["a"].note) == ((), Status.QUEUED, "by hand")


def test_undoing_an_import_leaves_a_paper_that_a_hand_changed(store: Store) -> None:
    """A paper is no paper without its title: it stays whole."""
    put(store, a_paper("a"), a_paper("b"))
    path = store.folder / "library.json"
    path.write_text(path.read_text().replace("Second.", "By hand.", 1))
    unit = store.undo()
    assert unit is not None
    assert {left.id for left in unit.left} == {"a"}
    assert list(store.papers) == ["a"]
    assert "By hand." in store.papers["a"].abstract
    assert store.can_undo is None


def test_two_stores_on_one_folder(store: Store) -> None:
    """Edits on the same and on other papers: none is lost, and each learns what the other did."""
    other = Store.open(store.folder)
    put(store, a_paper("a"), a_paper("b"))
    assert other.papers.keys() == {"a", "b"}
    assert dict(other.marks) == dict(store.marks) == {}
    for i in range(10):
        mine, theirs = (store, other) if i % 2 else (other, store)
        with mine.transaction("tagged") as edit:
            mark = edit.marks.get("a", Mark("a"))
            edit.put_mark(replace(mark, tags=(*mark.tags, f"t{i}")))
        put(theirs, a_mark(f"p{i}", starred=True))
        assert theirs.refresh().papers == ({"a", f"p{i - 1}"} if i else {"a"})
    store.refresh()
    other.refresh()
    assert state(store) == state(other) == reopened(store.folder)
    assert store.marks["a"].tags == tuple(f"t{i}" for i in range(10))
    assert len(store.marks) == 11
    assert not store.refresh()
    assert other.undo() is not None
    assert store.refresh() == Foreign(frozenset({"p9"}), frozenset())


def test_views_of_two_stores_merge(store: Store) -> None:
    """Each changes another view, and another field of the same one: a record is one view, so none is lost."""
    other = Store.open(store.folder)
    assert dict(other.views) == {}
    put(store, a_view("inbox", name="Post"))
    assert other.refresh() == Foreign(frozenset(), frozenset({"inbox"}))
    with other.transaction("moved") as edit:
        edit.put_view(replace(edit.views["inbox"], position=9.5))
    assert edit.unit is not None
    assert edit.unit.paper_ids == ()
    put(other, a_view("mine"))
    assert store.refresh().views == {"inbox", "mine"}
    assert dict(store.views) == {"inbox": a_view("inbox", name="Post", position=9.5), "mine": a_view("mine")}
    assert state(store) == state(other) == reopened(store.folder)
    for _ in range(3):
        assert Store.open(store.folder).undo() is not None
    assert reopened(store.folder) == EMPTY
    assert store.refresh().views == {"inbox", "mine"}


def test_a_record_of_a_shipped_view_holds_only_what_differs(store: Store) -> None:
    """So whoever deleted a view before it was shipped better gets the better one back."""
    put(store, a_view("forgotten", hidden=True), a_view("seen", query="seen:>2"))
    tables = orjson.loads((store.folder / "views.json").read_bytes())
    assert tables["views"] == {"forgotten": {"hidden": True}, "seen": {"query": "seen:>2"}}


def test_a_star_does_not_touch_the_library(store: Store) -> None:
    """However many papers there are, a star neither reads nor writes their file."""
    put(store, a_paper("a"))
    with Store.open(store.folder) as other:
        before = (store.folder / "library.json").stat()
        (store.folder / "library.json").chmod(0o000)
        put(other, a_mark("a", starred=True))
        after = (store.folder / "library.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert not other._catalogue.loaded


def test_big_lines_are_read_by_their_head(store: Store) -> None:
    """An import longer than a small line is found, undone and done again."""
    papers = [replace(a_paper(f"p{i}"), abstract='","changes":[ ' * 50) for i in range(200)]
    put(store, *papers, words='imported "x","changes":[')
    with Store.open(store.folder) as other:
        assert other.can_undo is not None
        assert other.can_undo.words == 'imported "x","changes":['
        other.undo()
        assert dict(other.papers) == {}
        other.redo()
        assert list(other.papers.values()) == papers
