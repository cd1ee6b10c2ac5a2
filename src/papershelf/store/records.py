"""Papers, marks, views, lists and trash as plain records and back; what is read is made safe, bad records say why."""

from papershelf.lists import ReadingList
from papershelf.marks import NEVER, RATINGS, Mark, Priority, Status, Trashed
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.saved import SHIPPED, SavedView
from papershelf.store.codec import Codec, storable
from papershelf.store.fields import day_in, line_in, number_in, pairs_in, records_in, text_in, texts_in
from papershelf.store.layout import Record
from papershelf.store.standing import mark_stands, paper_stands
from papershelf.text import safe, safe_line, safe_lines


def _read_paper(key: str, record: Record) -> Paper:
    title, abstract = text_in(record, "title"), text_in(record, "abstract", "")
    return Paper(
        id=key,
        title=safe_line(title),
        abstract=safe(abstract),
        raw_title=text_in(record, "raw_title", title),
        raw_abstract=text_in(record, "raw_abstract", abstract),
        added_at=safe_line(text_in(record, "added_at", "")),
        authors=tuple(safe_lines(texts_in(record, "authors"))),
        published=line_in(record, "published"),
        identifiers=pairs_in(record, "identifiers"),
        links=tuple(map(_read_link, records_in(record, "links"))),
        sources=tuple(map(_read_listing, records_in(record, "sources"))),
        venue=line_in(record, "venue") or "",
        keywords=tuple(safe_lines(texts_in(record, "keywords"))),
        also=tuple(_read_paper(safe_line(text_in(each, "id")), each) for each in records_in(record, "also")),
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
        "authors": safe_lines(paper.authors),
        "published": paper.published and safe_line(paper.published),
        "identifiers": {safe_line(name): safe_line(value) for name, value in paper.identifiers.items()},
        "links": [{"url": safe_line(link.url), "kind": link.kind.value} for link in paper.links],
        "sources": [_write_listing(listing) for listing in paper.sources],
        "venue": safe_line(paper.venue),
        "keywords": safe_lines(paper.keywords),
        "added_at": safe_line(paper.added_at),
        "also": [{"id": each.id, **_write_paper(each)} for each in paper.also],
    }
    return record | {name: value for name, value in optional.items() if value}


def _read_link(record: Record) -> Link:
    kind = text_in(record, "kind", LinkKind.OTHER)
    return Link(safe_line(text_in(record, "url")), _LINK_KINDS.get(kind, LinkKind.OTHER))


def _read_listing(record: Record) -> Listing:
    position = record.get("position")
    if type(position) is not int:
        raise ValueError("the position of a listing is no number")
    upvotes = record.get("upvotes")
    if upvotes is not None and type(upvotes) is not int:
        raise ValueError("the votes of a listing are no number")
    return Listing(
        file=safe_line(text_in(record, "file")),
        position=position,
        imported_at=safe_line(text_in(record, "imported_at", "")),
        date=line_in(record, "date"),
        upvotes=upvotes,
        format=safe_line(text_in(record, "format", "")),
        raw=text_in(record, "raw", ""),
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
        status=_STATUSES[status],
        tags=tuple(dict.fromkeys(filter(None, safe_lines(texts_in(record, "tags"))))),
        rating=rating,
        note=safe(text_in(record, "note", "")),
        priority=_read_priority(record),
        due=day_in(record, "due"),
        snoozed=day_in(record, "snoozed"),
        place=number_in(record, "place", None),
        review=NEVER if record.get("review") == NEVER else day_in(record, "review"),
        changed=pairs_in(record, "changed"),
    )


def _read_priority(record: Record) -> Priority:
    priority = text_in(record, "priority", Priority.NORMAL)
    if priority not in _PRIORITIES:
        raise ValueError("“priority” is none of the priorities")
    return _PRIORITIES[priority]


def _write_mark(mark: Mark) -> Record:
    record = {
        "starred": mark.starred,
        "status": None if mark.status is Status.INBOX else mark.status.value,
        "tags": [safe_line(tag) for tag in mark.tags],
        "rating": mark.rating,
        "note": safe(mark.note),
        "priority": None if mark.priority is Priority.NORMAL else mark.priority.value,
        "due": mark.due,
        "snoozed": mark.snoozed,
        "review": mark.review,
        "changed": {safe_line(name): safe_line(when) for name, when in mark.changed.items()},
    }
    kept = {name: value for name, value in record.items() if value}
    return kept if mark.place is None else {"place": mark.place, **kept}


def _read_view(key: str, record: Record) -> SavedView:
    shipped = SHIPPED.get(key)
    # What a record of a shipped view leaves out is as it ships, also when a later version ships it better.
    name, query = (safe_line(text_in(record, field, getattr(shipped, field, None))) for field in ("name", "query"))
    position, hidden = number_in(record, "position", shipped.position if shipped else None), record.get("hidden", False)
    if not name:
        raise ValueError("“name” is empty")
    if position is None:
        raise ValueError("“position” is missing")
    if not isinstance(hidden, bool):
        raise ValueError("“hidden” is neither true nor false")
    return SavedView(key, name, query, position, hidden)


def _write_view(view: SavedView) -> Record:
    shipped = SHIPPED.get(view.id)
    record: Record = {"name": safe_line(view.name), "query": safe_line(view.query), "position": view.position}
    if shipped is not None:
        record = {field: value for field, value in record.items() if value != getattr(shipped, field)}
    return record | ({"hidden": True} if view.hidden else {})


def _read_list(key: str, record: Record) -> ReadingList:
    name, places = safe_line(text_in(record, "name")), record.get("places", {})
    if not name:
        raise ValueError("“name” is empty")
    if not isinstance(places, dict):
        raise ValueError("“places” does not hold numbers by paper")
    return ReadingList(
        id=key,
        name=name,
        description=safe(text_in(record, "description", "")),
        parent=safe_line(text_in(record, "parent", "")),
        position=number_in(record, "position", 0.0) or 0.0,
        places={safe_line(paper): number_in(places, paper, 0.0) or 0.0 for paper in places},
    )


def _write_list(made: ReadingList) -> Record:
    record: Record = {"name": safe_line(made.name), "position": made.position}
    optional = {
        "description": safe(made.description),
        "parent": safe_line(made.parent),
        "places": {safe_line(paper): place for paper, place in made.places.items()},
    }
    return record | {name: value for name, value in optional.items() if value}


def _read_trashed(key: str, record: Record) -> Trashed:
    paper, mark = record.get("paper"), record.get("mark")
    if not isinstance(paper, dict) or not isinstance(mark, dict | None):
        raise ValueError("“paper” or “mark” is no record")
    kept = None if mark is None else _read_mark(key, mark)
    return Trashed(_read_paper(key, paper), kept, safe_line(text_in(record, "at", "")))


def _write_trashed(trashed: Trashed) -> Record:
    record: Record = {"at": safe_line(trashed.at), "paper": _write_paper(trashed.paper)}
    return record if trashed.mark is None else record | {"mark": _write_mark(trashed.mark)}


_LINK_KINDS = {kind.value: kind for kind in LinkKind}
_STATUSES = {status.value: status for status in Status}
_PRIORITIES = {priority.value: priority for priority in Priority}


_RAW = frozenset({"raw_title", "raw_abstract"})

PAPERS = Codec(_read_paper, _write_paper, lambda paper: paper.id, _RAW, paper_stands)
MARKS = Codec(_read_mark, _write_mark, lambda mark: mark.paper_id, stands=mark_stands)
VIEWS = Codec(_read_view, _write_view, lambda view: view.id)
LISTS = Codec(_read_list, _write_list, lambda made: made.id)
TRASH = Codec(_read_trashed, _write_trashed, lambda trashed: trashed.paper.id)
