"""The import dialog: a path, completed as in a shell, or the thing itself, pasted."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from papershelf.library import counted
from papershelf.text import safe_line
from papershelf.tui.host import host_of, on_server
from papershelf.tui.path_lines import Folders, Offer, completed, expanded, is_source, meant, paths_in, unquoted
from papershelf.tui.screens.dialog import FormDialog, first_bindings_of

SHOWN = 200  # names offered at once; typing narrows them
WAITING = "waiting"  # the option that opens what waits
TITLE = "Import a file, a folder, or what you paste here"


class Wish(NamedTuple):
    """What a person wants to import.

    Attributes:
        paths: Files and folders.
        text: What was pasted instead.
        is_waiting: Whether they want to go on with what waits instead.
    """

    paths: tuple[str, ...] = ()
    text: str = ""
    is_waiting: bool = False


class PathInput(Input):
    """A line for a path, which passes on what is pasted and no path."""

    class Given(Message):
        """Something was pasted that is more than one path: several, or none."""

        def __init__(self, wish: Wish) -> None:
            """Carry it."""
            super().__init__()
            self.wish = wish

    def _on_paste(self, event: events.Paste) -> None:
        paths = paths_in(event.text)
        if len(paths) == 1:
            self.value = paths[0]  # without the quotes that a terminal puts round a file dragged into it
            self.cursor_position = len(self.value)
        elif paths or is_source(event.text):
            self.post_message(self.Given(Wish(paths) if paths else Wish(text=event.text)))
        else:
            return
        event.stop()
        event.prevent_default()


class ImportScreen(FormDialog[Wish | None]):
    """Asks what to import.

    Args:
        folder: Where to begin: the folder last imported from, or nothing.
        waiting: What waits to be imported, in words, or nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = first_bindings_of("import")
    VERB = "Import"

    def __init__(self, folder: str = "", waiting: str = "") -> None:
        super().__init__()
        self.folder = folder
        self.waiting = waiting
        self.given: Wish | None = None
        self._folders = Folders()
        self._offers: Sequence[Offer] = ()

    def compose(self) -> ComposeResult:
        """A line to type in, what it may go on with."""
        with Vertical(classes="dialog"):
            yield Static(TITLE + on_server(self), classes="dialog-title", markup=False)
            yield PathInput(self.folder, placeholder="path, such as ~/Downloads/papers.txt", id="import-path")
            yield Static(id="import-words", markup=False)
            yield OptionList(id="import-options", markup=False)

    def on_mount(self) -> None:
        """Offer what waits, and what the first folder holds."""
        self.listing.can_focus = False  # the line keeps the keys
        self.query_one(Input).focus()
        self._show_offers()

    @property
    def listing(self) -> OptionList:
        """What is offered."""
        return self.query_one(OptionList)

    def worth_knowing(self) -> Mapping[str, str]:
        """What enter does to what is chosen."""
        if self._highlighted is None:
            return super().worth_knowing()
        is_folder = isinstance(self._highlighted, Offer) and self._highlighted.is_folder
        return {"form.take": "Open" if is_folder or self._highlighted == WAITING else self.VERB, "import.complete": ""}

    def _written(self) -> list[str]:
        return [*super()._written(), *([repr(self.given)] if self.given else [])]

    # Offering

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer names that go on with what is typed; whoever types means no longer what was pasted."""
        if event.value and event.value != self.folder:
            self.given = None
        self._show_offers()

    def _show_offers(self) -> None:
        line = self.query_one(Input).value
        self._offers = self._folders.offers(line) if self.given is None else ()
        is_first = bool(self.waiting) and line == self.folder and self.given is None
        options = [Option(Content(f"what waits: {safe_line(self.waiting)}"), id=WAITING)] if is_first else []
        options += [Option(Content(safe_line(offer.name) or "?")) for offer in self._offers[:SHOWN]]
        if len(self._offers) > SHOWN:
            options.append(Option(Content(f"… {len(self._offers) - SHOWN} more; type to narrow"), disabled=True))
        self.listing.clear_options()
        self.listing.add_options(options)
        self.listing.display = bool(options)
        if is_first:
            self.listing.highlighted = 0
        self._show_words()
        self.refresh_bindings()

    def _show_words(self) -> None:
        words = self.query_one("#import-words", Static)
        words.update(_said(self.given) if self.given else "")
        words.display = self.given is not None

    def on_path_input_given(self, event: PathInput.Given) -> None:
        """Take what was pasted in place of a path."""
        self.given = event.wish
        self.query_one(Input).value = ""
        self._show_offers()

    # Choosing

    @property
    def _highlighted(self) -> Offer | str | None:
        """What the person went to among what is offered."""
        option, place = self.listing.highlighted_option, self.listing.highlighted
        if option is None or place is None or option.disabled:
            return None
        if option.id == WAITING:
            return WAITING
        return self._offers[place - (self.listing.get_option_at_index(0).id == WAITING)]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand over what is meant: what was gone to, what was pasted, or the path."""
        event.stop()
        self._take(self._highlighted, event.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes what is offered."""
        self.listing.highlighted = event.option_index
        self._take(self._highlighted, "")

    def _take(self, chosen: Offer | str | None, line: str) -> None:
        if isinstance(chosen, Offer) and chosen.is_folder:
            self._write(chosen.line)
        elif isinstance(chosen, Offer):
            self.dismiss(Wish((meant(chosen.line),)))
        elif chosen is not None:
            self.dismiss(Wish(is_waiting=True))
        elif self.given is not None:
            self.dismiss(self.given)
        elif line.strip() and line == self.folder:
            host_of(self).say("This is only where the last import came from. Type on, or go to a name.")
        else:
            self.dismiss(Wish((meant(line),)) if line.strip() else None)

    def action_complete(self) -> None:
        """Write what is gone to into the line, or else as much as all names agree in."""
        chosen, line = self._highlighted, self.query_one(Input).value
        self._write(chosen.line if isinstance(chosen, Offer) else completed(line, self._offers))

    def _write(self, line: str) -> None:
        entry = self.query_one(Input)
        entry.value = line
        entry.cursor_position = len(line)

    def action_import_move(self, step: int) -> None:
        """Go through what is offered without leaving the line."""
        if step > 0:
            self.listing.action_cursor_down()
        else:
            self.listing.action_cursor_up()
        self.refresh_bindings()


def _said(wish: Wish) -> str:
    """What was pasted, in words."""
    if wish.paths:
        return f"{len(wish.paths)} files: {', '.join(safe_line(Path(path).name) for path in wish.paths[:5])}"
    from papershelf.importers import sniff

    importer = sniff(wish.text)
    lines = counted(wish.text.count("\n") + (not wish.text.endswith("\n")), "line")
    return f"pasted: {lines}, {importer.label if importer else 'of no format known'}"


def folder_of(path: str) -> str:
    """The folder of a path, as the line of the next import begins: with a slash, and `~` for what is at home."""
    whole = expanded(unquoted(path)) or Path(path)
    folder = str(whole if whole.is_dir() else whole.parent).rstrip("/") + "/"
    home = str(Path.home()).rstrip("/") + "/"
    return "~/" + folder.removeprefix(home) if folder.startswith(home) else folder
