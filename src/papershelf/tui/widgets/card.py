"""One paper as triage and review show it: its title, who and when in two lines, its abstract to scroll through."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content, Span
from textual.widget import Widget
from textual.widgets import Static

from papershelf.text import safe, safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.widgets.cells import cut
from papershelf.tui.widgets.frames import Pane
from papershelf.tui.widgets.scrolling import Scrolling

Liked = Callable[[str], Sequence[tuple[int, int]]]
TITLE_LINES = 3
LINE_LETTERS = 1_000  # of a line, which is cut where the card ends
TITLE_LETTERS = 2_000  # of a title more never fits into its lines
BODY_LETTERS = 60_000  # of a text that is shown; the reader shows all
LIKED_LETTERS = 20_000  # that are looked through for telling words
LIKED = "bold underline $text-accent"


class CardView(NamedTuple):
    """What a card shows; every text may be foreign.

    Attributes:
        key: What it is of: another one is shown from its top.
        title: At most three lines of it are shown.
        lines: One line each, cut where the card ends; the first of them may say why it is here.
        body: What is scrolled through.
        after: What stands below that: a head and its text, each.
    """

    key: str
    title: str
    lines: tuple[str, ...] = ()
    body: str = ""
    after: tuple[tuple[str, str], ...] = ()


class CardBody(Scrolling, Pane, can_focus=True, inherit_bindings=False):
    """The part that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("move")]

    @property
    def scrolled(self) -> Widget:
        """Itself."""
        return self


class Card(Vertical):
    """Shows one paper after the other, in place.

    Args:
        liked: Gives the words to light up, in half-open ranges of letters.
    """

    DEFAULT_CSS = """
    Card {
        background: $surface;
        color: $text;
        padding: 0 0 0 1;
        & > #card-title { height: auto; max-height: 3; text-style: bold; }
        & > #card-lines { height: auto; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
        & > #card-body { height: 1fr; scrollbar-color: $foreground 20%; scrollbar-color-hover: $foreground 40%; }
        & #card-text { width: 1fr; height: auto; }
    }
    """

    def __init__(self, liked: Liked, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._liked = liked
        self._view = CardView("", "")
        self._shown: tuple[CardView, int] | None = None

    def compose(self) -> ComposeResult:
        """Title, lines, what scrolls."""
        yield Static(id="card-title", markup=False)
        yield Static(id="card-lines", markup=False)
        with CardBody(id="card-body"):
            yield Static(id="card-text", markup=False)

    @property
    def body(self) -> CardBody:
        """What scrolls."""
        return self.query_one(CardBody)

    def show(self, view: CardView) -> None:
        """Show something else; the same paper keeps its place."""
        is_fresh, self._view = view.key != self._view.key, view
        self._fill()
        if is_fresh and self.is_mounted:
            self.body.scroll_to(y=0, animate=False, force=True)

    def on_resize(self) -> None:
        """In another width lines are cut elsewhere."""
        self._fill()

    def settings_changed(self) -> None:
        """Show it anew: signs and highlights may be other ones."""
        self._shown = None
        self._fill()

    def _fill(self) -> None:
        width = self.content_size.width - 1
        if not self.is_mounted or (self._view, width) == self._shown:
            return
        view, self._shown = self._view, (self._view, width)
        self.query_one("#card-title", Static).update(self._title(view.title, width))
        lines = Content("\n").join(Content(safe_line(line[:LINE_LETTERS])) for line in view.lines if line)
        self.query_one("#card-lines", Static).update(lines)
        self.query_one("#card-lines").display = bool(lines.plain)
        self.query_one("#card-text", Static).update(self._body(view))

    def _title(self, title: str, width: int) -> Content:
        """As much of the title as three lines hold; before the width is known, as it is."""
        if width < 1:
            return self._lit(safe_line(title[:TITLE_LETTERS]) or "(no title)")
        whole = self._lit(cut(safe_line(title[:TITLE_LETTERS]) or "(no title)", TITLE_LINES * width))
        wrapped = whole.wrap(width)
        if len(wrapped) <= TITLE_LINES:
            return whole  # it is wrapped where it stands, so that a resize needs no second look
        third = wrapped[TITLE_LINES - 1]
        last = cut(third.plain, width - 1, "").rstrip() + "…"
        spans = [Span(start, min(end, len(last)), style) for start, end, style in third.spans if start < len(last)]
        return Content("\n").join([*wrapped[: TITLE_LINES - 1], Content(last, spans)])

    def _body(self, view: CardView) -> Content:
        pieces = [self._lit(_paragraphs(view.body))] if view.body.strip() else []
        pieces += [Content.assemble((f"{head}\n", "bold"), Content(_paragraphs(text))) for head, text in view.after]
        return Content("\n\n").join(pieces)

    def _lit(self, text: str) -> Content:
        """A text with its telling words lit up; what cannot be where it is said to be, is not."""
        found = self._liked(text[:LIKED_LETTERS])
        return Content(text, [Span(start, end, LIKED) for start, end in found if 0 <= start < end <= len(text)])


def _paragraphs(text: str) -> str:
    """A foreign text of several lines, its beginning where it is very long."""
    shown = safe(text[:BODY_LETTERS])
    return shown + (" …" if len(text) > BODY_LETTERS else "")
