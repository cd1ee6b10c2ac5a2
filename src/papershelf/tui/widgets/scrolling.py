"""The registry's `move.*` commands for whatever scrolls by the line."""

from textual.widget import Widget


class Scrolling:
    """Scrolls a widget; whoever is one says which (`scrolled`)."""

    @property
    def scrolled(self) -> Widget:
        """What scrolls."""
        raise NotImplementedError

    def _scroll(self, lines: int) -> None:
        self.scrolled.scroll_to(y=self.scrolled.scroll_target_y + lines, animate=False)

    @property
    def _height(self) -> int:
        return self.scrolled.scrollable_content_region.height

    def action_move(self, delta: int) -> None:
        """Scroll by lines."""
        self._scroll(delta)

    def action_half_page(self, direction: int) -> None:
        """Scroll by half a window."""
        self._scroll(direction * max(1, self._height // 2))

    def action_page(self, direction: int) -> None:
        """Scroll by a window, less one line to keep one's place."""
        self._scroll(direction * max(1, self._height - 1))

    def action_jump(self, where: str) -> None:
        """Go to the beginning or the end."""
        self.scrolled.scroll_to(y=0 if where == "top" else self.scrolled.max_scroll_y, animate=False)
