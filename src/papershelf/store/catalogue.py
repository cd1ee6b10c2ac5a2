"""The papers, in `library.json`: large, replaceable, rarely written."""

from papershelf.paper import Paper
from papershelf.store.recordfile import RecordFile
from papershelf.store.records import PAPERS


class Catalogue(RecordFile[Paper]):
    """Every paper by its id."""

    name = "library.json"
    table = "papers"
    codec = PAPERS
