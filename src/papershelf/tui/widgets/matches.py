"""The letters of a paper that answer the query, text by text, and which of them the person stands at."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.content import Span

HIT, HERE = ".detail--hit", ".detail--here"
Spans = Sequence[tuple[int, int]]
Place = tuple[str, int]
"""Which text: what it is of, and how many of the same stand before it."""


class Text(NamedTuple):
    """A text on the screen.

    Attributes:
        plain: Its letters.
        spans: Those to highlight, in half-open ranges.
    """

    plain: str
    spans: Spans


class Match(NamedTuple):
    """One place where the query is answered.

    Attributes:
        place: In which text.
        start: The first letter.
        stop: The letter after the last.
    """

    place: Place
    start: int
    stop: int


class Matches:
    """All matches of one paper in the order of reading."""

    def __init__(self) -> None:
        self._texts: Mapping[Place, Text] = {}
        self._here: Match | None = None

    def take(self, texts: Mapping[Place, Text]) -> None:
        """Take other texts, in order; the match in hand stays in hand while its text is the same."""
        before, self._texts = self._texts, texts
        if self._here is not None and before.get(self._here.place) != texts.get(self._here.place):
            self._here = None

    def leave(self) -> None:
        """Stand at no match."""
        self._here = None

    @property
    def _all(self) -> list[Match]:
        return [Match(place, *span) for place, text in self._texts.items() for span in text.spans]

    @property
    def is_at_one(self) -> bool:
        """Whether the person went to one."""
        return self._here is not None

    @property
    def words(self) -> str:
        """Where the person stands: “match 2 of 5”, or “5 matches”; nothing without any."""
        every = self._all
        if self._here in every:
            return f"match {every.index(self._here) + 1} of {len(every)}"
        return f"{len(every)} match{'es' if len(every) > 1 else ''}" if every else ""

    def step(self, delta: int) -> tuple[Match, bool] | None:
        """Go to the next match or the one before; whether that went past an end. None where there is none."""
        every = self._all
        if not every:
            return None
        first = 0 if delta > 0 else len(every) - 1
        place = every.index(self._here) + delta if self._here in every else first
        self._here = every[place % len(every)]
        return self._here, not 0 <= place < len(every)

    def lit(self, place: Place) -> list[Span]:
        """How the matches in a text are to look."""
        text = self._texts.get(place)
        if text is None:
            return []
        hits = [Span(*span, HERE if self._here == (place, *span) else HIT) for span in text.spans]
        # By itself, since Textual keeps colour and weight of a component class, and lets go of this.
        return hits + [Span(hit.start, hit.end, "reverse") for hit in hits if hit.style == HERE]
