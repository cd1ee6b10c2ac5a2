"""A library beside plain dictionaries: whatever is done through the one door, in whatever order, they hold the same."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from benchmarks.torture.work import import_page, open_library, page, title
from papershelf import Library
from papershelf.errors import NothingFoundError, UsageError
from papershelf.marks import Mark, Status
from papershelf.saved import ALL_NAME, SHIPPED

PAPERS = 4
KEYS = some.sets(some.integers(0, PAPERS - 1), min_size=1, max_size=3)
TAGS = some.lists(some.sampled_from(["x", "y/z", "äöü", "w"]), unique=True, max_size=3)
PLAIN = some.sampled_from(["x", "w", "äöü", "new"])
TEXTS = some.text(some.characters(categories=("L", "N", "P"), exclude_characters="\u2028\u2029"), max_size=8)
NAMES = some.sampled_from(["Mine", "Yours", "Ünsere"])


@dataclass(frozen=True)
class Model:
    """What a library should hold; never edited, so that the way back is a list of these.

    Attributes:
        papers: The numbers of the papers.
        marks: What was added to each paper, by its number.
        trash: The same for papers that were deleted.
        views: The query of each view that is not as it ships, by name; None where it was deleted.
    """

    papers: frozenset[int] = frozenset()
    marks: tuple[tuple[int, Mark], ...] = ()
    trash: tuple[tuple[int, Mark], ...] = ()
    views: tuple[tuple[str, str | None], ...] = ()

    def mark(self, number: int) -> Mark:
        """The mark of a paper."""
        return dict(self.marks).get(number, Mark(""))

    def with_marks(self, numbers: set[int], edit: Callable[[Mark], Mark]) -> "Model":
        """The model with some marks edited."""
        marks = dict(self.marks)
        marks.update({number: edit(self.mark(number)) for number in numbers})
        kept = sorted(((number, mark) for number, mark in marks.items() if mark != Mark("")), key=_number)
        return replace(self, marks=tuple(kept))

    def with_tags(self, become: Callable[[str], str | None]) -> "Model":
        """The model with every tag become another one, or none, wherever it stands."""

        def edit(mark: Mark) -> Mark:
            return replace(mark, tags=tuple(sorted({tag for tag in map(become, mark.tags) if tag}, key=str.casefold)))

        model = self.with_marks(set(dict(self.marks)), edit)
        return replace(model, trash=tuple((number, edit(mark)) for number, mark in self.trash))

    @property
    def tags(self) -> set[str]:
        """Every tag that a paper carries, the trash included."""
        return {tag for _, mark in (*self.marks, *self.trash) for tag in mark.tags}

    def with_view(self, name: str, query: str | None) -> "Model":
        """The model with a view that asks this."""
        views = {**dict(self.views), name: query}
        if query is None and name not in {view.name for view in SHIPPED.values()}:
            del views[name]
        return replace(self, views=tuple(sorted(views.items())))


class LibraryBesideModel(RuleBasedStateMachine):
    """Two libraries on one folder, as two processes have them, against a list of models.

    A rule does one thing through `self.library` and says with `_becomes` what should come of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="papershelf-library-"))
        self.library = open_library(self.folder)
        self.other = open_library(self.folder)
        self.now = Model()
        self.done: list[Model] = []
        self.undone: list[Model] = []
        import_page(self.library, range(PAPERS))
        self.ids = dict(enumerate(_by_number(self.library)))
        self._becomes(replace(self.now, papers=frozenset(range(PAPERS))))

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.library.close()
        self.other.close()
        shutil.rmtree(self.folder)

    def _becomes(self, new: Model) -> None:
        if new != self.now:
            self.done.append(self.now)
            self.undone.clear()
            self.now = new

    def _ids(self, numbers: Iterable[int]) -> list[str]:
        return [self.ids[number] for number in sorted(numbers)]

    def _here(self, numbers: set[int]) -> set[int]:
        """Those of them that are in the library: what marks of papers in the trash become is no matter here."""
        return numbers & self.now.papers

    # Marks

    @rule(numbers=KEYS, starred=some.booleans())
    def star(self, numbers: set[int], starred: bool) -> None:
        """Stars come or go."""
        numbers = self._here(numbers)
        (self.library.star if starred else self.library.unstar)(self._ids(numbers))
        self._becomes(self.now.with_marks(numbers, lambda mark: replace(mark, starred=starred)))

    @rule(numbers=KEYS, status=some.sampled_from(Status))
    def set_status(self, numbers: set[int], status: Status) -> None:
        """Papers move on."""
        numbers = self._here(numbers)
        self.library.set_status(self._ids(numbers), status)
        self._becomes(self.now.with_marks(numbers, lambda mark: replace(mark, status=status)))

    @rule(numbers=KEYS, add=TAGS, remove=TAGS)
    def tag(self, numbers: set[int], add: list[str], remove: list[str]) -> None:
        """Tags come and go; one that does both goes."""
        numbers = self._here(numbers)
        self.library.tag(self._ids(numbers), add, remove)

        def edit(mark: Mark) -> Mark:
            return replace(mark, tags=tuple(sorted({*mark.tags, *add} - {*remove}, key=str.casefold)))

        self._becomes(self.now.with_marks(numbers, edit))

    @rule(numbers=KEYS, rating=some.none() | some.integers(0, 5))
    def rate(self, numbers: set[int], rating: int | None) -> None:
        """Ratings change; 0 takes one away."""
        numbers = self._here(numbers)
        self.library.rate(self._ids(numbers), rating)
        self._becomes(self.now.with_marks(numbers, lambda mark: replace(mark, rating=rating or None)))

    @rule(number=some.integers(0, PAPERS - 1), text=TEXTS, append=some.booleans())
    def write_note(self, number: int, text: str, append: bool) -> None:
        """A note is written anew or goes on."""
        if not self._here({number}):
            return
        self.library.set_note(self.ids[number], text, append=append)

        def edit(mark: Mark) -> Mark:
            return replace(mark, note=f"{mark.note.rstrip()}\n\n{text}" if append and mark.note.strip() else text)

        self._becomes(self.now.with_marks({number}, edit))

    @rule(old=PLAIN, new=PLAIN)
    def rename_tag(self, old: str, new: str) -> None:
        """A tag gets another name, or becomes one with another; a tag that nothing has is refused."""
        if old not in self.now.tags:
            with pytest.raises(NothingFoundError):
                self.library.rename_tag(old, new)
            return
        self.library.rename_tag(old, new)
        model = self.now.with_tags(lambda tag: new if tag == old else tag)
        views = ((name, query and query.replace(f"tag:{old} ", f"tag:{new} ")) for name, query in model.views)
        self._becomes(replace(model, views=tuple(views)))

    @rule(name=PLAIN)
    def delete_tag(self, name: str) -> None:
        """A tag goes everywhere."""
        if name not in self.now.tags:
            with pytest.raises(NothingFoundError):
                self.library.delete_tag(name)
            return
        self.library.delete_tag(name)
        self._becomes(self.now.with_tags(lambda tag: None if tag == name else tag))

    # The trash

    @rule(numbers=KEYS)
    def delete(self, numbers: set[int]) -> None:
        """Papers go to the trash with what was added to them."""
        chosen = self._here(numbers) - set(dict(self.now.trash))
        self.library.delete(self._ids(chosen))
        trash = {**dict(self.now.trash), **{number: self.now.mark(number) for number in chosen}}
        model = self.now.with_marks(chosen, lambda _: Mark(""))
        self._becomes(replace(model, papers=model.papers - chosen, trash=tuple(sorted(trash.items(), key=_number))))

    @rule(numbers=KEYS)
    def restore(self, numbers: set[int]) -> None:
        """They come back with it."""
        trash = dict(self.now.trash)
        chosen = (numbers & trash.keys()) - self.now.papers
        self.library.restore(self._ids(chosen))
        marks = {**dict(self.now.marks), **{number: trash.pop(number) for number in chosen}}
        model = replace(self.now, marks=tuple(marks.items())).with_marks(set(), lambda mark: mark)
        self._becomes(replace(model, papers=model.papers | chosen, trash=tuple(trash.items())))

    @rule(numbers=KEYS)
    def purge(self, numbers: set[int]) -> None:
        """They are gone for good, but for the way back."""
        chosen = numbers & dict(self.now.trash).keys()
        self.library.purge(self._ids(chosen))
        self._becomes(replace(self.now, trash=tuple(pair for pair in self.now.trash if pair[0] not in chosen)))

    # Views

    @rule(name=NAMES, query=some.sampled_from(["is:starred", "tag:x sparse", "ferret"]))
    def save_view(self, name: str, query: str) -> None:
        """A view is saved; a name that is taken is refused and nothing changes."""
        if dict(self.now.views).get(name) is not None:
            with pytest.raises(UsageError):
                self.library.save_view(name, query)
        else:
            self.library.save_view(name, query)
            self._becomes(self.now.with_view(name, query))

    @rule(name=NAMES | some.sampled_from([view.name for view in SHIPPED.values()]))
    def delete_view(self, name: str) -> None:
        """A view goes, also one that ships."""
        found = [view for view in self.library.views(quick=True) if view.section == "view" and view.label == name]
        if found:
            self.library.delete_view(found[0].key)
            self._becomes(self.now.with_view(name, None))

    # Papers

    @rule(count=some.integers(1, PAPERS + 3))
    def import_more(self, count: int) -> None:
        """A page comes with papers that are known, new, or in the trash, each always at its place on the page."""
        new = set(range(count)) - self.now.papers - set(dict(self.now.trash))
        report = self.library.import_files(["-"], stdin=page(range(count)))
        assert report.new == len(new)
        self._becomes(replace(self.now, papers=self.now.papers | new))

    # The way back

    @rule()
    def undo(self) -> None:
        """One step back, if there is one."""
        assert (self.library.undo() is None) == (not self.done)
        if self.done:
            self.undone.append(self.now)
            self.now = self.done.pop()

    @precondition(lambda self: self.done)
    @rule()
    def undo_by_id(self) -> None:
        """The last change that stands, named; one that is undone already is refused."""
        standing = next(one for one in self.library.timeline() if not one.undone)
        assert self.library.undo(standing.unit.id) is not None
        with pytest.raises(UsageError):
            self.library.undo(standing.unit.id)
        self.undone.append(self.now)
        self.now = self.done.pop()

    @rule()
    def redo(self) -> None:
        """One step forth, if there is one."""
        assert (self.library.redo() is None) == (not self.undone)
        if self.undone:
            self.done.append(self.now)
            self.now = self.undone.pop()

    # Processes

    @rule()
    def reopen(self) -> None:
        """A restart."""
        self.library.close()
        self.library = open_library(self.folder)

    @rule()
    def swap(self) -> None:
        """The next changes come from the other process."""
        self.library, self.other = self.other, self.library

    @precondition(lambda self: self.now.marks)
    @rule()
    def lose_the_shelf(self) -> None:
        """The file goes; the history still holds it all."""
        (self.folder / "shelf.json").unlink(missing_ok=True)

    @invariant()
    def both_hold_the_same(self) -> None:
        """What either process shows after a look."""
        for library in (self.library, self.other):
            library.refresh()
            assert shown(library) == expected(self.now)
            assert library.can_undo == bool(self.done)
            assert library.can_redo == bool(self.undone)
        assert not list(self.folder.glob("*.new"))


def _by_number(library: Library) -> list[str]:
    found = {entry.paper.title: entry.paper.id for entry in library.entries()}
    return [found[title(number)] for number in range(PAPERS)]


def _number(pair: tuple[int, Mark]) -> int:
    return pair[0]


def shown(library: Library) -> tuple[object, ...]:
    """What a library shows: papers with their marks, the trash, and views."""
    papers = {}
    for entry in library.entries():
        papers[entry.paper.title] = replace(entry.mark, paper_id="", changed={})
    views = {view.label: view.saved for view in library.views(quick=True) if view.section == "view"}
    trash = {
        one.paper.title: replace(one.mark, paper_id="", changed={}) if one.mark else Mark("") for one in library.trash()
    }
    return papers, trash, views


def expected(model: Model) -> tuple[object, ...]:
    """What a library should show then."""
    papers = {title(number): model.mark(number) for number in model.papers}
    views: dict[str, str | None] = {ALL_NAME: ""}
    views |= {view.name: view.query for view in SHIPPED.values()}
    views |= dict(model.views)
    trash = {title(number): mark for number, mark in model.trash}
    return papers, trash, {name: query for name, query in views.items() if query is not None}


LibraryBesideModel.TestCase.settings = settings(
    max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLibraryBesideModel = LibraryBesideModel.TestCase
