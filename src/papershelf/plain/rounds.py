"""Triage and review: one paper at a time, one letter for what becomes of it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papershelf.commands import command_of
from papershelf.errors import NothingFoundError, PapershelfError
from papershelf.library import counted
from papershelf.library.reviewing import HANDFUL
from papershelf.marks import Status
from papershelf.plain import numbers, words
from papershelf.plain.session import Session
from papershelf.text import safe, safe_line

if TYPE_CHECKING:
    from papershelf.store import Unit

Change = Callable[[Session, str, str], "Unit | None"]
Command = Callable[[Session, list[str]], None]


class Deed(NamedTuple):
    """What may become of a paper.

    Attributes:
        names: What is typed for it, the letter of the screen first.
        command: The id of the command whose help says what it does.
        change: Does it to a paper of a session; the third is what was typed besides.
        said: How often it was done, in words.
    """

    names: tuple[str, ...]
    command: str
    change: Change
    said: str


def _later(session: Session, paper_id: str, day: str) -> "Unit | None":
    return session.library.snooze([paper_id], day or "tomorrow")


def _kept(session: Session, paper_id: str, _: str) -> "Unit | None":
    return session.library.keep([paper_id], days=session.config.review_days)


TRIAGE: tuple[Deed, ...] = (
    Deed(("a", "keep"), "triage.keep", lambda session, one, _: session.library.take_up([one]), "kept"),
    Deed(("s", "star"), "triage.star", lambda session, one, _: session.library.take_up([one], starred=True), "starred"),
    Deed(("d", "later"), "triage.later", _later, "put off"),
    Deed(("x", "skip"), "triage.skip", lambda session, one, _: session.library.set_status([one], "skipped"), "skipped"),
)
REVIEW: tuple[Deed, ...] = (
    Deed(("a", "keep"), "review.keep", _kept, "kept"),
    Deed(
        ("r", "read"),
        "review.read",
        lambda session, one, _: session.library.set_status([one], Status.READING),
        "to read",
    ),
    Deed(("x", "let go"), "review.let_go", lambda session, one, _: session.library.let_go([one]), "let go"),
)
_WAYS = (
    ("b", "back", "the paper before"),
    ("f", "pass", "the next paper, this one stays as it is"),
    ("u", "undo", "take the last decision back, and return to its paper"),
    ("t", "tag", "add and remove tags: t +nlp -old"),
    ("n", "note", "write its note"),
    ("o", "open", "open one of its links by number"),
    ("y", "copy", "copy something of it: y title"),
    ("q", "quit", "leave"),
)


def triage(session: Session, typed: list[str]) -> None:
    """`triage`, or `triage N…`: what is listed, paper by paper."""
    ids = session.only(typed) if typed else list(session.place.ids)
    if not ids:
        raise NothingFoundError("There is nothing listed to triage.")
    _Round(session, "Triage", ids, TRIAGE, {}).go()


def review(session: Session, typed: list[str]) -> None:
    """`review`: what was starred or noted long ago."""
    numbers.alone("review", typed)
    days = session.config.review_days
    found = session.library.reviews(HANDFUL, days=days)
    if not found:
        off = "The review is off; the setting review_days turns it on."
        raise NothingFoundError("No paper waits to be looked at again." if days else off)
    why = {each.entry.paper.id: each.words for each in found}
    _Round(session, "Review", list(why), REVIEW, why).go()


class _Round:
    """One way through papers; which ones stays fixed."""

    def __init__(
        self, session: Session, name: str, ids: Sequence[str], deeds: Sequence[Deed], why: Mapping[str, str]
    ) -> None:
        self._session = session
        self._name = name
        self._ids = list(dict.fromkeys(ids))
        self._deeds = {name: deed for deed in deeds for name in deed.names}
        self._why = why
        self._place = 0
        self._done: list[tuple[int, str, str]] = []  # place, what was done, the change; the last at the end
        self._is_over = False

    def go(self) -> None:
        """Ask about one paper after the other, until the last, or until the person leaves."""
        letters = ", ".join(f"{deed.names[0]} {deed.names[1]}" for deed in dict.fromkeys(self._deeds.values()))
        self._session.say(f"{self._name} of {counted(len(self._ids), 'paper')}: {letters}, q quit, ? help.")
        try:
            self._show()
            while not self._is_over and self._place < len(self._ids):
                self._answer(self._ask())
        finally:
            self._tell()

    def _ask(self) -> list[str]:
        try:
            return safe(self._session.talk.ask(f"{self._name}, {self._place + 1} of {len(self._ids)}>")).split()
        except KeyboardInterrupt:
            return ["quit"]

    def _show(self) -> None:
        """Say the paper in front; those that are gone are passed over."""
        session = self._session
        while self._place < len(self._ids):
            entry = session.library.entry(self._ids[self._place])
            if entry is not None:
                session.paper_id = entry.paper.id
                why = self._why.get(entry.paper.id, "")
                session.say("", *words.head(entry, session.today), *([f"Why: {safe_line(why)}."] if why else []))
                session.say("", *words.abstract(entry.paper), *words.note(entry.mark))
                return
            session.say("One paper is not in the library any more.")
            self._place += 1

    def _answer(self, typed: list[str]) -> None:
        try:
            self._session.take_in_changes()
            name = "let go" if typed == ["let", "go"] else typed[0].lower() if typed else ""
            if deed := self._deeds.get(name):
                self._decide(deed, " ".join(typed[1:]) if name != "let go" else "")
            else:
                self._other(name, typed)
        except PapershelfError as error:
            self._session.say(error.message)

    def _decide(self, deed: Deed, rest: str) -> None:
        unit = deed.change(self._session, self._ids[self._place], rest)
        self._done.append((self._place, deed.said, unit.id if unit else ""))
        self._session.say(f"{deed.said[:1].upper()}{deed.said[1:]}." if unit else "It was so already.")
        self._step(1)

    def _step(self, step: int) -> None:
        if self._place + step < 0:
            self._session.say("This is the first paper.")
            return
        self._place += step
        self._show()

    def _other(self, name: str, typed: list[str]) -> None:
        from papershelf.plain import marking, moving, noting

        # Without a number these are about the paper in hand, which is the one in front.
        besides: Mapping[str, Command] = {
            "t": marking.tag, "tag": marking.tag, "n": noting.note, "note": noting.note,
            "o": moving.browse, "open": moving.browse, "y": moving.copy, "copy": moving.copy,
        }  # fmt: skip
        self._session.paper_id = self._ids[self._place]
        if name in besides:
            besides[name](self._session, typed[1:])
        elif name in ("b", "back"):
            self._step(-1)
        elif name in ("f", "pass"):
            self._step(1)
        elif name in ("u", "undo"):
            self._take_back()
        elif name in ("q", "quit"):
            self._is_over = True
        else:
            self._help()

    def _take_back(self) -> None:
        if not self._done:
            self._session.say("Nothing was decided yet.")
            return
        place, said, unit = self._done[-1]
        if unit:
            self._session.library.undo(unit)
        self._done.pop()
        self._place = place
        self._session.say(f"Taken back: {said}.")
        self._show()

    def _help(self) -> None:
        for deed in dict.fromkeys(self._deeds.values()):
            does = command_of(deed.command).help.partition(": ")[2]
            day = "; or until a day: d monday" if deed.change is _later else ""
            self._session.say(f"{deed.names[0]}, {deed.names[1]}: {does.rstrip('.')}{day}")
        self._session.say(*(f"{letter}, {name}: {does}" for letter, name, does in _WAYS))

    def _tell(self) -> None:
        """Say what came of it."""
        counts = Counter(said for _, said, _ in self._done)
        told = ", ".join(f"{count} {said}" for said, count in counts.items()) or "nothing decided"
        left = len(self._ids) - len({place for place, _, _ in self._done})
        self._session.say(f"{self._name} ended: {told}; {left} left. Each decision can be undone.")
