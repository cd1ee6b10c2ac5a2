"""Whether what two records say of their abstracts, authors and years speaks for one paper."""

import re
from collections.abc import Iterable

from papershelf.paper import Paper
from papershelf.text import fold, letters

SAME_RATIO = 95.0
"""From this likeness on (0–100), two keys count as the same text."""

_PREFIX_MINIMUM = 40
_SUMMARY_LIMIT = 320
_SUMMARY_SHARE = 0.6
_WORD = re.compile(r"[^\W_]{4,}")
_YEAR = re.compile(r"\d{4}")


def abstract_key(abstract: str) -> str:
    """A cleaned abstract reduced to its folded letters and digits."""
    return letters(abstract)


def abstracts_agree(one: Paper, other: Paper) -> bool:
    """Whether both have an abstract, and it is the same text, or one is the other's beginning or summary."""
    if not one.abstract or not other.abstract:
        return False
    if one.abstract == other.abstract:
        return True
    shorter, longer = sorted((abstract_key(one.abstract), abstract_key(other.abstract)), key=len)
    if longer.startswith(shorter) and (len(shorter) >= _PREFIX_MINIMUM or shorter == longer):
        return True
    return ratio(shorter, longer, SAME_RATIO) > 0 or _summarises(one.abstract, other.abstract)


def authors_agree(one: Paper, other: Paper) -> bool:
    """Whether they share an author."""
    return not author_keys(one.authors).isdisjoint(author_keys(other.authors))


def years_agree(one: Paper, other: Paper) -> bool:
    """Whether both say when they were published, in the same year."""
    return _year(one) is not None and _year(one) == _year(other)


def author_keys(names: Iterable[str]) -> set[str]:
    """Surname and first initial, folded: the same for `Doe, Jane`, `Jane Q. Doe` and `J. Doe`."""
    return {key for name in names if (key := author_key(name))}


def author_key(name: str) -> str:
    """Surname and first initial of one name, folded."""
    surname, comma, given = fold(name).partition(",")
    words = surname.split()
    if not comma and len(words) > 1:
        surname, given = words[-1], words[0]
    return "".join(filter(str.isalnum, surname)) + " " + given.strip()[:1]


def ratio(one: str, other: str, cutoff: float) -> float:
    """Likeness of two keys from 0 to 100; 0 below the cutoff."""
    from rapidfuzz import fuzz  # only imports need it, and a start must not pay for it

    return fuzz.ratio(one, other, score_cutoff=cutoff)


def _summarises(one: str, other: str) -> bool:
    """Whether the shorter is a sentence made of the longer one's words, as trending pages show it."""
    shorter, longer = sorted((fold(one), fold(other)), key=len)
    if len(shorter) > _SUMMARY_LIMIT or len(shorter) * 2 > len(longer):
        return False
    words = set(_WORD.findall(shorter))
    return len(words) >= 6 and len(words & set(_WORD.findall(longer))) >= _SUMMARY_SHARE * len(words)


def _year(paper: Paper) -> str | None:
    match = _YEAR.match(paper.published or "")
    return match[0] if match else None
