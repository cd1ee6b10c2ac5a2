"""Widens one typed word to the words of the papers that may be meant, the surest first."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from papershelf.search.tokens import written_singly
from papershelf.search.vocabulary import Vocabulary


class Source(Enum):
    """Where an option's papers are looked up."""

    WORD = "word"  # a word as it stands in the text
    FORM = "form"  # a compound run together, or a part of a camel-case name
    PAIR = "pair"  # two words side by side
    START = "start"  # any word that begins with these one or two letters


class Option(NamedTuple):
    """A word of the papers that may be meant.

    Attributes:
        term: The word; a pair is written with a blank.
        weight: How sure it is, 1 for the word as typed.
        source: Where to look it up.
        literal: Whether it is what was typed, or begins with it and was still being typed.
        letters: How many of its letters were typed; 0 means all of it.
    """

    term: str
    weight: float
    source: Source = Source.WORD
    literal: bool = False
    letters: int = 0


class Slot(NamedTuple):
    """One typed word with what stands around it.

    Attributes:
        word: Folded letters.
        half_typed: Whether more letters may follow.
        strict: Whether it stands in quotes, so that misspellings do not count.
        before: The word typed before it, or nothing.
        after: The word typed after it, or nothing.
        after_half_typed: Whether the word after it may grow.
    """

    word: str
    half_typed: bool = False
    strict: bool = False
    before: str = ""
    after: str = ""
    after_half_typed: bool = False


Tier = list[Option]

# Beginnings up to this length have too many words to go through at a key press: the index keeps them ready.
LONGEST_START = 2

_PREFIX_LEAST, _PREFIX_MOST = 0.75, 0.95
_FORM = 0.9  # a compound or plural form of what was typed
_SPLIT = 0.8
_INNER_PREFIX = 0.5  # a longer word where the typed one was finished
_TYPO_UNKNOWN, _TYPO_KNOWN = 0.7, 0.45  # one edit, where the typed word stands nowhere, and where it does
_SECOND_EDIT = 0.6  # each further edit multiplies by this
_HALF_TYPO = 0.8  # a misspelt beginning, beside a misspelt whole word
_SHORTEST_INNER_PREFIX = 3
_SHORTEST_HALF_TYPO = 4
_SHORTEST_JOIN = 4
_SHORTEST_SPLIT = 2
_LONGEST_TYPO = 40


def expand(slot: Slot, vocabulary: Vocabulary, words: Mapping[str, object]) -> list[Tier]:
    """Tiers of options, the surest tier first; a tier may be empty.

    Args:
        slot: What was typed.
        vocabulary: All words and other forms.
        words: Those of them that stand in a text as they are.
    """
    word = slot.word
    exact = [Option(word, 1.0, literal=True)] if word in words else []
    growing = _growing(slot, vocabulary) if slot.half_typed else []
    literal = [option for option in growing if option.source is Source.START or option.term in words]
    forms = [_as_form(option) for option in growing if option.source is not Source.START]
    tiers = [exact, literal, [*_near_exact(slot, vocabulary), *forms]]
    if slot.strict or written_singly(word):
        return tiers
    known = bool(exact or growing)
    tiers.append([*_one_more(slot, vocabulary)])
    tiers.extend(_misspelt(slot, vocabulary, known))
    return tiers


def edits_allowed(word: str) -> int:
    """How many letters of a word may be wrong: short words mislead, and a number is never misspelt."""
    if len(word) <= 2 or len(word) > _LONGEST_TYPO or not any(map(str.isalpha, word)):
        return 0
    return 1 if len(word) <= 5 else 2


def _growing(slot: Slot, vocabulary: Vocabulary) -> Tier:
    typed = len(slot.word)
    if typed <= LONGEST_START:
        return [Option(slot.word, _PREFIX_LEAST, Source.START, literal=True, letters=typed)]
    span = _PREFIX_MOST - _PREFIX_LEAST
    return [
        Option(term, _PREFIX_LEAST + span * typed / len(term), literal=True, letters=typed)
        for term in vocabulary.starting_with(slot.word)
    ]


def _as_form(option: Option) -> Option:
    return option._replace(weight=option.weight * _FORM, source=Source.FORM, literal=False)


def _near_exact(slot: Slot, vocabulary: Vocabulary) -> Iterator[Option]:
    """The same letters otherwise divided, and the other number of the same noun."""
    word = slot.word
    if word in vocabulary:
        yield Option(word, _FORM, Source.FORM)
    if slot.before:
        yield from _run_together(slot.before + word, slot.half_typed, vocabulary)
    if slot.after:
        yield from _run_together(word + slot.after, slot.after_half_typed, vocabulary)
    if slot.strict:
        return
    for other in _other_number(word):
        if other in vocabulary:
            yield from _both_ways(other, _FORM)
    yield from _split(word, _SPLIT, vocabulary)


def _split(word: str, weight: float, vocabulary: Vocabulary) -> Iterator[Option]:
    for cut in range(_SHORTEST_SPLIT, len(word) - _SHORTEST_SPLIT + 1):
        left, right = word[:cut], word[cut:]
        if left in vocabulary and right in vocabulary:
            yield Option(f"{left} {right}", weight, Source.PAIR)


def _run_together(joined: str, half_typed: bool, vocabulary: Vocabulary) -> Iterator[Option]:
    if len(joined) >= _SHORTEST_JOIN and joined in vocabulary:
        yield from _both_ways(joined, _FORM)
    if half_typed and len(joined) > _SHORTEST_JOIN:
        for term in vocabulary.starting_with(joined):
            yield from _both_ways(term, _FORM * _PREFIX_MOST, len(joined))


def _both_ways(term: str, weight: float, letters: int = 0) -> Iterator[Option]:
    yield Option(term, weight, Source.WORD, letters=letters)
    yield Option(term, weight, Source.FORM, letters=letters)


def _other_number(word: str) -> Iterator[str]:
    """Singular and plural by the plainest rules of English; a wrong guess is simply no word."""
    if len(word) <= 2:
        return
    yield word + "s"
    yield word + "es"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("y"):
        yield word[:-1] + "ies"
    if word.endswith("es") and len(word) > 4:
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        yield word[:-1]


def _one_more(slot: Slot, vocabulary: Vocabulary) -> Iterator[Option]:
    if slot.half_typed or len(slot.word) < _SHORTEST_INNER_PREFIX:
        return
    for term in vocabulary.starting_with(slot.word):
        yield from _both_ways(term, _INNER_PREFIX, len(slot.word))


def _misspelt(slot: Slot, vocabulary: Vocabulary, known: bool) -> Iterator[Tier]:
    # A word that stands somewhere as typed is seldom a double slip for another one.
    budget = min(edits_allowed(slot.word), 1 if known else 2)
    first = _TYPO_KNOWN if known else _TYPO_UNKNOWN
    tiers: list[Tier] = [[] for _ in range(budget)]
    if budget:
        for term, edits in vocabulary.near(slot.word, budget):
            weight = first * _SECOND_EDIT ** (edits - 1)
            tiers[edits - 1] += _both_ways(term, weight)
            tiers[edits - 1] += _split(term, weight * _SPLIT, vocabulary)
    if budget and slot.half_typed and slot.word not in vocabulary and len(slot.word) >= _SHORTEST_HALF_TYPO:
        for term, edits in vocabulary.near_start(slot.word, budget):
            weight = first * _HALF_TYPO * _SECOND_EDIT ** (edits - 1)
            tiers[edits - 1] += _both_ways(term, weight)
    yield from tiers
