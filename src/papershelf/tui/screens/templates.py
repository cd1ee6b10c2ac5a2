"""The choice of a template for a note, each shown as it would stand there."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.errors import PapershelfError
from papershelf.library.templates import Templates
from papershelf.marks import Entry
from papershelf.text import safe, safe_line
from papershelf.tui.host import host_of
from papershelf.tui.screens.offering import OfferingScreen

SHOWN = 2000  # characters of a template in its preview


class TemplateScreen(OfferingScreen[str]):
    """Hands back the chosen template, filled in.

    Args:
        templates: The templates.
        entry: The paper that they are filled in for.
    """

    def __init__(self, templates: Templates, entry: Entry) -> None:
        super().__init__()
        self.templates = templates
        self.entry = entry
        self.all = templates.all()

    def compose(self) -> ComposeResult:
        """The names, and the one under the cursor in full."""
        with Vertical(classes="dialog"):
            yield Static("Templates", classes="dialog-title", markup=False)
            options = [
                Option(Content.assemble(safe_line(each.name), ("" if each.path else "  ships", "$text-muted")))
                for each in self.all
            ]
            yield OptionList(*options, id="templates", markup=False)
            with VerticalScroll(id="template-shown"):
                yield Static(id="template-text", markup=False)
            yield Static(f"Your own: {safe_line(str(self.templates.folder))}", classes="dialog-hint", markup=False)

    def _filled(self, index: int) -> str:
        return self.templates.text(self.all[index].name, self.entry, datetime.now().astimezone())

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show it filled in, or why it cannot be."""
        try:
            words = self._filled(event.option_index)
        except PapershelfError as error:
            words = error.message
        self.query_one("#template-text", Static).update(Content(safe(words[:SHOWN])))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand it over."""
        try:
            self.dismiss(self._filled(event.option_index))
        except PapershelfError as error:
            host_of(self).say(error.message, title=error.title, severity="warning")
