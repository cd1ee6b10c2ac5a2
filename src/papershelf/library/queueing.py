"""The part of `Library` for what is to be read when: priority, due days, snoozing."""

from collections.abc import Sequence

from papershelf.library.editing import Editing
from papershelf.store import Unit


class Queueing(Editing):
    """Says how much papers press, by when they are to be read, and until when they are put off."""

    def prioritise(self, ids: Sequence[str], priority: str) -> Unit | None:
        """Say how much papers press: `high`, `normal` or `low`."""
        return self._tell(self._marker.prioritise(ids, priority))

    def set_due(self, ids: Sequence[str], day: str) -> Unit | None:
        """Say by which day papers are to be read, in words as `days.parse_day` takes them; none for an empty text.

        Raises:
            UsageError: No day is meant.
        """
        return self._tell(self._marker.set_due(ids, day))

    def snooze(self, ids: Sequence[str], day: str) -> Unit | None:
        """Put papers off until a day, in words likewise; an empty text brings them back now.

        Raises:
            UsageError: No day is meant.
        """
        return self._tell(self._marker.snooze(ids, day))
