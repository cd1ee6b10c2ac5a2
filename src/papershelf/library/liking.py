"""How much papers are like those that a person starred or rated high; worked out anew where that changed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papershelf.library.indexing import Indexing
from papershelf.marks import Entry, Mark
from papershelf.store import Store

if TYPE_CHECKING:
    from papershelf.search.index import Index
    from papershelf.search.liking import Likeness

LIKED = 4  # a rating from which on a paper is liked


class Like(NamedTuple):
    """How much a paper is like the liked ones.

    Attributes:
        score: The greater, the more; comparable as long as nothing is starred or unstarred; 0 for not at all.
        shared: The words that count most, the most telling first, as the paper spells them.
    """

    score: float
    shared: tuple[str, ...]


class TagSuggestion(NamedTuple):
    """A tag that may fit a paper.

    Attributes:
        tag: The tag.
        because: Words that the paper shares with papers that have it, the most telling first, as the paper spells them.
        score: The share of the tagged papers like it that have the tag, each counted by how much it is like it.
    """

    tag: str
    because: tuple[str, ...]
    score: float = 0.0


def is_liked(mark: Mark) -> bool:
    """Whether a person likes a paper: it is starred, or rated 4 or 5."""
    return mark.starred or (mark.rating or 0) >= LIKED


class Liking:
    """What is liked in a library, by the words of its index.

    Args:
        store: Where stars and ratings are.
        indexing: Keeps the index.

    Attributes:
        is_wanted: Whether the person wants suggestions at all.
    """

    def __init__(self, store: Store, indexing: Indexing) -> None:
        self.is_wanted: Callable[[], bool] = lambda: True
        self._store = store
        self._indexing = indexing
        self._key: object = None
        self._known: Likeness | None = None

    @property
    def is_possible(self) -> bool:
        """Whether a paper of the library is liked, and suggestions are wanted."""
        papers = self._store.papers
        return self.is_wanted() and any(is_liked(mark) and mark.paper_id in papers for mark in self._marks)

    @property
    def _marks(self) -> Sequence[Mark]:
        return tuple(self._store.marks.values())

    def likeness(self) -> "Likeness":
        """How much papers are like the liked ones; builds the index where there is none yet."""
        return self._indexing.ask(self._likeness)

    def _likeness(self, index: "Index") -> "Likeness":
        liked = tuple(mark.paper_id for mark in self._marks if is_liked(mark))
        key = (index, index.revision, liked)
        if self._known is None or key != self._key:
            self._key, self._known = key, index.likeness(liked)
        return self._known

    def ordered(self, ids: Sequence[str], *, least_first: bool = False) -> tuple[str, ...]:
        """Papers, the most like the liked ones first; equal ones, and all where nothing is liked, stay as they were."""
        if not self.is_possible:
            return tuple(ids)
        return self._indexing.ask(lambda index: self._likeness(index).ordered(ids, least_first=least_first))

    def of(self, entries: Sequence[Entry]) -> list[Like]:
        """How much papers are like the liked ones, and why."""
        if not self.is_possible:
            return [Like(0.0, ()) for _ in entries]
        from papershelf.search.related import spelt

        ids = [entry.paper.id for entry in entries]

        def weighed(index: "Index") -> tuple[list[float], list[tuple[str, ...]]]:
            likeness = self._likeness(index)
            return [likeness.score(paper_id) for paper_id in ids], likeness.shared(ids)

        scores, shared = self._indexing.ask(weighed)
        likes: list[Like] = []
        for entry, score, words in zip(entries, scores, shared, strict=True):
            spelling = spelt(words, (entry.paper.title, entry.paper.abstract)) if score else {}
            likes.append(Like(score, tuple(spelling[word] for word in words) if score else ()))
        return likes

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of the words of a text that tell liked papers; none before the index is there."""
        if not self._indexing.is_ready or not self.is_wanted():
            return ()
        return self.likeness().spans(text)
