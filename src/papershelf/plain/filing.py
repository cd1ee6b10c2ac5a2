"""The commands for reading lists and for the order in a list or in the queue."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from papershelf.errors import UsageError
from papershelf.library import counted
from papershelf.plain import numbers
from papershelf.plain.browsing import enter
from papershelf.plain.session import Session
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library import View
    from papershelf.lists import ReadingList

_LIST: Final = "list:"


def _views(session: Session) -> "list[View]":
    return [view for view in session.library.views() if view.section == "list"]


def lists(session: Session, typed: list[str]) -> None:
    """`lists`, `lists N`, `lists NAME`, `lists make NAME`."""
    if typed[:1] == ["make"]:
        session.done(session.library.make_list(" ".join(typed[1:])))
        return
    known = _views(session)
    if typed:
        made = _meant(session, " ".join(typed))
        enter(session, next(view for view in known if view.key == f"{_LIST}{made.id}"))
        return
    for number, view in enumerate(known, 1):
        under = f", on level {view.depth + 1} under another list" if view.depth else ""
        about = f". {safe_line(view.about)}" if view.about else ""
        session.say(f"{number}. {safe_line(view.label)}, {counted(view.count or 0, 'paper')}{under}{about}")
    ways = "lists and a number goes to one; put 1 3 on a name puts papers there; take 1 off a name takes them away."
    session.say(ways if known else "There is no reading list yet; lists make and a name makes one.")


def _meant(session: Session, reference: str) -> "ReadingList":
    """The list of a number or a name.

    Raises:
        NothingFoundError: There is none.
        UsageError: Several are meant, or there is no such number.
    """
    if reference.isascii() and reference.isdigit():
        known = _views(session)
        number = numbers.places([reference[:9]], len(known))[0]
        return session.library.find_list(known[number - 1].key.removeprefix(_LIST))
    return session.library.find_list(reference)


def put(session: Session, typed: list[str]) -> None:
    """`put N… on LIST`."""
    named, made = _filed(session, typed, "on")
    session.done(session.library.put_into(made.id, session.chosen(named)))


def take(session: Session, typed: list[str]) -> None:
    """`take N… off LIST`."""
    named, made = _filed(session, typed, "off")
    session.done(session.library.take_out(made.id, session.chosen(named)))


def _filed(session: Session, typed: Sequence[str], between: str) -> "tuple[Sequence[str], ReadingList]":
    named, others = numbers.split(typed)
    if len(others) < 2 or others[0].lower() != between:
        verb = "put" if between == "on" else "take"
        raise UsageError(f"It is {verb}, numbers, {between}, and the name of a list: {verb} 1 3 {between} thesis.")
    return named, _meant(session, " ".join(others[1:]))


def move(session: Session, typed: list[str]) -> None:
    """`move N… up|down|top|bottom`: in the list shown, or else in the queue."""
    named, others = numbers.apart(typed)
    if len(others) != 1:
        raise UsageError("Where to? up, down, top or bottom, as in move 3 top.")
    ids, where = session.chosen(named), others[0].lower()
    made = next((view for view in _views(session) if view.query == session.place.view), None)
    if made is None:
        session.done(session.library.move_in_queue(ids, where))
    else:
        session.done(session.library.move_in_list(made.key.removeprefix(_LIST), ids, where))
    hand = session.paper_id
    session.look_up()  # an order that was changed is worth nothing if the numbers still mean the old one
    session.paper_id = hand
