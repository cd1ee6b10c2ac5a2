"""What every screen with a paper in front can do with it but change it: say, copy, open, show what follows a key."""

from typing import Literal

from papershelf.errors import PapershelfError
from papershelf.library import Piece, piece
from papershelf.marks import Entry
from papershelf.text import safe_line
from papershelf.tui.clipping import copy_out, selected_text, selection_piece
from papershelf.tui.host import host_of
from papershelf.tui.screens.once import LeftOnce
from papershelf.tui.system.browser import open_url
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.detail_view import links_of
from papershelf.tui.words import SCHEME


class CopyingScreen(LeftOnce[str | None]):
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
        from papershelf.tui.chords import open_chord

        open_chord(self, key)

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
        self.copy_piece(chosen)

    def copy_piece(self, chosen: Piece) -> None:
        """Copy a text, and say what it was and by which way it went."""
        copy_out(self.app, chosen)

    def action_copy_selection(self) -> None:
        """Copy the text that the person selected."""
        text = selected_text(self)
        if text:
            copy_out(self.app, selection_piece(text))
        else:
            raw = host_of(self).keys.shown("reader.raw")
            by_keys = f"in the reader {raw} shows the text, where shift with the arrows selects"
            self.say(f"Nothing is selected. Drag with the mouse; or {by_keys}.", title="Not copied")

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
            self.say(f"Opened {words}: {safe_line(url)}")

    def action_links(self) -> None:
        """Let the person choose among all links of the paper."""
        from papershelf.tui.screens.links import LinkScreen

        entry = self.front()
        links = links_of(entry.paper) if entry else ()
        if entry is None or not links:
            self.say("No links are known for this paper.")
            return

        def follow(choice: tuple[str, Piece] | None) -> None:
            if choice is None:
                return
            verb, link = choice
            if verb == "copy":
                copy_out(self.app, link)
            else:
                self.open_link(link.text, link.words)

        self.app.push_screen(LinkScreen(entry.paper.title, links), follow)

    def on_detail_link_chosen(self, message: Detail.LinkChosen) -> None:
        """Open a link that was clicked."""
        if message.url.startswith(SCHEME):
            self.go_to_paper(message.url.removeprefix(SCHEME))
        else:
            self.open_link(message.url, "the link")

    def go_to_paper(self, paper_id: str | None) -> None:
        """Show another paper, where one is named; a subclass says how."""
