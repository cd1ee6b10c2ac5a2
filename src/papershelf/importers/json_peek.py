"""A first look at JSON: the first object of a text, read from its beginning alone, for telling formats apart."""

import json
from typing import Any, Final

SNIFFED: Final = 65_536
_LINES: Final = 20


def first_object(text: str) -> dict[str, Any] | None:
    """The first object of a list, or that the text begins with, if it ends within the text's beginning.

    Args:
        text: Any text.
    """
    head = text[:SNIFFED].lstrip()
    if head.startswith("["):
        head = head[1:].lstrip()
    return _object(head)


def first_line_objects(text: str) -> list[dict[str, Any]]:
    """The objects that stand on lines of their own among the first lines; a broken line hides no other."""
    lines = text[:SNIFFED].split("\n", _LINES)[:_LINES]
    found = (_object(line.strip(), whole=True) for line in lines)
    return [each for each in found if each is not None]


def _object(text: str, whole: bool = False) -> dict[str, Any] | None:
    if not text.startswith("{"):
        return None
    try:
        value, end = json.JSONDecoder(strict=False, parse_int=str).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and (not whole or end == len(text)) else None
