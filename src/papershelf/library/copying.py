"""What can be copied from a paper: text and the words that say what it is, the same for a key and a verb."""

from typing import NamedTuple

from papershelf.errors import NothingFoundError, UsageError
from papershelf.marks import Entry

KINDS = ("repo", "paper", "pdf", "title", "bibtex", "markdown")


class Piece(NamedTuple):
    """Something to copy.

    Attributes:
        text: What goes to the clipboard.
        words: What it is, to be said after “copied” or “opened”.
    """

    text: str
    words: str


def piece(entry: Entry, kind: str) -> Piece:
    """The text of one kind for a paper; nothing else ever stands in for it.

    Raises:
        NothingFoundError: The paper has nothing of that kind.
        UsageError: There is no such kind.
    """
    from papershelf.exporters import bibtex_entry, markdown_link
    from papershelf.links import paper_address, pdf_address

    paper = entry.paper
    match kind:
        case "title":
            return Piece(paper.title, "the title")
        case "bibtex":
            return Piece(bibtex_entry(paper), "a BibTeX entry")
        case "markdown":
            return Piece(markdown_link(paper), "a Markdown link")
        case "paper":
            address = paper_address(paper)
            searched = "a search for the paper (its address is not known)"
            return Piece(address.url, searched if address.is_search else "the paper's link")
        case "repo":
            if (repository := paper.repository) is None:
                raise NothingFoundError(f"No repository is known for “{paper.title}”; nothing was copied.")
            return Piece(repository.url, "the repository's link")
        case "pdf":
            if (url := pdf_address(paper)) is None:
                raise NothingFoundError(f"No PDF is known for “{paper.title}”; nothing was copied.")
            return Piece(url, "the PDF's link")
    raise UsageError(f"“{kind}” cannot be copied; choose one of {', '.join(KINDS)}.")
