"""What a person may ask for, made of the words they typed; what makes no sense is refused before anything is sent."""

import re
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from papershelf.errors import UsageError
from papershelf.identity import canonical_arxiv, canonical_doi, canonical_identifiers
from papershelf.text import safe_line

LONGEST = 300  # characters of what is searched for
_SHOWN = 80
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_CLASS = re.compile(r"\.[a-z]{2}/")  # of an old id: arXiv answers to cs/0112017, whatever stood behind the dot
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


class Daily(NamedTuple):
    """The papers of a day, week or month on Hugging Face.

    Attributes:
        span: `date`, `week` or `month`.
        value: Which one; empty for the latest day that has papers.
        until: Its last day; None where `value` is empty.
    """

    span: str = "date"
    value: str = ""
    until: date | None = None


class Search(NamedTuple):
    """The papers that Hugging Face finds by words.

    Attributes:
        words: What to find.
        limit: At most so many; None leaves it to the service.
    """

    words: str
    limit: int | None = None


class Reference(NamedTuple):
    """A paper by its identifier.

    Attributes:
        kind: `arxiv` or `doi`.
        value: In its canonical spelling.
    """

    kind: str
    value: str

    @property
    def words(self) -> str:
        """The same as a person writes it."""
        return f"{'arXiv' if self.kind == 'arxiv' else 'doi'}:{self.value}"


class Papers(NamedTuple):
    """Papers by their identifiers.

    Attributes:
        references: Each once.
    """

    references: tuple[Reference, ...]


Request = Daily | Search | Papers


def daily(*, day: str | None = None, week: str | None = None, month: str | None = None) -> Daily:
    """The request for a day, a week or a month, or for the latest day where none is named.

    Raises:
        UsageError: There is no such day, week or month, or more than one is named.
    """
    given = [(span, word) for span, word in (("date", day), ("week", week), ("month", month)) if word is not None]
    if not given:
        return Daily()
    if len(given) > 1:
        raise UsageError("A day, a week or a month: name one of them.")
    span, word = given[0]
    word = word.strip()
    try:
        return Daily(span, word, _last_day(span, word))
    except (ValueError, OverflowError):
        form = {"date": "2026-11-20", "week": "2026-W47", "month": "2026-11"}[span]
        raise UsageError(f"“{_short(word)}” is no {'day' if span == 'date' else span}; write it as {form}.") from None


def _last_day(span: str, word: str) -> date:
    if span == "date" and _DAY.fullmatch(word):
        return date.fromisoformat(word)
    if span == "week" and (week := _WEEK.fullmatch(word)):
        return date.fromisocalendar(int(week[1]), int(week[2]), 7)
    if span == "month" and (month := _MONTH.fullmatch(word)):
        first = date(int(month[1]), int(month[2]), 1)
        return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    raise ValueError(word)


def search(words: str, limit: int | None = None) -> Search:
    """The request for papers by words.

    Raises:
        UsageError: There are none, or too many.
    """
    line = safe_line(words)
    if not line:
        raise UsageError("Name the words to search for.")
    if len(line) > LONGEST:
        raise UsageError(f"These are more than {LONGEST} characters; a few telling words find more.")
    if limit is not None and not 1 <= limit <= 100:
        raise UsageError("Hugging Face hands out 1 to 100 papers at once.")
    return Search(line, limit)


def papers(words: list[str]) -> Papers:
    """The request for papers by arXiv id, DOI or address.

    Raises:
        UsageError: One of the words is none.
    """
    if not words:
        raise UsageError("Name papers by arXiv id, DOI, or an address with one of those.")
    return Papers(tuple(dict.fromkeys(map(reference_of, words))))


def reference_of(word: str) -> Reference:
    """The paper that an arXiv id, a DOI or an address means.

    Raises:
        UsageError: It is none of them, or an address of another place.
    """
    plain = safe_line(word)
    bare = _bare(plain) if "/" in plain else plain
    if arxiv := canonical_arxiv(bare):
        return Reference("arxiv", _CLASS.sub("/", arxiv))
    if doi := canonical_doi(bare):
        found = canonical_identifiers({"doi": doi})
        kind = "arxiv" if canonical_arxiv(found.get("arxiv", "")) else "doi"
        return Reference(kind, found.get(kind, doi))
    if "://" in plain:
        raise UsageError(
            f"“{_short(plain)}” is no address of a paper that can be fetched: "
            "huggingface.co/papers/…, arxiv.org/abs/…, arxiv.org/pdf/… and doi.org/… are."
        )
    raise UsageError(f"“{_short(plain)}” is no arXiv id (2310.06927), no DOI (10.1145/3292500), and no address of one.")


def _bare(word: str) -> str:
    """The identifier inside an address of a known place; anything else as it is."""
    try:
        parts = urlsplit(word if "://" in word else f"https://{word}")
    except ValueError:
        return word
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).strip("/")
    if parts.scheme not in ("http", "https"):
        return word
    if host == "huggingface.co" and path.startswith("papers/"):
        return path.removeprefix("papers/")
    if host in ("arxiv.org", "export.arxiv.org") and path.partition("/")[0] in ("abs", "pdf", "html"):
        return path.partition("/")[2]
    if host in ("doi.org", "dx.doi.org"):
        return path
    return word


def _short(text: str) -> str:
    line = safe_line(text[: 4 * _SHOWN])
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
