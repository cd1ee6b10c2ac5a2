"""What is wrong in the file of settings, told with the line it stands on and what was probably meant."""

from collections.abc import Iterable
from typing import NamedTuple

from papershelf.text import safe_line

ALIKE = 60  # of 100, by rapidfuzz: below that a suggestion would only puzzle
LONGEST = 60  # characters of what is quoted


class Problem(NamedTuple):
    """Something in the file that does not count.

    Attributes:
        file: The file's name.
        line: The line it stands on, from 1; 0 where that is not known.
        key: What is meant: `theme`, `keys.paper.star`; empty where the whole file is.
        reason: What is wrong with it, in words.
        nearest: What was probably meant, or nothing.
    """

    file: str
    line: int
    key: str
    reason: str
    nearest: str = ""

    @property
    def words(self) -> str:
        """Everything in one line."""
        where = f"{self.file}, line {self.line}" if self.line else self.file
        meant = f'; did you mean "{self.nearest}"?' if self.nearest else "."
        return safe_line(f"{where}: {self.reason}{meant}")


def quoted(foreign: object) -> str:
    """Something of the file as it can be shown: on one line, not too long."""
    is_text = isinstance(foreign, str)
    text = str(foreign).lower() if isinstance(foreign, bool) else foreign if is_text else repr(foreign)
    text = safe_line(str(text)[: 4 * LONGEST])
    text = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return f'"{text}"' if is_text else text


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing."""
    from rapidfuzz import fuzz, process  # nothing is wrong in most files

    found = process.extractOne(word[: 4 * LONGEST].casefold(), list(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return str(found[0]) if found else ""
