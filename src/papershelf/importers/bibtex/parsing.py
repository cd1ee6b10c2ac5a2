"""One block of a bibliography parsed: a field's value in pieces, or what is wrong with the block, in plain words."""

import logging
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from papershelf.importers.bibtex.diagnosis import Broken, diagnose
from papershelf.importers.bibtex.splitting import Block

_OWN_LINES: Final = re.compile(r"[ \t}]*\n")
_FIELDS_FIRST: Final = re.compile(r"[\s}]*(?:,|[A-Za-z][\w-]{0,60}[ \t]*=)")
# As long as parsing them takes less time than a person waits for a cancel.
LONGEST: Final = 2_000_000
MOST_SIGNS: Final = 40_000

_HEAD: Final = re.compile(r"\s*@[ \t]*([A-Za-z][\w-]*)\s*[{(]")
_PIECE: Final = re.compile(r'\s+|"|\{|#|[^\s"{}#]+|\}')
_BRACE: Final = re.compile(r"(?<!\\)[{}]")
_QUOTED: Final = re.compile(r'(?<!\\)[{}"]|\\"')
_ODD_KEY: Final = re.compile(r'\s*[^,={}"\s]{0,100}[{"][^=,\n]{0,100},')
_FIELDS_FOLLOW: Final = re.compile(r"^[ \t]*,|^[ \t,]*[A-Za-z][\w-]{0,60}[ \t]*=[ \t]*[\w{\"]", re.MULTILINE)
_SIGNS: Final = ("{", "}", '"', ",", "=", "#", "@", "\n")
# Signs of no language, which stand in for backslashes and `@` while a text is parsed that the parser would misread.
_MASK: Final = ("\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3")


class Piece(NamedTuple):
    """A part of a value: text, or the name of a macro."""

    text: str
    is_macro: bool


class Field(NamedTuple):
    """One field: its name in lower case, its value in pieces, and its line within the text of the bibliography."""

    name: str
    value: tuple[Piece, ...]
    line: int


class Entry(NamedTuple):
    """A block that was understood; a `@string` has its macro as its only field, `rest` is what follows with fields."""

    kind: str
    key: str
    fields: tuple[Field, ...]
    block: Block
    rest: str = ""


def parse(block: Block) -> Entry:
    """The block's fields.

    Raises:
        Broken: It is none that can be understood; the message says why.
    """
    if len(block.text) > LONGEST or sum(map(block.text.count, _SIGNS)) > MOST_SIGNS:
        raise Broken(
            f"This entry is longer than {LONGEST:,} characters or has more than {MOST_SIGNS:,} braces, quotation marks "
            "and commas. Shorten its longest field and read it again."
        )
    attempts: list[_Reading] = []
    for masked in _variants(block.text):
        attempt = _split(masked)
        if attempt.entry is not None and not attempt.rest:
            return _entry(*attempt.entry, block, "")
        attempts.append(attempt)
    for attempt in attempts:
        if attempt.entry is not None and _OWN_LINES.match(attempt.rest) and not _FIELDS_FIRST.match(attempt.rest):
            return _entry(*attempt.entry, block, attempt.rest)
    first = attempts[0]
    if first.entry is None:
        raise Broken(diagnose(block.text, first.why, block.line))
    raise Broken(
        "The entry ends before its last fields: a closing brace too many, or an opening one missing, stands before "
        f"“{' '.join(_unmask(first.rest).split())[:40]}”. Mend the braces there."
    )


class _Reading(NamedTuple):
    """What the parser made of a block: its key and fields with the lines from its head on, or why not."""

    entry: tuple[str, list[tuple[str, str, int]]] | None
    rest: str = ""
    why: str = ""


def _variants(text: str) -> Iterator[str]:
    r"""The text, then as BibTeX itself reads it where the parser differs.

    Then `\\}` closes, and neither an inner `@` nor a quotation mark within braces means anything.
    """
    yield text
    if any(sign in text for sign in _MASK):
        return
    head = text.find("@") + 1
    plain = text[:head] + text[head:].replace("@", _MASK[2])
    pairs = plain.replace("\\\\", _MASK[0])
    if pairs != text:
        yield pairs
    whole = re.sub(r"\\(?=[{}])", _MASK[1], pairs)
    if whole != pairs:
        yield whole
    inner = _without_inner_quotes(pairs)
    if inner != pairs:
        yield inner


def _without_inner_quotes(text: str) -> str:
    """The text with the quotation marks masked that stand in a value's braces."""
    parts: list[str] = []
    depth, place = 0, 0
    lowest = 1 if (head := _HEAD.match(text)) and head[0][-1] == "{" else 0
    for match in _QUOTED.finditer(text):
        sign = match[0]
        if sign == '"' and depth > lowest:
            parts += (text[place : match.start()], _MASK[3])
            place = match.end()
        depth += {"{": 1, "}": -1}.get(sign, 0)
    return "".join(parts) + text[place:]


def _unmask(text: str) -> str:
    if text.isascii():
        return text
    return text.replace(_MASK[0], "\\\\").replace(_MASK[1], "\\").replace(_MASK[2], "@").replace(_MASK[3], '"')


def _split(text: str) -> _Reading:
    """What bibtexparser makes of one block."""
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    head = _HEAD.match(text)
    if head is None:
        return _Reading(None, why="no head")
    kind = "string" if head[1].lower() == "string" else "entry"
    body = text[head.end() :]
    odd = _ODD_KEY.match(body) if kind == "entry" else None
    key = odd[0][:-1].strip() if odd else None
    if odd:  # `g{\"u}nster2024`: nothing but the parser minds
        body = f"key{body[odd.end() - 1 :]}"
    _quiet()
    source = f"@{kind}{text[head.end() - 1]}{body}"
    found = Splitter(source).split().blocks
    above = text.count("\n", 0, head.end()) + (odd[0].count("\n") if odd else 0)
    first = found[0] if found else None
    if isinstance(first, model.DuplicateFieldKeyBlock):
        first = first.ignore_error_block
    rest = source[len(first.raw or "") :] if first else ""
    remainder = rest if _FIELDS_FOLLOW.search(rest) else ""
    if isinstance(first, model.Entry):
        fields = [(field.key, field.value, above + (field.start_line or 0)) for field in first.fields]
        return _Reading((key or first.key, fields), remainder)
    if isinstance(first, model.String):
        return _Reading((first.key, [(first.key, first.value, above)]), remainder)
    return _Reading(None, why=str(getattr(getattr(first, "error", None), "abort_reason", "")))


def _quiet() -> None:
    """The parser's log would go to the terminal; what it would say there is a problem in the page."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)


def _entry(key: str, given: list[tuple[str, str, int]], block: Block, rest: str) -> Entry:
    fields = []
    for name, value, line in given:
        plain = name.split("\n")[-1].strip().lower()
        if plain and not plain.startswith("%"):
            fields.append(Field(plain, _pieces(plain, value, block.line + line), block.line + line))
    return Entry(block.kind, _unmask(key), tuple(fields), block, _unmask(rest))


def _pieces(name: str, value: str, line: int) -> tuple[Piece, ...]:
    """A value at its `#` signs.

    Raises:
        Broken: It is no value.
    """
    if value[:1] == "{" and value.find("}") == len(value) - 1 and value.find("{", 1) < 0:
        return (Piece(_unmask(value[1:-1]), is_macro=False),)  # so stand nearly all of them
    if not any(sign in value for sign in '{}"#'):
        return (_bare(name, value, line),)
    pieces: list[Piece] = []
    place, joined = 0, True
    while place < len(value):
        match = _PIECE.match(value, place)
        token = match[0] if match else value[place]
        if token == "#":
            joined = True
        elif not token.isspace():
            if not joined or token == "}":
                raise Broken(_missing_comma(name, line, pieces))
            end = _end(value, place, token)
            inner = value[place + 1 : end - 1] if token in {"{", '"'} else value[place:end]
            pieces.append(Piece(_unmask(inner), token not in {"{", '"'} and not token.isdigit()))
            place, joined = end, False
            continue
        place += len(token)
    return tuple(pieces)


def _bare(name: str, value: str, line: int) -> Piece:
    """A value without braces and quotation marks: a number, a macro, or words that lack them."""
    if "=" in value:
        raise Broken(_missing_comma(name, line, []))
    return Piece(_unmask(value), len(value.split()) == 1 and not value.isdigit())


def _missing_comma(name: str, line: int, pieces: list[Piece]) -> str:
    if pieces and re.search(r"\n[ \t]*[\w-]+[ \t]*=\s*$", pieces[-1].text):
        return f"The quotation mark opened in line {line} for the field `{name}` is never closed. Add the closing one."
    return (
        f"A comma is missing after the field `{name}` in line {line}, or a brace or quotation mark within it. "
        "Add what is missing."
    )


def _end(value: str, place: int, token: str) -> int:
    """Where a piece ends."""
    if token == '"':
        return _end_of_quotation(value, place)
    if token != "{":
        return place + len(token)
    depth = 0
    for match in _BRACE.finditer(value, place):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.end()
    return len(value) + 1  # the parser saw it closed by a brace that a backslash hides: all of the rest


def _end_of_quotation(value: str, place: int) -> int:
    depth = 0
    for match in _QUOTED.finditer(value, place + 1):
        if match[0] == '"' and depth <= 0:
            return match.end()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return len(value) + 1 if not value.endswith('"') else len(value)
