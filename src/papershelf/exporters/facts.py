"""What the formats of references share: a paper's words made safe, its date in parts, addresses that are its own."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from papershelf.links import paper_address
from papershelf.paper import LinkKind, Paper
from papershelf.text import safe, safe_line

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")


class Date(NamedTuple):
    """As much of a date as is known; the parts as they stand, with their zeros."""

    year: str = ""
    month: str = ""
    day: str = ""

    @property
    def parts(self) -> list[int]:
        """The parts that are known, as numbers."""
        return [int(part) for part in self if part]


def date_of(paper: Paper) -> Date:
    """When a paper was published; nothing where no year is known."""
    found = _DATE.match(paper.published or "")
    return Date(*(part or "" for part in found.groups())) if found else Date()


def authors_of(paper: Paper) -> list[str]:
    """The names, none blank."""
    return list(filter(None, map(safe_line, paper.authors)))


def keywords_of(paper: Paper) -> list[str]:
    """The keywords, none blank."""
    return list(filter(None, map(safe_line, paper.keywords)))


def paragraphs_of(text: str) -> str:
    """A text whose paragraphs stand a blank line apart, so that no reader joins them."""
    return "\n\n".join(line for line in map(safe_line, safe(text).split("\n")) if line)


def identifier(paper: Paper, kind: str) -> str:
    """The identifier of a kind, or an empty text."""
    return safe_line(paper.identifiers.get(kind, ""))


def address_of(paper: Paper) -> str:
    """Where the paper is to be read, or an empty text where only a search could say so."""
    address = paper_address(paper)
    return "" if address.is_search else safe_line(address.url)


def other_addresses(paper: Paper) -> Iterator[str]:
    """Its links, without those to papers: readers would take one for this paper's own."""
    own = address_of(paper)
    return (url for link in paper.links if link.kind is not LinkKind.PAPER and (url := safe_line(link.url)) != own)
