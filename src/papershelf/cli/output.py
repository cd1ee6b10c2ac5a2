"""How the command line speaks: stdout carries data, stderr carries talk."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from papershelf.marks import Entry, Status

if TYPE_CHECKING:
    from papershelf.library import Hit

SCHEMA = 1
SHOWN_ID = 10
STATUS_WIDTH = max(len(status) for status in Status)
_BOLD, _DIM, _NOT_BOLD = "\x1b[1m", "\x1b[2m", "\x1b[22m"  # the last ends either


def say(words: str) -> None:
    """Talk to the person: one line on stderr."""
    stream = sys.stderr
    stream.write(_encodable(words, stream.encoding) + "\n")


def put(line: str = "") -> None:
    """Put a line of data on stdout."""
    sys.stdout.write(_encodable(line, sys.stdout.encoding) + "\n")


def _encodable(text: str, encoding: str | None) -> str:
    """Text that a terminal of another encoding can show, with `?` for what it cannot."""
    name = encoding or "utf-8"
    return text.encode(name, "replace").decode(name)


def put_json(document: Mapping[str, Any]) -> None:
    """Put one JSON document on stdout."""
    import json  # most verbs print text

    put(json.dumps({"schema": SCHEMA, **document}, ensure_ascii=False, indent=2))


def put_json_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """Put one JSON object a line on stdout."""
    import json

    for row in rows:
        put(json.dumps(row, ensure_ascii=False))


def put_entries(entries: Sequence[Entry]) -> None:
    """Put a line a paper: id, star, status, title, tags."""
    for entry in entries:
        put(_line(entry, entry.paper.title))


def put_hits(hits: "Sequence[Hit]", divider: int | None) -> None:
    """Put a line a paper; a terminal with colours also sees the matched letters and where the similar ones begin.

    Args:
        hits: The papers found.
        divider: Place of the first similar one.
    """
    rich = _is_colourful()
    for place, hit in enumerate(hits):
        if rich and place == divider:
            put(f"{_DIM}{'─' * SHOWN_ID}  similar{_NOT_BOLD}")
        title = _marked(hit.paper.title, hit.highlights.get("title", ())) if rich else hit.paper.title
        put(_line(Entry(hit.paper, hit.mark), title))


def _line(entry: Entry, title: str) -> str:
    mark = entry.mark
    star = "★" if mark.starred else " "
    tags = "".join(f"  #{tag}" for tag in mark.tags)
    return f"{entry.paper.id:<{SHOWN_ID}}  {star} {mark.status:<{STATUS_WIDTH}}  {title}{tags}"


def _is_colourful() -> bool:
    """Whether data goes to a terminal that may be sent more than letters (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some of its letters in bold."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += (text[done:start], _BOLD, text[start:end], _NOT_BOLD)
        done = end
    return "".join((*parts, text[done:]))
