"""What a clause asks for: a column, the mark alone, the id; only what nobody knows has to be asked of every paper."""

import time
from collections.abc import Hashable, Mapping
from typing import Final

from papershelf.days import day_of
from papershelf.marks import Status
from papershelf.search.language.dates import is_age
from papershelf.search.language.filters import Context
from papershelf.search.language.nodes import Clause
from papershelf.search.language.queue_filters import QUEUE_STATES

MARK: Final = "mark"
"""Instead of a column: it is asked of the mark alone."""
MEMBERS: Final = "members"
"""Instead of a column: it names papers by their ids."""
NAMES: Final = "names"
"""Instead of a column: it names papers by the beginning of an id, or an identifier."""

_CLAUSES: Final[Mapping[str, str]] = {
    **{f"is:{state}": MARK for state in ("starred", *Status, *QUEUE_STATES)},
    "is:selected": MEMBERS,
    "is:again": "pages",
    "has:code": "links",
    "has:model": "links",
    "has:dataset": "links",
    "has:link": "links",
    "has:note": MARK,
    "has:tag": MARK,
    "has:rating": MARK,
    "has:due": MARK,
    "has:venue": "venue",
    "has:keyword": "keywords",
    "has:votes": "votes",
    "has:pdf": "pdf",
    "tag": MARK,
    "list": MEMBERS,
    "source": "pages",
    "venue": "venue",
    "keyword": "keywords",
    "rating": MARK,
    "seen": "pages",
    "votes": "votes",
    "id": NAMES,
    "added": "added",
    "published": "published",
    "first": "pages",
    "last": "pages",
    "due": MARK,
    "priority": MARK,
}
_BY_TIME: Final = frozenset({"added", "published", "first", "last"})
SORTED_BY: Final[Mapping[str, str]] = {
    "added": "added",
    "title": "title",
    "published": "published",
    "rating": MARK,
    "seen": "pages",
    "status": MARK,
    "changed": MARK,
    "first": "pages",
    "last": "pages",
    "votes": "votes",
    "due": MARK,
    "priority": MARK,
    "queue": "queue",
}
"""What each order asks for; `title` and `queue` are ranks of their own."""


def asked_of(clause: Clause) -> str | None:
    """The column that a clause asks, or one of the words above; None where nobody knows."""
    return _CLAUSES.get(f"{clause.name}:{clause.value}", _CLAUSES.get(clause.name))


def holds_for(clause: Clause, context: Context) -> Hashable:
    """By what else a clause answers than by paper and mark: an answer is the same as long as this is."""
    if clause.name == "tag":
        return frozenset(context.tags)
    if clause.name == "source":
        return frozenset(context.sources)
    if asked_of(clause) == MARK:
        return day_of(context.moment())
    is_relative = is_age(clause.value) or "day" in clause.value
    return time.tzname, time.timezone, context.moment() if clause.name in _BY_TIME and is_relative else None
