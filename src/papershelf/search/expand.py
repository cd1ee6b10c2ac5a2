"""Widens one typed word to the words of the papers that may be meant, the surest first."""

from collections.abc import Iterator
from enum import Enum
from math import log1p
from typing import NamedTuple, Protocol

from papershelf.search.language.nodes import Force
from papershelf.search.lexicon import LONGEST
from papershelf.search.plan import Slot
from papershelf.search.tokens import written_singly


class Source(Enum):
    """How an option's papers are looked up."""

    WORD = "word"  # a word as it stands in a text, or another form of one: a compound joined, a name divided
    START = "start"  # any longer word that begins so
    PAIR = "pair"  # two words side by side


class Option(NamedTuple):
    """Words of the papers that may be meant.

    Attributes:
        term: The word; a pair is written with a blank.
        weight: How sure it is, 1 for the word as typed.
        source: How to look it up.
        literal: Whether it is what was typed, or begins with it and was still being typed.
    """

    term: str
    weight: float
    source: Source = Source.WORD
    literal: bool = False


Tier = list[Option]


class Words(Protocol):
    """What must be known about the words of all papers."""

    def __contains__(self, word: str) -> bool:
        """Whether any paper holds it, as it is or in another form."""

    @property
    def usual_spread(self) -> int:
        """A word that so many papers hold is common enough to be meant as it was typed."""

    def spread(self, word: str) -> int:
        """How many papers hold it."""

    def spread_of_start(self, start: str) -> int:
        """About how many papers hold a word that begins so and is longer."""

    def near(self, word: str, budget: int) -> list[tuple[str, int]]:
        """The other words within so many edits, with how many."""

    def near_starts(self, start: str) -> list[str]:
        """The beginnings of words that are one edit away."""


LEAST_OF_START, MOST_OF_START = 0.75, 0.95  # how sure a beginning is, by the share of letters typed
_UNACCENTED = 0.95
_FORM = 0.9  # the other number of the same noun, or two typed words run together
_SPLIT = 0.8
_INNER_START = 0.5  # a longer word where the typed one was finished
_TYPO_UNKNOWN, _TYPO_KNOWN = 0.7, 0.45  # one edit, where the typed word stands nowhere, and where it does
_WELL_KNOWN = 20  # a word that so many papers hold is seldom a slip for another
_SECOND_EDIT = 0.6  # each further edit multiplies by this
_HALF_TYPO = 0.8  # a misspelt beginning, beside a misspelt whole word
_SHORTEST_INNER_START = 3
_SHORTEST_HALF_TYPO = 4
_SHORTEST_JOIN = 4
_SHORTEST_PART = 3
_MOST_SPLITS = 2
_MOST_SPLIT_TYPOS = 1


def expand(slot: Slot, words: Words) -> list[Tier]:
    """Tiers of options, the surest tier first; a tier may be empty."""
    literal = [[option] for option in literal_options(slot)]
    if slot.force is Force.LITERAL:
        return literal
    tiers = [*literal, list(_unaccented(slot)), list(_other_forms(slot, words))]
    if written_singly(slot.word):
        return tiers
    if not slot.half_typed and len(slot.word) >= _SHORTEST_INNER_START:
        tiers.append([Option(slot.word, _INNER_START, Source.START)])
    tiers.extend(_misspelt(slot, words))
    return tiers


def literal_options(slot: Slot) -> list[Option]:
    """The word as typed, and what begins so if more letters may follow."""
    typed = slot.accented or slot.word
    exact = Option(typed, 1.0, literal=True)
    return [exact, exact._replace(source=Source.START)] if slot.half_typed else [exact]


def joined(left: Slot, right: Slot, words: Words) -> Tier:
    """Two neighbouring typed words as one, where papers have it so."""
    together = left.word + right.word
    if len(together) < _SHORTEST_JOIN or left.field is not right.field:
        return []
    options = [Option(together, _FORM)] if together in words else []
    if right.half_typed and words.spread_of_start(together):
        options.append(Option(together, _FORM, Source.START))
    return options


def edits_allowed(word: str) -> int:
    """How many letters of a word may be wrong: short words mislead, and a number is never misspelt."""
    if len(word) <= 2 or len(word) > LONGEST or not any(map(str.isalpha, word)):
        return 0
    return 1 if len(word) <= 5 else 2


def _unaccented(slot: Slot) -> Iterator[Option]:
    if slot.accented:
        yield Option(slot.word, _UNACCENTED)
        if slot.half_typed:
            yield Option(slot.word, _UNACCENTED, Source.START)


def _other_forms(slot: Slot, words: Words) -> Iterator[Option]:
    """The other number of the same noun, and the same letters in two words."""
    yield from (Option(other, _FORM) for other in other_number(slot.word) if other in words)
    if not (slot.half_typed and words.spread_of_start(slot.word)):
        yield from _split(slot.word, _SPLIT, words)


def _split(word: str, weight: float, words: Words) -> Iterator[Option]:
    """The likeliest places to cut a word in two: those whose rarer part is the most common."""
    if len(word) > 2 * LONGEST:
        return  # nobody runs two such words together, and to try every cut of an endless one would take long
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    commonness = {cut: min(words.spread(word[:cut]), words.spread(word[cut:])) for cut in cuts}
    for cut in sorted(commonness, key=lambda cut: -commonness[cut])[:_MOST_SPLITS]:
        if commonness[cut]:
            yield Option(f"{word[:cut]} {word[cut:]}", weight, Source.PAIR)


def other_number(word: str) -> Iterator[str]:
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


def _misspelt(slot: Slot, words: Words) -> list[Tier]:
    word = slot.word
    spread = words.spread(word) + (words.spread_of_start(word) if slot.half_typed else 0)
    if slot.force is Force.SIMILAR:
        spread = 0
    # A word that many papers hold is seldom a slip for another one, and never a double one.
    budget = min(edits_allowed(word), 2 if spread < _WELL_KNOWN else 1)
    known = min(1.0, log1p(spread) / log1p(_WELL_KNOWN))
    first = _TYPO_UNKNOWN + (_TYPO_KNOWN - _TYPO_UNKNOWN) * known
    tiers: list[Tier] = [[] for _ in range(budget)]
    if budget:
        near = words.near(word, budget)
        for term, edits in near:
            tiers[edits - 1].append(Option(term, first * _SECOND_EDIT ** (edits - 1)))
        for term, edits in sorted(near, key=lambda found: (found[1], -words.spread(found[0])))[:_MOST_SPLIT_TYPOS]:
            tiers[edits - 1] += _split(term, first * _SECOND_EDIT ** (edits - 1) * _SPLIT, words)
    if budget and slot.half_typed and len(word) >= _SHORTEST_HALF_TYPO and spread < words.usual_spread:
        tiers[0] += [Option(start, first * _HALF_TYPO, Source.START) for start in words.near_starts(word)]
    return tiers
