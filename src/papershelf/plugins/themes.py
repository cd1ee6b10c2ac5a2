"""The themes of other packages: every colour must be one, and text must be readable on its grounds."""

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from papershelf.config.schema import THEMES
from papershelf.plugging import Plugin, UnfitError, loaded, wants_name, without_clashes
from papershelf.plugins.contract import PluginTheme

LEAST_CONTRAST = 4.5  # WCAG AA, as our own themes have
GROUNDS = ("background", "surface", "panel")
TEXTS = ("foreground", "muted", "primary", "accent", "success", "warning", "error")
COLOURS = tuple(each.name for each in fields(PluginTheme) if each.name not in ("name", "dark"))
_HEX = re.compile("#[0-9a-fA-F]{6}")


def theme_plugins() -> tuple[Plugin, ...]:
    """All themes of other packages, also those that cannot be used."""
    return tuple(without_clashes(loaded("theme", checked), THEMES, lambda value: str(value.name)))


def checked(value: Any) -> PluginTheme:
    """A theme in which everything can be read.

    Raises:
        UnfitError: It is none, a colour is none, or text would be hard to read.
    """
    if not isinstance(value, PluginTheme):
        raise UnfitError("it is no papershelf.plugins.PluginTheme")
    wants_name(value)
    if not isinstance(value.dark, bool):
        raise UnfitError("its dark must be True or False")
    for name in COLOURS:
        colour = getattr(value, name)
        if not isinstance(colour, str) or not _HEX.fullmatch(colour):
            raise UnfitError(f"its {name} must be a colour such as #1e2a33")
    for text in TEXTS:
        for ground in GROUNDS:
            contrast = contrast_of(getattr(value, text), getattr(value, ground))
            if contrast < LEAST_CONTRAST:
                raise UnfitError(
                    f"its {text} on its {ground} has a contrast of {contrast:.1f}, and {LEAST_CONTRAST} is the least"
                )
    return value


def contrast_of(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted(map(_luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts: Iterable[float] = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
