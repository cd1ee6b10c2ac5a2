"""Undo and redo of any unit beside a plain model: what stands afterwards is exactly what the others did."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from papershelf.errors import DependedOnError
from papershelf.marks import Mark, merge_tags
from papershelf.store import Store
from tests.store_things import NOW, a_paper

Flat = dict[tuple[str, ...], Any]


class Deed(NamedTuple):
    """What a unit did, as a person could note it down: each smallest thing with what it was and became."""

    id: str
    parts: dict[tuple[str, ...], tuple[Any, Any]]
    removed: frozenset[tuple[str, str]]

    @property
    def places(self) -> set[tuple[str, ...]]:
        return {part[:2] for part in self.parts}

    def is_on(self, earlier: "Deed") -> bool:
        """Whether it touches what an earlier one touched, or took away a record that one had changed."""
        return bool(self.parts.keys() & earlier.parts.keys()) or bool(self.removed & earlier.places - earlier.removed)


def flat(store: Store) -> Flat:
    """All that a store holds, taken apart."""
    found: Flat = {("papers", key, "title"): paper.title for key, paper in store.papers.items()}
    marks = {("marks", key): mark for key, mark in store.marks.items()}
    for key, trashed in store.trash.items():
        found["trash", key, "title"] = trashed.paper.title
        if trashed.mark is not None:
            marks["trash", key] = trashed.mark
    for place, mark in marks.items():
        for name in ("starred", "rating", "note"):
            if getattr(mark, name):
                found[(*place, name)] = getattr(mark, name)
        found.update({(*place, "tags", one.casefold()): one for one in mark.tags})
    return found


def places(store: Store) -> set[tuple[str, str]]:
    """Every record that there is."""
    tables = (("papers", store.papers), ("marks", store.marks), ("trash", store.trash))
    return {(name, key) for name, table in tables for key in table}


def put_on(now: Flat, deed: Deed) -> bool:
    """Do a deed to a model, if everything is as the deed found it."""
    if any(now.get(part) != was for part, (was, _) in deed.parts.items()):
        return False
    for part, (_, becomes) in deed.parts.items():
        now.pop(part, None)
        if becomes is not None:
            now[part] = becomes
    return True


KEYS = some.sampled_from(["a", "b"])


class UndoOfAny(RuleBasedStateMachine):
    """Two stores on one folder, reopened at will, against the list of deeds that stand."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="papershelf-any-"))
        self.moment = 0
        self.store, self.other = self._open(), self._open()
        self.standing: list[Deed] = []
        self.undone: list[Deed] = []

    def _open(self) -> Store:
        return Store.open(self.folder, clock=lambda: f"{self.moment:04}")

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    def _do(self, edit: Any) -> None:
        self.moment += 1
        self.store.refresh()
        before, there = flat(self.store), places(self.store)
        with self.store.transaction("deed") as edits:
            edit(edits)
        after = flat(self.store)
        if edits.unit is not None:
            parts = {
                part: (before.get(part), after.get(part))
                for part in {**before, **after}
                if before.get(part) != after.get(part)
            }
            self.standing.append(Deed(edits.unit.id, parts, frozenset(there - places(self.store))))

    @rule(key=KEYS, title=some.sampled_from(["One", "Two"]))
    def put_paper(self, key: str, title: str) -> None:
        """A paper comes, or gets another title."""
        self._do(lambda edits: edits.put_paper(replace(a_paper(key), title=title, raw_title=title)))

    @rule(keys=some.sets(KEYS, min_size=1), field=some.sampled_from(["note", "rating"]), value=some.integers(0, 2))
    def put_field(self, keys: set[str], field: str, value: int) -> None:
        """A field of some marks is set."""
        becomes = {field: (value or None) if field == "rating" else "n" * value}

        def edit(edits: Any) -> None:
            for key in sorted(keys):
                mark = edits.marks.get(key, Mark(key))
                if getattr(mark, field) != becomes[field]:
                    edits.put_mark(replace(mark, **becomes, changed={**mark.changed, field: str(self.moment)}))

        self._do(edit)

    @rule(
        keys=some.sets(KEYS, min_size=1),
        names=some.sets(some.sampled_from(["x", "y", "z"]), min_size=1),
        add=some.booleans(),
    )
    def put_tags(self, keys: set[str], names: set[str], add: bool) -> None:
        """Tags of some marks come or go."""

        def edit(edits: Any) -> None:
            for key in sorted(keys):
                mark = edits.marks.get(key, Mark(key))
                tags = merge_tags(mark.tags, names if add else (), () if add else names)
                if tags != mark.tags:
                    edits.put_mark(replace(mark, tags=tags, changed={**mark.changed, "tags": str(self.moment)}))

        self._do(edit)

    @rule(key=KEYS)
    def delete(self, key: str) -> None:
        """A paper goes to the trash with its mark, or comes back from there."""

        def edit(edits: Any) -> None:
            paper, mark, trashed = (edits.record(table, key) for table in ("papers", "marks", "trash"))
            if trashed is None and paper is not None:
                kept = {"mark": mark} if mark is not None else {}
                edits.put_record("trash", key, {"at": NOW, "paper": paper, **kept})
                edits.remove_paper(key)
                edits.remove_mark(key)
            elif trashed is not None and paper is None and mark is None:
                edits.put_record("papers", key, trashed["paper"])
                if "mark" in trashed:
                    edits.put_record("marks", key, trashed["mark"])
                edits.remove_record("trash", key)

        self._do(edit)

    @precondition(lambda self: self.standing)
    @rule(data=some.data())
    def undo_any(self, data: some.DataObject) -> None:
        """Either all others stand without it, or those that do not are named."""
        place = data.draw(some.integers(0, len(self.standing) - 1))
        deed, later = self.standing[place], self.standing[place + 1 :]
        without: Flat = {}
        fits = all(put_on(without, other) for other in self.standing if other is not deed)
        fits = fits and not any(other.is_on(deed) for other in later)
        if not fits:
            with pytest.raises(DependedOnError) as raised:
                self.store.undo(deed.id)
            assert len(raised.value.units) == sum(other.is_on(deed) for other in later) > 0
            return
        unit = self.store.undo(deed.id)
        assert unit is not None
        assert unit.left == ()
        self.standing.remove(deed)
        self.undone.append(deed)

    @precondition(lambda self: self.undone)
    @rule(data=some.data())
    def redo_any(self, data: some.DataObject) -> None:
        """Only where everything that it touches is as it was."""
        deed = data.draw(some.sampled_from(self.undone))
        self.store.refresh()
        fits, there = put_on(flat(self.store), deed), places(self.store)
        try:
            unit = self.store.redo(deed.id)
        except DependedOnError:
            others = [other for other in (*self.standing, *self.undone) if other is not deed]
            assert any(other.is_on(deed) or deed.is_on(other) for other in others)
            return
        assert fits
        assert unit is not None
        assert unit.left == ()
        self._redone(deed, there)

    def _redone(self, deed: Deed, there: set[tuple[str, str]]) -> None:
        self.undone.remove(deed)
        self.standing.append(deed._replace(removed=frozenset(there - places(self.store))))

    @rule()
    def undo(self) -> None:
        """The last one that was put on goes, with nothing left of it."""
        unit = self.store.undo()
        assert (unit is None) == (not self.standing)
        if unit is not None:
            assert (unit.of, unit.left) == (self.standing[-1].id, ())
            self.undone.append(self.standing.pop())

    @rule()
    def redo(self) -> None:
        """The last one that was taken off comes back, with nothing left of it."""
        self.store.refresh()
        there = places(self.store)
        unit = self.store.redo()
        if unit is not None:
            assert unit.left == ()
            self._redone(next(deed for deed in self.undone if deed.id == unit.of), there)

    @rule()
    def reopen(self) -> None:
        """A restart."""
        self.store.close()
        self.store = self._open()

    @rule()
    def swap(self) -> None:
        """The next changes come from the other process."""
        self.store, self.other = self.other, self.store

    @invariant()
    def what_stands_is_there(self) -> None:
        """Exactly what the standing deeds come to, and the timeline says which they are."""
        self.store.refresh()
        now: Flat = {}
        for deed in self.standing:
            assert put_on(now, deed)
        assert flat(self.store) == now
        undone = {one.unit.id for one in self.store.timeline() if one.undone}
        assert undone == {deed.id for deed in self.undone}


UndoOfAny.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestUndoOfAny = UndoOfAny.TestCase
