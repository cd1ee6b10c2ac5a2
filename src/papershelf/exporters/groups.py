"""Entries put into groups for a list: each stands in full once, and is named wherever else it belongs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from papershelf.exporters.base import Group
from papershelf.marks import Entry, Status
from papershelf.text import safe_line

# What is being read comes first: a reading list is opened to go on reading.
STATUS_ORDER = (Status.READING, Status.QUEUED, Status.INBOX, Status.READ, Status.SKIPPED)
NO_TAG, NO_SOURCE = "No tag", "No source"


@dataclass(slots=True)
class Part:
    """One group.

    Attributes:
        name: Its heading, still unescaped.
        entries: The papers that stand here in full, in the order given.
        elsewhere: Papers that belong here too, each with the name of the group where it stands in full.
    """

    name: str
    entries: list[Entry] = field(default_factory=list)
    elsewhere: list[tuple[Entry, str]] = field(default_factory=list)


def group(entries: Sequence[Entry], by: Group) -> list[Part]:
    """The groups in the order to show them; a paper with two tags is not printed twice, nor is its note."""
    parts: dict[str, Part] = {}
    names = _names_of(by)
    for entry in entries:
        home, *others = names(entry)
        parts.setdefault(home, Part(home)).entries.append(entry)
        for other in others:
            parts.setdefault(other, Part(other)).elsewhere.append((entry, home))
    return sorted(parts.values(), key=_order_of(by))


def _names_of(by: Group) -> Callable[[Entry], Iterable[str]]:
    """How the groups of an entry are found, its home first."""
    match by:
        case "none":
            return lambda _: ("",)
        case "status":
            return lambda entry: (entry.mark.status.capitalize(),)
        case "tag":
            return lambda entry: _distinct(entry.mark.tags) or (NO_TAG,)
        case "source":
            return lambda entry: _distinct(seen.file for seen in entry.paper.sources) or (NO_SOURCE,)
        case _:
            assert_never(by)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names made safe, each once."""
    return tuple(dict.fromkeys(filter(None, map(safe_line, names))))


def _order_of(by: Group) -> Callable[[Part], tuple[int, str]]:
    """Statuses in reading order, all else by letters; what has no group comes last."""
    places = {status.capitalize(): place for place, status in enumerate(STATUS_ORDER)}
    if by == "status":
        return lambda part: (places[part.name], "")
    return lambda part: (int(part.name in {NO_TAG, NO_SOURCE}), part.name.casefold())
