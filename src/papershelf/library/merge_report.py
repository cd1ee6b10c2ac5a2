"""What a merge did, for whoever asked for it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from papershelf.library.events import counted

if TYPE_CHECKING:
    from papershelf.identity import NearDuplicate
    from papershelf.store import Finding, Unit
    from papershelf.store.joining import Conflict


@dataclass(slots=True)
class MergeReport:
    """What a merge did, or would do.

    Attributes:
        source: What was merged, as a person calls it.
        has_base: Whether both sides were known to come from one state, so that removals count too.
        is_copy: Whether it was a lone copy of one file, which may be removed now.
        new: Ids of papers that came.
        changed: Ids of papers that are not as they were.
        deleted: Ids of papers that went, to the trash or for good, or that are in the trash otherwise than before.
        returned: Ids of papers that came out of the trash.
        marks: Ids of papers whose marks are not as they were.
        views: Ids of views that are not as they were.
        lists: Ids of reading lists that are not as they were.
        conflicts: Where both sides had changed the same, and what stands now.
        near_duplicates: Pairs of papers that may be one; nothing was merged.
        findings: What of the other side could not be read.
        unit: The change; None for a dry run, and where there was nothing to do.
    """

    source: str
    has_base: bool = False
    is_copy: bool = False
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    conflicts: "list[Conflict]" = field(default_factory=list)
    near_duplicates: "list[NearDuplicate]" = field(default_factory=list)
    findings: "list[Finding]" = field(default_factory=list)
    unit: "Unit | None" = None

    @property
    def notes_kept_both(self) -> int:
        """How many notes hold both sides' words now."""
        return sum(conflict.field == "note" and conflict.chosen == "both" for conflict in self.conflicts)

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to do."""
        papers = self.new or self.changed or self.deleted or self.returned
        return not (papers or self.marks or self.views or self.lists)

    @property
    def words(self) -> str:
        """The merge in a sentence, for the history and the screen."""
        parts = [
            f"{len(ids)} {word} {'paper' if len(ids) == 1 else 'papers'}"
            for ids, word in ((self.new, "new"), (self.changed, "changed"), (self.deleted, "deleted"))
            if ids
        ]
        parts += [f"{counted(len(self.returned), 'paper')} out of the trash"] if self.returned else []
        others = (self.marks, "mark"), (self.views, "view"), (self.lists, "list")
        parts += [counted(len(ids), noun) for ids, noun in others if ids]
        parts += [f"{counted(self.notes_kept_both, 'note')} kept both"] if self.notes_kept_both else []
        return f"merged {self.source}: {', '.join(parts) or 'nothing new'}"
