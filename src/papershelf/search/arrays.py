"""The arrays that the index is made of: their types, and the few operations that several of its parts need."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

# Written out, because importing `numpy.typing` takes as long as opening an index.
_Shape: TypeAlias = tuple[Any, ...]
Array: TypeAlias = np.ndarray[_Shape, np.dtype[Any]]
Bytes: TypeAlias = np.ndarray[_Shape, np.dtype[np.uint8]]
Shorts: TypeAlias = np.ndarray[_Shape, np.dtype[np.uint16]]
Numbers: TypeAlias = np.ndarray[_Shape, np.dtype[np.uint32]]
Sets: TypeAlias = np.ndarray[_Shape, np.dtype[np.uint64]]
Places: TypeAlias = np.ndarray[_Shape, np.dtype[np.int64]]
Flags: TypeAlias = np.ndarray[_Shape, np.dtype[np.bool_]]
Scores: TypeAlias = np.ndarray[_Shape, np.dtype[np.float32]]

_KINDS = 64  # of letters: a set of them is one whole number
_PLAIN = 36  # a to z and 0 to 9 have a kind each; all others share the rest


def _kinds_of_letters() -> Bytes:
    kinds = _PLAIN + np.arange(128) % (_KINDS - _PLAIN)
    kinds[ord("a") : ord("z") + 1] = np.arange(26)
    kinds[ord("0") : ord("9") + 1] = 26 + np.arange(10)
    return kinds.astype(np.uint8)


_ASCII = _kinds_of_letters()


def letter_sets(words: Sequence[str], longest: int) -> Sets:
    """For each word, which kinds of letters its first ones are: a bit for each."""
    raw = np.array([word[:longest] for word in words], dtype=f"U{longest}").view(np.uint32).reshape(-1, longest)
    sets = np.zeros(len(words), np.uint64)
    for column in range(longest):
        letters = raw[:, column]
        kinds = np.where(letters < 128, _ASCII[letters & 127], _PLAIN + letters % (_KINDS - _PLAIN)).astype(np.uint64)
        sets |= np.where(letters > 0, np.uint64(1) << kinds, np.uint64(0))
    return sets


def letter_set(word: str, longest: int) -> np.uint64:
    """The same for a single word, for which going through arrays would take far longer."""
    kinds = 0
    for code in map(ord, word[:longest]):
        kinds |= 1 << (int(_ASCII[code]) if code < 128 else _PLAIN + code % (_KINDS - _PLAIN))
    return np.uint64(kinds)


def heads_of(owners: Places | Numbers) -> Flags:
    """Where a run of equal owners begins."""
    heads = np.ones(len(owners), bool)
    np.not_equal(owners[1:], owners[:-1], out=heads[1:])
    return heads


def distinct(numbers: Numbers) -> Numbers:
    """Each number once, in order; NumPy's own `unique` would first import its masked arrays, at the first search."""
    ordered = np.sort(numbers)
    found: Numbers = ordered[heads_of(ordered)]
    return found


def ranges(firsts: Places, lengths: Places) -> Places:
    """The numbers of several ranges, one after the other: firsts 5 and 9, lengths 2 and 3 give 5 6 9 10 11."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    found: Places = np.arange(total, dtype=np.int64) + np.repeat(firsts - (ends - lengths), lengths)
    return found
