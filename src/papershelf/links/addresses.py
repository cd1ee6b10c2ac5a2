"""The address of a paper itself: from an identifier where it has one, else a search that says that it is one."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.paper import Paper

# Patterns are plain strings: `re` compiles one when it is first used, and keeps it.
_ARXIV_DOI: Final = r"(?i)10\.48550/arxiv\.(.+)"
_DOI_PREFIX: Final = r"(?i)(?:https?://(?:dx\.)?doi\.org/|doi:\s*)"
_ARXIV_PREFIX: Final = r"(?i)(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)"


@dataclass(frozen=True, slots=True)
class Address:
    """Where to read about a paper.

    Attributes:
        url: A web address.
        is_search: True where it is only a search for the title, because the paper has no identifier.
    """

    url: str
    is_search: bool


def paper_address(paper: "Paper") -> Address:
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
    return Address(f"https://huggingface.co/papers?q={_quoted(safe_line(paper.title), safe='')}", is_search=True)


def pdf_address(paper: "Paper") -> str | None:
    """Where a paper's PDF is, or None where no identifier tells."""
    if arxiv := _arxiv(paper):
        return f"https://arxiv.org/pdf/{arxiv}"
    if acl := _identifier(paper, "acl"):
        return f"https://aclanthology.org/{_quoted(acl)}.pdf"
    return None


def _identifier(paper: "Paper", name: str) -> str:
    return safe_line(paper.identifiers.get(name) or "").strip("/")


def _doi(paper: "Paper") -> str:
    return re.sub(_DOI_PREFIX, "", _identifier(paper, "doi"), count=1)


def _arxiv(paper: "Paper") -> str:
    """The arXiv id, given as such or inside the DOI that arXiv registers for every paper."""
    given = re.sub(_ARXIV_PREFIX, "", _identifier(paper, "arxiv"), count=1).removesuffix(".pdf")
    match = re.fullmatch(_ARXIV_DOI, _doi(paper))
    return _quoted(given or (match[1] if match else ""))


def _quoted(text: str, safe: str = "/:;()._-~") -> str:
    """An identifier or a title as a part of an address; it came from outside and may hold anything."""
    from urllib.parse import quote

    return quote(text, safe)
