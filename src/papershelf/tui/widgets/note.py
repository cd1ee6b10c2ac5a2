"""A person's note, rendered as Markdown without ever holding the screen up."""

from urllib.parse import unquote

from textual.widgets import Markdown

from papershelf.tui.widgets.note_parser import note_parser


class Note(Markdown):
    """Markdown that is replaced as fast as the person moves, and that opens no link by itself."""

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

    def show(self, note: str) -> None:
        """Show a note: Markdown, made safe."""
        self._wanted = note
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

    def address_of(self, href: str) -> str:
        """The address as it stands in the note: Textual hands it out with its escapes resolved."""
        for token in note_parser().parse(self._shown):
            for child in token.children or ():
                address = child.attrs.get("href") or child.attrs.get("src")
                if isinstance(address, str) and unquote(address) == href:
                    return address
        return href
