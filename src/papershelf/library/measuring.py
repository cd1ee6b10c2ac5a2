"""The part of `Library` that measures: statistics from the history."""

from typing import TYPE_CHECKING

from papershelf.days import day_of
from papershelf.errors import UsageError
from papershelf.library.editing import Editing
from papershelf.progress import Progress, collector_aside, told, unheard

if TYPE_CHECKING:
    from papershelf.library.statistics import Statistics

WEEKS = 53
MOST_WEEKS = 1040  # twenty years


class Measuring(Editing):
    """Counts what was saved, starred, read and noted, and how long things take."""

    def statistics(self, weeks: int = WEEKS, query: str = "", progress: Progress = unheard) -> "Statistics":
        """What the library and its history come to; it may be asked on any thread.

        What was done is taken from the units of the history that stand, so undone changes do not count, and what two
        machines did counts once. Days are those of the calendar where the person is.

        Args:
            weeks: How many weeks are told of by the day, this one included: 1 to 1040.
            query: Only papers of the library that this finds; all papers there ever were for an empty one.
            progress: Told how far it is, and may call it off.

        Raises:
            UsageError: The number of weeks is none of these.
            DataError: A file cannot be read.
            Cancelled: It was called off.
        """
        from papershelf.library.statistics.counting import count
        from papershelf.library.statistics.replay import replay
        from papershelf.library.statistics.shelf import Shelf

        if not 1 <= weeks <= MOST_WEEKS:
            raise UsageError(f"Statistics tell of 1 to {MOST_WEEKS} weeks, not of {weeks}.")
        only = frozenset(self._finder.find(query).ids) if query.strip() else None
        deeds, journal = self._store.deeds()  # before the marks: what comes between is then told by the marks
        papers, marks = dict(self._store.papers), dict(self._store.marks)
        trash = dict(self._store.trash) if only is None else {}
        if only is not None:
            papers = {paper_id: paper for paper_id, paper in papers.items() if paper_id in only}
        today = day_of(self._clock())
        shelf = Shelf(papers, marks, trash, only)
        units = told(deeds.changes(journal), progress, "counting", "change", None)
        with collector_aside():
            played = replay(shelf, today, units)
            return count(shelf, played, today, weeks, query, deeds.begun, deeds.damaged)
