"""What a dry run shows: each change of a file as a unified diff, quick also where very much differs."""

import difflib
from collections.abc import Iterator, Sequence

from papershelf.exporters.writer import FileChange
from papershelf.text import safe_line

CONTEXT = 3  # lines shown around a change
MOST = 20_000  # lines that are compared one by one; beyond it, finding the fewest changes would take minutes
NOWHERE = "/dev/null"


def unified(change: FileChange) -> Iterator[str]:
    """The lines of a unified diff, without their line ends; nothing where the texts are equal."""
    before, after = _lines(change.before or ""), _lines(change.after)
    if before == after and change.before is not None:
        return
    name = safe_line(str(change.path))
    yield f"--- {NOWHERE if change.before is None else name}"
    yield f"+++ {name}"
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    start, end = max(0, head - CONTEXT), max(0, tail - CONTEXT)
    parts = before[start : len(before) - end], after[start : len(after) - end]  # what little is left to compare
    few = sum(map(len, parts)) <= MOST
    for line in _compared(*parts, start) if few else _replaced(*parts, start, head - start, tail - end):
        yield from line.split("\n")  # a last line without a line end says so in a line of its own


def _lines(text: str) -> list[str]:
    r"""The lines; only `\n` ends one, and a last one without it says so, as diff does."""
    lines = text.split("\n")
    last = lines.pop()
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _span(at: int, count: int) -> str:
    """A range as diff writes it."""
    return f"{at + 1 if count else at}" if count == 1 else f"{at + 1 if count else at},{count}"


def _compared(before: Sequence[str], after: Sequence[str], start: int) -> Iterator[str]:
    """Hunks of what differs; `start` is the line at which both parts stand in their files."""
    for group in difflib.SequenceMatcher(None, before, after).get_grouped_opcodes(CONTEXT):
        first, last = group[0], group[-1]
        old, new = _span(start + first[1], last[2] - first[1]), _span(start + first[3], last[4] - first[3])
        yield f"@@ -{old} +{new} @@"
        for tag, i, j, k, m in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[i:j])
            else:
                yield from (f"-{line}" for line in before[i:j])
                yield from (f"+{line}" for line in after[k:m])


def _replaced(before: Sequence[str], after: Sequence[str], start: int, lead: int, trail: int) -> Iterator[str]:
    """One hunk that takes all out and puts all in, but for the context at both ends."""
    yield f"@@ -{_span(start, len(before))} +{_span(start, len(after))} @@"
    yield from (f" {line}" for line in before[:lead])
    yield from (f"-{line}" for line in before[lead : len(before) - trail])
    yield from (f"+{line}" for line in after[lead : len(after) - trail])
    yield from (f" {line}" for line in before[len(before) - trail :])
