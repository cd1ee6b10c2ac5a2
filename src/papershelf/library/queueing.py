"""The part of `Library` for what is to be read when: order, priority, due days, snoozing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from papershelf.days import day_of
from papershelf.errors import UsageError
from papershelf.library.editing import Editing
from papershelf.library.events import counted, stamp
from papershelf.library.marking import name_papers
from papershelf.library.ordering import parse_where, places_after, queue_of
from papershelf.marks import Entry, Status, is_asleep
from papershelf.store import Unit

if TYPE_CHECKING:
    from papershelf.library.picking import Pick

_MOVED = {
    "up": "up in the queue",
    "down": "down in the queue",
    "top": "to the top of the queue",
    "bottom": "to the bottom of the queue",
}


class Queueing(Editing):
    """Says how much papers press, in which order and by when they are to be read, and until when they are put off."""

    def prioritise(self, ids: Sequence[str], priority: str) -> Unit | None:
        """Say how much papers press: `high`, `normal` or `low`."""
        return self._tell(self._marker.prioritise(ids, priority))

    def set_due(self, ids: Sequence[str], day: str) -> Unit | None:
        """Say by which day papers are to be read, in words as `days.parse_day` takes them; none for an empty text.

        Raises:
            UsageError: No day is meant.
        """
        return self._tell(self._marker.set_due(ids, day))

    def snooze(self, ids: Sequence[str], day: str) -> Unit | None:
        """Put papers off until a day, in words likewise; an empty text brings them back now.

        Raises:
            UsageError: No day is meant, or none after today.
        """
        return self._tell(self._marker.snooze(ids, day))

    def queue(self) -> list[Entry]:
        """The papers to be read, as a person put them in order, without those asleep."""
        day = day_of(self._clock()).isoformat()
        line = queue_of(self._store.papers, self._store.marks)
        return [entry for entry in line if not is_asleep(entry.mark, day)]

    def move_in_queue(self, ids: Sequence[str], where: str, *, among: Collection[str] | None = None) -> Unit | None:
        """Move papers in the queue; several keep their order among themselves.

        Args:
            ids: The papers; those that are not in the queue are left alone.
            where: `up` or `down` by one paper, `top` or `bottom`.
            among: The papers that the person sees, where that is not all of the queue: only these are passed by. What
                is asleep is never seen.

        Returns:
            The unit written, or None where they stand there already.

        Raises:
            UsageError: There is no such place, or none of the papers is in the queue.
        """
        place, day = parse_where(where), day_of(self._clock()).isoformat()
        now = stamp(self._clock())
        with self._store.transaction("") as edits:
            line = queue_of(edits.papers, edits.marks)
            chosen = {entry.paper.id for entry in line} & set(ids)
            if not chosen:
                raise UsageError(
                    f"Not in the queue: {name_papers(ids, edits.papers)}; mark what is to be read as queued."
                )
            seen = {e.paper.id for e in line if not is_asleep(e.mark, day) and (among is None or e.paper.id in among)}
            for paper_id, number in places_after(line, chosen, place, seen).items():
                mark = edits.marks[paper_id]
                edits.put_mark(replace(mark, place=number, changed={**mark.changed, "place": now}))
            named = [paper_id for paper_id in dict.fromkeys(ids) if paper_id in chosen]
            edits.words = f"moved {name_papers(named, edits.papers)} {_MOVED[place]}"
        return self._tell(edits.unit)

    def what_next(self, limit: int = 5) -> "list[Pick]":
        """What to read next, the most pressing first, each with reasons in words.

        Args:
            limit: At most so many.
        """
        from papershelf.library.picking import pick

        return pick(self._marked(), self._clock(), limit)

    def beyond_reading(self, most: int) -> str:
        """What to tell a person who is reading more papers at once than they set; nothing where they are not.

        Args:
            most: At most so many; 0 for as many as they like.
        """
        if not most:
            return ""
        reading = sum(entry.mark.status is Status.READING for entry in self._marked())
        if reading <= most:
            return ""
        return f"That makes {counted(reading, 'paper')} being read; you set {most} as the most."

    def _marked(self) -> Iterator[Entry]:
        """Every paper that a person marked in some way; whoever has no mark is in the inbox and nothing else."""
        papers = self._store.papers
        return (Entry(papers[key], mark) for key, mark in self._store.marks.items() if key in papers)
