"""What a person typed, as an immutable value: words, phrases and clauses that must all hold."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from papershelf.marks import RATINGS, Status
from papershelf.search.tokens import tokenize

IS_VALUES = ("starred", *Status)
HAS_VALUES = ("code", "model", "dataset", "note", "link", "tag", "rating")

# What a clause's value must look like; anything else that has a colon stays plain words.
_SHAPES = {
    "is": re.compile("|".join(IS_VALUES), re.IGNORECASE),
    "has": re.compile("|".join(HAS_VALUES), re.IGNORECASE),
    "tag": re.compile(r".*\S.*", re.DOTALL),
    "source": re.compile(r".*\S.*", re.DOTALL),
    "rating": re.compile(rf"(?:[<>]=?|=)?[{RATINGS[0]}-{RATINGS[-1]}]"),
    "id": re.compile(r".*\S.*", re.DOTALL),
}
CLAUSES = tuple(_SHAPES)
_SETTLED = frozenset(("is", "has", "rating"))  # their values come from a list, so letter case means nothing
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word as typed; a negated one keeps papers out."""

    text: str
    negated: bool = False

    def __str__(self) -> str:
        return _sign(self.negated) + self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side in this order."""

    text: str
    negated: bool = False

    def __str__(self) -> str:
        return _sign(self.negated) + _quoted(self.text)


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on what is known about a paper, such as `tag:nlp` or `-has:note`."""

    name: str
    value: str
    negated: bool = False

    def __str__(self) -> str:
        plain = not _BLANKS.search(self.value) and not self.value.startswith('"')
        return f"{_sign(self.negated)}{self.name}:{self.value if plain else _quoted(self.value)}"


# A later OR, or a pair of parentheses, is one more member here: a term that holds queries.
Term: TypeAlias = Word | Phrase | Clause


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all hold.

    Attributes:
        terms: In the order typed.
        half_typed: Whether the last word may only be the beginning of the one meant.
    """

    terms: tuple[Term, ...] = ()
    half_typed: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __str__(self) -> str:
        """The canonical text: it parses back to this very query."""
        text = " ".join(map(str, self.terms))
        if not self.terms or isinstance(self.terms[-1], Clause):
            return text
        if isinstance(self.terms[-1], Phrase):
            return text.removesuffix('"') if self.half_typed else text
        return text if self.half_typed else text + " "

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The conditions that `entry_filter` judges."""
        return tuple(term for term in self.terms if isinstance(term, Clause))

    @property
    def wording(self) -> tuple[Word | Phrase, ...]:
        """The words and phrases that `Index.search` looks for, or keeps out."""
        return tuple(term for term in self.terms if not isinstance(term, Clause))

    @property
    def has_words(self) -> bool:
        """Whether there is anything for `Index.search` to answer."""
        return bool(self.wording)

    def with_clause(self, clause: Clause) -> "Query":
        """This query with one more condition, put first so that a half-typed word stays last."""
        return self if clause in self.terms else Query((clause, *self.terms), self.half_typed)


def parse(text: str) -> Query:
    """The query that a text means. Every text means one; what is no clause stays words."""
    terms: list[Term] = []
    place, half_typed = 0, False
    while place < len(text):
        if text[place].isspace():
            place, half_typed = place + 1, False
            continue
        term, end, open_end = _read_term(text, place)
        place = max(end, place + 1)
        half_typed = False
        if term is not None:
            terms.append(term)
            half_typed = open_end and place >= len(text)
    return Query(tuple(terms), half_typed)


_Read: TypeAlias = tuple[Term | None, int, bool]
_CLAUSE_HEAD = re.compile(rf"({'|'.join(CLAUSES)}):(?=\S)", re.IGNORECASE)
_RUN = re.compile(r"\S+")


def _read_term(text: str, place: int) -> _Read:
    """The term that starts here, where it ends, and whether its last word may still be growing."""
    negated = text[place] == "-"
    start = place + negated
    if text.startswith('"', start):
        return _read_phrase(text, start, negated)
    if head := _CLAUSE_HEAD.match(text, start):
        name = head[1].lower()
        value, end = _read_value(text, head.end())
        if _SHAPES[name].fullmatch(value):
            return Clause(name, value.lower() if name in _SETTLED else value, negated), end, False
    run = _RUN.match(text, start)
    if run is None or not tokenize(run[0]):
        return None, run.end() if run else start, False
    return Word(run[0], negated), run.end(), True


def _read_phrase(text: str, start: int, negated: bool) -> _Read:
    inner, end, closed = _read_quotes(text, start)
    words = _BLANKS.sub(" ", inner).strip()
    growing = not closed and not inner[-1:].isspace()
    return (Phrase(words, negated) if tokenize(words) else None), end, growing


def _read_value(text: str, start: int) -> tuple[str, int]:
    if text[start] == '"':
        value, end, _ = _read_quotes(text, start)
        return value, end
    run = _RUN.match(text, start)
    return (run[0], run.end()) if run else ("", start)


def _read_quotes(text: str, start: int) -> tuple[str, int, bool]:
    """What stands between the quote here and the next single one; a doubled quote is a letter."""
    place = start + 1
    while (place := text.find('"', place)) >= 0:
        if not text.startswith('"', place + 1):
            return text[start + 1 : place].replace('""', '"'), place + 1, True
        place += 2
    return text[start + 1 :].replace('""', '"'), len(text), False


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _sign(negated: bool) -> str:
    return "-" if negated else ""
