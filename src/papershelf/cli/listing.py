"""The verb for reading lists: shown, made, changed, filled, handed on and taken in."""

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from papershelf.cli.grammar import Verb, text, with_json
from papershelf.cli.naming import named, resolved
from papershelf.cli.opening import open_library
from papershelf.cli.output import complain, put, put_json, say
from papershelf.cli.rows import put_entries
from papershelf.errors import DataError, UsageError
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library import Library
    from papershelf.lists import ReadingList
    from papershelf.store import Unit

    Change = Callable[[Library], Unit | None]

MOVES = ("up", "down", "top", "bottom")


def add_verbs(verb: Verb) -> None:
    """Add it to the verbs there are."""
    made = verb(
        "lists",
        lists,
        "List the reading lists; show, make, change, hand on or take in one.",
        "lists",
        "lists --make Thesis --about 'What to cite'",
        "lists --add Thesis ab12 cd34",
        "lists --show Thesis --json",
        "search lora --quiet | papershelf lists --add Thesis -",
    )
    ways = made.add_mutually_exclusive_group()
    ways.add_argument("--show", type=text, metavar="NAME", help="print the papers of a list and of those under it")
    ways.add_argument("--make", type=text, metavar="NAME", help="make a list")
    ways.add_argument("--rename", type=text, nargs=2, metavar=("NAME", "NEW"), help="give a list another name")
    ways.add_argument("--change", type=text, metavar="NAME", help="with --about or --under: describe it, or move it")
    ways.add_argument("--delete", type=text, metavar="NAME", help="delete a list; its papers stay")
    ways.add_argument("--add", type=text, nargs="+", metavar=("NAME", "ID"), help="put papers at the end of a list")
    ways.add_argument("--take", type=text, nargs="+", metavar=("NAME", "ID"), help="take papers out of a list")
    ways.add_argument(
        "--move", type=text, nargs=3, metavar=("NAME", "ID", "WHERE"), help="move a paper up, down, top or bottom"
    )
    ways.add_argument(
        "--share", type=text, nargs=2, metavar=("NAME", "FILE"), help="write a list to FILE.md or FILE.jsonl"
    )
    ways.add_argument("--import", type=text, dest="bring", metavar="FILE", help="take in a list that was shared")
    made.add_argument("--under", type=text, metavar="PARENT", help="the list that it is to stand under; '' for none")
    made.add_argument("--about", type=text, metavar="TEXT", help="its description, in Markdown")
    made.add_argument("--notes", action="store_true", help="with --share: hand your notes on, too")
    with_json(made)


def lists(arguments: argparse.Namespace) -> int:
    """`papershelf lists`."""
    _check(arguments)
    change = _change_of(arguments)
    with open_library(arguments) as library:
        if arguments.show is not None:
            return _show(library, arguments)
        if arguments.share is not None:
            return _share(library, arguments)
        if arguments.bring is not None:
            return _bring(library, arguments)
        if change is None:
            return _list(library, arguments)
        unit = change(library)
    say(f"papershelf: {unit.words}." if unit else "papershelf: it was so already; nothing changed.")
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """What makes no sense is said before the library is opened.

    Raises:
        UsageError: It makes none.
    """
    if (arguments.under is not None or arguments.about is not None) and not (arguments.make or arguments.change):
        raise UsageError("--under and --about belong to --make NAME or --change NAME.")
    if arguments.change is not None and arguments.under is None and arguments.about is None:
        raise UsageError("Change what? --change NAME takes --about TEXT, --under PARENT, or both.")
    if arguments.notes and arguments.share is None:
        raise UsageError("--notes belongs to --share NAME FILE.")
    for option in ("add", "take"):
        given = getattr(arguments, option)
        if given is not None and len(given) < 2:
            raise UsageError(f"--{option} takes the name of a list and the ids of papers.")
    if arguments.move is not None and arguments.move[2] not in MOVES:
        raise UsageError(f"A paper moves {', '.join(MOVES[:-1])} or {MOVES[-1]}, not {arguments.move[2]!r}.")


def _change_of(arguments: argparse.Namespace) -> "Change | None":
    """What shall be done to the lists; None where they are only looked at."""
    if arguments.make is not None:
        return lambda library: library.make_list(
            arguments.make, parent=_parent(library, arguments) or "", description=arguments.about or ""
        )
    if arguments.change is not None:
        return lambda library: library.edit_list(
            library.find_list(arguments.change).id, description=arguments.about, parent=_parent(library, arguments)
        )
    if arguments.rename is not None:
        name, new = arguments.rename
        return lambda library: library.edit_list(library.find_list(name).id, name=new)
    if arguments.delete is not None:
        return lambda library: library.delete_list(library.find_list(arguments.delete).id)
    return _filing_of(arguments)


def _filing_of(arguments: argparse.Namespace) -> "Change | None":
    """What shall be done to the papers of a list; None where that is nothing."""
    if arguments.add is not None:
        return lambda library: library.put_into(*_resolved(library, arguments.add))
    if arguments.take is not None:
        return lambda library: library.take_out(*_resolved(library, arguments.take))
    if arguments.move is not None:
        return lambda library: library.move_in_list(*_resolved(library, arguments.move[:2]), arguments.move[2])
    return None


def _parent(library: "Library", arguments: argparse.Namespace) -> str | None:
    if arguments.under is None or not arguments.under.strip():
        return arguments.under and ""
    return library.find_list(arguments.under).id


def _resolved(library: "Library", words: Sequence[str]) -> tuple[str, list[str]]:
    """A list and papers; a paper that is gone from the library is known by its whole id."""
    made = library.find_list(words[0])
    wanted = named(words[1:])
    here = [each for each in wanted if each.word not in made.places]
    ids = dict(zip(here, resolved(library, here), strict=True)) if here else {}
    return made.id, list(dict.fromkeys(ids.get(each, each.word) for each in wanted))


def _list(library: "Library", arguments: argparse.Namespace) -> int:
    rows = library.lists()
    if arguments.json:
        put_json({"lists": [{**_json(one.made), "depth": one.depth, "count": one.count} for one in rows]})
        return 0
    width = max((len(one.made.id) for one in rows), default=0)
    for one in rows:
        gone = f"  ({one.gone} gone)" if one.gone else ""
        put(f"{one.made.id:<{width}} {one.count:>6}  {'  ' * one.depth}{one.made.name}{gone}")
    if not rows:
        say("papershelf: there is no reading list yet; `papershelf lists --make NAME` makes one.")
    return 0 if rows else 1


def _show(library: "Library", arguments: argparse.Namespace) -> int:
    from papershelf.search import Clause

    made = library.find_list(arguments.show)
    entries = library.entries(str(Clause("list", made.id)))
    if arguments.json:
        from papershelf.exporters import entry_json

        put_json({"list": _json(made), "papers": [entry_json(entry) for entry in entries]})
        return 0
    if made.description:
        for line in (made.name, *made.description.splitlines()):
            say(line)
    put_entries(entries)
    return 0 if entries else 1


def _json(made: "ReadingList") -> dict[str, Any]:
    return {
        "id": made.id,
        "name": made.name,
        "description": made.description,
        "parent": made.parent or None,
        "papers": list(made.papers),
    }


def _share(library: "Library", arguments: argparse.Namespace) -> int:
    name, path = arguments.share
    report = library.share_list(library.find_list(name).id, path, notes=arguments.notes)
    for problem in report.problems:
        complain(f"papershelf: {problem}")
    for written in (*report.written, *report.unchanged):
        say(f"papershelf: {'wrote' if written in report.written else 'nothing new for'} {safe_line(str(written))}.")
    return DataError.exit_code if report.problems else 0


def _bring(library: "Library", arguments: argparse.Namespace) -> int:
    from papershelf.importers import Page

    made = library.plan_import([arguments.bring])
    if not any(isinstance(page, Page) and page.lists for page in made.pages):
        for problem in made.problems[:1]:
            raise DataError(f"{safe_line(problem.file)}: {problem.reason}")
        raise DataError(f"{safe_line(arguments.bring)} holds no reading list; `papershelf import` reads papers.")
    report = library.carry_out(made)
    for problem in report.problems:
        complain(f"papershelf: {safe_line(problem.file)}:{problem.line}: {problem.reason}")
    say(f"papershelf: {report.words}.")
    return DataError.exit_code if report.problems else 0
