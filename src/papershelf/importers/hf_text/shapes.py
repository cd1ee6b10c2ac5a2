"""What a text looks like when nothing but the text is known: a title, a sentence, an abstract."""

import re
from enum import Enum, auto

SHORTEST_ABSTRACT = 250
"""No title of the seed pages is longer than 174 letters, no abstract shorter than 485."""

_JUDGED = 1000  # letters by which the case of a text is judged
_FULL_STOP = re.compile(r"(?:[.!…][\"'”’)\]}]*|https?://\S+)$")
_INNER_STOP = re.compile(r"[a-z)\]%]\. [A-Z]")
_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
# A line that ends so goes on: `Attention Is All You Need for`.
_OPEN = re.compile(
    r"(?:[-–—,:/&(]|\b(?:a|an|the|of|for|in|on|to|with|and|or|by|from|via|as|at|using|through|towards?|into|is|are))$",
    re.IGNORECASE,
)


class Shape(Enum):
    """What a text looks like, judged by itself."""

    TITLE = auto()
    SENTENCE = auto()  # a short abstract, a summary, or a title that ends with a full stop
    ABSTRACT = auto()
    OTHER = auto()


def shape_of(text: str) -> Shape:
    """What a text looks like, by its length and by how its sentences end."""
    if len(text) >= SHORTEST_ABSTRACT:
        return Shape.ABSTRACT
    if not any(map(str.isalnum, text)):
        return Shape.OTHER
    if len(text.split()) >= 4 and ends_sentence(text):
        return Shape.SENTENCE
    if len(text) > 150 and _INNER_STOP.search(text):
        return Shape.SENTENCE
    return Shape.OTHER if _ADDRESS.search(text) else Shape.TITLE


def ends_sentence(text: str) -> bool:
    """Whether a statement ends here; a question mark is no sign, for titles ask."""
    return _FULL_STOP.search(text[-200:]) is not None


def goes_on(text: str, following: str) -> bool:
    """Whether the words themselves say that a title was broken between these two lines."""
    return _OPEN.search(text[-30:]) is not None or following[:1].islower()


def in_title_case(text: str) -> bool:
    """Whether most longer words begin with a capital letter."""
    words = [word for word in text[:_JUDGED].split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 1 and sum(word[0].isupper() for word in words) * 4 >= len(words) * 3
