"""BibTeX and BibLaTeX: an entry a paper, with keys that stay, capitals protected, every special character escaped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final

from papershelf.exporters.base import ITSELF, Exporter, Options
from papershelf.exporters.cite_key import cite_keys
from papershelf.exporters.entry_kind import EntryKind, kind_of
from papershelf.exporters.facts import address_of, authors_of, date_of, identifier, keywords_of, paragraphs_of
from papershelf.exporters.own_record import bibtex_field, details_beside, details_of
from papershelf.exporters.stamp import digest
from papershelf.exporters.stamped import check_stamp
from papershelf.exporters.tex import escape_tex, is_balanced, protect, verbatim
from papershelf.marks import Entry
from papershelf.paper import Paper
from papershelf.text import safe_line

__all__ = ["Biblatex", "Bibtex", "bibtex_entries", "bibtex_entry", "escape_tex"]

STAMP: Final = re.compile(r"\ufeff?% papershelf:bib ([0-9a-f]{16})\s*\n")

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that every style knows."""

_BESIDE: Final = frozenset({"journal", "journaltitle", "booktitle", "series"})
_LATEX: Final[Mapping[str, str]] = {"journal": "journaltitle", "school": "institution"}


class Bibtex(Exporter):
    """Entries for BibTeX, in UTF-8: LaTeX has read that by itself since 2018, and no escape exists for most letters.

    What a person added stays out: such files go to co-authors and journals.
    """

    name: ClassVar[str] = "bibtex"
    summary = "BibTeX, in UTF-8, with keys that stay"
    into = "file"
    suffix: ClassVar[str] = ".bib"
    honours = frozenset({"abstracts", "links"})
    is_latex: ClassVar[bool] = False

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The entries below a line that says who wrote them."""
        keys = cite_keys(entry.paper for entry in entries)
        text = "\n".join(self._entry(entry.paper, keys[entry.paper.id], options) for entry in entries)
        return {ITSELF: f"% papershelf:bib {digest(text)}\n\n{text}"}

    def merge(self, existing: str, fresh: str) -> str:
        """The fresh entries, if the file there is an earlier one that nobody has written into.

        Raises:
            MergeProblem: The file is not papershelf's, or holds changes made by hand.
        """
        found = STAMP.match(existing)
        check_stamp(existing, existing[found.end() :] if found else "", found[1] if found else "")
        return fresh

    def _entry(self, paper: Paper, key: str, options: Options) -> str:
        lines = _lines(paper, key, is_latex=self.is_latex, with_abstract=options.abstracts, with_address=options.links)
        return "".join(lines)


class Biblatex(Bibtex):
    """The same for BibLaTeX: one date, its own names for journals and archives."""

    name = "biblatex"
    summary = "BibLaTeX, in UTF-8, with whole dates"
    is_latex = True


def bibtex_entry(item: Entry | Paper) -> str:
    """The entry of a paper as it is copied, without an abstract, ending in a newline.

    It is `@misc` where no source tells what it is. The address is left out where it would only be a search.
    """
    (text,) = bibtex_entries([item.paper if isinstance(item, Entry) else item])
    return text


def bibtex_entries(papers: Sequence[Paper]) -> list[str]:
    """The same for several papers, no two with one key."""
    keys = cite_keys(papers)
    return [
        "".join(_lines(paper, keys[paper.id], is_latex=False, with_abstract=False, with_address=True))
        for paper in papers
    ]


def _lines(paper: Paper, key: str, *, is_latex: bool, with_abstract: bool, with_address: bool) -> Iterator[str]:
    """The lines of an entry."""
    kind, place = _kind(paper)
    if is_latex:
        place = _LATEX.get(place, place)
    arxiv = identifier(paper, "arxiv")
    details = details_beside(paper, venue_is_place=place in _BESIDE)
    fields = {
        "title": protect(safe_line(paper.title) or "Untitled"),
        "author": " and ".join(_author(name) for name in authors_of(paper)),
        "editor": _editor(paper),
        place: escape_tex(safe_line(paper.venue)),
        **_date(paper, is_latex=is_latex),
        **{name: escape_tex(value).replace("–", "--") for name, value in details.items()},
        "eprint": verbatim(arxiv),
        "eprinttype" if is_latex else "archivePrefix": "arXiv" if arxiv else "",
        **{name: verbatim(identifier(paper, name)) for name in ("doi", "pmid")},
        "url": verbatim(address_of(paper), is_address=True) if with_address else "",
        "keywords": ", ".join(map(_keyword, keywords_of(paper))),
        "abstract": escape_tex(paragraphs_of(paper.abstract)) if with_abstract else "",
    }
    if isbn := identifier(paper, "isbn"):
        fields["isbn"] = verbatim(isbn)
    yield f"@{kind}{{{key}"
    yield from (
        f",\n  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value
    )
    yield "\n}\n"


def _kind(paper: Paper) -> EntryKind:
    """The kind of entry; a book's venue may be its publisher or the series in which it stands."""
    kind = kind_of(paper)
    if kind.place == "publisher" and details_of(paper).get("series") == paper.venue:
        return EntryKind(kind.name, "series")
    return kind


def _date(paper: Paper, *, is_latex: bool) -> dict[str, str]:
    """Year, month and day, or all as one; what is no date at all stays out."""
    date = date_of(paper)
    if is_latex:
        return {"date": "-".join(filter(None, date))}
    month = MONTHS[int(date.month) - 1 :][:1] if date.month else ()
    return {"year": date.year, "month": "".join(month), "day": date.day.lstrip("0")}


def _author(name: str) -> str:
    """One name; braces keep together what BibTeX would read as several names, or as parts of one."""
    escaped = escape_tex(name)
    whole = re.search(r"\band\b|[,=]", name, re.IGNORECASE) or name.lower() in ("others", "et al", "et al.")
    return f"{{{escaped}}}" if whole else escaped


def _editor(paper: Paper) -> str:
    """The editors as the paper's own record names them, where nothing in them could break the entry."""
    editors = bibtex_field(paper, "editor") if paper.authors else ""
    return editors if is_balanced(editors) and editors.isprintable() and not editors.endswith("\\") else ""


def _keyword(keyword: str) -> str:
    escaped = escape_tex(keyword)
    return f"{{{escaped}}}" if re.search("[,;]", keyword) else escaped
