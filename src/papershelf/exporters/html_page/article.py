"""One paper of the page: its title, what is known about it, what the person added."""

from collections.abc import Callable, Iterator

from papershelf.exporters.base import Options
from papershelf.exporters.blocks import state_line
from papershelf.exporters.html_page.elements import anchor, count, named_link, paragraphs, plain_link, time, words
from papershelf.exporters.note import is_empty
from papershelf.links import Address, paper_address
from papershelf.marks import Entry, Mark
from papershelf.paper import LinkKind, Paper

# An abstract of more letters is folded up: a list is looked through by its titles.
LONG = 500


def title(paper: Paper) -> str:
    """The title, escaped."""
    return words(paper.title) or "Untitled"


def article(entry: Entry, options: Options, depth: int, note_html: Callable[[str], str]) -> Iterator[str]:
    """The lines of one paper.

    Args:
        entry: The paper and its mark.
        options: What goes along.
        depth: The level of its heading.
        note_html: Makes HTML of a note.
    """
    paper, mark = entry.paper, entry.mark
    starred = " data-starred" if mark.starred else ""
    yield f'<article id="{anchor(paper.id)}" data-status="{mark.status}"{starred}>'
    address = paper_address(paper) if options.links else None
    yield f'<h{depth} class="title" dir="auto">{_titled(paper, address)}</h{depth}>'
    authors = [f"<bdi>{name}</bdi>" for name in map(words, paper.authors) if name]
    if authors:
        yield f'<p class="authors">{", ".join(authors)}</p>'
    yield f'<p class="facts">{" · ".join((*_facts(paper), state_line(mark)))}</p>'
    yield from _tags(mark)
    if address:
        yield from _links(paper, address)
    if options.abstracts:
        yield from _abstract(paper)
    if options.notes and not is_empty(mark.note):
        yield f'<section class="note" aria-label="Note">\n<h{depth + 1}>Note</h{depth + 1}>'
        yield f'<div class="text" dir="auto">\n{note_html(mark.note)}</div>\n</section>'
    yield "</article>"


def _titled(paper: Paper, address: Address | None) -> str:
    """The title as a link to where the paper can be read; a search is said to be one."""
    if address is None:
        return title(paper)
    called = " <small>(a search)</small>" if address.is_search else ""
    return named_link(title(paper), address.url) + called


def _facts(paper: Paper) -> Iterator[str]:
    """Where and when it appeared, and the votes for it."""
    if venue := words(paper.venue):
        yield f'<span class="venue"><bdi>{venue}</bdi></span>'
    if paper.published and words(paper.published):
        yield time(paper.published)
    if paper.upvotes is not None:
        yield count(paper.upvotes, "vote")


def _tags(mark: Mark) -> Iterator[str]:
    tags = list(filter(None, map(words, mark.tags)))
    if tags:
        items = "\n".join(f'<li dir="auto">{tag}</li>' for tag in tags)
        yield f'<ul class="tags" aria-label="Tags">\n{items}\n</ul>'


def _links(paper: Paper, address: Address) -> Iterator[str]:
    """The paper's own address first, unless it is but a search, then every link by kind."""
    links = [] if address.is_search else [("Paper", address.url)]
    for kind in LinkKind if paper.links else ():
        label = "Paper link" if kind is LinkKind.PAPER else kind.capitalize()
        links += [(label, link.url) for link in paper.links_of(kind) if link.url != address.url]
    items = [
        f"<li>{label}: {shown}</li>" for label, shown in ((label, plain_link(url)) for label, url in links) if shown
    ]
    if items:
        yield '<ul class="links" aria-label="Links">\n' + "\n".join(items) + "\n</ul>"


def _abstract(paper: Paper) -> Iterator[str]:
    """The abstract, folded up where it is long."""
    lines = paragraphs(paper.abstract)
    if not lines:
        return
    text = "\n".join(f'<p dir="auto">{line}</p>' for line in lines)
    if len(paper.abstract) > LONG:
        yield f'<details class="abstract">\n<summary>Abstract</summary>\n{text}\n</details>'
    else:
        yield f'<div class="abstract">\n{text}\n</div>'
