"""An exported note taken apart: front matter, our part with the person's note in it, and all that is theirs."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from papershelf.exporters.base import MergeProblem
from papershelf.exporters.stamp import digest, exact

BEGIN, END = "<!-- papershelf:begin -->", "<!-- papershelf:end -->"
NOTE_BEGIN, NOTE_END = "<!-- papershelf:note:begin -->", "<!-- papershelf:note:end -->"
STAMP, BASE = "papershelf_written", "papershelf_base"
MARKS = ("status", "starred", "rating", "tags")
"""Keys of ours that a person may change in the file: `pull` takes them in."""
KEYS = (
    ("papershelf_id", "title", "authors", "published", "identifiers", "links", "sources", "added"),
    (
        "papershelf_id",
        "title",
        "aliases",
        "authors",
        "published",
        "year",
        "arxiv",
        "doi",
        "url",
        "links",
        "sources",
        "added",
    ),
)
"""The other keys that each format always writes; a key of that name may be the person's where another format wrote."""
SOMETIMES = ("venue", "keywords")
"""Keys that stand only where there is something to say; they too may be the person's."""

_NAMES = ("note", "shown", "block", "matter", "mixed", *MARKS, "theirs")  # of fingerprints, in their order

_LAYOUT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<yaml>(?:.*\n)*?)---[ \t]*(?:\r?\n|\Z)(?P<body>[\s\S]*)\Z")
_MARKER = re.compile(r"^<!-- papershelf:(?:note:)?(?:begin|end) -->[ \t]*\r?$", re.MULTILINE)
_STAMP_LINE = re.compile(rf"^{STAMP}:[ \t]*[\"']?([0-9a-f]{{16}})\b", re.MULTILINE)
_BASE_LINE = re.compile(rf"^{BASE}:[ \t]*[\"']?([a-z0-9_.= ]*)", re.MULTILINE)
_STAMPS = re.compile(rf"^(?:{STAMP}|{BASE}):.*\n?", re.MULTILINE)
_ID_LINE = re.compile(r"^papershelf_id:[ \t]*(\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'|[^\s#\"'][^\r\n#]*)", re.MULTILINE)
_CLOSED = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_OLD_NOTE = re.compile(r"^## Note\r?\n\r?\n", re.MULTILINE)
NOTE_HEAD = f"## Note\n\n{NOTE_BEGIN}\n"
_NOTE_HEAD = re.compile(rf"(?:^## Note\r?\n\r?\n)?^{NOTE_BEGIN}[ \t]*\r?\n\Z", re.MULTILINE)


@dataclass(frozen=True)
class NoteFile:
    """A note taken apart; its parts joined are the file again.

    Attributes:
        head: The first line, and a byte order mark before it.
        yaml: The front matter.
        above: From its end to our begin marker, that line included.
        lead: What papershelf makes, up to the person's note, its begin marker included.
        note: The person's note as it is shown; None where the file has no place for it.
        tail: From the note's end marker to our end marker.
        below: Our end marker and all after it.
    """

    head: str
    yaml: str
    above: str
    lead: str
    note: str | None
    tail: str
    below: str

    @classmethod
    def of(cls, text: str) -> "NoteFile":
        """Take a note apart.

        Raises:
            MergeProblem: It has no front matter, or our markers are not all there, once each, in their order.
        """
        found = _LAYOUT.match(text)
        if not found:
            raise MergeProblem("has no front matter between two lines `---` at its beginning; left as it is")
        start = found.start("body")
        marks = [(mark.group().rstrip(), mark.start(), mark.end() + 1) for mark in _MARKER.finditer(text, start)]
        names = [name for name, _, _ in marks]
        if names not in ([BEGIN, END], [BEGIN, NOTE_BEGIN, NOTE_END, END]):
            raise MergeProblem(_misplaced(text, [(name, at) for name, at, _ in marks]))
        begin, end = marks[0][2], marks[-1][1]
        lead, note, tail = text[begin:end], None, ""
        if len(marks) == 4:
            (_, _, note_start), (_, note_end, _) = marks[1:3]
            lead, note, tail = text[begin:note_start], text[note_start:note_end], text[note_end:end]
        return cls(
            text[: found.start("yaml")], found["yaml"], text[found.end("yaml") : begin], lead, note, tail, text[end:]
        )

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join((self.head, self.yaml, self.above, self.lead, self.note or "", self.tail, self.below))

    @cached_property
    def block(self) -> str:
        """What papershelf makes of the part between the markers: all but the place of the person's note."""
        if self.note is None:
            return self.lead
        return _NOTE_HEAD.sub("", self.lead) + self.tail.partition("\n")[2]

    @property
    def eol(self) -> str:
        """The file's line end."""
        return "\r\n" if self.head.endswith("\r\n") else "\n"

    @cached_property
    def stamp(self) -> str:
        """The stamp as it stands in the file; empty where there is none."""
        found = _STAMP_LINE.search(self.yaml)
        return found.group(1) if found else ""

    @cached_property
    def base(self) -> dict[str, str]:
        """The fingerprints of what was written last, by name; empty in a file of an earlier version."""
        found = _BASE_LINE.search(self.yaml)
        return dict(word.split("=", 1) for word in found.group(1).split() if "=" in word) if found else {}

    @cached_property
    def matter(self) -> str:
        """The fingerprint of the front matter, without the two stamps."""
        return exact(_STAMPS.sub("", self.yaml.replace("\r\n", "\n")))

    @property
    def is_matter_as_written(self) -> bool:
        """Whether nobody touched the front matter since papershelf wrote it."""
        base = self.base
        return bool(base) and self.matter in {base.get("matter"), base.get("mixed")}

    def with_stamps(self, stamp: str, base: Mapping[str, str]) -> "NoteFile":
        """The same with other stamps; what a person wrote behind them stays."""
        words = " ".join(f"{name}={base[name]}" for name in _NAMES if name in base)
        yaml = _with_line(_with_line(self.yaml, BASE, words, self.eol), STAMP, stamp, self.eol)
        return replace(self, yaml=yaml)

    def split_note(self) -> tuple[str, str | None]:
        """Our part and the note in it, in a file of an earlier version, which had no markers for the note."""
        found = _OLD_NOTE.search(self.lead)
        if not found:
            return self.lead, None
        return self.lead[: found.start()], self.lead[found.end() :]


def owner(head: str) -> str | None:
    """The id of the paper that a file is about, from its beginning; None where it is no note of ours."""
    text = head.removeprefix("\ufeff")
    if not re.match(r"---[ \t]*\r?\n", text):
        return None
    closed = _CLOSED.search(text, 3)
    found = _ID_LINE.search(text, 0, closed.start() if closed else len(text))
    if not found:
        return None
    word = found.group(1).strip()
    if word[0] != '"':
        return word.strip("'").strip() or None
    try:
        return str(json.loads(word)) or None
    except ValueError:
        return None


def stamp_of(values: str, block: str) -> str:
    """The stamp of our keys and our block."""
    return digest(f"{values}\n{block}")


def _with_line(yaml: str, key: str, value: str, eol: str) -> str:
    """Front matter with a text of ours as the value of a key, which stands on one line or is added at the end."""
    value_there = r"(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^#\"'\s][^#\r\n]*?)?"
    line = re.compile(rf"^({key}:)[ \t]*{value_there}([ \t]*(?:#[^\r\n]*)?\r?)$(?!\n[ \t]+[^\s#])", re.MULTILINE)
    changed, count = line.subn(lambda found: f'{found[1]} "{value}"{found[2]}', yaml, count=1)
    if count:
        return changed
    if re.search(rf"^{key}[ \t]*:", yaml, re.MULTILINE):
        raise MergeProblem(f"has a key {key} that is not on one line; left as it is. Take the key out")
    gap = "" if not yaml or yaml.endswith("\n") else eol
    return f'{yaml}{gap}{key}: "{value}"{eol}'


def _misplaced(text: str, marks: list[tuple[str, int]]) -> str:
    """What is wrong with the markers of a file, where, and what to do."""
    needed = (BEGIN, NOTE_BEGIN, NOTE_END, END)
    names = [name for name, _ in marks]
    where, what = 0, f"the marker {BEGIN} is missing"
    for place, (name, at) in enumerate(marks):
        if name in names[:place]:
            where, what = at, f"the marker {name} stands there again"
            break
    else:
        missing = [name for name in needed if name not in names]
        if missing and missing != [NOTE_BEGIN, NOTE_END]:
            what = f"the marker {missing[0]} is missing"
        elif names:
            where, what = marks[0][1], "the markers are not in their order"
    line = f"in line {text.count(chr(10), 0, where) + 1} " if where else ""
    advice = "Mend the markers (docs/obsidian.md shows them), or move the file away: then it is written anew"
    return f"does not hold papershelf's markers exactly once: {line}{what}; left as it is. {advice}"
