"""The papers that a person deleted, in `trash.json`: whole, until they are restored or purged."""

from papershelf.marks import Trashed
from papershelf.store.recordfile import RecordFile
from papershelf.store.records import TRASH


class Trash(RecordFile[Trashed]):
    """Every deleted paper by its id, with its mark."""

    name = "trash.json"
    table = "trash"
    codec = TRASH
