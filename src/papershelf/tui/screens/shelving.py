"""What takes papers off the shelf of the main screen, and shows where they went: deleting, and the trash."""

from papershelf.library import counted
from papershelf.tui.screens.filing import FilingScreen
from papershelf.tui.widgets.paper_list import PaperList
from papershelf.tui.widgets.sidebar import Sidebar


class ShelvingScreen(FilingScreen):
    """A screen with a list that papers can be deleted from."""

    @property
    def papers(self) -> PaperList:
        """The list."""
        raise NotImplementedError

    def action_delete(self) -> None:
        """Move the selected papers, or the one under the cursor, to the trash; the cursor goes to a neighbour."""
        if self.query_one(Sidebar).has_focus:
            self.say("In the sidebar, v d deletes the view or the tag; papers are deleted in the list.")
            return
        if self.refuses():
            return
        ids, before = self.targets(), self.papers.cursor_id
        aside = self._step_aside(frozenset(ids))  # at once: what is typed meanwhile is about the neighbour

        def deleted(went: bool) -> None:
            if went:
                self.papers.selected -= frozenset(ids)
            elif aside is not None and before is not None and self.papers.cursor_id == aside:
                self.papers.move_to(before)

        self.attempt(
            lambda: self.library.delete(ids), f"{counted(len(ids), 'paper')} deleted", then=deleted, size=len(ids)
        )

    def _step_aside(self, gone: frozenset[str]) -> str | None:
        """Put the cursor on the nearest paper that stays; which it is, or None where the cursor stands well."""
        papers = self.papers
        if papers.cursor_id not in gone:
            return None
        after = (paper_id for paper_id in papers.ids[papers.cursor :] if paper_id not in gone)
        before = (paper_id for paper_id in reversed(papers.ids[: papers.cursor]) if paper_id not in gone)
        aside = next(after, None) or next(before, None)
        if aside is not None:
            papers.move_to(aside)
        return aside

    def action_trash(self) -> None:
        """Show the deleted papers."""
        from papershelf.tui.screens.trash import TrashScreen

        self.app.push_screen(TrashScreen(self.library))
