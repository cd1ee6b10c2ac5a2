"""The outside world as the screen sees it, in one place so that tests can put another in its stead."""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from papershelf.tui.system.clipboard import Clipboard
    from papershelf.tui.system.editor import EditOutcome

Suspend = Callable[[], AbstractContextManager[None]]
Sink = Callable[[str], None]


class EditText(Protocol):
    """Lets the person edit a text in a program of their own."""

    def __call__(
        self, text: str, *, suspend: Suspend, environ: Mapping[str, str], keep_dir: Path, name: str
    ) -> "EditOutcome":
        """The text as edited, or what went wrong."""


def system_clipboard(sink: Sink, is_web: bool) -> "Clipboard":
    """The best way of copying there is here."""
    from papershelf.tui.system.clipboard import ClipboardLadder

    return ClipboardLadder(sink=sink, is_web=is_web)


def system_edit(text: str, *, suspend: Suspend, environ: Mapping[str, str], keep_dir: Path, name: str) -> "EditOutcome":
    """The program that `$VISUAL` or `$EDITOR` names."""
    from papershelf.tui.system.editor import edit_text

    return edit_text(text, suspend=suspend, environ=environ, keep_dir=keep_dir, name=name)


class Seams(NamedTuple):
    """What reaches outside the program.

    Attributes:
        clipboard: Makes the clipboard, given the terminal's own way of copying and whether this is a browser.
        edit: Runs the person's editor.
        environ: The environment that the editor is found in.
    """

    clipboard: "Callable[[Sink, bool], Clipboard]" = system_clipboard
    edit: EditText = system_edit
    environ: Mapping[str, str] = os.environ
