"""The index: finds papers by the words of their fields, and follows every change paper by paper."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np

from papershelf.search.arrays import Flags
from papershelf.search.corpus import Corpus
from papershelf.search.expand import Tier, joined
from papershelf.search.fields import Field
from papershelf.search.language.nodes import Clause, Query
from papershelf.search.language.query import parse
from papershelf.search.liking import Likeness
from papershelf.search.placing import bonuses
from papershelf.search.plan import AllOf, Slot, plan
from papershelf.search.postings import Document, compile_documents
from papershelf.search.rank import Ranker
from papershelf.search.ranking import Ranking, in_order
from papershelf.search.related import Kin, related

_WEIGHED_CLOSELY = 64  # how many of the best are looked at closely


def _no_members(_: Clause) -> Collection[str]:
    return ()


class Index:
    """Finds papers by the words of their fields.

    A large library is compiled once (`build`) and kept in a file (`save`, `load`); what changes afterwards is put
    beside it (`put`, `remove`).

    Args:
        corpus: The papers; none if left out.

    Attributes:
        revision: Another number after each change.
    """

    def __init__(self, corpus: Corpus | None = None) -> None:
        self._corpus = corpus or Corpus.compiled(compile_documents(()))
        self._ranker = Ranker(self._corpus)
        self.revision = 0

    @classmethod
    def build(cls, documents: Iterable[Document]) -> "Index":
        """Compile papers, each with its fields, in the order in which equals are shown; each id may come once."""
        kept: list[tuple[str, Mapping[Field, str]]] = []

        def seen() -> Iterable[Document]:
            for doc_id, texts in documents:
                if any(texts.get(field) for field in Corpus.MARK_FIELDS):
                    kept.append((doc_id, texts))
                yield doc_id, texts

        index = cls(Corpus.compiled(compile_documents(seen())))
        for doc_id, texts in kept:
            index.put(doc_id, {field: texts.get(field, "") for field in Corpus.MARK_FIELDS})
        return index

    @classmethod
    def load(cls, path: Path) -> "Index":
        """The compiled papers of a file that `save` wrote; what changed since is for the caller to put.

        Raises:
            OSError: It is not there, or cannot be read.
            UnfitFileError: It holds no index that this version can use.
        """
        from papershelf.search.filing import read

        filed = read(path)
        return cls(Corpus(filed.ids, filed.lexicon, filed.postings, filed.sums))

    def save(self, path: Path) -> None:
        """Write the compiled papers to a file; what was put beside them is not kept.

        Raises:
            OSError: It cannot be written.
        """
        from papershelf.search.filing import Filed, write

        corpus = self._corpus
        compiled = len(corpus.postings)
        write(path, Filed(corpus.ids[:compiled], corpus.lexicon, corpus.postings, corpus.sums))

    def __len__(self) -> int:
        return len(self._corpus)

    def __iter__(self) -> Iterator[str]:
        return iter(self._corpus.numbers)

    @property
    def beside(self) -> int:
        """How many papers are not compiled, or no longer as they were compiled."""
        return self._corpus.beside

    def __contains__(self, doc_id: str) -> bool:
        return doc_id in self._corpus.numbers

    def put(self, doc_id: str, texts: Mapping[Field, str]) -> None:
        """Add a paper, or replace fields of one that is known; its place among equals stays.

        Args:
            doc_id: The paper.
            texts: If any of title, abstract and authors is given, all three are replaced; likewise tags and note.
        """
        if self._corpus.put(doc_id, texts):
            self._changed()

    def remove(self, doc_id: str) -> None:
        """Take a paper out; one that is not known is no matter."""
        if self._corpus.remove(doc_id):
            self._changed()

    def _changed(self) -> None:
        self.revision += 1
        self._ranker.forget()

    def search(
        self,
        query: Query | str,
        *,
        within: Collection[str] | None = None,
        members: Callable[[Clause], Collection[str]] = _no_members,
        limit: int | None = None,
    ) -> Ranking:
        """Papers that answer the words of a query: literal matches first, in each tier the best first.

        Args:
            query: Clauses outside of groups with words are not looked at; `entry_filter` judges those.
            within: The ids that may be found, or None for all.
            members: Gives the ids of the papers that meet a clause in a group with words.
            limit: At most so many.

        Returns:
            Nothing for a query without words. For one that only keeps words out, all other papers in the
            order in which they came.
        """
        asked = plan(parse(query) if isinstance(query, str) else query)
        if asked == AllOf():
            return Ranking(self._corpus.ids, np.zeros(0, np.uint32), np.zeros(0, np.float32), 0)
        hits = self._ranker.score(asked, members, self._allowed(within))
        order = in_order(*hits)
        closest = order[:_WEIGHED_CLOSELY]
        if slots := asked.slots:
            tiers = [self._ranker.tiers(slot) for slot in slots]
            hits.scores[closest] *= 1 + bonuses(self._corpus, hits.papers[closest], tiers)
            near = in_order(hits.papers[closest], hits.scores[closest], hits.literal[closest])
            order[:_WEIGHED_CLOSELY] = closest[near]
        order = order[:limit]
        literal = int(np.count_nonzero(hits.literal[order]))
        return Ranking(self._corpus.ids, hits.papers[order], hits.scores[order], literal)

    def related(self, doc_id: str, limit: int = 10, among: Collection[str] | None = None) -> list[Kin]:
        """The papers that share the most telling words of title and abstract with one, the closest first.

        Args:
            doc_id: The paper; one that is not known is related to none.
            limit: At most so many.
            among: The papers that may be named, or None for all.
        """
        number = self._corpus.numbers.get(doc_id)
        allowed = None if among is None else self._allowed(among)
        return [] if number is None else related(self._corpus, number, limit, allowed)

    def likeness(self, liked: Iterable[str]) -> Likeness:
        """How much every paper is like those that a person likes; papers that are not known are passed over."""
        known = self._corpus.numbers
        return Likeness(self._corpus, sorted({known[doc_id] for doc_id in liked if doc_id in known}))

    def warm(self) -> None:
        """Make now what the first typed keys would have to wait some milliseconds for."""
        for length in range(3, 12):
            self.search("x" * length)

    def meanings(self, query: Query) -> list[tuple[Slot, list[Tier]]]:
        """For each typed word, in order, the words of the papers that may be meant by it, the surest first."""
        slots = plan(query).slots
        found = [(slot, list(self._ranker.tiers(slot))) for slot in slots]
        for place, (left, right) in enumerate(pairwise(slots)):
            if together := joined(left, right, self._corpus):
                found[place][1].append(together)
                found[place + 1][1].append(together)
        return found

    def _allowed(self, within: Collection[str] | None) -> Flags:
        if within is None:
            return self._corpus.alive
        flags = np.zeros(self._corpus.size, bool)
        numbers = self._corpus.numbers
        flags[[numbers[doc_id] for doc_id in within if doc_id in numbers]] = True
        return flags
