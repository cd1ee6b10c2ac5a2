"""The verb for saved views."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from papershelf.cli.asking import query_of, say_problems
from papershelf.cli.opening import open_library
from papershelf.cli.output import put, put_json, say
from papershelf.errors import UsageError
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library import Library, View
    from papershelf.store import Unit

    Change = Callable[[Library], Unit | None]

MOVES = ("up", "down", "top", "bottom")


def views(arguments: argparse.Namespace) -> int:
    """`papershelf views`."""
    change = _change_of(arguments)
    with open_library(arguments) as library:
        if change is None:
            return _list(library, arguments)
        unit = change(library)
    say(f"papershelf: {unit.words}." if unit else "papershelf: it was so already; nothing changed.")
    return 0


def _list(library: "Library", arguments: argparse.Namespace) -> int:
    rows = [view for view in library.views() if view.section == "view"]
    if arguments.json:
        put_json({"views": [_json(view) for view in rows]})
        return 0
    keys, names = max(len(view.key) for view in rows), max(len(view.label) for view in rows)
    for view in rows:
        put(f"{view.key:<{keys}} {view.count:>6}  {view.label:<{names}}  {view.query}".rstrip())
    return 0


def _json(view: "View") -> dict[str, object]:
    return {"key": view.key, "papers": view.count, "name": view.label, "query": view.query}


def _change_of(arguments: argparse.Namespace) -> "Change | None":
    """What shall be done to the views; None where they are only listed."""
    if arguments.save is not None:
        return lambda library: _save(library, arguments.save, query_of(arguments))
    if arguments.query:
        raise UsageError("A query is taken with --save only; `papershelf list QUERY` lists papers.")
    if arguments.rename is not None:
        view, name = arguments.rename
        return lambda library: library.rename_view(library.find_view(view).key, name)
    if arguments.move is not None:
        view, where = arguments.move
        if where not in MOVES:
            raise UsageError(f"A view moves {', '.join(MOVES[:-1])} or {MOVES[-1]}, not {where!r}.")
        return lambda library: _move(library, view, where)
    if arguments.delete is not None:
        return lambda library: library.delete_view(library.find_view(arguments.delete).key)
    return None


def _save(library: "Library", name: str, query: str) -> "Unit | None":
    """A view of that very name asks the new query from now on; there is none: it is made."""
    from papershelf.search import read

    say_problems(query, read(query).problems)
    known = [view for view in library.views(quick=True) if view.section == "view" and view.saved]
    same = next((view for view in known if view.label.casefold() == safe_line(name).casefold()), None)
    return library.save_view(name, query, view_id=same.key if same else None)


def _move(library: "Library", reference: str, where: str) -> "Unit | None":
    far = len(library.views(quick=True))
    step = {"up": -1, "down": 1, "top": -far, "bottom": far}[where]
    return library.move_view(library.find_view(reference).key, step)
