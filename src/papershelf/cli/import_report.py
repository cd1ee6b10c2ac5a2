"""What an import did, or would do: as lines, as one document, as talk on stderr, as an exit code."""

from typing import TYPE_CHECKING, Any

from papershelf.cli.output import SHOWN_ID, complain, put, put_json, say
from papershelf.errors import DataError, NothingFoundError

if TYPE_CHECKING:
    import argparse

    from papershelf.library import ImportPlan, ImportReport, Row

SORTS = ("new", "near-duplicate", "changed", "known")  # what --only takes; papers in the trash stay there anyway
_SORT_WIDTH = max(map(len, SORTS))


def exit_code(report: "ImportReport") -> int:
    """What a verb ends with that imported this."""
    if report.listings:
        return 0
    return DataError.exit_code if report.problems and not report.left_out else NothingFoundError.exit_code


def tell_problems(report: "ImportReport") -> None:
    """Tell on stderr what could not be read, a line each."""
    for problem in report.problems:
        where = f"{problem.file}:{problem.line}" if problem.line else problem.file
        complain(f"{where}: {problem.reason}")


def put_import(made: "ImportPlan", report: "ImportReport", arguments: "argparse.Namespace") -> None:
    """Print what an import did, or would do: as JSON where that is asked for, as rows if it is only looked at.

    Args:
        made: What was read.
        report: What came of it.
        arguments: With `json` and `dry_run`.
    """
    if arguments.json:
        put_json(document_of(made, report, rows=arguments.dry_run))
    elif arguments.dry_run:
        for row in made.rows:
            put(row_line(row, made))
    tell_import(report, dry_run=arguments.dry_run)


def tell_import(report: "ImportReport", *, dry_run: bool) -> None:
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


def row_line(row: "Row", made: "ImportPlan") -> str:
    """A row of the preview: what it would become, the id it has, its title, what it looks like most."""
    alike = ""
    if row.near:
        more = f" and {len(row.near) - 1} more" if len(row.near) > 1 else ""
        alike = f"  (looks like {_other(row.near[0].other_id, made)}{more})"
    return f"{row.sort:<{_SORT_WIDTH}}  {_id_of(row, made) or '-':<{SHOWN_ID}}  {row.paper.title}{alike}"


def _id_of(row: "Row", made: "ImportPlan") -> str | None:
    """The id of a paper that the library has; that of a new one is none yet, however often the import names it."""
    return row.paper.id if row.paper.id in made.present or row.paper.id in made.trash else None


def _other(paper_id: str, made: "ImportPlan") -> str:
    """A paper of the library by its id and title, one of this import by its title."""
    if paper := made.present.get(paper_id):
        return f"{paper.id} {paper.title}"
    return made.report.papers[paper_id].title


def document_of(made: "ImportPlan", report: "ImportReport", *, rows: bool) -> dict[str, Any]:
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
        "id": _id_of(row, made),
        "title": row.paper.title,
        "file": page.file,
        "line": page.records[row.key.record].line,
        "near": near,
    }
