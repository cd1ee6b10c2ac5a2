"""What a half-typed query may go on with: names of fields, their values, tags, lists, sources, former queries."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from papershelf.search.language.grammar import PREFIXES, Kind, Prefix, named
from papershelf.search.language.nodes import spelt_value
from papershelf.search.language.tags import abbreviates, plain_tag
from papershelf.text import fold, safe_line

_MOST, _MOST_SEARCHES = 8, 3
_LEAST_OF_FIELD = 3  # letters; half of all words begin like some field, and an offer covers the best match
_SHORTEST_INSIDE = 3
# A text cut where a reader would cut it; each alternative is possessive, so that it takes time by length alone.
_TOKEN: Final = re.compile(
    r"""
    (?P<blanks>\s++)
    | [-~=]*+ (?: (?P<group>[A-Za-z]{1,12}+) : [-~=]*+ )?+ (?P<open>\()
    | (?P<close>\))
    | [-~=]*+ (?: (?P<name>[A-Za-z]{1,12}+) : [-~=]*+ )?+ (?P<quote>") (?P<inner>(?:[^"]|"")*+) (?P<closed>"?+)
    | (?P<signs>[-~=]*+) (?P<run>[^\s()]*+ (?:\([^\s()]*+\)?+)*+)
    """,
    re.VERBOSE,
)
_HEAD: Final = re.compile(r"([A-Za-z]{1,12}):")


def _no_facts(_: str) -> Mapping[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to complete with.

    Attributes:
        tags: Every tag with its number of papers.
        sources: Every source's file name with its number of papers.
        searches: Former queries, the likeliest first.
        facts: Gives every value of the field `venue` or `keyword` with its number of papers; only asked for one of
            these, because going through all papers takes its time.
        lists: Every reading list's name with its number of papers.
    """

    tags: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    searches: Sequence[str] = ()
    facts: Callable[[str], Mapping[str, int]] = _no_facts
    lists: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go on.

    Attributes:
        text: What replaces the completion's range.
        label: What a person reads.
        help: A few words about it.
    """

    text: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """Ways to go on.

    Attributes:
        start: Where the range that is replaced begins in the typed text.
        end: Where it ends; half-open.
        options: At least one, the likeliest first.
    """

    start: int
    end: int
    options: tuple[Choice, ...]


class _Typed(NamedTuple):
    """What stands before the cursor: where it starts, what it is, and the prefix that it is a value of, if any."""

    start: int
    text: str
    prefix: Prefix | None


def complete(text: str, cursor: int, known: Known) -> Completion | None:
    """How a query may go on at the cursor, or None where there is nothing to offer.

    Literal beginnings stand before looser ones, former queries after both.

    Args:
        text: The query as typed.
        cursor: A place in it; within a word nothing is offered.
        known: Tags, sources and former queries.
    """
    cursor = min(max(cursor, 0), len(text))
    if text[cursor : cursor + 1].strip(")").strip():
        return None
    typed = _typed(text[:cursor])
    options = _options(typed, known) if typed else []
    start = typed.start if typed and options else 0
    former = [] if text[cursor:] or not text.strip() else _former(text, known.searches)
    del options[_MOST - len(former) :]
    choices = [*options, *(Choice(query[start:], safe_line(query), "searched before") for query in former)]
    if not former and all(choice.text == text[start:cursor] for choice in choices):
        return None  # it stands there already
    return Completion(start, cursor, tuple(choices))


def _former(text: str, searches: Iterable[str]) -> list[str]:
    longer = (query for query in dict.fromkeys(searches) if query.startswith(text) and query.strip() != text.strip())
    return list(islice(longer, _MOST_SEARCHES))


def _typed(before: str) -> _Typed | None:
    """The term in which a text ends."""
    prefixes: list[Prefix | None] = [None]  # of the groups that are open
    found: re.Match[str] | None = None
    place = 0
    while place < len(before):
        found = _TOKEN.match(before, place)
        if found is None or found.end() == place:
            return None
        if found["open"]:
            prefixes.append(named(found["group"]) if found["group"] else prefixes[-1])
        elif found["close"] and len(prefixes) > 1:
            prefixes.pop()
        place = found.end()
    if found is None or found["blanks"] or found["open"] or found["close"] or found["closed"]:
        return None
    if found["quote"]:
        prefix = named(found["name"]) if found["name"] else prefixes[-1]
        if prefix is None or prefix.kind is Kind.WORDS:
            return None  # a phrase is nobody's to finish
        return _Typed(found.start("quote"), found["inner"].replace('""', '"'), prefix)
    start, run = found.start("run"), found["run"]
    if (head := _HEAD.match(run)) and (prefix := named(head[1])):
        return _Typed(start + head.end(), run[head.end() :], prefix)
    inherited = prefixes[-1]
    return _Typed(start, run, inherited if inherited and inherited.kind is not Kind.WORDS else None)


def _options(typed: _Typed, known: Known) -> list[Choice]:
    prefix, text = typed.prefix, typed.text
    if prefix is None:
        fields = [one for one in PREFIXES if len(text) >= _LEAST_OF_FIELD and one.name.startswith(text.lower())]
        return [Choice(f"{one.name}:", f"{one.name}:", one.help) for one in fields]
    if prefix.name == "tag":
        parts = plain_tag(text).split("/")
        return _counted(plain_tag(text), known.tags, lambda tag: abbreviates(parts, tag.split("/")))
    if prefix.name in {"list", "source", "venue", "keyword"}:
        wanted = fold(text).strip()
        gathered = {"list": known.lists, "source": known.sources}
        counts = gathered[prefix.name] if prefix.name in gathered else known.facts(prefix.name)
        return _counted(wanted, counts, lambda name: wanted in name)
    sign = "-" if prefix.kind is Kind.SORT and text.startswith("-") else ""
    wanted = text.lower().removeprefix(sign)
    begun = [value for value in prefix.values if value.startswith(wanted)]
    inside = [value for value in prefix.values if len(wanted) >= _SHORTEST_INSIDE and wanted in value]
    return [Choice(sign + value, sign + value, prefix.values[value]) for value in dict.fromkeys(begun + inside)]


def _counted(wanted: str, counts: Mapping[str, int], fits: Callable[[str], bool]) -> list[Choice]:
    """Names that begin so, then those that fit otherwise; among each the one of most papers first."""
    ranked = [
        (not folded.startswith(wanted), -count, name)
        for name, count in counts.items()
        if (folded := fold(name)).startswith(wanted) or fits(folded)
    ]
    return [
        Choice(spelt_value(name), safe_line(name), f"{-count} paper{'' if count == -1 else 's'}")
        for _, count, name in sorted(ranked)
    ]
