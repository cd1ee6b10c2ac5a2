"""Why an entry could not be parsed, in words that say where to look and what to type."""

import re
from typing import Final

_FIELD: Final = re.compile(r'^[ \t]*([A-Za-z][\w-]{0,60})[ \t]*=[ \t]*[{"\w]', re.MULTILINE)
_BRACE: Final = re.compile(r"(?<!\\)[{}]")
_KEY: Final = re.compile(r"\s*@[ \t]*[\w-]+\s*[{(]\s*([^\s,={}\"]*)")


class Broken(ValueError):
    """An entry that cannot be understood; its message is for a person."""


def diagnose(text: str, why: str, line: int) -> str:
    """The reason for a person.

    Args:
        text: The entry.
        why: What the parser said.
        line: The entry's first line.
    """
    if "comma after entry key" in why:
        match = _KEY.match(text)
        key = match[1][:60] if match else ""
        return f"A comma is missing after the key “{key}”, or the key itself is. Add it after the first brace."
    if "Expected a `=`" in why or "Expected `=`" in why or "`=` after entry key" in why:
        return "A field's name has no equals sign, a value lacks its braces, or a comma stands twice. Mend that field."
    if "after a closed entry field value" in why:
        return "A comma is missing between two fields. Add it."
    return _unclosed(text, line)


def _unclosed(text: str, line: int) -> str:
    """Which field's brace is never closed, as far as that can be told."""
    depth, place, last = 0, 0, None
    for match in _FIELD.finditer(text):
        depth += _depth(text[place : match.start()])
        place = match.start()
        if last is not None and depth > 1:
            break
        last = match
    else:
        depth += _depth(text[place:])
        if depth <= 0:
            return "A quotation mark or a brace of this entry has no partner. Add what is missing."
        if depth == 1:
            return "The entry's last closing brace is missing. Add it at the end."
    if last is None:
        return "A brace of this entry is never closed. Add the closing one."
    at = line + text.count("\n", 0, last.start(1))
    return (
        f"The brace or quotation mark opened in line {at} for the field `{last[1]}` is never closed. "
        "Add the closing one at the end of the field, and see that the entry ends with a brace of its own."
    )


def _depth(text: str) -> int:
    """How many braces a text leaves open."""
    return sum(1 if match[0] == "{" else -1 for match in _BRACE.finditer(text))
