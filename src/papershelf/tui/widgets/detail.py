"""The detail pane: everything about one paper, filled in place while the cursor moves."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

from papershelf.tui.bindings import bindings_of
from papershelf.tui.widgets.cells import clean
from papershelf.tui.widgets.detail_view import DetailView, Marked, detail_view
from papershelf.tui.widgets.frames import Pane
from papershelf.tui.widgets.glyphs import glyphs_of

if TYPE_CHECKING:
    from textual.widgets import Markdown

    from papershelf.tui.widgets.note import Note

__all__ = ["Detail", "DetailView", "detail_view"]

# Component classes, written as styles of content, follow the theme by themselves.
HEAD, MUTED, ACCENT, TAG, RATING, HIT = (
    f".detail--{name}" for name in ("head", "muted", "accent", "tag", "rating", "hit")
)


class Block(Static, inherit_bindings=False):
    """A piece of the pane that disappears when it has nothing to say."""

    # A block never scrolls, so a new size of its content asks for no second frame, which Textual's default would.
    virtual_size = reactive(Size(0, 0), layout=False, repaint=False)

    class LinkClicked(Message):
        """A link of the list was clicked."""

        def __init__(self, number: int) -> None:
            """Name the link by its number."""
            super().__init__()
            self.number = number

    def __init__(self, name: str) -> None:
        """Make an empty block."""
        super().__init__(Content(), markup=False, classes=f"detail--{name}")
        self._now: object = None
        self.display = False

    def fill(self, content: Content) -> None:
        """Show something else, if it is something else."""
        now = (content.plain, tuple(content.spans))
        if now != self._now:
            self._now = now
            self.update(content)
            self.display = bool(content.plain)

    def action_follow(self, number: int) -> None:
        """A number was clicked."""
        self.post_message(self.LinkClicked(number))


class Detail(Pane, can_focus=True, inherit_bindings=False):
    """One paper: title, state, tags, links, abstract, note, and where it was seen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("move")]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail--head",
        "detail--muted",
        "detail--accent",
        "detail--tag",
        "detail--rating",
        "detail--hit",
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
        &:focus { background-tint: $foreground 3%; }
        & > * { max-width: 96; width: 1fr; }
        & > .detail--title { text-style: bold; margin: 0 0 1 0; }
        & > .detail--links {
            link-color: $foreground 80%;
            link-style: none;
            link-color-hover: $text-accent;
            link-background-hover: transparent;
            link-style-hover: underline;
        }
        & > .detail--byline { color: $text-muted; margin: 0 0 1 0; }
        & > .detail--tags { margin: 1 0 0 0; }
        & > .detail--links, & > .detail--abstract, & > .detail--seen { margin: 1 0 0 0; }
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

    BLOCKS = ("title", "byline", "state", "tags", "links", "problems", "abstract", "note-head")

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
        self._blocks = {name: Block(name) for name in (*self.BLOCKS, "seen", "empty")}
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
        content = self._contents(view) if view else {"empty": Content(self._empty_text)}
        for name, block in self._blocks.items():
            block.fill(content.get(name, Content()))
        self._show_note(view.note if view else "", fresh=fresh)

    def _show_note(self, note: str, *, fresh: bool) -> None:
        if self._note is None:
            if not note.strip() or not self.is_attached:
                return
            from papershelf.tui.widgets.note import Note

            self._note = Note()
            self.mount(self._note, before=self._blocks["seen"])
        self._note.show(note, fresh=fresh)

    def _contents(self, view: DetailView) -> dict[str, Content]:
        """What every block shows."""
        return {
            "title": _highlighted(view.title) or Content("(no title)"),
            "byline": _lines(Content(line) for line in view.byline),
            "state": self._state(view),
            "tags": Content(" ").join(Content.styled(glyphs_of(self).chip(tag), TAG) for tag in view.tags),
            "links": _section("Links", _links(view.links)),
            "problems": _lines(Content(problem) for problem in view.problems),
            "abstract": _section("Abstract", Content("\n\n").join(map(_highlighted, view.abstract))),
            "note-head": Content.styled("Note", HEAD) if view.note.strip() else Content(),
            "seen": _section(f"Seen {len(view.seen)}×", _lines(Content.styled(line, MUTED) for line in view.seen)),
        }

    def _state(self, view: DetailView) -> Content:
        glyphs = glyphs_of(self)
        parts = [Content(f"{glyphs.status[view.status]} {view.status}")]
        if view.starred:
            parts.insert(0, Content.styled(f"{glyphs.star} starred", ACCENT))
        if view.rating is not None:
            parts.append(Content.styled(f"{glyphs.rating(view.rating)} {view.rating} of 5", RATING))
        return Content("   ").join(parts)

    def on_block_link_clicked(self, event: Block.LinkClicked) -> None:
        """Hand a clicked link on."""
        event.stop()
        if (url := self.link(event.number)) is not None:
            self.post_message(self.LinkChosen(self, url))

    def on_markdown_link_clicked(self, event: "Markdown.LinkClicked") -> None:
        """Hand a link clicked in the note on; Textual would open whatever stands there."""
        event.stop()
        if self._note is not None:
            self.post_message(self.LinkChosen(self, self._note.address_of(event.href)))

    # Actions of the registry's `move.*` commands

    def _scroll(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_target_y + lines, animate=False)

    def action_move(self, delta: int) -> None:
        """Scroll by lines."""
        self._scroll(delta)

    def action_half_page(self, direction: int) -> None:
        """Scroll by half a window."""
        self._scroll(direction * max(1, self.scrollable_content_region.height // 2))

    def action_page(self, direction: int) -> None:
        """Scroll by a window, less one line to keep one's place."""
        self._scroll(direction * max(1, self.scrollable_content_region.height - 1))

    def action_jump(self, where: str) -> None:
        """Go to the beginning or the end."""
        self.scroll_to(y=0 if where == "top" else self.max_scroll_y, animate=False)


def _highlighted(marked: Marked) -> Content:
    text, spans = clean(marked.text, marked.spans)
    content = Content(text)
    for start, stop in spans:
        content = content.stylize(HIT, start, stop)
    return content


def _lines(lines: Iterable[Content]) -> Content:
    return Content("\n").join(lines)


def _section(head: str, body: Content) -> Content:
    if not body.plain:
        return Content()
    return _lines([Content.styled(head, HEAD), body])


def _links(links: tuple[tuple[str, str], ...]) -> Content:
    """One line for a link: its number, what it leads to, its address to click."""
    digits = len(str(len(links)))
    widest = max((cell_len(label) for label, _ in links), default=0)
    lines = []
    for number, (label, url) in enumerate(links, 1):
        # Only our own number goes into the action, never text from outside.
        follow = Style.from_meta({"@click": f"follow({number})"})
        lines.append(
            Content.assemble(
                (f"{number:>{digits}}", ACCENT),
                f" {label}{' ' * (widest - cell_len(label))}  ",
                Content(url).stylize(follow),
            )
        )
    return _lines(lines)
