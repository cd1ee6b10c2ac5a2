"""What is asked of marks alone: answered once for all papers without one, and for each other one when it changes."""

from collections.abc import Callable, Hashable, Mapping

import numpy as np

from papershelf.library.columns.compiled import Flags
from papershelf.library.columns.facts import NOBODY, UNMARKED
from papershelf.library.columns.line import Line
from papershelf.marks import Entry, Mark

_MOST_KEPT = 64  # answers; a view asks two or three
_ONE_BY_ONE = 100  # changed marks; for more of them an answer is worked out when it is next asked for


class Marked:
    """The marks of a line of papers, with what was asked of them lately."""

    def __init__(self) -> None:
        self._line: Line | None = None
        self._known: dict[str, Mark] = {}
        self._rows: dict[int, Mark] = {}
        self._answers: dict[Hashable, tuple[Callable[[Entry], bool], Flags]] = {}

    def follow(self, line: Line, marks: Mapping[str, Mark]) -> None:
        """Take in what the marks are now; only those that are other ones are judged again."""
        if line is not self._line:
            self._line, self._known, self._rows, self._answers = line, {}, {}, {}
        known = self._known
        changed: list[tuple[str, Mark | None]] = [
            (paper_id, mark) for paper_id, mark in marks.items() if known.get(paper_id) is not mark
        ]
        if len(known) + sum(paper_id not in known for paper_id, _ in changed) > len(marks):
            changed += [(paper_id, None) for paper_id in known.keys() - marks.keys()]
        if len(changed) > _ONE_BY_ONE:
            self._answers = {}
        for paper_id, mark in changed:
            self._take_in(line.row(paper_id), paper_id, mark)

    def _take_in(self, row: int | None, paper_id: str, mark: Mark | None) -> None:
        if mark is None:
            del self._known[paper_id]
        else:
            self._known[paper_id] = mark
        if row is None:
            return
        if mark is None:
            self._rows.pop(row, None)
        else:
            self._rows[row] = mark
        entry = Entry(NOBODY, mark or UNMARKED)
        for test, flags in self._answers.values():
            flags[row] = test(entry)

    @property
    def rows(self) -> Mapping[int, Mark]:
        """The marks of papers that are there, by row."""
        return self._rows

    def flags(self, asked: Hashable, test: Callable[[Entry], bool]) -> Flags:
        """Which rows fit a test of their marks.

        Args:
            asked: What is asked; the answer for the very same is kept. Nobody may write into it.
            test: Looks at marks only.
        """
        if asked not in self._answers:
            assert self._line is not None, "nobody asks before papers are there"
            flags = np.full(self._line.size, test(Entry(NOBODY, UNMARKED)))
            rows = np.fromiter(self._rows, np.int64, len(self._rows))
            flags[rows] = [test(Entry(NOBODY, mark)) for mark in self._rows.values()]
            if len(self._answers) >= _MOST_KEPT:
                self._answers.pop(next(iter(self._answers)))
            self._answers[asked] = test, flags
        return self._answers[asked][1]
