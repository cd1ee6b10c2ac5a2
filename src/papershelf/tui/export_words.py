"""What the export dialog says: how the file will begin, what is there already, what was exported last."""

import html
import os
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.exporters import Exporter, WriteReport
from papershelf.exporters.base import ITSELF
from papershelf.library import counted
from papershelf.text import safe, safe_line

if TYPE_CHECKING:
    from papershelf.tui.targets import Target

LONGEST_PATH = 56  # characters of a remembered path that are shown
PAPERS = 3  # papers that a preview shows,
LINES = 40  # and lines of it,
WIDEST = 300  # and characters of a line
LONGEST = LINES * WIDEST * 4  # characters that are looked at at all


def preview(files: Mapping[str, str]) -> str:
    """The first lines of what would be written, safe to show; each file of a folder below its name."""
    lines: list[str] = []
    for name, text in files.items():
        if len(lines) >= LINES:
            break
        if name != ITSELF:
            lines.append(f"── {safe_line(name)}")
        lines += safe(_readable(text)[:LONGEST]).splitlines()[: LINES - len(lines)]
    return "\n".join(line if len(line) <= WIDEST else f"{line[:WIDEST]}…" for line in lines)


def _readable(text: str) -> str:
    """The words of a web page; any other text as it is."""
    if not text[:20].lower().startswith("<!doctype html"):
        return text
    body = re.sub(r"<!--.*?-->|<(head|style|script)\b.*?</\1\s*>", "", text, flags=re.IGNORECASE | re.DOTALL)
    lines = (line.strip() for line in html.unescape(re.sub(r"<[^>]*>", " ", body)).splitlines())
    return "\n".join(filter(None, lines))


def outlook(report: WriteReport, exporter: Exporter) -> str:
    """What an export would do, from a dry run, in a sentence or two."""
    made = Counter(change.before is None for change in report.changes)
    first = next(iter((*report.problems, *report.kept)), None)
    why = f" {first}." if first else ""
    if exporter.into == "file":
        if report.problems:
            return f"Nothing is written:{why}"
        is_there = "Brings the file there up to date." if report.written else "The file there says all this already."
        return ("A new file." if made[True] else is_there) + why
    parts = [
        f"{counted(made[True], 'new file')}" if made[True] else "",
        f"{counted(made[False], 'file')} changed" if made[False] else "",
        f"{len(report.unchanged):,} as they are" if report.unchanged else "",
        f"{len(report.problems):,} left alone" if report.problems else "",
    ]
    return f"{', '.join(filter(None, parts)) or 'nothing to write'}.{why}"


def new_place(exporter: Exporter, papers: int) -> str:
    """What an export does where nothing is yet."""
    return "A new file." if exporter.into == "file" else f"A new folder with files for {counted(papers, 'paper')}."


def short(path: str) -> str:
    """A path as a person would type it, beginning with `~` where it is at home."""
    home = str(Path.home())
    return f"~{path[len(home) :]}" if path.startswith(home + os.sep) else path


def offer(target: "Target", place: str) -> tuple[str, str]:
    """A remembered target in a line: where and as what; and how, and whose papers they were."""
    options = target.options
    left_out = [name for name in ("abstracts", "notes", "links") if not getattr(options, name)]
    how = [
        *([f"by {options.group}"] if options.group not in {"status", "none"} else []),
        *(f"no {name}" for name in left_out),
        *([f"was of {safe_line(target.name)}"] if target.place != place else []),
    ]
    return f"{target.format}  {_ending(safe_line(short(target.path)))}", " · ".join(how)


def _ending(path: str) -> str:
    """A long path without its beginning: the name tells more, and leaves room for what stands beside it."""
    return path if len(path) <= LONGEST_PATH else f"…{path[1 - LONGEST_PATH :]}"
