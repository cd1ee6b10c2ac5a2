"""Citation keys: a paper's own where a bibliography gave it one, else author, year and word; none twice in a file."""

import re
from collections.abc import Iterable
from typing import Final

from papershelf.paper import Paper
from papershelf.text import fold, safe_line

LITTLE_WORDS: Final = frozenset(
    {"a", "an", "the", "on", "in", "of", "for", "to", "and", "or", "with", "from", "is", "at", "by"}
)
# What no style file and no `\cite` can misread.
_OWN: Final = re.compile(r"\s*@[ \t]*[A-Za-z]{1,30}\s*[{(]\s*([^\s\"#%'(),={}~\\]{1,200})\s*,")


def cite_keys(papers: Iterable[Paper]) -> dict[str, str]:
    """The key of each paper, by its id.

    Who came first to the library has the first choice, so that papers that come later change no key.
    """
    taken: set[str] = set()
    keys: dict[str, str] = {}
    # Made paper by paper, for that takes its time and whoever hands them out may tell how far it is.
    wishes = [(paper.added_at, paper.id, own_key(paper), _made(paper)) for paper in papers]
    for _added_at, paper_id, own, made in sorted(wishes):
        if paper_id not in keys:
            keys[paper_id] = next(key for key in _choices(paper_id, own, made) if key.casefold() not in taken)
            taken.add(keys[paper_id].casefold())  # to BibTeX, letter case makes no other key
    return keys


def bibtex_key(paper: Paper) -> str:
    """The key that a paper has where no other wants it: `vaswani2017attention`, or its own.

    Where author or year is unknown it is `attention-<id>`: a title word and a year alone meet too often in a list of
    this size, the id never does.
    """
    return own_key(paper) or _made(paper)


def own_key(paper: Paper) -> str:
    """The key in the first BibTeX record of a paper, or an empty text: texts that cite it stay right."""
    for seen in paper.sources:
        if seen.format == "bibtex" and (found := _OWN.match(seen.raw)) and found[1].isprintable():
            return found[1]
    return ""


def year_of(paper: Paper) -> str:
    """The year of publication, or an empty text."""
    found = re.match(r"\d{4}(?!\d)", paper.published or "")
    return found.group() if found else ""


def _choices(paper_id: str, own: str, made: str) -> Iterable[str]:
    """Keys for a paper, the best first, without end."""
    if own:
        yield own
    yield made
    made = f"{made}-{_plain(paper_id)}"
    yield made
    number = 2
    while True:
        yield f"{made}-{number}"
        number += 1


def _made(paper: Paper) -> str:
    word = next((word for word in _plain_words(paper.title) if word not in LITTLE_WORDS), "paper")
    family = _family(paper.authors[0]) if paper.authors else ""
    year = year_of(paper)
    return f"{family}{year}{word}" if family and year else f"{family or word}-{_plain(paper.id)}"


def _plain(paper_id: str) -> str:
    return "-".join(re.findall("[A-Za-z0-9]+", paper_id)) or "x"


def _family(name: str) -> str:
    """The family name in plain letters, as good as it can be told."""
    family = name.partition(",")[0] if "," in name else name.rpartition(" ")[2]
    return "".join(_plain_words(family))


def _plain_words(text: str) -> list[str]:
    """The words of a text in lower-case ASCII."""
    return re.findall("[a-z0-9]+", fold(safe_line(text)).lower().encode("ascii", "ignore").decode())
