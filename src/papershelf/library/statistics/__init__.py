"""Statistics: what a library and its history come to, as figures and as a page to read."""

from papershelf.library.statistics.figures import (
    Caveats,
    Day,
    Deed,
    ReadingTime,
    SeenUnread,
    Share,
    Statistics,
    Streak,
    TagFigures,
    Waiting,
)

__all__ = [
    "Caveats",
    "Day",
    "Deed",
    "ReadingTime",
    "SeenUnread",
    "Share",
    "Statistics",
    "Streak",
    "TagFigures",
    "Waiting",
]
