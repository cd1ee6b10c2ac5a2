"""The edits of one unit before they are kept: they can be read back, and are dropped whole if it fails."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from papershelf.lists import ReadingList
from papershelf.marks import Mark, Trashed
from papershelf.paper import Paper
from papershelf.saved import SavedView
from papershelf.store.differences import difference
from papershelf.store.layout import Record
from papershelf.store.recordfile import RecordFile
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
        kept = self.record(key)
        self.edits[key] = codec.keep(thing, kept, self[key] if kept else None)

    def put_record(self, key: str, record: Record) -> None:
        """Lay a record over what is there, with every field that it has, known or not.

        Raises:
            ValueError: It cannot be read, with the reason.
        """
        self.edits[key] = (record, self._file.codec.decode(key, record))

    def remove(self, key: str) -> None:
        """Take a thing away; one that is not there is no matter."""
        self.edits[key] = None

    def record(self, key: str) -> Record | None:
        """The record there, with the edits so far."""
        if key not in self.edits:
            return self._file.records.get(key)
        edit = self.edits[key]
        return None if edit is None else edit[0]

    def records(self) -> dict[str, Record]:
        """Every record, with the edits so far."""
        return {key: record for key in self if (record := self.record(key)) is not None}

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

    def __init__(self, files: Sequence[RecordFile[Any]], words: Words) -> None:
        self._files = {file.table: file for file in files}
        self._drafts: dict[str, Draft[Any]] = {file.table: Draft(file) for file in files}
        self.words = words
        self.unit: Unit | None = None

    def _draft(self, table: str) -> Draft[Any]:
        self._files[table].load()
        return self._drafts[table]

    @property
    def papers(self) -> Mapping[str, Paper]:
        """The papers as they are on disk now, with the edits so far."""
        return self._draft("papers")

    @property
    def marks(self) -> Mapping[str, Mark]:
        """The marks as they are on disk now, with the edits so far."""
        return self._draft("marks")

    @property
    def views(self) -> Mapping[str, SavedView]:
        """The saved views that are not just as they ship, as they are on disk now, with the edits so far."""
        return self._draft("views")

    @property
    def trash(self) -> Mapping[str, Trashed]:
        """The deleted papers as they are on disk now, with the edits so far."""
        return self._draft("trash")

    @property
    def lists(self) -> Mapping[str, ReadingList]:
        """The reading lists as they are on disk now, with the edits so far."""
        return self._draft("lists")

    def put_paper(self, paper: Paper) -> None:
        """Add a paper, or put it in the place of the one with its id.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        self._draft("papers").put(paper)

    def remove_paper(self, paper_id: str) -> None:
        """Take a paper away; its mark stays."""
        self._draft("papers").remove(paper_id)

    def put_mark(self, mark: Mark) -> None:
        """Put a mark in the place of the one for its paper; make it from `marks` here, no older look.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        self._draft("marks").put(mark)

    def remove_mark(self, paper_id: str) -> None:
        """Take all away that the person added to a paper."""
        self._draft("marks").remove(paper_id)

    def put_view(self, view: SavedView) -> None:
        """Add a view, or put it in the place of the one with its id; make it from `views` here, no older look.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        self._draft("views").put(view)

    def remove_view(self, view_id: str) -> None:
        """Take a view away; one that ships is then as it ships."""
        self._draft("views").remove(view_id)

    def put_list(self, made: ReadingList) -> None:
        """Add a reading list, or put it in the place of the one with its id; make it from `lists` here.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        self._draft("lists").put(made)

    def remove_list(self, list_id: str) -> None:
        """Take a reading list away; its papers stay where they are."""
        self._draft("lists").remove(list_id)

    # As records: for whatever moves or joins them whole, fields of newer versions included

    def records(self, table: str) -> dict[str, Record]:
        """The records of a table, among them `views` and `lists`, with the edits so far; not to be edited."""
        return self._draft(table).records()

    def record(self, table: str, key: str) -> Record | None:
        """One of them, or None; not to be edited."""
        return self._draft(table).record(key)

    def put_record(self, table: str, key: str, record: Record) -> None:
        """Put a record in the place of the one with this id.

        Raises:
            ValueError: It cannot be read, with the reason.
        """
        self._draft(table).put_record(key, record)

    def remove_record(self, table: str, key: str) -> None:
        """Take a record away; one that is not there is no matter."""
        self._draft(table).remove(key)

    def changes(self) -> Changes:
        """What the edits so far come to, papers first."""
        return tuple(change for draft in self._drafts.values() for change in draft.changes())

    def read(self) -> dict[str, Edits[Any]]:
        """The edits by table and id, each record with what it means: whoever keeps them need not read it again."""
        return {table: draft.edits for table, draft in self._drafts.items()}

    @contextmanager
    def savepoint(self) -> Iterator["Transaction"]:
        """Edits of an inner block, which are dropped alone if it fails."""
        before = {table: dict(draft.edits) for table, draft in self._drafts.items()}
        try:
            yield self
        except BaseException:
            for table, edits in before.items():
                self._drafts[table].edits = edits
            raise
