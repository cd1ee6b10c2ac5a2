"""A paper's text just as it stood on the page, with a caret: whoever has no mouse selects and copies here too."""

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import TextArea

from papershelf.paper import Paper
from papershelf.text import safe, safe_line
from papershelf.tui.bindings import bindings_of


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
    """The raw title and abstract, each below a line that says where it comes from; made safe, else unchanged."""
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
        ]
    )
