"""What every screen with a paper in front can do with it but change it: say, copy, open, show what follows a key."""

from functools import partial
from typing import TYPE_CHECKING, Literal

from textual.screen import Screen

from papershelf.commands import Command
from papershelf.errors import PapershelfError
from papershelf.library import Piece, piece
from papershelf.marks import Entry
from papershelf.tui.host import host_of, sentence
from papershelf.tui.system.browser import open_url
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.words import SCHEME

if TYPE_CHECKING:
    from papershelf.tui.system.clipboard import Outcome


class CopyingScreen(Screen[str | None]):
    """A screen with one paper in front; a subclass says which."""

    def front(self) -> Entry | None:
        """The paper in front of the person."""
        raise NotImplementedError

    def say(
        self,
        words: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
    ) -> None:
        """Show a toast."""
        host_of(self).say(words, title=title, severity=severity)

    def action_chord(self, key: str) -> None:
        """Show what may follow a chord's first key, and do what is chosen."""
        from papershelf.tui.screens.chord import ChordScreen

        async def run(command: Command | None) -> None:
            if command is not None:
                await self.run_action(command.action)

        self.app.clear_notifications()  # a toast would cover the hints
        self.app.push_screen(ChordScreen(key), run)

    def action_copy(self, kind: str) -> None:
        """Copy a piece of the paper in front, and say what and by which way."""
        entry = self.front()
        if entry is None:
            return
        try:
            chosen = piece(entry, kind)
        except PapershelfError as error:
            self.say(error.message, title="Not copied", severity="warning")
            return
        # A clipboard program may take its time; the screen must not.
        self.run_worker(partial(self._copy, chosen), thread=True, group="copy", name="copy")

    def _copy(self, chosen: Piece) -> None:
        app = self.app
        clipboard = host_of(self).seams.clipboard(partial(app.call_from_thread, app.copy_to_clipboard), app.is_web)
        app.call_from_thread(self._copied, chosen, clipboard.copy(chosen.text))

    def _copied(self, chosen: Piece, outcome: "Outcome") -> None:
        if outcome.route != "manual":
            self.say(f"{sentence(chosen.words)}: {outcome.words}.", title="Copy")
            return
        from papershelf.tui.screens.copy_by_hand import CopyByHandScreen

        self.app.push_screen(CopyByHandScreen(chosen, outcome.words))

    def action_browse(self) -> None:
        """Open the paper's link in the browser."""
        entry = self.front()
        if entry is None:
            return
        chosen = piece(entry, "paper")
        self.open_link(chosen.text, chosen.words)

    def open_link(self, url: str, words: str) -> None:
        """Open an address in the browser, and say so."""
        problem = open_url(url, opener=self.app.open_url)
        if problem is not None:
            self.say(problem, title="Not opened", severity="warning")
        else:
            self.say(f"Opened {words}: {url}")

    def on_detail_link_chosen(self, message: Detail.LinkChosen) -> None:
        """Open a link that was clicked."""
        if message.url.startswith(SCHEME):
            self.go_to_paper(message.url.removeprefix(SCHEME))
        else:
            self.open_link(message.url, "the link")

    def go_to_paper(self, paper_id: str | None) -> None:
        """Show another paper, where one is named; a subclass says how."""
