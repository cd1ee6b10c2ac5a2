"""A line for a pattern that selects papers; it says live what it would do."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from papershelf.library import counted
from papershelf.tui.screens.dialog import FormDialog
from papershelf.tui.selecting import Ids

Choice = tuple[Ids, bool]
HELP = "a query, such as is:starred pruning; - before it lets go, and (-has:note) is a query that begins with a minus"


class TickScreen(FormDialog[Choice | None]):
    """Hands back the papers that a query finds, and whether they are to be let go.

    Args:
        find: The listed papers that a query finds.
        chosen: What is selected now.
        listed: How many are listed.
    """

    VERB = "Select"

    def __init__(self, find: Callable[[str], Ids], chosen: Ids, listed: int) -> None:
        super().__init__()
        self.find = find
        self.chosen = chosen
        self.listed = listed

    def compose(self) -> ComposeResult:
        """The line, what it would do, the keys."""
        with Vertical(classes="dialog"):
            yield Static("Select by a query", classes="dialog-title", markup=False)
            yield Input(placeholder="is:starred  -has:note  pruning", id="tick-input")
            yield Static(HELP, id="tick-words", markup=False)

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(Input).focus()

    @property
    def choice(self) -> Choice | None:
        """What is typed, understood; None for nothing."""
        typed = self.query_one(Input).value.strip()
        query = typed.removeprefix("-").strip()
        return (self.find(query), typed.startswith("-")) if query else None

    def on_input_changed(self) -> None:
        """Say what would be done."""
        choice = self.choice
        self.query_one("#tick-words", Static).update(HELP if choice is None else self._words(*choice))

    def _words(self, hits: Ids, off: bool) -> str:
        change = len(hits & self.chosen) if off else len(hits - self.chosen)
        verb = "lets go" if off else "selects"
        rest = len(hits) - change
        are = f"{rest} {'is' if rest == 1 else 'are'}"
        as_is = f"; {are} {'not selected' if off else 'selected already'}" if rest else ""
        return f"{verb} {change} of {counted(self.listed, 'listed paper')}{as_is}"

    def on_input_submitted(self) -> None:
        """Do it, if anything is typed."""
        self.dismiss(self.choice)
