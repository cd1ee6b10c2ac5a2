"""The verb that brings papers in: read, shown or carried out, with everything told that could not be read."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papershelf.cli.opening import open_library, read_stdin
from papershelf.cli.output import SHOWN_ID, put, put_json, say
from papershelf.cli.watching import watching
from papershelf.errors import DataError, NothingFoundError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection

    from papershelf.importers import Problem
    from papershelf.library import ImportPlan, ImportReport, Key, Library, Row

SORTS = ("new", "near-duplicate", "changed", "known")  # what --only takes; papers in the trash stay there anyway
_SORT_WIDTH = max(map(len, SORTS))


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
    if arguments.json:
        put_json(_document(made, report, rows=arguments.dry_run))
    elif arguments.dry_run:
        for row in made.rows:
            put(_line(row, made))
    _tell_import(report, dry_run=arguments.dry_run)
    _tell_rejects(report, kept, dry_run=arguments.dry_run)
    return exit_code(report)


def exit_code(report: "ImportReport") -> int:
    """What a verb ends with that imported this."""
    if report.listings:
        return 0
    return DataError.exit_code if report.problems and not report.left_out else NothingFoundError.exit_code


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
        terminal = os.open(os.ctermid(), os.O_RDWR)
    except (OSError, AttributeError):  # AttributeError: a system without such a name
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
        say(f"papershelf: {entries} {verb} written to {path}: mend, then import that file.")
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


# What is told


def tell_problems(report: "ImportReport") -> None:
    """Tell on stderr what could not be read, a line each."""
    for problem in report.problems:
        where = f"{problem.file}:{problem.line}" if problem.line else problem.file
        say(f"{where}: {problem.reason}")


def _tell_import(report: "ImportReport", *, dry_run: bool) -> None:
    """Tell on stderr what an import did, or would do, and what could not be read."""
    tell_problems(report)
    if not dry_run:  # the rows say so themselves
        for pair in report.near_duplicates:
            say(f"papershelf: {pair.paper_id} and {pair.other_id} look alike: {pair.reason}")
    verb = "would import" if dry_run else "imported"
    left = f", {report.left_out} left out" if report.left_out else ""
    say(
        f"papershelf: {verb} {report.listings} listings: {report.new} new, {report.known} known, "
        f"{report.changed} changed{left}, {len(report.near_duplicates)} near-duplicates, "
        f"{len(report.problems)} problems."
    )
    if report.trashed:
        say(
            f"papershelf: {report.trashed} of the known are in the trash and stay there; `papershelf trash` lists them."
        )


def _line(row: "Row", made: "ImportPlan") -> str:
    """A row of the preview: what it would become, the id it has, its title, what it looks like."""
    paper_id = row.paper.id if row.before else "-"
    alike = "".join(f"  (looks like {_other(pair.other_id, made)})" for pair in row.near)
    return f"{row.sort:<{_SORT_WIDTH}}  {paper_id:<{SHOWN_ID}}  {row.paper.title}{alike}"


def _other(paper_id: str, made: "ImportPlan") -> str:
    """A paper of the library by its id and title, one of this import by its title."""
    if paper := made.present.get(paper_id):
        return f"{paper.id} {paper.title}"
    return made.report.papers[paper_id].title


def _document(made: "ImportPlan", report: "ImportReport", *, rows: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "listings": report.listings,
        "new": report.new,
        "known": report.known,
        "changed": report.changed,
        "trashed": report.trashed,
        "left_out": report.left_out,
        "near_duplicates": [
            {"id": pair.paper_id, "other": pair.other_id, "reason": pair.reason, "similarity": pair.similarity}
            for pair in report.near_duplicates
        ],
        "problems": [{"file": p.file, "line": p.line, "reason": p.reason, "text": p.text} for p in report.problems],
        "formats": _formats_of(made),
    }
    return document | {"rows": [_row(row, made) for row in made.rows]} if rows else document


def _formats_of(made: "ImportPlan") -> list[dict[str, Any]]:
    from papershelf.importers import Page

    pages = (page for page in made.pages if isinstance(page, Page))
    return [{"file": page.file, "format": page.format or None, "listings": len(page.records)} for page in pages]


def _row(row: "Row", made: "ImportPlan") -> dict[str, Any]:
    from papershelf.importers import Page

    page = made.pages[row.key.page]
    assert isinstance(page, Page), "a row is of a page that was read"
    near = [
        {
            "id": pair.other_id if pair.other_id in made.present else None,
            "title": (made.present.get(pair.other_id) or made.report.papers[pair.other_id]).title,
            "reason": pair.reason,
            "similarity": pair.similarity,
        }
        for pair in row.near
    ]
    return {
        "sort": str(row.sort),
        "id": row.paper.id if row.before else None,
        "title": row.paper.title,
        "file": page.file,
        "line": page.records[row.key.record].line,
        "near": near,
    }
