"""Leaving a screen once: whoever is not in front has been left already, or waits beneath another."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


class LeftOnce(Screen[Result]):
    """A screen that only leaves from the front; Textual's own `dismiss` would take whichever is there.

    A modal one has `ModalScreen` first among its bases: Textual takes styles from the first alone.
    """

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave, unless this screen is not in front: a click or a key that came late was meant for it as it was."""
        if self.is_active:
            return super().dismiss(result)
        return AwaitComplete()
