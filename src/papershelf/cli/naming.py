"""Papers named on the command line, or on standard input where `-` stands for them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from papershelf.cli.opening import read_stdin
from papershelf.errors import DataError, NothingFoundError, UsageError
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library import Library

STDIN = "-"
_SHOWN = 40  # letters of a broken line


class Named(NamedTuple):
    """A reference to a paper.

    Attributes:
        word: As it was typed or read.
        line: The line of standard input it stood on, from 1; 0 for a word of the command line.
    """

    word: str
    line: int = 0


def named(words: Sequence[str]) -> list[Named]:
    """The papers that words name; `-` stands for all on standard input, which is read to its end.

    Raises:
        DataError: A line of standard input names no paper.
        NothingFoundError: Standard input names none at all.
    """
    found: list[Named] = []
    for word in words:
        found += read_names(read_stdin()) if word == STDIN else [Named(word)]
    if not found:
        raise NothingFoundError("No id stood on standard input.")
    return found


def read_names(data: bytes) -> list[Named]:
    """The papers of a text: an id a line, JSON Lines of papers, or any JSON with papers in it, however it is laid out.

    What follows an id in its line is left out, so that it may be what `list` prints.

    Raises:
        DataError: A line names no paper; its number is told.
    """
    text = data.decode("utf-8-sig", "replace")
    return list(_names(text))


def _names(text: str) -> Iterator[Named]:
    place, line = 0, 1
    while place < len(text):
        if text[place].isspace():
            line += text[place] == "\n"
            place += 1
            continue
        if text[place] in '{["':
            value, end = _value(text, place, line)
            yield from (Named(word, line) for word in _ids(value, line))
        else:
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            yield Named(text[place:end].split(maxsplit=1)[0], line)
        line += text.count("\n", place, end)
        place = end


def _value(text: str, place: int, line: int) -> tuple[Any, int]:
    """A JSON value and where it ends."""
    import json  # ids a line need none of it

    try:
        return json.JSONDecoder().raw_decode(text, place)
    except json.JSONDecodeError as error:
        raise _broken(line + text.count("\n", place, error.pos), "is no whole JSON value", text[place:]) from None
    except RecursionError:
        raise _broken(line, "is nested too deep", text[place:]) from None


def _ids(value: Any, line: int) -> Iterator[str]:
    """The ids in a JSON value: a text, something with an `id`, or a list of such."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and isinstance(value.get("id"), str):
        yield value["id"]
    elif isinstance(value, dict) and isinstance(value.get("papers"), list):
        for each in value["papers"]:
            yield from _ids(each, line)
    elif isinstance(value, list):
        for each in value:
            yield from _ids(each, line)
    else:
        raise _broken(line, 'has no "id"', str(value))


def _broken(line: int, what: str, shown: str) -> DataError:
    start = safe_line(shown[: 4 * _SHOWN])
    start = start if len(start) <= _SHOWN else f"{start[:_SHOWN]}…"
    return DataError(f"Standard input, line {line}, {what}: {start}")


def resolved(library: "Library", names: Sequence[Named]) -> list[str]:
    """The ids of papers that are named, each once; a mistake is told with its line.

    Raises:
        NothingFoundError: One of them is not in the library.
        UsageError: One of them means several papers.
    """
    found: dict[str, None] = {}
    for each in names:
        try:
            found[library.resolve(each.word)] = None
        except (NothingFoundError, UsageError) as error:
            if each.line:
                raise type(error)(f"Standard input, line {each.line}: {error.message}") from None
            raise
    return list(found)


def one(words: Sequence[str]) -> Named:
    """The one paper that a verb takes.

    Raises:
        UsageError: Standard input names several.
    """
    names = named(words)
    if len(names) > 1:
        raise UsageError(f"This takes one paper, and standard input names {len(names)}.")
    return names[0]
