"""The store beside a plain dictionary: whatever is done in whatever order, they hold the same."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from papershelf.errors import UsageError
from papershelf.marks import Mark, Status, Trashed
from papershelf.paper import Paper
from papershelf.saved import SHIPPED, SavedView
from papershelf.store import Store
from tests.store_things import EMPTY, NOW, a_paper, a_view, state

KEYS = some.sampled_from(["a", "b", "c"])
VIEWS = some.sampled_from(["mine", "yours", "inbox", "seen"])
TEXTS = some.text(some.characters(categories=("L", "N", "P", "Zs"), exclude_characters="\u2028\u2029"), max_size=6)
NAMES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)


WithTrash = tuple[dict[str, Paper], dict[str, Mark], dict[str, SavedView], dict[str, Trashed]]


class StoreBesideModel(RuleBasedStateMachine):
    """Two stores on one folder, reopened at will, against a list of states."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="papershelf-model-"))
        self.store, self.other = self._open(), self._open()
        self.now: WithTrash = (*EMPTY, {})
        self.undone: list[WithTrash] = []
        self.done: list[WithTrash] = []

    def _open(self) -> Store:
        return Store.open(self.folder)

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    def _becomes(self, *, papers: Any = None, marks: Any = None, views: Any = None, trash: Any = None) -> None:
        given = (papers, marks, views, trash)
        new = tuple(old if now is None else now for old, now in zip(self.now, given, strict=True))
        if new != self.now:
            self.done.append(self.now)
            self.undone.clear()
            self.now = new  # type: ignore[assignment]

    @rule(key=KEYS, title=TEXTS)
    def put_paper(self, key: str, title: str) -> None:
        """A paper comes, or its title changes."""
        paper = replace(a_paper(key), title=" ".join(title.split()), raw_title=title)
        with self.store.transaction("paper") as edit:
            edit.put_paper(paper)
        self._becomes(papers={**self.now[0], key: paper})

    @rule(keys=some.sets(KEYS, min_size=1))
    def remove_papers(self, keys: set[str]) -> None:
        """Papers go; their marks stay."""
        with self.store.transaction("removed") as edit:
            for key in keys:
                edit.remove_paper(key)
        self._becomes(papers={key: paper for key, paper in self.now[0].items() if key not in keys})

    @rule(
        key=KEYS,
        change=some.fixed_dictionaries(
            {},
            optional={
                "starred": some.booleans(),
                "note": TEXTS,
                "status": some.sampled_from(Status),
                "rating": some.none() | some.integers(1, 5),
                "tags": some.lists(some.sampled_from(["x", "y/z"]), unique=True).map(tuple),
                "changed": some.dictionaries(some.sampled_from(["starred", "note"]), some.sampled_from("123")),
            },
        ),
    )
    def put_mark(self, key: str, change: dict[str, object]) -> None:
        """Some fields of a mark change."""
        with self.store.transaction("mark") as edit:
            mark = replace(edit.marks.get(key, Mark(key)), **change)  # type: ignore[arg-type]
            edit.put_mark(mark)
        if key in self.now[1] or mark != Mark(key):
            self._becomes(marks={**self.now[1], key: mark})

    @rule(key=KEYS)
    def remove_mark(self, key: str) -> None:
        """A mark goes."""
        with self.store.transaction("mark removed") as edit:
            edit.remove_mark(key)
        self._becomes(marks={k: mark for k, mark in self.now[1].items() if k != key})

    @rule(
        key=VIEWS,
        change=some.fixed_dictionaries(
            {},
            optional={
                "name": NAMES,
                "query": NAMES,
                "position": some.integers(-3, 3).map(float),
                "hidden": some.booleans(),
            },
        ),
    )
    def put_view(self, key: str, change: dict[str, Any]) -> None:
        """Some fields of a view change, of one's own or of one that ships."""
        with self.store.transaction("view") as edit:
            view: SavedView = replace(edit.views.get(key) or a_view(key), **change)
            edit.put_view(view)
        if key in self.now[2] or view != SHIPPED.get(key):
            self._becomes(views={**self.now[2], key: view})

    @rule(key=VIEWS)
    def remove_view(self, key: str) -> None:
        """A view goes, or is as it ships again."""
        with self.store.transaction("view removed") as edit:
            edit.remove_view(key)
        self._becomes(views={k: view for k, view in self.now[2].items() if k != key})

    @rule(key=KEYS)
    def all_files_as_one(self, key: str) -> None:
        """All files change as one unit."""
        with self.store.transaction("all") as edit:
            edit.put_view(a_view("seen", name=f"All {key}"))
            edit.put_paper(a_paper(key, "Both"))
            edit.put_mark(replace(edit.marks.get(key, Mark(key)), starred=True))
            mark = edit.marks[key]
        self._becomes(
            papers={**self.now[0], key: a_paper(key, "Both")},
            marks={**self.now[1], key: mark},
            views={**self.now[2], "seen": a_view("seen", name=f"All {key}")},
        )

    @rule(key=KEYS)
    def move_to_trash(self, key: str) -> None:
        """A paper goes to the trash with its mark, as the records they are."""
        papers, marks, _, trash = self.now
        if key not in papers:
            return
        with self.store.transaction("deleted") as edit:
            record = {"at": NOW, "paper": edit.record("papers", key) or {}}
            mark = edit.record("marks", key)
            edit.put_record("trash", key, record if mark is None else {**record, "mark": mark})
            edit.remove_paper(key)
            edit.remove_mark(key)
        self._becomes(
            papers={k: paper for k, paper in papers.items() if k != key},
            marks={k: mark for k, mark in marks.items() if k != key},
            trash={**trash, key: Trashed(papers[key], marks.get(key), NOW)},
        )

    @rule(key=KEYS)
    def purge(self, key: str) -> None:
        """A paper goes for good."""
        with self.store.transaction("purged") as edit:
            edit.remove_record("trash", key)
        self._becomes(trash={k: trashed for k, trashed in self.now[3].items() if k != key})

    @rule()
    def undo_by_id_and_redo(self) -> None:
        """The last unit, named by its id: it goes and comes back, and what can be redone by its id is no more."""
        if self.done:
            self.store.refresh()
            top = self.store.can_undo
            assert top is not None
            self.store.undo(top.id)
            assert self._held() == self.done[-1]
            with pytest.raises(UsageError):
                self.store.undo(top.id[:10])
            self.store.redo(top.id)

    def _held(self) -> WithTrash:
        return (*state(self.store), dict(self.store.trash))

    @rule()
    def undo(self) -> None:
        """One step back, if there is one."""
        unit = self.store.undo()
        assert (unit is None) == (not self.done)
        if self.done:
            assert unit is not None
            assert unit.left == ()
            self.undone.append(self.now)
            self.now = self.done.pop()

    @rule()
    def redo(self) -> None:
        """One step forth, if there is one."""
        unit = self.store.redo()
        assert (unit is None) == (not self.undone)
        if self.undone:
            self.done.append(self.now)
            self.now = self.undone.pop()

    @rule()
    def reopen(self) -> None:
        """A restart."""
        self.store.close()
        self.store = self._open()

    @rule()
    def swap(self) -> None:
        """The next changes come from the other process."""
        self.store, self.other = self.other, self.store

    @rule(name=some.sampled_from(["shelf.json", "views.json", "trash.json"]))
    def lose_a_file(self, name: str) -> None:
        """The file goes; the history still holds it all."""
        (self.folder / name).unlink(missing_ok=True)

    @invariant()
    def both_hold_the_same(self) -> None:
        """As read by a store that has been open, after a look."""
        self.store.refresh()
        assert self._held() == self.now
        undone = sum(standing.undone for standing in self.store.timeline())
        assert len(self.store.timeline()) - undone == len(self.done)
        assert bool(self.store.can_undo) == bool(self.done)
        assert bool(self.store.can_redo) == bool(self.undone)


StoreBesideModel.TestCase.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestStoreBesideModel = StoreBesideModel.TestCase
