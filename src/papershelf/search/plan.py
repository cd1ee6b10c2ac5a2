"""Reads a query for the index: which words to look for, which phrases to insist on, what to keep out."""

import re
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from papershelf.search.documents import phrase_pattern
from papershelf.search.expand import Slot
from papershelf.search.query import Group, Phrase, Query
from papershelf.search.tokens import tokenize

# Whoever pastes a whole abstract is understood from its first words; the rest would only cost time.
_MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query asks of the index.

    Attributes:
        slots: The words looked for, in order, without doubles.
        phrases: What must stand side by side.
        excluded: What must not stand there.
    """

    slots: tuple[Slot, ...]
    phrases: tuple[re.Pattern[str], ...]
    excluded: tuple[re.Pattern[str], ...]


class _Typed(NamedTuple):
    word: str
    half_typed: bool
    strict: bool


def plan(query: Query) -> Plan:
    """What a query asks of the index."""
    typed: list[_Typed] = []
    phrases: list[re.Pattern[str]] = []
    excluded: list[re.Pattern[str]] = []
    for term in query.wording:
        if isinstance(term, Group):
            continue
        words = [token.text for token in tokenize(term.text)]
        grows = query.half_typed and term is query.terms[-1]
        if term.negated:
            excluded.append(phrase_pattern(words))
            continue
        strict = isinstance(term, Phrase)
        if strict:
            phrases.append(phrase_pattern(words, grows))
        # Punctuation after the last letter says that the word is finished.
        grows = grows and term.text[-1:].isalnum()
        typed += [_Typed(word, grows and place == len(words), strict) for place, word in enumerate(words, 1)]
    return Plan(_slots(typed), tuple(phrases), tuple(excluded))


def _slots(typed: list[_Typed]) -> tuple[Slot, ...]:
    unique = list({(one.word, one.half_typed): one for one in typed}.values())[:_MOST_WORDS]
    around = list(chain((None,), unique, (None,)))
    return tuple(
        Slot(
            word=here.word,
            half_typed=here.half_typed,
            strict=here.strict,
            before=before.word if before else "",
            after=after.word if after else "",
            after_half_typed=bool(after and after.half_typed),
        )
        for before, here, after in zip(around, unique, around[2:], strict=False)
    )
