"""What happens to every line before it reaches the terminal: plain signs where they are wanted, no colour where not."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome

# One cell for one cell, so that nothing moves. Letters stay: a name is no sign.
_PLAIN: Final = {
    **dict.fromkeys("─━═╌┄┈╴╶╸╺▔▀⎺⎯–—‐‑−", "-"),
    **dict.fromkeys("│┃║╎┆┊▌▐▎▍▏▕▉▊▋█▆▇▅❘", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋▖▗▘▝▙▚▛▜▞▟", "+"),
    **dict.fromkeys("▁▂▃▄⎽", "_"),
    **dict.fromkeys("…", "~"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("·•∙◦‧★✱", "*"),
    **dict.fromkeys("☆", "."),
    **dict.fromkeys("↑▲△⬆", "^"),
    **dict.fromkeys("↓▼▽⬇▾", "v"),
    **dict.fromkeys("←◀◁‹⏴", "<"),
    **dict.fromkeys("→▶▷›⏵↵⏎", ">"),
    **dict.fromkeys("×✓✔✗✘", "x"),
    **dict.fromkeys("○●◔◑◆✎⊘■□", "o"),
    **dict(zip("⚑☾↺", "@z<", strict=True)),
    "\u00a0": " ",
}
_TABLE: Final = str.maketrans(_PLAIN)
_MOST_KNOWN: Final = 4096


class PlainSigns(LineFilter):
    """Draws frames, bars, arrows, quotes and dots with ASCII, whoever painted them; letters of any script stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual asks so
        """The same cells in plain signs."""
        return [
            segment if segment.text.isascii() else Segment(plain(segment.text), segment.style, segment.control)
            for segment in segments
        ]


class Colourless(LineFilter):
    """Takes every colour away; bold, underline and reverse stay, and say what colours said."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual asks so
        """The same cells without a colour."""
        return [Segment(text, None if style is None else _bare(style), control) for text, style, control in segments]


@lru_cache(4096)
def _bare(style: Style) -> Style:
    # What a click there means is part of the style, and `without_color` would lose it.
    return style.without_color + Style.from_meta(style.meta) if style.meta else style.without_color


@lru_cache(4096)
def plain(text: str) -> str:
    """Text with its signs in ASCII, as wide as it was; an arrow key is spelt out, as `v` would be another one."""
    return text.replace("↓   ", "down").replace("↑ ", "up").translate(_TABLE)


class Truecolour(ANSIToTruecolor):
    """Textual's own, which makes each segment of each frame anew: hardly one has a colour of the terminal's."""

    def __init__(self, theme: TerminalTheme, enabled: bool = True) -> None:
        super().__init__(theme, enabled)
        self._true: dict[int, Style] = {}  # styles that were looked at and need no change, by what tells objects apart

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same cells in colours that no terminal shows otherwise."""
        known = self._true
        for _, style, _ in segments:
            if style is not None and known.get(id(style)) is not style:
                if _is_the_terminals(style):
                    return super().apply(segments, background)
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                known[id(style)] = style
        return segments


def _is_the_terminals(style: Style) -> bool:
    """Whether how it looks is up to the terminal."""
    return bool(style.dim) or any(color is not None and color.triplet is None for color in (style.color, style.bgcolor))


def filters_for(
    standing: Sequence[LineFilter], theme: TerminalTheme, *, ascii: bool, colourless: bool
) -> list[LineFilter]:
    """The filters that the lines go through.

    Args:
        standing: Those that they went through so far: Textual's own, and what was made here before.
        theme: What the terminal's own colours are shown as.
        ascii: Whether signs are to be plain.
        colourless: Whether nothing may have a colour; Textual would leave greys, which are colours to a terminal.
    """
    filters: list[LineFilter] = [
        Truecolour(theme, each.enabled) if isinstance(each, ANSIToTruecolor) else each
        for each in standing
        if not isinstance(each, Monochrome | Colourless | PlainSigns)
    ]
    if ascii:
        filters.append(PlainSigns())
    if colourless:
        filters.append(Colourless())
    return filters
