"""On which line of a TOML file a key stands: the standard library's reader does not say."""

import re
from collections.abc import Mapping

Path = tuple[str, ...]

_PART = re.compile(r"""[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*""")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")


def lines_of(text: str) -> Mapping[Path, int]:
    """By the parts of each key, the first line on which it stands, counted from 1.

    It may miss a key that is written in an unusual way, and never fails.
    """
    found: dict[Path, int] = {}
    table: Path = ()
    open_text = ""  # the quotes that end a text of several lines
    for number, line in enumerate(text.split("\n"), start=1):
        if open_text:
            open_text = "" if open_text in line else open_text
            continue
        stripped = line.strip()
        if stripped.startswith("["):
            table = _parts(stripped.lstrip("[ \t"), "]")[0]
            found.setdefault(table, number)
            continue
        parts, rest = _parts(line, "=")
        if parts:
            for length in range(1, len(parts) + 1):
                found.setdefault((*table, *parts[:length]), number)
            open_text = next((quotes for quotes in ('"""', "'''") if rest.count(quotes) % 2), "")
    return found


def _parts(line: str, end: str) -> tuple[Path, str]:
    """The parts of a dotted key up to a sign, and what stands behind that; nothing if it is no such key."""
    parts: list[str] = []
    place = 0
    while (match := _PART.match(line, place)) is not None:
        parts.append(next(part for part in match.groups() if part is not None))
        place = match.end()
        sign = line[place : place + 1]
        place += 1
        if sign == end:
            return tuple(parts), line[place:]
        if sign != ".":
            break
    return (), ""


def line_of_error(error: ValueError, text: str) -> tuple[int, str]:
    """The line that a parser complains of, and its complaint without it."""
    words = str(error)
    if (at := _AT_LINE.search(words)) is not None:
        return int(at.group(1)), words[: at.start()].strip()
    if words.endswith("(at end of document)"):
        return text.count("\n") + 1, words.removesuffix("(at end of document)").strip()
    return 0, words
