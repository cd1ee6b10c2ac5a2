"""One record as two sides have it: what its parts are judged by, and where disagreement is written down."""

from dataclasses import dataclass
from typing import Any

from papershelf.store.joining.sides import Conflict, Side, moment
from papershelf.store.layout import Record

OURS, THEIRS = 0, 1
_NAMES = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class Case:
    """A record under judgement.

    Attributes:
        key: Its id.
        sides: Ours and theirs.
        conflicts: What was found to disagree; grows.
    """

    key: str
    sides: tuple[Side, Side]
    conflicts: list[Conflict]

    def stamp(self, side: int, table: str, record: Record, field: str) -> str:
        """When a field last changed on a side; empty where that is not known."""
        changed = record.get("changed")
        at = changed.get(field) if isinstance(changed, dict) else None
        return at if isinstance(at, str) else self.sides[side].past.changed(table, self.key, field, record.get(field))

    def last(self, side: int, table: str, record: Record) -> float:
        """When anything of a record last changed on a side."""
        changed = record.get("changed")
        stamps = [at for at in changed.values() if isinstance(at, str)] if isinstance(changed, dict) else []
        sources = record.get("sources")
        for listing in sources if isinstance(sources, list) else ():
            stamps.append(str(listing.get("imported_at", "")))
        stamps += [str(record.get("added_at", "")), str(record.get("at", ""))]
        return max(map(moment, [*stamps, self.sides[side].past.touched(table, self.key)]))

    def removed(self, side: int, table: str) -> float:
        """When a side took the record away; 0 where it did not, as far as is known."""
        return moment(self.sides[side].past.removed(table, self.key))

    def tell(self, table: str, field: str, chosen: int | None, ours: Any, theirs: Any) -> None:
        """Write down what was decided; None stands for both."""
        name = "both" if chosen is None else _NAMES[chosen]
        self.conflicts.append(Conflict(table, self.key, field, name, ours, theirs))
