"""The menu of what can be done with one thing: near the pointer, chosen by arrow, letter, key or click."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from papershelf.text import fold, safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.dialog import Dialog
from papershelf.tui.widgets.cells import cut
from papershelf.tui.widgets.entry_list import EntryList, Item

WIDEST = 44  # cells, with the border


class MenuEntry(NamedTuple):
    """Something to do.

    Attributes:
        label: One or two words.
        keys: The keys that do it without the menu.
        run: Does it; what it returns is waited for, if it can be.
    """

    label: str
    keys: str
    run: Callable[[], Any]


class MenuScreen(Dialog[MenuEntry | None]):
    """Lists what can be done; hands back what is chosen.

    Args:
        head: What it is for; may be foreign.
        entries: What can be done, at least one thing.
        at: The cell of the screen that it stands near.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("menu")]

    def __init__(self, head: str, entries: Sequence[MenuEntry], at: Offset) -> None:
        super().__init__()
        self.head = safe_line(head)
        self.entries = entries
        self.at = at

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="menu"):
            yield Static(id="menu-head", markup=False)
            yield EntryList(id="menu-entries")

    def on_mount(self) -> None:
        """Show the entries."""
        self.listing.show([Item(entry.label, entry.keys) for entry in self.entries])
        self.listing.focus()
        self._place()

    def on_resize(self) -> None:
        """Stay inside the screen."""
        self._place()

    @property
    def listing(self) -> EntryList:
        """The entries."""
        return self.query_one(EntryList)

    def _place(self) -> None:
        screen, box = self.app.size, self.query_one("#menu")
        inside = max((cell_len(entry.label) + cell_len(entry.keys) + 6 for entry in self.entries), default=0)
        width = min(max(inside, cell_len(self.head) + 2) + 2, WIDEST, screen.width)
        rows = max(1, min(len(self.entries), screen.height - 4))  # border, head, foot
        self.listing.styles.height = rows
        box.styles.width = width
        room = Offset(screen.width - width, screen.height - 1 - rows - 3)
        box.styles.offset = (max(0, min(self.at.x, room.x)), max(0, min(self.at.y, room.y)))
        self.query_one("#menu-head", Static).update(Content(cut(self.head, width - 4)))

    @on(EntryList.Chosen)
    def _clicked(self, event: EntryList.Chosen) -> None:
        self.dismiss(self.entries[event.index])

    def on_key(self, event: events.Key) -> None:
        """A key of an entry does it; another letter goes to the next entry that begins with it."""
        if event.character is None or event.key in self.active_bindings:
            return
        chosen = next((entry for entry in self.entries if entry.keys == event.character), None)
        if chosen is not None:
            event.stop()
            self.dismiss(chosen)
            return
        here = self.listing.cursor
        order = [*range(here + 1, len(self.entries)), *range(here + 1)]
        fits = [place for place in order if fold(self.entries[place].label).startswith(fold(event.character))]
        if fits:
            event.stop()
            self.listing.cursor = fits[0]

    # Actions of the registry's `menu.*` commands

    def action_menu_choose(self) -> None:
        """Do what is under the cursor."""
        self.dismiss(self.entries[self.listing.cursor])

    def action_menu_move(self, delta: int) -> None:
        """Move among the entries."""
        self.listing.action_move(delta)
