"""What belongs together in a row of TeX cells: braces, and the two ends of a quotation; found in one pass each."""

from collections.abc import Sequence


def braces(cells: Sequence[str]) -> dict[int, int]:
    """Where each brace that has a partner closes.

    Args:
        cells: The cells of a paragraph; an escaped brace is another cell and does not count.

    Returns:
        The index of the closing brace by the index of the opening one; braces without a partner are missing.
    """
    waiting: list[int] = []
    closing = {}
    for place, cell in enumerate(cells):
        if cell == "{":
            waiting.append(place)
        elif cell == "}" and waiting:
            closing[waiting.pop()] = place
    return closing


def quotations(cells: Sequence[str]) -> dict[int, str]:
    """The curly signs for TeX quotations that are whole, by index.

    A quotation begins with two backticks and ends with two apostrophes, or with the straight sign that many
    authors type instead. A straight pair inside it, and backticks around code, are left alone.
    """
    signs: dict[int, str] = {}
    start: int | None = None
    straight_open = False
    for place, cell in enumerate(cells):
        if cell == "``":
            opens = place + 1 < len(cells) and not cells[place + 1][0].isspace()
            start, straight_open = (place if opens else None), False
        elif start is None:
            continue
        elif cell == '"' and (straight_open or cells[place - 1][-1].isspace()):
            straight_open = not straight_open
        elif cell in {"''", '"'}:
            signs |= {start: "“", place: "”"}
            start = None
    return signs
