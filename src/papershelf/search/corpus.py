"""All papers as the index knows them: the compiled part, and what was added or changed since."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Places, Scores, Shorts
from papershelf.search.expand import LEAST_OF_START, MOST_OF_START, Option, Source, literal_options
from papershelf.search.fields import Field
from papershelf.search.lexicon import Lexicon
from papershelf.search.met import Met
from papershelf.search.naming import Names
from papershelf.search.neighbours import Stretch, stretches, table_of
from papershelf.search.overlay import Overlay
from papershelf.search.plan import SOFT_LENGTH, Slot, Sought
from papershelf.search.postings import PAPER_FIELDS, Compiled, Postings, sum_of
from papershelf.search.worth import bit_of, lesser

_TELLING_BITS = np.uint16(bit_of(Field.TITLE) | bit_of(Field.AUTHORS) | bit_of(Field.TAGS))
_LEAST_USUAL, _USUAL_SHARE = 20, 500
_CACHED_PAIRS = 256
_FEW = 3  # words that are looked up one by one
_READ_AT_ONCE = 500  # papers whose words are looked through together: so much stays near the processor
_MOST_IN_PAIRS = 3_000  # two words that are both that common say little by standing side by side


class Corpus:
    """Answers which papers hold a word, a beginning, or two words side by side.

    Args:
        names: The ids of the compiled papers, in their order.
        lexicon: The compiled words.
        postings: Which compiled papers hold which words.
        sums: Of their texts, to see whether one differs.
    """

    MARK_FIELDS = (Field.TAGS, Field.NOTE)

    def __init__(self, names: Names, lexicon: Lexicon, postings: Postings, sums: Numbers) -> None:
        self.names = names
        self.lexicon = lexicon
        self.postings = postings
        self.alive = np.ones(len(names), bool)
        self.papers = Overlay(lexicon, PAPER_FIELDS)
        self.marks = Overlay(lexicon, self.MARK_FIELDS)
        self.sums = sums
        self._stale = np.zeros(len(names), bool)  # compiled papers whose compiled words no longer hold
        self._any_stale = False
        self._pairs: dict[str, Met] = {}

    @classmethod
    def compiled(cls, compiled: Compiled) -> "Corpus":
        """The papers that were just compiled."""
        return cls(Names(compiled.ids), Lexicon.of(compiled.words), compiled.postings, compiled.sums)

    def __len__(self) -> int:
        return int(np.count_nonzero(self.alive))

    @property
    def size(self) -> int:
        """How many numbers papers have, those taken out counted too."""
        return len(self.names)

    @property
    def beside(self) -> int:
        """How many papers are not compiled, or no longer as they were compiled."""
        return len(self.papers.additions)

    @property
    def stale(self) -> Flags:
        """For each compiled paper whether its compiled words no longer hold."""
        return self._stale[: len(self.postings)]

    # Changing

    def put(self, doc_id: str, texts: Mapping[Field, str]) -> bool:
        """Add a paper, or replace the fields given of one that is known; says whether anything changed."""
        number = self.names.number(doc_id)
        changed = number is None
        if number is None:
            number = self.names.add(doc_id)
            self.alive = np.append(self.alive, True)
            self._stale = np.append(self._stale, False)
        if not texts.keys().isdisjoint(PAPER_FIELDS):
            changed |= self._put_paper(number, texts)
        if not texts.keys().isdisjoint(self.MARK_FIELDS):
            changed |= self.marks.put(number, texts)
        if changed:
            self._pairs.clear()
        return changed

    def _put_paper(self, number: int, texts: Mapping[Field, str]) -> bool:
        if number >= len(self.postings):
            return self.papers.put(number, texts)
        differs = sum_of(texts) != self.sums[number]
        was_stale = bool(self._stale[number])
        self._stale[number] = differs
        self._any_stale |= differs
        if differs:
            return self.papers.put(number, texts) or not was_stale
        self.papers.remove(number)
        return was_stale

    def remove(self, doc_id: str) -> bool:
        """Take a paper out; says whether it was there."""
        number = self.names.drop(doc_id)
        if number is None:
            return False
        self.alive[number] = False
        self._stale[number] = self._any_stale = True
        self.papers.remove(number)
        self.marks.remove(number)
        self._pairs.clear()
        return True

    # What expanding asks for

    def __contains__(self, word: str) -> bool:
        return self.spread(word) > 0

    @property
    def usual_spread(self) -> int:
        """A word that so many papers hold is common enough to be meant as it was typed."""
        return max(_LEAST_USUAL, self.size // _USUAL_SHARE)

    def spread(self, word: str) -> int:
        """How many papers hold a word."""
        number = self.lexicon.number(word)
        return 0 if number is None else self._spread(number)

    def spreads(self, words: Places) -> Places:
        """About how many papers hold each of some words, by number."""
        counts: Places = np.zeros(len(words), np.int64)
        compiled = words < self.lexicon.sorted
        firsts = words[compiled]
        counts[compiled] = self.postings.offsets[firsts + 1] - self.postings.offsets[firsts]
        if self.papers.additions:
            counts += np.fromiter((len(self.papers.papers_of(word)) for word in words.tolist()), np.int64, len(words))
        return counts

    def spread_of_start(self, start: str) -> int:
        """About how many papers hold a word that begins so and is longer."""
        first, end = self._longer(start)
        compiled = int(self.postings.offsets[end] - self.postings.offsets[first])
        return compiled + sum(map(self._spread, self.lexicon.later_starting_with(start)))

    def near(self, word: str, budget: int) -> list[tuple[str, int]]:
        """The other words within so many edits, with how many."""
        return self.lexicon.near(word, budget)

    def near_starts(self, start: str) -> list[str]:
        """The beginnings of words that are one edit away."""
        return self.lexicon.near_starts(start)

    def _spread(self, number: int) -> int:
        compiled = 0
        if number < self.lexicon.sorted:
            compiled = int(self.postings.offsets[number + 1] - self.postings.offsets[number])
        return compiled + len(self.papers.papers_of(number)) + len(self.marks.papers_of(number))

    # Looking up

    def met_by(self, options: Sequence[Option], field: Field | None = None) -> list[Met]:
        """The papers that hold what options mean, within a field or anywhere."""
        found: list[Met] = []
        words: list[tuple[int, float]] = []
        for option in options:
            if option.source is Source.PAIR:
                found.append(self._pair(option))
            elif option.source is Source.START:
                found += self._start(option)
            elif (number := self.lexicon.number(option.term)) is not None:
                words.append((number, option.weight))
        if len(words) > _FEW:
            found += self._words(words)
        else:
            for number, weight in words:
                found += self._word(number, weight)
        return [part for part in (one.within(field) for one in found) if len(part.papers)]

    def _words(self, words: Sequence[tuple[int, float]]) -> Iterator[Met]:
        """Many words at once: a slip may mean dozens, each of which few papers hold."""
        compiled = [(number, weight) for number, weight in words if number < self.lexicon.sorted]
        numbers = np.array([number for number, _ in compiled], np.int64)
        firsts, ends = self.postings.offsets[numbers], self.postings.offsets[numbers + 1]
        weights = np.array([weight for _, weight in compiled], np.float32)
        yield self._compiled(*self.postings.holders_of(firsts, ends), np.repeat(weights, ends - firsts))
        for number, weight in words:
            yield from self._added(number, weight)

    def _word(self, number: int, weight: float) -> Iterator[Met]:
        if number < self.lexicon.sorted:
            offsets = self.postings.offsets
            holders = self.postings.holders(int(offsets[number]), int(offsets[number + 1]))
            yield self._compiled(*holders, np.float32(weight))
        yield from self._added(number, weight)

    def _added(self, number: int, weight: float) -> Iterator[Met]:
        for overlay in (self.papers, self.marks):
            if papers := overlay.papers_of(number):
                yield Met.of(papers, weight)

    def _start(self, option: Option) -> Iterator[Met]:
        """What begins so. Of one or two letters only in the telling fields: nearly every abstract has such a word."""
        telling, (first, end) = len(option.term) <= SOFT_LENGTH, self._longer(option.term)
        offsets = self.postings.offsets[first : end + 1]
        lengths = self.lexicon.words.lengths[first:end].astype(np.float32)
        weights = np.float32(option.weight) * _sureness(np.float32(len(option.term)) / lengths)
        papers, values = self.postings.holders(int(offsets[0]), int(offsets[-1]))
        each = np.repeat(weights, np.diff(offsets))
        if telling:
            places = np.flatnonzero((values & _TELLING_BITS) != 0)
            papers, values, each = papers[places], values[places], each[places]
        yield self._compiled(papers, values, each)
        for met in self._added_start(option, first, end):
            yield met.chosen((met.values & _TELLING_BITS) > 0) if telling else met

    def _added_start(self, option: Option, first: int, end: int) -> Iterator[Met]:
        later = self.lexicon.later_starting_with(option.term)
        for overlay in (self.papers, self.marks):
            for number in (*overlay.words_between(first, end), *later):
                share = np.array([len(option.term) / len(self.lexicon.word(number))], np.float32)
                if papers := overlay.papers_of(number):
                    yield Met.of(papers, option.weight * float(_sureness(share)[0]))

    def _longer(self, start: str) -> tuple[int, int]:
        first, end = self.lexicon.starting_with(start)
        return first + (first < end and self.lexicon.words[first] == start), end

    def _compiled(self, papers: Numbers, values: Shorts, weights: Scores | np.float32) -> Met:
        met = Met(papers, values, weights)
        return met.chosen(~self._stale[met.papers]) if self._any_stale else met

    def _pair(self, option: Option) -> Met:
        if option.term not in self._pairs:
            if len(self._pairs) >= _CACHED_PAIRS:
                self._pairs.clear()
            self._pairs[option.term] = self._side_by_side(option.term)
        return self._pairs[option.term]._replace(weights=np.float32(option.weight))

    def _side_by_side(self, pair: str) -> Met:
        """The papers that hold two words side by side, worth as much as the lesser of the two."""
        numbers = [self.lexicon.number(word) for word in pair.split(" ")]
        left, right = (self._values(number) for number in numbers)
        papers = np.flatnonzero((left > 0) & (right > 0))[:_MOST_IN_PAIRS].astype(np.uint32)
        tables = [table_of(self.lexicon, [number]) for number in numbers if number is not None]
        papers = self._side_by_side_in(papers, tables, None)
        return Met(papers, lesser(left[papers], right[papers]), np.float32(1))

    def _side_by_side_in(self, papers: Numbers, tables: Sequence[Flags], field: Field | None) -> Numbers:
        """Those of the papers in which words of these sets stand side by side, in a field or anywhere."""
        beside = np.zeros(len(papers), bool)
        for first in range(0, len(papers), _READ_AT_ONCE):
            for stretch in self.stretches(papers[first : first + _READ_AT_ONCE]):
                beside[first + stretch.side_by_side(tables, field)] = True
        return papers[beside]

    def _values(self, number: int | None) -> Shorts:
        """What a word is worth in each paper, 0 where it does not stand."""
        values = np.zeros(self.size, np.uint16)
        for met in self._word(number, 1.0) if number is not None else ():
            values[met.papers] = met.values
        return values

    def stretches(self, papers: Numbers, most: int | None = None) -> Iterator[Stretch]:
        """The words of papers in the order of the text, so many of each at most."""
        return stretches(papers, self.postings, self._stale, (self.papers, self.marks), most)

    def standing(self, sought: Sought) -> Flags:
        """For each paper whether words stand in it literally, side by side, written apart or together."""
        flags = np.ones(self.size, bool)
        for slot in sought.slots:
            flags &= self._literally(slot)
        if len(sought.slots) < 2:
            return flags
        first, last = sought.slots[0], sought.slots[-1]
        papers = np.flatnonzero(flags).astype(np.uint32)
        flags[:] = False
        flags[self._side_by_side_in(papers, [self._table(slot) for slot in sought.slots], first.field)] = True
        together = "".join(slot.word for slot in sought.slots)
        return flags | self._literally(Slot(together, half_typed=last.half_typed, field=first.field))

    def _literally(self, slot: Slot) -> Flags:
        flags = np.zeros(self.size, bool)
        for met in self.met_by(literal_options(slot), slot.field):
            flags[met.papers] = True
        return flags

    def _table(self, slot: Slot) -> Flags:
        word = slot.word  # the order of the words knows no accents
        number = self.lexicon.number(word)
        within = self.lexicon.starting_with(word) if slot.half_typed else (0, 0)
        later = self.lexicon.later_starting_with(word) if slot.half_typed else []
        return table_of(self.lexicon, [*later, *(() if number is None else (number,))], within)


def _sureness(shares: Scores) -> Scores:
    """How sure it is that words are meant of which these shares of the letters were typed."""
    sure: Scores = np.float32(LEAST_OF_START) + np.float32(MOST_OF_START - LEAST_OF_START) * shares
    return sure
