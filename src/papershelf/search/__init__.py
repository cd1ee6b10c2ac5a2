"""Finding papers: typed text becomes a query, an index ranks its words, filters judge its clauses."""

from papershelf.search.fields import Field, Match
from papershelf.search.filters import entry_filter
from papershelf.search.highlight import Highlighter
from papershelf.search.index import Index
from papershelf.search.query import Clause, Phrase, Query, Word, parse

__all__ = ["Clause", "Field", "Highlighter", "Index", "Match", "Phrase", "Query", "Word", "entry_filter", "parse"]
