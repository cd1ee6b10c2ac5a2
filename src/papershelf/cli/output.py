"""How the command line speaks: stdout carries data, stderr carries talk."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from papershelf.marks import Entry, Status

SCHEMA = 1
SHOWN_ID = 10
STATUS_WIDTH = max(len(status) for status in Status)


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
        mark = entry.mark
        star = "★" if mark.starred else " "
        tags = "".join(f"  #{tag}" for tag in mark.tags)
        put(f"{entry.paper.id:<{SHOWN_ID}}  {star} {mark.status:<{STATUS_WIDTH}}  {entry.paper.title}{tags}")
