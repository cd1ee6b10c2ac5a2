"""The history: the units as lines of the journal, read, added and taken back."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields as dataclass_fields
from pathlib import Path

from papershelf.errors import DataError
from papershelf.store import disk, heads
from papershelf.store.deeds import Deeds
from papershelf.store.journal import Journal, Place
from papershelf.store.quarantine import Finding, Quarantine
from papershelf.store.turns import Turns
from papershelf.store.units import (
    Changes,
    NewerLineError,
    Unit,
    UnitHeader,
    decode_changes,
    decode_header,
    decode_left,
    encode_id,
    encode_unit,
)

FILE = "history.jsonl"
_FEW = 20  # names are looked for in a line as quickly as the line is parsed


class History(Turns):
    """Reads headers into memory and leaves the changes, which may be large, in the file."""

    def __init__(self, folder: Path, quarantine: Quarantine, cache: Path | None = None) -> None:
        super().__init__()
        self._journal = Journal(folder / FILE)
        self._quarantine = quarantine
        self._cache = None if cache is None else cache / heads.FILE
        self._kept: list[Finding] = []
        self._reset()

    def _reset(self) -> None:
        self._forget_units()
        self._places: dict[str, Place] = {}
        self._bad: dict[Place, str] = {}
        self._good_end = 0
        self._kept_end = 0  # up to here the cache knows the heads
        self._newer: str | None = None

    @property
    def findings(self) -> list[Finding]:
        """Lines that cannot be read."""
        bad = [Finding(FILE, f"the line at byte {place.offset} is left out: {why}") for place, why in self._bad.items()]
        return [*self._kept, *bad]

    @property
    def path(self) -> Path:
        """The file."""
        return self._journal.path

    def replace(self, content: bytes) -> None:
        """Put other lines in the place of all, in one step, and read them. Needs the lock.

        Raises:
            DataError: They cannot be written; the file is as it was.
        """
        self._journal.replace(content)
        self.refresh()

    @property
    def newer(self) -> str | None:
        """What to say where a newer version wrote a line; None where none did."""
        if self._newer is None:
            return None
        return f"{self._journal.path}: {self._newer}. Nothing here is changed: please update papershelf."

    def refresh(self) -> None:
        """Read on from where the last look ended.

        Raises:
            DataError: The file is there and cannot be read.
        """
        if self._journal.starts_over():
            self._reset()
            self._resume()
        for place, line in self._journal.new_lines():
            self._take(place, line)
        self._keep_heads()

    def _resume(self) -> None:
        """Take the heads that an earlier look kept, if they are of this file."""
        known = heads.kept(self._cache) if self._cache is not None and self._journal.is_long else None
        if known is not None and self._journal.resume(known.seen):
            for place, header in known.units:
                self._add(place, header)
            self._good_end = self._kept_end = known.seen.end

    def _keep_heads(self) -> None:
        """Spare the next opening what is long and was read; lines that are damaged are to be met again."""
        seen = self._journal.seen
        if self._cache is None or seen is None or self._bad or self._newer or seen.end != self._good_end:
            return
        if seen.end - self._kept_end >= heads.WORTH_KEEPING:
            heads.keep(self._cache, seen, ((self._places[key], header) for key, header in self._headers.items()))
            self._kept_end = seen.end

    def distrust(self) -> None:
        """Read every line at the next look, whatever was kept of them."""
        if self._cache is not None:
            disk.discard(self._cache)
        self.forget()

    def _take(self, place: Place, line: bytes) -> None:
        try:
            if b"\0" in line:
                # JSON holds none, but a page that a power cut kept from the disk reads as zeros, and the head
                # of a long line may be whole without its middle.
                raise ValueError("zeros stand where text should be")
            header = decode_header(line)
        except NewerLineError as error:
            self._newer = str(error)
        except ValueError as error:
            self._bad[place] = f"is damaged and left out ({error})"
            return
        else:
            self._add(place, header)
        self._good_end = place.offset + place.length

    def _add(self, place: Place, header: UnitHeader) -> None:
        self._places[header.id] = place
        self._note(header)

    def mend(self) -> None:
        """Make the file fit for another line: what is torn at its end goes to quarantine. Needs the lock.

        Raises:
            DataError: A newer version wrote to the file, or it cannot be mended.
        """
        if self._newer:
            raise DataError(f"{self._journal.path}: {self._newer}. Please update papershelf; nothing was changed.")
        torn = self._journal.torn(self._good_end)
        if not torn:
            return
        if _is_unit(torn):
            self._journal.end_line()
            self.refresh()
            return
        kept = self._quarantine.keep(FILE, torn, "the last line of the history is not whole")
        self._journal.cut(self._good_end)
        self._kept.append(Finding(FILE, "its last line was torn and is set aside", kept))
        self.refresh()

    def append(self, unit: Unit) -> None:
        """Add a unit; it is on disk when this returns.

        Raises:
            DataError: It cannot be written; the file is as it was.
        """
        place = self._journal.append(disk.in_pieces(encode_unit(unit)))
        self._add(place, unit.header)
        self._good_end = place.offset + place.length
        self._keep_heads()

    def take_back(self) -> None:
        """Take away the unit that was just added. Where even that fails it stands, for every later reader."""
        try:
            self._journal.take_back()
        except DataError as error:
            self._kept.append(Finding(FILE, f"a change that failed could not be taken back: {error.message}"))
        self.forget()

    def forget(self) -> None:
        """Read everything again at the next look."""
        self._journal.forget()

    def changes(self, header: UnitHeader) -> Changes:
        """The changes of a unit, from the file.

        Raises:
            DataError: They cannot be read.
        """
        try:
            return decode_changes(self._journal.read(self._places[header.id]))
        except (KeyError, ValueError) as error:
            raise DataError(
                f"{self._journal.path}: what “{header.words}” changed cannot be read any more ({error})."
            ) from error

    def whole(self, header: UnitHeader) -> Unit:
        """A unit with everything in it, from the file.

        Raises:
            DataError: It cannot be read.
        """
        fields = {field.name: getattr(header, field.name) for field in dataclass_fields(UnitHeader)}
        return Unit(
            **fields, changes=self.changes(header), left=decode_left(self._journal.read(self._places[header.id]))
        )

    def deeds(self) -> Deeds:
        """What stands now; it may be read on another thread, without a lock."""
        stands = ((header, self._places[key]) for key, header in self._headers.items() if key in self._undo)
        units = [(header, place) for header, place in stands if place not in self._bad]
        first = next(iter(self._headers.values()), None)
        return Deeds(first.at if first else "", len(self._bad), units)

    @property
    def journal(self) -> Journal:
        """The file, to read lines of it."""
        return self._journal

    def changes_if_readable(self, header: UnitHeader) -> Changes:
        """The changes of a unit; none, and a finding, where its line is damaged."""
        try:
            return self.changes(header)
        except DataError as error:
            self._bad[self._places[header.id]] = f"is left out: {error.message}"
            return ()

    def after_damage(self, unit: str, table: str) -> list[UnitHeader]:
        """The units that touch a table after the damaged line that is this unit's; none where no line can be."""
        lines = [place for place in self._bad if unit.encode() in self._journal.read(place)] or list(self._bad)
        if not lines:
            return []
        start = max(place.offset for place in lines)
        return [header for header in self.after(None, table) or [] if self._places[header.id].offset > start]

    def changes_about(self, headers: Iterable[UnitHeader], ids: Collection[str]) -> Iterator[Changes]:
        """The changes of many units, from one look at the file; none for a unit whose line is damaged.

        Args:
            headers: The units.
            ids: The records that matter: units that name none of a few of them are not even parsed.

        Raises:
            DataError: The file cannot be read.
        """
        places = [self._places[header.id] for header in headers]
        names = [encode_id(key) for key in ids] if len(ids) <= _FEW else []
        for place, line in zip(places, self._journal.read_all(places), strict=True):
            if names and not any(name in line for name in names):
                yield ()
                continue
            try:
                yield decode_changes(line)
            except ValueError as error:
                self._bad[place] = f"is left out: {error}"
                yield ()


def _is_unit(line: bytes) -> bool:
    """Whether a line without its end is whole but for that."""
    if b"\n" in line:
        return False
    try:
        decode_header(line)
        decode_changes(line)
    except ValueError:
        return False
    return True
