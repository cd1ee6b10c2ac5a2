"""The steps of the tutorial: what to do, in words that name the person's own keys, and how it is known to be done."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from papershelf.commands.keymap import Keymap
from papershelf.store import Change

Deed = str  # the id of a step that was done
PALETTE = "app.palette"


class Step(NamedTuple):
    """Something to try.

    Attributes:
        id: Names it in the file that remembers what was done.
        command: The command that it is about.
        does: What to do, after the command's key.
        done: What to say when it was done.
        others: Further commands whose keys the words name, in their order, as `{0}`, `{1}` …
    """

    id: Deed
    command: str
    does: str
    done: str
    others: tuple[str, ...] = ()


STEPS: tuple[Step, ...] = (
    Step(
        "search", "main.search", "begins a search. Type a few letters of a topic, as misspelt as you like, then enter.",
        "Found.",
    ),
    Step("star", "paper.star", "stars the paper under the cursor; the same key takes the star away.", "Starred."),
    Step(
        "tag", "paper.tags", "gives it tags. Type one, such as first/try, and press enter until you are back here.",
        "Tagged.",
    ),
    Step("note", "paper.note", "opens its note. Write a line; escape saves it and comes back.", "Noted."),
    Step(
        "triage", "main.triage", "goes through what is listed, a key a paper: {0} keeps, {1} skips, {2} leaves.",
        "That was triage.", ("triage.keep", "triage.skip", "triage.close"),
    ),
    Step("copy", "copy.title", "copies the title; every other piece has a letter too.", "Copied."),
    Step("undo", "paper.undo", "takes back what you did last, whatever it was, also another day.", "Taken back."),
    Step("help", "app.help", "shows every key that works where you are. Escape leaves it.", "That was all of it."),
)  # fmt: skip
ENDING = "The documents go on from here: docs/tutorial.md, or papershelf --help."


def first_open(done: Iterable[Deed]) -> Step | None:
    """The step to do next; None where all are done."""
    known = frozenset(done)
    return next((step for step in STEPS if step.id not in known), None)


def words_of(step: Step, keys: Keymap) -> str:
    """What to do; a command without a key is found in the palette."""
    others = [keys.shown(each) or "(no key)" for each in step.others]
    does = step.does.format(*others)
    key = keys.shown(step.command)
    return f"{key} {does}" if key else f"“{step.id}” in the palette ({keys.shown(PALETTE) or 'no key'}) {does}"


def deeds_of(changes: Sequence[Change]) -> frozenset[Deed]:
    """Which steps a change of the library is."""
    found: set[Deed] = set()
    gained: tuple[tuple[Deed, str, Callable[[object, object], bool]], ...] = (
        ("star", "starred", lambda before, after: bool(after) and not before),
        ("tag", "tags", lambda before, after: bool(set(_items(after)) - set(_items(before)))),
        ("note", "note", lambda before, after: bool(after) and after != before),
    )
    for change in changes:
        if change.table == "marks" and change.after is not None:
            before = change.before or {}
            found |= {deed for deed, field, is_so in gained if is_so(before.get(field), change.after.get(field))}
    return frozenset(found)


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()
