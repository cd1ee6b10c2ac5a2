"""The place for what cannot be read: a copy is safe there before anything else is done about it."""

from pathlib import Path
from typing import NamedTuple

import orjson

from papershelf.store import disk
from papershelf.store.layout import Record


class Finding(NamedTuple):
    """Something that is not as it should be.

    Attributes:
        file: The file's name.
        reason: What is wrong, for a person.
        kept_as: Where a copy was put; None while the original is still in its place.
    """

    file: str
    reason: str
    kept_as: Path | None = None


class Quarantine:
    """Keeps copies under names made from their content, so that the same thing is kept once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, file: str, content: bytes, reason: str) -> Path:
        """Put a copy of what a file held aside, with the reason beside it.

        Raises:
            DataError: There is no safe copy, so the original must stay as it is.
        """
        from hashlib import sha256  # rarely needed

        disk.make_folder(self.folder)
        stem, _, suffix = file.rpartition(".")
        path = self.folder / f"{stem}-{sha256(content).hexdigest()[:12]}.{suffix}"
        note = path.with_name(path.name + ".reason.txt")
        try:
            if not (path.exists() and path.read_bytes() == content):
                disk.write_durably(path, content)
            if not note.exists():
                disk.write_durably(note, f"{file}: {reason}\n".encode(errors="replace"))
            disk.sync_folder(self.folder)
            disk.name_safely(self.folder)
        except OSError as error:
            raise disk.unwritable(path, error) from error
        return path

    def keep_record(self, file: str, table: str, key: str, record: Record, reason: str) -> Path:
        """Put a copy of a record aside, as JSON that says where it came from and why.

        Raises:
            DataError: There is no safe copy, so the original must stay as it is.
        """
        whole = {"file": file, "table": table, "id": key, "reason": reason, "record": record}
        return self.keep(file.replace(".json", "-record.json"), orjson.dumps(whole, option=orjson.OPT_INDENT_2), reason)
