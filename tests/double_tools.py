"""Papers for tests of doubles, and a way to put them into a library as they are."""

from papershelf import Library
from papershelf.paper import Link, LinkKind, Listing, Paper

LONG = "We show that sparse ferrets dream in graphs, and that this is so for every ferret that we have met. " * 3


def made(paper_id: str, title: str, abstract: str = "", at: str = "2026-03-01T09:00:00Z", **more: object) -> Paper:
    """A paper of the library."""
    base = Paper(paper_id, title, abstract, title, abstract, at)
    return Paper(**{**{name: getattr(base, name) for name in Paper.__slots__}, **more})


def put(library: Library, *papers: Paper) -> None:
    """Put papers into a library as they are."""
    with library._store.transaction("put") as edits:
        for paper in papers:
            edits.put_paper(paper)


def twins() -> tuple[Paper, Paper]:
    """Two papers that are one for a person, and not for an import."""
    first = made(
        "first00000",
        "Sparse Ferrets Dream of Electric Graphs",
        "An early word on ferrets.",
        authors=("Jane Doe",),
        identifiers={"arxiv": "2403.00001"},
        links=(Link("https://github.com/a/b", LinkKind.CODE),),
        sources=(Listing("one.txt", 3, "2026-03-01T09:00:00Z"),),
    )
    second = made(
        "second0000",
        "Sparse Ferrets Dream on Electrical Graphs",
        LONG.strip(),
        "2026-03-02T09:00:00Z",
        authors=("Jane Doe", "John Roe"),
        identifiers={"arxiv": "2403.00009", "doi": "10.1/x"},
        links=(Link("https://github.com/c/d", LinkKind.CODE),),
        sources=(Listing("two.txt", 5, "2026-03-02T09:00:00Z", "Mar 2"),),
    )
    return first, second
