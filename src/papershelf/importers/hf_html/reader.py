"""The reader of Hugging Face's pages of papers, saved as HTML."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.importers.hf_html.cards import cards
from papershelf.importers.hf_html.tags import unescaped
from papershelf.importers.hf_json import HfJson
from papershelf.importers.hf_text.reader import TITLES_ONLY
from papershelf.progress import Progress, told, unheard
from papershelf.text import safe_line

_INSTEAD = (
    "Open the page in a browser, save or copy it as plain text and import that; "
    "or save what https://huggingface.co/api/daily_papers answers."
)
_SNIFFED = 65_536
_PROPS = re.compile(r"""\sdata-props\s*=\s*(?:"([^"]*+)|'([^']*+))""")
_QUOTE = r"""(?:"|&quot;|&#34;)"""
_LIST = re.compile(rf"{_QUOTE}dailyPapers{_QUOTE}\s*:")
_PAPER = re.compile(rf"{_QUOTE}paper{_QUOTE}\s*:")
_HTML = re.compile(
    r"\s*(?:<!--(?:[^-]|-(?!->))*+-->\s*)*+<(?:!doctype\s+html|html|head|body|article|div)\b", re.IGNORECASE
)
_SIGN = re.compile(
    r"""data-target=["'](?:DailyPapers|PaperContent|TrendingPapers)["']|href=["'][^"'<>]{0,60}/papers/\d{4}\."""
)
_TITLE = re.compile(r"<title[^<>]*>([^<]{0,500})", re.IGNORECASE)


class HfHtml(Importer):
    """Reads the data that a page carries for its scripts; where it carries none, the cards that it shows."""

    name: ClassVar[str] = "hf-html"
    label: ClassVar[str] = "Hugging Face Papers page, saved as HTML"
    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm")

    def sniff(self, text: str) -> float:
        """Sure of a page of papers; any other HTML is taken only to say what it is."""
        head = text[:_SNIFFED]
        if not _HTML.match(head):
            return 0.0
        return 0.95 if _SIGN.search(head) else 0.3

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every paper of the page; what cannot be read is a problem."""
        if text[:_SNIFFED].lstrip()[:1] in ("{", "["):  # an entry of the page's data, mended
            return HfJson().read(text, file, progress)
        pages = list(_data(text, file, progress))
        # Several parts of a page may carry the same paper.
        known = {(record.identifiers.get("arxiv"), record.title): record for page in pages for record in page.records}
        records = known.values()
        problems = [problem for page in pages for problem in page.problems]
        if not records and not problems:
            return _shown(text, file, progress)
        numbered = tuple(replace(record, position=place) for place, record in enumerate(records, 1))
        return Page(file, numbered, tuple(problems), next((page.date for page in pages if page.date), None))


def _data(text: str, file: str, progress: Progress) -> Iterator[Page]:
    """What the page carries for its scripts, read as the JSON that it is; lines are those of the page."""
    line, counted = 1, 0
    for found in told(_PROPS.finditer(text), progress, "reading", "part"):
        start, end = found.span(found.lastindex or 0)
        if not _LIST.search(text, start, end) and not (
            # Parts of a page that name a paper without its summary are buttons and the like.
            _PAPER.search(text, start, end) and text.find("summary", start, end) >= 0
        ):
            continue
        line, counted = line + text.count("\n", counted, start), start
        pieces = told(unescaped(text[start:end]), progress, "reading", "part")
        page = HfJson().read("".join(pieces), file, progress)
        records = (replace(record, line=record.line + line - 1) for record in page.records)
        problems = (replace(each, line=each.line + line - 1) for each in page.problems if each.line)
        yield Page(file, tuple(records), tuple(problems), page.date)


def _shown(text: str, file: str, progress: Progress) -> Page:
    """What the cards show; or what kind of page this is instead."""
    records: list[Record] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()  # a page may show a card twice, for narrow and for wide windows
    line, counted = 1, 0
    for card in told(cards(text), progress, "reading", "part"):
        if card is None:
            continue
        line, counted = line + text.count("\n", counted, card.start), card.start
        made = card.record(line, len(records) + 1)
        if isinstance(made, str):
            entry = text[card.start : card.end]
            problems.append(Problem(file, line, made, excerpt(entry), entry))
        elif (key := (card.arxiv, made.title)) not in seen:
            seen.add(key)
            records.append(made)
    if not records and not problems:
        problems.append(Problem(file, 0, _other(text), excerpt(text[:2000])))
    elif records and not any(record.abstract for record in records):
        problems.append(Problem(file, 0, TITLES_ONLY, excerpt(f"{len(records)} papers")))
    return Page(file, tuple(records), tuple(problems))


def _other(text: str) -> str:
    """What to do about a page that holds no papers."""
    if not _HTML.match(text[:_SNIFFED]):
        return f"This is no HTML page. {_INSTEAD}"
    title = _TITLE.search(text, 0, 4 * _SNIFFED)
    name = safe_line(html.unescape(title[1]))[:80] if title else ""
    return f"This is an HTML page{f', “{name}”,' if name else ''} in which no papers were found. {_INSTEAD}"
