"""Addresses as they stand on a page of papers: which of them name the paper itself."""

import re

from papershelf.identity import canonical_arxiv

_PAPER = re.compile(
    r"(?:https?://(?:www\.)?(?:huggingface\.co|huface\.online)|huggingface\.co)?/papers/(\d{4}\.\d{4,5})(?:v\d+)?(?:[#?].*)?",
    re.IGNORECASE,
)
_OWN_SITE = re.compile(
    r"(?:https?://[\w.-]*(?:huggingface\.co|huface\.online)|^)/(?:papers|login|join|front|avatars)\b"
)


def arxiv_id(url: str) -> str | None:
    """The arXiv id of the paper that an address names, or None."""
    match = _PAPER.fullmatch(url)
    return match[1] if match else canonical_arxiv(url) if "arxiv.org/" in url else None


def mentions_paper(url: str) -> bool:
    """Whether an address leads to the site's own pages, and is no link of a paper."""
    return not url.startswith("http") or _OWN_SITE.search(url) is not None
