"""A query as immutable values, and their way back to canonical text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from papershelf.search.fields import Field

_PLAIN_VALUE: Final = re.compile(r'[^\s"()]+')


class Force(StrEnum):
    """How sure a word must be met; the value is the sign that is typed before it."""

    AUTO = ""
    SIMILAR = "~"
    LITERAL = "="


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word as typed; a negated one keeps papers out.

    Attributes:
        text: May hold punctuation: `BERT:` or `10.1145/1.2`.
        negated: Whether papers with it are kept out.
        field: The only place to look for it, or None for everywhere.
        force: Whether it must stand literally, or may be met by similar words at once.
    """

    text: str
    negated: bool = False
    field: Field | None = None
    force: Force = Force.AUTO

    def __str__(self) -> str:
        return _spelt(self)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side in this order."""

    text: str
    negated: bool = False
    field: Field | None = None

    def __str__(self) -> str:
        return _spelt(self)


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on what is known about a paper, such as `tag:nlp` or `-has:note`.

    Attributes:
        name: One of the names of `grammar.PREFIXES` that stand for no words.
        value: In canonical form.
        negated: Whether it must not hold.
    """

    name: str
    value: str
    negated: bool = False

    def __str__(self) -> str:
        return _spelt(self)


@dataclass(frozen=True, slots=True)
class Group:
    """Any one of some options, each of them terms that must all hold."""

    options: "tuple[tuple[Term, ...], ...]"
    negated: bool = False

    def __str__(self) -> str:
        return _spelt(self)


Term: TypeAlias = Word | Phrase | Clause | Group


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all hold.

    Attributes:
        terms: In the order typed.
        half_typed: Whether the last word, be it in a group, may only be the beginning of the one meant.
        sort: A key to sort by, with `-` before it for the other direction, or empty for none.
    """

    terms: tuple[Term, ...] = ()
    half_typed: bool = False
    sort: str = ""

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __str__(self) -> str:
        """The canonical text: it parses back to this very query."""
        terms, alone = self.terms, self.terms[0] if len(self.terms) == 1 else None
        if isinstance(alone, Group) and not alone.negated:
            text = _any_of(alone.options, growing=self.half_typed)
            terms = alone.options[-1]
        else:
            text = _any_of((terms,), growing=self.half_typed) if terms else ""
        if self.sort:
            # A word that still grows must stay last, so that it may.
            parts = (f"sort:{self.sort}", text) if self.half_typed else (text, f"sort:{self.sort}")
            return " ".join(filter(None, parts))
        return text + " " if terms and not self.half_typed and isinstance(terms[-1], Word) else text

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The conditions that stand by themselves, not in groups."""
        return tuple(term for term in self.terms if isinstance(term, Clause))

    @property
    def filters(self) -> tuple[Clause | Group, ...]:
        """What `entry_filter` judges: clauses, and groups of nothing but clauses."""
        return tuple(term for term in self.terms if isinstance(term, Clause | Group) and is_clauses_only(term))

    @property
    def has_words(self) -> bool:
        """Whether a word or phrase stands anywhere, also in a group, also negated."""
        return not all(map(is_clauses_only, self.terms))


def is_clauses_only(term: Term) -> bool:
    """Whether a term asks only for what is known about a paper, so that no index is needed to judge it."""
    if isinstance(term, Group):
        return all(is_clauses_only(inner) for option in term.options for inner in option)
    return isinstance(term, Clause)


def leaves(terms: "Sequence[Term]") -> "Iterator[Word | Phrase | Clause]":
    """Every word, phrase and clause, also those in groups, in the order typed."""
    for term in terms:
        if isinstance(term, Group):
            for option in term.options:
                yield from leaves(option)
        else:
            yield term


def any_of(options: Sequence[Sequence[Term]], negated: bool = False) -> tuple[Term, ...]:
    """The fewest terms that mean the same as a pair of parentheses around some options.

    Args:
        options: Terms that must all hold, for each option; empty ones count for nothing.
        negated: Whether none of the options may hold.
    """
    flat: list[tuple[Term, ...]] = []
    for option in options:
        only = option[0] if len(option) == 1 else None
        if isinstance(only, Group) and not only.negated:
            flat.extend(only.options)
        elif option:
            flat.append(tuple(option))
    if len(flat) == 1 and not negated:
        return flat[0]
    if len(flat) == 1 and len(flat[0]) == 1:
        return _opposite(flat[0][0])
    return (Group(tuple(flat), negated),) if flat else ()


def quoted(text: str) -> str:
    """A text between quotes, those inside it doubled."""
    return '"' + text.replace('"', '""') + '"'


def spelt_value(value: str) -> str:
    """A clause's value as it is typed: between quotes where it could not be told from what is around it."""
    return value if _PLAIN_VALUE.fullmatch(value) else quoted(value)


def _opposite(term: Term) -> tuple[Term, ...]:
    if isinstance(term, Group):
        return any_of(term.options, not term.negated)
    if isinstance(term, Word):
        return (Word(term.text, not term.negated, term.field, term.force),)
    if isinstance(term, Phrase):
        return (Phrase(term.text, not term.negated, term.field),)
    return (Clause(term.name, term.value, not term.negated),)


def _any_of(options: Sequence[Sequence[Term]], growing: bool = False, nested: bool = False) -> str:
    """Options as text, without the parentheses; what grows at the end stays open."""
    last = options[-1]
    words = [" ".join([_spelt(term, nested=nested) for term in option]) for option in options[:-1]]
    ending = [_spelt(term, nested=nested) for term in last[:-1]] + [_spelt(last[-1], growing, nested)]
    return " OR ".join([*words, " ".join(ending)])


def _spelt(term: Term, growing: bool = False, nested: bool = False) -> str:
    sign = "-" if term.negated else ""
    if isinstance(term, Group):
        text = f"{sign}({_any_of(term.options, growing, nested=True)}"
        return text if growing else text + (" )" if _swallows(term.options[-1][-1]) else ")")
    if isinstance(term, Clause):
        return f"{sign}{term.name}:{spelt_value(term.value)}"
    sign += _place(term.field)
    if isinstance(term, Phrase):
        text = sign + quoted(term.text)
        return text.removesuffix('"') if growing else text
    # The reader yields no such words, but whoever builds a query by hand may.
    if (nested and _closes(term.text)) or (term.text == "OR" and not sign + term.force):
        return sign + quoted(term.text)
    return sign + term.force + term.text


def _place(field: Field | None) -> str:
    """A field as it is typed before a word: an author's name stands in the field of authors."""
    if field is None:
        return ""
    return {Field.AUTHORS: "author", Field.TAGS: "tag"}.get(field, field.value) + ":"


def _swallows(term: Term) -> bool:
    """Whether a `)` right after a word would be read as its own, as in `f(x`."""
    return isinstance(term, Word) and term.text.count("(") > term.text.count(")")


def _closes(text: str) -> bool:
    """Whether a word has a `)` that would close the group around it."""
    if ")" not in text:
        return False
    open_ones = 0
    for char in text:
        open_ones += (char == "(") - (char == ")")
        if open_ones < 0:
            return True
    return False
