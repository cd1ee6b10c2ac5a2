"""How many slips of the finger lie between a typed word and others."""

from collections.abc import Sequence

_LONG_NAME = 5


def edits_between(word: str, others: Sequence[str | bytes], budget: int) -> list[tuple[str, int]]:
    """The words that are within so many edits, with how many; the word itself is left out.

    An edit is a letter missing, extra or wrong, or two neighbours swapped (optimal string alignment).

    Args:
        word: The word.
        others: Other words; those of plain letters may be bytes.
        budget: At most so many edits.
    """
    if not others:
        return []
    # Imported late: a program that only stars papers should not pay for it.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    edits = cdist([word], others, scorer=OSA.distance, score_cutoff=budget, dtype="uint8")[0]
    found: list[tuple[str, int]] = []
    for place in ((edits <= budget) & (edits > 0)).nonzero()[0].tolist():
        other = others[place]
        text = other if isinstance(other, str) else other.decode("ascii")
        if same_digits(word, text):
            found.append((text, int(edits[place])))
    return found


def same_digits(one: str, other: str) -> bool:
    """Whether the digits allow two words to be one.

    `gpt3` is no misspelling of `gpt4`, while `multienlu` may be one of `multi3nlu`.
    """
    if one.isalpha() and other.isalpha():
        return True
    here, there = _digits(one), _digits(other)
    return here == there or (not (here and there) and len(one) >= _LONG_NAME)


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
