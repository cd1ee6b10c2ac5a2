"""What follows a prefix, brought into its one spelling, or found to be no such value."""

import re
from collections.abc import Iterable
from typing import Final

from papershelf.search.language.coming import canonical_coming
from papershelf.search.language.dates import canonical_date
from papershelf.search.language.grammar import SYNONYMS, Kind, Prefix

_NUMBER: Final = re.compile(r"(<=|>=|<|>|=|)([0-9]{1,6})")
_RANGE: Final = re.compile(r"([0-9]{0,6})\.\.([0-9]{0,6})")


def canonical(prefix: Prefix, value: str) -> str | None:
    """A value in its one spelling, or None where the prefix takes no such value.

    Args:
        prefix: What stands before the colon; none of those that take words.
        value: As typed, without quotes around it.
    """
    match prefix.kind:
        case Kind.CHOICE:
            return _choice(value, prefix.values, SYNONYMS.get(prefix.name, {}).get(value.lower()))
        case Kind.NUMBER:
            return _number(prefix, value)
        case Kind.DATE:
            return canonical_date(value)
        case Kind.COMING:
            return canonical_coming(value)
        case Kind.SORT:
            key = _choice(value.removeprefix("-"), prefix.values)
            return key and ("-" if value.startswith("-") else "") + key
    meant = value.strip()
    if prefix.name == "tag":
        meant = meant.lstrip("#").strip("/")
    return value if meant.strip() else None


def _choice(value: str, values: Iterable[str], synonym: str | None = None) -> str | None:
    """The value of a list that is meant: as it stands there, or its plural, or a beginning that no other one has."""
    value = value.lower()
    if synonym:
        return synonym
    for name in (value, value.removesuffix("s")):
        if name in values:
            return name
    fitting = [name for name in values if value and name.startswith(value)]
    return fitting[0] if len(fitting) == 1 else None


def _number(prefix: Prefix, value: str) -> str | None:
    least, most = prefix.bounds
    if found := _NUMBER.fullmatch(value):
        sign, number = found[1].replace("=", "") if found[1] == "=" else found[1], int(found[2])
        return f"{sign}{number}" if least <= number <= most else None
    if found := _RANGE.fullmatch(value):
        ends = [int(end) for end in found.groups() if end]
        if not ends or not all(least <= end <= most for end in ends):
            return None
        if len(ends) == 2:
            ends.sort()
            return f"{ends[0]}..{ends[1]}" if ends[0] < ends[1] else str(ends[0])
        return f"{ends[0]}.." if found[1] else f"..{ends[0]}"
    words = [word for word in prefix.values if word.isalpha()]
    return _choice(value, words) if value.isalpha() else None
