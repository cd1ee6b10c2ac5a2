"""Verbs about named papers: show, links."""

import argparse
import sys
from typing import TYPE_CHECKING

from papershelf.cli.naming import STDIN, named, resolved
from papershelf.cli.opening import open_library
from papershelf.cli.output import put, put_json, say
from papershelf.marks import Entry, Priority
from papershelf.provenance import days_words, provenance_of
from papershelf.text import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = 1


def entries_of(arguments: argparse.Namespace, words: "Sequence[str]") -> list[Entry]:
    """The papers that words name."""
    wanted = named(words)
    with open_library(arguments) as library:
        found = [library.entry(paper_id) for paper_id in resolved(library, wanted)]
    return [entry for entry in found if entry]  # another process may have deleted one just now


def show(arguments: argparse.Namespace) -> int:
    """`papershelf show`."""
    entries = entries_of(arguments, arguments.ids)
    if arguments.raw:
        return min(map(_raw, entries))
    if arguments.json:
        from papershelf.exporters import entry_json

        put_json({"papers": list(map(entry_json, entries))})
        return 0
    for place, entry in enumerate(entries):
        if place:
            put()
            put("─" * 20)
        _put_paper(entry)
    return 0


def _put_paper(entry: Entry) -> None:
    """Put everything known of a paper."""
    paper, mark = entry.paper, entry.mark
    put(paper.title)
    put()
    put(f"id         {paper.id}")
    put(f"status     {mark.status}{'  ★ starred' if mark.starred else ''}")
    for label, text in (
        ("authors", ", ".join(paper.authors)),
        ("venue", paper.venue),
        ("published", paper.published or ""),
        ("identifiers", ", ".join(f"{name} {value}" for name, value in paper.identifiers.items())),
        ("keywords", ", ".join(paper.keywords)),
        ("votes", "" if paper.upvotes is None else str(paper.upvotes)),
        ("rating", f"{mark.rating} of 5" if mark.rating else ""),
        ("priority", "" if mark.priority is Priority.NORMAL else str(mark.priority)),
        ("due", mark.due),
        ("snoozed", f"until {mark.snoozed}" if mark.snoozed else ""),
        ("tags", " ".join(f"#{tag}" for tag in mark.tags)),
    ):
        if text:
            put(f"{label:<10} {text}")
    for link in paper.links:
        put(f"{link.kind:<10} {link.url}")
    seen = provenance_of(paper)
    if seen.pages > 1:
        put(f"seen on    {', '.join(filter(None, (f'{seen.pages} pages', days_words(seen))))}")
    for listing in paper.sources:
        dated = f", dated {listing.date}" if listing.date else ""
        put(f"seen       {listing.file}, number {listing.position}{dated}, imported {listing.imported_at}")
    for part in (paper.abstract, mark.note):
        if part:
            put()
            put(part)


def _raw(entry: Entry) -> int:
    """Put the records as their sources state them: data on stdout, where each comes from on stderr."""
    paper = entry.paper
    kept = [listing for listing in paper.sources if listing.raw]
    for listing in kept:
        sys.stdout.flush()  # so that both streams come in their order where they lead to one place
        say(f"── {safe_line(listing.file)}, number {listing.position}, as {safe_line(listing.format) or 'it came'}")
        put(safe(listing.raw))
    if not kept:
        say(f"papershelf: all that the sources said of “{paper.title}” is what `papershelf show` prints.")
    return 0 if kept else NOTHING


def links(arguments: argparse.Namespace) -> int:
    """`papershelf links`."""
    entries = entries_of(arguments, arguments.ids)
    several = len(arguments.ids) > 1 or STDIN in arguments.ids
    if arguments.json:
        rows = list(map(_links_json, entries))
        put_json({"papers": rows} if several else rows[0])
    else:
        for entry in entries:
            start = f"{entry.paper.id}\t" if several else ""
            for link in entry.paper.links:
                put(f"{start}{link.kind}\t{link.url}")
    for entry in entries:
        if not entry.paper.links:
            say(f"papershelf: no link is known for “{entry.paper.title}”.")
    return 0 if any(entry.paper.links for entry in entries) else NOTHING


def _links_json(entry: Entry) -> dict[str, object]:
    return {"id": entry.paper.id, "links": [{"url": link.url, "kind": link.kind} for link in entry.paper.links]}
