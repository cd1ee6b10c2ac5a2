"""What was wished of each quantity, and the tables that say whether it came true."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.report import Table
from benchmarks.scale.figures import Figure, Figures

SMALL = 526
FLAT, LINEAR = 2.0, 12.0  # growth from 10,000 to 100,000 papers that still counts as such, on a noisy machine
LITTLE = {"ms": 5.0, "s": 0.02, "×": 0.1, "MB": 5.0}  # a difference that is noise however many times it is


class Quantity(NamedTuple):
    """Something that is measured at each size.

    Attributes:
        key: Under which name the figure is found.
        what: What it is.
        unit: In which unit.
        most: What it may be with however many papers; None where nothing was wished.
        grows: Whether it may grow with the papers: "linear" or "flat".
        most_seeds: What it may be with the seeds alone, where that is less.
    """

    key: str
    what: str
    unit: str
    most: float | None = None
    grows: str = "flat"
    most_seeds: float | None = None


PAINTED = "last byte painted"
LESS = "less that of the empty app"
QUANTITIES = (
    Quantity("papers", "papers in the library, without those listed twice", "", None, "linear"),
    Quantity("empty app, first paint", "empty Textual app: start to first paint", "s"),
    Quantity(
        "first start, no cache", "very first start, no compiled files: to the first painted list", "s", None, "linear"
    ),
    Quantity(
        "first start, no cache, search ready",
        "very first start, no compiled files: until a search is answered",
        "s",
        None,
        "linear",
    ),
    Quantity("first list", "start to first painted list", "s"),
    Quantity(
        "first list ratio",
        "start to first painted list ÷ first paint of the empty app, of pairs",
        "×",
        1.3,
        "flat",
        1.15,
    ),
    Quantity("search ready", "start until a search is answered", "s"),
    Quantity(
        "search ready ratio", "start until a search is answered ÷ first paint of the empty app, of pairs", "×", 2.0
    ),
    Quantity("empty app, key", f"empty Textual app: key → {PAINTED}, median", "ms"),
    Quantity("empty app, key, p95", f"empty Textual app: key → {PAINTED}, p95", "ms"),
    *(
        Quantity(f"{name}, {part}", f"{name} → {PAINTED}, {part} {LESS}", "ms", reach, grows)
        for name, most, grows in (
            ("search key", 25.0, "linear"),
            ("move", 16.0, "flat"),
            ("page", 16.0, "flat"),
            ("jump to the end", 16.0, "flat"),
            ("switch view", 16.0, "flat"),
            ("sort", 33.0, "linear"),
            ("star", None, "flat"),
        )
        for part, reach in (("median", None), ("p95", most))
    ),
    Quantity("ranked ids, median", "query → ranked ids, median", "ms", None, "linear"),
    Quantity("ranked ids, p95", "query → ranked ids, p95", "ms", 12.0, "linear"),
    Quantity("append and fsync", "the least a durable change can cost: 100 bytes and an fsync", "ms"),
    *(Quantity(f"{name} on disk", f"{name} → on disk, median", "ms", 15.0) for name in ("star", "tag", "note")),
    *(
        Quantity(f"{name} by key, written", f"{name}: key → line in the history, median", "ms", 15.0)
        for name in ("star", "tag", "note")
    ),
    Quantity("star by key, written, p95", "star: key → line in the history, p95", "ms"),
    Quantity("step behind a star, median", "a step typed right behind a star → painted, median", "ms"),
    Quantity("step behind a star, longest", "a step typed right behind a star → painted, the longest", "ms"),
    Quantity("papers tagged at once", "papers tagged at once", "", None, "linear"),
    Quantity("bulk tag", "tag on all of them: key → line in the history", "s", 1.0, "linear"),
    Quantity("undo of it", "undo of that tag: key → line in the history", "s", 1.0, "linear"),
    Quantity("step during it, longest", "a step while many are tagged or undone → painted, the longest", "ms"),
    Quantity("library.json", "`library.json`", "MB", None, "linear"),
    Quantity("memory, empty app", "memory of the empty Textual app, all resident pages", "MB"),
    Quantity("memory, VmRSS", "memory of the running app, all resident pages", "MB", None, "linear"),
    Quantity("memory, Pss", "memory of the running app, shared pages by share", "MB", None, "linear"),
    Quantity("memory, RssAnon", "memory of the running app, without mapped files", "MB", None, "linear"),
    Quantity("memory ratio", "memory of the running app, all resident pages ÷ `library.json`", "×", 1.5),
    Quantity("import", "import, empty library, whole process", "s", 20.0, "linear"),
    Quantity("import, peak", "import, empty library: memory at its height", "MB", None, "linear"),
    Quantity("import in the app, new", "10,000 papers imported into the running app: how many of them were new", ""),
    Quantity(
        "import in the app, read", "10,000 papers imported into the running app: key → read, shown in the inbox", "s"
    ),
    Quantity(
        "import in the app, written", "10,000 papers imported into the running app: key → line in the history", "s"
    ),
    *(
        Quantity(f"stall meanwhile, {part}", f"a step during that import → next byte painted, {words}", "ms")
        for part, words in (("median", "median"), ("p95", "p95"), ("longest", "the longest"))
    ),
    Quantity("`python -c pass`", "`python -c pass`, fresh process", "s"),
    Quantity("`search`", "`papershelf search`, fresh process", "s", 0.5),
    Quantity("`search, one field`", "`papershelf search is:starred`, fresh process", "s"),
    Quantity("`list`", "`papershelf list --limit 20`, fresh process", "s"),
    Quantity("`show`", "`papershelf show ID`, fresh process", "s"),
)


def shown(value: float | None, unit: str) -> str:
    """A figure in a table."""
    if value is None:
        return "–"
    digits = 2 if unit in ("s", "×") else 1 if value < 100 and unit else 0
    return f"{value:,.{digits}f}"


def reaches(figures: Figures) -> list[Table]:
    """All figures, one row a quantity, and where they miss what was wished.

    The runs are those that a median, a 95th percentile or the longest was taken from, or presses of a key; fewer at
    sizes where one takes long.
    """
    sizes = sorted(figures)
    heads = [f"{size:,}" for size in sizes]
    head = ("what", "unit", "reach", *heads, "runs or presses", "growth 10,000 → 100,000")
    wide = Table("What grows with the papers, and what does not", head)
    for each in QUANTITIES:
        values = [figures[size].get(each.key) for size in sizes]
        if any(value is not None for value in values):
            growth = growth_of(each, figures)
            wide.add(
                each.what,
                each.unit,
                _reach(each),
                *(shown(value.value if value else None, each.unit) for value in values),
                runs_of([value for value in values if value]),
                f"{growth:.1f} × ({each.grows})" if growth is not None else "–",
            )
    missed = Table("Where the reach is missed", ("what", "papers", "measured", "reach"))
    for row in misses(figures):
        missed.add(*row)
    if not missed.rows:
        missed.add("nothing, at the sizes measured", "", "", "")
    return [wide, missed]


def runs_of(values: Sequence[Figure]) -> str:
    """Of how many runs the figures of one quantity are, from the smallest library to the largest."""
    runs = [str(value.runs) if value.runs else "–" for value in values]
    return runs[0] if len(set(runs)) == 1 else ", ".join(runs)


def _reach(each: Quantity) -> str:
    if each.most is None:
        return ""
    seeds = f" (seeds {each.most_seeds:g})" if each.most_seeds else ""
    return f"≤ {each.most:g}{seeds}"


def growth_of(each: Quantity, figures: Figures) -> float | None:
    """How many times as much it is with ten times the papers; None where one of both is not known, or is nothing."""
    few, many = (figures.get(size, {}).get(each.key) for size in (10_000, 100_000))
    return many.value / few.value if few is not None and many is not None and few.value > 0 else None


def misses(figures: Figures) -> Iterator[tuple[str, str, str, str]]:
    """What is more than wished, size by size, and what grows faster than it may."""
    for each in QUANTITIES:
        for size in sorted(figures):
            figure = figures[size].get(each.key)
            value = figure.value if figure else None
            # A small library file is dwarfed by the program itself: the reach of memory is for large ones.
            most = each.most_seeds if size <= SMALL and each.most_seeds else each.most
            if value is None or most is None or value <= most or (each.key == "memory ratio" and size < 100_000):
                continue
            yield each.what, f"{size:,}", f"{shown(value, each.unit)} {each.unit}", f"≤ {most:g}"
        growth = growth_of(each, figures)
        limit = FLAT if each.grows == "flat" else LINEAR
        if growth is not None and growth > limit and _is_much(each, figures):
            yield f"growth of: {each.what}", "10,000 → 100,000", f"{growth:.1f} ×", each.grows


def _is_much(each: Quantity, figures: Figures) -> bool:
    return figures[100_000][each.key].value - figures[10_000][each.key].value > LITTLE.get(each.unit, 0.0)


def series(figures: Figures, keys: Sequence[str]) -> dict[str, list[tuple[int, float]]]:
    """The figures of some quantities as points."""
    found = {
        key: [(size, figures[size][key].value) for size in sorted(figures) if key in figures[size]] for key in keys
    }
    return {key: points for key, points in found.items() if len(points) > 1}
