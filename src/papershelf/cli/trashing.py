"""Verbs for what is deleted: delete and trash."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from papershelf.cli.naming import named, resolved
from papershelf.cli.opening import open_library
from papershelf.cli.output import SHOWN_ID, put, put_json, say
from papershelf.cli.rows import put_ids
from papershelf.errors import NothingFoundError
from papershelf.marks import Entry, Mark, Trashed

if TYPE_CHECKING:
    from papershelf.library import Library
    from papershelf.store import Unit


def delete(arguments: argparse.Namespace) -> int:
    """`papershelf delete`."""
    wanted = named(arguments.ids)
    with open_library(arguments) as library:
        unit = library.delete(resolved(library, wanted))
    if unit is None:  # another process was quicker
        raise NothingFoundError("The library has none of these papers any more.")
    say(f"papershelf: {unit.words}.")
    return 0


def trash(arguments: argparse.Namespace) -> int:
    """`papershelf trash`: list what is in it, restore or purge."""
    with open_library(arguments) as library:
        if not (arguments.restore or arguments.purge or arguments.purge_all):
            return _list(library.trash(), as_json=arguments.json)
        unit = _change(library, arguments)
    if unit is None:
        raise NothingFoundError("The trash is empty.")
    say(f"papershelf: {unit.words}.")
    return 0


def _change(library: "Library", arguments: argparse.Namespace) -> "Unit | None":
    if arguments.restore:
        return library.restore([each.word for each in named(arguments.restore)])
    if arguments.purge:
        return library.purge([each.word for each in named(arguments.purge)])
    return library.purge([trashed.paper.id for trashed in library.trash()])


def _list(trashed: Sequence[Trashed], *, as_json: bool) -> int:
    if as_json:
        put_json({"trash": [_json(one) for one in trashed]})
    elif not put_ids(one.paper.id for one in trashed):
        for one in trashed:
            put(f"{one.paper.id:<{SHOWN_ID}}  {one.at}  {one.paper.title}")
    if not trashed:
        say("papershelf: the trash is empty.")
    return 0 if trashed else NothingFoundError.exit_code


def _json(trashed: Trashed) -> dict[str, object]:
    from papershelf.exporters import entry_json

    paper = trashed.paper
    return entry_json(Entry(paper, trashed.mark or Mark(paper.id))) | {"deleted_at": trashed.at}
