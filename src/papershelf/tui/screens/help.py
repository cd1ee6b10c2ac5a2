"""Help: the keys that work where the person stands, read from the live bindings, found as one types, run by enter."""

from typing import Any, ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from papershelf.commands import Command
from papershelf.tui.bindings import bindings_of
from papershelf.tui.helping import Asked, Topic, filtered, topics_of
from papershelf.tui.host import host_of, key_hint
from papershelf.tui.live import REGISTRY, Live
from papershelf.tui.screens.dialog import Dialog
from papershelf.tui.widgets.entry_list import EntryList

KEYS_WIDTH = 14


class HelpScreen(Dialog[Live | None]):
    """Lists commands by group; hands back the one to run.

    Args:
        topics: What works, and what else there is with the reason why it does not.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("help")]
    AUTO_FOCUS = "#help-filter"

    def __init__(self, topics: list[Topic]) -> None:
        super().__init__()
        self.topics = topics
        self.asked: list[Asked] = []
        self.is_all = False

    @classmethod
    def of(cls, screen: Screen[Any]) -> Self:
        """Help for what is bound, and may run, on a screen at this moment."""
        return cls(topics_of(screen))

    @property
    def commands(self) -> list[Command]:
        """The registry's commands that are listed as working."""
        live = (topic.live for topic in self.topics if topic.live)
        return [REGISTRY[each.id] for each in live if each.id in REGISTRY]

    @property
    def chosen(self) -> Topic | None:
        """What the cursor is on."""
        listing = self.listing
        return self.asked[listing.cursor].topic if listing.has_cursor else None

    @property
    def listing(self) -> EntryList:
        """The list."""
        return self.query_one(EntryList)

    def compose(self) -> ComposeResult:
        """What is listed, the line to filter with, the list, and the chosen command in full."""
        with Vertical(classes="dialog large", id="help-box"):
            yield Input(placeholder="type to find", id="help-filter", compact=True)
            yield EntryList(column=KEYS_WIDTH, id="help")
            yield Static(id="help-says", markup=False)

    def on_mount(self) -> None:
        """List what works."""
        self.listing.can_focus = False  # the line keeps the focus, so that typing always filters
        self.watch(self.listing, "cursor", self._say, init=False)
        self._list()

    def _list(self) -> None:
        typed = self.query_one(Input).value
        self.asked, best = filtered(self.topics, typed, everything=self.is_all)
        listing = self.listing
        listing.empty_text = "" if self.asked else self._nothing()
        listing.show([each.item for each in self.asked], best)
        title = "Everything, also what does not work here now" if self.is_all else "Keys that work here"
        self.query_one("#help-box").border_title = title
        self._say()
        self.refresh_bindings()

    def _nothing(self) -> str:
        if self.is_all:
            return "No command is like that."
        return f"Nothing that works here is like that.\n{key_hint(host_of(self).keys, 'help.all', 'looks in all.')}"

    def _say(self) -> None:
        topic = self.chosen
        self.query_one("#help-says", Static).update(topic.words if topic else Content())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._list()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_help_run()

    @on(EntryList.Chosen)
    def _clicked(self) -> None:
        self.action_help_run()

    # Actions of the registry's `help.*` commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot run now cannot be run from here."""
        if action == "help_run" and self.is_mounted:
            return True if self.chosen and self.chosen.live else None
        return super().check_action(action, parameters)

    def action_help_run(self) -> None:
        """Close, and do what is chosen; what does not work stays where it says why."""
        if self.chosen and self.chosen.live:
            self.dismiss(self.chosen.live)

    def action_help_move(self, delta: int) -> None:
        """Move among the commands."""
        self.listing.action_move(delta)
        self.refresh_bindings()

    def action_help_page(self, direction: int) -> None:
        """Move by a window."""
        self.listing.action_page(direction)
        self.refresh_bindings()

    def action_help_all(self) -> None:
        """List everything, or again what works."""
        self.is_all = not self.is_all
        self._list()

    def action_help_close(self) -> None:
        """Clear what is typed, then close."""
        line = self.query_one(Input)
        if line.value:
            line.value = ""
        else:
            self.dismiss(None)
