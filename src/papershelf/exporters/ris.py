"""RIS, which every reference manager takes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Final

from papershelf.exporters.base import ITSELF, Exporter, Options
from papershelf.exporters.cite_key import cite_keys
from papershelf.exporters.entry_kind import kind_of
from papershelf.exporters.facts import (
    address_of,
    authors_of,
    date_of,
    identifier,
    other_addresses,
    paragraphs_of,
    unparted,
    words_of,
)
from papershelf.exporters.note import is_empty
from papershelf.exporters.own_record import RIS_TAGS, details_beside
from papershelf.exporters.people import split_name
from papershelf.exporters.stamp import digest
from papershelf.exporters.stamped import check_entries
from papershelf.marks import Entry
from papershelf.paper import Paper
from papershelf.text import safe, safe_line

Line = tuple[str, str]

_TYPES: Final[Mapping[str, str]] = {
    "article": "JOUR",
    "inproceedings": "CPAPER",
    "incollection": "CHAP",
    "book": "BOOK",
    "phdthesis": "THES",
    "mastersthesis": "THES",
    "techreport": "RPRT",
}
_DETAILS: Final = {**{ours: tag for tag, ours in RIS_TAGS.items()}, "issn": "SN"}
_BEGIN: Final = re.compile(r"^(?=TY  - )", re.MULTILINE)
_STAMP: Final = re.compile(r"^DP  - papershelf ([0-9a-f]{16})\n", re.MULTILINE)
# A line of a text that might be taken for one with a tag.
_LIKE_A_TAG: Final = re.compile(r"[ \t]*[A-Z][A-Z0-9][ \t]*-")
_PAGES: Final = re.compile(r"\s*(?:--+|[-–—])\s*")


class Ris(Exporter):
    """An entry a paper, with its stamp as the database it comes from; line ends as the specification has them.

    Of what a person added only the note goes along.
    """

    name: ClassVar[str] = "ris"
    summary = "RIS for reference managers"
    into = "file"
    suffix: ClassVar[str] = ".ris"

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The entries, a blank line apart."""
        keys = cite_keys(entry.paper for entry in entries)
        text = "\n".join(_written(_lines(entry, keys[entry.paper.id], options)) for entry in entries)
        return {ITSELF: text.replace("\n", "\r\n")}

    def merge(self, existing: str, fresh: str) -> str:
        """The fresh entries, if those of the file are ours and nobody changed one.

        Raises:
            MergeProblem: The file is not papershelf's, or holds changes made by hand.
        """
        check_entries(existing, _stamped(existing))
        return fresh


def _lines(entry: Entry, key: str, options: Options) -> Iterator[Line]:
    """What an entry says, tag by tag."""
    paper = entry.paper
    kind, place = kind_of(paper)
    is_place = place not in ("publisher", "school", "institution")
    yield "TY", _TYPES.get(kind, "GEN")
    yield "ID", key
    yield "TI", safe_line(paper.title) or "Untitled"
    yield from (("AU", _name(name)) for name in authors_of(paper))
    yield "T2" if is_place else "PB", safe_line(paper.venue)
    yield from _date(paper)
    details = details_beside(paper, venue_is_place=is_place)
    yield from ((_DETAILS[name], value) for name, value in details.items() if name in _DETAILS)
    yield from zip(("SP", "EP"), _PAGES.split(details.get("pages", ""), maxsplit=1), strict=False)
    if isbn := identifier(paper, "isbn") or details.get("isbn", ""):
        yield "SN", isbn
    yield "DO", identifier(paper, "doi")
    arxiv = identifier(paper, "arxiv")
    yield "AN", f"arXiv:{arxiv}" if arxiv else ""
    if options.links:
        yield "UR", address_of(paper)
        yield from (("LK", url) for url in other_addresses(paper))
    yield from (("KW", keyword) for keyword in words_of(paper))
    if options.abstracts:
        yield "AB", paragraphs_of(paper.abstract)
    if options.notes and not is_empty(entry.mark.note):
        note = safe(entry.mark.note).strip()
        # Readers look in notes for the number of a paper on arXiv, and that would be another one's.
        yield "N1", f"Note: {note}" if note[:6].lower() == "arxiv:" else note


def _written(lines: Iterable[Line]) -> str:
    """The entry as text; what has no value has no line."""
    text = "".join(f"{tag}  - {_value(value)}\n" for tag, value in lines if value)
    return f"{text}DP  - papershelf {digest(text)}\nER  - \n"


def _value(text: str) -> str:
    """A value whose further lines none can take for a tag's."""
    if "\n" not in text:
        return text
    first, *lines = text.split("\n")
    return "\n".join((first, *(f"  {line}" if _LIKE_A_TAG.match(line) else line for line in lines)))


def _date(paper: Paper) -> Iterator[Line]:
    date = date_of(paper)
    yield "PY", date.year
    if date.month:
        yield "DA", f"{date.year}/{date.month}/{date.day}/"


def _name(name: str) -> str:
    """`Family, Given, Suffix`; a name that has no such parts whole."""
    parts = split_name(name)
    if parts is None:
        return unparted(name)
    family = f"{parts.particle} {parts.family}".strip()
    return ", ".join(filter(None, (family, parts.given, parts.suffix)))


def _stamped(existing: str) -> Iterator[tuple[str, str]]:
    """What each stamp of a file speaks for, and the stamp."""
    text = existing.removeprefix("\ufeff").replace("\r\n", "\n")
    for entry in _BEGIN.split(text):
        if entry.strip():
            found = _STAMP.search(entry)
            whole = found and entry[found.end() :].strip() == "ER  -"
            yield (entry[: found.start()], found[1]) if found and whole else ("", "")
