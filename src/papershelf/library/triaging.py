"""The part of `Library` for what a triage decides, each decision one undoable unit."""

from collections.abc import Sequence

from papershelf.library.editing import Editing
from papershelf.store import Unit


class Triaging(Editing):
    """Takes papers up, or leaves them; `snooze` puts them off."""

    def take_up(self, ids: Sequence[str], *, starred: bool = False) -> Unit | None:
        """Keep papers: those in the inbox, put off or skipped go into the queue; being read and read stay so.

        Args:
            ids: Which ones.
            starred: Whether to star them too; a star that is there stays.
        """
        return self._tell(self._marker.take_up(ids, starred=starred))
