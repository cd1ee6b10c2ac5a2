"""The dialogs of the settings: a line for a number or a text, and the themes, each seen while it is looked at."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from papershelf.config.schema import Setting, Value
from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.host import host_of


class AskScreen(ModalScreen[Value | None]):
    """Asks for a value that is typed; what makes no sense is said, and asked again.

    Args:
        setting: What for.
        value: What it is now.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("ask")]

    def __init__(self, setting: Setting, value: Value) -> None:
        super().__init__()
        self.setting = setting
        self.value = f"{value:g}" if isinstance(value, float) else str(value)

    def compose(self) -> ComposeResult:
        """What for, the line, the keys."""
        with Vertical(classes="dialog"):
            yield Static(self.setting.help, classes="dialog-title", markup=False)
            yield Input(safe_line(self.value), id="setting-value")
            yield Static(self._hint(), classes="dialog-hint", markup=False)

    def _hint(self, problem: str = "") -> Content:
        leave = host_of(self).keys.shown("ask.cancel") if self.is_attached else "esc"
        words = f"{self.setting.allowed} {self.setting.unit}".strip()
        return Content.assemble((f"{problem}\n" if problem else "", "$text-warning"), f"{words} · {leave} leaves it")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(self.setting.parse(event.value))
        except ValueError as error:
            self.query_one(".dialog-hint", Static).update(self._hint(f"That cannot be: {error}."))


class ThemeScreen(ModalScreen[str | None]):
    """Lists the themes; the whole screen wears the one under the cursor.

    Args:
        names: The themes that there are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("themes")]

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names
        self._before = ""

    def compose(self) -> ComposeResult:
        """The names."""
        with Vertical(classes="dialog"):
            yield Static("Theme", classes="dialog-title", markup=False)
            yield OptionList(*(Option(Content(name), id=name) for name in self.names), id="themes", markup=False)

    def on_mount(self) -> None:
        """Begin at the one in force."""
        self._before = self.app.theme
        listing = self.query_one(OptionList)
        listing.highlighted = self.names.index(self._before) if self._before in self.names else 0
        listing.focus()

    @on(OptionList.OptionHighlighted)
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None and self.is_current:
            self.app.theme = event.option_id

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_take(self) -> None:
        """Take the one under the cursor."""
        option = self.query_one(OptionList).highlighted_option
        self.dismiss(option.id if option else None)

    def action_leave(self) -> None:
        """Go back to the one before."""
        self.app.theme = self._before
        self.dismiss(None)

    def action_step(self, delta: int) -> None:
        """Look at another one."""
        listing = self.query_one(OptionList)
        if delta > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()
