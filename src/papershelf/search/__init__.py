"""Finding papers: typed text becomes a query, an index ranks its words, filters judge its clauses."""

from papershelf.search.fields import Field, Match
from papershelf.search.language.filters import Context, clause_filter, entry_filter
from papershelf.search.language.nodes import Clause, Force, Group, Phrase, Query, Term, Word, is_clauses_only
from papershelf.search.language.problems import Problem, caret
from papershelf.search.language.query import parse
from papershelf.search.language.reading import Reading, read

__all__ = [
    "Clause",
    "Context",
    "Field",
    "Force",
    "Group",
    "Match",
    "Phrase",
    "Problem",
    "Query",
    "Reading",
    "Term",
    "Word",
    "caret",
    "clause_filter",
    "entry_filter",
    "is_clauses_only",
    "parse",
    "read",
]
