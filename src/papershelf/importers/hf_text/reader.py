"""The reader of Hugging Face's pages of papers, saved or copied as plain text by whatever tool."""

import re
from typing import ClassVar

from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.importers.hf_text.lines import mend, plain_lines, split
from papershelf.importers.hf_text.markdown import is_markdown, markdown_lines
from papershelf.importers.hf_text.pairing import Pairing, Role
from papershelf.importers.hf_text.shapes import ends_sentence
from papershelf.importers.hf_text.wrapping import units
from papershelf.progress import Progress, told, unheard

NO_PAGE = (
    "This does not look like a saved page of papers: no title is followed by an abstract. "
    "Save the page as plain text with titles and abstracts, and import that."
)
TOO_LONG = "This text has more lines than any page of papers. Split it into smaller files and import those."
TITLES_ONLY = "This page shows titles without abstracts. Its papers were kept with their titles only."

_SNIFFED = 60_000
_LONG = 1_000_000  # letters; the longest seed page has a third of that
_MOST_LINES = 500_000  # of a hundred thousand papers
_FIRST_LINE = re.compile(r"\S[^\r\n]{0,1000}")
_SHORTEST_FREE = 120
_OTHER_FORMAT = re.compile(r"\s*(?:<(?:!doctype|html|\?xml)\b|\{|\[\s*\{|@\w+\s*\{|%PDF)", re.IGNORECASE)
_TITLE_BEGINS = re.compile(r"[\w\[\"'“‘«$\\(]")
_NO_TITLE = re.compile(r"[:;,{}=<>|]$|^\d+[.)] |^(?:import|from) \w|©|@|\blicense\b|\bcopyright\b", re.IGNORECASE)
_NO_ABSTRACT = re.compile(r"[^\w\"'“‘«$\\(\[`*]|[ *#|]{2}|copyright|licensed|redistribution|permission", re.IGNORECASE)


class HfText(Importer):
    """Reads pages by sorting their lines into furniture, titles and abstracts."""

    name: ClassVar[str] = "hf-text"
    label: ClassVar[str] = "Hugging Face Papers page, saved as text"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".md", ".text")

    def sniff(self, text: str) -> float:
        """Sure if the page names itself; less so if titles and abstracts merely alternate."""
        if _OTHER_FORMAT.match(text):
            return 0.0
        # A last abstract cut short at the sample's end must not spoil the picture.
        sample = text if len(text) <= _SNIFFED else text[: text.rfind("\n", 0, _SNIFFED) + 1] or text[:_SNIFFED]
        pairing = _pair(sample, "")
        if not _is_page(pairing):
            return 0.0
        return 0.9 if pairing.signs >= 2 else 0.5

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every paper of the page; each line that is not blank becomes furniture, a record or a problem."""
        # What is long is looked at closely only if it begins as such a page does.
        if _OTHER_FORMAT.match(text) or (len(text) > _LONG and not self.sniff(text)):
            return _no_page(text, file, NO_PAGE)
        if text.count("\n") >= _MOST_LINES:
            return _no_page(text, file, TOO_LONG)
        pairing = _pair(text, file, progress)
        if not _is_page(pairing):
            return _no_page(text, file, NO_PAGE)
        problems = pairing.problems + _missing_abstracts(pairing, file)
        problems.sort(key=lambda problem: problem.line)
        skipped = pairing.roles.count(Role.FURNITURE)
        return Page(file, tuple(pairing.records), tuple(problems), pairing.date, skipped)


def roles(text: str) -> bytes:
    """What became of each line of a text, for tests: a `Role` a line, the first line's at index 1."""
    return bytes(_pair(text, "").roles)


def _pair(text: str, file: str, progress: Progress = unheard) -> Pairing:
    texts = split(text)
    marked = markdown_lines(texts) if is_markdown(text) else plain_lines(texts)
    lines = mend(told(marked, progress, "reading", "line", len(texts)))
    pairing = Pairing(file, bytearray(len(texts) + 1))
    pairing.take(units(lines, progress), progress)
    return pairing


def _no_page(text: str, file: str, reason: str) -> Page:
    first = _FIRST_LINE.search(text)
    return Page(file, (), (Problem(file, 0, reason, excerpt(first[0]) if first else ""),))


def _is_page(pairing: Pairing) -> bool:
    """Whether at least one record looks like a paper, and the rest does not drown it.

    A page that says whose it is may be in any disorder. Any other text must be titles and abstracts throughout:
    licences, manuals and programs are full of short lines before long ones.
    """
    if pairing.signs >= 2:
        return bool(pairing.records)
    papers = sum(map(_looks_like_paper, pairing.records))
    others = len(pairing.records) - papers + len(pairing.problems)
    return papers > 0 and others * 5 <= papers


def _looks_like_paper(record: Record) -> bool:
    title, abstract = record.title, record.abstract
    return (
        title.count(" ") >= 1
        and _TITLE_BEGINS.match(title) is not None
        and _NO_TITLE.search(title) is None
        and len(abstract) >= _SHORTEST_FREE
        and ends_sentence(abstract)
        and _NO_ABSTRACT.match(abstract) is None
    )


def _missing_abstracts(pairing: Pairing, file: str) -> list[Problem]:
    """One problem for each title without abstract, or a single one for a page that shows none at all."""
    if len(pairing.bare) > 1 and len(pairing.bare) == len(pairing.records):
        return [Problem(file, 0, TITLES_ONLY, excerpt(f"{len(pairing.bare)} papers"))]
    return pairing.bare
