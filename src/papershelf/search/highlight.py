"""Which letters of a shown text answer the query, and which sentence answers it best."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from papershelf.search.expand import Source, Tier
from papershelf.search.fields import Field
from papershelf.search.index import Index
from papershelf.search.plan import plan
from papershelf.search.query import Query
from papershelf.search.tokens import Token, original_length, other_forms, tokenize

Span: TypeAlias = tuple[int, int]
_Key: TypeAlias = tuple[Source, str]
_Meaning: TypeAlias = tuple[int, int, int]  # the typed word's place in the query, how sure it is, letters typed

_SENTENCE_END = re.compile(r"(?:(?<=[.!?。！？])|(?<=[.!?]['\")\]”’]))\s+(?=[^\sa-z])|\n+|(?<=[。！？])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|et al|cf|vs|resp|Fig|Eq|Sec|Tab|No|Dr|Prof|St)|\b[A-Z])\.$")


class Highlighter:
    """Finds the matched letters of a query; made for each search, asked for visible rows only.

    Args:
        index: The index that was searched.
        query: The query that it answered.
    """

    def __init__(self, index: Index, query: Query) -> None:
        slots = plan(query).slots
        self._slots = range(len(slots))
        self._meant: dict[Source, dict[str, list[_Meaning]]] = {}
        for slot in self._slots:
            for (source, term), (tier, letters) in _meanings(index.tiers(slots[slot])).items():
                self._meant.setdefault(source, {}).setdefault(term, []).append((slot, tier, letters))
        # Only starts as long as one that is meant can be one: most queries have a single length.
        self._lengths = {len(term) for term in self._meant.get(Source.START, ())}
        self._tags = {
            word.text
            for clause in query.clauses
            if clause.name == "tag" and not clause.negated
            for word in tokenize(clause.value)
        }

    def spans(self, text: str, field: Field) -> tuple[Span, ...]:
        """Half-open ranges of matched letters: in order, not touching, all inside the text.

        Args:
            text: The text exactly as it will be shown.
            field: Which field it is; in tags, those that a `tag:` clause asks for count too.
        """
        found = [span for spans in self._spans_by_word(text) for span in spans]
        if field is Field.TAGS:
            found += [(word.start, word.end) for word in tokenize(text) if word.text in self._tags]
        return _merged(found)

    def best_sentence(self, text: str) -> Span | None:
        """The first of the sentences that answer most of the typed words, or None if none answers any."""
        places = [sorted(start for start, _ in spans) for spans in self._spans_by_word(text)]
        best, most = None, 0
        for start, end in _sentences(text):
            count = sum(bisect_left(starts, end) > bisect_left(starts, start) for starts in places)
            if count > most:
                best, most = (start, end), count
        return best

    def _spans_by_word(self, text: str) -> list[list[Span]]:
        """For each typed word, what the surest of its meanings finds: no misspelling beside the word itself."""
        met: list[list[tuple[int, int, Token]]] = [[] for _ in self._slots]
        for meanings, word in self._looked_up(text):
            for slot, tier, letters in meanings:
                met[slot].append((tier, letters, word))
        spans: list[list[Span]] = []
        for each in met:
            surest = min((tier for tier, _, _ in each), default=0)
            spans.append([(word.start, _end(text, word, n)) for tier, n, word in each if tier == surest])
        return spans

    def _looked_up(self, text: str) -> Iterator[tuple[list[_Meaning], Token]]:
        """The words that are meant, by whichever slot. Most words are not: they must cost next to nothing."""
        words = _words(text)
        if meant := self._meant.get(Source.WORD):
            yield from ((meant[word.text], word) for word in words if word.text in meant)
        for length in self._lengths:
            meant = self._meant[Source.START]
            yield from ((meant[word.text[:length]], word) for word in words if word.text[:length] in meant)
        if meant := self._meant.get(Source.FORM):
            yield from ((meant[form.text], form) for form in _forms(text) if form.text in meant)
        if meant := self._meant.get(Source.PAIR):
            for left, right in pairwise(words):
                if pair := meant.get(f"{left.text} {right.text}"):
                    yield pair, Token(left.start, right.end, "")


# The same papers are looked at from key to key.


@lru_cache(maxsize=512)
def _words(text: str) -> list[Token]:
    return tokenize(text)


@lru_cache(maxsize=512)
def _forms(text: str) -> list[Token]:
    return list(other_forms(text))


def _meanings(tiers: list[Tier]) -> dict[_Key, tuple[int, int]]:
    """For each word that may be meant, its surest tier, and how many of its letters were typed."""
    meant: dict[_Key, tuple[int, int]] = {}
    for place, tier in enumerate(tiers):
        for option in tier:
            meant.setdefault((option.source, option.term), (place, option.letters))
    return meant


def _end(text: str, word: Token, letters: int) -> int:
    if not letters:
        return word.end
    return word.start + original_length(text[word.start : word.end], letters)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=512)
def _sentences(text: str) -> list[Span]:
    return list(_split(text))


def _split(text: str) -> Iterator[Span]:
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if found.start() > start and not _ABBREVIATION.search(text, start, found.start()):
            yield start, found.start()
            start = found.end()
    if start < len(text):
        yield start, len(text)
