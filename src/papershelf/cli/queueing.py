"""The verbs of what is to be read when: queue, next, due, snooze, priority, with their grammar."""

import argparse
from collections.abc import Sequence

from papershelf.cli.grammar import Verb, count, with_json
from papershelf.cli.marking import mark
from papershelf.cli.opening import open_library
from papershelf.cli.output import SHOWN_ID, put, put_json, say
from papershelf.cli.rows import put_ids
from papershelf.days import day_of, due_words
from papershelf.errors import UsageError

NONE = ("none", "")  # in place of a day
_DAY = "the papers, then a day: tomorrow, mon, +2w, 'in 3 days', 24.12., 2026-12-24; or none"


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are.

    Args:
        verb: Adds one.
    """
    made = verb(
        "queue",
        queue,
        "List the queue in its order, or move papers in it.",
        "queue",
        "queue --json",
        "queue --move ab12 top",
    )
    made.add_argument("--move", nargs="+", metavar="ID", help="these papers, then up, down, top or bottom")
    with_json(made)
    made = verb(
        "next",
        next_papers,
        "Say what to read next, and why.",
        "next",
        "next --limit 3 --json",
    )
    made.add_argument("--limit", type=count, metavar="N", default=5)
    with_json(made)
    made = verb(
        "due",
        due,
        "Say by which day papers are to be read.",
        "due ab12 fri",
        "due ab12 cd34 2026-12-24",
        "due ab12 none",
    )
    made.add_argument("words", nargs="+", metavar="ID… DAY", help=_DAY)
    made = verb(
        "snooze",
        snooze,
        "Put papers off until a day; none wakes them.",
        "snooze ab12 +2w",
        "snooze ab12 none",
    )
    made.add_argument("words", nargs="+", metavar="ID… DAY", help=_DAY)
    made = verb(
        "priority",
        priority,
        "Say how much papers press.",
        "priority ab12 high",
        "priority ab12 cd34 normal",
    )
    made.add_argument("words", nargs="+", metavar="ID… LEVEL", help="the papers, then high, normal or low")


def queue(arguments: argparse.Namespace) -> int:
    """`papershelf queue`."""
    if arguments.move:
        if arguments.json:
            raise UsageError("--json belongs to the list of the queue, not to --move.")
        ids, where = _parted(arguments.move, "up, down, top or bottom")
        return mark(arguments, ids, lambda library, chosen: library.move_in_queue(chosen, where))
    from papershelf.exporters import entry_json
    from papershelf.marks import Priority

    with open_library(arguments) as library:
        entries, today = library.queue(), day_of(library.now)
    if arguments.json:
        put_json({"papers": [entry_json(entry) for entry in entries]})
    elif not put_ids(entry.paper.id for entry in entries):
        for number, entry in enumerate(entries, 1):
            pressing = "" if entry.mark.priority is Priority.NORMAL else str(entry.mark.priority)
            notes = ", ".join(filter(None, (pressing, due_words(entry.mark.due, today))))
            tail = f"  ({notes})" if notes else ""
            put(f"{entry.paper.id:<{SHOWN_ID}}  {number:>3}  {entry.paper.title}{tail}")
    if not entries:
        say("papershelf: the queue is empty.")
    return 0 if entries else 1


def next_papers(arguments: argparse.Namespace) -> int:
    """`papershelf next`."""
    from papershelf.exporters import entry_json

    with open_library(arguments) as library:
        picks = library.what_next(arguments.limit)
    if arguments.json:
        put_json({"papers": [entry_json(one.entry) | {"reasons": list(one.reasons)} for one in picks]})
    elif not put_ids(one.entry.paper.id for one in picks):
        for one in picks:
            put(f"{one.entry.paper.id:<{SHOWN_ID}}  {one.entry.paper.title}")
            put(f"{'':<{SHOWN_ID}}  {', '.join(one.reasons)}")
    if not picks:
        say("papershelf: nothing is queued, being read, due or back.")
    return 0 if picks else 1


def due(arguments: argparse.Namespace) -> int:
    """`papershelf due`."""
    ids, day = _with_day(arguments)
    return mark(arguments, ids, lambda library, chosen: library.set_due(chosen, day))


def snooze(arguments: argparse.Namespace) -> int:
    """`papershelf snooze`."""
    ids, day = _with_day(arguments)
    return mark(arguments, ids, lambda library, chosen: library.snooze(chosen, day))


def priority(arguments: argparse.Namespace) -> int:
    """`papershelf priority`."""
    ids, level = _parted(arguments.words, "high, normal or low")
    return mark(arguments, ids, lambda library, chosen: library.prioritise(chosen, level))


def _with_day(arguments: argparse.Namespace) -> tuple[Sequence[str], str]:
    ids, day = _parted(arguments.words, "a day, or none")
    return ids, "" if day.strip().lower() in NONE else day


def _parted(words: Sequence[str], last: str) -> tuple[Sequence[str], str]:
    """The papers and what is said of them.

    Raises:
        UsageError: One of both is missing.
    """
    if len(words) < 2:
        raise UsageError(f"Name at least one paper, then {last}.")
    return words[:-1], words[-1]
