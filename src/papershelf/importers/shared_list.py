"""The reader of a reading list that somebody handed on, as Markdown or JSON Lines of papershelf's own."""

import re
from dataclasses import replace
from typing import Any, ClassVar, Final

from papershelf.importers.base import Importer, ListHead, Page, Problem, Record, excerpt
from papershelf.importers.json_lines import JsonLines
from papershelf.importers.json_peek import SNIFFED
from papershelf.importers.json_text import decode, dict_of, list_of, text_of
from papershelf.importers.own_lines import OURS, VERSION
from papershelf.progress import Progress, told, unheard
from papershelf.text import safe, safe_line

_COMMENT: Final = re.compile(r"[ \t]*<!-- papershelf (\{.*\}) -->[ \t]*")
_HEAD: Final = re.compile(r'\{"papershelf":\d{1,9},"(list|ref)":')
_SNIFFED: Final = re.compile(
    r'(?:^[ \t]*<!-- papershelf \{"papershelf":\d{1,9},"list":|\A\s*\{"papershelf":\d{1,9},"list":)', re.MULTILINE
)
_NO_LIST: Final = "This line names no reading list that can be read: it needs a name. Take it out, or name the list."
_MOST_ID: Final = 80


class SharedList(Importer):
    """Reads lines of JSON, each by itself or in a comment of Markdown; what people wrote around them is passed over."""

    name: ClassVar[str] = "list"
    label: ClassVar[str] = "a reading list of papershelf, handed on"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".md")

    def sniff(self, text: str) -> float:
        """Sure where a line begins a list."""
        return 1.0 if _SNIFFED.search(text[:SNIFFED].lstrip("\ufeff")) else 0.0

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """The lists, and their papers in the order of the file."""
        reading = _Reading(file)
        lines = text.split("\n")
        is_markdown = not text.lstrip("\ufeff \n\t").startswith("{")
        for number, line in enumerate(told(lines, progress, "reading", "line", len(lines)), 1):
            found = _COMMENT.fullmatch(line)
            if found:
                reading.take(found[1], number)
            elif line.startswith("{") and not is_markdown:
                reading.take(line.strip(), number)
            elif line.strip():
                reading.skipped += 1
        return reading.page()


class _Reading:
    """What was read so far."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._reader = JsonLines()
        self._records: list[Record] = []
        self._places: dict[str, int] = {}  # of records, by the id of their paper
        self._problems: list[Problem] = []
        self._lists: list[tuple[ListHead, list[str] | None]] = []
        self._open: list[int | str] = []  # what stands on the list whose papers follow it
        self._members: list[list[int | str]] = []
        self.skipped = 0

    def take(self, line: str, number: int) -> None:
        """Take what one line says."""
        if _HEAD.match(line):
            value = decode(line, number).value
            item = dict_of(value)
            if "list" in item:
                self._take_list(dict_of(item["list"]) if item.get(OURS) == VERSION else {}, line, number)
            else:
                self._put(text_of(item.get("ref"))[:_MOST_ID])
            return
        found = self._reader.read_line(line, number, len(self._records) + 1)
        if isinstance(found, Record):
            place = len(self._records)
            self._records.append(found)
            if found.paper is not None and found.paper.id:
                self._places.setdefault(found.paper.id, place)
            self._put(place)
        elif found is not None:
            self._problems.append(replace(found, file=self._file))

    def _put(self, member: int | str) -> None:
        if self._members and member != "":
            self._members[-1].append(member)

    def _take_list(self, item: dict[str, Any], line: str, number: int) -> None:
        name = safe_line(text_of(item.get("name"))[:1000])
        if not name:
            self._problems.append(Problem(self._file, number, _NO_LIST, excerpt(line), line))
            return
        list_id, parent = (safe_line(text_of(item.get(key))[:_MOST_ID]) for key in ("id", "parent"))
        papers = item.get("papers")
        given = [text_of(each)[:_MOST_ID] for each in list_of(papers)] if isinstance(papers, list) else None
        head = ListHead(list_id, name, safe(text_of(item.get("description"))), parent)
        self._lists.append((head, given))
        self._members.append([])

    def page(self) -> Page:
        """All of it."""
        lists = []
        for (head, given), members in zip(self._lists, self._members, strict=True):
            papers = members if given is None else [each for each in given if each]
            placed = (self._places.get(each, each) if isinstance(each, str) else each for each in papers)
            lists.append(replace(head, papers=tuple(dict.fromkeys(placed))))
        return Page(self._file, tuple(self._records), tuple(self._problems), skipped=self.skipped, lists=tuple(lists))
