"""How much a template may do: steps, seconds, letters; and the place where whoever watches may call it off."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, Final

from jinja2.exceptions import TemplateRuntimeError

from papershelf.progress import Progress, Step, unheard

STEPS: Final = 2_000_000  # rounds of loops, calls, filters and outputs for all papers together,
STEPS_EACH: Final = 5_000  # and this many more for each paper
SECONDS: Final = 120.0
LETTERS: Final = 50_000_000
ITEMS: Final = 1_000_000  # of a list that is made by `+` or `*`
DIGITS: Final = 300  # of a number
WIDEST: Final = 1_000  # what `indent`, `batch` and their like take as a number
_LOOK: Final = 256  # steps between two looks at the clock
_TELL: Final = 0.1  # seconds between two words to whoever watches


class Refused(TemplateRuntimeError):
    """A template does more than it may, or what makes no sense; a fragment to follow the place."""


class Bounds:
    """Counts what a template does.

    Args:
        papers: How many papers it is filled in for: a long list takes more than a short one.
        progress: Told that it goes on, and may call it off.
    """

    def __init__(self, papers: int, progress: Progress = unheard) -> None:
        self._left = STEPS + STEPS_EACH * papers
        self._letters = 0
        self._progress = progress
        self._until = time.monotonic() + SECONDS
        self._told = time.monotonic()

    def step(self) -> None:
        """Count a step.

        Raises:
            Cancelled: Whoever watches wants it to end.
            Refused: It takes too many, or too long.
        """
        self._left -= 1
        if self._left < 0:
            raise Refused("it takes too many steps; does a loop or a macro never end?")
        if self._left % _LOOK == 0:
            self.look()

    def look(self) -> None:
        """Look at the clock."""
        now = time.monotonic()
        if now > self._until:
            raise Refused(f"it takes more than {SECONDS:.0f} seconds; does a loop or a macro never end?")
        if now - self._told >= _TELL:
            self._told = now
            self._progress(Step("filling in the template"))

    def put(self, letters: int) -> None:
        """Count letters that are put out, or into a variable."""
        self._letters += letters
        fits(self._letters)

    def counted(self, do: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that counts as a step, whose time is looked at."""

        @wraps(do)
        def counting(*args: Any, **named: Any) -> Any:
            self.step()
            result = do(*args, **named)
            if isinstance(result, str) and len(result) > _LOOK:
                fits(len(result))
            return result

        return counting


def fits(letters: int) -> None:
    """Refuse a text that is too long.

    Raises:
        Refused: It is.
    """
    if letters > LETTERS:
        raise Refused(f"it makes more than {LETTERS // 1_000_000} million letters")


def joined(texts: Iterable[Any]) -> str:
    """Texts put together, as `~` does; refused before they fill the memory."""
    return "".join(_fitting(map(str, texts)))


def _fitting(texts: Iterable[str], between: int = 0) -> Iterator[str]:
    letters = 0
    for text in texts:
        letters += len(text) + between
        fits(letters)
        yield text


def calculated(operator: str, do: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """What an operator gives, unless that would be huge.

    Raises:
        Refused: It would.
    """
    if operator == "%" and isinstance(left, str):
        raise Refused("“%” fills in no texts here; put them together with “~”")
    if operator == "*":
        for some, times in ((left, right), (right, left)):
            if isinstance(some, str | list | tuple) and isinstance(times, int):
                _not_huge(some, len(some) * max(0, times))
    if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, type(left)):
        _not_huge(left, len(left) + len(right))
    if operator == "**" and _digits(left) * abs(right if isinstance(right, int | float) else 1) > DIGITS:
        raise Refused("the number is too large")
    result = do(left, right)
    if isinstance(result, int) and _digits(result) > DIGITS:
        raise Refused("the number is too large")
    return result


def of_numbers(test: Callable[..., bool]) -> Callable[..., bool]:
    """A test that uses `%`, which for a text would fill it in, kept to numbers."""

    @wraps(test)
    def testing(value: Any, *others: Any) -> bool:
        if not isinstance(value, int | float):
            raise Refused("only a number is even, odd or divisible")
        return test(value, *others)

    return testing


def _not_huge(some: object, size: int) -> None:
    if isinstance(some, str):
        fits(size)
    elif size > ITEMS:
        raise Refused(f"a list would have more than {ITEMS:,} items")


def _digits(number: object) -> float:
    """About how many digits a number has before the point, at least one where it is no 0, 1 or -1."""
    if isinstance(number, int):
        return number.bit_length() / 3 if abs(number) > 1 else 0
    return 1
