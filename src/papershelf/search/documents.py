"""What the index keeps of one paper: its words, counted, and in order."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from papershelf.search.fields import Field
from papershelf.search.tokens import other_forms, words_of


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The words of one field.

    Attributes:
        text: The field's text, to see whether a new one differs.
        line: The folded words in order, with a blank before and after each: ` a b `.
        words: How often each stands there.
        forms: The same for the other forms that a word may be looked for as.
        length: How many words.
    """

    text: str
    line: str
    words: Mapping[str, int]
    forms: Mapping[str, int]
    length: int

    @classmethod
    def of(cls, text: str) -> "FieldWords":
        """Count the words of a text."""
        words = words_of(text)
        forms = Counter(form.text for form in other_forms(text))
        return cls(text, f" {' '.join(words)} ", Counter(words), forms, len(words))


@dataclass(slots=True)
class Document:
    """A paper as the index knows it."""

    id: str
    fields: dict[Field, FieldWords] = field(default_factory=dict)

    def update(self, texts: Mapping[Field, str]) -> bool:
        """Replace the fields given; whether anything changed."""
        changed = False
        for name, text in texts.items():
            known = self.fields.get(name)
            if text != (known.text if known else ""):
                self.fields[name] = FieldWords.of(text)
                changed = True
        return changed

    def words(self) -> set[str]:
        """Every word of every field."""
        return set(chain.from_iterable(words.words for words in self.fields.values()))

    def forms(self) -> set[str]:
        """Every other form of every field."""
        return set(chain.from_iterable(words.forms for words in self.fields.values()))

    def holds(self, text: str) -> bool:
        """Whether words stand side by side in a field; the text has a blank at both ends."""
        return any(text in words.line for words in self.fields.values())

    def fits(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern of `phrase_pattern` is met in a field."""
        return any(pattern.search(words.line) for words in self.fields.values())


def phrase_pattern(words: Iterable[str], half_typed: bool = False) -> re.Pattern[str]:
    """Words side by side, whether written apart or together."""
    return re.compile(" " + " ?".join(map(re.escape, words)) + ("" if half_typed else " "))
