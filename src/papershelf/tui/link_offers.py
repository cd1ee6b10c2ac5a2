"""Which papers to offer while a link is being typed in a note."""

import re
from typing import TYPE_CHECKING

from papershelf.library import Library
from papershelf.marks import Entry
from papershelf.text import fold, safe_line
from papershelf.text.linking import link_text

if TYPE_CHECKING:
    from papershelf.search.language.completion import Choice

MOST = 8
LOOKED = 5_000  # papers that are looked through before the index is there
_SIGNS = re.compile(r"[^\w\s]+")  # a title is no query: its colons and hyphens ask nothing


def offers(library: Library, query: str, own: str) -> "list[Choice]":
    """Papers whose titles are like what was typed, the likeliest first; typos are forgiven once the index is there.

    Args:
        library: Where they are.
        query: What was typed after the brackets.
        own: The paper whose note it is; it is not offered.
    """
    from papershelf.search.language.completion import Choice

    words = _SIGNS.sub(" ", query).split()
    if not words:
        return []
    found = _searched(library, words) if library.is_warm else _plainly(library, words)
    chosen = [entry for entry in found if entry.paper.id != own][:MOST]
    return [
        Choice(link_text(entry.paper.id, entry.paper.title), safe_line(entry.paper.title) or "(no title)", _year(entry))
        for entry in chosen
    ]


def _searched(library: Library, words: list[str]) -> list[Entry]:
    text = " ".join(f'"{word}"' if word in ("OR", "AND", "NOT") else word for word in words)
    in_titles = library.entries(" ".join(f"title:{word}" for word in words), limit=MOST + 1)
    more = library.entries(text, limit=MOST + 1) if len(in_titles) <= MOST else []
    return list({entry.paper.id: entry for entry in (*in_titles, *more)}.values())


def _plainly(library: Library, words: list[str]) -> list[Entry]:
    """Titles that hold every word; those that begin with what was typed come first."""
    wanted = [fold(word) for word in words]
    whole = " ".join(wanted)
    first: list[Entry] = []
    rest: list[Entry] = []
    for entry in library.entries(limit=LOOKED):
        title = fold(entry.paper.title)
        if all(word in title for word in wanted):
            (first if title.startswith(whole) else rest).append(entry)
        if len(first) > MOST:
            break
    return [*first, *rest[: MOST + 1]]


def _year(entry: Entry) -> str:
    return safe_line((entry.paper.published or "")[:4])
