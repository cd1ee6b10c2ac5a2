"""The reader of arXiv's Atom feeds: entries found first and parsed one by one, so that a broken one stays alone."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from papershelf.identity import canonical_arxiv
from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.links import find_links
from papershelf.progress import Progress, told, unheard
from papershelf.text.dates import iso_date

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NO_TITLE = "This entry has no title, so it cannot be told from others. Give it one, or drop it."
NO_FEED = (
    "This is no Atom feed. Save the answer of arXiv's API (export.arxiv.org/api/query), or the page as plain text."
)
RSS = "This is an RSS feed, which holds no whole records. Save the answer of arXiv's API (export.arxiv.org/api/query)."
EMPTY = "This feed holds no papers: the search found none. Search for something else and save the answer."
DECLARES = (
    "This text declares entities or a document type, which no feed of papers needs and which can do harm. "
    "Nothing of it was read; take the declaration out, or save the feed again."
)
BETWEEN = "This stands between two entries and belongs to none. Complete the entry, or drop it."
UNFINISHED = "The text ends before its feed does. If papers are missing, save it again."
TOO_LONG = (
    "This entry is longer than a million letters or 100,000 tags, which no paper is. Take it out, or save it again."
)

_SNIFFED = 65_536
_LONGEST = 1_000_000  # letters of an entry; three thousand authors need a third of it
_MOST_TAGS = 100_000
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
_FEED = re.compile(r"<(?:[\w.-]{1,40}:)?feed\b[^<>]*>")
_SPACE = re.compile(r"""\bxmlns(:[\w.-]{1,40})?\s*=\s*("[^"<>]*"|'[^'<>]*')""")
_EDGE = re.compile(r"<(/?)(?:[\w.-]{1,40}:)?entry(?=[\s>/])[^<>]*>")
_CLOSING = re.compile(r"</(?:[\w.-]{1,40}:)?feed\s*>")
_ANY_TAG = re.compile(r"<[^<>]*>")
_HELD = re.compile(r"<(title|summary)(?:\s[^<>]*)?>[^<]*</\1\s*>\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = {
    "": '"http://www.w3.org/2005/Atom"',
    ":arxiv": '"http://arxiv.org/schemas/atom"',
    ":opensearch": '"http://a9.com/-/spec/opensearch/1.1/"',
}


_MEANINGS = (
    ("mismatched tag", "a tag is closed that is not the one open"),
    ("no element found", "it ends before its tags are closed"),
    ("unclosed token", "a tag begins that has no end"),
    ("invalid token", "a sign stands that must be written in another way (“&amp;” for “&”, “&lt;” for “<”)"),
    ("undefined entity", "a name after “&” is not known"),
    ("unbound prefix", "a tag has a prefix that nothing declares"),
    ("duplicate attribute", "an attribute stands twice"),
)


class _Part(NamedTuple):
    """An entry, or what stands where none is."""

    start: int
    end: int
    is_entry: bool


class ArxivAtom(Importer):
    """Reads the answers of arXiv's interface for programs, and single entries of them."""

    name: ClassVar[str] = "arxiv-atom"
    label: ClassVar[str] = "arXiv, Atom feed of its API"
    suffixes: ClassVar[tuple[str, ...]] = (".xml", ".atom")

    def sniff(self, text: str) -> float:
        """Sure of a feed of arXiv; any other XML is taken only to say what it is."""
        head = text[:_SNIFFED]
        if not head.lstrip().startswith("<"):
            return 0.0
        if _FEED.search(head) or re.match(r"\s*<(?:[\w.-]{1,40}:)?entry[\s>]", head):
            return 0.95 if "arxiv" in head.lower() else 0.6
        return 0.1 if re.match(r"\s*<(?:\?xml|rss|rdf)\b", head, re.IGNORECASE) else 0.0

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every paper of the feed; an entry that cannot be read, or an error that arXiv answered with, is a problem."""
        # Entries are parsed without what stands before them, so that no declaration could reach them anyway.
        if at := next((place for sign in _DECLARATIONS if (place := text.find(sign) + 1)), 0):
            return Page(file, (), (_declared(text, at - 1, file),))
        feed = _FEED.search(text, 0, _SNIFFED)
        head = _open(feed[0] if feed else "")
        records: list[Record] = []
        problems: list[Problem] = []
        line, counted = 1, 0
        for part in told(_parts(text, feed.end() if feed else 0), progress, "reading", "entry"):
            raw = text[part.start : part.end]
            entry = raw.strip()
            start = part.start + len(raw) - len(raw.lstrip())
            line, counted = line + text.count("\n", counted, start), start
            made = record_of(entry, head, line, len(records) + 1) if part.is_entry else BETWEEN
            if isinstance(made, Record):
                records.append(made)
            else:
                problems.append(Problem(file, line, made, excerpt(entry), entry))
        if not records and not problems:
            problems.append(Problem(file, 0, _nothing(text, feed is not None), excerpt(text)))
        elif feed and not _is_closed(text, problems):
            problems.append(Problem(file, text.count("\n") + 1, UNFINISHED))
        return Page(file, tuple(records), tuple(problems))


def record_of(entry: str, head: str, line: int, position: int) -> Record | str:
    """The paper of one entry; or why there is none.

    Args:
        entry: The entry's XML.
        head: The start tag of the feed, which says what prefixes mean.
        line: Where it begins.
        position: Place among the papers.
    """
    root = _parsed(entry, head)
    if isinstance(root, str):
        return root
    address, title = _text(root, "id"), _text(root, "title")
    summary = _text(root, "summary") or _text(root, "content")
    if "/api/errors" in address:
        return (
            f"arXiv answered with an error: “{excerpt(summary or title)}”. Mend the question and save the answer anew."
        )
    if not title:
        return NO_TITLE
    arxiv, doi = canonical_arxiv(address), _text(root, "doi")
    main = [each.get("term") or "" for each in _all(root, "primary_category")]
    return Record(
        title,
        summary,
        line,
        position,
        authors=tuple(filter(None, (_text(author, "name") for author in _all(root, "author")))),
        published=iso_date(_text(root, "published")),
        identifiers={kind: told for kind, told in (("arxiv", arxiv), ("doi", doi)) if told},
        urls=tuple(link.url for link in find_links(_text(root, "comment"))),
        venue=_text(root, "journal_ref"),
        keywords=tuple(
            dict.fromkeys(filter(None, [*main, *(each.get("term") or "" for each in _all(root, "category"))]))
        ),
        raw=_HELD.sub("", entry),
    )


def _parts(text: str, start: int) -> Iterator[_Part]:
    """The entries, and what stands between them; an entry without an end goes up to the next one.

    What stands before the first entry describes the feed, unless an entry that lost its beginning ends there.
    """
    done, opened, first, orphan = start, -1, True, False
    for edge in _EDGE.finditer(text, start):
        if edge[1] and opened < 0:
            orphan = True
            continue
        if opened >= 0:
            done = edge.end() if edge[1] else _before_comment(text, opened, edge.start())
            yield _Part(opened, done, True)
            opened = -1
        elif orphan or (not first and _has_words(text[done : edge.start()])):
            yield _Part(done, edge.start(), False)
        orphan = False
        if not edge[1]:
            opened, first = edge.start(), False
    if opened >= 0:
        closing = _CLOSING.search(text, max(opened, len(text) - _SNIFFED))
        yield _Part(opened, closing.start() if closing else len(text), True)
    elif orphan or (not first and _has_words(text[done:])):
        yield _Part(done, len(text), False)


def _before_comment(text: str, start: int, end: int) -> int:
    """Where an entry without an end stops: a comment above the next entry is about that one."""
    if not text[max(start, end - 1000) : end].rstrip().endswith("-->"):
        return end
    comment = text.rfind("<!--", start, end)
    return comment if comment > start else end


def _has_words(text: str) -> bool:
    """Whether anything but tags and comments stands there."""
    parts, start = [], 0
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin)) >= 0:
        parts.append(text[start:begin])
        start = end + 3
    return bool(_ANY_TAG.sub("", "".join((*parts, text[start:]))).strip())


def _open(tag: str) -> str:
    """A start tag that declares what the feed's declares, and what entries of arXiv need."""
    spaces = _SPACES | dict(_SPACE.findall(tag))
    return "<feed " + " ".join(f"xmlns{prefix}={value}" for prefix, value in spaces.items()) + ">"


def _parsed(entry: str, head: str) -> "Element | str":
    """The entry's element, or why it cannot be read."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if len(entry) > _LONGEST or entry.count("<") > _MOST_TAGS:
        return TOO_LONG
    try:
        feed: Element = fromstring(head + _CONTROL.sub("", entry) + "</feed>", forbid_dtd=True)
    except DefusedXmlException:
        return DECLARES
    except ParseError as error:
        line, column = error.position
        meaning = next((words for sign, words in _MEANINGS if sign in str(error)), "it cannot be understood")
        column -= len(head) if line == 1 else 0
        return f"This entry is no whole XML: in its line {line}, column {max(column, 0) + 1}, {meaning}. Mend it there."
    return next(iter(feed), feed)


def _all(element: "Element", name: str) -> "list[Element]":
    """The element's own children of that name, whatever prefix they have."""
    return [child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name]


def _text(element: "Element", name: str) -> str:
    found = _all(element, name)
    return "".join(found[0].itertext()).strip() if found else ""


def _is_closed(text: str, problems: list[Problem]) -> bool:
    """Whether the feed ends, or the problem of its last entry says already that it does not."""
    tail = text[-_SNIFFED:].rstrip()
    return _CLOSING.search(tail) is not None or (bool(problems) and tail.endswith(problems[-1].entry[-200:]))


def _declared(text: str, at: int, file: str) -> Problem:
    is_html = re.match(r"<!DOCTYPE\s+html\b", text[at : at + 100], re.IGNORECASE)
    line = text.count("\n", 0, at) + 1
    return Problem(file, line, NO_FEED if is_html else DECLARES, excerpt(text[at : at + 1000]))


def _nothing(text: str, is_feed: bool) -> str:
    head = text[:_SNIFFED].lower()
    return EMPTY if is_feed else RSS if "<rss" in head or "<rdf" in head else NO_FEED
