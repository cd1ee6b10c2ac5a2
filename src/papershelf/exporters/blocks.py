"""The pieces of Markdown that the reading list and the folder of notes share."""

from collections.abc import Iterator

from papershelf.exporters.escape import escape_line, plain_link
from papershelf.links import paper_address
from papershelf.marks import Mark
from papershelf.paper import LinkKind, Paper


def title_line(paper: Paper) -> str:
    """The title as Markdown text."""
    return escape_line(paper.title) or "Untitled"


def state_line(mark: Mark) -> str:
    """Star, status and rating in words."""
    rating = f"rated {mark.rating} of 5" if mark.rating else ""
    return " · ".join(filter(None, ("★ starred" if mark.starred else "", str(mark.status), rating)))


def fact_lines(paper: Paper) -> Iterator[str]:
    """List items: where it appeared and what it is filed under, as far as a source says so."""
    if venue := escape_line(paper.venue):
        yield f"- In: {venue}"
    if keywords := ", ".join(filter(None, map(escape_line, paper.keywords))):
        yield f"- Keywords: {keywords}"


def link_lines(paper: Paper) -> Iterator[str]:
    """List items: the paper's own address first, called a search where it is one, then every link by kind."""
    address = paper_address(paper)
    yield f"- {'Search for the paper' if address.is_search else 'Paper'}: {plain_link(address.url)}"
    for kind in [kind for kind in LinkKind if any(link.kind == kind for link in paper.links)]:
        label = "Paper link" if kind is LinkKind.PAPER else kind.capitalize()
        others = (link.url for link in paper.links_of(kind) if link.url != address.url)
        yield from (f"- {label}: {plain_link(url)}" for url in others)


def tag_lines(mark: Mark) -> Iterator[str]:
    """A list item with the tags, where there are any; a leading `#` could not be told from a title's."""
    if mark.tags:
        yield f"- Tags: {', '.join(map(escape_line, mark.tags))}"


def seen_lines(paper: Paper) -> Iterator[str]:
    """List items: where and when the paper was seen."""
    for seen in paper.sources:
        date = f", dated {escape_line(seen.date)}" if seen.date else ""
        imported = f", imported {escape_line(seen.imported_at[:10])}" if seen.imported_at else ""
        yield f"- Seen in {escape_line(seen.file)}, place {seen.position}{date}{imported}"
