"""A paper's text just as it stood on the page, with a caret: whoever has no mouse selects and copies here too."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import TextArea

from papershelf.paper import Paper
from papershelf.text import safe, safe_line
from papershelf.tui.bindings import bindings_of

RECORD_LETTERS = 50_000  # of a record that are shown: a line of megabytes would take seconds to wrap


class RawText(TextArea, inherit_bindings=True):
    """Text to read and select in; shift with the arrows selects, nothing can be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("move")]

    DEFAULT_CSS = """
    RawText {
        border: none;
        padding: 0 1 0 2;
        background: $surface;
        scrollbar-size-vertical: 1;
        &:focus { border: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make it empty and hidden."""
        super().__init__(read_only=True, soft_wrap=True, show_line_numbers=False, id=id)
        self.display = False
        self._paper_id = ""

    def show(self, paper: Paper) -> None:
        """Show a paper; in the same one the caret stays where it is."""
        text = raw_words(paper)
        if paper.id != self._paper_id or text != self.text:
            self._paper_id = paper.id
            self.load_text(text)

    # Actions of the registry's `move.*` commands

    def action_move(self, delta: int) -> None:
        """Move the caret by lines."""
        if delta > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def action_half_page(self, direction: int) -> None:
        """Move the caret by half a window."""
        for _ in range(max(1, self.size.height // 2)):
            self.action_move(direction)

    def action_page(self, direction: int) -> None:
        """Move the caret by a window."""
        if direction > 0:
            self.action_cursor_page_down()
        else:
            self.action_cursor_page_up()

    def action_jump(self, where: str) -> None:
        """Put the caret at the beginning or the end."""
        self.move_cursor((0, 0) if where == "top" else self.document.end)


def raw_words(paper: Paper) -> str:
    """The raw title, abstract and records, each below a line that says where it is from; made safe, else unchanged."""
    files = list(dict.fromkeys(safe_line(listing.file) for listing in paper.sources if listing.file))
    first = f"page {files[0]}" if files else "a page that is not known"
    place = first if len(files) < 2 else f"the one of these pages where it was fullest: {', '.join(files)}"
    title, abstract = safe(paper.raw_title), safe(paper.raw_abstract)
    return "\n".join(
        [
            f"── The title, as it stood on {first}",
            "",
            title or "(there was none)",
            "",
            f"── The abstract, as it stood on {place}",
            "",
            abstract or "(there was none)",
            *_records(paper),
        ]
    )


def _records(paper: Paper) -> Iterator[str]:
    """The records of its sources, the newest first; what a source states beside them is not kept."""
    for listing in reversed(paper.sources):
        if listing.raw.strip():
            form = f" ({safe_line(listing.format)})" if listing.format else ""
            yield from ("", f"── The record, as {safe_line(listing.file)} states it{form}", "")
            yield safe(listing.raw[:RECORD_LETTERS])
            if len(listing.raw) > RECORD_LETTERS:
                yield f"… it goes on: papershelf show {safe_line(paper.id)} --raw prints all of it"
