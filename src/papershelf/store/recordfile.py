"""What the catalogue, the shelf and the saved views share: a TinyDB file of records, the view of it, its history."""

from collections.abc import Collection, Iterable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar, cast

from tinydb import TinyDB

from papershelf.store.codec import Codec
from papershelf.store.differences import apply
from papershelf.store.disk import unreadable
from papershelf.store.history import History
from papershelf.store.layout import Record
from papershelf.store.packed import Packed
from papershelf.store.packed.layered import Layered
from papershelf.store.packed.packing import Packing
from papershelf.store.packed.source import Source
from papershelf.store.picture import Picture
from papershelf.store.quarantine import Finding, Quarantine
from papershelf.store.recovery import MOST_BEHIND, recover
from papershelf.store.schema import CURRENT, HEAD, META, Head, head_of, peek, told, upgraded
from papershelf.store.storage import SafeStorage
from papershelf.store.tables import RecordTable
from papershelf.store.units import Change, Changes, UnitHeader
from papershelf.system import WINDOWS

T = TypeVar("T")
SMALL = 262_144  # bytes; a file up to this size is replaced at every change, in half a millisecond


def _known(picture: Picture[T], keys: Iterable[str]) -> dict[str, None]:
    """Those of some ids that a picture holds, in their order."""
    return dict.fromkeys(key for key in keys if key in picture.records)


class _Database(TinyDB):
    table_class = RecordTable


class RecordFile(Generic[T]):
    """One file, the records in it, and what they mean.

    `view` and `records` are never edited once handed out: a change makes new ones, so a reader in another
    thread keeps a whole picture. They are the file *and* what the history says should be in it, so that a
    change which was acknowledged is seen even if the file could not be replaced.

    Attributes:
        loaded: Whether the file was ever read.
        unit: The last unit that the view holds.
        head: What the file said of itself when it was read last.
        read: Records that are about to be put in, by id, with what they mean.
    """

    name: str
    table: str
    codec: Codec[T]
    cache_name: str | None = None  # of the cache file that says where the records stand, if there can be very many

    def __init__(self, folder: Path, history: History, quarantine: Quarantine, cache: Path | None = None) -> None:
        self._history = history
        self._quarantine = quarantine
        packing = self._packing(folder, cache)
        self._database = _Database(folder / self.name, storage=SafeStorage, table=self.table, packing=packing)
        self._rows = cast(RecordTable, self._database.table(self.table))
        self._heads = cast(RecordTable, self._database.table(META))
        self._fresh = False
        self.unit: str | None = None
        self.head = Head()
        self._behind: list[str] = []  # records in which the view is ahead of the file
        self._absorbed = False
        self._bad: dict[str, tuple[Record, str]] = {}
        self._set_aside: list[Finding] = []
        self._rebuilt: Finding | None = None
        self._staged: tuple[Picture[T], str | None, list[Finding]] | None = None
        self._picture = Picture(self.codec)
        self.read: Mapping[str, tuple[Record, T] | None] = {}
        self.loaded = False

    def _packing(self, folder: Path, cache: Path | None) -> Packing | None:
        # Windows lets nobody replace a file that is held open.
        if cache is None or self.cache_name is None or WINDOWS:
            return None
        return Packing(folder / self.name, self.table, cache / self.cache_name, self.codec.decode)

    @property
    def packed(self) -> Packed | None:
        """What is known of the records without reading them; None where they are in memory."""
        return self.at_once[1]

    @property
    def at_once(self) -> tuple[Mapping[str, T], Packed | None]:
        """`view` and `packed` of one moment: between two questions another thread may take in a change."""
        picture = self._picture
        view, records = MappingProxyType(picture.view), picture.records
        if not isinstance(records, Layered) or not isinstance(records.base, Source):
            return view, None
        source = records.base
        return view, Packed(source.ids, source.rows.sums, records.changed, lambda: source.places)

    @property
    def view(self) -> Mapping[str, T]:
        """The things by id, in the order they came."""
        return MappingProxyType(self._picture.view)

    @property
    def records(self) -> Mapping[str, Record]:
        """The same things as records."""
        return MappingProxyType(self._picture.records)

    @property
    def storage(self) -> SafeStorage:
        """The storage beneath TinyDB."""
        storage = self._database.storage
        assert isinstance(storage, SafeStorage)
        return storage

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the file as it stands, and what was set aside since it was opened."""
        found = [*self._set_aside, *([self._rebuilt] if self._rebuilt else [])]
        if self.newer:
            found.append(Finding(self.name, self.newer))
        if self.storage.damage:
            found.append(Finding(self.name, self.storage.damage))
        bad = self._bad.items()
        return found + [Finding(self.name, f"the record “{key}” is left out: {why}") for key, (_, why) in bad]

    @property
    def bad(self) -> Mapping[str, tuple[Record, str]]:
        """The records that cannot be read, by id, each with the reason."""
        return MappingProxyType(self._bad)

    @property
    def newer(self) -> str | None:
        """What to say where a newer version wrote the file; None where none did, as far as was looked."""
        return told(self.storage.path, self.head.schema) if self.head.is_newer else None

    @property
    def lags(self) -> bool:
        """Whether the view, by a change of whatever process, is ahead of the file."""
        return bool(self._behind)

    @property
    def lag(self) -> int:
        """By how many records the view is ahead of the file."""
        return len(set(self._behind))

    @property
    def is_strange(self) -> bool:
        """Whether the file names a last unit that the history does not know."""
        return self.head.unit is not None and self._history.after(self.head.unit, self.table) is None

    @property
    def needs_mending(self) -> bool:
        """Whether the file does not hold what is shown, or holds what cannot be read, or names a strange unit."""
        return self.lags or bool(self._bad) or self.storage.damage is not None or self.is_strange

    @property
    def is_behind(self) -> bool:
        """Whether the view, by a change of this process, is ahead of the file."""
        return self._absorbed

    def poll(self) -> None:
        """Read the file if it is new. Done before the history is read, which then knows at least as much.

        Raises:
            DataError: It cannot be read.
        """
        if self.storage.poll() or not self.loaded:
            self._fresh = True

    def peek(self) -> None:
        """Learn which version wrote the file, if nobody has read it yet; whoever needs more of it is told more."""
        if not self.loaded:
            with suppress(OSError):
                self.head = peek(self.storage.path)

    def load(self) -> None:
        """Read the file if that was never done.

        Raises:
            DataError: It cannot be read.
        """
        if not self.loaded:
            self.poll()
            self._history.refresh()
            self.settle()

    def settle(self) -> set[str]:
        """Bring the view up to what file and history hold.

        Returns:
            The ids of what changed.
        """
        if not self._fresh and self._history.last(self.table) == self.unit:
            return set()
        if not self._fresh and (added := self._added()) is not None:
            return self._take_in(added)
        tables = self.storage.read()
        self.head, reading = head_of(tables or {}), self.storage.reading
        picture = self._pictured((tables or {}).get(self.table, {}))
        self._bad = dict(picture.bad)
        # A file that names its last unit and has no table of ours has lost it, if only by a letter of its name.
        whole = tables is not None and reading.is_whole and (self.table in tables or self.head.unit is None)
        lost = self._bad.keys() if whole else None
        guessed = reading.guessed.get(self.table, frozenset())
        patches = recover(self._history, self.table, picture.records, self.head.unit, lost, guessed)
        fresh = [key for key in patches if key not in picture.records]
        for key, patch in patches.items():
            picture.put(key, patch)
        picture.arrange(self._order(picture.view, _known(picture, fresh)))
        self._behind, self._absorbed = list(patches), self._absorbed and bool(patches)
        self.unit = self._history.last(self.table)
        self._rebuilt = self._tell_rebuilt(len(patches)) if lost is None or lost or guessed else None
        changed = picture.changed() if self.loaded else set()  # all of it, which nobody wants to hear
        self._picture, self._fresh, self.loaded = picture.finish(), False, True
        return changed

    def _pictured(self, rows: MutableMapping[str, Record]) -> Picture[T]:
        """A picture of what stands in the file."""
        if isinstance(rows, Layered) and self.head.schema == CURRENT:
            return Picture.packed(self.codec, rows, self._picture)
        picture = Picture(self.codec, self._picture)
        for key, record in upgraded(self.table, rows, self.head.schema).items():
            picture.put(key, record)
        return picture

    def _added(self) -> list[UnitHeader] | None:
        """The units that came since the last look, where nothing else did and nothing is damaged."""
        if self.unit is None or self._bad or self.storage.damage:
            return None
        return self._history.after(self.unit, self.table)

    def _take_in(self, units: list[UnitHeader]) -> set[str]:
        """Put on what others added to the history while the file stayed as it is."""
        changes = [change for header in units for change in self._history.changes_if_readable(header)]
        picture, changed = self._with(changes)
        self._behind += changed
        self._picture, self.unit = picture.finish(), self._history.last(self.table)
        return set(changed)

    def _with(self, changes: Iterable[Change]) -> tuple[Picture[T], list[str]]:
        """A picture with these changes put on, and the ids of this file that they touch."""
        picture, touched = self._picture.copy(), []
        fresh: dict[str, None] = {}
        for change in changes:
            if change.table == self.table:
                if change.id not in picture.records:
                    fresh[change.id] = None
                record = apply(picture.records.get(change.id), change)
                picture.put(change.id, record, self.read.get(change.id))
                touched.append(change.id)
        picture.arrange(self._order(picture.view, _known(picture, fresh)))
        return picture, touched

    def _order(self, view: Mapping[str, T], fresh: Collection[str]) -> list[str] | None:
        """All ids in their order where those that were just put in do not belong at the end; else None."""
        del view, fresh
        return None

    def _tell_rebuilt(self, count: int) -> Finding | None:
        # A file that is missing after its very first unit is what a crash leaves behind: nothing to tell.
        young = len(self._history.after(None, self.table) or []) < 2
        if not count or (young and not self.storage.damage and not self._bad):
            return None
        return Finding(self.name, f"{count} records that the file lost were taken from the history")

    def may_wait(self, records: int) -> bool:
        """Whether the file may stay behind the history by so many more records; a small one need not."""
        size = self.storage.size
        sound = self.unit is not None and not self._bad and not self.storage.damage
        return (
            sound
            and not self.head.is_older
            and size is not None
            and size > SMALL
            and len(self._behind) + records <= MOST_BEHIND
        )

    def absorb(self, changes: Changes, unit: str) -> None:
        """Show changes that the history holds and leave the file for later. Needs the lock."""
        picture, changed = self._with(changes)
        self._behind += changed
        self._picture, self.unit, self._absorbed = picture.finish(), unit, True

    def stage(self, changes: Changes, unit: str | None) -> None:
        """Make a new file ready that holds these changes, beside the one in place. Needs the lock.

        Raises:
            DataError: It cannot be written; nothing was changed.
        """
        set_aside = self._secure()
        picture, changed = self._with(changes)
        older = picture.records if self.head.is_older else ()  # every one of them is written as it is today
        touched = dict.fromkeys((*older, *self._behind, *self._bad, *changed))
        put = {key: picture.records[key] for key in touched if key in picture.records}
        with self.storage.deferred():
            self._heads.change({HEAD: {"schema": CURRENT, "unit": unit}})
            self._rows.change(put, touched.keys() - put.keys(), picture.records if picture.moved else ())
            del put, touched  # they are as large as the picture where much came at once
        self._staged = (picture, unit, set_aside)

    def _secure(self) -> list[Finding]:
        """Put copies of what cannot be read where the next write cannot lose them."""
        path, kept = self.storage.path, []
        try:
            if damage := self.storage.damage:
                copy = self._quarantine.keep(self.name, path.read_bytes(), damage)
                kept.append(Finding(self.name, damage, copy))
        except OSError as error:
            raise unreadable(path, error) from error
        for key, (record, why) in self._bad.items():
            copy = self._quarantine.keep_record(self.name, self.table, key, record, why)
            kept.append(Finding(self.name, f"the record “{key}” was set aside: {why}", copy))
        return kept

    def publish(self) -> None:
        """Put the new file in place and show what it holds.

        Raises:
            DataError: It cannot be put in place; the old file stands.
        """
        self.storage.publish()
        if self._staged is not None:
            picture, self.unit, set_aside = self._staged
            picture.moved = False
            rows = (self.storage.read() or {}).get(self.table)
            if isinstance(rows, Layered) and not rows.changed:  # it is large, and need not be in memory
                picture = Picture.packed(self.codec, rows)
            self._picture, self.head = picture.finish(), Head(CURRENT, self.unit)
            self._set_aside += set_aside
            self._behind, self._bad, self._staged, self._absorbed = [], {}, None, False

    def tidy(self) -> None:
        """Remove what a killed process may have left. Needs the lock."""
        self.storage.tidy()

    def discard(self) -> None:
        """Forget what was made ready; the next look reads the file again."""
        self.storage.discard()
        self._staged, self._fresh = None, True

    def distrust(self) -> None:
        """Look through the whole file at the next look."""
        self.storage.distrust()

    def close(self) -> None:
        """Let go of the memory."""
        self._database.close()
