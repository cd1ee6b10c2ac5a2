"""The parts of a paper that are searched, and what the finding of one is called."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Field(StrEnum):
    """A part of a paper that is searched, the most telling first."""

    TITLE = "title"
    TAGS = "tags"
    NOTE = "note"
    AUTHORS = "authors"
    ABSTRACT = "abstract"


Tier = Literal["literal", "similar"]


@dataclass(frozen=True, slots=True)
class Match:
    """A paper found.

    Attributes:
        doc_id: The paper's id, as given to `Index.put`.
        score: Larger is better; comparable within one search and one tier only.
        tier: `literal` if every word stands there as typed, else `similar`.
        fields: Where it matched, most telling first.
    """

    doc_id: str
    score: float
    tier: Tier
    fields: tuple[Field, ...]
