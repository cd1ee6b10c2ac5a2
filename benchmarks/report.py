"""Tables of figures, as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass
class Table:
    """A table with a title.

    Attributes:
        title: What was measured, and its unit.
        head: Names of the columns.
        rows: One tuple a row.
    """

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Add a row."""
        self.rows.append(cells)

    def __str__(self) -> str:
        lines = [f"### {self.title}", "", _row(self.head), _row(["---"] * len(self.head))]
        return "\n".join([*lines, *map(_row, self.rows), ""])


LEFT_OUT = "Left out, and why"


def left_out(rows: Iterable[tuple[str, str]]) -> list[Table]:
    """The table of what a run did not measure; no table where that is nothing.

    Args:
        rows: What, and why. Within "size, engine" each word alone stands for all that has it.
    """
    table = Table(LEFT_OUT, ("what", "why"))
    for what, why in rows:
        table.add(what, " ".join(why.split()).replace("|", "¦"))
    return [table] if table.rows else []


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which so many percent of the values lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-percent * len(ordered) // 100) - 1)]
