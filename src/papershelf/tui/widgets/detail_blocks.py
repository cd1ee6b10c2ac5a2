"""The pieces of the detail pane, and what each says of a paper."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

from papershelf.tui.widgets.buttons import FirstButton
from papershelf.tui.widgets.cells import clean
from papershelf.tui.widgets.detail_view import DetailView, Marked
from papershelf.tui.widgets.glyphs import Glyphs
from papershelf.tui.widgets.matches import Text

# Component classes, written as styles of content, follow the theme by themselves.
HEAD, MUTED, ACCENT, TAG, RATING = (f".detail--{name}" for name in ("head", "muted", "accent", "tag", "rating"))


class Block(Static, FirstButton, inherit_bindings=False):
    """A piece of the pane that disappears when it has nothing to say."""

    # A block never scrolls, so a new size of its content asks for no second frame, which Textual's default would.
    virtual_size = reactive(Size(0, 0), layout=False, repaint=False)

    class LinkClicked(Message):
        """A link of the list was clicked."""

        def __init__(self, number: int) -> None:
            """Name the link by its number."""
            super().__init__()
            self.number = number

    class PaperClicked(Message):
        """A paper of the list was clicked."""

        def __init__(self, number: int) -> None:
            """Name the paper by its number."""
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

    def action_go(self, number: int) -> None:
        """A paper was clicked."""
        self.post_message(self.PaperClicked(number))


def contents(view: DetailView, glyphs: Glyphs) -> dict[str, Content]:
    """What every block shows that the query does not highlight."""
    return {
        "byline": _lines(Content(line) for line in view.byline),
        "state": _state(view, glyphs),
        "tags": Content(" ").join(
            Content.styled(glyphs.chip(tag), TAG).stylize(Style.from_meta({"@click": f"screen.meet_tag({number})"}))
            for number, tag in enumerate(view.tags)
        ),
        "lists": Content(f"on {' · '.join(view.lists)}") if view.lists else Content(),
        "links": _section("Links", _links(view.links)),
        "problems": _lines(Content(problem) for problem in view.problems),
        "note-head": Content.styled("Note", HEAD) if view.note.strip() else Content(),
        "linked-from": _section("Linked from", _papers(view.linked_from)),
        "seen": _section(
            f"Seen on {view.pages} page{'' if view.pages == 1 else 's'}",
            _lines(Content.styled(line, MUTED) for line in _seen(view)),
        ),
    }


def texts(view: DetailView) -> dict[str, Text]:
    """What every block shows in which the query is found."""
    title = _text([view.title]) if view.title.text else Text(Content("(no title)"), ())
    abstract = _text(view.abstract, Content.styled("Abstract\n", HEAD)) if view.abstract else Text(Content(), ())
    return {"title": title, "abstract": abstract}


def _text(paragraphs: Iterable[Marked], head: Content = Content()) -> Text:  # noqa: B008 - it is never changed
    """Paragraphs with a line between them, below a head, and where the highlights are then."""
    pieces, spans, at = [head.plain], [], len(head.plain)
    for marked in paragraphs:
        if len(pieces) > 1:
            pieces.append("\n\n")
            at += 2
        text, own = clean(marked.text, marked.spans)
        spans += [(start + at, stop + at) for start, stop in own]
        pieces.append(text)
        at += len(text)
    return Text(Content("".join(pieces), list(head.spans)), tuple(spans))


def _seen(view: DetailView) -> Iterable[str]:
    return [*([view.provenance] if view.provenance else []), *view.seen]


def _state(view: DetailView, glyphs: Glyphs) -> Content:
    parts = [Content(f"{glyphs.status[view.status]} {view.status}")]
    if view.starred:
        parts.insert(0, Content.styled(f"{glyphs.star} starred", ACCENT))
    if view.rating is not None:
        parts.append(Content.styled(f"{glyphs.rating(view.rating)} {view.rating} of 5", RATING))
    for when in view.when:
        parts.append(Content.styled(f"{glyphs.when[when.sign]} {when.words}", ACCENT if when.presses else ""))
    return Content("   ").join(parts)


def _lines(lines: Iterable[Content]) -> Content:
    return Content("\n").join(lines)


def _section(head: str, body: Content) -> Content:
    if not body.plain:
        return Content()
    return _lines([Content.styled(head, HEAD), body])


def _papers(papers: tuple[tuple[str, str], ...]) -> Content:
    """One line for a paper: its title to click."""
    return _lines(
        Content(title).stylize(Style.from_meta({"@click": f"go({number})"}))
        for number, (_, title) in enumerate(papers, 1)
    )


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
