"""The detail pane: everything about one paper, painted by the line, so that another paper changes no size."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from papershelf.tui.bindings import bindings_of
from papershelf.tui.widgets.buttons import FirstButton
from papershelf.tui.widgets.detail_blocks import flows_of
from papershelf.tui.widgets.detail_view import DetailView
from papershelf.tui.widgets.flow import Flow
from papershelf.tui.widgets.flow_view import FlowView
from papershelf.tui.widgets.glyphs import glyphs_of
from papershelf.tui.widgets.matches import Match, Matches, Place, Text
from papershelf.tui.widgets.scrolling import Scrolling
from papershelf.tui.words import SCHEME

UNSEEN = 80  # cells that are taken for the width of a pane without one


class Detail(Scrolling, FlowView, FirstButton, can_focus=True, inherit_bindings=False):
    """One paper: title, state, tags, links, abstract, note, and where it was seen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("move")]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail--title",
        "detail--byline",
        "detail--problems",
        "detail--empty",
        "detail--head",
        "detail--muted",
        "detail--accent",
        "detail--tag",
        "detail--rating",
        "detail--hit",
        "detail--here",
        "detail--note",
        "detail--bullet",
        "detail--code",
        "detail--inline",
        "detail--link",
        "detail--rule",
        "detail--quote",
    }

    DEFAULT_CSS = """
    Detail {
        background: $surface;
        color: $text;
        padding: 0 1 0 2;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-background: transparent;
        scrollbar-background-hover: transparent;
        scrollbar-background-active: transparent;
        link-color: $foreground 80%;
        link-style: none;
        link-color-hover: $text-accent;
        link-background-hover: transparent;
        link-style-hover: underline;
        & > .detail--title { text-style: bold; }
        & > .detail--byline { color: $text-muted; }
        & > .detail--problems { color: $text-warning; }
        & > .detail--empty { color: $text-muted; }
        & > .detail--head { color: $foreground 80%; text-style: bold; }
        & > .detail--muted { color: $foreground 75%; }
        & > .detail--accent { color: $text-accent; }
        & > .detail--tag { color: $foreground; background: $foreground 8%; }
        & > .detail--rating { color: $foreground 85%; }
        & > .detail--hit { color: $text-accent; text-style: bold underline; }
        & > .detail--here { color: $text-accent; text-style: bold; }
        & > .detail--note { color: $foreground; }
        & > .detail--bullet { color: $text-primary; }
        & > .detail--code { color: $foreground; background: $foreground 5%; }
        & > .detail--inline { color: $foreground; background: $foreground 10%; }
        & > .detail--link { text-style: underline; }
        & > .detail--rule { color: $foreground 40%; }
        & > .detail--quote { color: $foreground 50%; }
        &:focus {
            background-tint: $foreground 3%;
            scrollbar-background: $foreground 3%;
            scrollbar-background-hover: $foreground 3%;
            scrollbar-background-active: $foreground 3%;
        }
    }
    """

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
        super().__init__(id=id, classes=classes)
        self._empty_text = empty_text
        self._view: DetailView | None = None
        self._matches = Matches()
        self._is_searched = False  # whether the matches are those of what is shown
        self._places: list[Place] = []  # of each text
        self._bare: list[Flow] = []  # the texts without highlights
        self._addresses: Sequence[str] = ()  # of the links in the note

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
        if fresh:
            self._matches.leave()
            self._select_nothing()
        self.lay_out()
        if fresh and self.is_mounted:
            self.scroll_to(y=0, animate=False, force=True)

    def lay_out(self) -> None:
        """Show the texts as they are now; a pane that nobody sees is not even searched for matches."""
        self._is_searched = False
        super().lay_out()

    def _select_nothing(self) -> None:
        """A selection is of letters by their place, and another paper has others there."""
        if self.is_attached and self in (selections := self.screen.selections):
            self.screen.selections = {widget: each for widget, each in selections.items() if widget is not self}

    def settings_changed(self) -> None:
        """Show the paper with the signs that are wanted now."""
        self.lay_out()

    def link(self, number: int) -> str | None:
        """The address of the link with a number, the first being 1."""
        links = self._view.links if self._view else ()
        return links[number - 1][1] if 1 <= number <= len(links) else None

    def flows(self, width: int) -> Sequence[Flow]:
        """The texts of the paper, with what answers the query lit up."""
        view, note = self._view, list[Flow]()
        self._is_searched = True
        if view is None:
            self._matches.take({})
            self._places, self._bare = [], []
            look = "detail--empty"
            return [Flow("empty", Content()), Flow("empty", Content(self._empty_text), look, way="centre")]
        self._addresses = ()
        if view.note.strip():
            from papershelf.tui.widgets.note_flow import note_flows  # most papers have none, and Markdown takes a while

            note, self._addresses = note_flows(view.note, width)
        pairs = list(flows_of(view, glyphs_of(self), note))
        self._bare, self._places = [flow for flow, _ in pairs], []
        texts: dict[Place, Text] = {}
        known: dict[str, int] = {}
        for flow, spans in pairs:
            place = (flow.name, known.get(flow.name, 0))
            known[flow.name] = place[1] + 1
            self._places.append(place)
            if spans:
                texts[place] = Text(flow.content.plain, spans)
        self._matches.take(texts)
        return self._lit()

    def _lit(self) -> list[Flow]:
        lit = []
        for flow, place in zip(self._bare, self._places, strict=True):
            hits = self._matches.lit(place)
            content = Content(flow.content.plain, [*flow.content.spans, *hits])
            lit.append(flow._replace(content=content) if hits else flow)
        return lit

    # Matches

    @property
    def _found(self) -> Matches:
        """The matches, also where nothing is laid out because nobody sees the pane."""
        if not self._is_searched:
            self.flows(UNSEEN)
        return self._matches

    @property
    def match_words(self) -> str:
        """Where the person stands among the matches; nothing without any."""
        return self._found.words

    @property
    def is_at_match(self) -> bool:
        """Whether the person went to a match."""
        return self._matches.is_at_one

    def step_match(self, delta: int) -> str:
        """Go to the next match or the one before, and bring it into view.

        Returns:
            What to say: that there is none, or that it went past an end; mostly nothing.
        """
        step = self._found.step(delta)
        if step is None:
            return "Nothing in this paper matches a query."
        match, went_round = step
        if self.page.tops:
            self.recolour(self._lit())
            self._scroll_to_match(match)
        return "" if not went_round else "Round to the first match." if delta > 0 else "Round to the last match."

    def _scroll_to_match(self, match: Match) -> None:
        height = self.scrollable_content_region.height
        line = self.page.line_of(self._places.index(match.place), match.start)
        if not 0 < line - self.scroll_target_y < height - 1:
            self.scroll_to(y=line - height // 3, animate=False, force=True)

    # What is clicked

    def action_follow(self, number: int) -> None:
        """The address of a link was clicked."""
        if (url := self.link(number)) is not None:
            self.post_message(self.LinkChosen(self, url))

    def action_go(self, number: int) -> None:
        """A paper was clicked whose note links here."""
        if self._view is not None and 1 <= number <= len(self._view.linked_from):
            self.post_message(self.LinkChosen(self, SCHEME + self._view.linked_from[number - 1][0]))

    def action_note_link(self, number: int) -> None:
        """A link in the note was clicked."""
        if 0 <= number < len(self._addresses):
            self.post_message(self.LinkChosen(self, self._addresses[number]))

    @property
    def scrolled(self) -> Widget:
        """Itself."""
        return self
