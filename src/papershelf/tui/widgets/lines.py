"""Where the items of a list lie: a pure mapping between items and lines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Lines:
    """Items of one height below one another, with at most one extra line, the divider, among them.

    Attributes:
        count: How many items there are.
        height: Lines of every item.
        divider: The item before which the divider stands, if any.
    """

    count: int = 0
    height: int = 1
    divider: int | None = None

    @property
    def total(self) -> int:
        """Lines of everything."""
        return self.line_of(self.count) if self.count else 0

    @property
    def divider_line(self) -> int | None:
        """The line of the divider."""
        if self.divider is None or not 0 <= self.divider < self.count:
            return None
        return self.divider * self.height

    def line_of(self, index: int) -> int:
        """The first line of an item."""
        rule = self.divider_line
        return index * self.height + (rule is not None and index * self.height >= rule)

    def item_at(self, line: int) -> int | None:
        """The item on a line, or None on the divider and outside of everything."""
        rule = self.divider_line
        if line == rule:
            return None
        if rule is not None and line > rule:
            line -= 1
        index = line // self.height
        return index if 0 <= index < self.count else None

    def in_view(self, index: int, top: int, window: int) -> bool:
        """Whether an item is wholly visible in a window of so many lines, beginning at line `top`."""
        first = self.line_of(index) - top
        return first >= 0 and first + self.height <= window

    def top_showing(self, index: int, lead: int, top: int, window: int) -> int:
        """The top nearest to the present one with which an item is wholly visible.

        Args:
            index: The item.
            lead: Lines above it that belong to it; they are shown too if there is room.
            top: The line at the top of the window now.
            window: Lines of the window.
        """
        first = self.line_of(index)
        lowest = first + self.height - window
        return max(min(max(top, lowest), first - lead), lowest)

    def nearest(self, index: int, direction: int, can_stop: Callable[[int], bool]) -> int:
        """The item nearest to an index at which one may stop, looking in the direction first; 0 if none."""
        index = min(max(index, 0), max(self.count - 1, 0))
        for step in (direction, -direction):
            at = index
            while 0 <= at < self.count:
                if can_stop(at):
                    return at
                at += step
        return 0


class Place(NamedTuple):
    """Where a list stood after its window became another size, so that going back is coming back.

    Attributes:
        cursor: The item under the cursor.
        top: The line at the top.
        wanted: The line that was at the top before, and could not be kept there.
    """

    cursor: int = -1
    top: int = 0
    wanted: int = 0

    def wanted_at(self, cursor: int, top: int) -> int:
        """The line wanted at the top now: the old one, unless the person has gone elsewhere since.

        Args:
            cursor: The item under the cursor.
            top: The line at the top; a higher window may have drawn it nearer to the beginning.
        """
        return self.wanted if cursor == self.cursor and top <= self.top else top
