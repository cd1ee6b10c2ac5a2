"""The few signs that stand beside words on the screen, in one place, with a set for plain terminals."""

from collections.abc import Mapping
from typing import NamedTuple

from textual.widget import Widget

from papershelf.marks import Status
from papershelf.tui.host import config_of
from papershelf.tui.when import Sign


class Glyphs(NamedTuple):
    """One set of signs; every sign is a single cell wide and never stands alone for a meaning.

    Attributes:
        bar: The cursor, visible also without colour.
        tick: A selected paper.
        star: A starred paper, and a filled place of a rating.
        no_star: An empty place of a rating.
        code: Beside the word `code`.
        note: Beside the word `note`.
        active: The view that is shown.
        rule: A thin line.
        more: What was cut.
        opened: What stands before a tag; a quiet ground does the rest where there are colours.
        closed: What stands behind it.
        status: A sign by status.
        when: A sign for high and low priority, due, asleep and back.
    """

    bar: str
    tick: str
    star: str
    no_star: str
    code: str
    note: str
    active: str
    rule: str
    more: str
    opened: str
    closed: str
    status: Mapping[Status, str]
    when: Mapping[Sign, str]

    def rating(self, rating: int | None) -> str:
        """Five places, so that ratings stand below one another; empty without a rating."""
        if rating is None:
            return ""
        filled = min(max(rating, 0), 5)
        return self.star * filled + self.no_star * (5 - filled)

    def chip(self, tag: str) -> str:
        """A tag as a chip."""
        return f"{self.opened}{tag}{self.closed}"


UNICODE = Glyphs(
    bar="▌",
    tick="✓",
    star="★",
    no_star="☆",
    code="◆",
    note="✎",
    active="●",
    rule="─",
    more="…",
    opened=" ",
    closed=" ",
    status={
        Status.INBOX: "○",
        Status.QUEUED: "◔",
        Status.READING: "◑",
        Status.READ: "●",
        Status.SKIPPED: "⊘",
    },
    when={"high": "↑", "low": "↓", "due": "⚑", "asleep": "☾", "back": "↺"},
)

ASCII = Glyphs(
    bar="|",
    tick="x",
    star="*",
    no_star=".",
    code="+",
    note="~",
    active=">",
    rule="-",
    more="~",
    opened="[",
    closed="]",
    status={
        Status.INBOX: "-",
        Status.QUEUED: "=",
        Status.READING: ">",
        Status.READ: "#",
        Status.SKIPPED: "/",
    },
    when={"high": "^", "low": "v", "due": "@", "asleep": "z", "back": "<"},
)

COLOURLESS = UNICODE._replace(opened="[", closed="]")  # where a ground cannot be seen


def glyphs_of(widget: Widget) -> Glyphs:
    """The signs that the person wants, and that the terminal can show."""
    if config_of(widget).signs == "ascii":
        return ASCII
    has_grounds = not widget.is_attached or not (widget.app.no_color or widget.app.native_ansi_color)
    return UNICODE if has_grounds else COLOURLESS
