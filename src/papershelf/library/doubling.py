"""The part of `Library` for papers that are one under two ids."""

from typing import TYPE_CHECKING

from papershelf.library.editing import Editing
from papershelf.progress import Progress, unheard
from papershelf.store import Unit

if TYPE_CHECKING:
    from papershelf.identity import NearDuplicate


class Doubling(Editing):
    """Finds such papers, merges them, and remembers which are not the same."""

    def duplicates(self, progress: Progress = unheard) -> "list[NearDuplicate]":
        """Pairs of papers that may be one, the surest first, without those that a person told apart.

        Args:
            progress: Told how far it is, and may call it off.

        Returns:
            Each pair once: `other_id` is the paper that came first, `paper_id` the later one.

        Raises:
            Cancelled: It was called off.
        """
        from papershelf.identity import pairs

        found = pairs(self._store.papers.values(), progress)
        return [pair for pair in found if not self.are_apart(pair.paper_id, pair.other_id)]

    def merge_papers(self, keep_id: str, other_id: str) -> Unit | None:
        """Make one paper of two that are the same.

        The first keeps its id and title; authors, identifiers, links and listings of both are its own then, and so
        are tags and notes, the star, the further status and the higher rating. The other one goes; an import that
        meets it again knows it.

        Args:
            keep_id: The paper that stays.
            other_id: The paper that becomes part of it.

        Raises:
            NothingFoundError: One of them is not in the library.
            UsageError: They are the same already.
        """
        from papershelf.library.doubles import merge_papers

        return self._tell(merge_papers(self._store, self._clock, keep_id, other_id))

    def not_the_same(self, one: str, other: str) -> Unit | None:
        """Remember that two papers that look alike are not the same; None where that is known.

        Raises:
            NothingFoundError: One of them is not in the library.
            UsageError: They are one.
        """
        from papershelf.library.doubles import tell_apart

        return self._tell(tell_apart(self._store, one, other))
