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
        ids = self.targets()

        def deleted(went: bool) -> None:
            if went:
                self._step_aside(frozenset(ids))

        self.attempt(
            lambda: self.library.delete(ids), f"{counted(len(ids), 'paper')} deleted", then=deleted, size=len(ids)
        )

    def _step_aside(self, gone: frozenset[str]) -> None:
        papers = self.papers
        papers.selected -= gone
        if papers.cursor_id in gone:
            after = [paper_id for paper_id in papers.ids[papers.cursor :] if paper_id not in gone]
            before = [paper_id for paper_id in papers.ids[: papers.cursor] if paper_id not in gone]
            if after or before:
                papers.move_to(after[0] if after else before[-1])

    def action_trash(self) -> None:
        """Show the deleted papers."""
        from papershelf.tui.screens.trash import TrashScreen

        self.app.push_screen(TrashScreen(self.library))
