"""A table of a note in lines: as wide as its words need, and its cells wrapped where there is less room."""

from collections.abc import Sequence

from textual.content import Content

LINE = ".detail--rule"
LEAST = 3  # cells of a column, if there is any room


def table_lines(rows: Sequence[Sequence[Content]], width: int) -> Content:
    """A table, its first row the head.

    Args:
        rows: The cells.
        width: Cells that there are.
    """
    columns = max(map(len, rows), default=0)
    if not columns:
        return Content()
    filled = [[*row, *[Content()] * (columns - len(row))] for row in rows]
    widths = _fitted([max(_widest(row[place]) for row in filled) for place in range(columns)], width - 3 * columns - 1)
    ruled = [Content.styled(_rule(widths, signs), LINE) for signs in ("┌┬┐", "├┼┤", "└┴┘")]
    lines = [ruled[0]]
    for number, row in enumerate(filled):
        lines += _row([cell.stylize("bold") if not number else cell for cell in row], widths)
        if not number:
            lines.append(ruled[1])
    return Content("\n").join([*lines, ruled[2]])


def _widest(cell: Content) -> int:
    return max(line.cell_length for line in cell.split(allow_blank=True))


def _fitted(widths: list[int], room: int) -> list[int]:
    """The widths of the columns; the wider ones give way."""
    most = max(widths)
    if sum(widths) > room:
        low, high = LEAST, max(LEAST, most)
        while low < high:
            middle = (low + high + 1) // 2
            fits = sum(min(each, middle) for each in widths) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        most = low
    return [max(1, min(each, most)) for each in widths]


def _rule(widths: Sequence[int], signs: str) -> str:
    return signs[0] + signs[1].join("─" * (width + 2) for width in widths) + signs[2]


def _row(cells: Sequence[Content], widths: Sequence[int]) -> list[Content]:
    wrapped = [cell.wrap(width) for cell, width in zip(cells, widths, strict=True)]
    bar = Content.styled("│", LINE)
    lines = []
    for number in range(max(map(len, wrapped))):
        line = bar
        for parts, width in zip(wrapped, widths, strict=True):
            text = parts[number].rstrip() if number < len(parts) else Content()
            line = line + " " + text + " " * (width - text.cell_length + 1) + bar
        lines.append(line)
    return lines
