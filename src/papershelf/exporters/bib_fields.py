"""The fields of one raw BibTeX entry, as far as they stand there without riddles."""

import re
from typing import Final

LONGEST: Final = 100_000  # letters; no entry that is worth reading again is longer

_HEAD: Final = re.compile(r"\s*@[ \t]*[A-Za-z][\w-]{0,60}\s*[{(][^,{}\"]{0,300},")
_NAME: Final = re.compile(r"[\s,]*([A-Za-z][\w-]{0,60})\s*=\s*")
_PLAIN: Final = re.compile(r"[A-Za-z0-9]{1,60}(?=\s*[,})\n])")
_JOINED: Final = re.compile(r"\s*#")
_SIGN: Final = re.compile(r"(?<!\\)[{}\"]|\\\"")


def bib_fields(raw: str) -> dict[str, str]:
    """The values by their names in lower case, with the TeX in them; the first where a name stands twice.

    What comes after something that cannot be told for sure is left out, and so are values put together by `#`.
    """
    fields: dict[str, str] = {}
    head = _HEAD.match(raw) if len(raw) <= LONGEST else None
    at = head.end() if head else len(raw)
    while found := _NAME.match(raw, at):
        start = found.end()
        if raw[start : start + 1] in ("{", '"'):
            end = _end(raw, start)
            value = raw[start + 1 : end - 1]
        else:
            plain = _PLAIN.match(raw, start)
            end = plain.end() if plain else 0
            value = plain[0] if plain else ""
        if not end:
            break
        if _JOINED.match(raw, end):
            break
        fields.setdefault(found[1].lower(), " ".join(value.split()))
        at = end
    return fields


def _end(raw: str, start: int) -> int:
    """Where a value that begins with a brace or a quotation mark ends; 0 if nowhere."""
    quoted, depth = raw[start] == '"', 0
    for sign in _SIGN.finditer(raw, start + quoted):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth < 0:
            return 0
        if depth == 0 and (sign[0] == '"' if quoted else sign[0] == "}"):
            return sign.end()
    return 0
