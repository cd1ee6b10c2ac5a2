"""The fields of a record, read one by one: what is not of its kind says so by name."""

from math import isfinite

from papershelf.days import kept_day
from papershelf.store.layout import Record
from papershelf.text import safe_line

_TEXT = frozenset({str})


def text_in(record: Record, name: str, default: str | None = None) -> str:
    """A text.

    Raises:
        ValueError: It is none, or it is missing and has no default.
    """
    value = record.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"“{name}” is missing" if value is None else f"“{name}” is no text")
    return value


def line_in(record: Record, name: str) -> str | None:
    """A text on one line, or None where there is none.

    Raises:
        ValueError: It is something else.
    """
    return None if record.get(name) is None else safe_line(text_in(record, name))


def texts_in(record: Record, name: str) -> list[str]:
    """A list of texts; empty where there is none.

    Raises:
        ValueError: It is something else.
    """
    if name not in record:
        return []
    value = record[name]
    if not isinstance(value, list) or not _TEXT.issuperset(map(type, value)):
        raise ValueError(f"“{name}” is no list of texts")
    return value


def records_in(record: Record, name: str) -> list[Record]:
    """A list of records; empty where there is none.

    Raises:
        ValueError: It is something else.
    """
    if name not in record:
        return []
    value = record[name]
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"“{name}” is no list of records")
    return value


def pairs_in(record: Record, name: str) -> dict[str, str]:
    """Texts by name; none where there are none.

    Raises:
        ValueError: It is something else.
    """
    if name not in record:
        return {}
    value = record[name]
    if not isinstance(value, dict) or not _TEXT.issuperset(map(type, value.values())):
        raise ValueError(f"“{name}” does not hold texts by name")
    return {safe_line(key): safe_line(item) for key, item in value.items()}


def day_in(record: Record, name: str) -> str:
    """A day as it is kept, or nothing.

    Raises:
        ValueError: It is none.
    """
    if name not in record:
        return ""
    text = text_in(record, name)
    if text and kept_day(text) is None:
        raise ValueError(f"“{name}” is no day")
    return text


def number_in(record: Record, name: str, default: float | None) -> float | None:
    """A number, or the default where there is none.

    Raises:
        ValueError: It is no number.
    """
    value = record.get(name, default)
    if value is None and default is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"“{name}” is no number")
    return float(value)
