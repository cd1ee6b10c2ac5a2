"""The reader of Hugging Face's pages of papers, saved or copied as plain text by whatever tool."""

import re
from typing import ClassVar

from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.importers.hf_text.furniture import Kind
from papershelf.importers.hf_text.lines import Line, mend, plain_lines, split
from papershelf.importers.hf_text.markdown import is_markdown, markdown_lines
from papershelf.importers.hf_text.pairing import Pairing, Role
from papershelf.importers.hf_text.shapes import ends_sentence
from papershelf.importers.hf_text.wrapping import units
from papershelf.progress import Progress, unheard

NO_PAGE = (
    "This does not look like a saved page of papers: no title is followed by an abstract. "
    "Save the page as plain text with titles and abstracts, and import that."
)
TITLES_ONLY = "This page shows titles without abstracts. Its papers were kept with their titles only."

_SNIFFED = 60_000
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
        pairing, _lines = _pair(sample, "")
        if not _is_page(pairing):
            return 0.0
        return 0.9 if pairing.signs >= 2 else 0.5

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:  # noqa: ARG002 (pages are short)
        """Every paper of the page; each line that is not blank becomes furniture, a record or a problem."""
        pairing, lines = _pair(text, file)
        if _OTHER_FORMAT.match(text) or not _is_page(pairing):
            first = next((line for line in lines if line.kind is not Kind.BLANK), None)
            shown = excerpt(first.text) if first else ""
            return Page(file, (), (Problem(file, 0, NO_PAGE, shown),))
        problems = pairing.problems + _missing_abstracts(pairing, file)
        problems.sort(key=lambda problem: problem.line)
        skipped = pairing.roles.count(Role.FURNITURE)
        return Page(file, tuple(pairing.records), tuple(problems), pairing.date, skipped)


def roles(text: str) -> bytes:
    """What became of each line of a text, for tests: a `Role` a line, the first line's at index 1."""
    return bytes(_pair(text, "")[0].roles)


def _pair(text: str, file: str) -> tuple[Pairing, list[Line]]:
    texts = split(text)
    lines = mend(markdown_lines(texts) if is_markdown(text) else plain_lines(texts))
    pairing = Pairing(file, bytearray(len(texts) + 1))
    pairing.take(units(lines))
    return pairing, lines


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
