"""Turns the clauses of a query into a yes or no about one paper and its mark."""

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from papershelf.marks import Entry, Status
from papershelf.paper import LinkKind
from papershelf.search.query import Clause, Query
from papershelf.text import fold

Predicate: TypeAlias = Callable[[Entry], bool]

_HAS: Mapping[str, Predicate] = MappingProxyType(
    {
        "code": lambda entry: bool(entry.paper.links_of(LinkKind.CODE)),
        "model": lambda entry: bool(entry.paper.links_of(LinkKind.MODEL)),
        "dataset": lambda entry: bool(entry.paper.links_of(LinkKind.DATASET)),
        "link": lambda entry: bool(entry.paper.links),
        "note": lambda entry: bool(entry.mark.note.strip()),
        "tag": lambda entry: bool(entry.mark.tags),
        "rating": lambda entry: entry.mark.rating is not None,
    }
)
# The longer signs stand first, so that `>=` is not read as `>`.
_COMPARE: Mapping[str, Callable[[int, int], bool]] = MappingProxyType(
    {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq}
)


def entry_filter(query: Query) -> Predicate:
    """Whether an entry meets every clause of a query; words and phrases are the index's to judge."""
    tests = [clause_filter(clause) for clause in query.clauses]
    return lambda entry: all(test(entry) for test in tests)


def clause_filter(clause: Clause) -> Predicate:
    """Whether an entry meets one clause."""
    test = _MAKERS[clause.name](clause.value)
    return (lambda entry: not test(entry)) if clause.negated else test


def _is(value: str) -> Predicate:
    if value == "starred":
        return lambda entry: entry.mark.starred
    status = Status(value)
    return lambda entry: entry.mark.status is status


def _tag(value: str) -> Predicate:
    wanted = fold(value).strip().lstrip("#").strip("/")
    inside = wanted + "/"

    def test(entry: Entry) -> bool:
        tags = map(fold, entry.mark.tags)
        return any(tag == wanted or tag.startswith(inside) for tag in tags)

    return test


def _source(value: str) -> Predicate:
    wanted = fold(value).strip()
    return lambda entry: any(fold(listing.file).startswith(wanted) for listing in entry.paper.sources)


def _rating(value: str) -> Predicate:
    sign = next((sign for sign in _COMPARE if value.startswith(sign)), "")
    compare, wanted = _COMPARE[sign or "="], int(value.removeprefix(sign))
    return lambda entry: entry.mark.rating is not None and compare(entry.mark.rating, wanted)


def _id(value: str) -> Predicate:
    wanted = value.strip().lower()

    def test(entry: Entry) -> bool:
        known = (identifier.lower() for identifier in entry.paper.identifiers.values())
        return entry.paper.id.lower().startswith(wanted) or wanted in known

    return test


_MAKERS: Mapping[str, Callable[[str], Predicate]] = MappingProxyType(
    {
        "is": _is,
        "has": lambda value: _HAS[value],
        "tag": _tag,
        "source": _source,
        "rating": _rating,
        "id": _id,
    }
)
