"""What a pull of exported notes took in, or would, and where library and file had both changed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papershelf.library.events import counted
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.exporters import WriteProblem
    from papershelf.store import Unit


class PullConflict(NamedTuple):
    """Something that was changed both in the library and in the file.

    Attributes:
        id: The paper.
        field: What of its mark.
        chosen: `both` where both stand now, `library` where its value does.
        library: What the library had.
        file: What the file said.
    """

    id: str
    field: str
    chosen: str
    library: object
    file: object


@dataclass(slots=True)
class PullReport:
    """What a pull did, or would do.

    Attributes:
        folder: The folder.
        taken: What was taken in: names of fields (`note`, `tags`, `status`, `starred`, `rating`) by paper id.
        conflicts: Where library and file had both changed.
        unknown: Files about papers that the library does not have.
        problems: Files that were not read, wholly or in part, and why.
        looked_at: How many files about papers there are.
        unit: The change; None for a dry run, and where there was nothing to take in.
    """

    folder: Path
    taken: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: list[PullConflict] = field(default_factory=list)
    unknown: "list[WriteProblem]" = field(default_factory=list)
    problems: "list[WriteProblem]" = field(default_factory=list)
    looked_at: int = 0
    unit: "Unit | None" = None

    @property
    def words(self) -> str:
        """The pull in a sentence, for the history and the screen."""
        notes = sum("note" in names for names in self.taken.values())
        marks = sum(any(name != "note" for name in names) for names in self.taken.values())
        both = sum(conflict.chosen == "both" and conflict.field == "note" for conflict in self.conflicts)
        parts = [counted(number, noun) for number, noun in ((notes, "note"), (marks, "mark")) if number]
        parts += [f"{counted(both, 'note')} kept both"] if both else []
        name = safe_line(self.folder.name) or safe_line(str(self.folder))
        return f"pulled from {name}/: {', '.join(parts) or 'nothing new'}"
