"""The verb that takes words back from exported notes."""

from typing import TYPE_CHECKING

from papershelf.cli.opening import open_library
from papershelf.cli.output import complain, put, put_json, say
from papershelf.cli.watching import watching
from papershelf.errors import DataError
from papershelf.text import safe_line

if TYPE_CHECKING:
    import argparse

    from papershelf.library.pull_report import PullReport

_SHOWN = 60  # characters of a title


def pull(arguments: "argparse.Namespace") -> int:
    """`papershelf pull`."""
    with open_library(arguments) as library:
        with watching("pulling") as progress:
            report = library.pull(arguments.folder, dry_run=arguments.dry_run, progress=progress)
        ids = {*report.taken, *(conflict.id for conflict in report.conflicts)}
        entries = {paper_id: library.entry(paper_id) for paper_id in ids}
    titles = {paper_id: safe_line(entry.paper.title) if entry else "" for paper_id, entry in entries.items()}
    if arguments.json:
        put_json(_json(report))
    else:
        for line in _lines(report, titles):
            put(line)
    for problem in (*report.unknown, *report.problems):
        complain(f"papershelf: {problem}")
    would = "would have " if arguments.dry_run and report.taken else ""
    say(f"papershelf: {would}{report.words}.")
    return DataError.exit_code if report.problems else 0


def _lines(report: "PullReport", titles: dict[str, str]) -> list[str]:
    """A line for each paper that something was taken in for, and for each field that both had changed."""
    lines = [f"{_short(titles[paper]) or paper}: {', '.join(names)}" for paper, names in report.taken.items()]
    for conflict in report.conflicts:
        what = f"{_short(titles[conflict.id]) or conflict.id}: {conflict.field}: changed here and in the file"
        if conflict.chosen == "both":
            lines.append(f"{what}; both are kept")
        else:
            kept, dropped = safe_line(str(conflict.library)), safe_line(str(conflict.file))
            lines.append(f"{what}; {_short(kept)} stays, not {_short(dropped)}")
    return lines


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _json(report: "PullReport") -> dict[str, object]:
    return {
        "folder": str(report.folder),
        "files": report.looked_at,
        "taken": {paper: list(names) for paper, names in report.taken.items()},
        "conflicts": [conflict._asdict() for conflict in report.conflicts],
        "unknown": [str(problem.path) for problem in report.unknown],
        "problems": [{"file": str(problem.path), "reason": problem.reason} for problem in report.problems],
        "unit": report.unit.id if report.unit else None,
    }
