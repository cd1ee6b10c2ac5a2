"""The author field of BibTeX and BibLaTeX as names in the order in which they are spoken."""

import re
from collections.abc import Iterator
from typing import Final

from papershelf.importers.names import spoken
from papershelf.text.bibtex import unmark

_OTHERS: Final = frozenset({"others", "et al", "et al.", "{others}", "and others"})
_PART: Final = re.compile(
    r"\s*\"?(given|family|prefix|suffix|(?:given|family|prefix|suffix)-i|useprefix|juniorcomma|id|hash|gender)\s?=(.*)",
    re.DOTALL | re.IGNORECASE,
)


def people(field: str) -> tuple[str, ...]:
    """The names of an author or editor field; `others` is none."""
    names = (_name(each) for each in _people(field) if each.lower() not in _OTHERS)
    return tuple(filter(None, names))


def split_flat(text: str, separators: str) -> list[str]:
    """A text cut at these signs, where no brace is open."""
    if "{" not in text and len(separators) == 1:
        return [part.strip() for part in text.split(separators)]
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"(?<!\\)[{}]|[" + re.escape(separators) + "]", text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth <= 0:
            parts.append(text[start : match.start()].strip())
            start = match.end()
    parts.append(text[start:].strip())
    return parts


def _people(field: str) -> Iterator[str]:
    """The names as they stand, cut at each `and` outside braces."""
    depth = 0
    name: list[str] = []
    for word in field.split():
        if depth <= 0 and word.lower() == "and":
            yield " ".join(name)
            name = []
        else:
            name.append(word)
            depth += word.count("{") - word.count("}")
    yield " ".join(name)


def _name(text: str) -> str:
    """One name, readable and as it is spoken."""
    parts = [part for part in split_flat(text, ",") if part]
    told = [_PART.fullmatch(part) for part in parts] if "=" in text else []
    if told and all(told):
        given = {match[1].lower(): match[2].strip().strip('"') for match in told if match}
        order = ("given", "prefix", "family", "suffix")
        return " ".join(_readable(given[part]) for part in order if given.get(part))
    if len(parts) == 3:  # `von Last, Jr, First`
        parts = [parts[2], parts[0], parts[1]]
        return " ".join(map(_readable, parts))
    readable = [_readable(part) for part in parts]
    if len(parts) == 2 and not any("," in part for part in readable):
        return spoken(", ".join(readable))
    return " ".join(reversed(readable)) if len(parts) == 2 else ", ".join(readable)


def _readable(text: str) -> str:
    return " ".join(unmark(text).split())
