"""A person's note, rendered as Markdown without ever holding the screen up."""

from collections.abc import Iterable
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from textual.message import Message
from textual.widgets import Markdown

from papershelf.text import safe


def note_parser() -> MarkdownIt:
    """Markdown as on GitHub, but HTML is text: Textual would drop it, and the person wrote it."""
    parser = MarkdownIt("gfm-like", {"html": False})
    parser.core.ruler.push("safe", _make_safe)
    return parser


def _make_safe(state: StateCore) -> None:
    """Entities such as `&#x202e;` become dangerous letters only now, after the text was made safe."""
    _make_tokens_safe(state.tokens)


def _make_tokens_safe(tokens: Iterable[Token]) -> None:
    for token in tokens:
        token.content = safe(token.content)
        _make_tokens_safe(token.children or ())


class Note(Markdown):
    """Markdown that is replaced as fast as the person moves, and that opens no link by itself."""

    class Filled(Message):
        """What was asked for is on the screen."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty note."""
        super().__init__(id=id, parser_factory=note_parser, open_links=False)
        self._wanted = ""
        self._shown = ""
        self._filling = False
        self.display = False

    @property
    def settled(self) -> bool:
        """Whether what was asked for is on the screen."""
        return self._wanted == self._shown

    def on_mount(self) -> None:
        """Fill in what was asked for before; only after Textual has filled in its own, empty beginning."""
        self.call_after_refresh(self._fill_in)

    def show(self, note: str, *, fresh: bool) -> None:
        """Show a note; while a note of another paper is being filled in, the old one is not seen.

        Args:
            note: Markdown, made safe.
            fresh: Whether it belongs to another paper than before.
        """
        self._wanted = note
        if fresh and not self.settled:
            self.display = False
        self._fill_in()

    def _fill_in(self) -> None:
        if self.settled:
            self.display = bool(self._shown)
        elif self.is_mounted and not self._filling:
            self._filling = True
            self.run_worker(self._fill(), group="note")

    async def _fill(self) -> None:
        """Render until nothing newer is wanted; what was passed by meanwhile is never rendered."""
        try:
            while not self.settled:
                note = self._wanted
                await self.update(note)
                self._shown = note
        finally:
            self._filling = False
        self.display = bool(self._shown)
        self.post_message(self.Filled())

    def address_of(self, href: str) -> str:
        """The address as it stands in the note: Textual hands it out with its escapes resolved."""
        for token in note_parser().parse(self._shown):
            for child in token.children or ():
                address = child.attrs.get("href") or child.attrs.get("src")
                if isinstance(address, str) and unquote(address) == href:
                    return address
        return href
