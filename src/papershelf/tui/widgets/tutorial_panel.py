"""A few quiet lines above the panes that say what to try next; they take no focus and no key."""

from textual.content import Content
from textual.widgets import Static


class TutorialPanel(Static, can_focus=False):
    """What to try next."""

    DEFAULT_CSS = """
    TutorialPanel {
        height: auto;
        max-height: 4;
        padding: 0 1;
        background: $panel;
        color: $text;
    }
    """

    @property
    def words(self) -> str:
        """What stands there."""
        shown = self.content
        return shown.plain if isinstance(shown, Content) else str(shown)
