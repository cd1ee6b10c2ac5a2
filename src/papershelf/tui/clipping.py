"""Copying a text by the best way there is, off the screen's thread, and saying truthfully which way it went."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from papershelf.errors import PapershelfError
from papershelf.library import Piece, counted
from papershelf.tui.host import host_of, sentence

if TYPE_CHECKING:
    from papershelf.tui.system.clipboard import Outcome


def copy_out(app: App[Any], piece: Piece) -> None:
    """Copy a piece; a clipboard program may take its time, and the screen must not wait for it."""
    app.run_worker(partial(_copy, app, piece), thread=True, group="copy", name="copy")


def copy_made(app: App[Any], make: Callable[[], Piece]) -> None:
    """Copy a piece that takes its time to make, as one of ten thousand papers does."""

    def work() -> None:
        try:
            piece = make()
        except PapershelfError as error:
            say = partial(host_of(app.screen).say, title="Not copied", severity="warning")
            app.call_from_thread(say, error.message)
        else:
            _copy(app, piece)

    app.run_worker(work, thread=True, group="copy", name="copy")


def _copy(app: App[Any], piece: Piece) -> None:
    # Textual's own way, not the app's: that one leads here.
    sink = partial(app.call_from_thread, partial(App.copy_to_clipboard, app))
    outcome = host_of(app.screen).seams.clipboard(sink, app.is_web).copy(piece.text)
    app.call_from_thread(_copied, app, piece, outcome)


def _copied(app: App[Any], piece: Piece, outcome: "Outcome") -> None:
    from papershelf.tui.screens.copy_by_hand import CopyByHandScreen

    host = host_of(app.screen)
    if outcome.route != "manual":
        host.say(f"{sentence(piece.words)}: {outcome.words}.", title="Copy")
        host.heed("copy")
    elif isinstance(app.screen, CopyByHandScreen):  # it stands there selected already
        host.say(f"{sentence(outcome.words)}.", title="Not copied", severity="warning")
    else:
        app.push_screen(CopyByHandScreen(piece, outcome.words))


def selected_text(screen: Screen[Any]) -> str:
    """What the person selected on a screen, by mouse or in a text area; no blanks at the ends of its lines."""
    from textual.widgets import Input, TextArea  # many modules, for which the first paint does not wait

    focused = screen.focused
    text = focused.selected_text if isinstance(focused, TextArea | Input) else ""
    text = text or screen.get_selected_text() or ""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def selection_piece(text: str) -> Piece:
    """A selected text as something to copy."""
    return Piece(text, f"the selection ({counted(len(text), 'letter')})")
