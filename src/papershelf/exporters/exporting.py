"""An export from beginning to end: the target looked through, the papers put into words, the files written."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from papershelf.exporters.base import Exporter, Options
from papershelf.exporters.placing import chosen, place
from papershelf.exporters.staging import clear
from papershelf.exporters.survey import survey
from papershelf.exporters.writer import WriteProblem, WriteReport, check_kind, write
from papershelf.marks import Entry
from papershelf.progress import Progress, Told, unheard


def export(
    exporter: Exporter,
    entries: Sequence[Entry],
    options: Options,
    target: Path,
    *,
    dry_run: bool = False,
    progress: Progress = unheard,
) -> WriteReport:
    """Write papers in a format.

    A format with a file for each paper finds those that are there by what they say of themselves, wherever below
    the target a person moved them and whatever they are called now.

    Args:
        exporter: The format.
        entries: The papers.
        options: What a person chose.
        target: The file or folder.
        dry_run: Only say what would happen, with the texts before and after.
        progress: Told how far it is, and may call it off.

    Raises:
        Cancelled: It was called off; nothing was written.
        DataError: The target cannot be written.
    """
    target = target.expanduser()
    check_kind(target, wants_file=exporter.into == "file")
    told: list[WriteProblem] = []
    if exporter.by_paper:
        exporter = _placed(exporter, entries, target, told, progress, dry_run=dry_run)
    files = exporter.render(Told(entries, progress, "putting into words", "paper"), options)
    report = write(files, target, merge=exporter.merge, dry_run=dry_run, progress=progress)
    return replace(report, problems=(*told, *report.problems))


def _placed(
    exporter: Exporter,
    entries: Sequence[Entry],
    target: Path,
    told: list[WriteProblem],
    progress: Progress,
    *,
    dry_run: bool,
) -> Exporter:
    """The format, told where each paper's file is or is to be."""
    found = survey(target, exporter.owner, progress)
    if not dry_run:
        clear(found.leftovers)
    told += [WriteProblem(target / name, f"{reason}; passed over") for name, reason in found.unread]
    others = {paper: chosen(paths, ()) for paper, paths in found.places.items()}
    mine = place([entry.paper for entry in entries], exporter.file_names, found.places, found.paths)
    for paper in mine:
        told += [
            WriteProblem(target / path, f"is about the same paper as {mine[paper]}, which is written; left as it is")
            for path in found.places.get(paper, ())
            if path != mine[paper]
        ]
    return exporter.placed({**others, **mine})
