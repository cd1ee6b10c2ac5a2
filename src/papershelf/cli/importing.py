"""The verb that brings papers in: read, shown or carried out, with everything told that could not be read."""

import os
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from papershelf import system
from papershelf.cli.import_report import exit_code, put_import
from papershelf.cli.opening import open_library, read_stdin
from papershelf.cli.output import put, put_json, say
from papershelf.cli.watching import watching
from papershelf.errors import NothingFoundError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection

    from papershelf.importers import Problem
    from papershelf.library import ImportPlan, ImportReport, Key, Library


def import_pages(arguments: "argparse.Namespace") -> int:
    """`papershelf import`."""
    if arguments.formats:
        return _formats(arguments)
    if not arguments.paths:
        raise UsageError("Import what? papershelf import takes files, folders, or - for standard input.")
    if arguments.review:
        return _review(arguments)
    _check(arguments)
    stdin = read_stdin() if "-" in arguments.paths else None
    with open_library(arguments) as library, watching("importing") as progress:
        made = library.plan_import(arguments.paths, format=arguments.format, stdin=stdin, progress=progress)
        only = _wanted(made, arguments.only)
        if arguments.dry_run:
            made = library.plan_pages(made.pages, only=only, progress=progress) if only is not None else made
        kept = _keep_rejects(made, arguments)
        if arguments.dry_run:
            report = made.report
        else:
            report = library.carry_out(made, only=only, tags=arguments.tag, status=arguments.status, progress=progress)
    put_import(made, report, arguments)
    _tell_rejects(report, kept, dry_run=arguments.dry_run)
    return exit_code(report)


def _check(arguments: "argparse.Namespace") -> None:
    """What makes no sense is said before anything is read.

    Raises:
        UsageError: A tag is none, or the status, or the format, or the file for broken entries is there.
    """
    from papershelf.importers import find
    from papershelf.library.importing import Wanted
    from papershelf.library.rejecting import refuse_to_write_over

    if arguments.format:
        find(arguments.format)
    Wanted.of(None, arguments.tag, arguments.status)
    if arguments.rejects:
        refuse_to_write_over([Path(arguments.rejects)], arguments.paths, force=arguments.force)
    elif arguments.force:
        raise UsageError("--force goes with --rejects: it lets that file be written over.")


def _wanted(made: "ImportPlan", sorts: "Collection[str]") -> "frozenset[Key] | None":
    """The rows that are of the sorts asked for; None for all."""
    return frozenset(row.key for row in made.rows if row.sort in sorts) if sorts else None


def _formats(arguments: "argparse.Namespace") -> int:
    """`papershelf import --formats`."""
    from papershelf.importers import importers

    if arguments.json:
        rows = [{"name": each.name, "label": each.label, "suffixes": list(each.suffixes)} for each in importers()]
        put_json({"formats": rows})
        return 0
    width = max(len(each.name) for each in importers())
    for each in importers():
        put(f"{each.name:<{width}}  {each.label} ({', '.join(each.suffixes)})")
    return 0


# Looking at it on the screen


def _review(arguments: "argparse.Namespace") -> int:
    """`papershelf import --review`: the screen shows what was read, and there it is ticked, mended and imported."""
    given = ("dry_run", "json", "tag", "status", "only", "rejects", "force")
    if extra := next((name for name in given if getattr(arguments, name)), ""):
        raise UsageError(f"--{extra.replace('_', '-')} does not go with --review: the screen asks for that.")
    if not sys.stdout.isatty():
        raise UsageError("--review opens the screen, which needs a terminal; --dry-run shows the same without one.")
    stdin = read_stdin() if "-" in arguments.paths else None
    if sys.stdin is None or not sys.stdin.isatty():
        _take_terminal()
    with open_library(arguments) as library:
        with watching("reading") as progress:
            made = library.plan_import(arguments.paths, format=arguments.format, stdin=stdin, progress=progress)
        if not made.rows and not made.problems:
            raise NothingFoundError("There is nothing to review: no paper was read.")
        return _screen(library, made)


def _screen(library: "Library", made: "ImportPlan") -> int:
    from papershelf.tui import app  # only the screen pays for Textual

    run: Callable[..., int] = app.run
    return run(library, review=made)


def _take_terminal() -> None:
    """Put the terminal where standard input was, which was read to its end: the screen reads its keys there.

    Raises:
        UsageError: There is no terminal.
    """
    try:
        terminal = os.open("CONIN$" if system.WINDOWS else os.ctermid(), os.O_RDWR)
    except OSError:
        raise UsageError("--review needs a terminal to read keys from, and there is none.") from None
    os.dup2(terminal, 0)
    os.close(terminal)


# Broken entries


def _keep_rejects(made: "ImportPlan", arguments: "argparse.Namespace") -> "dict[Path, list[Problem]]":
    """Write the broken entries where `--rejects` says, before anything is imported; nothing for `--dry-run`.

    Returns:
        What is, or would be, in each file.

    Raises:
        UsageError: One of the files is there.
        DataError: One of them cannot be written.
    """
    from papershelf.library import rejecting

    if not arguments.rejects:
        return {}
    broken = rejecting.rejects(made.problems)
    paths = rejecting.targets(broken, Path(arguments.rejects))
    rejecting.refuse_to_write_over(paths.values(), arguments.paths, force=arguments.force)
    if not arguments.dry_run:
        for name, path in paths.items():
            rejecting.write(path, rejecting.text_of(name, broken[name]))
    return {path: broken[name] for name, path in paths.items()}


def _tell_rejects(report: "ImportReport", kept: "dict[Path, list[Problem]]", *, dry_run: bool) -> None:
    from papershelf.library import counted

    for path, broken in kept.items():
        verb = "would be" if dry_run else "were" if len(broken) > 1 else "was"
        entries = "1 broken entry" if len(broken) == 1 else f"{len(broken)} broken entries"
        # The format is named: what tells it apart may be the very thing that is missing.
        again = f"papershelf import {quote(str(path))} --format {broken[0].format}"
        say(f"papershelf: {entries} {verb} written to {path}: mend, then `{again}`.")
    mendable = sum(bool(problem.entry) for problem in report.problems)
    if mendable and not kept:
        of_them = "1 is an entry" if mendable == 1 else f"{mendable} are entries"
        problems = counted(len(report.problems), "problem")
        say(
            f"papershelf: of {problems}, {of_them} that can be mended: --rejects FILE writes {_them(mendable)} "
            f"into a file, --review shows {_them(mendable)} on the screen."
        )


def _them(count: int) -> str:
    return "it" if count == 1 else "them"
