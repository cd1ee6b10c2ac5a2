"""Two notes made one: nothing that either side wrote is lost, and joining once more adds nothing."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from papershelf.text import safe_line

_RULE = "\n\n---\n\n"
_HEADING = re.compile(r"(?:\A|\n\n---\n\n)### Kept from ([^\n]{1,80}) \(([^()\n]{1,40})\)\n\n")
_MOST_PARTS = 30  # a note with more headings of ours is no work of ours: it counts as one text
_UNDATED = "undated"
_NAME_LONGEST = 60


class Part(NamedTuple):
    """What one side wrote.

    Attributes:
        text: Its words, without blank lines around them.
        name: The side.
        at: When it wrote them.
    """

    text: str
    name: str
    at: str


class Told(NamedTuple):
    """A note as one side has it.

    Attributes:
        text: The note.
        name: The side.
        at: When it last changed; empty where that is not known.
        past: What the note of this side said before.
    """

    text: str
    name: str
    at: str
    past: Iterable[str] = ()


def join_notes(ours: Told, theirs: Told) -> str:
    """Both notes as one.

    The longer one where it holds the other. Where one side once had what the other has now it has gone on from
    there, so its note stands. Else both, each under a heading that names its side and the time it is from.
    """
    if ours.text == theirs.text:
        return ours.text
    ahead = _has_had(ours, theirs.text), _has_had(theirs, ours.text)
    if ahead[0] != ahead[1]:
        return ours.text if ahead[0] else theirs.text
    mine, yours = parts_of(ours), parts_of(theirs)
    covers = _covers(mine, yours), _covers(yours, mine)
    if covers[0] and covers[1]:
        return max(ours.text, theirs.text)
    if covers[0] or covers[1]:
        return ours.text if covers[0] else theirs.text
    parts = _united(mine + yours)
    return _RULE.join(f"### Kept from {part.name} ({part.at})\n\n{part.text}" for part in parts) + "\n"


def parts_of(note: Told) -> list[Part]:
    """What a note is made of: the parts of one that was joined before, or else itself."""
    name = safe_line(note.name).replace("(", "[").replace(")", "]")[:_NAME_LONGEST].strip() or "a copy"
    at = safe_line(note.at).replace("(", "").replace(")", "")[:40] or _UNDATED
    pieces = _HEADING.split(note.text, maxsplit=_MOST_PARTS + 1)
    if len(pieces) > 3 * _MOST_PARTS:
        pieces = [note.text]
    parts = [Part(pieces[0].strip(), name, at)]
    parts += [
        Part(text.strip(), label, when)
        for label, when, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    ]
    return [part for part in parts if part.text]


def _has_had(note: Told, text: str) -> bool:
    """Whether a side has gone on from this text: it was its note before, or a part of it."""
    wanted = text.strip()
    return any(
        wanted == old.strip() or any(wanted == part.text for part in parts_of(note._replace(text=old)))
        for old in note.past
        if old != note.text
    )


def _covers(parts: list[Part], others: list[Part]) -> bool:
    return all(any(other.text in part.text for part in parts) for other in others)


def _united(parts: list[Part]) -> list[Part]:
    """Each text once, the oldest first; what another one holds is left out."""
    once: dict[str, Part] = {}
    for part in sorted(parts, key=lambda part: (part.at, part.name, part.text)):
        once.setdefault(part.text, part)
    texts = list(once)
    return [part for text, part in once.items() if not any(text in other for other in texts if len(other) > len(text))]
