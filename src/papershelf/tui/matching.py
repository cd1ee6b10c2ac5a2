"""Typed letters found in short texts, with typos forgiven: for help, palette and menus. No widget is touched here."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from papershelf.text import fold, safe_line

LONGEST = 200  # characters looked at of what is typed and of a text: a line of the screen shows no more
FORGIVES_FROM = 4  # letters; in a shorter word another letter makes another word

# How sure a word is to be meant, by how it was found.
WHOLE, BEGINS, INSIDE, SPELT_ALIKE = 1.0, 0.9, 0.7, 0.5

SHARE = 0.05  # what it is worth that nothing else is said


class Match(NamedTuple):
    """How typed words stand in a text.

    Attributes:
        score: How sure it is to be meant, above 0 and at most 1.
        spans: The matched letters of the text, as half-open ranges.
    """

    score: float
    spans: tuple[tuple[int, int], ...] = ()


class Folded(NamedTuple):
    """A text as it is compared.

    Attributes:
        text: The folded text.
        places: For each of its letters, and its end, the place in the text as it stands.
        words: Where its words begin and end.
    """

    text: str
    places: Sequence[int]
    words: tuple[tuple[int, int], ...]


def folded(text: str) -> Folded:
    """Fold a text letter by letter, so that every letter is known by its place."""
    head = text[:LONGEST]
    if head.isascii():
        low: str = head.lower()
        places: Sequence[int] = range(len(low) + 1)
    else:
        parts = [fold(letter) for letter in head]
        low = "".join(parts)
        places = [place for place, part in enumerate(parts) for _ in part] + [len(head)]
    return Folded(low, places, tuple(_words(low)))


def _words(text: str) -> Iterable[tuple[int, int]]:
    start = None
    for place, letter in enumerate(text + " "):
        if letter.isalnum():
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None


def words_of(typed: str) -> list[str]:
    """The words to look for."""
    return fold(safe_line(typed[:LONGEST])).split()


def match(words: Sequence[str], text: Folded, *, forgives: bool = True) -> Match | None:
    """Find every one of some words in a text, in any order; None where one is missing.

    Args:
        words: From `words_of`; no words are found in every text.
        text: From `folded`.
        forgives: Whether a word that is spelt alike will do; to look for one takes longer.
    """
    if not words:
        return Match(1.0)
    found = [_find(word, text, forgives=forgives) for word in words]
    kept = [each for each in found if each is not None]
    if len(kept) < len(found):
        return None
    spans = {(text.places[start], text.places[max(start, end - 1)] + 1) for _, start, end in kept}
    # Of two texts that hold the words alike, the one that says little else is meant.
    share = min(1.0, sum(end - start for _, start, end in kept) / max(len(text.text), 1))
    score = sum(score for score, _, _ in kept) / len(kept)
    return Match(score * (1 - SHARE) + share * SHARE, tuple(sorted(spans)))


def _find(word: str, text: Folded, *, forgives: bool) -> tuple[float, int, int] | None:
    best: tuple[float, int, int] | None = None
    for start, end in text.words:
        if text.text.startswith(word, start):
            score = WHOLE if end == start + len(word) else BEGINS
            if best is None or score > best[0]:
                best = (score, start, start + len(word))
    if best is not None:
        return best
    place = text.text.find(word)
    if place >= 0:
        return INSIDE, place, place + len(word)
    return _find_alike(word, text) if forgives and len(word) >= FORGIVES_FROM else None


def _find_alike(word: str, text: Folded) -> tuple[float, int, int] | None:
    """A word that is spelt alike, whole or as far as the typed one goes."""
    from rapidfuzz.distance import OSA

    most = 1 if len(word) < 8 else 2
    best: tuple[int, int, int] | None = None
    for start, end in text.words:
        whole = text.text[start:end]
        for piece in {whole, whole[: len(word)], whole[: len(word) + 1], whole[: len(word) - 1]}:
            distance = OSA.distance(word, piece, score_cutoff=most)
            if distance <= most and len(piece) >= FORGIVES_FROM - 1 and (best is None or distance < best[0]):
                best = (distance, start, start + len(piece))
    return (SPELT_ALIKE / max(best[0], 1), best[1], best[2]) if best else None
