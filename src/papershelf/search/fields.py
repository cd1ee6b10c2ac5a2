"""The parts of a paper that are searched, and what the finding of one is called."""

from enum import StrEnum
from typing import Literal, NamedTuple


class Field(StrEnum):
    """A part of a paper that is searched, the most telling first."""

    TITLE = "title"
    TAGS = "tags"
    NOTE = "note"
    AUTHORS = "authors"
    ABSTRACT = "abstract"


Tier = Literal["literal", "similar"]


class Match(NamedTuple):
    """A paper found.

    Attributes:
        doc_id: The paper's id, as given to `Index.put`.
        score: Larger is better; comparable within one search and one tier only.
        tier: `literal` if every word stands there as typed, else `similar`.
    """

    doc_id: str
    score: float
    tier: Tier
