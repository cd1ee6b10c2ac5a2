"""The reader of CSL-JSON, in which Zotero, pandoc, citeproc and doi.org hand out bibliographies."""

import re
from typing import Any, ClassVar, Final

from papershelf.identity import canonical_arxiv, canonical_doi
from papershelf.importers.base import Importer, Page, Record
from papershelf.importers.jats import plain
from papershelf.importers.json_entries import Entries, gather
from papershelf.importers.json_peek import first_object
from papershelf.importers.json_text import encode
from papershelf.importers.plain_fields import is_address, words_in
from papershelf.progress import Progress, unheard
from papershelf.text.dates import iso_date, iso_of

NO_TITLE: Final = "This item has no title. Give it one (“title”: “…”) and read it again."

_LISTS: Final = ("items",)
_OURS: Final = "papershelf "
_TYPES: Final = frozenset(
    re.findall(
        r"\S+",
        "article article-journal article-magazine article-newspaper bill book broadcast chapter dataset document entry "
        "entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript "
        "map motion_picture musical_score pamphlet paper-conference patent performance periodical post post-weblog "
        "personal_communication regulation report review review-book software song speech standard thesis treaty "
        "webpage",
    )
)
_SIGNS: Final = frozenset({"issued", "container-title", "citation-key", "DOI", "URL", "author", "abstract", "accessed"})
_VENUES: Final = ("container-title", "event-title", "event", "publisher")
_PARTS: Final = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
# What the record holds as it stands; names and dates have forms of their own, and stay where they say more.
_HELD: Final = ("ISBN", "PMID", "PMCID")
_NOTED: Final = re.compile(r"^[ \t]*(doi|pmid|pmcid|isbn|arxiv)[ \t]*:[ \t]*(\S{1,200})", re.IGNORECASE | re.MULTILINE)
_LONGEST_NOTE: Final = 20_000


class CslJson(Importer):
    """Reads a list of items, `{"items": […]}`, or a single item; each by itself."""

    name: ClassVar[str] = "csl-json"
    label: ClassVar[str] = "CSL-JSON"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def sniff(self, text: str) -> float:
        """Sure where the first object is an item of a type that CSL knows."""
        item = first_object(text)
        if item is None:
            return 0.0
        listed = item.get("items")
        if isinstance(listed, list) and listed and isinstance(listed[0], dict):
            item = listed[0]
        if not isinstance(item.get("title"), str) or "message" in item:
            return 0.0
        if _text(item.get("source")).startswith(_OURS):
            return 1.0
        signs = len(item.keys() & _SIGNS)
        return (
            0.95 if item.get("type") in _TYPES and signs else 0.7 if item.keys() & {"issued", "citation-key"} else 0.0
        )

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every item becomes a record or a problem."""
        records, problems = gather(Entries(text, _LISTS, progress), file, progress, _record)
        return Page(file, tuple(records), tuple(problems))


def _record(item: dict[str, Any], line: int, position: int) -> Record | str:
    title = _text(item.get("title"))
    if not title.strip():
        return NO_TITLE
    abstract = _text(item.get("abstract"))
    # What papershelf wrote has no markup: a sign that looks like some is meant.
    ours = _text(item.get("source")).startswith(_OURS)
    authors = item.get("author")
    names = [_name(each) for each in authors] if isinstance(authors, list) else []
    return Record(
        title if ours else _plain(title),
        abstract if ours else _plain(abstract),
        line,
        position,
        tuple(filter(None, names)),
        _date(item.get("issued")),
        _identifiers({**item, "note": ""} if ours else item),
        _urls(item),
        next((venue for key in _VENUES if (venue := _plain(_text(item.get(key))))), ""),
        words_in(item.get("keyword")),
        None,
        _raw(item),
    )


def _plain(text: str) -> str:
    """The text without markup; one that has none stays as it stands."""
    return plain(text) if "<" in text or "&" in text else text


def _text(value: object) -> str:
    """A text, or the first of a list of texts: Crossref writes titles so."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**18 else ""
    return value if isinstance(value, str) else ""


def _name(person: object) -> str:
    if isinstance(person, str):
        return person
    if not isinstance(person, dict):
        return ""
    parts = [part.strip() for key in _PARTS if isinstance(part := person.get(key), str)]
    return " ".join(filter(None, parts)) or _text(person.get("literal")) or _text(person.get("name"))


def _date(issued: object) -> str | None:
    """What is known of the day: its parts, or else what stands there in words."""
    if isinstance(issued, str):
        return iso_date(issued)
    if not isinstance(issued, dict):
        return None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [_number(part) for part in parts[0][:3]]
        if numbers and (date := iso_of(*numbers)):
            return date
    words = (_text(issued.get(key)) for key in ("raw", "literal", "string"))
    return next((date for each in words if (date := iso_date(each))), None)


def _number(part: object) -> int | None:
    text = _text(part).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _identifiers(item: dict[str, Any]) -> dict[str, str]:
    """Identifiers by their own fields, before those that Zotero keeps in the note and the number."""
    found: dict[str, str] = {}
    for kind in ("DOI", "ISBN", "PMID", "PMCID"):
        text = _plain(_text(item.get(kind))).strip()  # some hold a whole link in HTML
        if text and (kind != "DOI" or canonical_doi(text)):
            found[kind.lower()] = text
    number = _text(item.get("number"))
    noted = _NOTED.findall(f"{_text(item.get('note'))[:_LONGEST_NOTE]}\n{number[:_LONGEST_NOTE]}")
    for kind, text in ((kind.lower(), text) for kind, text in noted):
        right = {"arxiv": canonical_arxiv, "doi": canonical_doi}.get(kind)
        if right is None or right(text):
            found.setdefault(kind, text)
    return found


def _urls(item: dict[str, Any]) -> tuple[str, ...]:
    """The address, and one that stands where the DOI belongs."""
    url, doi = _text(item.get("URL")), _text(item.get("DOI"))
    return tuple(dict.fromkeys(text for text in (url, "" if canonical_doi(doi) else doi) if is_address(text)))


def _raw(item: dict[str, Any]) -> str:
    """The item as JSON, without what the record holds as it stands."""
    rest = {key: value for key, value in item.items() if not (isinstance(value, str) and _is_held(key, value))}
    return encode(rest) if rest else ""


def _is_held(key: str, text: str) -> bool:
    if key in ("title", "abstract"):
        return _plain(text) == text
    return canonical_doi(text) is not None if key == "DOI" else is_address(text) if key == "URL" else key in _HELD
