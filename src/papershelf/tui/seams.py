"""The outside world as the screen sees it, in one place so that tests can put another in its stead."""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from papershelf.tui.system.clipboard import Clipboard, ClipboardLadder
from papershelf.tui.system.editor import EditOutcome, edit_text

Suspend = Callable[[], AbstractContextManager[None]]


class EditText(Protocol):
    """Lets the person edit a text in a program of their own."""

    def __call__(self, text: str, *, suspend: Suspend, environ: Mapping[str, str], keep_dir: Path) -> EditOutcome:
        """The text as edited, or what went wrong."""


@dataclass(frozen=True, slots=True)
class Seams:
    """What reaches outside the program.

    Attributes:
        clipboard: Makes the clipboard, given the terminal's own way of copying and whether this is a browser.
        edit: Runs the person's editor.
        environ: The environment that the editor is found in.
    """

    clipboard: Callable[[Callable[[str], None], bool], Clipboard] = lambda sink, is_web: ClipboardLadder(
        sink=sink, is_web=is_web
    )
    edit: EditText = edit_text
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
