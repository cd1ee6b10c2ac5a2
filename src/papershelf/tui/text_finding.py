"""Finding a text within a text: letter case and accents do not matter, everything else does."""

from dataclasses import dataclass
from functools import lru_cache

from papershelf.text import fold

Spans = tuple[tuple[int, int], ...]
MOST = 2_000  # places; a single letter in a long note has many


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text to find, callable as highlights are: with a text and the name of its field.

    Attributes:
        text: What was typed.
    """

    text: str

    def __call__(self, text: str, field: str) -> Spans:  # noqa: ARG002 - it is found in every field alike
        """Where it stands, in half-open ranges that do not overlap."""
        wanted = fold(self.text)
        if not wanted.strip():
            return ()
        folded, places = _folded(text)
        spans: list[tuple[int, int]] = []
        start = folded.find(wanted)
        while start >= 0 and len(spans) < MOST:
            stop = start + len(wanted)
            first, last = places[start], places[stop - 1] + 1
            if not spans or first >= spans[-1][1]:  # one letter may fold to several
                spans.append((first, last))
            start = folded.find(wanted, stop)
        return tuple(spans)


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, range | list[int]]:
    """The text folded, and for each of its letters the place of the one that it comes from."""
    if text.isascii():
        return fold(text), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for each in fold(letter):
            letters.append(each)
            places.append(place)
    return "".join(letters), places
