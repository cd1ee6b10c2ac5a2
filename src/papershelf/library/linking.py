"""Links between papers in their notes: `[[id|Title]]`, read, written, and followed backwards."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from papershelf.marks import Mark
from papershelf.text import safe_line

OPEN, CLOSE = "[[", "]]"
LONGEST: Final = 200  # letters of a title in a link
_PLAIN: Final = str.maketrans("[]", "()")


class NoteLink(NamedTuple):
    """A link to a paper in a note.

    Attributes:
        target: The paper's id, or whatever stands there instead.
        alias: The words shown; empty where there are none.
        start: Where it begins in the note.
        stop: The letter after it.
    """

    target: str
    alias: str
    start: int
    stop: int


def alias_of(title: str) -> str:
    """A title as it stands in a link: one line, without the brackets that would end it."""
    line = safe_line(title).translate(_PLAIN)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def link_text(paper_id: str, title: str) -> str:
    """A link as it is written into a note: the id never changes, the title is for the reader."""
    alias = alias_of(title)
    return f"{OPEN}{paper_id}|{alias}{CLOSE}" if alias else f"{OPEN}{paper_id}{CLOSE}"


def note_links(note: str) -> Iterator[NoteLink]:
    """The links of a note in their order; what stands in code is none."""
    if OPEN not in note:
        return
    from papershelf.text.notation import Kind, fences, spans  # its patterns take a while to compile, and few link

    lines = note.split("\n")
    start = 0
    for line, fence in zip(lines, fences(lines), strict=True):
        if OPEN in line:
            for span in spans(line.rstrip("\r"), fence):
                if span.kind is Kind.WIKI:
                    target, _, alias = line[span.start + 2 : span.stop - 2].partition("|")
                    yield NoteLink(target.strip(), alias.strip(), start + span.start, start + span.stop)
        start += len(line) + 1


def replaced(note: str, write: Callable[[NoteLink], str]) -> str:
    """A note with each link written otherwise."""
    parts, at = [], 0
    for link in note_links(note):
        parts += [note[at : link.start], write(link)]
        at = link.stop
    return "".join([*parts, note[at:]])


class Links:
    """Which papers' notes link to which papers, kept up to date with what changes.

    Nothing is read before the first question; after it, a change costs the notes that changed.

    Args:
        marks: Gives the marks as they are now.
    """

    def __init__(self, marks: Callable[[], Mapping[str, Mark]]) -> None:
        self._marks = marks
        self._to: dict[str, tuple[str, ...]] = {}
        self._from: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._is_read = False

    def links_to(self, paper_id: str) -> tuple[str, ...]:
        """What the note of a paper links to, each once; ids that no paper has are among them."""
        self._read()
        return self._to.get(paper_id, ())

    def backlinks(self, paper_id: str) -> tuple[str, ...]:
        """The papers whose notes link to this one, in no order that means anything; not the paper itself."""
        self._read()
        return tuple(other for other in self._from.get(paper_id, ()) if other != paper_id)

    def follow(self, ids: Iterable[str]) -> None:
        """Take in what became of some notes."""
        if not self._is_read:
            return
        marks = self._marks()
        for paper_id in ids:
            mark = marks.get(paper_id)
            self._put(paper_id, mark.note if mark else "")

    def _read(self) -> None:
        if not self._is_read:
            self._is_read = True
            for paper_id, mark in self._marks().items():
                if OPEN in mark.note:
                    self._put(paper_id, mark.note)

    def _put(self, paper_id: str, note: str) -> None:
        for target in self._to.pop(paper_id, ()):
            self._from[target].pop(paper_id, None)
        targets = tuple(dict.fromkeys(link.target for link in note_links(note)))
        if targets:
            self._to[paper_id] = targets
            for target in targets:
                self._from[target][paper_id] = None
