"""Long output on a terminal goes through a pager; one that is missing, fails or is left early is no error."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

USUAL = "less -FRX"  # ends by itself on one screen, lets colours through, leaves the text on the terminal


class _Held(StringIO):
    """What goes to the terminal, held until its length is known."""

    def __init__(self, encoding: str | None) -> None:
        super().__init__()
        self._name = encoding

    @property
    def encoding(self) -> str | None:  # type: ignore[override]  # a text in memory has none; this one has the terminal's
        return self._name

    def isatty(self) -> bool:
        """It goes to one."""
        return True


@contextmanager
def paging() -> Iterator[None]:
    """Within this, standard output is held; at the end it is shown, in a pager if it is longer than the terminal."""
    terminal = sys.stdout
    held = _Held(terminal.encoding)
    sys.stdout = held
    try:
        yield
    finally:
        sys.stdout = terminal
        _show(held.getvalue())


def _show(text: str) -> None:
    command = pager() if is_long(text) else []
    if not (command and _paged(command, text)):
        sys.stdout.write(text)


def pager() -> list[str]:
    """The pager that is wanted, as a command; empty for none."""
    named = next((os.environ[name] for name in ("PAPERSHELF_PAGER", "PAGER") if name in os.environ), USUAL)
    try:
        return shlex.split(named)
    except ValueError:  # an open quote
        return []


def is_long(text: str) -> bool:
    """Whether a text has more rows than the terminal, lines that are folded counted in full."""
    columns, rows = shutil.get_terminal_size()
    return sum(1 + (len(line) - 1) // columns if line else 1 for line in text.splitlines()) >= rows


def _paged(command: list[str], text: str) -> bool:
    """Whether a pager showed the text, or as much as the person wanted of it."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.flush()
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
            assert process.stdin is not None, "it was asked for"
            try:
                process.stdin.write(text.encode(encoding, "replace"))
                process.stdin.close()
            except BrokenPipeError:
                pass  # left before the end
            return _ended(process) == 0
    except OSError:
        return False


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """What the pager ended with; ctrl+c is its own business while it runs."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
