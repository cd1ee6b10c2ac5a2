"""What the command line says of suggestions: likeness to the starred papers, and tags that may fit."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from papershelf.cli import naming
from papershelf.cli.opening import open_library
from papershelf.cli.output import put, put_json, say
from papershelf.marks import Entry

if TYPE_CHECKING:
    from papershelf.library import Found, Library

NOTHING = 1
SHOWN = 3  # tags suggested at once


def like_json(library: "Library", found: "Found", entries: Sequence[Entry]) -> list[dict[str, object]]:
    """What to add to the records of papers that are listed by likeness: score and shared words; else nothing."""
    if not found.by_like:
        return [{} for _ in entries]
    if lacks := library.liking_lacks:
        say(f"papershelf: by like: {lacks}; the order is as before.")
    likes = library.likes([entry.paper.id for entry in entries])
    return [{"score": round(like.score, 6), "shared": list(like.shared)} for like in likes]


def suggest_tags(arguments: argparse.Namespace) -> int:
    """`papershelf tags --suggest ID`."""
    wanted = naming.one([arguments.suggest])
    with open_library(arguments) as library:
        paper_id = naming.resolved(library, [wanted])[0]
        found = library.suggest_tags(paper_id, SHOWN)
        suggests = library.suggests
    if arguments.json:
        rows = [{"tag": one.tag, "because": list(one.because), "score": round(one.score, 6)} for one in found]
        put_json({"id": paper_id, "suggestions": rows})
    else:
        for one in found:
            put(f"{one.tag}  because: {', '.join(one.because)}")
    if not found:
        from papershelf.library.suggesting import OFF

        lacks = "no tagged paper is like it" if suggests else OFF
        say(f"papershelf: no tag to suggest: {lacks}.")
    return 0 if found else NOTHING
