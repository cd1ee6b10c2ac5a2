"""The fields of one entry as a record of a paper."""

import re
from typing import Final

from papershelf.identity import canonical_arxiv, canonical_doi
from papershelf.importers.base import Record
from papershelf.importers.bibtex.people import people, split_flat
from papershelf.importers.bibtex.shelf import Fields
from papershelf.importers.bibtex.splitting import Block
from papershelf.text import safe_line
from papershelf.text.bibtex import unmark
from papershelf.text.dates import iso_date, iso_of, month_of

_VENUES: Final = (
    *("journal", "journaltitle", "booktitle", "maintitle", "series", "publisher", "school", "institution"),
    *("organization", "howpublished"),
)
_KEYWORDS: Final = ("keywords", "keyword", "author_keywords", "mendeley-tags")
_ADDRESSES: Final = ("url", "pdf", "ee", "link", "note", "howpublished", "bdsk-url-1", "bdsk-url-2", "code", "eprint")
_ARXIV_PLACES: Final = ("journal", "journaltitle", "note", "howpublished", "number", "pages", "volume", "eprint", "eid")
# What stands in a book or a journal, whose number is not its own.
_PARTS: Final = frozenset({"article", "inproceedings", "conference", "incollection", "inbook", "suppbook"})

_ADDRESS: Final = re.compile(r"https?://[^\s\"<>\\^`{}]+", re.IGNORECASE)
_ARXIV: Final = re.compile(r"\barxiv[:\s.]{1,3}(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/\d{7})", re.IGNORECASE)
_CORR: Final = re.compile(r"abs/(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/\d{7})", re.IGNORECASE)
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_ACL: Final = re.compile(r"https?://(?:www\.)?aclanthology\.org/([A-Z]\d\d-\d{4}|\d{4}\.[\w-]+\.\d+)/?", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"\\([%#&_$~{}])|\\textasciitilde ?|\\(?:url|href|path)(?=\{)|\\~(?=\{\})|[{}]")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_DAY: Final = re.compile(r"(?<![\d/.-])\d{1,2}(?![\d/.-])")
_ENDS_ITSELF: Final = ("?", "!", ":", ".", "—", "–", "-")


def record(fields: Fields, block: Block, position: int) -> Record | None:
    """The paper that an entry tells of; None if it has no title."""
    title = _title(fields)
    readable = unmark(title)
    if not safe_line(readable):
        return None
    abstract = fields.first("abstract")
    urls = _addresses(fields)
    return Record(
        title=title,
        abstract=abstract,
        line=fields.lines.get("title", block.line),
        position=position,
        authors=people(fields.first("author")) or people(fields.first("editor")),
        published=_published(fields),
        identifiers=_identifiers(fields, urls),
        urls=urls,
        venue=unmark(next((venue for venue in fields.all(*_VENUES) if not _is_address(venue)), "")),
        keywords=_keywords(fields),
        raw=block.entry,
        unmarked=(readable, unmark(abstract)),
    )


def _title(fields: Fields) -> str:
    title, subtitle = fields.first("title"), fields.first("subtitle")
    if not title and fields.kind in {"proceedings", "book", "collection", "mvbook"}:
        title = fields.first("booktitle", "maintitle")
    if not title or not subtitle:
        return title or subtitle
    return f"{title} {subtitle}" if title.rstrip("} ").endswith(_ENDS_ITSELF) else f"{title}: {subtitle}"


def _published(fields: Fields) -> str | None:
    """The day, month or year; of a range its beginning."""
    for text in fields.all("date"):
        begin, _slash, end = text.partition("/")
        if found := iso_date(begin.rstrip("?~% ")) or iso_date(end.rstrip("?~% ")):
            return found
    year = iso_date(unmark(fields.first("year")))
    if year is None or len(year) > 4:
        return year
    month = unmark(fields.first("month"))
    number = month_of(month) or next((named for word in _WORD.findall(month) if (named := month_of(word))), None)
    days = _DAY.findall(fields.first("day") or ("" if month.strip().isdigit() else month))
    return iso_of(int(year), number, int(days[0]) if len(days) == 1 else None)


def _identifiers(fields: Fields, urls: tuple[str, ...]) -> dict[str, str]:
    found = {"pmid": _verbatim(fields.first("pmid"))}
    if fields.kind not in _PARTS:
        found["isbn"] = _verbatim(fields.first("isbn"))
    if match := _DOI.search(_verbatim(fields.first("doi"))):
        found["doi"] = canonical_doi(match[0]) or ""
    kind = fields.first("archiveprefix", "eprinttype").lower()
    eprint = _verbatim(fields.first("eprint", "arxivid")).strip()
    if kind == "pubmed" and not found["pmid"]:
        found["pmid"] = eprint
    found["arxiv"] = (canonical_arxiv(eprint) if kind in {"arxiv", ""} else None) or _arxiv_somewhere(fields) or ""
    found["acl"] = next((match[1] for url in urls if (match := _ACL.fullmatch(url))), "")
    return {name: value for name, value in found.items() if value}


def _arxiv_somewhere(fields: Fields) -> str | None:
    """The id in `arXiv preprint arXiv:2310.06927`, or where `CoRR` has the volume `abs/2310.06927`."""
    for text in fields.all(*_ARXIV_PLACES):
        if match := _ARXIV.search(text):
            return match[1].lower()
    is_arxiv = fields.first("journal", "journaltitle").lower() in {"corr", "arxiv", "arxiv.org"}
    corr = _CORR.fullmatch(fields.first("volume")) if is_arxiv else None
    return corr[1].lower() if corr else None


def _addresses(fields: Fields) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in fields.all(*_ADDRESSES):
        for address in _ADDRESS.findall(_verbatim(text)):
            found.setdefault(address.rstrip(".,;)"))
    return tuple(found)


def _is_address(text: str) -> bool:
    return "://" in text or "\\url" in text


def _keywords(fields: Fields) -> tuple[str, ...]:
    given = [part for text in fields.all(*_KEYWORDS) for part in split_flat(text, ",;")]
    return tuple(filter(None, map(unmark, given)))


def _verbatim(text: str) -> str:
    """An address or a number without what protects its signs from TeX."""
    spaced = re.sub(r"\\(?:url|href|path)\s?\{([^{}]*)\}", r" \1 ", text)
    return _ESCAPED.sub(lambda match: match[1] or ("~" if match[0][:2] in {"\\t", "\\~"} else ""), spaced)
