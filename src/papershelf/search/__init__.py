"""Finding papers: typed text becomes a query, an index ranks its words, filters judge its clauses."""

from papershelf.search.fields import Field, Match
from papershelf.search.filters import Context, clause_filter, entry_filter
from papershelf.search.highlight import Highlighter
from papershelf.search.index import Index
from papershelf.search.nodes import Clause, Force, Group, Phrase, Query, Term, Word, is_clauses_only
from papershelf.search.problems import Problem, caret
from papershelf.search.query import parse
from papershelf.search.reading import Reading, read

__all__ = [
    "Clause",
    "Context",
    "Field",
    "Force",
    "Group",
    "Highlighter",
    "Index",
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
