"""The review: papers starred or noted long ago, one by one: keep, read, or let go."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from papershelf.library import Library
from papershelf.library.reviewing import Review
from papershelf.marks import Entry, Status
from papershelf.tui.bindings import bindings_of
from papershelf.tui.browsing import Browsing
from papershelf.tui.screens.cards import CardScreen
from papershelf.tui.triage_words import summary
from papershelf.tui.triaging import Decision, Round

NEEDS_PAPER = {"keep", "read", "let_go"}


class ReviewScreen(CardScreen):
    """Goes through the papers that came up.

    Args:
        library: Where the papers are.
        browsing: What is looked at.
        found: What came up.
        days: After how many days papers come up.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("review")]
    SCOPE = "review"

    def __init__(self, library: Library, browsing: Browsing, found: Sequence[Review], days: int) -> None:
        walk = Round((each.entry.paper.id for each in found), lambda paper_id: library.entry(paper_id) is not None)
        super().__init__(library, browsing, walk, "Review")
        self.reasons = {each.entry.paper.id: each.words for each in found}
        self.days = days

    def reason(self, entry: Entry) -> str:
        """“You starred this 60 days ago.”"""
        words = self.reasons.get(entry.paper.id, "")
        return f"{words[:1].upper()}{words[1:]}." if words else ""

    def outcome(self) -> tuple[str, Sequence[str]]:
        """How many were kept, taken up and let go, and how many come up another day."""
        left = len(self.round.left)
        waiting = len(self.library.reviews(days=self.days)) - left
        more = [f"{waiting} more wait for another day."] if waiting > 0 else []
        return ("Review: all done" if not left else "Review: so far"), summary(
            self.round.counts, left, self.seconds, more
        )

    # Actions of the registry's `review.*` commands

    def action_keep(self) -> None:
        """It is worth it: see it again later."""
        self.decide(Decision.KEPT, lambda paper_id: self.library.keep([paper_id], days=self.days), "kept")

    def action_let_go(self) -> None:
        """Do not bring it again."""
        self.decide(Decision.LET_GO, lambda paper_id: self.library.let_go([paper_id]))

    def action_read(self) -> None:
        """Mark it as being read, and read it."""
        entry = self.front()
        if entry is not None:
            status = str(Status.READING)
            change = self.library.set_status
            self.decide(Decision.READ, lambda paper_id: change([paper_id], status), then=self.told_of(status))
            self.call_after_refresh(partial(self.read, entry.paper.id))

    def action_close(self) -> None:
        """Leave; where something was decided, the end says what came of it."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is decided needs a paper."""
        if action in NEEDS_PAPER:
            return True if self.front() is not None else None
        return super().check_action(action, parameters)

    def worth_knowing(self) -> Mapping[str, str]:
        """At the end: the way out."""
        return {"review.close": "Close"} if self.is_over else {}
