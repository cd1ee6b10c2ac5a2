"""What a row and the detail say of priority, due day and sleep: a sign each, which never stands without its words."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from papershelf.days import day_words, due_words, kept_day, short_day
from papershelf.marks import Mark, Priority, is_asleep, is_back, is_due, is_open

Sign = Literal["high", "low", "due", "asleep", "back"]


class When(NamedTuple):
    """One thing to say.

    Attributes:
        sign: Which sign stands before it.
        words: What is said.
        presses: Whether it asks for something to be done.
    """

    sign: Sign
    words: str
    presses: bool = False


def in_row(mark: Mark, today: date) -> tuple[When, ...]:
    """What there is to say in a few cells, the most pressing first; nothing of a paper that is done with."""
    return tuple(_row(mark, today)) if mark.due or mark.snoozed or mark.priority is not Priority.NORMAL else ()


def _row(mark: Mark, today: date) -> Iterator[When]:
    day, until = today.isoformat(), kept_day(mark.snoozed)
    if is_open(mark) and (words := due_words(mark.due, today)):
        yield When("due", words, is_due(mark, day))
    if is_back(mark, day):
        yield When("back", "back", True)
    elif until is not None:
        yield When("asleep", f"asleep until {short_day(until, today)}")
    if is_open(mark) and mark.priority is not Priority.NORMAL:
        yield When("high" if mark.priority is Priority.HIGH else "low", str(mark.priority))


def in_detail(mark: Mark, today: date) -> tuple[When, ...]:
    """The same at length."""
    day, due, until = today.isoformat(), kept_day(mark.due), kept_day(mark.snoozed)
    said: list[When] = []
    if due is not None:
        is_over = is_due(mark, day) and due < today
        over = f"{due_words(mark.due, today)}: due " if is_over else "due "
        said.append(When("due", over + day_words(due, today), is_due(mark, day)))
    if until is not None and is_asleep(mark, day):
        said.append(When("asleep", f"asleep until {day_words(until, today)}"))
    elif until is not None:
        said.append(When("back", f"back since {day_words(until, today)}", True))
    if mark.priority is not Priority.NORMAL:
        said.append(When("high" if mark.priority is Priority.HIGH else "low", f"{mark.priority} priority"))
    return tuple(said)
