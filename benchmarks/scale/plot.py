"""How cost grows with the papers, drawn as SVG: both axes by powers of ten, readable on light and dark ground."""

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 70, 270, 44, 56
GAP = 17  # between two names at the right
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7a5fd0", "#8a8a8a")
STYLE = """
  svg { background: transparent; font: 13px system-ui, sans-serif; }
  text { fill: #57606a; } .grid { stroke: #8c959f; stroke-opacity: .3; } .guide { stroke: #8c959f; }
  .line { fill: none; stroke-width: 2.2; }
  @media (prefers-color-scheme: dark) { text { fill: #b1bac4; } }
"""
At = Callable[[float, float], tuple[float, float]]
Lines = Mapping[str, Sequence[tuple[float, float]]]


def drawn(lines: Lines, title: str = "What a person waits for, by papers in the library") -> str:
    """The picture.

    Args:
        lines: Under each name points of papers and milliseconds; nought and less is drawn at the foot.
        title: What stands above.

    Raises:
        ValueError: There is no line.
    """
    low, high = _powers([y for points in lines.values() for _, y in points])
    left, right = (pick(x for points in lines.values() for x, _ in points) for pick in (min, max))

    def at(x: float, y: float) -> tuple[float, float]:
        along = (math.log10(x) - math.log10(left)) / (math.log10(right) - math.log10(left) or 1.0)
        up = (math.log10(max(y, 10.0**low)) - low) / (high - low)
        return LEFT + along * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        f'<text x="{LEFT}" y="22" font-weight="bold">{escape(title)}</text>',
    ]
    for power in range(low, high + 1):
        _, y = at(left, 10.0**power)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_time(power)}</text>')
    for papers in sorted({x for points in lines.values() for x, _ in points}):
        x, _ = at(papers, 1)
        parts.append(f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{papers:,.0f}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">papers</text>')
    parts += _guides(at, left, right, low, high)
    parts += _curves(at, lines)
    return "\n".join([*parts, "</svg>", ""])


def _curves(at: At, lines: Lines) -> list[str]:
    """Each line with its points, its name and its last value."""
    made = []
    ends = _apart({name: at(*points[-1])[1] for name, points in lines.items()})
    for (name, points), colour in zip(lines.items(), COLOURS * len(lines), strict=False):
        places = [at(*point) for point in points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        made.append(f'<path class="line" stroke="{colour}" d="M{path}"/>')
        made += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{colour}"/>' for x, y in places]
        (x, y), end = places[-1], ends[name]
        made.append(f'<path stroke="{colour}" stroke-opacity=".5" d="M{x + 5:.1f} {y:.1f}L{x + 20:.1f} {end}"/>')
        label = f"{escape(name)}: {_spelt(points[-1][1])}"
        made.append(f'<text x="{x + 25:.1f}" y="{end + 4}" style="fill:{colour}">{label}</text>')
    return made


def _guides(at: At, left: float, right: float, low: int, high: int) -> list[str]:
    """What grows with the papers, and what does not, as dashed lines to compare with."""
    foot = 10.0 ** (low + 0.25)
    slope = min(right, left * 10.0**high / foot)
    made = []
    for name, end in (("linear", (slope, foot * slope / left)), ("flat", (right, foot))):
        (x, y), (to_x, to_y) = at(left, foot), at(*end)
        made.append(f'<path class="guide" stroke-dasharray="3 5" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"/>')
        middle_x, middle_y = (x + to_x) / 2, (y + to_y) / 2
        made.append(f'<text x="{middle_x:.1f}" y="{middle_y - 6:.1f}" font-style="italic">{name}</text>')
    return made


def _powers(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten that hold all values."""
    above = [value for value in values if value > 0]
    if not above:
        raise ValueError("there is nothing to draw")
    low = max(math.floor(math.log10(min(above))), -1)
    return low, max(math.ceil(math.log10(max(above))), low + 1)


def _apart(wanted: Mapping[str, float]) -> dict[str, float]:
    """Heights near those wanted, so that names do not lie on one another."""
    placed: dict[str, float] = {}
    foot: float = HEIGHT - BOTTOM + GAP
    for name, y in sorted(wanted.items(), key=lambda pair: -pair[1]):
        foot = placed[name] = round(min(y, foot - GAP), 1)
    return placed


def _time(power: int) -> str:
    return f"{10 ** (power - 3):g} s" if power >= 3 else f"{10.0**power:g} ms"


def _spelt(ms: float) -> str:
    return f"{ms / 1e3:.2g} s" if ms >= 1e3 else f"{ms:.2g} ms" if ms < 100 else f"{ms:.0f} ms"
