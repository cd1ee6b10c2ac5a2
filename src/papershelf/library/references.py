"""Which paper a person means by an id, a unique prefix of one, an arXiv id, a DOI or an address."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from papershelf.errors import NothingFoundError, UsageError
from papershelf.paper import Paper
from papershelf.text import safe_line

_ADDRESS = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:arxiv\.org/(?:abs|pdf)|huggingface\.co/papers|(?:dx\.)?doi\.org)/",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?:v\d+)?(?:\.pdf)?$", re.IGNORECASE)
SHOWN = 5  # candidates named when a prefix means several papers


Named = Callable[[Collection[str]], Iterable[Paper]]


def resolve(reference: str, papers: Mapping[str, Paper], named: Named | None = None) -> str:
    """The id of the one paper that is meant.

    Args:
        reference: As typed.
        papers: All papers by id.
        named: Gives the papers that may have an identifier, or had an id, like some; all are looked at if left out.

    Raises:
        NothingFoundError: No paper is meant.
        UsageError: Several papers are.
    """
    word = reference.strip()
    if word in papers:
        return word
    likely = named or (lambda _names: papers.values())
    found = _by_identifier(word, likely) or _by_prefix(word, papers) or _by_former(word, likely)
    if not found:
        raise NothingFoundError(
            f"No paper has the id “{safe_line(reference)}”. `papershelf search` finds ids by words."
        )
    if len(found) > 1:
        some = ", ".join(found[:SHOWN])
        raise UsageError(f"“{safe_line(reference)}” means {len(found)} papers ({some}…): type one letter more.")
    return found[0]


def _by_identifier(word: str, named: Named) -> list[str]:
    wanted = _ADDRESS.sub("", word)
    wanted = re.sub(r"^(?:arxiv|doi):", "", wanted, flags=re.IGNORECASE).casefold()
    wanted = re.sub(r"^10\.48550/arxiv\.", "", wanted)
    versionless = _VERSION.sub("", wanted)
    if not versionless:
        return []
    found = [
        paper.id
        for paper in named({wanted, versionless})
        for face in (paper, *paper.also)
        if face.identifiers and {wanted, versionless} & {value.casefold() for value in face.identifiers.values()}
    ]
    return list(dict.fromkeys(found))


def _by_prefix(word: str, papers: Mapping[str, Paper]) -> list[str]:
    prefix = word.casefold()
    return [paper_id for paper_id in papers if paper_id.startswith(prefix)] if prefix else []


def _by_former(word: str, named: Named) -> list[str]:
    """The paper into which the one meant was merged."""
    return [paper.id for paper in named({word}) if any(former.id == word for former in paper.also)] if word else []
