"""How much papers are like those that a person starred or rated high; worked out anew where that changed."""

from typing import TYPE_CHECKING

from papershelf.library.indexing import Indexing
from papershelf.marks import Mark, Status
from papershelf.store import Store

if TYPE_CHECKING:
    from papershelf.search.liking import Likeness

LIKED = 4  # a rating from which on a paper is liked
DISLIKED = 2  # a rating up to which it is not


def is_liked(mark: Mark) -> bool:
    """Whether a person likes a paper: it is starred, or rated 4 or 5."""
    return mark.starred or (mark.rating or 0) >= LIKED


def is_disliked(mark: Mark) -> bool:
    """Whether a paper counts against others like it: skipped, or rated 1 or 2, and not liked all the same."""
    low = mark.rating is not None and mark.rating <= DISLIKED
    return (low or mark.status is Status.SKIPPED) and not is_liked(mark)


class Liking:
    """What is liked in a library, by the words of its index.

    Args:
        store: Where stars and ratings are.
        indexing: Keeps the index.

    Attributes:
        is_wanted: Whether the person wants suggestions at all.
    """

    def __init__(self, store: Store, indexing: Indexing) -> None:
        self.is_wanted = True
        self._store = store
        self._indexing = indexing
        self._key: object = None
        self._known: Likeness | None = None

    @property
    def is_anything_liked(self) -> bool:
        """Whether a paper of the library is liked."""
        papers = self._store.papers
        return any(is_liked(mark) and mark.paper_id in papers for mark in self._store.marks.values())

    def likeness(self) -> "Likeness":
        """How much papers are like the liked ones; builds the index where there is none yet."""
        marks = self._store.marks
        liked = tuple(mark.paper_id for mark in marks.values() if is_liked(mark))
        disliked = tuple(mark.paper_id for mark in marks.values() if is_disliked(mark))
        with self._indexing.lock:
            index = self._indexing.index()
            key = (index, index.revision, liked, disliked)
            if self._known is None or key != self._key:
                self._key, self._known = key, index.likeness(liked, disliked)
            return self._known

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of the words of a text that tell liked papers; none before the index is there."""
        if not self.is_wanted or not self._indexing.is_ready:
            return ()
        with self._indexing.lock:
            return self.likeness().spans(text)
