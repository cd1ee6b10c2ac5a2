"""Texts that were typed and never saved: the list of all, and the choice between one and the saved note."""

from collections.abc import Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.library.drafts import Draft
from papershelf.library.welcoming import Waiting
from papershelf.marks import Entry
from papershelf.text import safe_line
from papershelf.tui.screens.offering import OfferingScreen
from papershelf.tui.widgets.differing import Differing

Decision = tuple[str, Draft]


def from_when(draft: Draft) -> str:
    """Which draft it is: `A draft from 14:02`, with its day where that is not today."""
    at = draft.at.astimezone()
    is_today = at.date() == datetime.now().astimezone().date()
    return f"A draft from {at:%H:%M}" if is_today else f"A draft from {at:%Y-%m-%d %H:%M}"


class DraftListScreen(OfferingScreen[str]):
    """Lists papers with drafts; hands back the one whose note is to be opened.

    Args:
        found: What waits.
    """

    def __init__(self, found: Sequence[Waiting]) -> None:
        super().__init__()
        self.found = found

    def compose(self) -> ComposeResult:
        """The papers."""
        with Vertical(classes="dialog"):
            yield Static("Notes typed and not saved", classes="dialog-title", markup=False)
            yield OptionList(*(_option(entry, draft) for entry, draft in self.found), id="drafts", markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the note."""
        self.dismiss(self.found[event.option_index][0].paper.id)


def _option(entry: Entry, draft: Draft) -> Option:
    title = safe_line(entry.paper.title) or "(no title)"
    begins = safe_line(draft.text[:200])
    return Option(Content.assemble((title, "bold"), "\n  ", (f"{from_when(draft)}: {begins}", "$text-muted")))


class LeftDraftsScreen(OfferingScreen[Decision]):
    """Asks whether to go on with a draft, with the saved note, or with both.

    Args:
        title: The paper's title, in quotation marks.
        note: The saved note.
        drafts: What was left, the newest first.
    """

    def __init__(self, title: str, note: str, drafts: Sequence[Draft]) -> None:
        super().__init__()
        self.heading = f"{from_when(drafts[0])} that was not saved, on {title}"
        self.note = note
        self.draft = drafts[0]
        self.more = len(drafts) - 1

    def compose(self) -> ComposeResult:
        """How they differ, and the choices."""
        more = f" {self.more} more wait; this note will offer them next time." if self.more else ""
        with Vertical(classes="dialog large comparing"):
            yield Static(self.heading + more, classes="dialog-title", markup=False)
            yield Differing(self.note, self.draft.text, ("saved", "draft"))
            yield OptionList(
                Option(_choice("Draft", "go on with it")),
                Option(_choice("Saved", "the draft into the history")),
                Option(_choice("Both", "one below the other")),
                id="left-drafts",
                markup=False,
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand the choice over."""
        self.dismiss((("draft", "saved", "both")[event.option_index], self.draft))


def _choice(label: str, says: str) -> Content:
    return Content.assemble((label, "bold"), ("  " + says, "$text-muted"))
