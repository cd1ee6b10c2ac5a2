"""The index: finds papers by the words of their fields, and follows every change paper by paper."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from mmap import mmap
from pathlib import Path

import numpy as np

from papershelf.search.arrays import Flags, Numbers
from papershelf.search.corpus import Corpus
from papershelf.search.expand import Tier, joined
from papershelf.search.fields import Field
from papershelf.search.language.nodes import Clause, Query
from papershelf.search.language.query import parse
from papershelf.search.liking import Likeness
from papershelf.search.naming import Names
from papershelf.search.placing import bonuses
from papershelf.search.plan import AllOf, Slot, plan
from papershelf.search.postings import Document, compile_documents
from papershelf.search.rank import Ranker
from papershelf.search.ranking import Ranking, in_order
from papershelf.search.related import Kin, related
from papershelf.search.resting import give_back

_WEIGHED_CLOSELY = 64  # how many of the best are looked at closely
_NO_WORD = "xqzvxkj"  # nothing is found, so that every way of forgiving typos is tried


def _no_members(_: Clause) -> Collection[str]:
    return ()


class Index:
    """Finds papers by the words of their fields.

    A large library is compiled once (`build`) and kept in a file (`save`, `load`); what changes afterwards is put
    beside it (`put`, `remove`).

    Args:
        corpus: The papers; none if left out.
        records: Checksums of the records from which they were compiled, if known.
        mapped: The file in which the papers stand, if they do.

    Attributes:
        revision: Another number after each change.
    """

    def __init__(
        self, corpus: Corpus | None = None, records: Numbers | None = None, mapped: mmap | None = None
    ) -> None:
        self._corpus = corpus or Corpus.compiled(compile_documents(()))
        self._records = np.zeros(self._corpus.size, np.uint32) if records is None else records
        self._ranker = Ranker(self._corpus)
        self._mapped = mapped
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
    def load(cls, path: Path, ids: Sequence[str] | None = None, places: Mapping[str, int] | None = None) -> "Index":
        """The compiled papers of a file that `save` wrote; what changed since is for the caller to put.

        What a search looks at is checked when it does so: a damaged file makes any later call raise `UnfitFileError`.

        Args:
            path: The file.
            ids: Those that are likely to stand in it, to be shared; nobody may change them.
            places: The place of each in them, if known.

        Raises:
            OSError: It is not there, or cannot be read.
            UnfitFileError: It holds no index that this version can use.
        """
        from papershelf.search.filing import read

        filed = read(path, ids)
        names = Names(filed.ids, places if filed.ids is ids else None)
        return cls(Corpus(names, filed.lexicon, filed.postings, filed.sums), filed.records, filed.mapped)

    def save(self, path: Path, records: Mapping[str, int] | None = None) -> None:
        """Write the compiled papers to a file; what was put beside them is not kept.

        Args:
            path: The file.
            records: Checksums of the records from which the papers come, by id, as `differing` will be told them;
                left out where they are not known.

        Raises:
            OSError: It cannot be written.
            UnfitFileError: This index was loaded from a file that is damaged.
        """
        from papershelf.search.filing import Filed, write

        corpus = self._corpus
        compiled = corpus.names.compiled
        sums = np.fromiter(((records or {}).get(doc_id, 0) for doc_id in compiled), np.uint32, len(compiled))
        sums[corpus.stale] = 0
        write(path, Filed(compiled, corpus.lexicon, corpus.postings, corpus.sums, sums))

    def differing(self, ids: Sequence[str], records: Numbers) -> set[str]:
        """The papers that are new, gone, or perhaps not as they were compiled.

        Args:
            ids: Of all papers that there should be.
            records: A checksum of the record of each.
        """
        names = self._corpus.names
        if ids is names.compiled:
            return set(names.named(np.flatnonzero(self._records != records).tolist()))
        known = names.places
        places = np.fromiter((known.get(doc_id, -1) for doc_id in ids), np.int64, len(ids))
        same = places >= 0
        same[same] = self._records[places[same]] == records[same]
        new = {doc_id for doc_id, is_same in zip(ids, same.tolist(), strict=True) if not is_same}
        return new | (known.keys() - set(ids))

    def __len__(self) -> int:
        return len(self._corpus)

    def __iter__(self) -> Iterator[str]:
        return iter(self._corpus.names)

    @property
    def beside(self) -> int:
        """How many papers are not compiled, or no longer as they were compiled."""
        return self._corpus.beside

    def __contains__(self, doc_id: str) -> bool:
        return doc_id in self._corpus.names

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
            return Ranking(self._corpus.names, np.zeros(0, np.uint32), np.zeros(0, np.float32), 0)
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
        return Ranking(self._corpus.names, hits.papers[order], hits.scores[order], literal)

    def related(self, doc_id: str, limit: int = 10, among: Collection[str] | None = None) -> list[Kin]:
        """The papers that share the most telling words of title and abstract with one, the closest first.

        Args:
            doc_id: The paper; one that is not known is related to none.
            limit: At most so many.
            among: The papers that may be named, or None for all.
        """
        number = self._corpus.names.number(doc_id)
        allowed = None if among is None else self._allowed(among)
        return [] if number is None else related(self._corpus, number, limit, allowed)

    def likeness(self, liked: Iterable[str]) -> Likeness:
        """How much every paper is like those that a person likes; papers that are not known are passed over."""
        return Likeness(self._corpus, sorted(set(self._corpus.names.numbers(liked))))

    def warm(self) -> None:
        """Load now what the first typed keys would have to wait some milliseconds for."""
        self.search(_NO_WORD)

    def rest(self) -> None:
        """Give back the memory of what searches looked at; the next ones look at it again, which takes little longer.

        Another thread may be searching meanwhile.
        """
        if self._mapped is not None:
            give_back(self._mapped)

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
        flags[self._corpus.names.numbers(within)] = True
        return flags
