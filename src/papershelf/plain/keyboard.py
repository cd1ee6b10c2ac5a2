"""Line editing on a terminal: earlier lines come back, and tab completes; both where the system has readline."""

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from papershelf.errors import PapershelfError
from papershelf.plain.session import Session
from papershelf.plain.table import command_named, names

HISTORY: Final = "plain-history"  # in the cache: it may be thrown away
KEPT: Final = 500


def completions(session: Session, line: str, word: str) -> list[str]:
    """What a word may become: a command at the beginning of a line, later what the command offers.

    Args:
        session: Knows tags, views and formats.
        line: What stands before the word.
        word: Its letters so far.
    """
    before = line.split()
    if not before:
        return sorted(name for name in names() if name.startswith(word.lower()))
    command = command_named(before[0])
    if command is None:
        return []
    try:
        return sorted(offer for offer in command.offers(session) if offer.startswith(word))
    except PapershelfError:  # nothing to offer is no reason to end a line that is being typed
        return []


@contextmanager
def line_editing(session: Session) -> Iterator[Callable[[str], None]]:
    """Within this, lines that are typed can be edited and completed; what it gives makes a line come back."""
    try:
        import readline
    except ImportError:  # Windows
        yield lambda _: None
        return
    folder = session.library.places.cache
    path = folder / HISTORY
    with contextlib.suppress(OSError):
        readline.read_history_file(path)
    readline.set_auto_history(False)  # lines of a note are no commands

    def complete(word: str, state: int) -> str | None:
        line = readline.get_line_buffer()[: readline.get_begidx()]
        found = completions(session, line, word)
        return found[state] + " " if state < len(found) else None

    readline.set_completer_delims(" ")
    readline.set_completer(complete)
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    if not is_libedit:
        readline.parse_and_bind("set enable-bracketed-paste off")  # no sequences: they would be read out
    try:
        yield lambda line: readline.add_history(line) if line.strip() else None
    finally:
        readline.set_completer(None)
        _keep(path)


def _keep(path: Path) -> None:
    """Write the lines that were typed, for the next time, so that only their owner can read them."""
    import readline

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        readline.set_history_length(KEPT)
        readline.write_history_file(path)
