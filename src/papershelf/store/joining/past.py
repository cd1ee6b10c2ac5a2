"""What a history tells that records do not: when a field last changed, what was taken away, what a note once said."""

from collections.abc import Iterable
from typing import Any

from papershelf.store.units import Change, Unit

_TAGS, _NOTE = "tags", "note"


class Past:
    """Facts from the units of one side, gathered oldest first; times are as the units say them.

    Args:
        units: The units with their changes, oldest first.
    """

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._touched: dict[tuple[str, str], str] = {}
        self._fields: dict[tuple[str, str, str], tuple[str, Any]] = {}
        self._removed: dict[tuple[str, str], str] = {}
        self._tags_removed: dict[tuple[str, str], str] = {}
        self._notes: dict[str, dict[str, None]] = {}
        for unit in units:
            for change in unit.changes:
                self._take(change, unit.at)

    def _take(self, change: Change, at: str) -> None:
        place = (change.table, change.id)
        self._touched[place] = at
        if change.after is None:
            self._removed[place] = at
        else:
            self._removed.pop(place, None)
        before, after = change.before or {}, change.after or {}
        for field in (*before, *after):
            self._fields[(*place, field)] = (at, after.get(field))
        if change.table == "marks":
            self._take_mark(change.id, before, after, at)

    def _take_mark(self, key: str, before: dict[str, Any], after: dict[str, Any], at: str) -> None:
        old, new = _folded(before.get(_TAGS)), _folded(after.get(_TAGS))
        self._tags_removed.update(((key, tag), at) for tag in old - new)
        for tag in new:
            self._tags_removed.pop((key, tag), None)
        texts = [text for text in (before.get(_NOTE), after.get(_NOTE)) if isinstance(text, str)]
        self._notes.setdefault(key, {}).update(dict.fromkeys(texts))

    def touched(self, table: str, key: str) -> str:
        """When a record last changed; empty where the history does not say."""
        return self._touched.get((table, key), "")

    def changed(self, table: str, key: str, field: str, value: Any) -> str:
        """When a field became this value; empty where the history does not say, or left it at another value.

        The latter is so where a program that copies files has put together those of two machines.
        """
        at, became = self._fields.get((table, key, field), ("", None))
        return at if became == value else ""

    def removed(self, table: str, key: str) -> str:
        """When a record was taken away for good; empty where it was not, or came back."""
        return self._removed.get((table, key), "")

    def tag_removed(self, key: str, tag: str) -> str:
        """When a tag was taken off a paper; empty where it was not, or came back."""
        return self._tags_removed.get((key, tag.casefold()), "")

    def notes(self, key: str, value: str | None) -> Iterable[str]:
        """What the note on a paper said on its way to what it says now; none where the history ends elsewhere."""
        _, became = self._fields.get(("marks", key, _NOTE), ("", None))
        return self._notes.get(key, ()) if (became or None) == (value or None) else ()


def _folded(tags: object) -> set[str]:
    return {tag.casefold() for tag in tags if isinstance(tag, str)} if isinstance(tags, list) else set()
