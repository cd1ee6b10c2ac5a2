"""A TinyDB storage that survives crashes: it replaces its file whole and re-reads only what changed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinydb.storages import Storage

from papershelf import system
from papershelf.errors import DataError
from papershelf.store import disk
from papershelf.store.layout import Layout, Tables
from papershelf.store.packed.layered import Layered, copied
from papershelf.store.packed.packing import Packing
from papershelf.store.packed.rows import Signature, signature_of
from papershelf.store.packed.source import Source
from papershelf.store.salvage import Reading, read


class SafeStorage(Storage):
    """Keeps the parsed file in memory; a write is a new file put in the old one's place.

    Outside `deferred()` every TinyDB operation is one write. Inside it, writes are collected and made ready at
    its end, and only `publish()` puts them in place: so several files can be ready before any is replaced.
    With a `packing` the records of a large file stay in it until they are asked for.

    Attributes:
        path: The file.
        reading: How the file on disk could be read, without its tables; what could be saved is in memory.
    """

    def __init__(self, path: str | os.PathLike[str], table: str | None = None, packing: Packing | None = None) -> None:
        # Where a person made a link of the file, the link stays and what it leads to is replaced.
        self.path = Path(os.path.realpath(path))
        # One fixed name, safe under the store's lock: a kill leaves one at most, and the next write takes it.
        self._temporary = self.path.with_name(self.path.name + ".new")
        self._layout = Layout()
        self._data: Tables | None = None
        self._signature: Signature | None = None
        self._pending: Tables | None = None
        self._deferred = False
        self._prepared = False
        self._table = table
        self._packing = packing
        self.reading = Reading({})

    @property
    def damage(self) -> str | None:
        """Why the file on disk could not be read as it is, or None."""
        return self.reading.damage

    def read(self) -> Tables | None:  # type: ignore[override]  # TinyDB says dict, and asks for a mapping only
        """The tables, or None where there is no file yet; what is handed out may be edited without harm.

        Raises:
            DataError: The file is there and cannot be read.
        """
        if self._pending is not None:
            return dict(self._pending)  # nobody has seen it yet, and a failure drops it whole
        self.poll()
        return None if self._data is None else {name: copied(rows) for name, rows in self._data.items()}

    @property
    def size(self) -> int | None:
        """How many bytes the file had when it was read or written last; None where there was none."""
        return None if self._signature is None else self._signature[2]

    def poll(self) -> bool:
        """Read the file again if it is not the one in memory; says whether it did.

        Raises:
            DataError: The file is there and cannot be read.
        """
        try:
            signature = signature_of(os.stat(self.path))
            if signature == self._signature and (self._deferred or not self._is_broken):
                return False
            if self._open_packed(signature):
                return True
            with open(self.path, "rb") as file:
                signature = signature_of(os.fstat(file.fileno()))
                content = file.read()
        except FileNotFoundError:
            known, self._data, self._signature, self.reading = self._signature, None, None, Reading({})
            return known is not None
        except OSError as error:
            raise disk.unreadable(self.path, error) from error
        found = read(content, self._table)
        self._data, self.reading, self._signature = found.tables, found._replace(tables={}), signature
        return True

    @property
    def _is_broken(self) -> bool:
        """Whether a record was met in the file that is not as it was."""
        source = self._source
        return source is not None and source.is_broken

    @property
    def _source(self) -> Source | None:
        rows = None if self._data is None or self._table is None else self._data.get(self._table)
        base = rows.base if isinstance(rows, Layered) else None
        return base if isinstance(base, Source) else None

    def _open_packed(self, signature: Signature) -> bool:
        """Take the tables from where their records stand; False where the file has to be read whole."""
        if self._packing is None:
            return False
        if self._is_broken:
            self._packing.forget()
        tables = self._packing.open(signature)
        if tables is None:
            return False
        self._data, self.reading, self._signature = tables, Reading({}), signature
        return True

    def distrust(self) -> None:
        """Look through the whole file at the next reading, whatever was kept of it."""
        if self._packing is not None:
            self._packing.forget()
        if self._pending is None:
            self._signature = None

    def write(self, data: Tables) -> None:  # type: ignore[override]  # likewise
        """Take the tables as they shall be: on disk when this returns, or with `publish()` where deferred.

        Raises:
            DataError: They cannot be written; the file is as it was.
        """
        self._pending = data
        if not self._deferred:
            self.prepare()
            self.publish()
            self.sync()

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Collect every write until the end, then make the new file ready beside the old one.

        Raises:
            DataError: The new file cannot be written; nothing of it is left.
        """
        self._deferred = True
        try:
            if self._is_broken:  # what would be written is not what was seen
                raise DataError(f"{self.path} is damaged and is read anew. Nothing was changed; please try again.")
            yield
            self.prepare()
        except BaseException:
            self.discard()
            raise
        finally:
            self._deferred = False

    def prepare(self) -> None:
        """Write what is pending to a file beside the real one and wait until it is on disk.

        Raises:
            DataError: It cannot be written; nothing of it is left.
        """
        if self._pending is None:
            return
        try:
            bodies = {self._packing.table: self._packing.lines} if self._packing is not None else None
            disk.write_durably(self._temporary, disk.in_pieces(self._layout.encode(self._pending, bodies)))
        except OSError as error:
            self.discard()
            raise disk.unwritable(self.path, error) from error
        except (TypeError, ValueError) as error:
            self.discard()
            raise DataError(f"{self.path} cannot hold this: {error}. Nothing was changed.") from error
        self._prepared = True

    def publish(self) -> None:
        """Put the prepared file in place; `sync` then makes that last.

        Raises:
            DataError: It cannot be put in place; the old file stands and nothing of the new one is left.
        """
        if not self._prepared:
            return
        try:
            signature = signature_of(os.stat(self._temporary))
            system.replace(self._temporary, self.path)
        except OSError as error:
            self.discard()
            raise disk.unwritable(self.path, error) from error
        self._data, self._pending, self._prepared = self._pending, None, False
        self._signature, self.reading = signature, Reading({})
        if self._packing is not None and self._data is not None:
            self._data = self._packing.published(signature, self._data)

    def sync(self) -> None:
        """Wait until it is on disk which file is in place.

        Raises:
            DataError: The system could not promise that.
        """
        try:
            disk.sync_folder(self.path.parent)
        except OSError as error:
            raise DataError(f"{self.path} may not outlast a power cut: {disk.reason_of(error)}.") from error

    def discard(self) -> None:
        """Forget what is pending and what is in memory; the next read asks the disk."""
        if self._pending is not None:
            disk.discard(self._temporary)
        if self._is_broken and self._packing is not None:
            self._packing.forget()
        self._pending = self._data = self._signature = None
        self._prepared = False

    def tidy(self) -> None:
        """Remove what a killed process may have left beside the file. Needs the store's lock."""
        disk.discard(self._temporary)

    def close(self) -> None:
        """Let go of the memory; every write is on disk already."""
        self.discard()
