"""What a change did, in words: paper by paper, view by view and list by list, field by field."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from papershelf.library.events import counted
from papershelf.library.telling_lists import list_words
from papershelf.store import Change, Store, Unit
from papershelf.text import safe_line

_TEXT_SHOWN = 60  # characters of a value
_PLAIN = frozenset(("name", "query", "rating", "status", "published", "title", "priority", "due", "snoozed", "review"))
_WORDS = {
    "place": "moved in the queue",
    "also": "merged with another paper",
    "distinct_from": "told apart from another paper",
}
_DEFAULTS = {"status": "inbox", "priority": "normal"}


class Told(NamedTuple):
    """What became of one paper, view or list.

    Attributes:
        id: Of the paper, the view or the list.
        name: What a person calls it.
        words: What happened: “starred, +nlp, status inbox → queued”.
    """

    id: str
    name: str
    words: str


def tell(unit: Unit, store: Store) -> list[Told]:
    """Each record of a unit in words, in the order of its changes; names come from wherever they are still known."""
    by_record: dict[tuple[str, str], list[Change]] = {}
    for change in unit.changes:
        of = change.table if change.table in ("views", "lists") else "papers"
        by_record.setdefault((of, change.id), []).append(change)
    return [
        Told(key, _name(key, changes, store), "; ".join(_words(changes))) for (_, key), changes in by_record.items()
    ]


def _name(key: str, changes: list[Change], store: Store) -> str:
    if changes[0].table == "views":
        view = store.views.get(key)
        return view.name if view else _text(changes, "name") or key
    if changes[0].table == "lists":
        made = store.lists.get(key)
        return made.name if made else _text(changes, "name") or key
    if paper := store.papers.get(key):
        return paper.title
    if trashed := store.trash.get(key):
        return trashed.paper.title
    return _text(changes, "title") or key


def _text(changes: list[Change], field: str) -> str:
    """A field as a change still holds it."""
    for change in changes:
        for side in (change.after, change.before):
            inner = side.get("paper", side) if isinstance(side, dict) else {}
            value = inner.get(field) if isinstance(inner, dict) else None
            if isinstance(value, str) and safe_line(value):
                return safe_line(value)
    return ""


def _words(changes: list[Change]) -> list[str]:
    moves = {change.table: (change.before is None, change.after is None) for change in changes}
    if "trash" in moves and "papers" in moves:
        into, out = moves["trash"]
        if into or out:
            return ["moved to the trash" if into else "restored from the trash"]
    if "lists" in moves:
        return [word for change in changes for word in list_words(change.before, change.after)]
    return [word for change in changes for word in _words_of(change)]


def _words_of(change: Change) -> Iterator[str]:
    noun = {"papers": "the paper", "views": "the view", "trash": "the trash", "marks": "marks"}.get(change.table, "")
    if change.table == "trash" and change.after is None:
        yield "purged from the trash"
    elif change.table != "marks" and change.before is None:
        yield f"{noun} came"
    elif change.table != "marks" and change.after is None:
        yield f"{noun} went"
    else:
        before, after = _fields(change.before), _fields(change.after)
        if change.table == "trash":
            before, after = _fields(before.get("mark")), _fields(after.get("mark"))
        for name in dict.fromkeys((*before, *after)):
            if name != "changed" and before.get(name) != after.get(name):
                yield _field(name, before.get(name), after.get(name))


def _field(name: str, was: Any, now: Any) -> str:
    if name == "starred":
        return "starred" if now else "unstarred"
    if name == "tags":
        old, new = _texts(was), _texts(now)
        return " ".join((*(f"+{tag}" for tag in new if tag not in old), *(f"-{tag}" for tag in old if tag not in new)))
    if name == "note":
        return f"note {_length(was)} → {_length(now)}"
    if name in _PLAIN:
        default = _DEFAULTS.get(name, "none")
        return f"{name} {_short(was, default)} → {_short(now, default)}"
    return _WORDS.get(name, f"{safe_line(name)} changed")


def _fields(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [safe_line(item) for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _length(value: Any) -> str:
    return counted(len(value), "character") if isinstance(value, str) else "none"


def _short(value: Any, default: str) -> str:
    text = default if value is None else safe_line(str(value)[: 4 * _TEXT_SHOWN])
    return text if len(text) <= _TEXT_SHOWN else text[: _TEXT_SHOWN - 1] + "…"
