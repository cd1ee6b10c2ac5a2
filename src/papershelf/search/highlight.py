"""Which letters of a shown text answer the query, and which sentence answers it best."""

import re
from collections.abc import Iterator
from itertools import pairwise

from papershelf.search.expand import Option, Source
from papershelf.search.fields import Field
from papershelf.search.index import Index
from papershelf.search.plan import plan
from papershelf.search.query import Query
from papershelf.search.tokens import Token, original_length, other_forms, tokenize

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"(?:(?<=[.!?。！？])|(?<=[.!?]['\")\]”’]))\s+(?=[^\sa-z])|\n+|(?<=[。！？])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|et al|cf|vs|resp|Fig|Eq|Sec|Tab|No|Dr|Prof|St)|\b[A-Z])\.$")


class Highlighter:
    """Finds the matched letters of a query; made for each search, asked for visible rows only.

    Args:
        index: The index that was searched.
        query: The query that it answered.
    """

    def __init__(self, index: Index, query: Query) -> None:
        self._meant = [_Meant(index.tiers(slot)) for slot in plan(query).slots]
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
        words = tokenize(text)
        found = [span for meant in self._meant for span in meant.spans(text, words)]
        if field is Field.TAGS:
            found += [(word.start, word.end) for word in words if word.text in self._tags]
        return _merged(found)

    def best_sentence(self, text: str) -> Span | None:
        """The first of the sentences that answer most of the typed words, or None if none answers any."""
        best, most = None, 0
        for start, end in _sentences(text):
            sentence = text[start:end]
            words = tokenize(sentence)
            count = sum(bool(meant.spans(sentence, words)) for meant in self._meant)
            if count > most:
                best, most = (start, end), count
        return best


class _Meant:
    """The words that one typed word may stand for, the surest tier first."""

    def __init__(self, tiers: list[list[Option]]) -> None:
        self._tiers = [
            {(option.source, option.term): option.letters for option in tier} for tier in tiers if tier
        ]

    def spans(self, text: str, words: list[Token]) -> list[Span]:
        """What the surest tier finds; a misspelling is not shown beside the word itself."""
        known = list(_looked_up(text, words))
        for tier in self._tiers:
            found = [
                (word.start, _end(text, word, tier[key])) for key, word in known if key in tier
            ]
            if found:
                return found
        return []


def _looked_up(text: str, words: list[Token]) -> Iterator[tuple[tuple[Source, str], Token]]:
    for word in words:
        yield (Source.WORD, word.text), word
    for form in other_forms(text):
        yield (Source.FORM, form.text), form
    for left, right in pairwise(words):
        yield (Source.PAIR, f"{left.text} {right.text}"), Token(left.start, right.end, "")


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


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if found.start() > start and not _ABBREVIATION.search(text, start, found.start()):
            yield start, found.start()
            start = found.end()
    if start < len(text):
        yield start, len(text)
