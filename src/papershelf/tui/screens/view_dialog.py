"""The dialog of a saved view: its name, its query, or both; it stays open until they are accepted."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from papershelf.saved import NAME_LONGEST
from papershelf.text import safe_line
from papershelf.tui.screens.dialog import FormDialog

Accept = Callable[[str, str, Callable[[bool], None]], None]

Hint = Callable[[str], str]


class ViewScreen(FormDialog[None]):
    """Asks for the name and the query of a view.

    Args:
        title: What is about to happen.
        name: The name to begin with, or None to ask for no name.
        query: The query to begin with, or None to ask for no query.
        accept: Saves name and query, and tells its third argument whether that went well, now or later; if not,
            it has told the person why.
        hint: Says of a name what saving it would do.
        longest: Characters that the name may have; 0 for any number.
    """

    VERB = "Save"

    def __init__(
        self,
        title: str,
        name: str | None,
        query: str | None,
        accept: Accept,
        hint: Hint | None = None,
        longest: int = NAME_LONGEST,
    ) -> None:
        super().__init__()
        self.heading = safe_line(title)
        self.view_name = None if name is None else safe_line(name)[: longest or None]
        self.query_text = None if query is None else safe_line(query)
        self.accept = accept
        self.hint = hint
        self.longest = longest
        self._is_waiting = False

    def compose(self) -> ComposeResult:
        """Title, the lines to fill in, the keys."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            if self.view_name is not None:
                yield Static("Name", classes="dialog-label", markup=False)
                yield Input(self.view_name, id="view-name", max_length=self.longest)
                if self.hint is not None:
                    yield Static("", id="view-hint", classes="dialog-label", markup=False)
            if self.query_text is not None:
                yield Static("Query", classes="dialog-label", markup=False)
                yield Input(self.query_text, id="view-query", select_on_focus=False)

    def on_mount(self) -> None:
        """Begin in the first line."""
        self.query(Input).first().focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what the name would do."""
        if self.hint is not None:
            self.query_one("#view-hint", Static).update(safe_line(self.hint(event.value)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand name and query over; a refusal leaves the dialog open with what was typed."""
        event.stop()
        if self._is_waiting:  # for another process; a second enter would save it twice
            return
        self._is_waiting = True
        typed = {entry.id: entry.value for entry in self.query(Input)}
        self.accept(typed.get("view-name", ""), typed.get("view-query", ""), self._settled)

    def _settled(self, went: bool) -> None:
        self._is_waiting = False
        if went and self.is_current:
            self.dismiss(None)
