"""How well what is on the screen can be read: contrast ratios by WCAG of every cell with text, as it is painted."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.filter import ANSIToTruecolor
from textual.strip import Strip

# Frames and blocks are no text.
DRAWN = range(0x2500, 0x25A0)


class Pair(NamedTuple):
    """Text on its ground.

    Attributes:
        ratio: The contrast, 1 to 21.
        text: What stands there.
        foreground: Its colour.
        background: The ground's.
    """

    ratio: float
    text: str
    foreground: str
    background: str


def luminance(red: int, green: int, blue: int) -> float:
    """WCAG's relative luminance."""
    parts = [part / 255 for part in (red, green, blue)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(foreground: Color, background: Color) -> float:
    """WCAG's contrast ratio."""
    one, other = (luminance(*color.get_truecolor()) for color in (foreground, background))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _colours(style: Style) -> tuple[Color, Color] | None:
    if style.color is None or style.bgcolor is None or style.color.is_default or style.bgcolor.is_default:
        return None
    return (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)


def _strips(app: App[int]) -> Iterator[Strip]:
    """What is painted; of a dialog only what is in it, as what lies behind it is dimmed on purpose."""
    screen = app.screen
    strips = screen._compositor.render_strips()
    if not screen.is_modal:
        yield from strips
        return
    dialogs = [child for child in screen.children if not child.has_class("-textual-system")]
    for widget in (*dialogs, *screen.query("Toast")):
        region = widget.region
        for strip in strips[region.y : region.bottom]:
            yield strip.crop(region.x, region.right)


def pairs(app: App[int]) -> Iterator[Pair]:
    """Every text that is painted now, on its ground; alpha is blended already."""
    ansi = ANSIToTruecolor(app.ansi_theme)
    seen: set[tuple[str, str]] = set()
    for strip in _strips(app):
        for segment in ansi.apply(list(strip), app.screen.styles.background):
            text = "".join(letter for letter in segment.text if ord(letter) not in DRAWN).strip()
            found = _colours(segment.style) if segment.style and text else None
            if found is None or (key := (found[0].name, found[1].name)) in seen:
                continue
            seen.add(key)
            yield Pair(round(ratio(*found), 2), text[:40], *key)
