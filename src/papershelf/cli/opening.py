"""Opening the library for a verb."""

import sys
from typing import TYPE_CHECKING

from papershelf.cli.output import complain, say
from papershelf.errors import DataError, UsageError

if TYPE_CHECKING:
    import argparse

    from papershelf.library import Library


def open_library(arguments: "argparse.Namespace | None", *, tell: bool = True) -> "Library":
    """The library that the arguments mean; damage met on the way is told on stderr, unless the verb does."""
    from papershelf.library import Library  # `--version` and `--help` need none of it

    library = Library.open(
        getattr(arguments, "data_dir", None),
        on_wait=lambda: say("papershelf: another process is writing to the library; waiting for it…"),
    )
    for finding in library.findings if tell else ():
        complain(f"papershelf: {finding.file}: {finding.reason}")
    return library


def read_stdin() -> bytes:
    """Everything on standard input.

    Raises:
        UsageError: Nothing is connected to it.
    """
    if sys.stdin is None:
        raise UsageError("Standard input is closed.")
    return sys.stdin.buffer.read()


def read_text(path: str) -> str:
    """The text of a file, or of standard input for `-`.

    Raises:
        DataError: It cannot be read, or is not UTF-8.
    """
    try:
        if path == "-":
            return read_stdin().decode("utf-8")
        with open(path, encoding="utf-8") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8 and try again.") from None
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}.") from None
