"""The way back through former searches, and forward again to what was being typed."""

from collections.abc import Sequence


class History:
    """Walks through former searches; the walk ends when something is typed."""

    def __init__(self) -> None:
        self._stops: tuple[str, ...] = ()  # what was being typed, then the former searches, the last first
        self._at = 0

    @property
    def is_walking(self) -> bool:
        """Whether a former search stands in the line."""
        return self._at > 0

    def back(self, typed: str, recent: Sequence[str]) -> str | None:
        """One search further back, or None where there is none.

        Args:
            typed: What stands in the line.
            recent: Former searches, the last first; looked at when the walk begins.
        """
        if not self.is_walking:
            self._stops = (typed, *(text for text in recent if text.strip() != typed.strip()))
        if self._at + 1 >= len(self._stops):
            return None
        self._at += 1
        return self._stops[self._at]

    def forward(self) -> str | None:
        """One search forward, at last what was being typed; None where no walk is under way."""
        if not self.is_walking:
            return None
        self._at -= 1
        return self._stops[self._at]

    def stop(self) -> None:
        """Stay here: what stands in the line is the person's own now."""
        self._at = 0
