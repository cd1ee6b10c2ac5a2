"""Verbs that read: list, search, show, links, tags, history, paths."""

import argparse

from papershelf.cli.opening import open_library
from papershelf.cli.output import put, put_entries, put_json, put_json_lines, say
from papershelf.cli.viewing import nothing_matches, view_query
from papershelf.marks import Entry
from papershelf.settings import find_places

NOTHING = 1


def list_papers(arguments: argparse.Namespace) -> int:
    """`papershelf list`."""
    from papershelf.exporters import entry_json

    query = " ".join(arguments.query)
    with open_library(arguments) as library:
        entries = library.entries(
            query, view=view_query(library, arguments), sort=arguments.sort, limit=arguments.limit
        )
        empty = not len(library)
    if arguments.json:
        put_json({"papers": [entry_json(entry) for entry in entries]})
    elif arguments.jsonl:
        put_json_lines(entry_json(entry) for entry in entries)
    else:
        put_entries(entries)
    return 0 if entries else _nothing(query, arguments.view, empty=empty)


def search(arguments: argparse.Namespace) -> int:
    """`papershelf search`."""
    from papershelf.exporters import entry_json

    query = " ".join(arguments.query)
    with open_library(arguments) as library:
        hits = library.search(query, view=view_query(library, arguments), limit=arguments.limit)
        empty = not len(library)
    rows = (
        entry_json(Entry(hit.paper, hit.mark))
        | {"score": round(hit.score, 6), "tier": hit.tier, "matched": list(hit.matched)}
        for hit in hits
    )
    if arguments.json:
        put_json({"papers": list(rows)})
    elif arguments.jsonl:
        put_json_lines(rows)
    else:
        put_entries([Entry(hit.paper, hit.mark) for hit in hits])
    return 0 if hits else _nothing(query, arguments.view, empty=empty)


def _nothing(query: str, view: str | None, *, empty: bool) -> int:
    if empty:
        say("papershelf: the library is empty; `papershelf import PATH…` brings pages in.")
    else:
        say(f"papershelf: {nothing_matches(query, view)}.")
    return NOTHING


def show(arguments: argparse.Namespace) -> int:
    """`papershelf show`."""
    from papershelf.exporters import entry_json

    with open_library(arguments) as library:
        entry = library.entry(library.resolve(arguments.id))
    assert entry is not None, "a resolved id is in the library"
    if arguments.json:
        put_json({"papers": [entry_json(entry)]})
        return 0
    paper, mark = entry.paper, entry.mark
    put(paper.title)
    put()
    put(f"id         {paper.id}")
    put(f"status     {mark.status}{'  ★ starred' if mark.starred else ''}")
    for label, text in (
        ("authors", ", ".join(paper.authors)),
        ("published", paper.published or ""),
        ("identifiers", ", ".join(f"{name} {value}" for name, value in paper.identifiers.items())),
        ("rating", f"{mark.rating} of 5" if mark.rating else ""),
        ("tags", " ".join(f"#{tag}" for tag in mark.tags)),
    ):
        if text:
            put(f"{label:<10} {text}")
    for link in paper.links:
        put(f"{link.kind:<10} {link.url}")
    for listing in paper.sources:
        put(f"seen       {listing.file}, number {listing.position}, imported {listing.imported_at}")
    for part in (paper.abstract, mark.note):
        if part:
            put()
            put(part)
    return 0


def links(arguments: argparse.Namespace) -> int:
    """`papershelf links`."""
    with open_library(arguments) as library:
        entry = library.entry(library.resolve(arguments.id))
    assert entry is not None, "a resolved id is in the library"
    found = entry.paper.links
    if arguments.json:
        put_json({"id": entry.paper.id, "links": [{"url": link.url, "kind": link.kind} for link in found]})
    else:
        for link in found:
            put(f"{link.kind}\t{link.url}")
    if not found:
        say(f"papershelf: no link is known for “{entry.paper.title}”.")
    return 0 if found else NOTHING


def tags(arguments: argparse.Namespace) -> int:
    """`papershelf tags`."""
    with open_library(arguments) as library:
        counts = library.tags()
    if arguments.json:
        put_json({"tags": [{"tag": tag, "papers": count} for tag, count in counts.items()]})
    else:
        for tag, count in counts.items():
            put(f"{count:>6}  {tag}")
    if not counts:
        say("papershelf: no paper has a tag yet; `papershelf tag ID +name` adds one.")
    return 0 if counts else NOTHING


def history(arguments: argparse.Namespace) -> int:
    """`papershelf history`."""
    from papershelf.library import describe

    with open_library(arguments) as library:
        units = library.history(arguments.limit)
    if arguments.json:
        rows = [{"id": u.id, "at": u.at, "kind": u.kind, "of": u.of, "words": describe(u)} for u in units]
        put_json({"history": rows})
    else:
        for unit in units:
            put(f"{unit.at}  {describe(unit)}")
    if not units:
        say("papershelf: nothing has been changed yet.")
    return 0 if units else NOTHING


def paths(arguments: argparse.Namespace) -> int:
    """`papershelf paths`."""
    places = find_places(getattr(arguments, "data_dir", None))
    rows = {"data": str(places.data), "config": str(places.config), "cache": str(places.cache)}
    if arguments.json:
        put_json(rows)
    else:
        for name, path in rows.items():
            put(f"{name:<7} {path}")
    return 0
