"""What every screen that shows papers can say of when they are to be read: order, priority, due day, sleep."""

from collections.abc import Callable, Collection
from functools import partial

from papershelf.days import day_of, parse_day
from papershelf.library import counted
from papershelf.marks import Status
from papershelf.tui.host import host_of
from papershelf.tui.screens.menus import MenusScreen
from papershelf.tui.widgets.cells import cut

TITLE_CELLS = 40


class QueueingScreen(MenusScreen):
    """A screen that puts the papers in hand into their order and onto their days."""

    @property
    def queue_seen(self) -> Collection[str] | None:
        """The papers of the queue before the person, in its order; None where they see no queue."""
        return None

    def refuses(self) -> bool:
        """Whether nothing can be changed now."""
        raise NotImplementedError

    def action_move_in_queue(self, where: str) -> None:
        """Move all targets in the queue."""
        ids = self.targets()
        change = partial(self.library.move_in_queue, ids, where, among=self.queue_seen)
        # Who is moved to the end stands behind those without a place, so all of them get one.
        size = len(ids) if where != "bottom" else len(self.library.queue())
        self.attempt(change, "the order of the queue", nothing=f"{_they(ids)} there already.", size=size)

    def action_prioritise(self, priority: str) -> None:
        """Say how much all targets press."""
        ids = self.targets()
        nothing = f"{_they(ids)} of {priority} priority already."
        self.attempt(partial(self.library.prioritise, ids, priority), "the priority", nothing=nothing, size=len(ids))

    def action_due(self) -> None:
        """Ask by which day all targets are to be read."""
        ids = self.targets()
        marks = self.library.marks
        is_due = any(paper_id in marks and marks[paper_id].due for paper_id in ids)
        empty = "an empty line takes the due day away" if is_due else ""
        self._ask_day(f"Due: {self._named(ids)}", "Due on", empty, partial(self._set_due, ids))

    def _set_due(self, ids: list[str], day: str) -> None:
        nothing = f"{_they(ids)} due then already." if day else f"{_they(ids)} due on no day already."
        self.attempt(partial(self.library.set_due, ids, day), "the due day", nothing=nothing, size=len(ids))

    def action_snooze(self) -> None:
        """Ask until which day all targets are to sleep."""
        ids = self.targets()
        self._ask_day(f"Snooze: {self._named(ids)}", "Asleep until", "", partial(self._snooze, ids), ahead=True)

    def _snooze(self, ids: list[str], day: str) -> None:
        nothing = f"{_they(ids)} asleep until then already."
        self.attempt(partial(self.library.snooze, ids, day), "the day to sleep until", nothing=nothing, size=len(ids))

    def action_wake(self) -> None:
        """Bring all targets back now."""
        ids = self.targets()
        nothing = f"{_they(ids)} awake already."
        self.attempt(partial(self.library.snooze, ids, ""), "waking", nothing=nothing, size=len(ids))

    def told_of(self, status: str) -> Callable[[bool], None]:
        """What to do once a status is set: more papers being read than the person set is done, but said."""

        def tell(went: bool) -> None:
            words = self.library.beyond_reading(host_of(self).config.most_reading) if went else ""
            if words:
                self.say(words, severity="warning")

        return tell if status == Status.READING else lambda _went: None

    def _named(self, ids: list[str]) -> str:
        entry = self.library.entry(ids[0]) if len(ids) == 1 else None
        return f"“{cut(entry.paper.title or '(no title)', TITLE_CELLS)}”" if entry else counted(len(ids), "paper")

    def _ask_day(self, heading: str, label: str, empty: str, take: Callable[[str], None], ahead: bool = False) -> None:
        if self.refuses():
            return
        from papershelf.tui.screens.day import DayScreen

        def read(words: str) -> tuple[str, str]:
            """The day as it is kept, and in words."""
            from papershelf.days import day_words

            today = day_of(self.library.now)
            day = parse_day(words, today, ahead=ahead)
            return day.isoformat(), day_words(day, today)

        def taken(day: str | None) -> None:
            if day is not None:
                take(day)

        self.app.push_screen(DayScreen(heading, label, read, empty), taken)


def _they(ids: list[str]) -> str:
    return "It is" if len(ids) == 1 else f"All {len(ids)} papers are"
