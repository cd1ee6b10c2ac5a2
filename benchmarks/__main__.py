"""`python -m benchmarks`: run every benchmark and write the table of results."""

import platform
from pathlib import Path

from benchmarks import keeping, screen, search
from papershelf import __version__

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    """Measure everything and write `RESULTS.md`."""
    parts = [
        "# What papershelf costs, measured\n",
        f"papershelf {__version__}, Python {platform.python_version()}, {platform.system()}. Made by `make bench`; "
        "read ratios within a table, not single times: machines differ and are noisy.\n",
    ]
    for name, bench in (("Screen", screen), ("Keeping", keeping), ("Search", search)):
        print(f"{name} …", flush=True)
        parts += [f"## {name}\n", *map(str, bench.main())]
    RESULTS.write_text("\n".join(parts), "utf-8")
    print(f"written: {RESULTS}")


if __name__ == "__main__":
    main()
