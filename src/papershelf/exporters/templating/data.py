"""What a template is given: plain texts, numbers, lists and dictionaries, made safe, in one place."""

from collections.abc import Sequence
from typing import Any

from papershelf.exporters.base import Options
from papershelf.exporters.groups import group
from papershelf.links import paper_address, pdf_address
from papershelf.marks import Entry
from papershelf.paper import LinkKind
from papershelf.provenance import provenance_of
from papershelf.text import safe, safe_line

Plain = dict[str, Any]


def paper_data(entry: Entry, options: Options | None = None) -> Plain:
    """A paper with its mark; every name is always there, empty where nothing is known."""
    options = options or Options()
    paper, mark = entry.paper, entry.mark
    address, seen = paper_address(paper), provenance_of(paper)
    links = {str(kind): [safe_line(each.url) for each in paper.links_of(kind)] for kind in LinkKind}
    repository = paper.repository
    published = safe_line(paper.published or "")
    return {
        "id": safe_line(paper.id),
        "title": safe_line(paper.title),
        "abstract": safe(paper.abstract) if options.abstracts else "",
        "authors": [safe_line(each) for each in paper.authors],
        "published": published,
        "year": published[:4] if published[:4].isdecimal() else "",
        "venue": safe_line(paper.venue),
        "keywords": [safe_line(each) for each in paper.keywords],
        "upvotes": paper.upvotes,
        "arxiv": safe_line(paper.identifiers.get("arxiv", "")),
        "doi": safe_line(paper.identifiers.get("doi", "")),
        "identifiers": {safe_line(kind): safe_line(value) for kind, value in paper.identifiers.items()},
        "url": address.url if options.links else "",
        "url_is_search": address.is_search,
        "pdf": (pdf_address(paper) or "") if options.links else "",
        "repo": safe_line(repository.url) if repository and options.links else "",
        "links": links if options.links else {kind: [] for kind in links},
        "sources": [
            {
                "file": safe_line(listing.file),
                "position": listing.position,
                "date": safe_line(listing.date or ""),
                "imported": safe_line(listing.imported_at),
            }
            for listing in paper.sources
        ],
        "seen": {
            "pages": seen.pages,
            "first": seen.first.isoformat() if seen.first else "",
            "last": seen.last.isoformat() if seen.last else "",
            "again": seen.is_back,
        },
        "added": safe_line(paper.added_at),
        "starred": mark.starred,
        "status": str(mark.status),
        "tags": [safe_line(each) for each in mark.tags],
        "rating": mark.rating,
        "note": safe(mark.note) if options.notes else "",
    }


def list_data(entries: Sequence[Entry], options: Options, stamp: str) -> Plain:
    """Everything that a template of an export may use.

    Args:
        entries: The papers in their order.
        options: What the person chose.
        stamp: The words that let a file be told again.
    """
    chosen = list(entries)
    papers = [paper_data(each, options) for each in chosen]
    by_entry = {id(each): paper for each, paper in zip(chosen, papers, strict=True)}
    parts = [
        {
            "name": part.name,
            "papers": [by_entry[id(each)] for each in part.entries],
            "elsewhere": [{"paper": by_entry[id(each)], "home": home} for each, home in part.elsewhere],
        }
        for part in group(chosen, options.group)
    ]
    return {
        "title": safe_line(options.title),
        "papers": papers,
        "groups": parts,
        "grouped_by": options.group,
        "count": len(papers),
        "stamp": stamp,
    }
