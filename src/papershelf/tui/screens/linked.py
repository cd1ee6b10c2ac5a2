"""The papers that notes link with one: those its note links to, and those whose notes link to it."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.library import Library
from papershelf.text import safe_line
from papershelf.tui.screens.offering import OfferingScreen


class Linked(NamedTuple):
    """A paper that a note links with another.

    Attributes:
        paper_id: The paper.
        title: Its title.
        how: Which note it is that links, in words.
    """

    paper_id: str
    title: str
    how: str


def linked(library: Library, paper_id: str) -> list[Linked]:
    """What the note of a paper links to, then what links to it; papers that are gone are left out."""
    out, back = library.links_to(paper_id), library.backlinks(paper_id)
    found = []
    for other in dict.fromkeys((*out, *back)):
        entry = library.entry(other)
        if entry is not None and other != paper_id:
            ways = [words for words, ids in (("linked here", out), ("links here", back)) if other in ids]
            found.append(Linked(other, safe_line(entry.paper.title) or "(no title)", " and ".join(ways)))
    return found


class LinkedScreen(OfferingScreen[str]):
    """Lists linked papers; hands back the one that the person goes to.

    Args:
        title: Of the paper that they are linked with.
        papers: The papers.
    """

    def __init__(self, title: str, papers: Sequence[Linked]) -> None:
        super().__init__()
        self.heading = f"Linked with {safe_line(title) or '(no title)'}"
        self.papers = papers

    def compose(self) -> ComposeResult:
        """The papers."""
        options = map(_option, self.papers)
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield OptionList(*options, id="linked", markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        self.dismiss(self.papers[event.option_index].paper_id)


def _option(paper: Linked) -> Option:
    return Option(Content.assemble((paper.title, "bold"), (f"  {paper.how}", "$text-muted")))
