"""List items of Markdown while they are typed: what enter, tab and shift+tab make of a line."""

import re
from typing import Final, NamedTuple

_ITEM: Final = re.compile(
    r"(?P<quote>(?:[ \t]{0,3}>)+[ \t]?)?(?P<indent>[ \t]*)"
    r"(?:(?P<bullet>[-*+])|(?P<number>\d{1,9})(?P<sign>[.)]))(?P<gap>[ \t]+)(?P<box>\[[ xX]\](?:[ \t]+|$))?"
)
_QUOTE: Final = re.compile(r"(?:[ \t]{0,3}>)+[ \t]?")
STEP: Final = 2  # blanks that an item without a number goes in by
_MOST: Final = 999_999_999  # CommonMark reads no longer number


class Next(NamedTuple):
    """What enter does in a list or a quotation.

    Attributes:
        insert: What is put in at the cursor, the newline included.
        ends: Whether instead the line is emptied: the item was empty.
    """

    insert: str
    ends: bool = False


def is_item(line: str) -> bool:
    """Whether a line is a list item, in a quotation or not."""
    return _ITEM.match(line) is not None


def continued(line: str, column: int) -> Next | None:
    """What enter does at a column of a line; None where it is a plain newline."""
    item = _ITEM.match(line)
    if item is None:
        quote = _QUOTE.match(line)
        if quote is None or column < quote.end():
            return None
        return Next("\n" + quote[0], ends=not line[quote.end() :].strip())
    if column < item.end():
        return None
    if not line[item.end() :].strip():
        return Next("", ends=True)
    sign = item["bullet"] or f"{min(int(item['number']) + 1, _MOST)}{item['sign']}"
    box = "[ ] " if item["box"] else ""
    return Next(f"\n{item['quote'] or ''}{item['indent']}{sign}{item['gap']}{box}")


def emptied(line: str) -> str:
    """What stays of an empty item after enter: its quotation mark, or of an empty quotation nothing."""
    item = _ITEM.match(line)
    return (item["quote"] or "") if item else ""


def shift(line: str, direction: int) -> tuple[int, str, int] | None:
    """How a list item goes in (1) or out (-1).

    Returns:
        Where in the line, what is put in there, and how many letters it replaces; None where it is no item, or
        stands at the edge already.
    """
    item = _ITEM.match(line)
    if item is None:
        return None
    at, indent = item.start("indent"), item["indent"]
    step = len(item["number"]) + 2 if item["number"] else STEP
    if direction > 0:
        return at, " " * step, 0
    if not indent:
        return None
    taken = 1 if indent[0] == "\t" else min(step, len(indent) - len(indent.lstrip(" ")))
    return at, "", max(1, taken)
