"""What verbs that take a query share: running it, saying what was not understood, and what would be found instead."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from papershelf.cli.opening import read_stdin
from papershelf.cli.output import complain
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library import Found, Library
    from papershelf.search import Problem

_LONGEST_SAID = 80
_LONGEST_OFFERED = 300  # whoever mends a longer one goes by the caret


def query_of(arguments: argparse.Namespace) -> str:
    """The query as typed, its words in one line; `-` alone is one that stands on standard input."""
    if list(arguments.query) == ["-"]:
        arguments.query = read_stdin().decode("utf-8-sig", "replace").split()
    return " ".join(arguments.query)


def view_query(library: "Library", arguments: argparse.Namespace) -> str:
    """The query of the view that `--view` names; empty where it names none."""
    return library.find_view(arguments.view).query if arguments.view is not None else ""


def find(library: "Library", arguments: argparse.Namespace, *, sort: str = "", limit: int | None = None) -> "Found":
    """What the query finds in the view; says on stderr what of it was not understood."""
    query = query_of(arguments)
    found = library.find(query, view=view_query(library, arguments), sort=sort, limit=limit)
    say_problems(query, found.problems)
    return found


def say_problems(query: str, problems: "Iterable[Problem]") -> None:
    """Point at what was not understood in a query, and say what was expected."""
    for problem in problems:
        from papershelf.search import caret  # a verb without a query does not need the search room

        complain(f"papershelf: {safe_line(problem.words)}")
        for line in caret(query, problem).splitlines():
            complain(f"  {line}")
        if problem.suggestion and len(problem.suggestion) <= _LONGEST_OFFERED:
            complain(f"  perhaps: {safe_line(problem.suggestion)}")


def nothing_found(library: "Library", arguments: argparse.Namespace) -> str:
    """What was searched for in vain, and what would be found without the part that helps least."""
    if not len(library):
        return "the library is empty; `papershelf import PATH…` brings pages in"
    query = query_of(arguments)
    words = _said(query, arguments.view)
    if relaxed := library.relaxed(query, view=view_query(library, arguments)):
        return f"{words}; without “{_short(relaxed.left_out)}” it would be {len(relaxed.found.ids)}"
    if query and arguments.view is not None and (elsewhere := library.find(query).ids):
        return f"{words}; in the whole library it would be {len(elsewhere)}"
    return words


def _said(query: str, view: str | None) -> str:
    if view is None:
        return f"no paper matches “{_short(query)}”"
    if not query:
        return f"no paper is in the view “{_short(view)}”"
    return f"no paper matches “{_short(query)}” in the view “{_short(view)}”"


def _short(text: str) -> str:
    line = safe_line(text[: 4 * _LONGEST_SAID])
    return line if len(line) <= _LONGEST_SAID else line[: _LONGEST_SAID - 1] + "…"
