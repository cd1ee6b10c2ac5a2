"""Joins the lines that a tool broke at its window's width back into units: one title or one abstract each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from papershelf.importers.hf_text.furniture import Kind
from papershelf.importers.hf_text.lines import Line
from papershelf.importers.hf_text.shapes import Shape, ends_sentence, goes_on, in_title_case, shape_of
from papershelf.progress import EVERY, Progress, told, unheard

LONGEST_WRAPPED = 240
"""Longer lines were not broken at a width."""

_JUDGED = 50_000  # lines by which a page's width is judged
_LONGEST_TITLE = 200
# Furniture that strays into a paragraph; authors and submitters, though, end a card.
_STRAY = frozenset({Kind.COUNT, Kind.MENU, Kind.BANNER, Kind.ORNAMENT, Kind.DATE, Kind.MONTH})
_PERHAPS_TEXT = frozenset({Kind.COUNT, Kind.MENU, Kind.MONTH, Kind.DATE, Kind.ADDRESS})


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more lines of text that belong together.

    Attributes:
        lines: The lines, in order.
        shape: What they look like together.
    """

    lines: tuple[Line, ...]
    shape: Shape

    @property
    def raw(self) -> str:
        """The text as it stood, line by line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def heading(self) -> bool:
        """Whether the page's markup says that it is a title."""
        return self.lines[0].heading


def split_title(unit: Unit) -> tuple[Unit, Unit] | None:
    """A title and an abstract that a full line made look like one paragraph, or None if no title stands there.

    Only the letter case can tell: titles Mostly Write Their Words Like This, and sentences do not.
    """
    for place, line in enumerate(unit.lines[:3]):
        if not in_title_case(line.text):
            rest = unit.lines[place:]
            return (_unit(unit.lines[:place]), _unit(rest)) if place > 0 and len(rest) > 1 else None
    return None


def units(lines: Sequence[Line], progress: Progress = unheard) -> Iterator[Unit | Line]:
    """Every line that is not blank, in order: text as units, furniture as it is.

    Raises:
        Cancelled: The listener wants no import.
    """
    judged = lines[:_JUDGED]
    spaced = sum(line.kind is Kind.BLANK for line in judged) * 20 >= len(judged)
    width = _usual_width([len(line.text) for run in _adjacent(judged) if len(run) >= 4 for line in run])
    for block in _blocks(lines):
        yield from _assemble(*_soft_breaks(block, width, spaced, progress))


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines between blank ones."""
    block: list[Line] = []
    for line in lines:
        if line.kind is not Kind.BLANK:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _adjacent(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of neighbouring lines of text, none of them too long to have been wrapped."""
    run: list[Line] = []
    for line in lines:
        if line.kind is Kind.TEXT and len(line.text) <= LONGEST_WRAPPED:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _usual_width(lengths: list[int]) -> int | None:
    """The width at which lines of these lengths were broken, or None if they were not."""
    if len(lengths) < 4:
        return None
    width = sorted(lengths)[len(lengths) * 95 // 100]
    # Broken lines are nearly full; the last line of a paragraph and a title may be short.
    return width if sum(length * 4 >= width * 3 for length in lengths) * 5 >= len(lengths) * 3 else None


def _soft_breaks(
    block: list[Line], page_width: int | None, spaced: bool, progress: Progress
) -> tuple[list[Line], set[int]]:
    """The block, and the numbers of the lines of text that go on in the next line of text."""
    soft: set[int] = set()
    texts = [line for line in block if line.kind is Kind.TEXT]
    short = [line for line in texts if len(line.text) <= LONGEST_WRAPPED]
    # The first line may be a title, and tells nothing of the paragraph's width.
    width = (_usual_width([len(line.text) for line in short[1:]]) if len(short) > 6 else None) or page_width
    if width:
        block = _take_back(block, width)
        texts = [line for line in block if line.kind is Kind.TEXT]
    alone = spaced and len(texts) == len(block) <= 3 and sum(len(line.text) for line in texts) <= _LONGEST_TITLE
    places = {line.number: place for place, line in enumerate(block)}
    # A page without blank lines is one block, however long it is.
    pairs = told(pairwise(texts), progress, "reading", "line") if len(texts) > EVERY else pairwise(texts)
    for index, (line, following) in enumerate(pairs):
        between = block[places[line.number] + 1 : places[following.number]]
        after = texts[index + 2] if index + 2 < len(texts) else None
        if _is_soft(line, following, after, width, alone) and (
            not between or _only_strayed(between, line, index > 0 and texts[index - 1].number in soft)
        ):
            soft.add(line.number)
    return block, soft


def _is_soft(line: Line, following: Line, after: Line | None, width: int | None, alone: bool) -> bool:
    if line.group or following.group:
        return line.group == following.group
    if max(len(line.text), len(following.text)) > LONGEST_WRAPPED:
        return False
    if width and _is_full(line, following, width):
        # A full last line may be followed by the next title: one line that is neither full nor a sentence.
        lone = after is not None and not _is_full(following, after, width) and not ends_sentence(following.text)
        return not (lone and ends_sentence(line.text))
    if ends_sentence(following.text) or len(line.text) + len(following.text) > _LONGEST_TITLE:
        return False
    return alone or (width is None and goes_on(line.text, following.text))


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the next word would not have fitted on the line; the width is known within a few letters."""
    word = following.text.split(None, 1)[0] if following.text else ""
    return len(line.text) <= width + 8 and len(line.text) + 1 + len(word) > width - 3


def _only_strayed(between: list[Line], line: Line, in_paragraph: bool) -> bool:
    """Whether furniture between two lines of text strayed into a paragraph, rather than ended it."""
    return (
        in_paragraph
        and len(between) <= 2
        and not ends_sentence(line.text)
        and all(stray.kind in _STRAY for stray in between)
    )


def _take_back(block: list[Line], width: int) -> list[Line]:
    """A paragraph's last word alone on its line is text, though it reads like a menu: `… Language` / `Models`."""
    if len(block) < 2:
        return block
    line, last = block[-2:]
    is_text = line.kind is Kind.TEXT and last.kind in _PERHAPS_TEXT and not ends_sentence(line.text)
    return [*block[:-1], replace(last, kind=Kind.TEXT)] if is_text and _is_full(line, last, width) else block


def _assemble(block: list[Line], soft: set[int]) -> Iterator[Unit | Line]:
    """Units and furniture; what strayed into a unit comes after it."""
    held: list[Line] = []
    strayed: list[Line] = []
    for line in block:
        if line.kind is not Kind.TEXT:
            if held:
                strayed.append(line)
            else:
                yield line
            continue
        held.append(line)
        if line.number not in soft:
            yield _unit(held)
            yield from strayed
            held, strayed = [], []


def _unit(lines: Sequence[Line]) -> Unit:
    return Unit(tuple(lines), shape_of(" ".join(line.text for line in lines)))
