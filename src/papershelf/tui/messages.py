"""Messages that cross from one part of the screen to another."""

from textual.message import Message

from papershelf.library import Changed


class LibraryChanged(Message):
    """Papers or marks are different now, by this person or by another process."""

    def __init__(self, change: Changed) -> None:
        """Carry the change."""
        super().__init__()
        self.change = change
