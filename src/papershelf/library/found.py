"""What a query found, and why each paper is among it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from papershelf.marks import Entry, Mark
from papershelf.paper import Paper

if TYPE_CHECKING:
    from papershelf.search import Field, Problem, Query
    from papershelf.search.highlight import Highlighter
    from papershelf.search.ranking import Ranking

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """The papers that a query finds, in order.

    Attributes:
        ids: Papers, literal matches before similar ones.
        divider: Index of the first similar paper, or None where there is none, or where they were sorted.
        ranking: Score and tier of each; None where the query has no words.
        highlighter: Finds the matched letters in a text; None where the query has no words.
        query: What was understood; None where nothing was typed.
        problems: What was not understood, and passed over.
        by_like: Whether they are in the order of what is most like the starred ones.
    """

    ids: Sequence[str]
    divider: int | None = None
    ranking: "Ranking | None" = None
    highlighter: "Highlighter | None" = None
    query: "Query | None" = None
    problems: "tuple[Problem, ...]" = ()
    by_like: bool = False

    def title_spans(self, title: str) -> "tuple[Span, ...]":
        """Half-open ranges of the matched letters of a title alone, for whoever shows no more."""
        from papershelf.search.fields import Field

        return () if self.highlighter is None else self.highlighter.spans(title, Field.TITLE)


class Relaxed(NamedTuple):
    """What would be found if a part of a query were left out.

    Attributes:
        left_out: That part, as typed.
        text: The query without it.
        found: What that finds.
    """

    left_out: str
    text: str
    found: Found


class Why(NamedTuple):
    """Why a paper was found.

    Attributes:
        fields: The fields that matched, the most telling first.
        spans: Half-open ranges of matched letters in each of them.
        sentence: The range of the abstract's, or the note's, sentence that answers best, if that is the first field.
    """

    fields: "tuple[Field, ...]" = ()
    spans: "Mapping[Field, tuple[Span, ...]]" = MappingProxyType({})
    sentence: Span | None = None


class Hit(NamedTuple):
    """A paper that a search found.

    Attributes:
        paper: The paper.
        mark: What the person added to it.
        score: The greater, the better; comparable within one search.
        tier: `literal` where it matches as typed, `similar` where typos were forgiven.
        matched: The fields that matched, the most telling first.
        highlights: For each of them half-open ranges of the matched letters; those of authors and tags count
            in the names joined with `, `.
    """

    paper: Paper
    mark: Mark
    score: float
    tier: Literal["literal", "similar"]
    matched: tuple[str, ...]
    highlights: Mapping[str, tuple[Span, ...]] = MappingProxyType({})


class Related(NamedTuple):
    """A paper that is about the same as another one.

    Attributes:
        paper: The paper.
        mark: What the person added to it.
        score: The greater, the closer; comparable within one answer.
        shared: The words of both that count most, the most telling first, as the other paper spells them.
    """

    paper: Paper
    mark: Mark
    score: float
    shared: tuple[str, ...]


def texts_of(entry: Entry) -> "dict[Field, str]":
    """The texts of an entry that are searched."""
    return {**texts_of_paper(entry.paper), **texts_of_mark(entry.mark)}


def texts_of_paper(paper: Paper) -> "dict[Field, str]":
    """Those of a paper alone."""
    from papershelf.search.fields import Field

    return {Field.TITLE: paper.title, Field.ABSTRACT: paper.abstract, Field.AUTHORS: ", ".join(paper.authors)}


def texts_of_mark(mark: Mark) -> "dict[Field, str]":
    """Those of what a person added."""
    from papershelf.search.fields import Field

    return {Field.TAGS: ", ".join(mark.tags), Field.NOTE: mark.note}


def explain(found: Found, entry: Entry) -> Why:
    """Why an entry is among what was found; nothing where the query has no words."""
    highlighter = found.highlighter
    if highlighter is None:
        return Why()
    texts = texts_of(entry)
    fields = highlighter.fields(texts)
    return _why(highlighter, texts, fields, fields)


def reason(found: Found, entry: Entry) -> Why:
    """The first of the fields of `explain` alone, and the letters of it and of the title: what a line has room for.

    Most papers that are found best hold what was typed in their titles, so that nobody has to go through abstracts.
    """
    from papershelf.search import Field

    highlighter = found.highlighter
    if highlighter is None:
        return Why()
    texts = texts_of(entry)
    first = highlighter.best_field(texts)
    fields = () if first is None else (first,)
    return _why(highlighter, texts, fields, dict.fromkeys((Field.TITLE, *fields)))


def _why(
    highlighter: "Highlighter", texts: "Mapping[Field, str]", fields: "tuple[Field, ...]", shown: "Iterable[Field]"
) -> Why:
    from papershelf.search import Field

    spans = {name: found for name in shown if (found := highlighter.spans(texts[name], name))}
    first = fields[0] if fields else None
    sentence = highlighter.best_sentence(texts[first], first) if first in (Field.ABSTRACT, Field.NOTE) else None
    return Why(fields, spans, sentence)
