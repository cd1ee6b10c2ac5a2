"""Known-item queries: what a person who remembers one paper, more or less well, would type to get it back."""

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NAME = re.compile(r"^([^\s:]+(?: [^\s:]+)?):\s")
_STOP_WORDS = """
a about across after all also among an and any are as at based be been between both but by can could
do does each for from further has have how however if in into is it its itself large like many may
more most new no not of on only or other our over own paper propose proposed show such than that the
their them then there these they this those through to toward towards under use used using various
via was we well were what when where whether which while who why will with within without work would
you your
"""
_STOP = frozenset(_STOP_WORDS.split())
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_COMMON = 0.15  # a word in more than this share of the papers tells nobody apart


@dataclass(frozen=True, slots=True)
class Known:
    """A paper, as far as a query needs it."""

    id: str
    title: str
    abstract: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query and the paper it is meant to find.

    Attributes:
        kind: How the paper is remembered.
        typed: What is typed.
        paper_id: The paper meant.
        meant: The words meant, spelt right and whole.
    """

    kind: str
    typed: str
    paper_id: str
    meant: tuple[str, ...] = ()


@dataclass
class Memory:
    """How a person remembers papers: which words stay with them, and how their fingers slip.

    Args:
        papers: Everything that may be meant.
        seed: Makes the same queries again.
    """

    papers: Sequence[Known]
    seed: int
    spread: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        for paper in self.papers:
            self.spread.update({word.lower() for word in _WORD.findall(f"{paper.title} {paper.abstract}")})

    def telling(self, text: str, least: int = 3) -> list[str]:
        """The words of a text that a person would remember it by, in order, each once."""
        words = dict.fromkeys(_WORD.findall(text))
        limit = _COMMON * len(self.papers)
        return [
            word
            for word in words
            if len(word) >= least and word.lower() not in _STOP and self.spread[word.lower()] <= limit
        ]

    def some(self, words: Sequence[str], count: int) -> list[str]:
        """So many of the words, in their order; the rarer ones come to mind more easily."""
        rarity = {word: math.log(1 + len(self.papers) / self.spread[word.lower()]) for word in words}
        drawn = sorted(words, key=lambda word: -(self.random.random() ** (1 / rarity[word])))[:count]
        return [word for word in words if word in drawn]

    def slip(self, word: str) -> str:
        """The word with one letter missing, too many, wrong, or swapped with the next."""
        while True:
            place = self.random.randrange(len(word))
            slipped = self.random.choice((_missing, _extra, _wrong, _swapped))(word, place, self.random)
            if slipped != word:
                return slipped

    def half(self, word: str) -> str:
        """The beginning of a word: three letters or more, and not less than a third of them."""
        return word[: self.random.randint(max(3, len(word) // 3), max(3, len(word) - 1))]


def _missing(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place + 1 :]


def _extra(word: str, place: int, chance: random.Random) -> str:
    return word[:place] + chance.choice(_beside(word[place])) + word[place:]


def _wrong(word: str, place: int, chance: random.Random) -> str:
    return word[:place] + chance.choice(_beside(word[place])) + word[place + 1 :]


def _swapped(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]


def _beside(letter: str) -> str:
    """The keys left and right of a letter."""
    row = next((row for row in _KEYS if letter.lower() in row), "aeiou")
    place = row.find(letter.lower())
    return (row[max(place - 1, 0) : place] + row[place + 1 : place + 2]) or row


def _title_words(memory: Memory, paper: Known, least: int = 3) -> list[str] | None:
    words = memory.telling(paper.title, least)
    return memory.some(words, memory.random.choice((2, 3))) if len(words) >= 2 else None


def _title(memory: Memory, paper: Known) -> Wanted | None:
    words = _title_words(memory, paper)
    return Wanted("title words", " ".join(words), paper.id, tuple(words)) if words else None


def _typos(memory: Memory, paper: Known) -> Wanted | None:
    words = _title_words(memory, paper, 4)
    typed = " ".join(map(memory.slip, words or ()))
    return Wanted("a typo in each word", typed, paper.id, tuple(words)) if words else None


def _half_typed(memory: Memory, paper: Known) -> Wanted | None:
    words = _title_words(memory, paper, 5)
    if not words:
        return None
    return Wanted("half-typed", " ".join([*words[:-1], memory.half(words[-1])]), paper.id, tuple(words))


def _any_order(memory: Memory, paper: Known) -> Wanted | None:
    words = _title_words(memory, paper)
    if not words:
        return None
    return Wanted("swapped order", " ".join([*words[1:], words[0]]), paper.id, tuple(words))


def _name(memory: Memory, paper: Known) -> Wanted | None:
    found = _NAME.match(paper.title)
    if not found or memory.spread[found[1].lower()] > 10:
        return None
    return Wanted("method name", found[1].lower(), paper.id, (found[1],))


def _abstract(memory: Memory, paper: Known) -> Wanted | None:
    words = memory.some(memory.telling(paper.abstract, 4), memory.random.choice((3, 4)))
    return Wanted("abstract words", " ".join(words), paper.id, tuple(words)) if len(words) >= 3 else None


def _typo_and_half(memory: Memory, paper: Known) -> Wanted | None:
    words = _title_words(memory, paper, 5)
    if not words:
        return None
    typed = [*map(memory.slip, words[:-1]), memory.half(words[-1])]
    return Wanted("typos and half-typed", " ".join(typed), paper.id, tuple(words))


def _typo_in_half(memory: Memory, paper: Known) -> Wanted | None:
    words = _title_words(memory, paper, 7)
    if not words:
        return None
    half = words[-1][: memory.random.randint(5, len(words[-1]) - 1)]
    typed = [*words[:-1], memory.slip(half)]
    return Wanted("typo in the half word", " ".join(typed), paper.id, tuple(words))


KINDS: tuple[Callable[[Memory, Known], Wanted | None], ...] = (
    _title,
    _typos,
    _half_typed,
    _any_order,
    _name,
    _abstract,
    _typo_and_half,
    _typo_in_half,
)


def make(papers: Sequence[Known], seed: int, per_kind: int = 80) -> list[Wanted]:
    """So many queries of every kind, each for a paper of its own."""
    memory = Memory(papers, seed)
    wanted: list[Wanted] = []
    for kind in KINDS:
        order = memory.random.sample(range(len(papers)), len(papers))
        made = (kind(memory, papers[place]) for place in order)
        wanted += [one for one, _ in zip(filter(None, made), range(per_kind), strict=False)]
    return wanted


def another_fits(wanted: Wanted, folded: Mapping[str, str], fold: Callable[[str], str]) -> bool:
    """Whether another paper holds every word meant too: no engine can know that it is not the one."""
    words = sorted(map(fold, wanted.meant), key=len, reverse=True)  # long words are rare: most papers fail at once
    first, rest = words[0], words[1:]
    return any(
        first in text and all(word in text for word in rest) and paper_id != wanted.paper_id
        for paper_id, text in folded.items()
    )
