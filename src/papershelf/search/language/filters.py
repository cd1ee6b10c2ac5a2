"""Turns what a query asks beside its words into a yes or no about one paper and its mark."""

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeAlias

from papershelf.lists import ReadingList
from papershelf.marks import Entry, Status
from papershelf.paper import LinkKind
from papershelf.provenance import pages_of
from papershelf.search.language.day_filters import DAY_MAKERS, is_again
from papershelf.search.language.listed import papers_of
from papershelf.search.language.nodes import Clause, Group, Query
from papershelf.search.language.queue_filters import QUEUE_STATES, due_test, priority_test, queue_state
from papershelf.search.language.tags import tag_test
from papershelf.text import fold

Predicate: TypeAlias = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True)
class Context:
    """What a filter must know beside the paper that it judges.

    Attributes:
        now: What ages are counted from, with its time zone; None is the time at which the filter is made.
        tags: Every tag there is, so that abbreviations can be told.
        selected: Ids of the papers that are selected.
        sources: Every source's file name, so that one typed in full means no other that holds it.
        lists: Every reading list by its id.
    """

    now: datetime | None = None
    tags: Collection[str] = ()
    selected: Collection[str] = ()
    sources: Collection[str] = ()
    lists: Mapping[str, ReadingList] = field(default_factory=dict)

    def moment(self) -> datetime:
        """What ages are counted from."""
        return self.now or datetime.now(UTC)


_NOTHING_KNOWN = Context()


def entry_filter(query: Query, context: Context = _NOTHING_KNOWN) -> Predicate:
    """Whether an entry meets every clause, and every group of clauses alone; what has words is the index's to judge."""
    return _all_of([_term_filter(term, context) for term in query.filters])


def clause_filter(clause: Clause, context: Context = _NOTHING_KNOWN) -> Predicate:
    """Whether an entry meets one clause."""
    test = _MAKERS[clause.name](clause.value, context)
    return _not(test) if clause.negated else test


def _term_filter(term: Clause | Group, context: Context) -> Predicate:
    if isinstance(term, Clause):
        return clause_filter(term, context)
    options = [
        _all_of([_term_filter(inner, context) for inner in option if isinstance(inner, Clause | Group)])
        for option in term.options
    ]
    return _not(_any_of(options)) if term.negated else _any_of(options)


def _all_of(tests: list[Predicate]) -> Predicate:
    if len(tests) == 1:
        return tests[0]
    return lambda entry: all(test(entry) for test in tests)


def _any_of(tests: list[Predicate]) -> Predicate:
    return lambda entry: any(test(entry) for test in tests)


def _not(test: Predicate) -> Predicate:
    return lambda entry: not test(entry)


def _is(value: str, context: Context) -> Predicate:
    if value == "starred":
        return lambda entry: entry.mark.starred
    if value == "selected":
        selected = frozenset(context.selected)
        return lambda entry: entry.paper.id in selected
    if value == "again":
        return is_again
    if value in QUEUE_STATES:
        return queue_state(value, context.moment())
    status = Status(value)
    return lambda entry: entry.mark.status is status


_HAS: Mapping[str, Predicate] = MappingProxyType(
    {
        "code": lambda entry: bool(entry.paper.links_of(LinkKind.CODE)),
        "model": lambda entry: bool(entry.paper.links_of(LinkKind.MODEL)),
        "dataset": lambda entry: bool(entry.paper.links_of(LinkKind.DATASET)),
        "link": lambda entry: bool(entry.paper.links),
        "note": lambda entry: bool(entry.mark.note.strip()),
        "tag": lambda entry: bool(entry.mark.tags),
        "rating": lambda entry: entry.mark.rating is not None,
        "venue": lambda entry: bool(entry.paper.venue),
        "keyword": lambda entry: bool(entry.paper.keywords),
        "votes": lambda entry: entry.paper.upvotes is not None,
        "due": lambda entry: bool(entry.mark.due),
    }
)


def _has(value: str, _: Context) -> Predicate:
    if value != "pdf":
        return _HAS[value]
    from papershelf.links import pdf_address  # only who asks for it pays for it

    def within_reach(entry: Entry) -> bool:
        paper = entry.paper
        if paper.identifiers and pdf_address(paper) is not None:
            return True
        return any(_leads_to_pdf(link.url.lower()) for link in paper.links)

    return within_reach


def _leads_to_pdf(url: str) -> bool:
    return ".pdf" in url and url.partition("?")[0].partition("#")[0].endswith(".pdf")


def _tag(value: str, context: Context) -> Predicate:
    test = tag_test(value, context.tags)
    return lambda entry: any(map(test, entry.mark.tags))


def _list(value: str, context: Context) -> Predicate:
    held = frozenset(papers_of(value, context.lists))
    return lambda entry: entry.paper.id in held


def _source(value: str, context: Context) -> Predicate:
    wanted = fold(value).strip()
    if any(fold(file) == wanted for file in context.sources):
        return lambda entry: any(fold(listing.file) == wanted for listing in entry.paper.sources)
    return lambda entry: any(wanted in fold(listing.file) for listing in entry.paper.sources)


def _venue(value: str, _: Context) -> Predicate:
    test = _words_test(value)
    return lambda entry: bool(entry.paper.venue) and test(entry.paper.venue)


def _keyword(value: str, _: Context) -> Predicate:
    test = _words_test(value)
    return lambda entry: any(map(test, entry.paper.keywords))


def _words_test(value: str) -> Callable[[str], bool]:
    """Whether a name holds what was typed, from the beginning of a word on: `acl` is in `ACL 2024`, not in `NAACL`."""
    wanted = fold(value).strip()
    known: dict[str, bool] = {}  # thousands of papers appear in a few dozen places, and to fold accents takes its time

    def test(name: str) -> bool:
        if name not in known:
            known[name] = holds(name)
        return known[name]

    def holds(name: str) -> bool:
        folded = fold(name)
        place = folded.find(wanted)
        while place > 0 and folded[place - 1].isalnum() and wanted[0].isalnum():
            place = folded.find(wanted, place + 1)
        return place >= 0

    return test


# The longer signs stand first, so that `>=` is not read as `>`.
_COMPARE: Mapping[str, Callable[[int, int], bool]] = MappingProxyType(
    {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "": operator.eq}
)


def _number_test(value: str) -> Callable[[int], bool]:
    """Whether a number lies in what a canonical value means."""
    first, dots, last = value.partition("..")
    if dots:
        least, most = int(first or 0), int(last) if last else None
        return lambda number: number >= least and (most is None or number <= most)
    sign = next(sign for sign in _COMPARE if value.startswith(sign))
    compare, wanted = _COMPARE[sign], int(value.removeprefix(sign))
    return lambda number: compare(number, wanted)


def _rating(value: str, _: Context) -> Predicate:
    if value.isalpha():
        return lambda entry: (entry.mark.rating is not None) is (value == "any")
    test = _number_test(value)
    return lambda entry: entry.mark.rating is not None and test(entry.mark.rating)


def _votes(value: str, _: Context) -> Predicate:
    if value.isalpha():
        return lambda entry: (entry.paper.upvotes is not None) is (value == "any")
    test = _number_test(value)
    return lambda entry: (votes := entry.paper.upvotes) is not None and test(votes)


def _seen(value: str, _: Context) -> Predicate:
    test = _number_test(value)
    return lambda entry: test(pages_of(entry.paper))


def _id(value: str, _: Context) -> Predicate:
    wanted = value.strip().lower()

    def test(entry: Entry) -> bool:
        known = (identifier.lower() for identifier in entry.paper.identifiers.values())
        return entry.paper.id.lower().startswith(wanted) or wanted in known

    return test


_MAKERS: Mapping[str, Callable[[str, Context], Predicate]] = MappingProxyType(
    {
        "is": _is,
        "has": _has,
        "tag": _tag,
        "list": _list,
        "source": _source,
        "venue": _venue,
        "keyword": _keyword,
        "rating": _rating,
        "seen": _seen,
        "votes": _votes,
        "id": _id,
        **DAY_MAKERS,
        "due": lambda value, context: due_test(value, context.moment()),
        "priority": lambda value, _: priority_test(value),
    }
)
