"""What the page in the browser sends, as far as it makes sense; anybody could have written it."""

import json
from typing import Literal, NamedTuple

WIDEST, HIGHEST = 1000, 500  # cells; a screen of more would only cost memory
LONGEST_STAMP = 40


class Typed(NamedTuple):
    """Keys, clicks of the mouse, or what was pasted, as a terminal sends them."""

    data: bytes


class Resized(NamedTuple):
    """The window's size in cells."""

    width: int
    height: int


class Looked(NamedTuple):
    """The person came to the window, or went to another one."""

    how: Literal["focus", "blur"]


class Pinged(NamedTuple):
    """The page wants to know how long a word takes, and back."""

    stamp: str


Word = Typed | Resized | Looked | Pinged


def understood(text: str) -> Word | None:
    """What a message says; None where it is none that the page sends."""
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match parts:
        case ["stdin", str(data)]:
            return Typed(data.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            return Resized(*within(width, height))
        case ["focus" | "blur" as how, *_]:
            return Looked(how)
        case ["ping", str(stamp)] if len(stamp) <= LONGEST_STAMP:
            return Pinged(stamp)
    return None


def within(width: int, height: int) -> tuple[int, int]:
    """A size that a screen can have."""
    return min(max(int(width), 1), WIDEST), min(max(int(height), 1), HIGHEST)


def size_asked(width: str, height: str) -> tuple[int, int]:
    """The size in an address; a usual terminal's where that says nothing sensible."""
    numbers = [word if word.isascii() and word.isdigit() and len(word) < 6 else "" for word in (width, height)]
    return within(int(numbers[0] or 80), int(numbers[1] or 24))
