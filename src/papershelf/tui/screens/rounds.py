"""What the main screen begins: a triage of what is listed, selected or just imported, and the review."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from papershelf.days import day_of
from papershelf.library.reviewing import HANDFUL, Review
from papershelf.tui.browsing import Browsing
from papershelf.tui.host import host_of, key_hint
from papershelf.tui.screens.shelving import ShelvingScreen

if TYPE_CHECKING:
    from papershelf.tui.triage_memory import Left

LOW = 20  # lines under which no toast tells what the head says too


class RoundsScreen(ShelvingScreen):
    """A screen with a list from which one goes through papers one by one."""

    browsing: Browsing

    def action_triage(self) -> None:
        """Triage the selection, or else all that is listed, in its order; or go on with what was left of it."""
        chosen = self.exportable()
        selected = chosen.place == "selection"
        self.triage(chosen.ids, chosen.name, "" if selected else f"view:{chosen.place}")

    def action_triage_came(self) -> None:
        """Triage what the last import brought."""
        came, name = self.incoming.came
        if came:
            self.triage(came, name, "import")
        else:
            self.say("Nothing new was imported since papershelf was started.")

    def triage(self, ids: Sequence[str], name: str, place: str) -> None:
        """Go through papers one by one; where an earlier triage of the same was left, go on with that.

        Args:
            ids: The papers in their order.
            name: What they are, for the person; may be foreign.
            place: The same for the program; empty for what is never gone on with.
        """
        if self.refuses():
            return
        if not ids:
            self.say("There is nothing here to triage.")
            return
        from papershelf.tui.screens.triage import TriageScreen
        from papershelf.tui.screens.triage_dialogs import ResumeScreen
        from papershelf.tui.triage_memory import Left
        from papershelf.tui.triaging import same_rest

        fresh = Left(place, name, tuple(ids))
        known = self._remembered(place) if place else None
        rest = [each for each in known.ids if each not in known.decided and self.library.entry(each)] if known else []

        def begin(left: Left, listed: Sequence[str] = ()) -> TriageScreen:
            screen = TriageScreen(self.library, self.browsing, left, listed, lambda: len(self.waiting_reviews()))
            self.app.push_screen(screen)
            return screen

        if known is None or not set(rest) & set(ids):
            begin(fresh)
            return
        at = f"{known.ids.index(rest[0]) + 1} of {len(known.ids)}"
        if same_rest(rest, ids, known.decided):
            begin(known, ids).said("gone on with")
            anew = key_hint(host_of(self).keys, "triage.anew", "begins anew.")
            if self.size.height >= LOW:  # else it would cover what little there is to read
                self.say(f"Gone on with at {at}. {anew}".rstrip())
            return

        def chosen(goes_on: bool | None) -> None:
            if goes_on is not None:
                begin(known, ids) if goes_on else begin(fresh)

        self.app.push_screen(ResumeScreen(name, at, len(ids)), chosen)

    def _remembered(self, place: str) -> "Left | None":
        """What was left of a triage, but for decisions that were taken back since, or whose day has come."""
        from papershelf.tui.triage_memory import Memory
        from papershelf.tui.triaging import still_holds

        known, today = Memory(self.library.places.data).find(place), day_of(self.library.now).isoformat()
        if known is None:
            return None
        entries = {each: entry for each in known.decided if (entry := self.library.entry(each))}
        held = {
            each: known.decided[each]
            for each, entry in entries.items()
            if still_holds(known.decided[each], entry.mark, today)
        }
        return replace(known, decided=held)

    def waiting_reviews(self) -> list[Review]:
        """The papers to be looked at again today, a handful."""
        return self.library.reviews(HANDFUL, days=host_of(self).config.review_days)

    def action_review(self) -> None:
        """Look again at papers starred or noted long ago."""
        days = host_of(self).config.review_days
        if not days:
            self.say("The review is off; the setting review_days says after how many days papers come up.")
            return
        if self.refuses():
            return
        found = self.waiting_reviews()
        if not found:
            more = len(self.library.reviews(days=days))
            self.say(
                f"That is enough for today; {more} more wait." if more else "No paper waits to be looked at again."
            )
            return
        from papershelf.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.library, self.browsing, found, days))
