"""The trash: deleted papers with all that was added to them, to be restored, or purged after a question."""

from typing import ClassVar

from textual.binding import BindingType

from papershelf.errors import PapershelfError
from papershelf.library import Library, counted
from papershelf.marks import Mark, Trashed
from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.host import key_hint
from papershelf.tui.past_words import when
from papershelf.tui.screens.listing import ListingScreen
from papershelf.tui.widgets.line_list import Line


class TrashScreen(ListingScreen):
    """Lists deleted papers, the last deleted first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("trash")]
    HEADING = "Trash"

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._all: list[Trashed] = []
        self.selected: frozenset[str] = frozenset()

    # Showing

    def reload(self) -> None:
        """Ask for the papers anew."""
        try:
            self._all = self.library.trash()
        except PapershelfError as error:
            self.host.say(error.message, title=error.title, severity="error")
        way = key_hint(self.host.keys, "main.delete", "moves a paper here.")
        self.lines.empty_text = f"The trash is empty.\nIn the list, {way}" if way else "The trash is empty."
        self.selected &= {trashed.paper.id for trashed in self._all}
        self.lines.show([trashed.paper.id for trashed in self._all])
        self._show_count()

    def _show_count(self) -> None:
        chosen = f"  {len(self.selected)} selected" if self.selected else ""
        self.show_head(counted(len(self._all), "paper") + chosen)

    def line(self, index: int) -> Line:
        """How a deleted paper looks."""
        paper, mark, at = self._all[index].paper, self._all[index].mark, self._all[index].at
        title = safe_line(paper.title) or "(no title)"
        added = _added(mark) if mark else ""
        return Line(paper.id, when(at, self.now), title, added, is_selected=paper.id in self.selected)

    def targets(self) -> list[str]:
        """The selected papers, else the one under the cursor."""
        if self.selected:
            return [trashed.paper.id for trashed in self._all if trashed.paper.id in self.selected]
        return [self.lines.cursor_key] if self.lines.cursor_key else []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a paper needs one."""
        if action in {"restore", "purge", "trash_select"}:
            return True if self.targets() else None
        return super().check_action(action, parameters)

    # Actions of the registry's `trash.*` commands

    def open(self) -> None:
        """Enter restores."""
        self.action_restore()

    def action_trash_select(self) -> None:
        """Select the paper and go to the next."""
        if self.lines.cursor_key is not None:
            self.selected ^= {self.lines.cursor_key}
            self._show_count()
            self.lines.action_move(1)
            self.lines.refresh()

    def action_restore(self) -> None:
        """Bring the papers back."""
        ids = self.targets()
        if ids:
            self.host.saver.attempt(lambda: self.library.restore(ids), f"{counted(len(ids), 'paper')} restored")

    def action_purge(self) -> None:
        """Take the papers out of the trash, after a question."""
        from papershelf.tui.screens.confirm import ConfirmScreen

        ids = self.targets()
        if not ids or self.host.saver.refuses():
            return

        def answer(yes: bool | None) -> None:
            if yes:
                self.host.saver.attempt(lambda: self.library.purge(ids), f"{counted(len(ids), 'paper')} purged")

        papers, they, them = (
            ("1 paper", "It leaves", "it") if len(ids) == 1 else (f"{len(ids)} papers", "They leave", "them")
        )
        words = (
            f"{they} the trash, with star, tags, rating and note. Only the history still holds {them}: "
            "u, or this change in the history (H), brings back what was purged, as long as the history is kept."
        )
        self.app.push_screen(ConfirmScreen(f"Purge {papers}?", words, "Purge"), answer)

    def action_trash_undo(self) -> None:
        """Take the last change back."""
        self.host.saver.undo()

    def action_trash_close(self) -> None:
        """Give the selection up, then leave the trash."""
        if self.selected:
            self.selected = frozenset()
            self._show_count()
            self.lines.refresh()
        else:
            self.dismiss(None)


def _added(mark: Mark) -> str:
    """What goes with the paper, in short."""
    rating = f"{mark.rating}/5" if mark.rating else ""
    tags = counted(len(mark.tags), "tag") if mark.tags else ""
    return " · ".join(filter(None, ("★" if mark.starred else "", rating, tags, "note" if mark.note.strip() else "")))
