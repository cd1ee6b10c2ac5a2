"""The papers, in `library.json`: large, replaceable, rarely written."""

from collections.abc import Collection, Mapping

from papershelf.paper import Paper
from papershelf.store.arriving import arranged, came_last, latest_in
from papershelf.store.packed.layered import Layered
from papershelf.store.recordfile import RecordFile
from papershelf.store.records import PAPERS


class Catalogue(RecordFile[Paper]):
    """Every paper by its id."""

    name = "library.json"
    table = "papers"
    codec = PAPERS
    cache_name = "library.rows"

    def _order(self, view: Mapping[str, Paper], fresh: Collection[str]) -> list[str] | None:
        if not fresh or (isinstance(view, Layered) and came_last(view, fresh, latest_in(self.storage.path))):
            return None
        return arranged(view, fresh)
