"""CSL-JSON, the form in which Zotero, pandoc and citeproc take references."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from papershelf.exporters.base import ITSELF, Exporter, Options
from papershelf.exporters.cite_key import cite_keys
from papershelf.exporters.entry_kind import kind_of
from papershelf.exporters.facts import address_of, authors_of, date_of, identifier, paragraphs_of, words_of
from papershelf.exporters.note import encodable, is_empty
from papershelf.exporters.own_record import CSL_NAMES, details_beside
from papershelf.exporters.people import split_name
from papershelf.exporters.stamp import digest
from papershelf.exporters.stamped import check_entries
from papershelf.marks import Entry
from papershelf.paper import Paper
from papershelf.text import safe_line

SOURCE: Final = "papershelf "
"""What the field `source` begins with, by which an item is known as papershelf's; its stamp follows."""

_TYPES: Final[Mapping[str, str]] = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "book": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
}
_DETAILS: Final = {ours: theirs for theirs, ours in CSL_NAMES.items()}
_ITEM: Final = re.compile(r'(\{.*),"source":"papershelf ([0-9a-f]{16})"\}')


class CslJson(Exporter):
    """A list of items, each on its line and with its stamp in the field `source`.

    Of what a person added only the note goes along.
    """

    name: ClassVar[str] = "csl-json"
    summary = "CSL-JSON for Zotero, pandoc and citeproc"
    into = "file"
    suffix: ClassVar[str] = ".json"

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The items, one below the other."""
        keys = cite_keys(entry.paper for entry in entries)
        items = (_written(_item(entry, keys[entry.paper.id], options)) for entry in entries)
        text = ",\n".join(items)
        return {ITSELF: f"[\n{text}\n]\n" if text else "[]\n"}

    def merge(self, existing: str, fresh: str) -> str:
        """The fresh items, if those of the file are ours and nobody changed one.

        Raises:
            MergeProblem: The file is not papershelf's, or holds changes made by hand.
        """
        if existing.strip() != "[]":
            check_entries(existing, _stamped(existing))
        return fresh


def _item(entry: Entry, key: str, options: Options) -> dict[str, Any]:
    paper = entry.paper
    kind, place = kind_of(paper)
    arxiv = identifier(paper, "arxiv")
    is_place = place not in ("publisher", "school", "institution")
    date = date_of(paper)
    details = details_beside(paper, venue_is_place=is_place)
    item: dict[str, Any] = {
        "id": key,
        "type": _TYPES.get(kind, "article" if arxiv else "document"),
        "title": safe_line(paper.title) or "Untitled",
        "author": [_name(name) for name in authors_of(paper)],
        "issued": {"date-parts": [date.parts]} if date.parts else None,
        **{_DETAILS[name]: value for name, value in details.items()},
        "container-title" if is_place else "publisher": safe_line(paper.venue),
        "number": f"arXiv:{arxiv}" if arxiv else "",
        "DOI": identifier(paper, "doi"),
        "PMID": identifier(paper, "pmid"),
        "URL": address_of(paper) if options.links else "",
        "keyword": _keywords(paper),
        "abstract": paragraphs_of(paper.abstract) if options.abstracts else "",
        "note": "" if not options.notes or is_empty(entry.mark.note) else encodable(entry.mark.note),
    }
    if isbn := identifier(paper, "isbn"):
        item["ISBN"] = isbn
    return {name: value for name, value in item.items() if value}


def _keywords(paper: Paper) -> str:
    """All in one text; a semicolon more tells that a comma belongs to the only one."""
    words = words_of(paper)
    return "; ".join(words) + (";" if len(words) == 1 and "," in words[0] else "")


def _name(name: str) -> dict[str, str]:
    parts = split_name(name)
    if parts is None:
        return {"literal": name}
    fields = {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {field: value for field, value in fields.items() if value}


def _written(item: dict[str, Any]) -> str:
    """The item on one line, with its stamp."""
    text = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    return f'{text[:-1]},"source":"{SOURCE}{digest(text[:-1])}"}}'


def _stamped(existing: str) -> Iterator[tuple[str, str]]:
    """What each stamp of a file speaks for, and the stamp."""
    first, *lines = existing.strip().removeprefix("\ufeff").split("\n")
    if first.rstrip() != "[" or not lines or lines.pop().rstrip() != "]":
        yield "", ""
        return
    for line in lines:
        found = _ITEM.fullmatch(line.rstrip().removesuffix(","))
        yield (found[1], found[2]) if found else ("", "")
