"""The picker of reading lists: type to filter, put papers on lists and take them off, change the lists themselves."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from papershelf.errors import UsageError
from papershelf.library import Library
from papershelf.library.list_views import ListView
from papershelf.lists import parse_name
from papershelf.text import fold, safe_line
from papershelf.tui.host import host_of
from papershelf.tui.list_keys import ListKeys
from papershelf.tui.screens.dialog import Dialog, first_bindings_of

SHOWN = 200  # lists offered at once; typing narrows them
DEEPEST = 8  # steps of indentation that are shown
_NEW = "\n"  # before the name of a list that is not made yet: no id has it


class ListChoice(NamedTuple):
    """What the person wants.

    Attributes:
        into: The ids of lists to put the papers on.
        out_of: The ids of lists to take them off.
        new: The names of lists to make for them.
    """

    into: list[str]
    out_of: list[str]
    new: list[str]


class ListScreen(Dialog[ListChoice | None]):
    """Picks the lists that one or more papers are on.

    Args:
        library: Where the lists are.
        ids: The papers.
        keys: Changes the lists themselves.
    """

    BINDINGS: ClassVar[list[BindingType]] = first_bindings_of("lists")

    def __init__(self, library: Library, ids: Sequence[str], keys: ListKeys) -> None:
        super().__init__()
        self.library = library
        self.ids = ids
        self.keys = keys
        self.chosen: dict[str, bool] = {}  # by id, where it is to be another than it is
        self.new: dict[str, None] = {}
        self._load()

    def _load(self) -> None:
        self.lists: dict[str, ListView] = {one.made.id: one for one in self.library.lists()}
        wanted = frozenset(self.ids)
        self.carried = {key: len(wanted & one.made.places.keys()) for key, one in self.lists.items()}
        self.chosen = {key: on for key, on in self.chosen.items() if key in self.lists}

    def compose(self) -> ComposeResult:
        """What for, the line to type in, the lists."""
        with Vertical(classes="dialog"):
            yield Static(self.keys.heading(self.ids), classes="dialog-title", markup=False)
            yield Input(placeholder="a list, or the name of a new one", id="list-input")
            yield OptionList(id="list-options", markup=False)

    def on_mount(self) -> None:
        """Offer every list."""
        self.query_one(OptionList).can_focus = False  # the line keeps the keys
        self.query_one(Input).focus()
        self._offer("")

    # Offering

    def _is_on(self, key: str) -> bool | None:
        """Whether all papers will be on a list; None for some of them."""
        if key.startswith(_NEW):
            return True
        if key in self.chosen:
            return self.chosen[key]
        carried = self.carried[key]
        return carried == len(self.ids) if carried in (0, len(self.ids)) else None

    def _offer(self, typed: str, highlight: str = "") -> None:
        wanted = fold(typed.strip())
        lists = [one for one in self.lists.values() if wanted in fold(one.made.name)]
        lists.sort(key=lambda one: bool(wanted) and not fold(one.made.name).startswith(wanted))
        options = [Option(self._line(one, flat=bool(wanted)), id=one.made.id) for one in lists[:SHOWN]]
        fresh = [name for name in self.new if wanted in fold(name)]
        options += [Option(Content(f"[x] {name}  new"), id=_NEW + name) for name in fresh]
        if len(lists) > SHOWN:
            options.append(Option(Content(f"… {len(lists) - SHOWN} more; type to narrow"), disabled=True))
        known = {*(fold(one.made.name) for one in lists), *map(fold, fresh)}
        if wanted and fold(safe_line(typed)) not in known:
            options.append(Option(Content(f"+ make the new list “{safe_line(typed)}”"), id=_NEW))
        listing = self.query_one(OptionList)
        listing.clear_options()
        listing.add_options(options)
        names = [option.id for option in options]
        listing.highlighted = names.index(highlight) if highlight in names else 0 if options else None
        self.refresh_bindings()

    def _line(self, one: ListView, *, flat: bool) -> Content:
        box = {True: "[x]", False: "[ ]", None: "[-]"}[self._is_on(one.made.id)]
        indent = "" if flat else "  " * min(one.depth, DEEPEST)
        return Content.assemble(f"{indent}{box} ", one.made.name, (f"  {one.count or ''}", "$text-muted"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the offer to what is typed."""
        self._offer(event.value)

    # Choosing

    @property
    def _highlighted(self) -> str | None:
        option = self.query_one(OptionList).highlighted_option
        return option.id if option else None

    def action_toggle_list(self) -> None:
        """Toggle what is highlighted."""
        if self._highlighted is not None:
            self._toggle(self._highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click toggles too."""
        if event.option_id is not None:
            self._toggle(event.option_id)

    def _toggle(self, key: str) -> None:
        """On, off, and where only some of the papers are on it, as it was."""
        if key == _NEW:
            self._add_new(self.query_one(Input).value)
            return
        if key.startswith(_NEW):
            self.new.pop(key.removeprefix(_NEW), None)
        else:
            carried, now = self.carried[key], self._is_on(key)
            mixed = 0 < carried < len(self.ids)
            self.chosen.pop(key, None)
            if now is None or (now is False and not mixed):
                self.chosen[key] = True
            elif now is True:
                self.chosen[key] = False
        self._clear(key)

    def _add_new(self, typed: str) -> None:
        at_top = [one.made for one in self.lists.values() if not one.depth]
        try:
            name = parse_name(typed, at_top)
        except UsageError as error:
            host_of(self).say(error.message, title=error.title, severity="warning")
            return
        self.new[name] = None
        self._clear(_NEW + name)

    def _clear(self, highlight: str) -> None:
        entry = self.query_one(Input)
        with self.prevent(Input.Changed):
            entry.value = ""
        self._offer("", highlight)

    def action_highlight(self, delta: int) -> None:
        """Move through the offer without leaving the line."""
        listing = self.query_one(OptionList)
        if delta > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()
        self.refresh_bindings()

    def action_done(self) -> None:
        """Hand the choice over."""
        full = len(self.ids)
        into = [key for key, on in self.chosen.items() if on and self.carried[key] < full]
        out_of = [key for key, on in self.chosen.items() if not on and self.carried[key]]
        self.dismiss(ListChoice(into, out_of, list(self.new)))

    def leave_by_click(self) -> None:
        """A click beside it leaves only where nothing was chosen yet."""
        if not self.chosen and not self.new:
            super().leave_by_click()

    # The lists themselves

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A list can be changed where one is highlighted."""
        if action == "change":
            return True if self.is_mounted and self._highlighted in self.lists else None
        return super().check_action(action, parameters)

    def action_change(self, verb: str) -> None:
        """Rename, describe, nest or delete the highlighted list."""
        key = self._highlighted
        if key is not None and key in self.lists:
            self.keys.run(verb, key, lambda: self._reload(key))

    def _reload(self, highlight: str) -> None:
        self._load()
        if self.is_attached:
            self._offer(self.query_one(Input).value, highlight)
