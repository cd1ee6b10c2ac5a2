"""The themes of our own: one ground, one text, one quiet text, one accent each; Textual's stand beside them."""

from collections.abc import Iterable

from textual.theme import Theme

DARK = Theme(
    name="papershelf",
    primary="#7aa2c9",
    secondary="#8fa3b5",
    accent="#e0a458",
    foreground="#dbe1e8",
    background="#14181d",
    surface="#191e24",
    panel="#222932",
    success="#8fbf7f",
    warning="#e0a458",
    error="#f0868e",
    dark=True,
    variables={"text-muted": "#a3afbd", "text-disabled": "#a3afbd"},
)

LIGHT = Theme(
    name="papershelf-light",
    primary="#2f5f8a",
    secondary="#4d6273",
    accent="#8f4a05",
    foreground="#23272e",
    background="#efeae0",
    surface="#fbf8f2",
    panel="#ebe5d9",
    success="#2f6b2a",
    warning="#8f4a05",
    error="#a3262f",
    dark=False,
    variables={"text-muted": "#535b66", "text-disabled": "#535b66"},
)

CONTRAST = Theme(
    name="papershelf-contrast",
    primary="#9fd0ff",
    secondary="#d6e4f0",
    accent="#ffd75f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#141414",
    success="#a6f59b",
    warning="#ffd75f",
    error="#ffb0b5",
    dark=True,
    text_alpha=1.0,
    variables={"text-muted": "#dcdcdc", "text-disabled": "#dcdcdc"},
)

CONTRAST_LIGHT = Theme(
    name="papershelf-contrast-light",
    primary="#002f66",
    secondary="#1f2f3d",
    accent="#5c2500",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#f2f2f2",
    success="#0d3d0a",
    warning="#5c2500",
    error="#6e0008",
    dark=False,
    text_alpha=1.0,
    variables={"text-muted": "#222222", "text-disabled": "#222222"},
)

THEMES = (DARK, LIGHT, CONTRAST, CONTRAST_LIGHT)
OWN = tuple(theme.name for theme in THEMES)


def known(wanted: str, registered: Iterable[str]) -> str:
    """The theme of a name, or the default where there is none of that name."""
    return wanted if wanted in registered else DARK.name


def after(name: str) -> str:
    """The next theme of our own, round and round; from one that is not ours, the first."""
    return OWN[(OWN.index(name) + 1) % len(OWN)] if name in OWN else OWN[0]
