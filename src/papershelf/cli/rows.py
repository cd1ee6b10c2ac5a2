"""Papers as lines of text: one a paper, or only its id."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from papershelf.cli.output import SHOWN_ID, is_colourful, manner, put
from papershelf.marks import Entry, Status

if TYPE_CHECKING:
    from papershelf.library import Found

STATUS_WIDTH = max(len(status) for status in Status)
_BOLD, _DIM, _NOT_BOLD = "\x1b[1m", "\x1b[2m", "\x1b[22m"  # the last ends either


def put_ids(ids: Iterable[str]) -> bool:
    """Put an id a line if `--quiet` asks for no more.

    Returns:
        Whether it did; nothing was put if not.
    """
    if manner.quiet:
        for each in ids:
            put(each)
    return manner.quiet


def put_entries(entries: Sequence[Entry]) -> None:
    """Put a line a paper: id, star, status, title, tags."""
    if put_ids(entry.paper.id for entry in entries):
        return
    for entry in entries:
        put(_line(entry, entry.paper.title))


def put_found(found: "Found", entry_of: Callable[[str], Entry | None]) -> None:
    """Put a line a paper; a terminal with colours also sees the matched letters and where the similar ones begin.

    Each paper is read just before its line: whoever wants the first ones only does not wait for thousands.

    Args:
        found: The papers found.
        entry_of: Gives a paper with its mark by its id.
    """
    if put_ids(found.ids):
        return
    rich = is_colourful()
    for place, entry in enumerate(map(entry_of, found.ids)):
        if rich and place == found.divider:
            put(f"{_DIM}{'─' * SHOWN_ID}  similar{_NOT_BOLD}")
        if entry is not None:
            title = entry.paper.title
            put(_line(entry, _marked(title, found.title_spans(title)) if rich else title))


def _line(entry: Entry, title: str) -> str:
    mark = entry.mark
    star = "★" if mark.starred else " "
    tags = "".join(f"  #{tag}" for tag in mark.tags)
    return f"{entry.paper.id:<{SHOWN_ID}}  {star} {mark.status:<{STATUS_WIDTH}}  {title}{tags}"


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some of its letters in bold."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += (text[done:start], _BOLD, text[start:end], _NOT_BOLD)
        done = end
    return "".join((*parts, text[done:]))
