"""Where a paper belongs among the others, so that one that was away comes back to its place."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from papershelf.paper import Paper
from papershelf.store.packed.layered import Layered

# In a text a quotation mark is escaped, so this can only be a field.
_FIELD: Final = b'"added_at":"'
_TIME: Final = _FIELD + b'([^"]*)"'
_PLAIN: Final = rb"[0-9A-Za-z:.+-]*"
_PIECE: Final = 1 << 20  # bytes
_Page = tuple[str, str]


class _Beside(NamedTuple):
    """Papers that came from one page with others.

    Attributes:
        places: Where they stand in the library.
        until: The furthest position on the page up to each of them.
    """

    places: list[int]
    until: list[int]


def arranged(papers: Mapping[str, Paper], fresh: Collection[str]) -> list[str] | None:
    """All ids in the order in which the papers came.

    A paper goes between those that came from its page with it, by their places there; where it has none of them left,
    behind all that came no later than it. The others stay in their order.

    Args:
        papers: By id; those just put in stand at the end, in their order.
        fresh: Ids of these.

    Returns:
        None where all of them stand right, as nearly always.
    """
    if not fresh:
        return None
    there = [paper for key, paper in papers.items() if key not in fresh]
    latest = max((paper.added_at for paper in there), default="")
    late = [papers[key] for key in fresh if key in papers and "" < papers[key].added_at <= latest]
    if not late:
        return None
    pages = {_page(paper): _Beside([], []) for paper in late}
    for place, paper in enumerate(there):
        if (page := pages.get(_page(paper))) is not None:
            page.places.append(place)
            page.until.append(max(_position(paper), page.until[-1] if page.until else 0))
    until = list(accumulate((paper.added_at for paper in there), max))
    first = {page: number for number, page in enumerate(pages)}
    wanted: dict[int, list[Paper]] = {}
    for paper in sorted(late, key=lambda paper: (first[_page(paper)], _position(paper))):
        beside = pages[_page(paper)]
        place = _among(beside, _position(paper)) if beside.places else bisect_right(until, paper.added_at)
        wanted.setdefault(place, []).append(paper)
    order: list[str] = []
    for place in range(len(there) + 1):
        order += [paper.id for paper in wanted.get(place, ())]
        order += [paper.id for paper in there[place : place + 1]]
    known = set(order)
    order += [key for key in papers if key not in known]
    return order if order != list(papers) else None


def came_last(papers: Layered[Paper], fresh: Collection[str], latest: str | None) -> bool:
    """Whether papers just put in surely came after all others, so that nobody need read those; it may say no in vain.

    Args:
        papers: By id.
        fresh: Ids of those just put in.
        latest: A time before which all came that still stand in the file as they were; None where nobody knows.
    """
    if latest is None:
        return False
    beside = (papers[key].added_at for key in papers.changed if key in papers and key not in fresh)
    after = max(beside, default=latest)
    return all(paper.added_at > max(after, latest) for key in fresh if (paper := papers.get(key)) and paper.added_at)


def latest_in(path: Path) -> str | None:
    """The latest time that a data file names as one at which a paper came; None where that cannot be told at a look.

    A paper that another one has taken in has such a time too, so that it may be later than that of any paper.
    """
    latest, left = b"", b""
    try:
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                text = left + piece
                times = set(re.findall(_TIME, text))
                if not all(re.fullmatch(_PLAIN, each) for each in times):
                    return None
                latest = max((latest, *times))
                begun = text.rfind(_FIELD)
                left = text[begun if begun >= 0 and text.find(b'"', begun + len(_FIELD)) < 0 else -len(_FIELD) :]
    except OSError:
        return None
    return latest.decode("ascii")


def _among(beside: _Beside, position: int) -> int:
    """The place of what stands at a position of a page: before the first that stands further down there."""
    after = bisect_right(beside.until, position)
    return beside.places[after] if after < len(beside.places) else beside.places[-1] + 1


def _page(paper: Paper) -> _Page:
    return paper.added_at, paper.sources[0].file if paper.sources else ""


def _position(paper: Paper) -> int:
    return paper.sources[0].position if paper.sources else 0
