"""What a list of papers offers beyond them: papers related to one, and the order of what is like the starred ones."""

from papershelf.tui.browsing import Browsing
from papershelf.tui.screens.selecting import SelectingScreen
from papershelf.tui.words import GETTING_READY


class AlikeScreen(SelectingScreen):
    """A screen over papers that is told what is like what.

    Attributes:
        browsing: What is shown, and in which order.
    """

    browsing: Browsing

    def refresh_papers(self, *, from_top: bool = False) -> None:
        """Ask for the papers anew."""
        raise NotImplementedError

    # Likeness

    def action_like(self) -> None:
        """Order the view by likeness to the starred papers, and again as before."""
        if not self.browsing.is_by_like and (lacks := self.library.liking_lacks):
            self.say(f"There is nothing to order by: {lacks}.")
            return
        self.browsing.liked_view = "" if self.browsing.is_by_like else self.browsing.view_key
        self.refresh_papers(from_top=True)

    # Related papers

    def action_related(self) -> None:
        """Show papers related to the one under the cursor."""
        entry = self.front()
        if entry is None:
            return
        if not self.library.is_warm:
            self.say(GETTING_READY)
            return
        from papershelf.tui.screens.related import RelatedScreen

        found = self.library.related(entry.paper.id)
        if found:
            self.app.push_screen(RelatedScreen(entry.paper.title, found), self.go_to_paper)
        else:
            self.say("Nothing related was found.")
