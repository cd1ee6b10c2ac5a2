"""What kind of BibTeX entry a paper is, told by the records of its sources or by the name of its venue."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from papershelf.paper import Paper
from papershelf.text import fold

_HEAD = 4_000  # letters of a record that are looked at: it says early what it is


class EntryKind(NamedTuple):
    """A kind of entry.

    Attributes:
        name: What stands after the `@`.
        place: The field that holds the venue.
    """

    name: str
    place: str


_MISC: Final = EntryKind("misc", "howpublished")
_ARTICLE: Final = EntryKind("article", "journal")
_PROCEEDINGS: Final = EntryKind("inproceedings", "booktitle")
_CHAPTER: Final = EntryKind("incollection", "booktitle")
_BOOK: Final = EntryKind("book", "publisher")
_THESIS: Final = EntryKind("phdthesis", "school")
_REPORT: Final = EntryKind("techreport", "institution")

# BibTeX's names, RIS's TY, CSL's and Crossref's type.
_KINDS: Final[Mapping[str, EntryKind]] = {
    **dict.fromkeys(("article", "jour", "article-journal", "article-magazine", "journal-article"), _ARTICLE),
    **dict.fromkeys(("inproceedings", "conference", "conf", "cpaper", "paper-conference"), _PROCEEDINGS),
    "proceedings-article": _PROCEEDINGS,
    **dict.fromkeys(("incollection", "inbook", "chap", "chapter", "book-chapter"), _CHAPTER),
    "book": _BOOK,
    **dict.fromkeys(("phdthesis", "thes", "thesis", "dissertation"), _THESIS),
    "mastersthesis": EntryKind("mastersthesis", "school"),
    **dict.fromkeys(("techreport", "rprt", "report"), _REPORT),
}
_STATED: Final = re.compile(
    r'@\s{0,9}([A-Za-z]{1,30})\s{0,9}[{(]|^TY  ?- ?([A-Z]{1,9})\b|"type"\s{0,9}:\s{0,9}"([a-z-]{1,30})"', re.MULTILINE
)
_MEETING: Final = re.compile(r"\b(?:proceedings|conference|workshop|symposium|findings)\b")
_JOURNAL: Final = re.compile(r"\b(?:journal|transactions|letters|magazine)\b")


def kind_of(paper: Paper) -> EntryKind:
    """The kind of a paper; `misc` for one without a venue, and where nothing tells."""
    if not paper.venue:
        return _MISC
    for listing in reversed(paper.sources):
        for found in _STATED.finditer(listing.raw[:_HEAD]):
            stated = next(filter(None, found.groups())).lower()
            if stated in _KINDS:
                return _KINDS[stated]
    named = fold(paper.venue[:_HEAD])
    if _MEETING.search(named):
        return _PROCEEDINGS
    return _ARTICLE if _JOURNAL.search(named) else _MISC
