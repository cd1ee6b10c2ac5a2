"""`RESULTS.md`: a part for each benchmark, which says by which command it was made and what that run left out."""

import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.report import LEFT_OUT, Table
from papershelf import __version__

RESULTS = Path(__file__).parent / "RESULTS.md"
ORDER = ("Screen", "Doors", "Gestures", "Keeping", "Importing", "Exporting", "Search", "Liking", "Scale")
"""The parts as they stand one below the other."""


class FullerError(Exception):
    """What would be replaced holds more."""


def parts_of(text: str) -> dict[str, str]:
    """What stands under each head of the results."""
    pieces = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def left_out_of(part: str) -> set[str]:
    """What a part says that it left out."""
    _, _, table = part.partition(f"### {LEFT_OUT}\n")
    rows = re.findall(r"^\| (.+?) \|", table.partition("\n### ")[0], re.MULTILINE)
    return set(rows[2:])  # after the head and the line below it


def missed(name: str, leaving_out: Iterable[str], results: Path = RESULTS) -> list[str]:
    """What stands in the results and would be lost with a run that leaves some things out.

    Args:
        name: The part.
        leaving_out: Things, each like "100,000 papers" or "fzf, 100,000 papers".
        results: The file.
    """
    known = parts_of(results.read_text("utf-8")) if results.exists() else {}
    if name not in known:
        return []
    before = left_out_of(known[name])
    return [each for each in leaving_out if each not in before and before.isdisjoint(each.split(", "))]


def refuse(name: str, leaving_out: Iterable[str], results: Path = RESULTS) -> None:
    """Let no run replace a part that holds more.

    Raises:
        FullerError: That one holds what this one leaves out.
    """
    if lost := missed(name, leaving_out, results):
        things = "; ".join(lost)
        raise FullerError(f"{name} in {results.name} holds what this run leaves out: {things}. --force replaces it.")


def write(name: str, tables: Sequence[Table], command: str, *, force: bool = False, results: Path = RESULTS) -> None:
    """Replace one part; the others stay as they were measured.

    Args:
        name: The part, of `ORDER`.
        tables: What stands in it.
        command: What a person types to make it again.
        force: Replace a part that holds more, too.
        results: The file.

    Raises:
        FullerError: What stands there holds what these tables say they left out.
    """
    part = "\n".join(map(str, tables))
    if not force:
        refuse(name, sorted(left_out_of(part)), results)
    known = parts_of(results.read_text("utf-8")) if results.exists() else {}
    known[name] = f"\nBy `{command}`.\n\n{part}\n"
    head = (
        "# What papershelf costs, measured\n\n"
        f"papershelf {__version__}, Python {platform.python_version()}, {platform.system()}. Each part says by which "
        "command it was made, where it is not `make bench`; read ratios within a table, not single times: machines "
        "differ and are noisy.\n\n"
    )
    results.write_text(head + "".join(f"## {each}\n{known[each]}" for each in ORDER if each in known), "utf-8")
