"""JSON Lines that hold everything: a paper a line, as it stands in the library, with all that a person added."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from papershelf.exporters.base import ITSELF, Exporter, Options
from papershelf.exporters.json_document import entry_json
from papershelf.exporters.stamp import digest
from papershelf.exporters.stamped import check_entries
from papershelf.marks import Entry, Mark
from papershelf.paper import Paper

VERSION: Final = 1
"""What the first key of each line, `papershelf`, holds; it grows when a key changes its meaning."""

_STAMPED: Final = re.compile(r'(\{"papershelf":.*),"stamp":"([0-9a-f]{16})"\}')
# JSON lets these stand in a text, but many programs take them for the end of a line.
_LINE_ENDS: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "\x7f\x85\u2028\u2029\ufeff"})


class JsonLines(Exporter):
    """The keys of `--json` and besides `raw_title`, `raw_abstract`, each source's `raw`, `also` and `changed`.

    Nothing is left out, whatever the options: what is imported again is to be what it was.
    """

    name: ClassVar[str] = "jsonl"
    summary = "JSON Lines with everything, to be imported again"
    into = "file"
    suffix: ClassVar[str] = ".jsonl"
    honours: ClassVar[frozenset[str]] = frozenset()

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:  # noqa: ARG002 - see above
        """A line for each paper."""
        return {ITSELF: "".join(map(entry_line, entries))}

    def merge(self, existing: str, fresh: str) -> str:
        """The fresh lines, if those of the file are ours and nobody changed one.

        Raises:
            MergeProblem: The file is not papershelf's, or holds changes made by hand.
        """
        check_entries(existing, _stamped(existing))
        return fresh


def entry_line(entry: Entry) -> str:
    """The line of one paper with its mark."""
    return stamped_line({"papershelf": VERSION, **entry_json(entry), **_beyond(entry)})


def stamped_line(item: dict[str, Any]) -> str:
    """An object, whose first key is `papershelf`, as a line of a file of ours."""
    text = _encoded(item)[:-1]
    return f'{text},"stamp":"{digest(text)}"}}\n'


def _beyond(entry: Entry) -> dict[str, Any]:
    """What `--json` does not say, or only made safe for a terminal."""
    paper, mark = entry.paper, entry.mark
    beyond: dict[str, Any] = {"note": mark.note, "tags": list(mark.tags), **_beyond_paper(paper)}
    if any(seen.raw for seen in paper.sources):
        shown = entry_json(entry)["sources"]
        beyond["sources"] = [
            {**told, "raw": seen.raw} if seen.raw else told for told, seen in zip(shown, paper.sources, strict=True)
        ]
    if paper.also:
        beyond["also"] = [_former(former) for former in paper.also]
    if mark.changed:
        beyond["changed"] = dict(mark.changed)
    return beyond


def _beyond_paper(paper: Paper) -> dict[str, str]:
    """The texts as the sources have them, where they are others."""
    raw = {"raw_title": (paper.raw_title, paper.title), "raw_abstract": (paper.raw_abstract, paper.abstract)}
    return {name: stated for name, (stated, shown) in raw.items() if stated != shown}


def _former(paper: Paper) -> dict[str, Any]:
    """A paper that was merged into another one; it has neither marks nor sources."""
    shown = entry_json(Entry(paper, Mark(paper.id)))
    told = ("id", "title", "abstract", "authors", "published", "identifiers", "added_at", "venue", "keywords")
    return {**{name: shown[name] for name in told}, **_beyond_paper(paper)}


def _encoded(item: dict[str, Any]) -> str:
    import orjson  # a fifth of the time, but it refuses lone surrogates

    try:
        return orjson.dumps(item).decode().translate(_LINE_ENDS)
    except orjson.JSONEncodeError:
        return json.dumps(item, separators=(",", ":"))


def _stamped(existing: str) -> Iterator[tuple[str, str]]:
    """What each stamp of a file speaks for, and the stamp."""
    for line in existing.removeprefix("\ufeff").split("\n"):
        if line.strip():
            found = _STAMPED.fullmatch(line.rstrip())
            yield (found[1], found[2]) if found else ("", "")
