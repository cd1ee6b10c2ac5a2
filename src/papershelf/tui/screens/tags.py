"""The tag picker: type to filter, enter adds or removes, enter on nothing typed is done."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from papershelf.errors import UsageError
from papershelf.marks import Entry, parse_tag
from papershelf.text import fold

Choice = tuple[list[str], list[str]]
SHOWN = 200  # tags offered at once; typing narrows them


class TagScreen(ModalScreen[Choice | None]):
    """Picks tags to add to, and to remove from, one or more papers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("down", "highlight(1)", "Next", show=False, priority=True),
        Binding("up", "highlight(-1)", "Previous", show=False, priority=True),
        Binding("tab", "complete", "Complete", show=False, priority=True),
        Binding("ctrl+s", "done", "Done", show=False, priority=True),
    ]

    def __init__(self, entries: Sequence[Entry], known: Mapping[str, int]) -> None:
        super().__init__()
        self.entries = entries
        self.counts = dict(known)
        carried = [set(entry.mark.tags) for entry in entries]
        self.on_all = set.intersection(*carried) if carried else set()
        self.on_some = set().union(*carried) - self.on_all
        self.added: dict[str, None] = {}
        self.removed: dict[str, None] = {}

    def compose(self) -> ComposeResult:
        """What for, the line to type in, the tags."""
        title = self.entries[0].paper.title if len(self.entries) == 1 else f"Tags of {len(self.entries)} papers"
        with Vertical(classes="dialog"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Input(placeholder="a tag, such as nlp/rag", id="tag-input")
            yield OptionList(id="tag-options", markup=False)
            yield Static(
                "enter adds or removes · tab completes · enter on an empty line is done · escape cancels",
                classes="dialog-hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Offer every tag."""
        self.query_one(Input).focus()
        self._offer("")

    # Offering

    def _is_on(self, tag: str) -> bool | None:
        """Whether a tag will be on all papers; None for some of them."""
        if tag in self.added:
            return True
        if tag in self.removed:
            return False
        return True if tag in self.on_all else None if tag in self.on_some else False

    def _offer(self, typed: str) -> None:
        wanted = fold(typed.strip().lstrip("#"))
        every = dict.fromkeys([*self.on_all, *self.on_some, *self.added, *self.counts])
        fitting = sorted((tag for tag in every if _fits(wanted, fold(tag))), key=lambda tag: self._order(tag, wanted))
        options = [Option(self._line(tag), id=tag) for tag in fitting[:SHOWN]]
        if wanted and not any(fold(tag) == wanted for tag in every):
            options.append(Option(Content(f"+ make the new tag “{typed.strip()}”"), id=typed))
        listing = self.query_one(OptionList)
        listing.clear_options()
        listing.add_options(options)
        listing.highlighted = 0 if options and wanted else None

    def _order(self, tag: str, wanted: str) -> tuple[bool, bool, int, str]:
        """Tags that are on first, then those that begin as typed, then the most used."""
        on = self._is_on(tag) is not False and not wanted
        return (not on, not fold(tag).startswith(wanted), -self.counts.get(tag, 0), tag)

    def _line(self, tag: str) -> Content:
        box = {True: "[x]", False: "[ ]", None: "[-]"}[self._is_on(tag)]
        return Content.assemble(box, " ", tag, (f"  {self.counts.get(tag, 0) or ''}", "$text-muted"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the offer to what is typed."""
        self._offer(event.value)

    # Choosing

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Toggle what is highlighted; with nothing typed and nothing highlighted, finish."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None and option.id is not None:
            self._toggle(option.id)
        elif not event.value.strip():
            self.action_done()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click toggles too."""
        if event.option_id is not None:
            self._toggle(event.option_id)
        self.query_one(Input).focus()

    def _toggle(self, typed: str) -> None:
        try:
            tag = parse_tag(typed)
        except UsageError as error:
            self.app.notify(error.message, title=error.title, severity="warning", markup=False)
            return
        if self._is_on(tag):
            self.added.pop(tag, None)
            if tag in self.on_all or tag in self.on_some:
                self.removed[tag] = None
        else:
            self.removed.pop(tag, None)
            if tag not in self.on_all:
                self.added[tag] = None
        entry = self.query_one(Input)
        with self.prevent(Input.Changed):
            entry.value = ""
        self._offer("")

    def action_highlight(self, delta: int) -> None:
        """Move through the offer without leaving the line."""
        listing = self.query_one(OptionList)
        if delta > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def action_complete(self) -> None:
        """Write the highlighted, or the first, tag into the line."""
        listing = self.query_one(OptionList)
        option = listing.highlighted_option or (listing.get_option_at_index(0) if listing.option_count else None)
        if option is not None and option.id is not None:
            entry = self.query_one(Input)
            entry.value = option.id
            entry.cursor_position = len(option.id)

    def action_done(self) -> None:
        """Hand the choice over."""
        self.dismiss((list(self.added), list(self.removed)))


def _fits(wanted: str, tag: str) -> bool:
    """Whether the typed letters stand in the tag in this order: `nlrg` finds `nlp/rag`."""
    letters = iter(tag)
    return all(letter in letters for letter in wanted if not letter.isspace())
