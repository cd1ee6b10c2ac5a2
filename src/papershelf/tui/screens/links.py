"""All links of a paper: type to narrow them, open or copy one."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from papershelf.library import Piece
from papershelf.text import fold, safe_line
from papershelf.tui.screens.dialog import Dialog, first_bindings_of
from papershelf.tui.widgets.cells import cut

Choice = tuple[str, Piece]
SHOWN = 500  # links; typing narrows them
TITLE_CELLS = 200


class LinkScreen(Dialog[Choice | None]):
    """Hands back what to do, `open` or `copy`, and the link.

    Args:
        title: Of the paper.
        links: What each leads to, and its address; the first has the number 1.
    """

    BINDINGS: ClassVar[list[BindingType]] = first_bindings_of("links")

    def __init__(self, title: str, links: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.heading = cut(f"Links of {safe_line(title) or '(no title)'}", TITLE_CELLS)
        self.links = links

    def compose(self) -> ComposeResult:
        """Whose they are, the line to type in, the links."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Input(placeholder="type to narrow", id="link-input")
            yield OptionList(id="link-options", markup=False)

    def on_mount(self) -> None:
        """Offer every link."""
        self.query_one(OptionList).can_focus = False  # the line keeps the keys
        self.query_one(Input).focus()
        self._offer("")

    def _offer(self, typed: str) -> None:
        words = fold(typed).split()
        options = [
            Option(_line(number, len(self.links), label, url), id=str(number))
            for number, (label, url) in enumerate(self.links, 1)
            if all(word in fold(f"{number} {label} {url}") for word in words)
        ]
        listing = self.query_one(OptionList)
        listing.clear_options()
        listing.add_options(options[:SHOWN])
        listing.highlighted = 0 if options else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the links to what is typed."""
        self._offer(event.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click opens."""
        self._choose("open", event.option_id)

    def _choose(self, verb: str, number: str | None) -> None:
        if number is not None:
            label, url = self.links[int(number) - 1]
            self.dismiss((verb, Piece(url, f"link {number} ({label})")))

    @property
    def _highlighted(self) -> str | None:
        option = self.query_one(OptionList).highlighted_option
        return option.id if option else None

    def action_open_link(self) -> None:
        """Open the highlighted link."""
        self._choose("open", self._highlighted)

    def action_copy_link(self) -> None:
        """Copy the highlighted link."""
        self._choose("copy", self._highlighted)

    def action_step(self, delta: int) -> None:
        """Move through the links without leaving the line."""
        listing = self.query_one(OptionList)
        if delta > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()


def _line(number: int, count: int, label: str, url: str) -> Content:
    return Content.assemble((f"{number:>{len(str(count))}}", "$text-accent"), f" {label:<12} ", url)
