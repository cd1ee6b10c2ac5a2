"""What tests of reading lists share."""

from papershelf import Library


def ids_of(library: Library, query: str = "", *, view: str = "", sort: str = "") -> list[str]:
    """The ids that a query finds, in their order."""
    return list(library.find(query, view=view, sort=sort).ids)


def made(library: Library, name: str, *ids: str, under: str = "", about: str = "") -> str:
    """Make a list, and tell its id."""
    known = {one.made.id for one in library.lists()}
    library.make_list(name, parent=under, description=about, ids=ids)
    return next(one.made.id for one in library.lists() if one.made.id not in known)


def tree(library: Library) -> list[str]:
    """The lists from the top, indented by depth, with their counts."""
    return [f"{'  ' * one.depth}{one.made.name} {one.count}" for one in library.lists()]
