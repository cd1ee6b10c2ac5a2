"""Verbs that copy and travel in time: copy, undo, redo; and the screen."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from papershelf.cli.naming import named, resolved
from papershelf.cli.opening import open_library
from papershelf.cli.output import put, say
from papershelf.errors import DataError, NothingFoundError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from papershelf.library import Library
    from papershelf.store import Unit

PLAIN_VARIABLE = "PAPERSHELF_PLAIN"
NOT_PLAIN = ("", "0")  # what the variable may be for the screen to stay


def screen(arguments: "argparse.Namespace | None") -> int:
    """`papershelf` alone: the terminal app, or plain mode where that is wished for."""
    if getattr(arguments, "plain", False) or os.environ.get(PLAIN_VARIABLE, "") not in NOT_PLAIN:
        from papershelf.cli.plain import plain

        return plain(arguments)
    if getattr(arguments, "wrap", None) is not None:
        raise UsageError("--wrap belongs to plain mode: papershelf --plain --wrap 72.")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The screen needs a terminal; `papershelf --plain` does not, nor do the verbs: see `papershelf --help`."
        )
    if os.environ.get("TERM") == "dumb":
        raise UsageError("This terminal (TERM=dumb) cannot show the screen; `papershelf --plain` talks in plain lines.")
    gc.disable()  # nothing is garbage before the first paint; after it, the app turns the collector on again
    from papershelf.tui.app import run  # only the screen pays for Textual

    with open_library(arguments) as library:
        return run(library, tutorial=getattr(arguments, "tutorial", False))


def copy(arguments: "argparse.Namespace") -> int:
    """`papershelf copy`."""
    from papershelf.library import PIECES, piece, pieces, template_piece
    from papershelf.tui.system.clipboard import ClipboardLadder, tty_sink  # loads no Textual

    wanted = named(arguments.ids)
    with open_library(arguments) as library:
        entries = [entry for entry in map(library.entry, resolved(library, wanted)) if entry]
        config = library.places.config
    kind = arguments.kind
    if kind not in PIECES:
        chosen = template_piece(entries, kind, config)
    else:
        chosen = piece(entries[0], kind) if len(entries) == 1 else pieces(entries, kind)
    outcome = ClipboardLadder(sink=tty_sink()).copy(chosen.text)
    if outcome.route == "manual":
        put(chosen.text)
        say(f"papershelf: {outcome.words}. Above stands {chosen.words}.")
        return DataError.exit_code
    say(f"papershelf: {chosen.words}: {outcome.words}.")
    return 0


def undo(arguments: "argparse.Namespace") -> int:
    """`papershelf undo`."""
    return _travel(arguments, lambda library: library.undo(arguments.unit), "undo")


def redo(arguments: "argparse.Namespace") -> int:
    """`papershelf redo`."""
    return _travel(arguments, lambda library: library.redo(arguments.unit), "redo")


def _travel(arguments: "argparse.Namespace", step: "Callable[[Library], Unit | None]", verb: str) -> int:
    from papershelf.library import counted, describe

    with open_library(arguments) as library:
        unit = step(library)
    if unit is None:
        raise NothingFoundError(f"There is nothing to {verb}.")
    say(f"papershelf: {describe(unit)}.")
    if unit.left:
        fields = counted(len(unit.left), "field")
        say(f"papershelf: left as it is, because it was changed meanwhile: {fields}.")
    return 0
