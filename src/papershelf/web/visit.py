"""What runs for one visitor: the screen over the library that the server was given, on pipes in place of a terminal."""

import gc
import sys

from papershelf.errors import PapershelfError


def main(data_dir: str) -> int:
    """Run the screen.

    Args:
        data_dir: The library's folder; empty for the usual one.
    """
    gc.disable()  # nothing is garbage before the first paint; after it, the app turns the collector on again
    from papershelf.library import Library
    from papershelf.tui.app import run

    try:
        with Library.open(data_dir or None) as library:
            return run(library)
    except PapershelfError as error:
        sys.stderr.write(f"{error.message}\n")
        return error.exit_code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
