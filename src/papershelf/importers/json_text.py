"""JSON of foreign making: a value decoded in bounded time, what breaks in plain words, parts that may be missing."""

import json
import math
import re
from contextlib import suppress
from typing import NamedTuple

DEEPEST = 100
"""No paper's JSON nests deeper; what does is refused before anything recurses into it."""
LONGEST = 10_000_000
"""Letters of one entry: ten times the longest there is, and decoded within a tenth of a second."""

TOO_DEEP = f"This is nested more than {DEEPEST} brackets deep, which no paper is. Take it out, or save it again."

# A string whose end is not followed by what must follow one is none: a quotation mark is missing, or one too many.
# Nothing is looked at twice, whatever the text.
TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"(?=\s*+(?:[,:\]}]|\Z))|(?P<bad>)"?+)|[\[\]{}]', re.DOTALL)

_TOO_LONG = (
    f"This is longer than {LONGEST // 1_000_000} million letters, which no paper is. Take it out, or save it again."
)
_MOST_DIGITS = 4000  # Python refuses longer integers
_LONG_NUMBER = re.compile(r"\d{19}")  # orjson rounds integers of more than 64 bits
_LARGEST = 2.0**53
_MEANINGS = (
    ("Expecting ',' delimiter", "a comma or a closing bracket is missing"),
    ("Expecting ':' delimiter", "a colon is missing"),
    ("Expecting property name", "a name in double quotation marks is missing"),
    ("Illegal trailing comma", "a comma stands before a closing bracket"),
    ("Expecting value", "a value is missing"),
    ("Unterminated string", "a text begins that has no closing quotation mark"),
    ("Invalid \\", "a backslash stands before a letter that it does not go with"),
    ("Extra data", "more follows than one value"),
)


class Decoded(NamedTuple):
    """A value, or why there is none.

    Attributes:
        value: What the text says; None where it cannot be read.
        reason: One or two sentences that name line and column; empty if all is well.
    """

    value: object
    reason: str = ""


def decode(text: str, line: int = 1) -> Decoded:
    """The value that a text holds. Line breaks within strings, lone surrogates and numbers of any size are taken.

    Args:
        text: One value.
        line: The line of the source on which the text begins, for the reason.
    """
    import orjson  # needs a tenth of the time, but refuses more

    if len(text) > LONGEST:
        return Decoded(None, _TOO_LONG)
    if text.count("[") + text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        return Decoded(None, TOO_DEEP)
    if not _LONG_NUMBER.search(text):
        with suppress(orjson.JSONDecodeError):
            return Decoded(orjson.loads(text))
    try:
        return Decoded(json.loads(text, strict=False, parse_int=_integer))
    except json.JSONDecodeError as error:
        meaning = next((words for sign, words in _MEANINGS if error.msg.startswith(sign)), "it cannot be understood")
        where = f"line {line + error.lineno - 1}, column {error.colno}"
        return Decoded(None, f"This is no whole JSON: at {where}, {meaning}. Mend it there.")
    except RecursionError:  # where quotation marks are broken, brackets may not have been counted
        return Decoded(None, TOO_DEEP)


def encode(value: object) -> str:
    """A decoded value as JSON again, on one line, its letters as they are."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() or _is_utf8(text) else json.dumps(value)


def text_of(value: object) -> str:
    """A string as it is, a number in digits, and nothing for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def list_of(value: object) -> list[object]:
    """The elements of a list, and none of anything else."""
    return value if isinstance(value, list) else []


def dict_of(value: object) -> dict[str, object]:
    """The members of an object, and none of anything else."""
    return value if isinstance(value, dict) else {}


def texts_of(value: object) -> tuple[str, ...]:
    """Of a list, every string and number that is not blank."""
    return tuple(text for each in list_of(value) if (text := text_of(each)).strip())


def int_of(value: object) -> int | None:
    """A whole number, also one that stands there as a string; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 18:
        return int(value)
    if isinstance(value, float) and math.isfinite(value) and value.is_integer() and abs(value) <= _LARGEST:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _depth(text: str) -> int:
    """How many brackets are open at once, at the most."""
    depth = deepest = 0
    for token in TOKEN.finditer(text):
        sign = text[token.start()]
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign != '"':
            depth -= 1
    return deepest


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < _MOST_DIGITS else digits


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
