"""The floor: a Textual app with one input and one line of text, to compare first paint and key presses with."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from benchmarks import READY


class EmptyApp(App[None]):
    """Shows a word, and echoes what is typed."""

    def compose(self) -> ComposeResult:
        """A word and an input."""
        yield Static(READY)
        yield Input()


if __name__ == "__main__":
    EmptyApp().run()
