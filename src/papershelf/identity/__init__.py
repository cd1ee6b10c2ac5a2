"""When two records are one paper, and what becomes of them when they are."""

from papershelf.identity.identifiers import canonical_arxiv, canonical_doi, canonical_identifiers
from papershelf.identity.known import Beside, Known
from papershelf.identity.merging import absorb, merge
from papershelf.identity.near import NearDuplicate
from papershelf.identity.pairs import pairs
from papershelf.identity.register import Outcome, Placement, Register, likeness, make_id, same_work, telling

__all__ = [
    "Beside",
    "Known",
    "NearDuplicate",
    "Outcome",
    "Placement",
    "Register",
    "absorb",
    "canonical_arxiv",
    "canonical_doi",
    "canonical_identifiers",
    "likeness",
    "make_id",
    "merge",
    "pairs",
    "same_work",
    "telling",
]
