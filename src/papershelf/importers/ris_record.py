"""What the tags of RIS and of Web of Science mean, whoever wrote them."""

import re
from collections.abc import Iterable
from typing import Final

from papershelf.identity import canonical_arxiv, canonical_doi
from papershelf.importers.base import Record
from papershelf.importers.jats import plain
from papershelf.importers.names import spoken
from papershelf.importers.plain_fields import is_address
from papershelf.importers.ris_fields import Fields
from papershelf.text.dates import iso_date

# The first tag that says something is taken.
_TITLE: Final = ("TI", "T1", "CT", "TT", "BT", "ST")
_ABSTRACT: Final = ("AB", "N2")
_AUTHORS: Final = ("AU", "A1")
_VENUE: Final = ("T2", "JF", "JO", "BT", "JA", "J2", "C3", "PB")
# All of these are taken.
_URLS: Final = ("UR", "L1", "L2", "L3", "L4", "LK")
_PERHAPS_DOI: Final = ("DO", "DI", "M3", "L3", "C7", "AN")
_PERHAPS_ARXIV: Final = ("AN", "ID", "M1", "M3", "C7", "N1", "PB")
_BOOKS: Final = ("BOOK", "CHAP", "EBOOK", "ECHAP", "EDBOOK")
_NEXT_ADDRESS: Final = re.compile(r";(?=https?://)", re.IGNORECASE)
_BETWEEN_KEYWORDS: Final = re.compile(r"[;\n]")


def ris_record(fields: Fields, raw: str, line: int, position: int) -> Record | None:
    """The record of an entry, or None if it has no title.

    Args:
        fields: By tag.
        raw: The entry as it stands.
        line: Where it begins.
        position: Its place among the papers.
    """
    title_tag = next((tag for tag in _TITLE if _first(fields, (tag,))), "")
    if not title_tag:
        return None
    identifiers, addresses = _identifiers(fields)
    names = next((names for tag in _AUTHORS if (names := _names(fields.get(tag, ())))), ())
    return Record(
        _first(fields, (title_tag,)),
        _first(fields, _ABSTRACT),
        line,
        position,
        names,
        _date(fields),
        identifiers,
        tuple(dict.fromkeys((*_urls(fields), *addresses))),
        _first(fields, tuple(tag for tag in _VENUE if tag != title_tag)),
        tuple(_parted(fields.get("KW", ()))),
        None,
        raw,
    )


def wos_record(fields: Fields, raw: str, line: int, position: int) -> Record | None:
    """The same for an entry of Web of Science, each line of a tag being a value."""
    whole = {tag: "\n".join(values) for tag, values in fields.items()}
    title = whole.get("TI", "")
    if not title.strip():
        return None
    year = whole.get("PY", "").strip()
    exact = iso_date(f"{whole.get('PD', '')} {year}") if year else None
    given = {"doi": whole.get("DI", ""), "pmid": whole.get("PM", ""), "isbn": whole.get("BN", "")}
    words = (whole.get(tag, "").replace("\n", " ") for tag in ("DE", "ID"))
    return Record(
        title,
        whole.get("AB", ""),
        line,
        position,
        _names(fields.get("AF") or fields.get("AU") or ()),
        exact if exact and exact.startswith(year) else iso_date(year),
        {kind: value for kind, value in given.items() if value},
        tuple(url for url in fields.get("DL", ()) if is_address(url)),
        next((whole[tag].replace("\n", " ") for tag in ("SO", "CT") if whole.get(tag)), ""),
        tuple(_parted(words)),
        None,
        raw,
    )


def _first(fields: Fields, tags: Iterable[str]) -> str:
    return next((value for tag in tags for value in fields.get(tag, ()) if value.strip()), "")


def _names(values: Iterable[str]) -> tuple[str, ...]:
    # Some publishers write letters as entities, whose semicolon stands between no names.
    values = (plain(value) if "&" in value else value for value in values)
    return tuple(filter(None, (spoken(name) for value in values for name in _BETWEEN_KEYWORDS.split(value))))


def _parted(values: Iterable[str]) -> Iterable[str]:
    return filter(None, (word.strip() for value in values for word in _BETWEEN_KEYWORDS.split(value)))


def _date(fields: Fields) -> str | None:
    """The most exact date that agrees with the year."""
    dates = [date for tag in ("PY", "Y1", "DA") if (date := iso_date(_first(fields, (tag,))))]
    return max((date for date in dates if date.startswith(dates[0][:4])), key=len, default=None)


def _urls(fields: Fields) -> Iterable[str]:
    for tag in _URLS:
        for value in fields.get(tag, ()):
            yield from (url for part in _NEXT_ADDRESS.sub("\n", value).split() if is_address(url := part.rstrip(";,")))


def _identifiers(fields: Fields) -> tuple[dict[str, str], list[str]]:
    """The identifiers, and addresses that stand where one belongs."""
    found: dict[str, str] = {}
    if doi := next((doi for tag in _PERHAPS_DOI for each in fields.get(tag, ()) if (doi := canonical_doi(each))), None):
        found["doi"] = doi
    preprint = any(
        "arxiv" in each.lower() for tag in ("DP", "DB", "JO", "JF", "T2", "PB") for each in fields.get(tag, ())
    )
    for each in (each.strip() for tag in _PERHAPS_ARXIV for each in fields.get(tag, ())):
        # A bare number of that form may be any database's, unless the entry speaks of arXiv.
        number = each.partition(" ")[0] if each.lower().startswith("arxiv:") else each if preprint else ""
        if arxiv := canonical_arxiv(number):
            found.setdefault("arxiv", arxiv)
    if (isbn := _first(fields, ("SN",))) and _first(fields, ("TY",)).strip() in _BOOKS:
        found["isbn"] = isbn
    return found, [each for each in fields.get("DO", ()) if is_address(each) and not canonical_doi(each)]
