"""The edits of one unit before they are kept: they can be read back, and are dropped whole if it fails."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Generic, TypeVar

from papershelf.marks import Mark
from papershelf.paper import Paper
from papershelf.saved import SavedView
from papershelf.store.catalogue import Catalogue
from papershelf.store.differences import difference
from papershelf.store.layout import Record
from papershelf.store.recordfile import RecordFile
from papershelf.store.saved_views import SavedViews
from papershelf.store.shelf import Shelf
from papershelf.store.units import Change, Changes, Unit

T = TypeVar("T")
Words = str | Callable[[Changes], str]
Edits = dict[str, tuple[Record, T] | None]


class Draft(Mapping[str, T], Generic[T]):
    """A file's view with edits laid over it; new things come last."""

    def __init__(self, file: RecordFile[T]) -> None:
        self._file = file
        self.edits: Edits[T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self.edits:
            return self._file.view[key]
        edit = self.edits[key]
        if edit is None:
            raise KeyError(key)
        return edit[1]

    def __iter__(self) -> Iterator[str]:
        for key in self._file.view:
            if key not in self.edits or self.edits[key] is not None:
                yield key
        yield from [key for key, edit in self.edits.items() if edit is not None and key not in self._file.view]

    def __len__(self) -> int:
        return sum(1 for _ in self) if self.edits else len(self._file.view)

    def put(self, thing: T) -> None:
        """Lay a thing over what is there; it reads back as it will from the disk.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        codec = self._file.codec
        key = codec.key(thing)
        record = codec.encode(thing, self._present(key))
        self.edits[key] = (record, codec.decode(key, record))

    def remove(self, key: str) -> None:
        """Take a thing away; one that is not there is no matter."""
        self.edits[key] = None

    def _present(self, key: str) -> Record | None:
        if key not in self.edits:
            return self._file.records.get(key)
        edit = self.edits[key]
        return None if edit is None else edit[0]

    def changes(self) -> list[Change]:
        """What the edits come to; an edit that changes nothing is none."""
        found = []
        for key, edit in self.edits.items():
            old, new = self._file.records.get(key), None if edit is None else edit[0]
            if old == new or (old is None and not new):
                continue
            found.append(Change(self._file.table, key, *difference(old, new)))
        return found


class Transaction:
    """What the body of `Store.transaction` edits.

    Attributes:
        words: What is done, for a person; may be given late, or made from the changes.
        unit: The unit that came of it; None until it is on disk, and where nothing changed.
    """

    def __init__(self, catalogue: Catalogue, shelf: Shelf, saved: SavedViews, words: Words) -> None:
        self._catalogue, self._papers = catalogue, Draft(catalogue)
        self._shelf, self._marks = shelf, Draft(shelf)
        self._saved, self._views = saved, Draft(saved)
        self.words = words
        self.unit: Unit | None = None

    @property
    def papers(self) -> Mapping[str, Paper]:
        """The papers as they are on disk now, with the edits so far."""
        self._catalogue.load()
        return self._papers

    @property
    def marks(self) -> Mapping[str, Mark]:
        """The marks as they are on disk now, with the edits so far."""
        self._shelf.load()
        return self._marks

    def put_paper(self, paper: Paper) -> None:
        """Add a paper, or put it in the place of the one with its id.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        self._catalogue.load()
        self._papers.put(paper)

    def remove_paper(self, paper_id: str) -> None:
        """Take a paper out of the library; its mark stays."""
        self._catalogue.load()
        self._papers.remove(paper_id)

    def put_mark(self, mark: Mark) -> None:
        """Put a mark in the place of the one for its paper; make it from `marks` here, no older look.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        self._shelf.load()
        self._marks.put(mark)

    def remove_mark(self, paper_id: str) -> None:
        """Take all away that the person added to a paper."""
        self._shelf.load()
        self._marks.remove(paper_id)

    @property
    def views(self) -> Mapping[str, SavedView]:
        """The saved views that are not just as they ship, as they are on disk now, with the edits so far."""
        self._saved.load()
        return self._views

    def put_view(self, view: SavedView) -> None:
        """Add a view, or put it in the place of the one with its id; make it from `views` here, no older look.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        self._saved.load()
        self._views.put(view)

    def remove_view(self, view_id: str) -> None:
        """Take a view away; one that ships is then as it ships."""
        self._saved.load()
        self._views.remove(view_id)

    def changes(self) -> Changes:
        """What the edits so far come to, papers first."""
        return (*self._papers.changes(), *self._marks.changes(), *self._views.changes())

    @contextmanager
    def savepoint(self) -> Iterator["Transaction"]:
        """Edits of an inner block, which are dropped alone if it fails."""
        papers, marks, views = dict(self._papers.edits), dict(self._marks.edits), dict(self._views.edits)
        try:
            yield self
        except BaseException:
            self._papers.edits, self._marks.edits, self._views.edits = papers, marks, views
            raise
