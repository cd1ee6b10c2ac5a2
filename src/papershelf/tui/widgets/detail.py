"""The detail pane: everything about one paper, filled in place while the cursor moves."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from papershelf.tui.bindings import bindings_of
from papershelf.tui.widgets.detail_blocks import Block, contents, texts
from papershelf.tui.widgets.detail_view import DetailView, detail_view
from papershelf.tui.widgets.frames import Pane
from papershelf.tui.widgets.glyphs import glyphs_of
from papershelf.tui.widgets.matches import Match, Matches, Text
from papershelf.tui.widgets.scrolling import Scrolling
from papershelf.tui.words import SCHEME

if TYPE_CHECKING:
    from textual.widgets import Markdown

    from papershelf.tui.widgets.note import Note

__all__ = ["Detail", "DetailView", "detail_view"]


class Detail(Scrolling, Pane, can_focus=True, inherit_bindings=False):
    """One paper: title, state, tags, links, abstract, note, and where it was seen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("move")]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail--head",
        "detail--muted",
        "detail--accent",
        "detail--tag",
        "detail--rating",
        "detail--hit",
        "detail--here",
    }

    DEFAULT_CSS = """
    Detail {
        background: $surface;
        color: $text;
        padding: 0 1 0 2;
        scrollbar-color: $foreground 20%;
        scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $accent;
        & > .detail--head { color: $foreground 80%; text-style: bold; }
        & > .detail--muted { color: $foreground 75%; }
        & > .detail--accent { color: $text-accent; }
        & > .detail--tag { color: $foreground; background: $foreground 8%; }
        & > .detail--rating { color: $foreground 85%; }
        & > .detail--hit { color: $text-accent; text-style: bold underline; }
        & > .detail--here { color: $text-accent; text-style: bold; }
        &:focus { background-tint: $foreground 3%; }
        & > * { max-width: 96; width: 1fr; }
        & > .detail--title { text-style: bold; margin: 0 0 1 0; }
        & > .detail--links, & > .detail--linked-from, & > .detail--tags {
            link-color: $foreground 80%;
            link-style: none;
            link-color-hover: $text-accent;
            link-background-hover: transparent;
            link-style-hover: underline;
        }
        & > .detail--byline { color: $text-muted; margin: 0 0 1 0; }
        & > .detail--tags { margin: 1 0 0 0; }
        & > .detail--links, & > .detail--abstract, & > .detail--linked-from, & > .detail--seen { margin: 1 0 0 0; }
        & > .detail--problems { color: $text-warning; margin: 1 0 0 0; }
        & > .detail--note-head { margin: 1 0 0 0; }
        & > .detail--empty { color: $text-muted; text-align: center; margin: 1 0 0 0; }
        & > Note { padding: 0; margin: 0; background: transparent; }
        /* Textual colours code by theme; one accent is enough. */
        & Note MarkdownBlock:dark > .code_inline { background: $foreground 10%; color: $foreground; }
        & Note MarkdownBlock:light > .code_inline { background: $foreground 10%; color: $foreground; }
        & Note > MarkdownParagraph { margin: 0 0 1 0; }
        & Note > MarkdownHeader { margin: 0 0 1 0; color: $text; background: transparent; }
        & Note > MarkdownH1, & Note > MarkdownH2 { content-align: left top; text-style: bold; }
    }
    """

    SEARCHED = ("title", "abstract")
    BLOCKS = ("title", "byline", "state", "tags", "lists", "links", "problems", "abstract", "note-head")
    AFTER_NOTE = ("linked-from", "seen")

    class LinkChosen(Message):
        """The person wants to follow a link; nothing was opened yet."""

        def __init__(self, detail: "Detail", url: str) -> None:
            """Name the sender and the address."""
            super().__init__()
            self.detail = detail
            self.url = url

        @property
        def control(self) -> "Detail":
            """The pane that sent this."""
            return self.detail

    class MatchesChanged(Message):
        """The note is there by now, and was searched."""

    def __init__(
        self,
        *,
        empty_text: str = "No paper under the cursor",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a pane without a paper.

        Args:
            empty_text: What stands there without a paper.
            id: Textual's id.
            classes: Textual's classes.
        """
        self._blocks = {name: Block(name) for name in (*self.BLOCKS, *self.AFTER_NOTE, "empty")}
        self._matches = Matches(_paint)
        self._note_texts: list[tuple[Static, Content]] = []  # as they were rendered, without highlights
        self._note: Note | None = None  # made with the first note: Markdown is slow to import, and most have none
        super().__init__(*self._blocks.values(), id=id, classes=classes)
        self._empty_text = empty_text
        self._view: DetailView | None = None
        self._fill()

    def on_mount(self) -> None:
        """Show what came before there was a place for it, with the signs of that place."""
        self._fill()

    @property
    def view(self) -> DetailView | None:
        """What is shown."""
        return self._view

    def show(self, view: DetailView | None) -> None:
        """Show a paper, or that there is none; the place in the text stays only in the same paper."""
        if view == self._view:
            return
        before, self._view = self._view, view
        fresh = before is None or view is None or before.paper_id != view.paper_id
        self._fill(fresh=fresh)
        if fresh and self.is_mounted:
            self.scroll_to(y=0, animate=False, force=True)

    def settings_changed(self) -> None:
        """Show the paper with the signs that are wanted now."""
        self._fill(fresh=False)

    def link(self, number: int) -> str | None:
        """The address of the link with a number, the first being 1."""
        links = self._view.links if self._view else ()
        return links[number - 1][1] if 1 <= number <= len(links) else None

    def _fill(self, *, fresh: bool = True) -> None:
        view = self._view
        found = texts(view) if view else {}
        shown = contents(view, glyphs_of(self)) if view else {"empty": Content(self._empty_text)}
        for name, block in self._blocks.items():
            if name in self.SEARCHED:
                self._matches.put(block, found.get(name, Text(Content(), ())))
            else:
                block.fill(shown.get(name, Content()))
        if fresh:
            self._matches.leave()
        self._show_note(view.note if view else "", fresh=fresh)

    def _show_note(self, note: str, *, fresh: bool) -> None:
        if self._note is None:
            if not note.strip() or not self.is_attached:
                return
            from papershelf.tui.widgets.note import Note

            self._note = Note()
            self.mount(self._note, before=self._blocks["linked-from"])
        if fresh:
            self._forget_note()
        self._note.show(note, fresh=fresh)
        if self._note.settled:
            self._search_note()

    # Matches

    def _forget_note(self) -> None:
        self._matches.drop([widget for widget, _ in self._note_texts])
        self._note_texts = []

    def _search_note(self) -> None:
        """Highlight the query in what the Markdown became."""
        highlights = self._view.highlights if self._view else None
        if self._note is None or not self._note.display:
            self._forget_note()
            return
        if not self._note_texts:
            texts = ((widget, widget.content) for widget in self._note.query(Static))
            self._note_texts = [(widget, content) for widget, content in texts if isinstance(content, Content)]
        for widget, content in self._note_texts:
            length = len(content.plain)
            found = highlights(content.plain, "note") if highlights else ()
            # Textual fails on a span that begins behind the end of its text.
            spans = tuple((start, min(end, length)) for start, end in found if start < length)
            self._matches.put(widget, Text(content, spans))

    def on_note_filled(self, event: "Note.Filled") -> None:
        """The note is on the screen, perhaps anew."""
        event.stop()
        self._forget_note()
        self._search_note()
        self.post_message(self.MatchesChanged())

    @property
    def match_words(self) -> str:
        """Where the person stands among the matches; nothing without any."""
        return self._matches.words

    @property
    def is_at_match(self) -> bool:
        """Whether the person went to a match."""
        return self._matches.is_at_one

    def step_match(self, delta: int) -> str:
        """Go to the next match or the one before, and bring it into view.

        Returns:
            What to say: that there is none, or that it went past an end; mostly nothing.
        """
        step = self._matches.step(delta)
        if step is None:
            return "Nothing in this paper matches a query."
        match, went_round = step
        self._scroll_to_match(match)
        return "" if not went_round else "Round to the first match." if delta > 0 else "Round to the last match."

    def _scroll_to_match(self, match: Match) -> None:
        window = self.scrollable_content_region
        top = match.widget.content_region.y - window.y + round(self.scroll_y)
        line = top + self._matches.line_of(match)
        if not 0 < line - self.scroll_target_y < window.height - 1:
            self.scroll_to(y=line - window.height // 3, animate=False, force=True)

    def on_block_link_clicked(self, event: Block.LinkClicked) -> None:
        """Hand a clicked link on."""
        event.stop()
        if (url := self.link(event.number)) is not None:
            self.post_message(self.LinkChosen(self, url))

    def on_block_paper_clicked(self, event: Block.PaperClicked) -> None:
        """Hand a clicked paper on."""
        event.stop()
        if self._view is not None and event.number <= len(self._view.linked_from):
            self.post_message(self.LinkChosen(self, SCHEME + self._view.linked_from[event.number - 1][0]))

    def on_markdown_link_clicked(self, event: "Markdown.LinkClicked") -> None:
        """Hand a link clicked in the note on; Textual would open whatever stands there."""
        event.stop()
        if self._note is not None:
            self.post_message(self.LinkChosen(self, self._note.address_of(event.href)))

    @property
    def scrolled(self) -> Widget:
        """Itself."""
        return self


def _paint(widget: Static, content: Content) -> None:
    """Show a highlighted text; where it is highlighted changes no size."""
    if isinstance(widget, Block):
        widget.fill(content)
    else:
        widget.update(content, layout=False)
