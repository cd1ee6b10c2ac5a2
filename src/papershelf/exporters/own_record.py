"""What a paper's raw records say that the paper itself does not hold: volume, number, pages and their like."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from papershelf.exporters.bib_fields import bib_fields
from papershelf.paper import Paper
from papershelf.text import safe_line
from papershelf.text.bibtex import unmark

LONGEST: Final = 300
"""Letters of one such fact; what is longer is no volume and no page."""
LONGEST_RECORD: Final = 100_000

DETAILS: Final = ("volume", "number", "pages", "series", "edition", "publisher", "address", "isbn", "issn")
"""What is taken over, by BibTeX's names."""

CSL_NAMES: Final[Mapping[str, str]] = {
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "collection-title": "series",
    "edition": "edition",
    "publisher": "publisher",
    "publisher-place": "address",
    "ISBN": "isbn",
    "ISSN": "issn",
}
RIS_TAGS: Final[Mapping[str, str]] = {
    "VL": "volume",
    "IS": "number",
    "T3": "series",
    "ET": "edition",
    "PB": "publisher",
    "CY": "address",
}
_RIS_LINE: Final = re.compile(r"^([A-Z][A-Z0-9])  - ?(.{1,300}?)[ \r]{0,9}$", re.MULTILINE)


def details_of(paper: Paper) -> dict[str, str]:
    """Facts as plain text, by the names of `DETAILS`; what the newest record says of one is taken."""
    found: dict[str, str] = {}
    for seen in reversed(paper.sources):
        read = _READERS.get(seen.format)
        if read is None or len(seen.raw) > LONGEST_RECORD:
            continue
        for name, value in read(seen.raw).items():
            line = safe_line(value)
            if line and len(line) <= LONGEST:
                found.setdefault(name, line)
    return {name: found[name] for name in DETAILS if name in found}


def details_beside(paper: Paper, *, venue_is_place: bool) -> dict[str, str]:
    """The facts that may stand beside a venue without being taken for another one.

    Args:
        paper: The paper.
        venue_is_place: Whether the venue stands as the journal or the book, before which no reader looks at a series
            or a publisher.
    """
    details = details_of(paper)
    if not (paper.venue and venue_is_place):
        details = {name: value for name, value in details.items() if name not in ("series", "publisher")}
    return {name: value for name, value in details.items() if value != paper.venue}


def bibtex_field(paper: Paper, name: str) -> str:
    """The value of a field, TeX and all, in the newest BibTeX record that has it, or an empty text."""
    for seen in reversed(paper.sources):
        if seen.format == "bibtex" and (value := bib_fields(seen.raw).get(name)):
            return value
    return ""


def _of_bibtex(raw: str) -> dict[str, str]:
    fields = bib_fields(raw)
    fields.setdefault("address", fields.get("location", ""))
    return {name: unmark(fields[name][: 3 * LONGEST]) for name in DETAILS if fields.get(name)}


def _of_csl(raw: str) -> dict[str, str]:
    import orjson  # few papers come from such a record

    try:
        item = orjson.loads(raw)
    except orjson.JSONDecodeError:  # it was decoded once, but more is forgiven there
        return {}
    if not isinstance(item, dict):
        return {}
    given = {name: item.get(key) for key, name in CSL_NAMES.items()}
    return {name: str(value) for name, value in given.items() if isinstance(value, str | int) and value is not True}


def _of_ris(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag, value in _RIS_LINE.findall(raw):
        found.setdefault(tag, value)
    details = {name: found[tag] for tag, name in RIS_TAGS.items() if tag in found}
    if "SP" in found:
        details["pages"] = "–".join(found[tag] for tag in ("SP", "EP") if tag in found)
    if number := found.get("SN"):
        details["isbn" if len(re.sub(r"\D", "", number)) >= 9 else "issn"] = number
    return details


_READERS: Final[Mapping[str, Callable[[str], dict[str, str]]]] = {
    "bibtex": _of_bibtex,
    "csl-json": _of_csl,
    "ris": _of_ris,
}
