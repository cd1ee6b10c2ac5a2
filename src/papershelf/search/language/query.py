"""What a person typed, as an immutable value."""

from papershelf.search.language.nodes import Query
from papershelf.search.language.reading import read


def parse(text: str) -> Query:
    """The query that a text means. Every text means one; what is no clause stays words."""
    return read(text).query
