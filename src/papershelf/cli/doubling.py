"""The verb for papers that may be one: list the pairs, merge one, or say that two are not the same."""

import argparse
from typing import TYPE_CHECKING

from papershelf.cli.opening import open_library
from papershelf.cli.output import SHOWN_ID, put, put_json, say
from papershelf.cli.watching import watching
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.identity import NearDuplicate
    from papershelf.library import Library

NOTHING = 1


def duplicates(arguments: argparse.Namespace) -> int:
    """`papershelf duplicates`."""
    with open_library(arguments) as library:
        if arguments.merge or arguments.apart:
            one, other = map(library.resolve, arguments.merge or arguments.apart)
            unit = library.merge_papers(one, other) if arguments.merge else library.not_the_same(one, other)
            say(f"papershelf: {unit.words}." if unit else "papershelf: it was so already; nothing changed.")
            return 0
        with watching("comparing") as progress:
            found = library.duplicates(progress)
        rows = [_row(library, pair) for pair in found]
    if arguments.json:
        put_json({"duplicates": rows})
    else:
        for row in rows:
            put(f"{row['other']:<{SHOWN_ID}}  {row['other_title']}")
            put(f"{row['id']:<{SHOWN_ID}}  {row['title']}")
            put(f"{'':<{SHOWN_ID}}  {row['similarity']:.0f}%  {row['reason']}")
    if not rows:
        say("papershelf: no two papers look alike.")
    return 0 if rows else NOTHING


def _row(library: "Library", pair: "NearDuplicate") -> dict[str, object]:
    """A pair as the JSON of `import` has it too, with titles: the paper is the one that came later."""
    titles = [entry.paper.title if (entry := library.entry(each)) else "" for each in (pair.paper_id, pair.other_id)]
    return {
        "id": pair.paper_id,
        "other": pair.other_id,
        "reason": pair.reason,
        "similarity": pair.similarity,
        "title": safe_line(titles[0]),
        "other_title": safe_line(titles[1]),
    }
