"""What a query may ask of the queue: what is asleep, back and due, and how much it presses."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from papershelf.days import day_of
from papershelf.marks import Entry, Mark, Priority, is_asleep, is_back, is_due
from papershelf.search.language.coming import coming_days

QUEUE_STATES: Mapping[str, Callable[[Mark, str], bool]] = MappingProxyType(
    {"snoozed": is_asleep, "back": is_back, "due": is_due}
)


def queue_state(name: str, moment: datetime) -> Callable[[Entry], bool]:
    """Whether a paper is asleep, back or due on the day of a moment."""
    test, day = QUEUE_STATES[name], day_of(moment).isoformat()
    return lambda entry: test(entry.mark, day)


def due_test(value: str, moment: datetime) -> Callable[[Entry], bool]:
    """Whether a paper is due on a day that a canonical value means; one without a day never is."""
    first, last = (day.isoformat() for day in coming_days(value, day_of(moment)))
    return lambda entry: bool(entry.mark.due) and first <= entry.mark.due <= last


def priority_test(value: str) -> Callable[[Entry], bool]:
    """Whether a paper has a priority."""
    priority = Priority(value)
    return lambda entry: entry.mark.priority is priority
