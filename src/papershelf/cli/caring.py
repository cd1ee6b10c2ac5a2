"""Verbs that keep a library safe: doctor, backup, restore."""

from typing import TYPE_CHECKING, Any

from papershelf.cli.opening import open_library
from papershelf.cli.output import complain, put, put_json, say
from papershelf.cli.watching import watching
from papershelf.errors import DataError, NothingFoundError

if TYPE_CHECKING:
    import argparse

    from papershelf.library.caring import RestoreReport
    from papershelf.store.care.findings import Ailment


def doctor(arguments: "argparse.Namespace") -> int:
    """`papershelf doctor`."""
    with open_library(arguments, tell=False) as library, watching("checking") as progress:
        report = library.doctor(fix=arguments.fix, progress=progress)
    if arguments.json:
        put_json(
            {
                "findings": list(map(_ailment_json, report.findings)),
                "notes": report.notes,
                "fixed": list(map(_ailment_json, report.fixed)),
            }
        )
    else:
        for ailment in report.findings:
            put(f"{_where(ailment)}: {ailment.reason}")
            put(f"    {ailment.advice}.")
        for note in report.notes:
            put(f"note: {note}")
    for ailment in report.fixed:
        kept = f" (a copy is in {ailment.kept_as})" if ailment.kept_as else ""
        say(f"papershelf: repaired {_where(ailment)}: {ailment.reason}{kept}")
    found = len(report.findings)
    say(f"papershelf: {found} {'finding' if found == 1 else 'findings'}." if found else "papershelf: all is well.")
    return DataError.exit_code if report.findings else 0


def _where(ailment: "Ailment") -> str:
    return f"{ailment.file}:{ailment.line}" if ailment.line else ailment.file


def _ailment_json(ailment: "Ailment") -> dict[str, Any]:
    row: dict[str, Any] = {"file": ailment.file, "what": ailment.what}
    if ailment.line is not None:
        row["line"] = ailment.line
    row |= {"reason": ailment.reason, "advice": ailment.advice, "fixable": ailment.is_fixable}
    if ailment.kept_as is not None:
        row["kept_as"] = str(ailment.kept_as)
    return row


def backup(arguments: "argparse.Namespace") -> int:
    """`papershelf backup`."""
    with open_library(arguments) as library, watching("backing up") as progress:
        report = library.backup(arguments.file, force=arguments.force, progress=progress)
    if arguments.json:
        put_json({"path": str(report.path), "at": report.at, "files": dict(report.files)})
    else:
        put(str(report.path))
    size = sum(report.files.values())
    say(f"papershelf: wrote {len(report.files)} files, {size / 1e6:.1f} MB unpacked; `papershelf restore` reads it.")
    return 0


def restore(arguments: "argparse.Namespace") -> int:
    """`papershelf restore`."""
    if arguments.name is None:
        return _list(arguments)
    with open_library(arguments) as library, watching("restoring") as progress:
        report = library.restore_backup(arguments.name, dry_run=arguments.dry_run, progress=progress)
    for problem in report.problems:
        complain(f"papershelf: {problem}")
    if arguments.json:
        put_json(_report_json(report))
    words = report.words if report.unit or arguments.dry_run else f"{report.words.partition(':')[0]}: nothing differs"
    if report.history:
        words = (
            f"took over the library of {report.at[:16].replace('T', ' ')} with a history of {report.history} changes"
        )
    say(f"papershelf: would be {words}." if arguments.dry_run else f"papershelf: {words}.")
    return DataError.exit_code if report.problems else 0


def _report_json(report: "RestoreReport") -> dict[str, Any]:
    return {
        "name": report.name,
        "at": report.at,
        "changed": dict(report.changed),
        "words": report.words,
        "problems": list(report.problems),
        "history": report.history,
        "drafts": report.drafts,
        "unit": report.unit.id if report.unit else None,
    }


def _list(arguments: "argparse.Namespace") -> int:
    with open_library(arguments) as library:
        backups = library.backups()
    if arguments.json:
        rows = [{**info._asdict(), "problem": info.problem} for info in backups]
        put_json({"backups": rows})
    else:
        for info in backups:
            problem = f"  ({info.problem})" if info.problem else ""
            counts = f"{info.papers:>7} papers {info.marks:>7} marks {info.notes:>7} notes"
            put(f"{info.name}  {info.at}{counts}{problem}")
    if not backups:
        say("papershelf: there is no backup yet; one is made before a change, every ten minutes at most.")
        return NothingFoundError.exit_code
    return 0
