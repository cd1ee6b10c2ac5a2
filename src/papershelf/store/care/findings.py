"""What a doctor reports: findings, notes, and what was repaired."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Ailment(NamedTuple):
    """Something that is not as it should be.

    Attributes:
        file: The file or folder, relative to the data directory where it is in there.
        what: One or two words that always mean the same kind: `damaged`, `bad record`, `leftover`, …
        reason: What is wrong, for a person.
        advice: What to do about it.
        line: The line in the file, from 1; None where no line is meant.
        is_fixable: Whether `doctor --fix` repairs it.
        kept_as: Where a copy of what it was is kept, once it is repaired.
    """

    file: str
    what: str
    reason: str
    advice: str
    line: int | None = None
    is_fixable: bool = False
    kept_as: Path | None = None


FIX = "`papershelf doctor --fix` repairs it"


@dataclass
class Report:
    """The state of a library's files.

    Attributes:
        findings: What is wrong now.
        notes: What is worth knowing and not wrong.
        fixed: What was wrong and has just been repaired.
    """

    findings: list[Ailment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fixed: list[Ailment] = field(default_factory=list)
