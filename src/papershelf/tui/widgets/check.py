"""Something to say yes or no to, on one line, told without colour too."""

from textual.content import Content
from textual.widgets import Checkbox


class Check(Checkbox):
    """`[x] notes`; space and enter turn it."""

    DEFAULT_CSS = """
    Check, Check:focus {
        border: none;
        padding: 0;
        height: 1;
        width: auto;
        background: transparent;
        & > .toggle--label { color: $text; background: transparent; }
    }
    Check:focus > .toggle--label { text-style: bold; background: $accent 25%; }
    Check:nocolor:focus > .toggle--label { text-style: reverse; }
    """

    @property
    def _button(self) -> Content:
        return Content.styled("[x]" if self.value else "[ ]", "$text-accent" if self.value else "$text-muted")
