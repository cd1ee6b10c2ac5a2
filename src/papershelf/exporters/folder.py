"""A folder with one Markdown note per paper, which can be exported again and again without losing a word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from papershelf.exporters import front_matter
from papershelf.exporters.base import Exporter, MergeProblem, Options
from papershelf.exporters.blocks import fact_lines, link_lines, seen_lines, title_line
from papershelf.exporters.escape import escape_block
from papershelf.exporters.file_name import file_name
from papershelf.exporters.front_matter import FrontMatter
from papershelf.exporters.note import encodable, is_empty, note_block, with_links
from papershelf.exporters.stamp import digest
from papershelf.exporters.yaml_text import dump
from papershelf.marks import Entry
from papershelf.paper import Paper
from papershelf.text import safe_line

BEGIN, END = "<!-- papershelf:begin -->", "<!-- papershelf:end -->"
STAMP = "papershelf_written"
SOMETIMES = ("venue", "keywords")  # keys that stand only where there is something to say
LAYOUT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<yaml>(?:.*\n)*?)---[ \t]*(?:\r?\n|\Z)(?P<body>[\s\S]*)\Z")
MARKER = re.compile(r"^<!-- papershelf:(?:begin|end) -->[ \t]*\r?$", re.MULTILINE)
CHANGED_BY_HAND = (
    "was changed by hand in papershelf's part; left as it is. "
    f"Move your words below the end marker and empty the key {STAMP}: then it is written anew"
)
STAMP_LINE = re.compile(rf"^{STAMP}:[ \t]*[\"']?([0-9a-f]{{16}})\b", re.MULTILINE)


class NotesFolder(Exporter):
    """A note per paper: ours are the keys below and what stands between the markers, the rest is not.

    The key `papershelf_written` holds a stamp of what papershelf wrote. Where the file no longer answers to it,
    our part was changed by hand: then the file is left alone rather than anybody's words overwritten.
    """

    name = "folder"
    summary = "a folder with a Markdown note per paper; what you write into them yourself is kept"
    into = "folder"

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """A note per paper, by file name."""
        names = {entry.paper.id: file_name(entry.paper).removesuffix(".md") for entry in entries}
        return {f"{names[entry.paper.id]}.md": _note(entry, options, names) for entry in entries}

    def merge(self, existing: str, fresh: str) -> str:
        """The existing note with our part brought up to date; the rest keeps every byte.

        Raises:
            MergeProblem: The file is another's, its markers are not there once each, or our part was changed.
        """
        new = _Layout.of(fresh)
        if not existing.strip("\ufeff \t\r\n"):
            return fresh
        old = _Layout.of(existing)
        if old.stamp == new.stamp:
            return existing  # nothing new to say, whatever the person did meanwhile
        before_matter = FrontMatter.read(old.yaml.replace("\r\n", "\n"))
        before, after = before_matter.values, FrontMatter.read(new.yaml).values
        if str(before.get("papershelf_id")) != str(after["papershelf_id"]):
            raise MergeProblem("belongs to another paper; left as it is")
        written = _written(old, before, [key for key in after if key not in (STAMP, *SOMETIMES)])
        # An emptied stamp is the person's leave to write anew; a missing one is not.
        if written is None and before.get(STAMP, "missing"):
            raise MergeProblem(CHANGED_BY_HAND)
        theirs = [key for key in SOMETIMES if key in before and key not in (written or ())]
        yaml = front_matter.merge(before_matter, FrontMatter.read(_without(new, after, theirs)))
        return old.rebuilt(yaml, new.block)


def _written(old: "_Layout", values: Mapping[str, Any], always: list[str]) -> tuple[str, ...] | None:
    """Which keys of `SOMETIMES` papershelf wrote into a note; None where our part was changed by hand."""
    choices = (keys for count in range(len(SOMETIMES), -1, -1) for keys in combinations(SOMETIMES, count))
    fitting = (keys for keys in choices if set(keys) <= values.keys())
    wanted = old.stamp
    return next(
        (keys for keys in fitting if wanted == _stamp(front_matter.plain(values, (*always, *keys)), old.block)), None
    )


def _without(new: "_Layout", values: Mapping[str, Any], theirs: list[str]) -> str:
    """The fresh front matter without keys that the person has in the note already, stamped as such."""
    if not any(key in values for key in theirs):
        return new.yaml
    chunks = [chunk for chunk in re.split(r"(?m)^(?=[a-z_]+:)", new.yaml) if chunk.partition(":")[0] not in theirs]
    kept = [key for key in values if key not in (STAMP, *theirs)]
    stamp = _stamp(front_matter.plain(values, kept), new.block)
    return STAMP_LINE.sub(f'{STAMP}: "{stamp}', "".join(chunks))  # the quotation mark behind it stays


@dataclass(frozen=True, slots=True)
class _Layout:
    """A note taken apart: head, front matter, the text up to our block, our block, and the rest."""

    head: str
    yaml: str
    above: str
    block: str
    below: str

    @classmethod
    def of(cls, text: str) -> "_Layout":
        """Take a note apart, or say why it cannot be."""
        found = LAYOUT.match(text)
        if not found:
            raise MergeProblem("has no front matter; left as it is")
        body = found["body"]
        marks = list(MARKER.finditer(body))
        if [mark.group().rstrip() for mark in marks] != [BEGIN, END]:
            raise MergeProblem("does not hold papershelf's two markers exactly once; left as it is")
        start, end = marks[0].end() + 1, marks[1].start()
        above = text[found.end("yaml") : found.start("body")] + body[:start]
        return cls(text[: found.start("yaml")], found["yaml"], above, body[start:end], body[end:])

    @property
    def stamp(self) -> str:
        """The stamp as it stands in the file; empty where there is none."""
        found = STAMP_LINE.search(self.yaml)
        return found.group(1) if found else ""

    def rebuilt(self, yaml: str, block: str) -> str:
        """The note with a new front matter and block, in its own line ends."""
        if self.head.endswith("\r\n"):
            yaml, block = (re.sub("\r?\n", "\r\n", part) for part in (yaml, block))
        return self.head + yaml + self.above + block + self.below


def _note(entry: Entry, options: Options, names: Mapping[str, str]) -> str:
    """A whole new note."""
    values, block = _values(entry, options), "".join(f"{line}\n" for line in _block(entry, options, names))
    values[STAMP] = _stamp(front_matter.plain(values, values), block)
    return f"---\n{dump(values)}---\n\n{BEGIN}\n{block}{END}\n"


def _stamp(values: str, block: str) -> str:
    """The stamp of our keys and our block."""
    return digest(f"{values}\n{block}")


def _values(entry: Entry, options: Options) -> dict[str, object]:
    """Our keys, in their order."""
    paper, mark = entry.paper, entry.mark
    kinds = dict.fromkeys(link.kind for link in paper.links) if options.links else {}
    return {
        "papershelf_id": safe_line(paper.id),
        "title": safe_line(paper.title),
        "authors": [safe_line(name) for name in paper.authors],
        "published": safe_line(paper.published) if paper.published else None,
        **_sometimes(paper),
        "identifiers": {safe_line(kind): safe_line(value) for kind, value in paper.identifiers.items()},
        "links": {str(kind): [safe_line(link.url) for link in paper.links_of(kind)] for kind in kinds},
        "status": str(mark.status),
        "starred": mark.starred,
        "rating": mark.rating,
        "tags": [safe_line(tag) for tag in mark.tags],
        "sources": [
            {"file": safe_line(seen.file), "position": seen.position, "imported_at": seen.imported_at}
            for seen in paper.sources
        ],
        "added": safe_line(paper.added_at),
    }


def _sometimes(paper: Paper) -> dict[str, object]:
    """The keys that only some papers have: a note of any other stays as it was before there were such keys."""
    found: dict[str, object] = {
        "venue": safe_line(paper.venue),
        "keywords": [safe_line(keyword) for keyword in paper.keywords],
    }
    return {key: value for key, value in found.items() if value}


def _block(entry: Entry, options: Options, names: Mapping[str, str]) -> Iterator[str]:
    """The lines between the markers."""
    yield f"# {title_line(entry.paper)}\n"
    facts = [
        *fact_lines(entry.paper),
        *(link_lines(entry.paper) if options.links else ()),
        *seen_lines(entry.paper),
    ]
    if facts:
        yield "\n".join(facts) + "\n"
    abstract = escape_block(entry.paper.abstract) if options.abstracts else ""
    if abstract:
        yield f"{abstract}\n"
    if options.notes and not is_empty(entry.mark.note):
        yield "## Note\n"
        yield note_block(hide_markers(with_links(entry.mark.note, names.get)))


def hide_markers(note: str) -> str:
    r"""A note in which our markers, pasted there, are none: `papershelf\:begin`; one `\` less undoes it."""
    return re.sub(r"(<!-- papershelf\\*)(?=:)", r"\1\\", encodable(note))
