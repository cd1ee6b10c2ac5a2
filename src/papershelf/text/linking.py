"""Links between papers as they stand in notes: `[[id|Title]]`, read and written."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from papershelf.text.safe import safe_line

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
