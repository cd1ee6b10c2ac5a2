"""What a person typed, as an immutable value: the door to the nodes of a query and to their reader."""

from papershelf.search.language.nodes import Clause, Force, Group, Phrase, Query, Term, Word, is_clauses_only
from papershelf.search.language.problems import Problem, caret
from papershelf.search.language.reading import Reading, read

__all__ = [
    "Clause",
    "Force",
    "Group",
    "Phrase",
    "Problem",
    "Query",
    "Reading",
    "Term",
    "Word",
    "caret",
    "is_clauses_only",
    "parse",
    "read",
]


def parse(text: str) -> Query:
    """The query that a text means. Every text means one; what is no clause stays words."""
    return read(text).query
