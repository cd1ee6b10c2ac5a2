"""Reading a file whatever happened to it: what is intact is found, the rest is told by line, in linear time."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from papershelf.store.layout import Tables, decode
from papershelf.store.schema import HEAD, META

if TYPE_CHECKING:
    from papershelf.store.spans import Piece, Pieces

_OWN = frozenset((b"meta", b"papers", b"marks", b"views", b"lists", b"trash"))
_HEADER = re.compile(rb'"(?:%b)"\s*:\s*\{' % b"|".join(sorted(_OWN)))
_SEVERAL_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MARKS = re.compile(b"(?:%b)++" % codecs.BOM_UTF8)
_CONFLICT = re.compile(rb"^(?:<{7} |>{7} )", re.MULTILINE)
_STRUCTURE = re.compile(rb"[ \t\r\n,{}]*+")
_MOST_TOLD = 50


class Bad(NamedTuple):
    """A piece of a file that nothing could be made of.

    Attributes:
        line: The line that it begins on, from 1.
        text: The beginning of it.
    """

    line: int
    text: str


class Reading(NamedTuple):
    """What a file holds.

    Attributes:
        tables: Every record that can be read.
        damage: What is wrong with the file, for a person; None where nothing is.
        is_whole: Whether everything that was in the file is in the tables, damage or not.
        guessed: By table, ids of records whose letters had to be guessed.
        bad: What could not be read; at most fifty pieces.
    """

    tables: Tables
    damage: str | None = None
    is_whole: bool = True
    guessed: dict[str, frozenset[str]] = {}  # noqa: RUF012 - a tuple's default, and never edited
    bad: tuple[Bad, ...] = ()


def read(content: bytes, own: str | None = None) -> Reading:
    """The tables of a file, intact or not.

    Args:
        content: All of the file.
        own: The table that the file is for: where a damaged file lost the name, its records belong there.
    """
    if not content.strip():
        return Reading({}, "it is empty", is_whole=False)
    try:
        tables = decode(content)
    except ValueError as error:
        return _mended(content, own, str(error))
    found = Reading(tables) if _is_as_written(content, tables) else _without_doubles(content, tables)
    return found if own is None or {own, META} <= tables.keys() else _named(found, own)


def _named(found: Reading, own: str) -> Reading:
    """The same with the records of a table whose name is damaged where they belong, and so the head."""
    tables = dict(found.tables)
    for name in [name for name in tables if name.encode(errors="replace") not in _OWN]:
        home = META if tables[name].keys() == {HEAD} else own
        if home not in found.tables:
            tables[home] = {**tables.get(home, {}), **tables.pop(name)}
    if tables.keys() == found.tables.keys():
        return found
    told = found.damage or "it is damaged (the name of a table is)"
    return found._replace(tables=tables, damage=told, is_whole=False)


def _mended(content: bytes, own: str | None, error: str) -> Reading:
    text, encoding = _as_utf8(content)
    if encoding is None:
        return salvage(text, own, error)
    found = read(text, own)
    inner = f"{found.damage}; " if found.damage else "it is damaged: "
    guessed = _guessed(found.tables, encoding) or found.guessed
    # Flipped bits look like letters of that encoding too, and an id may be among what they hit.
    is_whole = found.is_whole and encoding != "Windows-1252"
    return found._replace(damage=f"{inner}it was saved as {encoding}", guessed=guessed, is_whole=is_whole)


def _as_utf8(content: bytes) -> tuple[bytes, str | None]:
    """The content in UTF-8 without a mark at its beginning, and what it was if not that."""
    if marks := _MARKS.match(content):
        return content[marks.end() :], "UTF-8 with a byte order mark"
    # The mark alone may be damage; what a file of ours begins with has a zero there.
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" in content[2:4]:
        return content.decode("utf-16", "replace").encode("utf-8", "replace"), "UTF-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # One wrong byte among good ones is damage; where no letter at all is UTF-8, an editor wrote the file.
        if not _SEVERAL_BYTES.search(content):
            return content.decode("cp1252", "replace").encode(), "Windows-1252"
    return content, None


def _guessed(tables: Tables, encoding: str | None) -> dict[str, frozenset[str]]:
    if encoding != "Windows-1252":
        return {}
    return {
        name: frozenset(key for key, row in rows.items() if not orjson.dumps(row).isascii())
        for name, rows in tables.items()
    }


def _is_as_written(content: bytes, tables: Tables) -> bool:
    """Whether there are as many lines as we write for these records; if not, some may be there twice."""
    lines = sum(len(rows) + 1 if rows else 2 for rows in tables.values())
    return content.count(b"\n") == lines + max(len(tables) - 1, 0) + 1


class _Doubled(dict[str, Any]):
    """An object in which a name stands twice.

    Attributes:
        pairs: All that stands there.
    """

    pairs: list[tuple[str, Any]]


def _without_doubles(content: bytes, tables: Tables) -> Reading:
    import json  # rarely needed

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            made = _Doubled(made)
            made.pairs = pairs
        return made

    try:
        read_again = json.loads(content, object_pairs_hook=keep)
    except (RecursionError, ValueError):
        return Reading(tables)  # no doubles can be told there, and the tables are good
    found: Tables = {}
    told: list[str] = []
    for name, rows in read_again.pairs if isinstance(read_again, _Doubled) else read_again.items():
        if isinstance(rows, _Doubled):
            names = Counter(key for key, _ in rows.pairs)
            told += [f"the record “{key}” stands there twice" for key in names if names[key] > 1][:_MOST_TOLD]
        if name in found:
            told.append(f"the table “{name}” stands there twice")
        found[name] = {**found.get(name, {}), **rows}
    if not told:
        return Reading(tables)
    return Reading(found, f"it is damaged ({'; '.join(told[:3])}; the later counts)")


def salvage(data: bytes, own: str | None = None, error: str = "") -> Reading:
    """Whatever records can still be read in a file that is damaged, one a line or spread over many."""
    from papershelf.store.spans import pieces  # nothing for a file that is whole

    found = pieces(data)
    bad, doubtful, is_whole = _rest(data, found)
    tables: Tables = {}
    guessed: dict[str, set[str]] = {}
    for piece in _records(found):
        name = piece.table if own is None else own
        if own and piece.table == META and piece.key == HEAD:
            name = META
        if name is not None:
            tables.setdefault(name, {})[piece.key] = piece.record
            if piece.end in doubtful and not piece.is_sure:
                guessed.setdefault(name, set()).add(piece.key)
    if _CONFLICT.search(data):
        error = f"{error}; a merge left its marks in it"
    count = sum(len(rows) for name, rows in tables.items() if name != META)
    told = f"it is damaged ({error}); {count} records of it are intact"
    return Reading(tables, told, is_whole, {name: frozenset(keys) for name, keys in guessed.items()}, bad)


def _records(found: "Pieces") -> "Iterator[Piece]":
    """The records, without what only looks like one: a field of a damaged record that holds fields itself."""
    fields = {name for piece in found.records for name, value in piece.record.items() if isinstance(value, dict)}
    fields |= {"changed", "identifiers", "paper", "mark"}
    return (piece for piece in found.records if piece.is_sure or piece.key not in fields)


def _rest(data: bytes, found: "Pieces") -> tuple[tuple[Bad, ...], set[int], bool]:
    """What is left over, where it begins, and whether that is nothing but what stands between records.

    What follows upon a record without being one may be the rest of it, after a brace too many.
    """
    bad: list[Bad] = []
    begins: set[int] = set()
    opened = closed = 0
    line, counted = 1, 0
    is_whole = data.rstrip().endswith(b"}")
    for start, end in found.gaps:
        gap = _HEADER.sub(lambda header: b"{" + b" " * (len(header[0]) - 1), data[start:end])
        opened, closed = opened + gap.count(b"{"), closed + gap.count(b"}")
        rest = _STRUCTURE.match(gap)
        at = rest.end() if rest else 0
        if at < len(gap):
            is_whole = False
            begins.add(start)
            line, counted = line + data.count(b"\n", counted, start + at), start + at
            if len(bad) < _MOST_TOLD:
                bad.append(Bad(line, gap[at : at + 60].split(b"\n")[0].decode("utf-8", "replace")))
    return tuple(bad), begins, is_whole and opened == closed
