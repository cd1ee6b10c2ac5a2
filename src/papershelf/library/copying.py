"""What can be copied from a paper: text and the words that say what it is, the same for a key and a verb."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from papershelf.errors import NothingFoundError, UsageError
from papershelf.library.events import counted
from papershelf.library.pieces import PIECES
from papershelf.marks import Entry
from papershelf.text import safe_line

if TYPE_CHECKING:
    from pathlib import Path


class Piece(NamedTuple):
    """Something to copy.

    Attributes:
        text: What goes to the clipboard.
        words: What it is, to be said after “copied” or “opened”.
    """

    text: str
    words: str


NOUNS = {
    "repo": "repository links",
    "paper": "paper links",
    "pdf": "PDF links",
    "title": "titles",
    "bibtex": "BibTeX entries",
    "markdown": "Markdown links",
}


def pieces(entries: Sequence[Entry], kind: str) -> Piece:
    """The texts of one kind for several papers, one below the other; what some lack is said.

    Raises:
        NothingFoundError: No paper has anything of that kind.
        UsageError: There is no such kind.
    """
    texts = _bibtex(entries) if kind == "bibtex" else []
    for entry in entries if kind != "bibtex" else ():
        try:
            texts.append(piece(entry, kind).text.rstrip("\n"))
        except NothingFoundError:
            continue
    if not texts:
        raise NothingFoundError(f"None of {len(entries)} papers has one; nothing was copied.")
    lacking = f"; {len(entries) - len(texts)} have none" if len(texts) < len(entries) else ""
    words = f"the {NOUNS[kind]} of {counted(len(texts), 'paper')}{lacking}"
    return Piece(("\n\n" if kind == "bibtex" else "\n").join(texts), words)


def _bibtex(entries: Sequence[Entry]) -> list[str]:
    """An entry of each paper, no two with one key."""
    from papershelf.exporters import bibtex_entries

    return [text.rstrip("\n") for text in bibtex_entries([entry.paper for entry in entries])]


def template_piece(entries: Sequence[Entry], name: str, config: "Path") -> Piece:
    """The texts that a template of the person's makes of papers, one below the other.

    Args:
        entries: The papers, at least one.
        name: The template.
        config: The person's configuration directory.

    Raises:
        DataError: The template is wrong; the file, the line and what is wrong there are named.
        NothingFoundError: It makes nothing of them.
        UsageError: There is no such template, and nothing else of that name that could be copied.
    """
    from papershelf.library.templating import find_template, texts_of

    try:
        template = find_template(name, config, "copy")
    except UsageError as error:
        raise UsageError(f"{error.message} Without a template there are {', '.join(PIECES)}.") from None
    texts = [text for text in texts_of(template, entries, config) if text.strip()]
    if not texts:
        raise NothingFoundError(f"{template.place} makes an empty text here; nothing was copied.")
    between = "\n\n" if any("\n" in text for text in texts) else "\n"
    of_several = f" of {counted(len(texts), 'paper')}" if len(entries) > 1 else ""
    return Piece(between.join(texts), f"“{safe_line(template.name)}”{of_several}")


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
    raise UsageError(f"“{kind}” cannot be copied; choose one of {', '.join(PIECES)}.")
