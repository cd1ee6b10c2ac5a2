"""A TinyDB table whose documents are known by a text of ours, never by a number that goes stale."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tinydb.table import Document, Table

from papershelf.store.layout import Record, Tables
from papershelf.store.packed.layered import arranged


class RecordTable(Table):
    """Every document comes with its id: numbers given out by one process are taken twice by two."""

    document_id_class = str  # type: ignore[assignment]

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document that carries its id.

        Raises:
            TypeError: It is a plain dictionary.
        """
        return super().insert(_with_id(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents that carry their ids.

        Raises:
            TypeError: One of them is a plain dictionary.
        """
        return super().insert_multiple([_with_id(document) for document in documents])

    def change(self, put: Mapping[str, Record], drop: Iterable[str] = (), order: Iterable[str] = ()) -> None:
        """Put and drop any number of documents as one write; what is put replaces what was there.

        Args:
            put: Documents by id.
            drop: Ids of those to go.
            order: Ids in the order in which they shall stand, where what is put does not belong at the end.
        """
        tables: Tables = dict(self._storage.read() or {})
        rows = tables.setdefault(self.name, {})
        for key in drop:
            rows.pop(key, None)
        rows.update(put)
        if wanted := list(order):
            tables[self.name] = arranged(rows, wanted)
        self._storage.write(tables)  # type: ignore[arg-type]  # TinyDB says dict, and asks for a mapping only
        self.clear_cache()

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        # TinyDB edits documents where they lie; ours are shared with the storage's memory, so it gets copies.
        def on_copies(rows: dict[int, Mapping[str, Any]]) -> None:
            for key, document in rows.items():
                rows[key] = dict(document)
            updater(rows)

        super()._update_table(on_copies)


def _with_id(document: Mapping[str, Any]) -> Document:
    if not isinstance(document, Document):
        raise TypeError("a document of this table needs its id: Document(fields, doc_id=…)")
    return document
