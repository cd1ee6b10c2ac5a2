"""Reads a query for the index: which words to look for, what must stand there, what to keep out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from papershelf.search.fields import Field
from papershelf.search.language.nodes import Clause, Force, Group, Phrase, Query, Term, Word, is_clauses_only
from papershelf.search.tokens import first_words
from papershelf.search.words import accented

# Whoever pastes a whole abstract is understood from its first words; the rest would only cost time.
MOST_WORDS = 32
_MOST_BRANCHES = 64
_MOST_DEEP = 16
SOFT_LENGTH = 2


class Slot(NamedTuple):
    """One typed word.

    Attributes:
        word: Folded letters.
        accented: The same with the accents that were typed; empty where there are none.
        half_typed: Whether more letters may follow.
        force: Whether it must stand there literally, or is known to be misspelt.
        field: The only field to look in, or None for all.
    """

    word: str
    accented: str = ""
    half_typed: bool = False
    force: Force = Force.AUTO
    field: Field | None = None

    @property
    def is_short_start(self) -> bool:
        """Whether so few letters are there yet that nearly every paper has a word that begins so."""
        return self.half_typed and len(self.word) <= SOFT_LENGTH


class Sought(NamedTuple):
    """Words that must stand side by side."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """What must hold together.

    Attributes:
        asked: Words, and choices, of which a paper must meet most; without doubles.
        joints: Whether the asked word at the same place stands directly before the next one.
        needed: Words side by side, or single ones, that must stand there literally.
        clauses: What must be known about the paper.
        excluded: What must not hold.
    """

    asked: "tuple[Slot | AnyOf, ...]" = ()
    needed: tuple[Sought, ...] = ()
    clauses: tuple[Clause, ...] = ()
    excluded: "tuple[AllOf, ...]" = ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The words asked for, also those in choices, in the order typed."""
        found: list[Slot] = []
        for one in self.asked:
            found += [one] if isinstance(one, Slot) else [slot for option in one.options for slot in option.slots]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Choices of which one must hold."""

    options: tuple[AllOf, ...]


def plan(query: Query) -> AllOf:
    """What a query asks of the index; groups of nothing but clauses are the filters' to judge."""
    terms = tuple(term for term in query.terms if not is_clauses_only(term))
    return _all_of(terms, query.half_typed, 0)


def _all_of(terms: Sequence[Term], half_typed: bool, depth: int, literal: bool = False) -> AllOf:
    asked: dict[Slot | AnyOf, None] = {}
    needed: list[Sought] = []
    clauses: list[Clause] = []
    excluded: list[AllOf] = []
    for term in terms[:MOST_WORDS]:
        grows = half_typed and term is terms[-1]
        if isinstance(term, Clause):
            clauses.append(term)
        elif isinstance(term, Group):
            choice = _any_of(term, grows and not term.negated, depth + 1, literal or term.negated)
            if term.negated:
                excluded += choice.options
            else:
                asked[choice] = None
        elif term.negated:
            excluded.append(AllOf(needed=(Sought(tuple(_slots(term, grows=False))),)))
        else:
            slots = tuple(_slots(term, grows))
            if not literal:
                asked |= dict.fromkeys(slots)
            if literal or isinstance(term, Phrase) or term.force is Force.LITERAL:
                needed.append(Sought(slots))
    return AllOf(tuple(asked)[:MOST_WORDS], tuple(needed), tuple(clauses), tuple(excluded))


def _any_of(group: Group, half_typed: bool, depth: int, literal: bool) -> AnyOf:
    """The choices of a group; one that keeps papers out must stand there literally, as a single word must."""
    options = group.options[:_MOST_BRANCHES] if depth <= _MOST_DEEP else ()
    return AnyOf(
        tuple(
            _all_of(option, half_typed and option is group.options[-1], depth, literal) for option in options if option
        )
    )


def _slots(term: Word | Phrase, grows: bool) -> Iterator[Slot]:
    words = first_words(term.text, MOST_WORDS + 1)
    # Punctuation after the last letter says that the word is finished; a mark such as an accent is part of a letter.
    grows = grows and bool(words) and words[-1].end == len(term.text)
    force = Force.LITERAL if isinstance(term, Phrase) else term.force
    for place, word in enumerate(words[:MOST_WORDS], 1):
        yield Slot(
            word.text,
            accented(term.text[word.start : word.end]),
            grows and place == len(words) and not (force is Force.LITERAL and isinstance(term, Word)),
            force,
            term.field,
        )
