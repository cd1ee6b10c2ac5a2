"""The commands that mark papers: star, status, tags, rating, priority, due day, sleep, trash."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from papershelf.days import parse_day
from papershelf.errors import UsageError
from papershelf.marks import Status, parse_priority, parse_status
from papershelf.plain import numbers
from papershelf.plain.session import Session

if TYPE_CHECKING:
    from papershelf.store import Unit

_NO_DAY = ("none", "never", "wake", "off")


def star(session: Session, typed: list[str]) -> None:
    """`star N…`."""
    session.done(session.library.star(session.only(typed)))


def unstar(session: Session, typed: list[str]) -> None:
    """`unstar N…`."""
    session.done(session.library.unstar(session.only(typed)))


def delete(session: Session, typed: list[str]) -> None:
    """`delete N…`."""
    session.done(session.library.delete(session.only(typed)))


def status(session: Session, typed: list[str]) -> None:
    """`status N… WORD`, in whichever order."""
    named, word = _with_word(typed, f"Which status? One of {', '.join(Status)}, as in status 1 3 read.")
    wanted = parse_status(word)
    unit = session.library.set_status(session.chosen(named), wanted)
    session.done(unit, session.library.beyond_reading(session.config.most_reading) if wanted is Status.READING else "")


def priority(session: Session, typed: list[str]) -> None:
    """`priority N… LEVEL`, in whichever order."""
    named, word = _with_word(typed, "Which priority? high, normal or low, as in priority 1 high.")
    wanted = parse_priority(word)
    session.done(session.library.prioritise(session.chosen(named), wanted))


def _with_word(typed: Sequence[str], question: str) -> tuple[list[str], str]:
    """Numbers and the one other word.

    Raises:
        UsageError: There is none, or there are several.
    """
    named, others = numbers.apart(typed)
    if len(others) != 1:
        raise UsageError(question)
    return named, others[0]


def tag(session: Session, typed: list[str]) -> None:
    """`tag N… +x -y`; alone: every tag there is."""
    if not typed:
        from papershelf.plain.browsing import tags

        tags(session)
        return
    named, others = numbers.apart(typed)
    if not others or any(word[0] not in "+-" for word in others):
        raise UsageError("Put a plus before each tag to add and a minus before each to take off: tag 1 3 +nlp -old.")
    add = [word[1:] for word in others if word[0] == "+"]
    remove = [word[1:] for word in others if word[0] == "-"]
    session.done(session.library.tag(session.chosen(named), add, remove))


def rate(session: Session, typed: list[str]) -> None:
    """`rate N… RATING`; with the rating alone it is for the paper in hand."""
    if not typed or not all(map(numbers.is_numbers, typed)):
        raise UsageError("Give a rating from 1 to 5, or 0 for none, after the papers: rate 2 5.")
    session.done(session.library.rate(session.chosen(typed[:-1]), typed[-1]))


def due(session: Session, typed: list[str]) -> None:
    """`due N… DAY`."""
    named, day = _with_day(session, typed, "due 1 tomorrow, or due 1 none")
    session.done(session.library.set_due(session.chosen(named), day))


def snooze(session: Session, typed: list[str]) -> None:
    """`snooze N… DAY`."""
    named, day = _with_day(session, typed, "snooze 1 monday, or snooze 1 none")
    session.done(session.library.snooze(session.chosen(named), day))


def _with_day(session: Session, typed: Sequence[str], example: str) -> tuple[Sequence[str], str]:
    """Papers and the day; an empty day takes away.

    Raises:
        UsageError: No day is named.
    """
    named, day = numbers.split_before(typed, _is_day(session))
    if not day:
        raise UsageError(f"By which day? As in {example}.")
    return named, "" if day.lower() in _NO_DAY else day


def _is_day(session: Session) -> Callable[[str], bool]:
    today = session.today

    def judge(words: str) -> bool:
        if words.lower() in _NO_DAY:
            return True
        try:
            parse_day(words, today)
        except UsageError:
            return False
        return True

    return judge


def take_back(session: Session, typed: list[str]) -> None:
    """`undo`, or `undo N` for a number of the history."""
    _told(session, session.library.undo(_past(session, typed)), "undo")


def do_again(session: Session, typed: list[str]) -> None:
    """`redo`, or `redo N` likewise."""
    _told(session, session.library.redo(_past(session, typed)), "redo")


def _past(session: Session, typed: Sequence[str]) -> str | None:
    if not typed:
        return None
    if not session.past:
        raise UsageError("Type history first: its numbers name the changes.")
    found = numbers.places(typed, len(session.past)) if all(map(numbers.is_numbers, typed)) else []
    if len(found) != 1:
        raise UsageError("One number of the history, please, or none for the last change.")
    return session.past[found[0] - 1]


def _told(session: Session, unit: "Unit | None", verb: str) -> None:
    from papershelf.library import counted, describe
    from papershelf.plain.speech import sentence
    from papershelf.text import safe_line

    if unit is None:
        session.say(f"There is nothing to {verb}.")
        return
    session.say(sentence(safe_line(describe(unit))))
    if unit.left:
        session.say(f"Left as it is, because it was changed meanwhile: {counted(len(unit.left), 'field')}.")
