"""The address of a paper itself: from an identifier where it has one, else a search that says that it is one."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from papershelf.paper import Paper
from papershelf.text import safe_line

_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_DOI_PREFIX: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ARXIV_PREFIX: Final = re.compile(r"(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to read about a paper.

    Attributes:
        url: A web address.
        is_search: True where it is only a search for the title, because the paper has no identifier.
    """

    url: str
    is_search: bool


def paper_address(paper: Paper) -> Address:
    """Where a paper is to be found.

    arXiv comes first, because it is free to read, then the DOI, then the ACL Anthology. A link in the abstract is
    never taken, even one to a paper: it may lead to another one.
    """
    if arxiv := _arxiv(paper):
        return Address(f"https://arxiv.org/abs/{arxiv}", is_search=False)
    if doi := _doi(paper):
        return Address(f"https://doi.org/{_quoted(doi)}", is_search=False)
    if acl := _identifier(paper, "acl"):
        return Address(f"https://aclanthology.org/{_quoted(acl)}/", is_search=False)
    return Address(f"https://huggingface.co/papers?q={quote(safe_line(paper.title), safe='')}", is_search=True)


def pdf_address(paper: Paper) -> str | None:
    """Where a paper's PDF is, or None where no identifier tells."""
    if arxiv := _arxiv(paper):
        return f"https://arxiv.org/pdf/{arxiv}"
    if acl := _identifier(paper, "acl"):
        return f"https://aclanthology.org/{_quoted(acl)}.pdf"
    return None


def _identifier(paper: Paper, name: str) -> str:
    return safe_line(paper.identifiers.get(name) or "").strip("/")


def _doi(paper: Paper) -> str:
    return _DOI_PREFIX.sub("", _identifier(paper, "doi"), count=1)


def _arxiv(paper: Paper) -> str:
    """The arXiv id, given as such or inside the DOI that arXiv registers for every paper."""
    given = _ARXIV_PREFIX.sub("", _identifier(paper, "arxiv"), count=1).removesuffix(".pdf")
    match = _ARXIV_DOI.fullmatch(_doi(paper))
    return _quoted(given or (match[1] if match else ""))


def _quoted(identifier: str) -> str:
    """An identifier as a part of an address; it came from outside and may hold anything."""
    return quote(identifier, safe="/:;()._-~")
