"""The fields of one RIS entry: values that writers broke over lines made whole, then read by rispy."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

Fields = dict[str, list[str]]

HARD_WIDTH: Final = 70
"""Citation.js cuts every value into pieces so wide, in UTF-16 units, in mid-word; rispy would put blanks between."""

_KNOWN_END: Final = "ER"


class _Same(dict[str, str]):
    """rispy's names for tags differ by writer less than the tags' meaning does: every tag keeps its own."""

    def __missing__(self, tag: str) -> str:
        return tag


class _Every(list[str]):
    """Every tag may come more than once; rispy would drop all but the first."""

    def __contains__(self, _tag: object) -> bool:
        return True


def ris_fields(lines: list[str], tag: re.Pattern[str]) -> Fields:
    """What each tag of an entry says, once for each time that it stands there.

    Args:
        lines: The entry's.
        tag: Matches the beginning of a line that has a tag, up to the hyphen.
    """
    from rispy import RisParser

    values = list(_values(lines, tag))
    hard = _is_hard_wrapped([parts for _tag, parts in values])
    whole = [f"{name}  - {_joined(parts, hard)}" for name, parts in values if name not in ("TY", _KNOWN_END)]
    parser = RisParser(mapping=_Same(), list_tags=_Every(), delimiter_tags_mapping={})
    kind = next((parts[0] for name, parts in values if name == "TY"), "")
    (entry,) = parser.parse_lines(iter([f"TY  - {kind}", *whole, f"{_KNOWN_END}  - "]))
    return _listed(entry)


def wos_fields(lines: list[str]) -> Fields:
    """The same of an entry of Web of Science's, where each line of a tag is a value of its own."""
    from rispy import WokParser

    parser = WokParser(mapping=_Same(), list_tags=_Every())
    # Without a tag before them, rispy has no field for lines that go on.
    first = next((place for place, line in enumerate(lines) if line[:2].strip()), len(lines))
    body = [line for line in lines[first:] if line.strip() and line[:2] not in ("PT", _KNOWN_END)]
    (entry,) = parser.parse_lines(iter(["PT ", *body, _KNOWN_END]))
    return _listed(entry)


def _listed(entry: dict[str, Any]) -> Fields:
    return {tag: [value] if isinstance(value, str) else value for tag, value in entry.items()}


def _values(lines: list[str], tag: re.Pattern[str]) -> Iterator[tuple[str, list[str]]]:
    """Each tag with the lines of its value."""
    name, parts = "", list[str]()
    for line in lines:
        if match := tag.match(line):
            if name:
                yield name, parts
            name, parts = match[1], [line[match.end() :].removeprefix(" ")]
        else:
            parts.append(line)
    if name:
        yield name, parts


def _is_hard_wrapped(values: list[list[str]]) -> bool:
    """Whether lines end where they are full: none is longer, and a third of those that go on are full.

    Of lines wrapped between words, about one in six is as long as the longest.
    """
    widths = [(_width(line), _width(following)) for parts in values for line, following in pairwise(parts)]
    full = sum(width == HARD_WIDTH for width, _next in widths)
    return full * 3 >= len(widths) > 0 and max(map(max, widths)) == HARD_WIDTH


def _width(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("utf-16-le", "surrogatepass")) // 2


def _joined(parts: list[str], hard: bool) -> str:
    """The lines of a value as one text; where they were not cut in mid-word, they stay lines."""
    if len(parts) == 1:
        return parts[0]
    if not hard:
        return "\n".join(part.strip() for part in parts)
    joints = ("" if _width(part) == HARD_WIDTH else "\n" for part in parts)
    return "".join(text for pair in zip(parts, joints, strict=True) for text in pair)
