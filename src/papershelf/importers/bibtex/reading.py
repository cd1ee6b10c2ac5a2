"""Each block of a bibliography as a record, a problem, or nothing."""

import re
from collections.abc import Iterator
from typing import Final

from papershelf.importers.base import Problem, Record, excerpt
from papershelf.importers.bibtex.diagnosis import Broken
from papershelf.importers.bibtex.fields import record
from papershelf.importers.bibtex.shelf import NO_PAPER, Shelf
from papershelf.importers.bibtex.splitting import COMMENTED_OUT, OUTSIDE, Block, blocks
from papershelf.text import safe_line

__all__ = ["Made", "Shelf", "blocks", "outcomes", "read_block"]

NO_TITLE = "This entry has no title. Add a line such as `title = {…},` to it."
LOST = "These lines are in no entry, though they look like one: an `@` or a brace is missing where it begins. Add it."
NO_MACRO = "This definition cannot be read, so its name stands for itself wherever it is used. "

# The beginning of an entry whose `@` or brace is missing.
_LOST: Final = re.compile(
    r"^[ \t]*@?[A-Za-z]{3,30}\s{0,50}[{(]?\s{0,50}[^\s{}(),=]{1,200},\s{0,50}[A-Za-z][\w-]{0,60}[ \t]*=[ \t]*[{\"\w]",
    re.MULTILINE,
)

Made = tuple[Record | Problem, ...]


def outcomes(text: str) -> Iterator[tuple[Block, Made]]:
    """Each block of a text with what the reader makes of it; nothing where it is no paper."""
    shelf = Shelf()
    found = list(blocks(text))
    for block in found:
        shelf.note(block)
    for block in found:
        yield block, read_block(block, shelf, "", 1)


def read_block(block: Block, shelf: Shelf, file: str, position: int) -> Made:
    """What a block is: a record, problems, or nothing where it tells of no paper.

    Args:
        block: One of the text's.
        shelf: Has taken note of all of them.
        file: The source's name.
        position: The place of the record, if it becomes one.
    """
    if block.kind == COMMENTED_OUT:
        return ()
    if block.kind == OUTSIDE:
        return _lost(block.text, block, file) if _LOST.search(block.text) else ()
    if block.kind in NO_PAPER:
        return _macro_problem(block, shelf, file)
    try:
        fields = shelf.fields(block)
        made = record(fields, block, position)
    except Broken as broken:
        return (_problem(block, str(broken), file),)
    rest = _lost(fields.rest, block, file) if fields.rest else ()
    return (made or _problem(block, NO_TITLE, file), *rest)


def _macro_problem(block: Block, shelf: Shelf, file: str) -> Made:
    """A definition that cannot be read is worth a word, though no paper is lost."""
    why = shelf.broken_macros.get(block.line)
    return (Problem(file, block.line, safe_line(NO_MACRO + why), excerpt(block.text)),) if why else ()


def _problem(block: Block, reason: str, file: str) -> Problem:
    return Problem(file, block.line, safe_line(reason), excerpt(block.text), block.entry)


def _lost(text: str, block: Block, file: str) -> Made:
    """Text in no entry that looks like one."""
    lost = text.strip().removeprefix("}").strip()
    line = block.line + block.text.count("\n", 0, max(block.text.rfind(lost), 0))
    return (Problem(file, line, LOST, excerpt(lost), lost),)
