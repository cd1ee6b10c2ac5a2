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
        self._fields: dict[tuple[str, str, str], str] = {}
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
            self._fields[(*place, field)] = at
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

    def changed(self, table: str, key: str, field: str) -> str:
        """When a field last changed; empty where the history does not say."""
        return self._fields.get((table, key, field), "")

    def removed(self, table: str, key: str) -> str:
        """When a record was taken away for good; empty where it was not, or came back."""
        return self._removed.get((table, key), "")

    def tag_removed(self, key: str, tag: str) -> str:
        """When a tag was taken off a paper; empty where it was not, or came back."""
        return self._tags_removed.get((key, tag.casefold()), "")

    def notes(self, key: str) -> Iterable[str]:
        """What the note on a paper said at any time."""
        return self._notes.get(key, ())


def _folded(tags: object) -> set[str]:
    return {tag.casefold() for tag in tags if isinstance(tag, str)} if isinstance(tags, list) else set()
