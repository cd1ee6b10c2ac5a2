"""Reading lists of two sides made one: the papers of both, without those that one side took out."""

from papershelf.store.joining.case import Case
from papershelf.store.joining.values import ABSENT, join_values
from papershelf.store.joining.views import join_views
from papershelf.store.layout import Record

_PLACES = "places"


def join_lists(case: Case, base: Record | None, ours: Record, theirs: Record) -> Record:
    """The list that both sides' changes come to.

    Name, description and place of the list are settled as those of a view. Its papers are joined one by one.

    Args:
        case: The list's.
        base: The record that both came from; None where there was none, or none is known.
        ours: Ours, as a record.
        theirs: Theirs.
    """
    plain = [None if record is None else _without_places(record) for record in (base, ours, theirs)]
    joined = join_views(case, plain[0], plain[1] or {}, plain[2] or {}, table="lists")
    before, mine, yours = (ABSENT if record is None else record.get(_PLACES, {}) for record in (base, ours, theirs))
    places = join_values(before, mine, yours)
    return joined | {_PLACES: places} if places else joined


def _without_places(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != _PLACES}
