"""The inverted index: which papers hold which words, kept up to date paper by paper."""

from collections.abc import Container, Mapping
from itertools import pairwise

from papershelf.search.documents import Document
from papershelf.search.expand import LONGEST_START, Option, Slot, Source, Tier, expand
from papershelf.search.fields import Field, Match
from papershelf.search.plan import Plan, plan
from papershelf.search.query import Query, parse
from papershelf.search.rank import (
    Hits,
    Part,
    Posting,
    Postings,
    best_by_start,
    fields_of,
    least_words,
    postings_of,
    telling,
    word_hits,
)
from papershelf.search.vocabulary import Vocabulary

_CACHED_WORDS = 512
_WEIGHED_CLOSELY = 64  # how many of the best are looked at for words side by side
_SIDE_BY_SIDE = 0.1  # what each pair of typed words found side by side adds, ...
_SIDE_BY_SIDE_IN_TITLE = 0.1  # ... and what it adds if that is in the title
_FIRST_IN_TITLE = 0.05  # for the first typed word at the head of the title, where methods have their names

_Table = dict[str, dict[int, Posting]]


class Index:
    """Finds papers by the words of their fields."""

    def __init__(self) -> None:
        self._documents: dict[int, Document] = {}
        self._numbers: dict[str, int] = {}
        self._next = 0
        self._words: _Table = {}
        self._forms: _Table = {}
        self._starts: _Table = {}
        self._vocabulary = Vocabulary()
        self._tables = {Source.WORD: self._words, Source.FORM: self._forms, Source.START: self._starts}
        self._tiers: dict[Slot, list[Tier]] = {}
        self._hits: dict[Slot, Hits] = {}
        self._pairs: dict[str, Postings] = {}

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, doc_id: str) -> bool:
        return doc_id in self._numbers

    def put(self, doc_id: str, fields: Mapping[Field, str]) -> None:
        """Add a paper, or replace the fields given of one that is known; its place among equals stays."""
        number = self._numbers.get(doc_id)
        if number is None:
            number = self._numbers[doc_id] = self._next
            self._documents[number] = Document(doc_id)
            self._next += 1
            self._forget()
        document = self._documents[number]
        old_words, old_forms = document.words(), document.forms()
        if not document.update(fields):
            return
        # Always in the same order, so that sums come out the same however the paper grew.
        parts = [(name, document.fields[name]) for name in Field if name in document.fields]
        words = postings_of([Part(name, known.words, known.length) for name, known in parts])
        forms = postings_of([Part(name, known.forms, known.length) for name, known in parts])
        self._write(self._words, number, old_words, words)
        self._write(self._forms, number, old_forms, forms)
        self._write_starts(number, old_words, words)
        self._forget()

    def remove(self, doc_id: str) -> None:
        """Take a paper out; one that is not known is no matter."""
        number = self._numbers.pop(doc_id, None)
        if number is None:
            return
        document = self._documents.pop(number)
        self._write(self._words, number, document.words(), {})
        self._write(self._forms, number, document.forms(), {})
        self._write_starts(number, document.words(), {})
        self._forget()

    def search(
        self, query: Query | str, *, within: Container[str] | None = None, limit: int | None = None
    ) -> list[Match]:
        """Papers that answer the words of a query: literal matches first, in each tier the best first.

        Args:
            query: Its clauses are not looked at; `entry_filter` judges those.
            within: The ids that may be found, or None for all.
            limit: At most so many.

        Returns:
            Nothing for a query without words. For one that only keeps words out, all other papers in the
            order in which they came.
        """
        asked = plan(parse(query) if isinstance(query, str) else query)
        if not asked.slots:
            return self._all_but(asked, within)[:limit] if asked.excluded else []
        hits = [self.word_hits(slot) for slot in asked.slots]
        scores, literal = self._scored(hits)
        kept = [number for number in scores if self._is_meant(number, asked, within)]
        kept.sort(key=lambda number: (number not in literal, -scores[number], number))
        closest = kept[:_WEIGHED_CLOSELY]
        for number in closest:
            scores[number] *= 1 + self._well_placed(number, hits)
        closest.sort(key=lambda number: (number not in literal, -scores[number], number))
        kept[:_WEIGHED_CLOSELY] = closest
        return [self._match(number, scores[number], number in literal, hits) for number in kept[:limit]]

    def warm(self) -> None:
        """Make now what the first typed keys would have to wait some milliseconds for."""
        for length in range(3, 12):
            self.search("x" * length)

    def tiers(self, slot: Slot) -> list[Tier]:
        """The words of the papers that may be meant by a typed one."""
        if slot not in self._tiers:
            if len(self._tiers) >= _CACHED_WORDS:
                self._tiers.clear()
            self._tiers[slot] = expand(slot, self._vocabulary, self._words)
        return self._tiers[slot]

    def word_hits(self, slot: Slot) -> Hits:
        """The papers that meet one typed word."""
        if slot not in self._hits:
            if len(self._hits) >= _CACHED_WORDS:
                self._hits.clear()
            self._hits[slot] = word_hits(self.tiers(slot), self._look_up, len(self))
        return self._hits[slot]

    def _write(self, table: _Table, number: int, old: set[str], new: Mapping[str, Posting]) -> None:
        for term in old - new.keys():
            del table[term][number]
            if not table[term]:
                del table[term]
                if term not in self._words and term not in self._forms:
                    self._vocabulary.discard(term)
        for term, posting in new.items():
            if term in table:
                table[term][number] = posting
            else:
                table[term] = {number: posting}
                self._vocabulary.add(term)

    def _write_starts(self, number: int, old: set[str], new: Mapping[str, Posting]) -> None:
        best = best_by_start(new, LONGEST_START)
        for start in best_by_start(dict.fromkeys(old, 0), LONGEST_START).keys() - best.keys():
            del self._starts[start][number]
        for start, posting in best.items():
            self._starts.setdefault(start, {})[number] = posting

    def _forget(self) -> None:
        self._tiers.clear()
        self._hits.clear()
        self._pairs.clear()

    def _look_up(self, option: Option) -> Postings:
        if option.source is Source.PAIR:
            if option.term not in self._pairs:
                self._pairs[option.term] = self._pair(option.term)
            return self._pairs[option.term]
        return self._tables[option.source].get(option.term, {})

    def _pair(self, pair: str) -> Postings:
        left, right = (self._words.get(word, {}) for word in pair.split())
        line = f" {pair} "
        both = sorted(left.keys() & right.keys())
        return {number: min(left[number], right[number]) for number in both if self._documents[number].holds(line)}

    def _scored(self, hits: list[Hits]) -> tuple[dict[int, float], set[int]]:
        """Scores of the papers that meet enough words, and which of them meet every word literally."""
        sums: dict[int, float] = {}
        met: dict[int, int] = {}
        typed: dict[int, int] = {}
        for one in hits:
            for number, (score, _, option) in one.items():
                sums[number] = sums.get(number, 0.0) + score
                met[number] = met.get(number, 0) + 1
                if option.literal:
                    typed[number] = typed.get(number, 0) + 1
        words, least = len(hits), least_words(len(hits))
        scores = {number: sums[number] * (met[number] / words) ** 2 for number in sums if met[number] >= least}
        return scores, {number for number, count in typed.items() if count == words}

    def _is_meant(self, number: int, asked: Plan, within: Container[str] | None) -> bool:
        document = self._documents[number]
        if within is not None and document.id not in within:
            return False
        if not all(document.fits(phrase) for phrase in asked.phrases):
            return False
        return not any(document.fits(phrase) for phrase in asked.excluded)

    def _all_but(self, asked: Plan, within: Container[str] | None) -> list[Match]:
        numbers = (number for number in self._documents if self._is_meant(number, asked, within))
        return [Match(self._documents[number].id, 0.0, "literal", ()) for number in numbers]

    def _well_placed(self, number: int, hits: list[Hits]) -> float:
        """What it adds that words stand in the paper as they were typed: side by side, or first in the title."""
        terms = [one[number][2].term if number in one else "" for one in hits]
        document = self._documents[number]
        title = document.fields[Field.TITLE].line if Field.TITLE in document.fields else ""
        bonus = _FIRST_IN_TITLE if terms[0] and title.startswith(f" {terms[0]} ") else 0.0
        for left, right in pairwise(terms):
            pair = f" {left} {right} "
            if left and right and document.holds(pair):
                bonus += _SIDE_BY_SIDE + (_SIDE_BY_SIDE_IN_TITLE if pair in title else 0.0)
        return bonus

    def _match(self, number: int, score: float, literal: bool, hits: list[Hits]) -> Match:
        masks = tuple(fields_of(one[number][1]) for one in hits if number in one)
        return Match(
            self._documents[number].id, score, "literal" if literal else "similar", telling(tuple(sorted(masks)))
        )
