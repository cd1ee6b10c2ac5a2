"""Names of people in the parts that reference formats want: given name, particle, family name, suffix."""

import re
from typing import Final, NamedTuple

_SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Words that say that a name is no person's.
_INSTITUTE: Final = re.compile(
    r"[,;&@\d:/()]|\b(?:and|of|the|for|at|team|group|lab|labs|laboratory|university|institute|institut|research|inc|ltd"
    r"|corporation|foundation|consortium|collaboration|project|center|centre|college|school|department|ai)\b",
    re.IGNORECASE,
)


class Name(NamedTuple):
    """The parts of a name; joined in this order by single blanks they are the name."""

    given: str
    particle: str
    family: str
    suffix: str


def split_name(name: str) -> Name | None:
    """A spoken name in parts, or None for one that is better left whole: an institute's, or a single word.

    The family name is the last word, with the words in small letters before it as its particle; nobody can tell two
    family names from a middle name and one.

    Args:
        name: On one line, with single blanks.
    """
    words = name.split(" ")
    if len(words) < 2 or len(words) > 8 or _INSTITUTE.search(name):
        return None
    suffix = words.pop() if words[-1].lower() in _SUFFIXES and len(words) > 2 else ""
    family = words.pop()
    particle: list[str] = []
    while len(words) > 1 and words[-1][0].islower():
        particle.insert(0, words.pop())
    return Name(" ".join(words), " ".join(particle), family, suffix)
