"""Plain mode, put together: the library, standard input and output, and the ways out that the screen has too."""

import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from papershelf.cli.opening import open_library
from papershelf.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from papershelf.plain.outside import Copied, Edited


def plain(arguments: "argparse.Namespace | None") -> int:
    """`papershelf --plain`."""
    if sys.stdin is None:
        raise UsageError("Standard input is closed, so there is nobody to talk with.")
    from papershelf.plain.conversation import converse
    from papershelf.plain.outside import Outside
    from papershelf.plain.talk import is_terminal, system_talk

    with open_library(arguments) as library:
        talk = system_talk(getattr(arguments, "wrap", None))
        return converse(library, talk, Outside(_copy, _browse, _edit), edits_lines=is_terminal())


def _copy(text: str) -> "Copied":
    from papershelf.plain.outside import Copied
    from papershelf.tui.system.clipboard import ClipboardLadder, tty_sink  # loads no Textual; nor do the next two

    outcome = ClipboardLadder(sink=tty_sink()).copy(text)
    return Copied(outcome.route != "manual", outcome.words)


def _browse(url: str) -> str | None:
    import webbrowser

    from papershelf.tui.system.browser import open_url

    return open_url(url, opener=webbrowser.open)


def _edit(text: str, folder: "Path", name: str) -> "Edited":
    from papershelf.plain.outside import Edited
    from papershelf.tui.system.editor import edit_text

    sys.stdout.flush()
    outcome = edit_text(text, suspend=nullcontext, environ=os.environ, keep_dir=folder, name=name)
    return Edited(outcome.text, outcome.problem or "", outcome.left)
