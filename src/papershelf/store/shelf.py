"""What the person added, in `shelf.json`: small, precious, written on every keypress."""

from papershelf.marks import Mark
from papershelf.store.recordfile import RecordFile
from papershelf.store.records import MARKS


class Shelf(RecordFile[Mark]):
    """Every mark by the id of its paper, whether or not that paper is still in the library."""

    name = "shelf.json"
    table = "marks"
    codec = MARKS
