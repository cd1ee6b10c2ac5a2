"""Tells which of a page's counts are the votes of a paper: told surely or not at all."""

import re
from collections.abc import Sequence

from papershelf.importers.hf_text.furniture import Kind
from papershelf.importers.hf_text.lines import Line

_NUMBER = re.compile(r"(?:\[.?\]\s*)?(\d{1,6})")
_ABOUT = re.compile(r"\d{1,4}(?:\.\d)?k", re.IGNORECASE)
_LABELLED = re.compile(r"upvote\s*(\d{1,6})?", re.IGNORECASE)
_NONE_YET = ("-", "–")

UNKNOWN = -1
"""A count stands there, but no exact one."""


class Votes:
    """Watches the furniture between titles.

    Cards of a page show their votes in a box right above the title, so what stands there counts only if it stands above
    every title of the page: a comment count ends the card before, and none stands above the first title. Elsewhere a
    count is taken only if the page calls it upvotes.
    """

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._above: int | None = None
        self._awaited = False

    def furniture(self, line: Line, is_day: bool) -> int | None:
        """Take a line of furniture in.

        Args:
            line: The line.
            is_day: Whether it is the second half of a date.

        Returns:
            The votes of the paper at hand, if the line names them as such.
        """
        awaited, self._awaited = self._awaited and line.kind is Kind.COUNT, False
        number = _NUMBER.fullmatch(line.text) if line.kind is Kind.COUNT and not is_day else None
        if line.kind is Kind.COUNT and (label := _LABELLED.fullmatch(line.text)):
            self._above, self._awaited = None, not label[1]
            return int(label[1]) if label[1] else None
        if number and awaited:
            return int(number[1])
        if line.kind is Kind.ORNAMENT and line.text in _NONE_YET:
            self._above = 0
        elif line.kind is not Kind.ORNAMENT or any(map(str.isalnum, line.text)):
            about = line.kind is Kind.COUNT and _ABOUT.fullmatch(line.text)
            self._above = int(number[1]) if number else UNKNOWN if about else None
        return None

    def title(self) -> int | None:
        """A title begins: the count right above it, `UNKNOWN`, or None."""
        above, self._above, self._awaited = self._above, None, False
        return above


def of_page(above: Sequence[int | None]) -> list[int | None]:
    """The votes of a page's papers, by what stood above their titles; all None if that cannot be votes."""
    surely = len(above) > 1 and None not in above and any(count and count > 0 for count in above)
    return [count if surely and count != UNKNOWN else None for count in above]
