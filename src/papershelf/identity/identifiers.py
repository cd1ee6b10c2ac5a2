"""arXiv ids and DOIs in one spelling each, so that equal ones are equal strings."""

import re
from collections.abc import Mapping

from papershelf.text import safe_line

_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)?"
    r"(\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."


def canonical_arxiv(text: str) -> str | None:
    """The arXiv id without prefix and version, or None if the text is none: `arXiv:2310.06927v2` → `2310.06927`."""
    match = _ARXIV.fullmatch(text.strip())
    return match[1].lower() if match else None


def canonical_doi(text: str) -> str | None:
    """The DOI in lower case without the resolver's address, or None if the text is none."""
    match = _DOI.fullmatch(text.strip())
    return match[1].lower() if match else None


def canonical_identifiers(given: Mapping[str, str]) -> dict[str, str]:
    """Identifiers with canonical arXiv id and DOI; arXiv's own DOI becomes the arXiv id it stands for.

    What is no id of its kind is kept as it was, made safe: a person may still know what it means.
    """
    result: dict[str, str] = {}
    for kind, text in ((safe_line(kind).lower(), safe_line(text)) for kind, text in given.items()):
        if not text:
            continue
        doi = canonical_doi(text) if kind == "doi" else None
        if doi and doi.startswith(_ARXIV_DOI):
            # The id given as such wins over the one inside a DOI, whichever comes first.
            result.setdefault("arxiv", canonical_arxiv(doi.removeprefix(_ARXIV_DOI)) or doi)
        elif kind == "arxiv":
            result["arxiv"] = canonical_arxiv(text) or text
        else:
            result[kind] = doi or text
    return result
