"""The papers that are counted: those of the library, those in the trash, and which of them were once others."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from papershelf.library.statistics.times import Times, When
from papershelf.marks import Mark, Trashed
from papershelf.paper import Paper


@dataclass(slots=True)
class Shelf:
    """What there is, as it was at one moment.

    Attributes:
        papers: The papers of the library that are counted.
        marks: All marks.
        trash: The papers in the trash, none where only some papers are counted.
        only: The papers that are counted; None for all there ever were.
        times: Reads moments.
        became: The paper that another one was merged into, by the id of that other one.
        saved: When each paper first came, by id, also of papers that are gone for good.
    """

    papers: Mapping[str, Paper]
    marks: Mapping[str, Mark]
    trash: Mapping[str, Trashed]
    only: Collection[str] | None = None
    times: Times = field(default_factory=Times)
    became: dict[str, str] = field(default_factory=dict)
    saved: dict[str, When | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for paper in (*self.papers.values(), *(trashed.paper for trashed in self.trash.values())):
            self._know(paper.id, paper.added_at, ((each.id, each.added_at) for each in paper.also))

    def learn(self, paper_id: str, record: Mapping[str, Any]) -> None:
        """Take in a paper that went to the trash once, as the record it was: it may be gone for good since."""
        if paper_id in self.saved or self.only is not None:
            return
        also = record.get("also")
        others = [each for each in also if isinstance(each, dict)] if isinstance(also, list) else []
        self._know(paper_id, record.get("added_at"), ((each.get("id"), each.get("added_at")) for each in others))

    def _know(self, paper_id: str, added_at: object, also: Iterable[tuple[object, object]]) -> None:
        found = [self.times.read(added_at)]
        for other, at in also:
            if isinstance(other, str) and other != paper_id and other not in self.papers and other not in self.trash:
                self.became[other] = paper_id
                found.append(self.times.read(at))
        self.saved[paper_id] = min((when for when in found if when), key=lambda when: when.moment, default=None)

    def owner(self, paper_id: str) -> str | None:
        """The paper that one is by now; None where it is not counted."""
        for _ in range(len(self.became) + 1):  # papers may be merged on and on; a circle, made by hand, ends here
            if paper_id not in self.became:
                break
            paper_id = self.became[paper_id]
        return paper_id if self.only is None or paper_id in self.only else None
