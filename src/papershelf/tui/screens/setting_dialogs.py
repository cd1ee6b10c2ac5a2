"""The dialogs of the settings: a line for a number or a text, and the themes, each seen while it is looked at."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from papershelf.config.schema import Setting, Value
from papershelf.text import safe_line
from papershelf.tui.screens.dialog import FormDialog
from papershelf.tui.screens.offering import OfferingScreen


class AskScreen(FormDialog[Value | None]):
    """Asks for a value that is typed; what makes no sense is said, and asked again.

    Args:
        setting: What for.
        value: What it is now.
    """

    VERB = "Set"

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
        words = f"{self.setting.allowed} {self.setting.unit}".strip()
        return Content.assemble((f"{problem}\n" if problem else "", "$text-warning"), words)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(self.setting.parse(event.value))
        except ValueError as error:
            self.query_one(".dialog-hint", Static).update(self._hint(f"That cannot be: {error}."))


class ThemeScreen(OfferingScreen[str]):
    """Lists the themes; the whole screen wears the one under the cursor.

    Args:
        names: The themes that there are.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names
        self._former = ""

    def compose(self) -> ComposeResult:
        """The names."""
        with Vertical(classes="dialog"):
            yield Static("Theme", classes="dialog-title", markup=False)
            yield OptionList(*(Option(Content(name), id=name) for name in self.names), id="themes", markup=False)

    def on_mount(self) -> None:
        """Begin at the one in force."""
        self._former = self.app.theme
        self.listing.highlighted = self.names.index(self._former) if self._former in self.names else 0

    @on(OptionList.OptionHighlighted)
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None and self.is_current:
            self.app.theme = event.option_id

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_leave(self) -> None:
        """Go back to the one before."""
        self.app.theme = self._former
        self.dismiss(None)
