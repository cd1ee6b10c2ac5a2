"""The entries of a JSON text, each read by itself, so that a broken one takes no other with it."""

import re
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import NamedTuple

from papershelf.importers.base import Problem, Record, excerpt
from papershelf.importers.json_text import DEEPEST, TOKEN, TOO_DEEP, decode, dict_of
from papershelf.progress import SECONDS, Progress, Step, told, unheard

_FIRST_NAME = re.compile(r'\{\s*+"([^"\\]{1,100})"\s*+:')
_ANY_BEGINNING = re.compile(r'\{\s*+"')
_OPENING = {"}": "{", "]": "["}
_NOTHING = " \t\r\n\f,"
_BEAT = 4096  # tokens after which the clock is looked at

NO_TITLE = "This entry has no title, so it cannot be told from others. Give it one, or drop it."
NO_OBJECT = "This is a bare value where a paper should stand. Put a paper's object there, or drop it."
NO_ENTRIES = "This holds no papers. Save it again from a page or a search that shows some."
_UNFINISHED = "The text ends before its list does. If papers are missing, save it again."


class Entry(NamedTuple):
    """One entry.

    Attributes:
        line: Where it begins, the first line of the text being 1.
        text: As it stands; empty where the reason is meant for no single entry.
        value: What it says; None if it cannot be read.
        reason: What is wrong and what to do, in one or two sentences; empty if all is well.
    """

    line: int
    text: str
    value: object
    reason: str = ""


def gather(
    entries: Iterable[Entry], file: str, progress: Progress, make: Callable[[dict[str, object], int, int], Record | str]
) -> tuple[list[Record], list[Problem]]:
    """The papers that entries state, and a problem for each entry that states none.

    Args:
        entries: What was read.
        file: The source's name, for the problems.
        progress: Told of every entry.
        make: Of an object, its line and the place of its paper, makes the record, or says why there is none.

    Raises:
        Cancelled: The listener wants no import.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    for line, text, value, reason in told(entries, progress, "reading", "entry"):
        made: Record | str = reason
        if not reason:
            made = make(value, line, len(records) + 1) if isinstance(value, dict) else NO_OBJECT
        if isinstance(made, Record):
            records.append(made)
        else:
            problems.append(Problem(file, line, made, excerpt(text), text))
    if not records and not problems:
        problems.append(Problem(file, 0, NO_ENTRIES))
    return records, problems


class Entries:
    """The entries of a text; iterate over it once.

    They are the elements of the outermost list, or of a list that the outermost object holds under a known name, or
    else the objects that follow one another. All that is no blank and no comma is part of an entry or of the frame.
    Where an entry's brackets or quotation marks are broken, it ends before the next place that begins as entries do.

    Attributes:
        frame: Once all entries are read: what the object round the list says beside the list.
    """

    def __init__(self, text: str, names: Iterable[str] = (), progress: Progress = unheard) -> None:
        """Nothing is read yet.

        Args:
            text: Any text.
            names: What a list of entries is called, in the outermost object or in one directly within it.
            progress: Told while an entry takes long to find; of the entries themselves the caller tells.
        """
        self.frame: dict[str, object] = {}
        self._text = text
        self._names = frozenset(names)
        self._progress = progress
        self._stack: list[str] = []  # the brackets that are open
        self._base = 0  # how many of them stand round the entries
        self._start = -1  # where the entry at hand begins; -1 between entries
        self._done = 0  # up to here, all was handed out
        self._around = ""  # what stood before and between the lists of the object at hand
        self._beginning: re.Pattern[str] | None = None  # how entries of this list begin
        self._no_more = False  # whether no entry begins any more
        self._seen = (0, 1)  # up to where lines were counted, and which line that is
        self._count = 0
        self._tokens = 0
        self._told = time.monotonic()

    def __iter__(self) -> Iterator[Entry]:
        """Read them one after the other.

        Raises:
            Cancelled: The listener wants no import.
        """
        at: int | None = 0
        while at is not None:
            at = yield from self._walk(at)
        yield from self._last()

    def _walk(self, start: int) -> Generator[Entry, None, int | None]:
        """Entries up to a broken one, and where to go on after that; None at the end."""
        text = self._text
        before = (start, start)  # where the token before stands
        for token in self._heard(TOKEN.finditer(text, start)):
            at, sign = token.start(), text[token.start()]
            if sign == '"':
                if token.lastgroup is not None:
                    return (yield from self._broken(at + 1, token.end()))
            elif sign in "[{":
                if self._start >= 0 and sign == "{" == self._stack[-1] and ":" not in text[before[1] : at]:
                    return (yield from self._broken(at, at + 1))
                yield from self._open(at, sign, before)
                if len(self._stack) - self._base > DEEPEST:
                    return None
            elif self._start >= 0 and self._stack[-1] != _OPENING[sign]:
                return (yield from self._broken(at + 1, at + 1))
            else:
                yield from self._close(at, sign)
            before = token.span()
        return None

    def _open(self, at: int, sign: str, before: tuple[int, int]) -> Iterator[Entry]:
        if self._start < 0:
            yield from self._between(at)
            self._begin(at, sign)
        elif sign == "[" and self._is_list(before, at):
            self._enter(at)
        self._stack.append(sign)

    def _close(self, at: int, sign: str) -> Iterator[Entry]:
        if self._start >= 0:
            self._stack.pop()
            if len(self._stack) == self._base:
                yield from self._end(at + 1)
        elif self._stack and sign == "]":
            yield from self._between(at)
            self._leave(at)

    def _begin(self, at: int, sign: str) -> None:
        if not self._stack and sign == "[":
            self._base, self._done, self._beginning = 1, at + 1, None
            return
        self._start = at
        if self._beginning is None and (name := _FIRST_NAME.match(self._text, at)):
            self._beginning = re.compile(rf'\{{\s*+"{re.escape(name[1])}"\s*+:')
            self._no_more = False

    def _is_list(self, name: tuple[int, int], at: int) -> bool:
        """Whether the list that begins here holds the entries, judged by the name that stands before it."""
        return (
            self._base == 0
            and len(self._stack) <= 2
            and self._text[name[0] + 1 : name[1] - 1][:100] in self._names
            and ":" in self._text[name[1] : at]
        )

    def _enter(self, at: int) -> None:
        self._around += self._text[self._start : at + 1]
        self._base, self._start, self._done, self._beginning = len(self._stack) + 1, -1, at + 1, None

    def _leave(self, at: int) -> None:
        self._stack.pop()
        self._base, self._done = 0, at + 1
        if self._around:
            self._start = at  # the rest of the object

    def _end(self, end: int) -> Iterator[Entry]:
        """The entry at hand, which is whole."""
        start = self._start
        self._start, self._done = -1, end
        self._count += 1
        line = self._line(start)
        text = self._text[start:end]
        if self._base or not self._around:
            value, reason = decode(text, line)
            yield Entry(line, text, value, reason)
            return
        value, reason = decode(self._around + text, line)
        self.frame.update(dict_of(value))
        self._around = ""
        if reason:
            yield Entry(line, "", None, "What stands round the list of papers is no whole JSON; the papers were read.")

    def _broken(self, at: int, end: int) -> Generator[Entry, None, int | None]:
        """The entry at hand, which ends before the next beginning, and where that is.

        Args:
            at: From here on an entry may begin.
            end: Where to go on if it is no entry that is broken.
        """
        pattern = self._beginning or _ANY_BEGINNING
        following = None if self._no_more else pattern.search(self._text, at)
        self._no_more = following is None
        if self._start < 0:
            return following.start() if following else end
        if following is None:
            return None
        del self._stack[self._base :]
        yield self._left(following.start())
        return following.start()

    def _left(self, end: int) -> Entry:
        """The entry at hand, whose end was not found."""
        start = self._start
        text = self._text[start:end].rstrip(_NOTHING)
        if self._base and end == len(self._text) and len(self._stack) - self._base <= DEEPEST:
            text = text.removesuffix("]").rstrip(_NOTHING)
        self._start, self._done = -1, end
        line = self._line(start)
        if self._around and not self._base:
            self._around = ""
            return Entry(line, "", None, _UNFINISHED)
        if len(self._stack) - self._base > DEEPEST:
            return Entry(line, text, None, TOO_DEEP)
        value, reason = decode(text, line)
        return Entry(line, text, value, reason)

    def _between(self, end: int) -> Iterator[Entry]:
        """What stands between two entries and belongs to none."""
        raw = self._text[self._done : end]
        text = raw.strip(_NOTHING)
        if text:
            line = self._line(self._done + len(raw) - len(raw.lstrip(_NOTHING)))
            value, reason = decode(text, line)
            yield Entry(line, text, value, reason)
        self._done = end

    def _last(self) -> Iterator[Entry]:
        """What is left at the end of the text."""
        if self._start >= 0:
            yield self._left(len(self._text))
            return
        yield from self._between(len(self._text))
        if self._stack:
            yield Entry(self._line(len(self._text)), "", None, _UNFINISHED)

    def _heard(self, tokens: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
        for token in tokens:
            self._tokens += 1
            if self._tokens % _BEAT == 0 and time.monotonic() - self._told >= SECONDS / 2:
                self._progress(Step("reading", self._count, None, "entry"))
                self._told = time.monotonic()
            yield token

    def _line(self, at: int) -> int:
        """The line of a place; places are asked for from the first to the last."""
        done, line = self._seen
        line += self._text.count("\n", done, at)
        self._seen = (max(done, at), line)
        return line
