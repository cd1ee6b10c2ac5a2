"""The two ends of the conversation: lines said to the person, and lines that they type."""

import shutil
import sys
from collections.abc import Callable
from typing import Final

from papershelf.plain.speech import LEAST_WIDTH, encodable, spoken, wrapped

PIPE_WIDTH: Final = 80  # columns where no terminal says how many it has

Read = Callable[[str], str]


class Talk:
    """Says lines and asks for lines.

    Args:
        read: Shows a prompt and gives the line typed; raises `EOFError` where there is no more.
        write: Takes text to be shown, line ends included.
        width: Columns to wrap at; 0 for not at all.
        encoding: What the other side can show.

    Attributes:
        width: As above; may be set.
    """

    def __init__(
        self, read: Read, write: Callable[[str], object], *, width: int = PIPE_WIDTH, encoding: str = "utf-8"
    ) -> None:
        self._read = read
        self._write = write
        self._encoding = encoding
        self.width = width

    def say(self, *texts: str) -> None:
        """Say texts, each from a line of its own on; whatever is in them does no harm."""
        for text in texts:
            for line in wrapped(spoken(text), self.width):
                self._write(encodable(line, self._encoding) + "\n")

    def ask(self, prompt: str) -> str:
        """The line that the person types after a prompt, as typed.

        Raises:
            EOFError: There is no more.
            KeyboardInterrupt: They pressed ctrl+c.
        """
        return self._read(encodable(spoken(prompt), self._encoding) + " ").rstrip("\r\n")


def system_talk(width: int | None = None) -> Talk:
    """The conversation through standard input and output.

    Args:
        width: Columns to wrap at, 0 for not at all; as wide as the terminal if left out.
    """
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a broken byte shall not end the conversation
    if width is None:
        width = max(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, LEAST_WIDTH)
    return Talk(_typed if is_terminal() else _piped, sys.stdout.write, width=width, encoding=sys.stdout.encoding)


def is_terminal() -> bool:
    """Whether a person types on a terminal, and sees there what is said."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _typed(prompt: str) -> str:
    """A line from a terminal, with line editing where there is any."""
    sys.stdout.flush()
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")
        raise


def _piped(prompt: str) -> str:
    """A line from a pipe or file; it is shown after its prompt, so that the output reads as a conversation."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    sys.stdout.write(encodable(spoken(line).rstrip("\n"), sys.stdout.encoding) + "\n")
    if not line:
        raise EOFError
    return line
