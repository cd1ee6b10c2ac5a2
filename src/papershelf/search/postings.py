"""The compiled part of the index: which papers hold which words, in arrays that can be mapped from a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import NamedTuple
from zlib import crc32

import numpy as np

from papershelf.progress import collector_aside
from papershelf.search.arrays import Bytes, Numbers, Places, Scores, Shorts, ranges
from papershelf.search.fields import Field
from papershelf.search.words import Analyser
from papershelf.search.worth import MEASURES, PLAIN, bit_of, norm, packed

PAPER_FIELDS = (Field.TITLE, Field.ABSTRACT, Field.AUTHORS)
SEPARATOR = np.uint32(0xFFFFFFFF)  # stands between the fields in the order of words
_BATCH = 4_000
_AHEAD = 1 << 32

Document = tuple[str, Mapping[Field, str]]
Check = Callable[[str, int | Places, int | Places], None]
"""Makes sure that parts of an array, by its name, are as they were written; given where they begin and end."""


def _unchecked(_: str, __: int | Places, ___: int | Places) -> None:
    """What was compiled just now needs no check."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Which papers hold which words.

    Attributes:
        offsets: Where the papers of each word begin, and one more for the end.
        papers: Numbers of papers, ascending within a word.
        values: What the word is worth there, as `worth.packed` has it.
        order: The words of all papers in the order of the text, title, abstract and authors with a separator between.
        order_offsets: Where the words of each paper begin there, and one more for the end.
        check: Called before papers, values or order are looked at.
    """

    offsets: Places
    papers: Numbers
    values: Shorts
    order: Numbers
    order_offsets: Places
    check: Check = _unchecked

    def __len__(self) -> int:
        return len(self.order_offsets) - 1

    def holders(self, first: int, end: int) -> tuple[Numbers, Shorts]:
        """The papers of neighbouring words, and what these are worth in each."""
        self.check("papers", first, end)
        self.check("values", first, end)
        return self.papers[first:end], self.values[first:end]

    def holders_of(self, firsts: Places, ends: Places) -> tuple[Numbers, Shorts]:
        """The papers of several words, one after the other, and what these are worth in each."""
        self.check("papers", firsts, ends)
        self.check("values", firsts, ends)
        places = ranges(firsts, ends - firsts)
        return self.papers[places], self.values[places]

    def texts(self, firsts: Places, lengths: Places) -> Numbers:
        """The words of several texts, one after the other."""
        self.check("order", firsts, firsts + lengths)
        return self.order[ranges(firsts, lengths)]


class _Batch(NamedTuple):
    """The postings of some papers, by the numbers that words had when they were first met."""

    words: Numbers
    papers: Numbers
    values: Shorts
    order: Numbers
    order_lengths: Places


class Compiled(NamedTuple):
    """Everything that compiling yields; the words are sorted."""

    ids: list[str]
    words: list[str]
    postings: Postings
    sums: Numbers


def compile_documents(documents: Iterable[Document]) -> Compiled:
    """Compile papers, in their order; each id may come once."""
    numbers: dict[str, int] = _Numbers()
    analyser = Analyser(numbers.__getitem__)
    ids: list[str] = []
    sums: list[int] = []
    batches: list[_Batch] = []
    rest = iter(documents)
    with collector_aside():
        while some := list(islice(rest, _BATCH)):
            batches.append(_batch(some, len(ids), analyser))
            ids += [doc_id for doc_id, _ in some]
            sums += [sum_of(texts) for _, texts in some]
    words = sorted(numbers)
    places = np.empty(len(words), np.uint32)
    places[np.fromiter((numbers[word] for word in words), np.int64, len(words))] = np.arange(len(words))
    return Compiled(ids, words, _merged(batches, places), np.array(sums, np.uint32))


def sum_of(texts: Mapping[Field, str]) -> int:
    """A checksum of what is compiled of a paper."""
    return crc32("\0".join(texts.get(field, "") for field in PAPER_FIELDS).encode("utf-8", "surrogatepass"))


class _Numbers(dict[str, int]):
    """Numbers words as they are met."""

    def __init__(self) -> None:
        super().__init__()
        self._next = count()

    def __missing__(self, word: str) -> int:
        number = self[word] = next(self._next)
        return number


class _Occurrences:
    """The words of one field, or their other forms or spellings, of all papers of a batch."""

    def __init__(self) -> None:
        self.words: list[int] = []
        self.lengths: list[int] = []

    def take(self, words: Sequence[int]) -> None:
        self.words += words
        self.lengths.append(len(words))


def _batch(documents: Sequence[Document], first: int, analyser: Analyser) -> _Batch:
    plain = {field: _Occurrences() for field in PAPER_FIELDS}
    forms = {field: _Occurrences() for field in PAPER_FIELDS}
    accents = {field: _Occurrences() for field in PAPER_FIELDS}
    order: list[int] = []
    lengths: list[int] = []
    for _, texts in documents:
        before = len(order)
        for field in PAPER_FIELDS:
            found = analyser.analyse(texts.get(field, ""))
            plain[field].take(found.words)
            forms[field].take(found.forms)
            accents[field].take(found.accents)
            order += found.words
            order.append(int(SEPARATOR))
        lengths.append(len(order) - before)
    words, papers, values = _weighed(plain, forms, accents)
    return _Batch(words, papers + np.uint32(first), values, np.array(order, np.uint32), np.array(lengths, np.int64))


def _weighed(
    plain: Mapping[Field, _Occurrences], forms: Mapping[Field, _Occurrences], accents: Mapping[Field, _Occurrences]
) -> tuple[Numbers, Numbers, Shorts]:
    """Every word of every paper once, with what it is worth there."""
    keys: list[Places] = []
    strengths: list[Scores] = []
    bits: list[Bytes] = []
    for field in PAPER_FIELDS:
        norms = np.array([norm(field, length) for length in plain[field].lengths], np.float32)
        for occurrences, plainness in ((plain[field], PLAIN), (forms[field], 0), (accents[field], PLAIN)):
            papers = np.repeat(np.arange(len(norms)), occurrences.lengths)
            keys.append(np.array(occurrences.words, np.int64) * _AHEAD + papers)
            strengths.append((np.float32(MEASURES[field].weight) / norms)[papers])
            bits.append(np.full(len(papers), bit_of(field) | plainness, np.uint8))
    titles = np.array([norm(Field.TITLE, length) for length in plain[Field.TITLE].lengths], np.float32)
    key = np.concatenate(keys)
    sorting = np.argsort(key, kind="stable")
    key = key[sorting]
    if not len(key):
        return key.astype(np.uint32), key.astype(np.uint32), key.astype(np.uint16)
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    strength = np.add.reduceat(np.concatenate(strengths)[sorting], first)
    fields = np.bitwise_or.reduceat(np.concatenate(bits)[sorting], first)
    key = key[first]
    numbers: Numbers = (key % _AHEAD).astype(np.uint32)
    return (key // _AHEAD).astype(np.uint32), numbers, packed(strength, fields, titles[numbers])


def _merged(batches: list[_Batch], places: Numbers) -> Postings:
    """The batches as one, by the alphabetical places of the words. Batches are let go as they are used."""
    counts = np.zeros(len(places), np.int64)
    for batch in batches:
        counts += np.bincount(places[batch.words], minlength=len(places))
    offsets = np.concatenate(([0], np.cumsum(counts)))
    papers = np.empty(offsets[-1], np.uint32)
    values = np.empty(offsets[-1], np.uint16)
    order_offsets = np.concatenate(([0], *(batch.order_lengths for batch in batches))).cumsum()
    order = np.empty(order_offsets[-1], np.uint32)
    free = offsets[:-1].copy()
    at = 0
    for batch in _consumed(batches):
        words = places[batch.words]
        sorting = np.argsort(words, kind="stable")
        words = words[sorting]
        runs = np.bincount(words, minlength=len(places))
        within = np.arange(len(words)) - np.repeat(np.cumsum(runs) - runs, runs)
        target = free[words] + within
        papers[target], values[target] = batch.papers[sorting], batch.values[sorting]
        free += runs
        here = batch.order
        inner = here != SEPARATOR
        here[inner] = places[here[inner]]
        order[at : at + len(here)] = here
        at += len(here)
    return Postings(offsets, papers, values, order, order_offsets)


def _consumed(batches: list[_Batch]) -> Iterator[_Batch]:
    batches.reverse()
    while batches:
        yield batches.pop()
