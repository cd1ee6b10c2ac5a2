"""What `list:` asks: which papers the meant reading lists hold, in what order, and which names mean no list."""

from collections.abc import Iterator, Mapping

from papershelf.lists import ReadingList, family, meant, papers_in
from papershelf.search.language.nodes import Clause, Query, leaves, spelt_value
from papershelf.search.language.problems import Problem
from papershelf.search.language.reading import read
from papershelf.text import safe_line

Lists = Mapping[str, ReadingList]
_MOST_NAMED = 3  # lists that a problem names


def papers_of(typed: str, lists: Lists) -> tuple[str, ...]:
    """The papers of the lists that are meant and of those under them, each once, in their order.

    Args:
        typed: An id, a name, names with `/` between them, or the beginning of a name.
        lists: Every list by its id.
    """
    return papers_in(inner for made in meant(typed, lists) for inner in family(made.id, lists))


def list_order(query: Query | None, lists: Lists) -> tuple[str, ...]:
    """The papers of the first list that a query asks for; none where it asks for none, or only among other options."""
    for clause in query.clauses if query else ():
        if clause.name == "list" and not clause.negated:
            return papers_of(clause.value, lists)
    return ()


def unknown_lists(text: str, lists: Lists) -> tuple[Problem, ...]:
    """What in a typed query means no list, in the order of the text."""
    return tuple(_unknown(text, lists))


def _unknown(text: str, lists: Lists) -> Iterator[Problem]:
    place = 0
    for leaf in leaves(read(text).query.terms):
        if not isinstance(leaf, Clause) or leaf.name != "list" or meant(leaf.value, lists):
            continue
        typed = next((word for word in (spelt_value(leaf.value), leaf.value) if word in text[place:]), "")
        start = text.index(typed, place) if typed else place
        place = start + len(typed)
        names = ", ".join(f"“{safe_line(made.name)}”" for made in list(lists.values())[:_MOST_NAMED])
        more = ", …" if len(lists) > _MOST_NAMED else ""
        known = f"there are {names}{more}" if names else "there is none yet"
        yield Problem(start, place, f"No reading list begins with “{safe_line(leaf.value)[:60]}”; {known}.")
