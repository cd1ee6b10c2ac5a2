"""Which letters of a shown text answer the query, and which sentence answers it best."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from papershelf.search.expand import Option, Source
from papershelf.search.fields import Field
from papershelf.search.index import Index
from papershelf.search.language.nodes import Clause, Query, leaves
from papershelf.search.tokens import Token, original_length, other_forms, places_of, tokenize, words_of
from papershelf.search.words import accented
from papershelf.text import fold

Span: TypeAlias = tuple[int, int]
_Meaning: TypeAlias = tuple[int, int, int]  # the typed word's place in the query, how sure it is, letters typed
_Meanings: TypeAlias = dict[str, list[_Meaning]]

_SENTENCE_END = re.compile(r"(?:(?<=[.!?。！？])|(?<=[.!?]['\")\]”’]))(\s+)(?=[^\sa-z])|(\n+|(?<=[。！？]))")
# The same in ASCII. It begins with what it looks for, so that letters are passed over and not tried one by one.
_ASCII_SENTENCE_END = re.compile(r"[.!?]['\")\]]?(\s+)(?=[^\sa-z])|(\n+)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|et al|cf|vs|resp|Fig|Eq|Sec|Tab|No|Dr|Prof|St)|\b[A-Z])\.$")
_LONGEST_ABBREVIATION = len("et al.")
_MOST_KEPT = 64  # texts whose matches are kept


class Highlighter:
    """Finds the matched letters of a query; made for each search, asked for visible rows only.

    Args:
        index: The index that was searched.
        query: The query that it answered.
    """

    def __init__(self, index: Index, query: Query) -> None:
        meanings = index.meanings(query)
        self._fields = [slot.field for slot, _ in meanings]
        self._words: _Meanings = {}
        self._starts: _Meanings = {}
        self._pairs: _Meanings = {}
        self._found: dict[tuple[Field, str], list[list[Span]]] = {}
        for place, (_, tiers) in enumerate(meanings):
            for tier, options in enumerate(tiers):
                for option in options:
                    self._learn(option, place, tier)
        # Only starts as long as one that is meant can be one: most queries have a single length.
        self._lengths = {len(start) for start in self._starts}
        self._lefts = {pair.partition(" ")[0] for pair in self._pairs}
        self._tags = {
            word.text
            for clause in leaves(query.terms)
            if isinstance(clause, Clause) and clause.name == "tag" and not clause.negated
            for word in tokenize(clause.value)
        }

    def _learn(self, option: Option, place: int, tier: int) -> None:
        kind = {Source.WORD: self._words, Source.START: self._starts, Source.PAIR: self._pairs}[option.source]
        letters = len(fold(option.term)) if option.source is Source.START else 0
        kind.setdefault(option.term, []).append((place, tier, letters))

    def spans(self, text: str, field: Field) -> tuple[Span, ...]:
        """Half-open ranges of matched letters: in order, not touching, all inside the text.

        Args:
            text: The text exactly as it will be shown.
            field: Which field it is; in tags, those that a `tag:` clause asks for count too.
        """
        found = [span for spans in self._spans_by_word(text, field) for span in spans]
        if field is Field.TAGS:
            found += [(word.start, word.end) for word in tokenize(text) if word.text in self._tags]
        return _merged(found)

    def fields(self, texts: Mapping[Field, str]) -> tuple[Field, ...]:
        """Where a paper matches: fields by how many typed words they hold; of equals, the more telling one first."""
        counts = {field: self._count(texts, field) for field in Field}
        return tuple(sorted((field for field in Field if counts[field]), key=lambda field: -counts[field]))

    def best_field(self, texts: Mapping[Field, str]) -> Field | None:
        """The first of `fields`, or None; where a short text holds every typed word no long one is looked at."""
        best, most = None, 0
        for field in Field:
            if (count := self._count(texts, field)) > most:
                best, most = field, count
            if most and most >= len(self._fields):
                break
        return best

    def _count(self, texts: Mapping[Field, str], field: Field) -> int:
        """How many typed words a field holds; a tag that a clause asks for counts where no word does."""
        text = texts.get(field, "")
        return sum(map(bool, self._spans_by_word(text, field))) or (
            field is Field.TAGS and bool(self.spans(text, field))
        )

    def best_sentence(self, text: str, field: Field = Field.ABSTRACT) -> Span | None:
        """The first of the sentences that answer most of the typed words, or None if none answers any."""
        places = [sorted(start for start, _ in spans) for spans in self._spans_by_word(text, field)]
        best, most = None, 0
        for start, end in _sentences(text):
            count = sum(bisect_left(starts, end) > bisect_left(starts, start) for starts in places)
            if count > most:
                best, most = (start, end), count
        return best

    def _spans_by_word(self, text: str, field: Field) -> list[list[Span]]:
        """For each typed word, what the surest of its meanings finds: no misspelling beside the word itself."""
        if (field, text) not in self._found:  # a row asks for its fields, their letters and the best sentence
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            self._found[field, text] = self._find(text, field)
        return self._found[field, text]

    def _find(self, text: str, field: Field) -> list[list[Span]]:
        met: list[list[tuple[int, int, Token]]] = [[] for _ in self._fields]
        for meanings, word in self._looked_up(text) if self._fields else ():
            for place, tier, letters in meanings:
                if self._fields[place] in (None, field):
                    met[place].append((tier, letters, word))
        spans: list[list[Span]] = []
        for each in met:
            surest = min((tier for tier, _, _ in each), default=0)
            spans.append([(word.start, _end(text, word, n)) for tier, n, word in each if tier == surest])
        return spans

    def _looked_up(self, text: str) -> Iterator[tuple[list[_Meaning], Token]]:
        """The words that are meant, by whichever slot. Most words are not: they must cost next to nothing."""
        cut = _cut(text)
        if meant := self._words:
            yield from ((meant[word], cut.token(place)) for place, word in enumerate(cut.letters) if word in meant)
        for length in self._lengths:
            meant = self._starts
            starts = [(place, word[:length]) for place, word in enumerate(cut.letters) if word[:length] in meant]
            yield from ((meant[start], cut.token(place)) for place, start in starts)
        if lefts := self._lefts:
            for place in [place for place, word in enumerate(cut.letters) if word in lefts]:
                pair = " ".join(cut.letters[place : place + 2]) if place + 1 < cut.count else ""
                if meanings := self._pairs.get(pair):
                    yield meanings, Token(cut.token(place).start, cut.token(place + 1).end, "")


class _Cut:
    """A text cut into words; where they stand is worked out for the few texts that hold one which is meant.

    Attributes:
        letters: The words of the text, and behind them what else they may be looked for as.
        count: How many words the text has.
    """

    __slots__ = ("_forms", "_places", "_text", "count", "letters")

    def __init__(self, text: str) -> None:
        self._text = text
        self._forms = list(other_forms(text))
        self._places: list[Span] | None = None
        if text.isascii():
            words = words_of(text)
        else:
            tokens = tokenize(text)
            words = [word.text for word in tokens]
            self._places = [(word.start, word.end) for word in tokens]
            accents = ((word, accented(text[word.start : word.end])) for word in tokens)
            self._forms += [word._replace(text=letters) for word, letters in accents if letters]
        self.count = len(words)
        self.letters = [*words, *(form.text for form in self._forms)]

    def token(self, place: int) -> Token:
        """A word, or a form of one, and where it stands."""
        if place >= self.count:
            return self._forms[place - self.count]
        if self._places is None:
            self._places = places_of(self._text)
        return Token(*self._places[place], self.letters[place])


# The same papers are looked at from key to key.
_cut = lru_cache(maxsize=512)(_Cut)


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
    for found in (_ASCII_SENTENCE_END if text.isascii() else _SENTENCE_END).finditer(text):
        stop, after = found.span(found.lastindex or 0)
        if stop > start and not _ABBREVIATION.search(text, max(start, stop - _LONGEST_ABBREVIATION), stop):
            yield start, stop
            start = after
    if start < len(text):
        yield start, len(text)
