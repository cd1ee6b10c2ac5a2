"""Writing a table anew: what did not change is copied as it stands, and where each record comes to stand is told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby, islice

from papershelf.store.layout import Record, line_of
from papershelf.store.packed.layered import Layered
from papershelf.store.packed.rows import Rows
from papershelf.store.packed.source import Source

_AT_A_TIME = 500  # lines


def lines(table: Mapping[str, Record], at: int, into: Rows) -> Iterator[bytes]:
    """The lines of a table, part by part.

    Args:
        table: The records.
        at: Where in the file they begin.
        into: Told where each comes to stand.

    Raises:
        OSError: What is to be copied cannot be read as it was.
        TypeError: A record holds what JSON cannot.
    """
    begun = False
    for part in _parts(table, into):
        for text in part(at + 2 if begun else at):
            yield b",\n" + text if begun else text
            at += len(text) + (2 if begun else 0)
            begun = True


def _parts(table: Mapping[str, Record], into: Rows) -> Iterator[Callable[[int], Iterator[bytes]]]:
    """The table as stretches, each of which is written where it is told: copied as it stands, or made anew."""
    source = table.base if isinstance(table, Layered) and isinstance(table.base, Source) else None
    if source is None or not isinstance(table, Layered):
        yield lambda at: _fresh(table, table, at, into)
        return
    numbered = enumerate((key, table.place_beneath(key)) for key in table)
    # What stands one after the other in the old file too, and may be copied as one, keeps its distance.
    for _, run in groupby(numbered, lambda each: None if each[1][1] is None else each[1][1] - each[0]):
        pairs = [pair for _, pair in run]
        place = pairs[0][1]
        if place is None:
            yield partial(_fresh, table, [key for key, _ in pairs], into=into)
        else:
            yield partial(source.copied, place, place + len(pairs), into=into)


def _fresh(table: Mapping[str, Record], keys: Iterable[str], at: int, into: Rows) -> Iterator[bytes]:
    left = iter(keys)
    while some := list(islice(left, _AT_A_TIME)):
        texts = []
        for key in some:
            head, record = line_of(key, table[key])
            into.add(key, at + len(head), record)
            texts.append(head + record)
            at += len(head) + len(record) + 2
        yield b",\n".join(texts)
