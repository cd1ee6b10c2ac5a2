"""Triage: what came in, paper by paper, each with one key: keep, star, later, skip."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from papershelf.days import day_of, day_words, parse_day
from papershelf.errors import PapershelfError
from papershelf.library import Library
from papershelf.marks import Entry
from papershelf.tui.bindings import bindings_of
from papershelf.tui.browsing import Browsing
from papershelf.tui.host import host_of, key_hint
from papershelf.tui.screens.cards import CardScreen
from papershelf.tui.triage_memory import Left, Memory
from papershelf.tui.triage_words import summary
from papershelf.tui.triaging import Decision, Round

NEEDS_PAPER = {"keep", "star", "later", "later_day", "skip"}
TOMORROW = "tomorrow"


class TriageScreen(CardScreen):
    """Goes through papers until nothing is left to be decided, or the person leaves; the rest is remembered.

    Args:
        library: Where the papers are.
        browsing: What is looked at.
        left: The papers, and what was decided of them before.
        listed: What a new triage of the same would go through; empty where this is one.
        waiting: How many papers wait to be looked at again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("triage")]
    SCOPE = "triage"

    def __init__(
        self,
        library: Library,
        browsing: Browsing,
        left: Left,
        listed: Sequence[str] = (),
        waiting: Callable[[], int] = lambda: 0,
    ) -> None:
        walk = Round(left.ids, lambda paper_id: library.entry(paper_id) is not None, left.decided)
        super().__init__(library, browsing, walk, left.name, left.seconds)
        self.left = left
        self.listed = listed
        self.waiting = waiting
        self._memory = Memory(library.places.data)
        self._is_kept = False

    def reason(self, entry: Entry) -> str:  # noqa: ARG002 - whatever it is
        """Nothing: they are all new."""
        return ""

    def outcome(self) -> tuple[str, Sequence[str]]:
        """How many were kept, put off and skipped, how long it took, what is left, and where to go from here."""
        shown, rest = host_of(self).keys, len(self.round.left)
        more = [""]
        if rest:
            more.append(
                key_hint(
                    shown, "triage.before", "goes back to them" + ("; they are remembered." if self.left.place else ".")
                )
            )
        more.append(key_hint(shown, "triage.queue", "shows the queue."))
        if waiting := self.waiting():
            words = "1 paper waits" if waiting == 1 else f"{waiting} papers wait"
            more.append(f"{words} to be looked at again. {key_hint(shown, 'main.review', 'in the list shows them.')}")
        lines = summary(self.round.counts, rest, self.seconds, [line for line in more if line])
        return ("Triage: all done" if not rest else "Triage: so far"), lines

    def on_unmount(self) -> None:
        """Remember what is left, however this ends."""
        self._keep()

    # Actions of the registry's `triage.*` commands

    def action_keep(self) -> None:
        """Keep it."""
        self.decide(Decision.KEPT, lambda paper_id: self.library.take_up([paper_id]))

    def action_star(self) -> None:
        """Star and keep it."""
        self.decide(Decision.STARRED, lambda paper_id: self.library.take_up([paper_id], starred=True))

    def action_skip(self) -> None:
        """Skip it."""
        self.decide(Decision.SKIPPED, lambda paper_id: self.library.set_status([paper_id], "skipped"))

    def action_later(self) -> None:
        """Put it off until tomorrow."""
        self._put_off(TOMORROW)

    def action_later_day(self) -> None:
        """Ask until when, and put it off."""
        self._ask_day(f"Put off: {self._named(self.targets())}", "Back on", "", self._put_off, ahead=True)

    def _put_off(self, words: str) -> None:
        # The day is found now: one that waits to be written shall not become another.
        today = day_of(self.library.now)
        day = parse_day(words, today)
        said = "until tomorrow" if words == TOMORROW else f"until {day_words(day, today)}"
        self.decide(Decision.LATER, lambda paper_id: self.library.snooze([paper_id], day.isoformat()), said)

    def action_anew(self) -> None:
        """Begin anew with what is listed now, instead of going on."""
        self._forget()
        self.left = Left(self.left.place, self.left.name, tuple(self.listed))
        self.round = Round(self.listed, lambda paper_id: self.library.entry(paper_id) is not None)
        self.listed, self.seconds, self.is_over = (), 0.0, False
        self.said("begun anew")
        self.show_changes()

    def action_go_to_queue(self) -> None:
        """Leave, and show the queue."""
        from papershelf.tui.destinations import leave_for, shelf_of

        shelf = shelf_of(self)
        if shelf is not None:
            leave_for(self.app, partial(shelf.go_to_view, "queued"))

    def action_close(self) -> None:
        """Leave: where something was decided, say first what came of it."""
        if self.is_over or not self.round.decided:
            self.dismiss(None)
            return
        self._take_time()
        self.is_over = True
        self.said("")
        self.show_changes()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is decided needs a paper; the queue is shown at the end, and only what was gone on with begins anew."""
        if action in NEEDS_PAPER:
            return True if self.front() is not None else None
        if action == "go_to_queue":
            return self.is_over
        if action == "anew":
            return True if self.listed else None
        return super().check_action(action, parameters)

    def worth_knowing(self) -> Mapping[str, str]:
        """At the end: where to go."""
        return {"triage.close": "Close", "triage.queue": "Queue"} if self.is_over else {}

    # Remembering

    def _keep(self) -> None:
        if self._is_kept or not self.left.place:
            return
        self._is_kept = True
        decided = dict(self.round.decided)
        if not decided:
            return
        if not self.round.left:
            self._forget()
            return
        left = Left(self.left.place, self.left.name, self.round.ids, decided, self.seconds)
        try:
            self._memory.keep(left)
        except PapershelfError as error:
            host_of(self).say_error(error)

    def _forget(self) -> None:
        try:
            self._memory.forget(self.left.place)
        except PapershelfError as error:
            host_of(self).say_error(error)
