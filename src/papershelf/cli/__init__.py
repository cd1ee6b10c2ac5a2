"""The command line: arguments in, data on stdout, talk on stderr, an exit code that means something."""

import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130
UNUSABLE = 3


def _run(words: Sequence[str]) -> int:
    from papershelf.cli.arguments import parse_arguments
    from papershelf.cli.output import manner
    from papershelf.cli.verbs import PAGED

    manner.follow(None)  # a complaint about the arguments is told in the usual manner
    try:
        arguments = parse_arguments(words)
    except SystemExit:
        sys.stdout.flush()  # a help that nobody reads to its end is no error either
        raise
    manner.follow(arguments)
    if arguments.verb in PAGED and sys.stdout.isatty() and not hasattr(arguments, "no_pager"):
        from papershelf.cli.paging import paging

        with paging():
            return int(arguments.run(arguments))
    return int(arguments.run(arguments))


def _screen() -> int:
    """The everyday start: no word to parse, so the grammar of all verbs is not even loaded."""
    from papershelf.cli.moving import screen

    return screen(None)


def _start(words: Sequence[str]) -> int:
    """The ways to start, the quick ones first: they load next to nothing."""
    if list(words) == ["--version"]:
        from papershelf import __version__

        sys.stdout.write(f"papershelf {__version__}\n")
        return 0
    if list(words[:1]) == ["complete"]:  # its words are those of another line, whose options are none of its own
        from papershelf.cli.scripting import complete

        return complete(words[1:])
    return _run(words) if words else _screen()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb that the arguments name, or the screen when they name none.

    Returns:
        0 done, 1 nothing matched, 2 usage or configuration, 3 data or lock, 130 interrupted.
    """
    from papershelf.errors import PapershelfError

    _open_streams()
    try:
        code = _start(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return code
    except PapershelfError as error:
        return _complained(error.message, error.exit_code)
    except KeyboardInterrupt:
        return _complained("interrupted; what was acknowledged is on disk.", INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe left, as `head` does: no error, but Python would flush once more at exit.
        _silence()
        return 0
    except OSError as error:  # the disk under a pipe is full, a folder may not be written: no bug, so no traceback
        _silence()
        where = f"{error.filename}: " if error.filename else ""
        return _complained(f"{where}{error.strerror or error}.", UNUSABLE)


def _complained(words: str, code: int) -> int:
    from papershelf.cli.output import complain
    from papershelf.text import safe_line

    complain(f"papershelf: {safe_line(words)}")
    return code


def _open_streams() -> None:
    """Put something where a standard stream is closed, as in `papershelf list >&-`."""
    for name, mode in (("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # open until the end


def _silence() -> None:
    """Let what is still to be written to standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
