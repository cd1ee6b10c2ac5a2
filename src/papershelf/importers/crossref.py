"""The reader of what Crossref, the registry of DOIs, says of a work or of the works that a search found."""

import re
from typing import ClassVar

from papershelf.importers.base import Importer, Page, Record
from papershelf.importers.jats import plain
from papershelf.importers.json_entries import NO_TITLE, Entries, gather
from papershelf.importers.json_text import dict_of, encode, int_of, list_of, text_of, texts_of
from papershelf.progress import Progress, unheard
from papershelf.text.dates import iso_of

_SNIFFED = 65_536
_REPLY = re.compile(r'"message-type"\s*:\s*"work(?:-list)?"')
_WORK = re.compile(
    r'"(DOI|container-title|date-parts|reference-count|is-referenced-by-count|issued|indexed|deposited)"\s*:'
)
_ISSUED = ("issued", "published", "published-print", "published-online")
_BULK = frozenset({"reference"})  # other works, which may be hundreds


class Crossref(Importer):
    """Reads a single work, a list that a search found, and works without the reply round them."""

    name: ClassVar[str] = "crossref"
    label: ClassVar[str] = "Crossref, JSON of its API"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def sniff(self, text: str) -> float:
        """Sure by the reply's own type; less so by names that only works have."""
        head = text[:_SNIFFED]
        if head.lstrip()[:1] not in ("{", "["):
            return 0.0
        if _REPLY.search(head):
            return 0.95
        names = set(_WORK.findall(head))
        return 0.8 if "DOI" in names and names & {"reference-count", "is-referenced-by-count", "deposited"} else 0.0

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every work; an entry that cannot be read is a problem."""
        records, problems = gather(Entries(text, ("items",), progress), file, progress, record_of)
        return Page(file, tuple(records), tuple(problems))


def record_of(entry: dict[str, object], line: int, position: int) -> Record | str:
    """The paper that a work is, in its reply or without; or why there is none.

    Args:
        entry: As the registry states it.
        line: Where it begins.
        position: Place among the works.
    """
    work = dict_of(entry.get("message")) or entry
    title, abstract = _title(work), text_of(work.get("abstract"))
    unmarked = plain(title), plain(abstract)
    if not unmarked[0]:
        return NO_TITLE
    doi, isbn = text_of(work.get("DOI")), _first(work.get("ISBN"))
    address = text_of(work.get("URL")) or text_of(dict_of(dict_of(work.get("resource")).get("primary")).get("URL"))
    venue = _first(work.get("container-title")) or text_of(dict_of(work.get("event")).get("name"))
    return Record(
        title,
        abstract,
        line,
        position,
        authors=tuple(filter(None, (_name(dict_of(each)) for each in list_of(work.get("author"))))),
        published=next(filter(None, (_day(work.get(name)) for name in _ISSUED)), None),
        identifiers={kind: told for kind, told in (("doi", doi), ("isbn", isbn)) if told},
        urls=(address,) if address else (),
        venue=plain(venue),
        keywords=tuple(map(plain, texts_of(work.get("subject")))),
        raw=encode(_less(work, title, abstract)),
        unmarked=unmarked if unmarked != (title, abstract) else None,
    )


def _title(work: dict[str, object]) -> str:
    """The title with its subtitle, which may be part of it already."""
    title, subtitle = _first(work.get("title")), _first(work.get("subtitle"))
    joined = subtitle.strip() and subtitle.casefold() not in title.casefold()
    return f"{title}: {subtitle}" if joined and title.strip() else title


def _first(value: object) -> str:
    """The first text of a list, or the text itself."""
    return text_of(value) or next(iter(texts_of(value)), "")


def _name(author: dict[str, object]) -> str:
    parts = (text_of(author.get(part)) for part in ("given", "family", "suffix"))
    return " ".join(part for part in parts if part.strip()) or text_of(author.get("name"))


def _day(value: object) -> str | None:
    """The date of `{"date-parts": [[2020, 5, 1]]}`."""
    parts = [int_of(part) for part in list_of(next(iter(list_of(dict_of(value).get("date-parts"))), None))]
    year, month, day = (*parts[:3], None, None, None)[:3]
    return iso_of(year, month, day)


def _less(work: dict[str, object], title: str, abstract: str) -> dict[str, object]:
    """The work without what the record holds as it stood, and without the works that it cites."""
    held = {"title": [title], "abstract": abstract}
    return {name: each for name, each in work.items() if name not in _BULK and held.get(name) != each}
