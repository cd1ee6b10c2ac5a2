"""Verbs that read: list, search, related, show, links, tags, history, paths."""

import argparse
import sys
from typing import TYPE_CHECKING

from papershelf.cli.asking import find, nothing_found
from papershelf.cli.opening import open_library
from papershelf.cli.output import SHOWN_ID, put, put_entries, put_hits, put_json, put_json_lines, say
from papershelf.cli.suggesting import like_json, suggest_tags
from papershelf.marks import Entry, Priority
from papershelf.paper import Paper
from papershelf.provenance import days_words, provenance_of
from papershelf.settings import find_places
from papershelf.text import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papershelf.library import Hit, Related
    from papershelf.library.telling import Told
    from papershelf.store import Unit, UnitHeader

NOTHING = 1
SHOWN_UNIT = 8  # letters of a change's id; any beginning that only one has will do


def list_papers(arguments: argparse.Namespace) -> int:
    """`papershelf list`."""
    from papershelf.exporters import entry_json

    with open_library(arguments) as library:
        found = find(library, arguments, sort=arguments.sort, limit=arguments.limit)
        entries = [entry for entry in map(library.entry, found.ids) if entry]
        missing = "" if entries else nothing_found(library, arguments)
        why = like_json(library, found, entries)
    rows = (entry_json(entry) | extra for entry, extra in zip(entries, why, strict=True))
    if arguments.json:
        put_json({"papers": list(rows)})
    elif arguments.jsonl:
        put_json_lines(rows)
    else:
        put_entries(entries)
    return _ended(missing)


def search(arguments: argparse.Namespace) -> int:
    """`papershelf search`."""
    with open_library(arguments) as library:
        found = find(library, arguments, limit=arguments.limit)
        hits = library.hits(found)
        missing = "" if hits else nothing_found(library, arguments)
    if arguments.json:
        put_json({"papers": [_hit_json(hit) for hit in hits]})
    elif arguments.jsonl:
        put_json_lines(map(_hit_json, hits))
    else:
        put_hits(hits, found.divider)
    return _ended(missing)


def _hit_json(hit: "Hit") -> dict[str, object]:
    from papershelf.exporters import entry_json

    return entry_json(Entry(hit.paper, hit.mark)) | {
        "score": round(hit.score, 6),
        "tier": hit.tier,
        "matched": list(hit.matched),
        "highlights": {field: [list(span) for span in spans] for field, spans in hit.highlights.items()},
    }


def _ended(missing: str) -> int:
    if missing:
        say(f"papershelf: {missing}.")
    return NOTHING if missing else 0


def related(arguments: argparse.Namespace) -> int:
    """`papershelf related`."""
    with open_library(arguments) as library:
        paper_id = library.resolve(arguments.id)
        near = library.related(paper_id, arguments.limit)
        entry = library.entry(paper_id)
    assert entry is not None, "a resolved id is in the library"
    if arguments.json:
        put_json({"papers": [_related_json(one) for one in near]})
    elif arguments.jsonl:
        put_json_lines(map(_related_json, near))
    else:
        for one in near:
            put(f"{one.paper.id:<{SHOWN_ID}}  {one.paper.title}")
            put(f"{'':<{SHOWN_ID}}  shares: {', '.join(one.shared)}")
    return _ended("" if near else f"no paper shares enough words with “{entry.paper.title}”")


def _related_json(one: "Related") -> dict[str, object]:
    from papershelf.exporters import entry_json

    return entry_json(Entry(one.paper, one.mark)) | {"score": round(one.score, 6), "shared": list(one.shared)}


def show(arguments: argparse.Namespace) -> int:
    """`papershelf show`."""
    from papershelf.exporters import entry_json

    with open_library(arguments) as library:
        entry = library.entry(library.resolve(arguments.id))
    assert entry is not None, "a resolved id is in the library"
    if arguments.raw:
        return _raw(entry.paper)
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
    return 0


def _raw(paper: Paper) -> int:
    """The records as their sources state them: data on stdout, where each comes from on stderr."""
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
    """`papershelf tags`: list them, suggest some for a paper, or change one everywhere."""
    if arguments.suggest is not None:
        return suggest_tags(arguments)
    with open_library(arguments) as library:
        if arguments.rename or arguments.delete is not None:
            unit = library.rename_tag(*arguments.rename) if arguments.rename else library.delete_tag(arguments.delete)
            say(f"papershelf: {unit.words}." if unit else "papershelf: it was so already; nothing changed.")
            return 0
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
    """`papershelf history`: list the changes, or say what one of them did."""
    with open_library(arguments) as library:
        if arguments.unit is not None:
            one = library.unit(arguments.unit)
            return _one_unit(one, library.tell(one), as_json=arguments.json)
        units = library.history(arguments.limit)
        undone = {standing.unit.id for standing in library.timeline() if standing.undone}
    if arguments.json:
        put_json({"history": [_unit_json(unit) | {"undone": unit.id in undone} for unit in units]})
    else:
        for unit in units:
            put(_unit_line(unit) + ("  (undone)" if unit.id in undone else ""))
    if not units:
        say("papershelf: nothing has been changed yet.")
    return 0 if units else NOTHING


def _one_unit(unit: "Unit", told: "Sequence[Told]", *, as_json: bool) -> int:
    if as_json:
        put_json({"unit": _unit_json(unit), "changes": [one._asdict() for one in told]})
        return 0
    put(_unit_line(unit))
    for one in told:
        put(f"  {one.name}: {one.words}")
    return 0


def _unit_line(unit: "UnitHeader") -> str:
    from papershelf.library import describe

    return f"{unit.id[:SHOWN_UNIT]}  {unit.at}  {describe(unit)}"


def _unit_json(unit: "UnitHeader") -> dict[str, object]:
    from papershelf.library import describe

    return {"id": unit.id, "at": unit.at, "kind": unit.kind, "of": unit.of, "words": describe(unit)}


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
