"""Reads what a person typed: every text is a query, and what was not understood is said beside it."""

import re
from dataclasses import dataclass
from typing import Final

from papershelf.search.fields import Field
from papershelf.search.language.grammar import Kind, Prefix, misspelt, named, nearest, takes
from papershelf.search.language.nodes import Clause, Force, Phrase, Query, Term, Word, any_of
from papershelf.search.language.problems import Problem
from papershelf.search.language.values import canonical

# Letters that are a word for certain: nearly every text has one of them, and to fold it would take longer.
_LETTER: Final = re.compile(
    "[A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0148\u0391-\u03a1\u03b1-\u03c9\u0400-\u0481"
    "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]"
)
# Possessive repeats keep each linear: a run is gone through once, whatever follows it.
_PLAIN: Final = re.compile(r"[^\W_][^\s:()]*+(?!\S)")
_PLAIN_INSIDE: Final = re.compile(r"[^\W_][^\s:()]*+(?![^\s)])")
_BLANKS: Final = re.compile(r"\s++")
_SIGNS: Final = re.compile(r"[-~=]*+")
_SIGN: Final = frozenset("-~=")
_MARKS: Final = frozenset('()"')
_HEAD: Final = re.compile(r"([A-Za-z]{1,12}+):(?=\S)")
_RUN: Final = re.compile(r"\S++")
_BORDER: Final = re.compile(r"[\s()]")
_DEEPEST = 32  # parentheses further in count for nothing: whoever prints or judges a query goes down by recursion
_MOST_PROBLEMS = 8
_ENDING: Final = re.compile(r"[\s)]|-?sort:", re.IGNORECASE)  # what may follow the last term that counts
MOST_TERMS = 32  # whoever pastes a page is understood from its beginning, and need not wait for the rest


@dataclass(frozen=True, slots=True)
class Reading:
    """A query and what was passed over to get it.

    Attributes:
        query: What the text means.
        problems: In the order of the text, the first few of them.
    """

    query: Query
    problems: tuple[Problem, ...] = ()


def read(text: str) -> Reading:
    """The query that a text means, and what a person may want to mend in it. No text is an error."""
    return _Reader(text).reading()


@dataclass(slots=True)
class _Frame:
    """A pair of parentheses that is still open; the outermost one has none."""

    options: list[list[Term]]
    place: int = 0
    negated: bool = False
    prefix: Prefix | None = None
    force: Force = Force.AUTO


class _Reader:
    """Goes through a text once, term by term; the parentheses that are open lie on a stack."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._frames = [_Frame([[]])]
        self._surplus = 0  # parentheses open beyond the deepest
        self._terms = 0
        self._growing = False
        self._quote_open = False
        self._sort = ""
        self._problems: list[Problem] = []

    def reading(self) -> Reading:
        text = self._text
        while self._place < len(text):
            if self._terms >= MOST_TERMS and not _ENDING.match(text, self._place):
                self._growing = False
                self._say(self._place, len(text), f"Only the first {MOST_TERMS} words and conditions count.", "")
                break
            if blanks := _BLANKS.match(text, self._place):
                self._place, self._growing = blanks.end(), False
            elif plain := (_PLAIN_INSIDE if self._inside else _PLAIN).match(text, self._place):
                self._place = plain.end()
                self._add_run(plain[0], plain.start(), False, Force.AUTO, None)
            elif text[self._place] == ")":
                self._close_typed()
            else:
                self._read_term()
        self._say_what_is_open()
        while len(self._frames) > 1:
            self._close()
        terms = any_of(self._frames[0].options)
        self._problems.sort(key=lambda problem: problem.start)
        return Reading(Query(terms, self._growing, self._sort), tuple(self._problems))

    def _read_term(self) -> None:
        """One term, or one parenthesis, from its signs to its end."""
        text = self._text
        place, negated, force = self._signs(self._place)
        if text[place : place + 1] not in _MARKS:
            place = self._past_misspelt(place)
        self._place, self._growing = place, False
        if place >= len(text) or text[place].isspace():
            return
        if text[place] == ")":
            self._close_typed()
        elif text[place] == "(":
            self._open(place, negated, force, self._frames[-1].prefix)
        elif text[place] == '"':
            self._read_quoted(place, negated, self._frames[-1].prefix)
        elif (head := _HEAD.match(text, place)) and (prefix := named(head[1])):
            self._read_value(prefix, head, negated, force)
        else:
            self._read_run(place, negated, force, None)

    def _read_value(self, prefix: Prefix, head: re.Match[str], negated: bool, force: Force) -> None:
        """What follows a known prefix; where nothing does, prefix and colon are a word."""
        place, deny, inner = head.end(), False, Force.AUTO
        if prefix.kind is Kind.WORDS:
            place, deny, inner = self._signs(place)
        char = self._text[place : place + 1]
        if char == "(":
            self._open(place, negated ^ deny, inner or force, prefix)
        elif char == '"':
            self._read_quoted(place, negated ^ deny, prefix)
        elif _has_words(run := self._run(place)) or (run and prefix.kind is not Kind.WORDS):
            self._read_run(place, negated ^ deny, inner or force, prefix)
        else:
            self._read_run(head.start(), negated, force, None)

    def _read_run(self, place: int, negated: bool, force: Force, prefix: Prefix | None) -> None:
        run = self._run(place)
        self._place = place + len(run)
        self._add_run(run, place, negated, force, prefix)

    def _add_run(self, run: str, place: int, negated: bool, force: Force, prefix: Prefix | None) -> None:
        """Add a bare word, or the condition that it is after a prefix, its own or its group's."""
        frame = self._frames[-1]
        self._growing = False
        if run == "OR" and prefix is None and not (negated or force):
            if frame.options[-1]:
                frame.options.append([])
            return
        prefix = prefix or frame.prefix
        if prefix and prefix.kind is not Kind.WORDS:
            self._add_clause(prefix, run, negated, place, self._place)
        elif _has_words(run):
            field, force = prefix.field if prefix else None, force or frame.force
            # The bare word could not be told from the sign once a second minus takes the first one back.
            sign = run == "OR" and not (field or force)
            self._add(Phrase(run, negated) if sign else Word(run, negated, field, force))
            self._growing = self._place >= len(self._text)

    def _read_quoted(self, place: int, negated: bool, prefix: Prefix | None) -> None:
        inner, self._place, closed = _between_quotes(self._text, place)
        self._quote_open = not closed
        if prefix and prefix.kind is not Kind.WORDS:
            self._add_clause(prefix, inner, negated, place, self._place)
            return
        words = _BLANKS.sub(" ", inner).strip()
        if _has_words(words):
            field: Field | None = prefix.field if prefix else None
            self._add(Phrase(words, negated, field))
            self._growing = not closed and not inner[-1:].isspace()

    def _add(self, term: Term) -> None:
        self._frames[-1].options[-1].append(term)
        self._terms += 1

    def _add_clause(self, prefix: Prefix, value: str, negated: bool, start: int, end: int) -> None:
        meant = canonical(prefix, value)
        if meant is None:
            if len(self._problems) < _MOST_PROBLEMS:
                near = nearest(value, prefix.values) if prefix.kind in {Kind.CHOICE, Kind.SORT} else ""
                self._say(start, end, takes(prefix), near)
        elif prefix.kind is Kind.SORT:
            meant = "" if meant.endswith("relevance") else meant
            self._sort = meant[1:] if meant.startswith("-") and negated else "-" * negated * bool(meant) + meant
        else:
            self._add(Clause(prefix.name, meant, negated))

    def _open(self, place: int, negated: bool, force: Force, prefix: Prefix | None) -> None:
        self._place, self._growing = place + 1, False
        if len(self._frames) > _DEEPEST:
            self._surplus += 1
        else:
            self._frames.append(_Frame([[]], place, negated, prefix, force or self._frames[-1].force))

    def _close_typed(self) -> None:
        place, self._place, self._growing = self._place, self._place + 1, False
        if self._surplus:
            self._surplus -= 1
        elif self._inside:
            self._close()
        else:
            self._say(place, place + 1, "No `(` stands before this `)`.", "")

    def _close(self) -> None:
        frame = self._frames.pop()
        self._frames[-1].options[-1].extend(any_of(frame.options, frame.negated))

    @property
    def _inside(self) -> bool:
        """Whether a `)` would close something."""
        return len(self._frames) > 1

    def _signs(self, place: int) -> tuple[int, bool, Force]:
        """Where the signs before a term end, whether they negate it, and what they force."""
        if self._text[place : place + 1] not in _SIGN:
            return place, False, Force.AUTO
        found = _SIGNS.match(self._text, place)
        signs = found[0] if found else ""
        return place + len(signs), "-" in signs, Force(signs.replace("-", "")[-1:])

    def _past_misspelt(self, place: int) -> int:
        """Where a term begins after prefixes that are nearly ones: what follows them is read as if they were not."""
        if (prefix := self._frames[-1].prefix) and prefix.kind is not Kind.WORDS:
            return place
        while (head := _HEAD.match(self._text, place)) and not named(head[1]):
            after = self._text[head.end()]
            near = misspelt(head[1]) if after.isalnum() or after in '"(<>' else ""
            if not near:
                break
            self._say(head.start(1), head.end(1), f"There is no `{head[1]}:`; `{near}:` may be meant.", near)
            place = head.end()
        return place

    def _run(self, place: int) -> str:
        """The letters up to the next blank, or to the parenthesis that closes the group around them."""
        if not self._inside:
            found = _RUN.match(self._text, place)
            return found[0] if found else ""
        depth = 0
        for border in _BORDER.finditer(self._text, place):
            if border[0] == "(":
                depth += 1
            elif border[0] == ")" and depth:
                depth -= 1
            else:
                return self._text[place : border.start()]
        return self._text[place:]

    def _say(self, start: int, end: int, words: str, instead: str) -> None:
        """Remember a problem; what stands there mended, or nothing where that is not known."""
        if len(self._problems) < _MOST_PROBLEMS:
            mended = self._text[:start] + instead + self._text[end:] if instead else ""
            self._problems.append(Problem(start, end, words, mended))

    def _say_what_is_open(self) -> None:
        if self._inside and len(self._problems) < _MOST_PROBLEMS:
            place = self._frames[1].place
            missing = '"' * self._quote_open + ")" * (len(self._frames) - 1 + self._surplus)
            self._problems.append(Problem(place, place + 1, "No `)` yet for this `(`.", self._text + missing))


def _between_quotes(text: str, start: int) -> tuple[str, int, bool]:
    """What stands between the quote here and the next single one; a doubled quote is a letter."""
    place = start + 1
    while (place := text.find('"', place)) >= 0:
        if not text.startswith('"', place + 1):
            return text[start + 1 : place].replace('""', '"'), place + 1, True
        place += 2
    return text[start + 1 :].replace('""', '"'), len(text), False


def _has_words(text: str) -> bool:
    """Whether there is anything to look for."""
    if _LETTER.search(text):
        return True
    if text.isascii():
        return False
    from papershelf.search.tokens import tokenize  # its patterns take longer to compile than most queries to read

    return bool(tokenize(text[:32]) or tokenize(text))
