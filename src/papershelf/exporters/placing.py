"""Which file a paper gets: the one that is there already, wherever a person moved it, or a new one that nobody has."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import PurePosixPath

from papershelf.paper import Paper

Names = Callable[[Paper], tuple[str, ...]]


def place(
    papers: Iterable[Paper],
    names_of: Names,
    there: Mapping[str, Collection[str]] | None = None,
    taken: Iterable[str] = (),
) -> dict[str, str]:
    """The relative POSIX path of each paper's file.

    Args:
        papers: The papers.
        names_of: The names that a paper's file may get, the best first; the last one no other paper can have.
        there: The files that are there, by paper id.
        taken: The paths of all files that are there, of whomever.
    """
    papers = list(papers)
    there = there or {}
    places = {paper.id: chosen(there[paper.id], names_of(paper)) for paper in papers if there.get(paper.id)}
    used = {alike(path) for path in taken}
    for paper in papers:
        if paper.id not in places:
            *wanted, certain = names_of(paper)
            name = next((name for name in wanted if alike(name) not in used), certain)
            places[paper.id] = name
            used.add(alike(name))
    return places


def chosen(paths: Collection[str], names: Collection[str]) -> str:
    """Which of several files of one paper counts: the one with a name that papershelf gives, or else the first."""
    return min(paths, key=lambda path: (path not in names, PurePosixPath(path).name not in names, len(path), path))


def alike(path: str) -> str:
    """What two paths have in common that are one file on a disk which knows no case, or composes its letters."""
    return path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path).casefold()


def link_targets(places: Mapping[str, str]) -> dict[str, str]:
    """What a wiki link to each paper's file says: its name, or its path where the name is not its alone."""
    stems = {paper: path.rpartition("/")[2].removesuffix(".md") for paper, path in places.items()}
    met = Counter(map(alike, stems.values()))
    return {
        paper: stem if met[alike(stem)] == 1 else places[paper].removesuffix(".md") for paper, stem in stems.items()
    }
