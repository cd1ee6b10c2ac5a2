"""The person's note as it stands in an exported file, and back: its links lead to files there, to papers here."""

import re
from collections.abc import Callable, Iterable

from papershelf.exporters.note import PAPER_ID, encodable, is_empty, note_block, with_links
from papershelf.exporters.stamp import exact
from papershelf.text.linking import NoteLink, replaced


def shown_note(note: str, target_of: Callable[[str], str | None]) -> str:
    """A note as it stands between its markers; an empty one leaves a line to write in.

    Args:
        note: Markdown, with links to papers by their ids.
        target_of: What a link to a paper's file says, by the paper's id, or None where it has no file.
    """
    return "\n" if is_empty(note) else note_block(hide_markers(with_links(note, target_of)))


def note_digest(note: str) -> str:
    """A fingerprint of a note, in the library or in a file; one in which nothing is to be seen is none."""
    return exact("" if is_empty(note) else note)


def hide_markers(note: str) -> str:
    r"""A note in which our markers, pasted there, are none: `papershelf\:begin`; one `\` less undoes it."""
    return re.sub(r"(<!-- papershelf\\*)(?=:)", r"\1\\", encodable(note))


def taken_note(
    text: str, id_of: Callable[[str], str | None], target_of: Callable[[str], str | None], known: Iterable[str]
) -> str:
    """A note from a file as the library keeps it: the inverse of `shown_note`.

    A line that stands in the file as one of a known note is shown there becomes that line again, whatever became
    of its links; in any other, links to files of papers become links to the papers.

    Args:
        text: What stands between the markers, with `\\n` as line end.
        id_of: The paper's id by what a link to its file says, or None.
        target_of: As in `shown_note`.
        known: Notes of this paper that the library has or had.
    """
    lines: dict[str, str] = {}
    for note in known:
        shown = shown_note(note, target_of)
        if shown.strip("\n") == text.strip("\n"):
            return note
        pairs = zip(shown.split("\n"), note.split("\n"), strict=False)
        lines.update((there, here) for there, here in pairs if there != here)
    parts = [lines.get(line) for line in text.split("\n")]
    if any(part is not None for part in parts):
        # Put aside while links are read, so that fences still count; a lone surrogate is in no file.
        text = "\n".join(line if part is None else "\ud800" for line, part in zip(text.split("\n"), parts, strict=True))
    text = replaced(text, lambda link: _back(text, link, id_of))
    text = re.sub(r"(<!-- papershelf\\*)\\(?=:)", r"\1", text)
    aside = iter([part for part in parts if part is not None])
    whole = "\n".join(next(aside) if line == "\ud800" else line for line in text.split("\n"))
    return whole.strip("\n")


def _back(note: str, link: NoteLink, id_of: Callable[[str], str | None]) -> str:
    """A link of a file as a link to the paper."""
    whole = note[link.start : link.stop]
    paper = None if PAPER_ID.fullmatch(link.target) else id_of(link.target)
    _, bar, words = whole[2:-2].partition("|")
    return f"[[{paper}{bar}{words}]]" if paper else whole
