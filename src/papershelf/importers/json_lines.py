"""The reader of JSON Lines: one paper a line, papershelf's own or anyone's; and of the same as one JSON document."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Final

from papershelf.importers.base import Page, Problem, Record, excerpt
from papershelf.importers.json_entries import Entries, gather
from papershelf.importers.json_peek import SNIFFED, first_line_objects, first_object
from papershelf.importers.json_text import LONGEST, decode, encode
from papershelf.importers.lines import LineImporter
from papershelf.importers.plain_paper import NO_TITLE, has_title, is_ours, record_of
from papershelf.progress import Progress, told, unheard

NO_OBJECT: Final = (
    "This line is no JSON object. Write the paper as {“title”: …} with straight quotes, and read it again."
)
_OURS: Final = re.compile(r'\s*\{\s*"schema"\s*:\s*\d+\s*,\s*"papers"\s*:\s*\[')
_TITLE: Final = re.compile(r'\s*\{[^{}]{0,2000}?"(?:paper_?)?title"\s*:\s*"', re.IGNORECASE)
_LISTS: Final = ("papers",)
_TEXT: Final = frozenset({str})
_FLAT: Final = frozenset({str, int, type(None)})


class JsonLines(LineImporter):
    """Reads each line, or each element of a list, by itself: a broken one costs only itself.

    Of papershelf's own lines it takes star, status, tags, rating and note along with the paper.
    """

    name: ClassVar[str] = "jsonl"
    label: ClassVar[str] = "JSON Lines, one paper a line"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson", ".json")

    def sniff(self, text: str) -> float:
        """Sure of its own output; less so of objects with a title, which other formats hold, too."""
        if _OURS.match(text[:SNIFFED]):
            return 1.0
        if lines := _papers_on_lines(text):
            return max(map(_sureness, lines)) + (0.1 if len(lines) > 1 else 0.0)
        if first := first_object(text):
            return _sureness(first)
        # A line may be longer than what is looked at.
        return 0.3 if len(text) > SNIFFED and _TITLE.match(text) else 0.0

    def has_lines(self, head: str) -> bool:
        """Whether it is lines, and no document of many papers."""
        return not _is_document(head)

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every line that is not blank, or every element of a document, becomes a record or a problem."""
        if not _is_document(text):
            return self._page(_lines(text), text, file, progress)
        records, problems = gather(Entries(text, _LISTS, progress), file, progress, _record)
        return Page(file, tuple(records), tuple(problems))

    def read_line(self, line: str, number: int, position: int) -> Record | Problem | None:
        """What one line holds; None if it is blank. For files too big to be held in memory as one text.

        Args:
            line: With or without its line end.
            number: Its number, the first being 1.
            position: The place that its paper would have among the papers of the file.

        Returns:
            The record, or a problem that does not name the file yet.
        """
        if not line or line.isspace():
            return None
        flat = _flat(line)
        value, reason = decode(line, number) if flat is None else (flat, "")
        if reason:
            return Problem("", number, reason, excerpt(line), line.rstrip("\n"))
        made = _record(value, number, position) if isinstance(value, dict) else NO_OBJECT
        return Problem("", number, made, excerpt(line), line.rstrip("\n")) if isinstance(made, str) else made

    def _page(self, lines: Iterator[str], text: str, file: str, progress: Progress) -> Page:
        records: list[Record] = []
        problems: list[Problem] = []
        total = text.count("\n") + (not text.endswith("\n"))
        for number, line in enumerate(told(lines, progress, "reading", "entry", total), 1):
            found = self.read_line(line, number, len(records) + 1)
            if isinstance(found, Record):
                records.append(found)
            elif found is not None:
                problems.append(replace(found, file=file))
        return Page(file, tuple(records), tuple(problems))


def _flat(line: str) -> dict[str, Any] | None:
    """The object of a line that holds texts, small whole numbers and lists of texts, as nearly every line does.

    None for any other: `decode` takes the care that depth and long numbers need, and five times as long.
    """
    import orjson

    if len(line) > LONGEST:
        return None
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(value, dict):
        return None
    for each in value.values():
        kind = type(each)
        if kind not in _FLAT and not (kind is list and _TEXT.issuperset(map(type, each))):
            return None
    return value


def _record(item: dict[str, Any], line: int, position: int) -> Record | str:
    return record_of(item, line, position, _written) or NO_TITLE


def _written(rest: dict[str, Any]) -> str:
    import orjson  # a hundred thousand papers may have something left over

    try:
        text = orjson.dumps(rest).decode()
    except orjson.JSONEncodeError:  # it refuses lone surrogates
        return encode(rest)
    # It writes `null` for what is no finite number. Otherwise it is often the same for all of a file.
    return encode(rest) if "null" in text else sys.intern(text)


def _lines(text: str) -> Iterator[str]:
    """The lines one by one: a list of all would take the text's memory a second time."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    if start < len(text):
        yield text[start:]


def _is_document(text: str) -> bool:
    """Whether the text is one list or object over several lines, or one that holds many papers."""
    head = text[:SNIFFED].lstrip()
    if _OURS.match(head):
        return True
    # Of a list only the last element may stand on a line without a comma; lines on their own have none.
    alone = len(_papers_on_lines(head))
    if head.startswith("["):
        return alone < 2
    first = head.partition("\n")[0]
    return head[:1] == "{" and alone == 0 and head[1:].lstrip()[:1] in ('"', "}") and first.strip() != head.strip()


def _papers_on_lines(text: str) -> list[dict[str, Any]]:
    return [item for item in first_line_objects(text) if has_title(item)]


def _sureness(item: dict[str, Any]) -> float:
    """How sure it is that an object is a paper in plain words, and of no format that has a reader of its own."""
    if is_ours(item):
        return 0.9
    if isinstance(item.get("paper"), dict) or "message" in item or not has_title(item):
        return 0.0
    of_csl = item.keys() & {"issued", "container-title", "citation-key"}
    of_hugging_face = "summary" in item and item.keys() & {"upvotes", "publishedAt", "published_at"}
    return 0.2 if of_csl or of_hugging_face else 0.6
