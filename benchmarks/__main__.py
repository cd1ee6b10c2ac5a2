"""`python -m benchmarks [NAME…]`: run every benchmark, or the named ones, and write their part of the results."""

import platform
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import doors, exporting, gestures, importing, keeping, liking, scale, screen, search
from benchmarks.report import Table
from papershelf import __version__

RESULTS = Path(__file__).parent / "RESULTS.md"
PARTS: dict[str, Callable[[], Sequence[Table]]] = {
    "Screen": screen.main,
    "Doors": doors.main,
    "Gestures": gestures.main,
    "Keeping": keeping.main,
    "Importing": importing.main,
    "Exporting": exporting.main,
    "Search": search.main,
    "Liking": liking.main,
    "Scale": scale.main,
}


def parts_of(text: str) -> dict[str, str]:
    """What stands under each head of the results."""
    pieces = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def main(names: Sequence[str] = ()) -> None:
    """Measure, and write `RESULTS.md`; parts that were not asked for stay as they were measured."""
    known = parts_of(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name, measure in PARTS.items():
        if not names or name.casefold() in {each.casefold() for each in names}:
            print(f"{name} …", flush=True)
            known[name] = "\n" + "\n".join(map(str, measure())) + "\n"
    head = (
        "# What papershelf costs, measured\n\n"
        f"papershelf {__version__}, Python {platform.python_version()}, {platform.system()}. Made by `make bench`; "
        "read ratios within a table, not single times: machines differ and are noisy.\n\n"
    )
    RESULTS.write_text(head + "".join(f"## {name}\n{known[name]}" for name in PARTS if name in known), "utf-8")
    print(f"written: {RESULTS}")


if __name__ == "__main__":
    main(sys.argv[1:])
