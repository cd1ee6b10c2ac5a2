"""Papers, marks, views and trash as plain records and back; what is read is made safe, bad records say why."""

import re
from collections.abc import Callable
from math import isfinite
from typing import Any, Generic, TypeVar

from papershelf.marks import RATINGS, Mark, Status, Trashed
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.saved import SHIPPED, SavedView
from papershelf.store.layout import Record
from papershelf.text import safe, safe_line

T = TypeVar("T")


def storable(text: str) -> str:
    """The text without lone surrogates, which no file in UTF-8 can hold."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


class Codec(Generic[T]):
    """How one kind of thing becomes a record and is read again.

    Fields at their default are left out, so a record stays short and its line easy to compare.
    """

    def __init__(
        self,
        read: Callable[[str, Record], T],
        write: Callable[[T], Record],
        key: Callable[[T], str],
        derived: frozenset[str] = frozenset(),
    ) -> None:
        self._read = read
        self._write = write
        self.key = key
        self._derived = derived

    def decode(self, key: str, record: Record) -> T:
        """The thing that a record holds.

        Raises:
            ValueError: It cannot be read, with the reason.
        """
        if not key or safe_line(key) != key:
            raise ValueError("its id holds characters that no id may hold")
        if not isinstance(record, dict):
            raise ValueError("it is no record")
        return self._read(key, record)

    def encode(self, thing: T, kept: Record | None = None) -> Record:
        """The record of a thing.

        Args:
            thing: What to write.
            kept: The record that it replaces: fields of newer versions stay, and whatever means the same.
        """
        new = self._write(thing)
        if not kept:
            return new
        key = self.key(thing)
        try:
            old = self._write(self.decode(key, kept))
        except ValueError:
            return new
        merged: Record = {}
        for name, value in kept.items():
            if name in new and name not in self._derived:
                merged[name] = _keep_extras(new[name], old.get(name), value)
            elif name not in old and name not in self._derived:
                merged[name] = value  # a field of a newer version, or a default written out
        return merged | {name: value for name, value in new.items() if name not in merged}


def _keep_extras(new: Any, old: Any, kept: Any) -> Any:
    if new == old:
        return kept
    if isinstance(new, list) and isinstance(old, list) and len(old) == len(kept):
        return [kept[old.index(item)] if item in old else item for item in new]
    return new


def _read_paper(key: str, record: Record) -> Paper:
    title, abstract = _text(record, "title"), _text(record, "abstract", "")
    return Paper(
        id=key,
        title=safe_line(title),
        abstract=safe(abstract),
        raw_title=_text(record, "raw_title", title),
        raw_abstract=_text(record, "raw_abstract", abstract),
        added_at=safe_line(_text(record, "added_at", "")),
        authors=tuple(map(safe_line, _texts(record, "authors"))),
        published=_line_or_none(record, "published"),
        identifiers=_pairs(record, "identifiers"),
        links=tuple(map(_read_link, _records(record, "links"))),
        sources=tuple(map(_read_listing, _records(record, "sources"))),
        venue=_line_or_none(record, "venue") or "",
        keywords=tuple(map(safe_line, _texts(record, "keywords"))),
        also=tuple(_read_paper(safe_line(_text(each, "id")), each) for each in _records(record, "also")),
    )


def _write_paper(paper: Paper) -> Record:
    title, abstract = safe_line(paper.title), safe(paper.abstract)
    raw_title, raw_abstract = storable(paper.raw_title), storable(paper.raw_abstract)
    record: Record = {"title": title, "abstract": abstract}
    if raw_title != title:  # mostly they are the same, and half of the file is saved
        record["raw_title"] = raw_title
    if raw_abstract != abstract:
        record["raw_abstract"] = raw_abstract
    optional = {
        "authors": [safe_line(author) for author in paper.authors],
        "published": paper.published and safe_line(paper.published),
        "identifiers": {safe_line(name): safe_line(value) for name, value in paper.identifiers.items()},
        "links": [{"url": safe_line(link.url), "kind": link.kind.value} for link in paper.links],
        "sources": [_write_listing(listing) for listing in paper.sources],
        "venue": safe_line(paper.venue),
        "keywords": [safe_line(keyword) for keyword in paper.keywords],
        "added_at": safe_line(paper.added_at),
        "also": [{"id": each.id, **_write_paper(each)} for each in paper.also],
    }
    return record | {name: value for name, value in optional.items() if value}


def _read_link(record: Record) -> Link:
    kind = _text(record, "kind", LinkKind.OTHER)
    return Link(safe_line(_text(record, "url")), LinkKind(kind) if kind in _LINK_KINDS else LinkKind.OTHER)


def _read_listing(record: Record) -> Listing:
    position = record.get("position")
    if type(position) is not int:
        raise ValueError("the position of a listing is no number")
    upvotes = record.get("upvotes")
    if upvotes is not None and type(upvotes) is not int:
        raise ValueError("the votes of a listing are no number")
    return Listing(
        file=safe_line(_text(record, "file")),
        position=position,
        imported_at=safe_line(_text(record, "imported_at", "")),
        date=_line_or_none(record, "date"),
        upvotes=upvotes,
        format=safe_line(_text(record, "format", "")),
        raw=_text(record, "raw", ""),
    )


def _write_listing(listing: Listing) -> Record:
    record: Record = {"file": safe_line(listing.file), "position": listing.position}
    record["imported_at"] = safe_line(listing.imported_at)
    if listing.date is not None:
        record["date"] = safe_line(listing.date)
    if listing.upvotes is not None:
        record["upvotes"] = listing.upvotes
    if listing.format:
        record["format"] = safe_line(listing.format)
    if listing.raw:
        record["raw"] = storable(listing.raw)
    return record


def _read_mark(key: str, record: Record) -> Mark:
    starred, rating, status = (
        record.get("starred", False),
        record.get("rating"),
        record.get("status", Status.INBOX),
    )
    if not isinstance(starred, bool):
        raise ValueError("“starred” is neither true nor false")
    if rating is not None and (type(rating) is not int or rating not in RATINGS):
        raise ValueError("“rating” is no number from 1 to 5")
    if not isinstance(status, str) or status not in _STATUSES:
        raise ValueError("“status” is none of the statuses")
    return Mark(
        paper_id=key,
        starred=starred,
        status=Status(status),
        tags=tuple(dict.fromkeys(filter(None, map(safe_line, _texts(record, "tags"))))),
        rating=rating,
        note=safe(_text(record, "note", "")),
        changed=_pairs(record, "changed"),
    )


def _write_mark(mark: Mark) -> Record:
    record = {
        "starred": mark.starred,
        "status": None if mark.status is Status.INBOX else mark.status.value,
        "tags": [safe_line(tag) for tag in mark.tags],
        "rating": mark.rating,
        "note": safe(mark.note),
        "changed": {safe_line(name): safe_line(when) for name, when in mark.changed.items()},
    }
    return {name: value for name, value in record.items() if value}


def _read_view(key: str, record: Record) -> SavedView:
    shipped = SHIPPED.get(key)
    # What a record of a shipped view leaves out is as it ships, also when a later version ships it better.
    name, query = (safe_line(_text(record, field, getattr(shipped, field, None))) for field in ("name", "query"))
    position, hidden = record.get("position", shipped.position if shipped else None), record.get("hidden", False)
    if not name:
        raise ValueError("“name” is empty")
    if isinstance(position, bool) or not isinstance(position, int | float) or not isfinite(position):
        raise ValueError("“position” is no number")
    if not isinstance(hidden, bool):
        raise ValueError("“hidden” is neither true nor false")
    return SavedView(key, name, query, float(position), hidden)


def _write_view(view: SavedView) -> Record:
    shipped = SHIPPED.get(view.id)
    record: Record = {"name": safe_line(view.name), "query": safe_line(view.query), "position": view.position}
    if shipped is not None:
        record = {field: value for field, value in record.items() if value != getattr(shipped, field)}
    return record | ({"hidden": True} if view.hidden else {})


def _read_trashed(key: str, record: Record) -> Trashed:
    paper, mark = record.get("paper"), record.get("mark")
    if not isinstance(paper, dict) or not isinstance(mark, dict | None):
        raise ValueError("“paper” or “mark” is no record")
    kept = None if mark is None else _read_mark(key, mark)
    return Trashed(_read_paper(key, paper), kept, safe_line(_text(record, "at", "")))


def _write_trashed(trashed: Trashed) -> Record:
    record: Record = {"at": safe_line(trashed.at), "paper": _write_paper(trashed.paper)}
    return record if trashed.mark is None else record | {"mark": _write_mark(trashed.mark)}


_LINK_KINDS = frozenset(LinkKind)
_STATUSES = frozenset(Status)


def _text(record: Record, name: str, default: str | None = None) -> str:
    value = record.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"“{name}” is missing" if value is None else f"“{name}” is no text")
    return value


def _line_or_none(record: Record, name: str) -> str | None:
    return None if record.get(name) is None else safe_line(_text(record, name))


def _texts(record: Record, name: str) -> list[str]:
    if name not in record:
        return []
    value = record[name]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"“{name}” is no list of texts")
    return value


def _records(record: Record, name: str) -> list[Record]:
    if name not in record:
        return []
    value = record[name]
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"“{name}” is no list of records")
    return value


def _pairs(record: Record, name: str) -> dict[str, str]:
    if name not in record:
        return {}
    value = record[name]
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValueError(f"“{name}” does not hold texts by name")
    return {safe_line(key): safe_line(item) for key, item in value.items()}


PAPERS = Codec(_read_paper, _write_paper, lambda paper: paper.id, frozenset({"raw_title", "raw_abstract"}))
MARKS = Codec(_read_mark, _write_mark, lambda mark: mark.paper_id)
VIEWS = Codec(_read_view, _write_view, lambda view: view.id)
TRASH = Codec(_read_trashed, _write_trashed, lambda trashed: trashed.paper.id)
