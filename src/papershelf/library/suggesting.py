"""The part of `Library` that suggests: what is like the starred papers, and which tags fit."""

from papershelf.library.editing import Editing


class Suggesting(Editing):
    """Learns from what a person starred, rated and tagged; from the library's own index alone."""

    @property
    def suggests(self) -> bool:
        """Whether the person wants suggestions; without them nothing here finds anything."""
        return self._finder.liking.is_wanted

    @suggests.setter
    def suggests(self, wanted: bool) -> None:
        self._finder.liking.is_wanted = wanted

    def liked_spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """The words of a text that are telling for the papers that were starred, or rated 4 or 5.

        Args:
            text: The text exactly as it will be shown.

        Returns:
            Half-open ranges, in order, not touching; none while the index is not there (`is_warm`), where nothing
            is starred, or where suggestions are not wanted (`suggests`).
        """
        return self._finder.liking.spans(text)
