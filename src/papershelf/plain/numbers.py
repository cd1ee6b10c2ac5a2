"""Numbers of papers as they are typed, `1 3-5` or `1,3-5` or `all`, told apart from what is said of the papers."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from papershelf.errors import UsageError

_NUMBERS: Final = r"[0-9]{1,9}(?:-[0-9]{1,9})?(?:,[0-9]{1,9}(?:-[0-9]{1,9})?)*,?"
ALL: Final = "all"


def is_numbers(word: str) -> bool:
    """Whether a word names papers by number."""
    return word.lower() == ALL or (len(word) < 1_000 and re.fullmatch(_NUMBERS, word) is not None)


def alone(name: str, words: Sequence[str]) -> None:
    """See that a command which takes no words was given none.

    Raises:
        UsageError: There are some.
    """
    if words:
        raise UsageError(f"{name} takes no words after it.")


def split(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The words at the beginning that are numbers, and all others."""
    count = next((place for place, word in enumerate(words) if not is_numbers(word)), len(words))
    return words[:count], words[count:]


def apart(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that are numbers, wherever they stand, and all others."""
    return [word for word in words if is_numbers(word)], [word for word in words if not is_numbers(word)]


def split_before(words: Sequence[str], is_rest: Callable[[str], bool]) -> tuple[Sequence[str], str]:
    """Numbers and what follows, where that may begin with a number too, as `24 dec` does.

    As many words as possible are numbers, as long as the rest makes sense; where it never does, all that look so.
    """
    numbers, others = split(words)
    if not others:
        return numbers, ""
    for count in range(len(numbers), -1, -1):
        rest = " ".join(words[count:])
        if is_rest(rest):
            return words[:count], rest
    return numbers, " ".join(others)


def places(words: Sequence[str], most: int) -> list[int]:
    """The numbers that words name, in their order, none twice.

    Args:
        words: Each as `is_numbers` takes it.
        most: The highest number there is.

    Raises:
        UsageError: There is no such number.
    """
    found: dict[int, None] = {}
    for part in ",".join(words).split(","):
        if part.lower() == ALL:
            found.update(dict.fromkeys(range(1, most + 1)))
        elif part:
            first, _, last = part.partition("-")
            low, high = int(first), int(last or first)
            for number in (low, high):
                if not 1 <= number <= most:
                    there = f"the numbers go from 1 to {most}" if most else "nothing is listed"
                    raise UsageError(f"There is no number {number}; {there}.")
            found.update(dict.fromkeys(range(low, high + 1) if low <= high else range(low, high - 1, -1)))
    return list(found)
