"""Copying by the best way there is, and saying truthfully which way it went."""

import base64
import contextlib
import importlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, cast

from papershelf.text import safe

Route = Literal["clipboard", "tmux", "terminal", "manual"]
Sink = Callable[[str], object]

OSC52_LIMIT = 74_994
"""Base64 bytes that terminals are known to take in one OSC 52; some cut or drop what is longer."""
WEB_LIMIT = 9_000_000
"""The same for the terminal in the page that `papershelf serve` shows, which takes ten million at most."""
PATIENCE = 2.0
"""Seconds that an outside program may take: `xclip` hangs on a display that no longer answers."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a copy went.

    Attributes:
        route: The way the text took; `manual` means that the person has to select it themselves.
        confirmed: Whether the text was read back from where `words` says it is.
        words: What to tell the person, without a full stop; it never claims more than is known.
    """

    route: Route
    confirmed: bool
    words: str


class Clipboard(Protocol):
    """Whatever text can be copied to."""

    def copy(self, text: str) -> Outcome:
        """Copy a text, never raising."""


class Board(Protocol):
    """The part of pyperclip that is used."""

    def copy(self, text: str) -> object:
        """Put a text on the clipboard."""

    def paste(self) -> str:
        """What is on the clipboard."""


@dataclass(frozen=True)
class ClipboardLadder:
    """The system's clipboard, then tmux, then OSC 52 through the terminal, then the person's own hand.

    Attributes:
        sink: Sends a text by OSC 52 (Textual's `app.copy_to_clipboard`, or `tty_sink()`); None: no terminal.
        is_web: Whether the screen is in a browser elsewhere: then this machine's clipboard is the wrong one.
        environ: The environment to judge by.
        platform: `sys.platform`, for tests.
        board: Stands in for pyperclip in tests.
        run: Stands in for `subprocess.run` in tests.
    """

    sink: Sink | None = None
    is_web: bool = False
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    platform: str = sys.platform
    board: Board | None = None
    run: Callable[..., Any] = subprocess.run

    def copy(self, text: str) -> Outcome:
        """Copy a text by the first rung that holds; never raises."""
        text = safe(text)
        if not text:
            return Outcome("manual", False, "nothing to copy")
        if self._by_system(text):
            return Outcome("clipboard", True, "copied to the clipboard")
        if self._by_tmux(text):
            return Outcome("tmux", True, "copied to the tmux buffer and sent to the terminal")
        if self._by_terminal(text):
            where = "browser" if self.is_web else "terminal"
            return Outcome("terminal", False, f"sent to the {where}, which does not say whether it took it")
        return Outcome("manual", False, "no clipboard within reach; select the text yourself")

    def _has_local_clipboard(self) -> bool:
        """Whether the clipboard of this machine is also the one under the person's hands."""
        if self.is_web or self.environ.get("SSH_CONNECTION") or self.environ.get("SSH_TTY"):
            return False
        if self.platform in {"darwin", "win32", "cygwin"}:
            return True
        return any(self.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))

    def _by_system(self, text: str) -> bool:
        return self._has_local_clipboard() and _within(PATIENCE, lambda: self._copy_and_read_back(text))

    def _copy_and_read_back(self, text: str) -> bool:
        # Loaded late, since only who copies should pay for it, and by name, since it has no types.
        board = self.board or cast(Board, importlib.import_module("pyperclip"))
        board.copy(text)
        # Windows hands line ends back as CR LF.
        return board.paste().replace("\r\n", "\n") == text

    def _by_tmux(self, text: str) -> bool:
        """`-w` also hands the text to the outer terminal; tmux before 3.2 lacks it and fails, as is right."""
        if self.is_web or not self.environ.get("TMUX"):
            return False
        data = text.encode()
        with contextlib.suppress(Exception):
            options: dict[str, Any] = {"capture_output": True, "timeout": PATIENCE, "check": True}
            self.run(["tmux", "load-buffer", "-w", "-"], input=data, **options)
            return bool(self.run(["tmux", "save-buffer", "-"], **options).stdout == data)
        return False

    def _by_terminal(self, text: str) -> bool:
        limit = WEB_LIMIT if self.is_web else OSC52_LIMIT
        if self.sink is None or not self._takes_osc52() or len(base64.b64encode(text.encode())) > limit:
            return False
        with contextlib.suppress(Exception):
            self.sink(text)
            return True
        return False

    def _takes_osc52(self) -> bool:
        """Whether nothing is known against it; GNU screen (STY) keeps the sequence to itself."""
        if self.is_web:
            return True
        refuses = self.environ.get("TERM_PROGRAM") == "Apple_Terminal" or bool(self.environ.get("STY"))
        return not refuses and self.environ.get("TERM", "") not in {"linux", "dumb"}


def tty_sink(path: str = "/dev/tty") -> Sink | None:
    """An OSC 52 sink for a program without Textual: it writes to the terminal, wherever stdout goes."""
    try:
        with open(path, "wb"):
            pass
    except OSError:
        return None

    def send(text: str) -> None:
        with open(path, "wb", buffering=0) as terminal:
            terminal.write(b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\x07")

    return send


def _within(seconds: float, work: Callable[[], bool]) -> bool:
    """Whether the work says yes in time; an exception or a hang is a no."""
    answers: list[bool] = []

    def attempt() -> None:
        with contextlib.suppress(Exception):
            answers.append(work())

    thread = threading.Thread(target=attempt, name="papershelf-clipboard", daemon=True)
    thread.start()
    thread.join(seconds)
    return answers == [True]
