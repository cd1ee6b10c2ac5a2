"""Many different words in alphabetical order, as one array of letters: a word becomes a text when it is looked at."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from papershelf.search.arrays import Bytes, Numbers, Places

_PAGE = 64  # words that become texts together
_MOST_PAGES = 1_024  # that are kept as texts
_END = "\n"  # stands behind every word


class WordList:
    """Words in alphabetical order. As a list of texts, those of a large library would take ten times the memory.

    Args:
        letters: The words in UTF-8, each with a line's end behind it.
        starts: Where each begins, and one more for the end.
        lengths: How many characters each has.
        heads: The first word of each page, if they are known.
    """

    def __init__(self, letters: Bytes, starts: Numbers, lengths: Numbers, heads: Sequence[str] | None = None) -> None:
        self.letters = letters
        self.starts = starts
        self.lengths = lengths
        self._pages: dict[int, list[str]] = {}
        self.heads = (
            list(heads) if heads is not None else [self._decoded(n, n + 1)[0] for n in range(0, len(self), _PAGE)]
        )

    @classmethod
    def of(cls, words: Sequence[str]) -> "WordList":
        """The list of some words, which are different and in order."""
        coded = [f"{word}{_END}".encode("utf-8", "surrogatepass") for word in words]
        starts = np.zeros(len(words) + 1, np.uint32)
        np.cumsum(np.fromiter(map(len, coded), np.uint32, len(words)), out=starts[1:])
        lengths = np.fromiter(map(len, words), np.uint32, len(words))
        return cls(np.frombuffer(b"".join(coded), np.uint8), starts, lengths, words[::_PAGE])

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, place: int) -> str:
        return self._page(place // _PAGE)[place % _PAGE]

    def __iter__(self) -> Iterator[str]:
        return iter(self.between(0, len(self)))

    def between(self, first: int, end: int) -> list[str]:
        """The words at these places."""
        return self._decoded(first, end) if first < end else []

    def place(self, word: str) -> int:
        """How many words come before one."""
        page = bisect_right(self.heads, word) - 1
        return 0 if page < 0 else page * _PAGE + bisect_left(self._page(page), word)

    def at(self, places: Places, length: int) -> list[str | bytes]:
        """Words that all have the same length, given in any order; plain ones as bytes, which takes far less time."""
        starts = self.starts[places].astype(np.int64)
        letters = self.letters[np.minimum(starts[:, None] + np.arange(length), len(self.letters) - 1)]
        found: list[str | bytes] = letters.view(f"S{length}").ravel().tolist()
        for odd in np.flatnonzero(self.starts[places + 1] - self.starts[places] != length + 1).tolist():
            found[odd] = self[int(places[odd])]
        return found

    def _page(self, page: int) -> list[str]:
        words = self._pages.get(page)
        if words is None:
            if len(self._pages) >= _MOST_PAGES:
                self._pages = {}  # not cleared: another thread may be looking
            words = self._pages[page] = self._decoded(page * _PAGE, min((page + 1) * _PAGE, len(self)))
        return words

    def _decoded(self, first: int, end: int) -> list[str]:
        letters = self.letters[int(self.starts[first]) : int(self.starts[end]) - 1]
        return letters.tobytes().decode("utf-8", "surrogatepass").split(_END)
