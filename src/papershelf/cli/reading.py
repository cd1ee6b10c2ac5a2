"""Verbs that read: list, search, related, tags, history, paths."""

import argparse
from typing import TYPE_CHECKING

from papershelf.cli.asking import find, nothing_found
from papershelf.cli.naming import one, resolved
from papershelf.cli.opening import open_library
from papershelf.cli.output import SHOWN_ID, put, put_json, put_json_lines, say
from papershelf.cli.rows import put_entries, put_found, put_ids
from papershelf.cli.suggesting import like_json, suggest_tags
from papershelf.marks import Entry
from papershelf.settings import find_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papershelf.library import Hit, Related
    from papershelf.library.telling import Told
    from papershelf.store import Unit, UnitHeader

NOTHING = 1
SHOWN_UNIT = 8  # letters of a change's id; any beginning that only one has will do


def list_papers(arguments: argparse.Namespace) -> int:
    """`papershelf list`."""
    with open_library(arguments) as library:
        found = find(library, arguments, sort=arguments.sort, limit=arguments.limit)
        entries = [entry for entry in map(library.entry, found.ids) if entry]
        missing = "" if entries else nothing_found(library, arguments)
        why = like_json(library, found, entries)
    if not (arguments.json or arguments.jsonl):
        put_entries(entries)
        return _ended(missing)
    from papershelf.exporters import entry_json  # text needs none of it

    rows = (entry_json(entry) | extra for entry, extra in zip(entries, why, strict=True))
    put_json({"papers": list(rows)}) if arguments.json else put_json_lines(rows)
    return _ended(missing)


def search(arguments: argparse.Namespace) -> int:
    """`papershelf search`."""
    with open_library(arguments) as library:
        found = find(library, arguments, limit=arguments.limit)
        missing = "" if found.ids else nothing_found(library, arguments)
        if arguments.json:
            put_json({"papers": [_hit_json(hit) for hit in library.hits(found)]})
        elif arguments.jsonl:
            put_json_lines(map(_hit_json, library.hits(found)))
        else:
            put_found(found, library.entry)
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
    wanted = one([arguments.id])
    with open_library(arguments) as library:
        paper_id = resolved(library, [wanted])[0]
        near = library.related(paper_id, arguments.limit)
        entry = library.entry(paper_id)
    assert entry is not None, "a resolved id is in the library"
    if arguments.json:
        put_json({"papers": list(map(_related_json, near))})
    elif arguments.jsonl:
        put_json_lines(map(_related_json, near))
    elif not put_ids(each.paper.id for each in near):
        for each in near:
            put(f"{each.paper.id:<{SHOWN_ID}}  {each.paper.title}")
            put(f"{'':<{SHOWN_ID}}  shares: {', '.join(each.shared)}")
    return _ended("" if near else f"no paper shares enough words with “{entry.paper.title}”")


def _related_json(near: "Related") -> dict[str, object]:
    from papershelf.exporters import entry_json

    return entry_json(Entry(near.paper, near.mark)) | {"score": round(near.score, 6), "shared": list(near.shared)}


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
            found = library.unit(arguments.unit)
            return _one_unit(found, library.tell(found), as_json=arguments.json)
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
        put_json({"unit": _unit_json(unit), "changes": [each._asdict() for each in told]})
        return 0
    put(_unit_line(unit))
    for each in told:
        put(f"  {each.name}: {each.words}")
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
