"""The JSON that the command line prints for a paper: DESIGN.md's shape, key for key."""

from typing import Any

from papershelf.marks import Entry
from papershelf.provenance import provenance_of
from papershelf.text import safe, safe_line


def entry_json(entry: Entry) -> dict[str, Any]:
    """One paper with its mark, as plain data that any JSON writer takes.

    Text is made safe once more, so that a store edited by hand cannot send an escape code through `--json`.
    """
    paper, mark, seen_on = entry.paper, entry.mark, provenance_of(entry.paper)
    return {
        "id": paper.id,
        "title": safe_line(paper.title),
        "abstract": safe(paper.abstract),
        "authors": [safe_line(name) for name in paper.authors],
        "published": None if paper.published is None else safe_line(paper.published),
        "identifiers": {safe_line(kind): safe_line(value) for kind, value in paper.identifiers.items()},
        "links": [{"url": safe_line(link.url), "kind": str(link.kind)} for link in paper.links],
        "sources": [
            {
                "file": safe_line(seen.file),
                "position": seen.position,
                "imported_at": seen.imported_at,
                "date": None if seen.date is None else safe_line(seen.date),
                "upvotes": seen.upvotes,
                "format": safe_line(seen.format) or None,
            }
            for seen in paper.sources
        ],
        "starred": mark.starred,
        "status": str(mark.status),
        "tags": [safe_line(tag) for tag in mark.tags],
        "rating": mark.rating,
        "note": safe(mark.note),
        "added_at": paper.added_at,
        "venue": safe_line(paper.venue) or None,
        "keywords": [safe_line(keyword) for keyword in paper.keywords],
        "upvotes": paper.upvotes,
        "priority": str(mark.priority),
        "due": mark.due or None,
        "snoozed": mark.snoozed or None,
        "place": mark.place,
        "review": mark.review or None,
        "first_seen": seen_on.first and seen_on.first.isoformat(),
        "last_seen": seen_on.last and seen_on.last.isoformat(),
        "seen_pages": seen_on.pages,
        "back_again": seen_on.is_back,
    }
