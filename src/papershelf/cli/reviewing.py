"""The verb that brings back what was starred or noted long ago: review."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from papershelf.cli.grammar import Verb, count, with_json
from papershelf.cli.naming import named, resolved
from papershelf.cli.opening import open_library
from papershelf.cli.output import SHOWN_ID, put, put_json, say
from papershelf.cli.rows import put_ids
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library import Library
    from papershelf.library.reviewing import Review


def add_verbs(verb: Verb) -> None:
    """Add it to the verbs there are."""
    made = verb(
        "review",
        review,
        "List papers starred or noted long ago, to be looked at again; keep them, or let go.",
        "review --limit 5",
        "review --keep ab12",
        "review --let-go ab12 cd34",
    )
    deeds = made.add_mutually_exclusive_group()
    deeds.add_argument("--keep", nargs="+", metavar="ID", help="bring these again in twice the time")
    deeds.add_argument("--let-go", nargs="+", metavar="ID", help="bring these no more; star and note stay")
    made.add_argument("--limit", type=count, metavar="N", help="at most so many a day; without it, all that wait")
    with_json(made)


def review(arguments: argparse.Namespace) -> int:
    """`papershelf review`."""
    chosen = arguments.keep or arguments.let_go
    wanted = named(chosen) if chosen else []
    with open_library(arguments) as library:
        days = _days(library)
        if not chosen:
            return _list(library.reviews(arguments.limit, days=days), days, as_json=arguments.json)
        ids = resolved(library, wanted)
        unit = library.keep(ids, days=days) if arguments.keep else library.let_go(ids)
    say(f"papershelf: {unit.words}." if unit else "papershelf: it was so already; nothing changed.")
    return 0


def _days(library: "Library") -> int:
    """After how many days the person wants papers to come up."""
    from papershelf.config import Config
    from papershelf.config.place import stamp_of

    if stamp_of(library.places.config) is None:
        return Config().review_days
    from papershelf.config.reading import read_config

    return read_config(library.places.config).config.review_days


def _list(found: "Sequence[Review]", days: int, *, as_json: bool) -> int:
    if as_json:
        from papershelf.exporters import entry_json

        rows = [{**entry_json(each.entry), "why": each.words, "since": each.day.isoformat()} for each in found]
        put_json({"reviews": rows})
        return 0
    for each in () if put_ids(each.entry.paper.id for each in found) else found:
        put(f"{each.entry.paper.id:<{SHOWN_ID}}  {safe_line(each.entry.paper.title)}  ({each.words})")
    if not days:
        say("papershelf: the review is off; `papershelf config set review_days 60` turns it on.")
    elif not found:
        say("papershelf: no paper waits to be looked at again.")
    return 0
