"""What was added since the index was compiled: papers that are new or different, and all tags and notes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from papershelf.search.arrays import Numbers, Shorts
from papershelf.search.fields import Field
from papershelf.search.lexicon import Lexicon
from papershelf.search.postings import SEPARATOR
from papershelf.search.words import Analyser
from papershelf.search.worth import MEASURES, PLAIN, bit_of, norm, packed

_NOTHING: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Addition:
    """One paper's part of an overlay.

    Attributes:
        texts: Its fields as they were given.
        values: What each word is worth in it, by number.
        order: Its words in the order of the fields, with a separator behind each field.
    """

    texts: Mapping[Field, str]
    values: Mapping[int, int]
    order: Numbers


class Overlay:
    """Some fields of some papers; small enough to be kept in dictionaries, so that a change costs next to nothing.

    Args:
        lexicon: Numbers words; shared with the compiled part.
        fields: The fields that it keeps, in their order.
    """

    def __init__(self, lexicon: Lexicon, fields: tuple[Field, ...]) -> None:
        self.fields = fields
        self.additions: dict[int, Addition] = {}
        self._words: dict[int, dict[int, int]] = {}
        self._analyser = Analyser(lexicon.add)

    def put(self, paper: int, texts: Mapping[Field, str]) -> bool:
        """Keep these fields of a paper, and no others; says whether anything changed."""
        known = self.additions.get(paper)
        kept = {field: text for field in self.fields if (text := texts.get(field, ""))}
        if kept == (known.texts if known else {}):
            return False
        self.remove(paper)
        if kept:
            addition = self.additions[paper] = self._addition(kept)
            for word, value in addition.values.items():
                self._words.setdefault(word, {})[paper] = value
        return True

    def remove(self, paper: int) -> None:
        """Drop what is kept of a paper."""
        addition = self.additions.pop(paper, None)
        for word in addition.values if addition else ():
            papers = self._words[word]
            del papers[paper]
            if not papers:
                del self._words[word]

    def papers_of(self, word: int) -> Mapping[int, int]:
        """The papers that hold a word, with what it is worth there."""
        return self._words.get(word, _NOTHING)

    def words_between(self, first: int, end: int) -> Iterable[int]:
        """The words kept here that have numbers in a range."""
        if end - first > len(self._words):
            return [word for word in self._words if first <= word < end]
        return [word for word in range(first, end) if word in self._words]

    def _addition(self, texts: Mapping[Field, str]) -> Addition:
        strengths: Counter[int] = Counter()
        bits: dict[int, int] = {}
        order: list[int] = []
        title_norm = 1.0
        for field in self.fields:
            found = self._analyser.analyse(texts.get(field, ""))
            here = norm(field, len(found.words))
            title_norm = here if field is Field.TITLE else title_norm
            for words, plain in ((found.words, PLAIN), (found.forms, 0), (found.accents, PLAIN)):
                for word in words:
                    strengths[word] += MEASURES[field].weight / here  # type: ignore[assignment]
                    bits[word] = bits.get(word, 0) | bit_of(field) | plain
            order += (*found.words, int(SEPARATOR))
        values = _packed(strengths, bits, title_norm)
        return Addition(texts, dict(zip(strengths, values.tolist(), strict=True)), np.array(order, np.uint32))


def _packed(strengths: Mapping[int, float], bits: Mapping[int, int], title_norm: float) -> Shorts:
    return packed(
        np.fromiter(strengths.values(), np.float32, len(strengths)),
        np.fromiter((bits[word] for word in strengths), np.uint8, len(strengths)),
        np.full(len(strengths), title_norm, np.float32),
    )
