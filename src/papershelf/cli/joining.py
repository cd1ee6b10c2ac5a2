"""Verbs for two machines: merge, sync, and the driver that git calls."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.cli.opening import open_library
from papershelf.cli.output import complain, put, put_json, say
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library.merge_report import MergeReport
    from papershelf.store.joining import Conflict

_SHOWN = 60  # characters of a value in a line about a conflict


def merge(arguments: argparse.Namespace) -> int:
    """`papershelf merge`."""
    with open_library(arguments) as library:
        report = library.merge(arguments.other, dry_run=arguments.dry_run)
        titles = {c.id: _title(library.entry(c.id)) for c in report.conflicts}
    for finding in report.findings:
        complain(f"papershelf: {safe_line(report.source)}: {finding.file}: {finding.reason}")
    if arguments.json:
        put_json(_json(report))
    else:
        for conflict in report.conflicts:
            put(_line(conflict, titles[conflict.id]))
    for pair in report.near_duplicates:
        say(f"papershelf: {pair.paper_id} and {pair.other_id} look alike: {pair.reason}")
    if report.is_nothing:
        say(f"papershelf: {report.source} holds nothing new; nothing changed.")
    else:
        say(f"papershelf: {'would have ' if arguments.dry_run else ''}{report.words}.")
    if report.is_copy and not arguments.dry_run:
        say(f"papershelf: {report.source} is no longer needed; you may remove it.")
    return 0


def sync(arguments: argparse.Namespace) -> int:
    """`papershelf sync`."""
    with open_library(arguments) as library:
        if arguments.init:
            done = library.set_up_sync(arguments.remote)
            for words in done or ["it was set up already"]:
                say(f"papershelf: {words}.")
            return 0
        report = library.sync(arguments.remote)
        titles = {c.id: _title(library.entry(c.id)) for c in report.conflicts}
    if arguments.json:
        put_json(
            {
                "remote": report.remote,
                "branch": report.branch,
                "sent": report.sent,
                "taken": report.taken,
                "conflicts": [conflict._asdict() for conflict in report.conflicts],
            }
        )
    else:
        for conflict in report.conflicts:
            put(_line(conflict, titles[conflict.id]))
    say(f"papershelf: {report.words}.")
    return 0


def merge_driver(arguments: argparse.Namespace) -> int:
    """`papershelf merge-driver`: what git calls; 1 leaves a conflict, as for a file that is not ours."""
    from papershelf.sync import drive

    base, ours, theirs = (Path(name) for name in arguments.versions)
    return 0 if drive(base, ours, theirs, arguments.path) else 1


def _title(entry: object) -> str:
    paper = getattr(entry, "paper", None)
    return getattr(paper, "title", "")


def _line(conflict: "Conflict", title: str) -> str:
    what = _short(title) or conflict.id
    if conflict.field == "deleted":
        return f"{what}: deleted on one side and changed on the other; it stays"
    if conflict.chosen == "both":
        return f"{what}: {conflict.field}: both are kept"
    ours, theirs = _short(conflict.ours), _short(conflict.theirs)
    kept, dropped = (ours, theirs) if conflict.chosen == "ours" else (theirs, ours)
    return f"{what}: {conflict.field}: {kept or 'none'} ({conflict.chosen}), not {dropped or 'none'}"


def _short(value: object) -> str:
    text = "" if value is None else safe_line(str(value)[: 4 * _SHOWN])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _json(report: "MergeReport") -> dict[str, object]:
    return {
        "source": report.source,
        "common_base": report.has_base,
        "new": report.new,
        "changed": report.changed,
        "deleted": report.deleted,
        "returned": report.returned,
        "marks": report.marks,
        "views": report.views,
        "lists": report.lists,
        "notes_kept_both": report.notes_kept_both,
        "conflicts": [conflict._asdict() for conflict in report.conflicts],
        "near_duplicates": [
            {"id": pair.paper_id, "other": pair.other_id, "reason": pair.reason, "similarity": pair.similarity}
            for pair in report.near_duplicates
        ],
        "findings": [{"file": finding.file, "reason": finding.reason} for finding in report.findings],
        "unit": report.unit.id if report.unit else None,
    }
