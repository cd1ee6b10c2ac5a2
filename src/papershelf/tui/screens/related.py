"""Papers related to one: each with the terms that both share."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.library import Related
from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.offering import OfferingScreen

SHARED = 8  # terms shown of each


class RelatedScreen(OfferingScreen[str]):
    """Lists related papers; hands back the one that the person goes to.

    Args:
        title: Of the paper that they are related to.
        papers: The nearest first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("related")]

    def __init__(self, title: str, papers: Sequence[Related]) -> None:
        super().__init__()
        self.heading = f"Related to {safe_line(title) or '(no title)'}"
        self.papers = papers

    def compose(self) -> ComposeResult:
        """What they are related to, and the papers."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield OptionList(*map(_option, self.papers), id="related", markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to a paper."""
        self.dismiss(self.papers[event.option_index].paper.id)


def _option(related: Related) -> Option:
    star = "★ " if related.mark.starred else ""
    title = safe_line(related.paper.title) or "(no title)"
    shared = " · ".join(safe_line(term) for term in related.shared[:SHARED])
    return Option(Content.assemble(star, (title, "bold"), "\n  ", (shared or "alike as a whole", "$text-muted")))
