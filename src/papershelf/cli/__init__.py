"""The command line: arguments in, data on stdout, talk on stderr, an exit code that means something."""

import os
import sys
from collections.abc import Sequence

from papershelf.errors import PapershelfError

INTERRUPTED = 130


def _run(words: Sequence[str]) -> int:
    from papershelf.cli.arguments import parse_arguments

    arguments = parse_arguments(words)
    return int(arguments.run(arguments))


def _screen() -> int:
    """The everyday start: no word to parse, so the grammar of all verbs is not even loaded."""
    from papershelf.cli.moving import screen

    return screen(None)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb that the arguments name, or the screen when they name none.

    Returns:
        0 done, 1 nothing matched, 2 usage or configuration, 3 data or lock, 130 interrupted.
    """
    from papershelf.cli.output import say  # nothing before the first verb may be slow

    words = sys.argv[1:] if argv is None else argv
    try:
        code = _run(words) if words else _screen()
        sys.stdout.flush()
        return code
    except PapershelfError as error:
        say(f"papershelf: {error.message}")
        return error.exit_code
    except KeyboardInterrupt:
        say("papershelf: interrupted; what was acknowledged is on disk.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe left, as `head` does: no error, but Python would flush once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
