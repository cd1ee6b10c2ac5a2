"""Reading lists of two machines: what either put on is on, what one took off is off, and no list is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from papershelf import Library
from tests.list_tools import made, tree
from tests.sync_things import Machine, Ticking

Change = Callable[[Library], object]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Machine, Machine]:
    """Two copies of one library with the list Thesis of a, b and c, and the list Other."""
    clock = Ticking()
    one, two = Machine(tmp_path / "one", clock), Machine(tmp_path / "two", clock)
    one.add(*"abcdef")
    with one.open() as library:
        made(library, "Thesis", "a", "b", "c")
        made(library, "Other")
    shutil.copytree(one.folder, two.folder)
    return one, two


def joined(one: Machine, two: Machine, here: Change, there: Change) -> Library:
    """Both sides after each merged the other, once they did something: the first; the second is the same."""
    for machine, change in ((one, here), (two, there)):
        with machine.open() as library:
            change(library)
    one.do("merge", two.folder)
    two.do("merge", one.folder)
    assert one.tables["lists"] == two.tables["lists"]
    assert one.do("merge", two.folder).is_nothing
    return one.open()


def thesis(library: Library) -> str:
    return library.find_list("thesis").id


def test_papers_put_on_by_both_are_on_and_a_removal_counts(pair: tuple[Machine, Machine]) -> None:
    def here(library: Library) -> None:
        library.put_into(thesis(library), ["d"])
        library.take_out(thesis(library), ["b"])

    def there(library: Library) -> None:
        library.put_into(thesis(library), ["e", "f"])
        library.move_in_list(thesis(library), ["c"], "top")

    with joined(*pair, here, there) as library:
        assert library.find_list("thesis").papers == ("c", "a", "d", "e", "f")
        library.undo()
        assert library.find_list("thesis").papers == ("a", "c", "d")


def test_name_description_and_papers_are_joined_apart(pair: tuple[Machine, Machine]) -> None:
    def here(library: Library) -> None:
        library.edit_list(thesis(library), name="Book")

    def there(library: Library) -> None:
        library.edit_list(thesis(library), description="about")
        library.put_into(thesis(library), ["d"])

    with joined(*pair, here, there) as library:
        book = library.find_list("book")
        assert (book.description, book.papers) == ("about", ("a", "b", "c", "d"))


def test_a_list_made_on_either_side_is_there(pair: tuple[Machine, Machine]) -> None:
    with joined(*pair, lambda one: made(one, "Same", "a"), lambda two: made(two, "Same", "b")) as library:
        assert sorted(tree(library)) == ["Other 0", "Same 1", "Same 1", "Thesis 3"], "made apart, they are two"
        assert set(library.find("list:same").ids) == {"a", "b"}


def test_a_list_deleted_here_and_changed_there_stays(pair: tuple[Machine, Machine]) -> None:
    def here(library: Library) -> None:
        library.delete_list(thesis(library))
        library.delete_list(library.find_list("other").id)

    with joined(*pair, here, lambda two: two.put_into(thesis(two), ["d"])) as library:
        assert tree(library) == ["Thesis 4"], "what nobody changed is gone"


def test_a_circle_that_joining_made_is_shown_and_opened(pair: tuple[Machine, Machine]) -> None:
    def under(child: str, parent: str) -> Change:
        return lambda library: library.edit_list(library.find_list(child).id, parent=library.find_list(parent).id)

    with joined(*pair, under("thesis", "other"), under("other", "thesis")) as library:
        assert sorted(tree(library)) == ["Other 0", "Thesis 3"], "both at the top, no endless loop"
        assert set(library.find("list:thesis").ids) == set("abc")
        under("other", "thesis")(library)
        assert tree(library) == ["Thesis 3", "  Other 0"]
        library.delete_list(thesis(library))
        assert tree(library) == ["Other 0"]


def test_the_doctor_has_nothing_against_lists(pair: tuple[Machine, Machine]) -> None:
    with joined(*pair, lambda one: one.delete(["a"]), lambda two: two.put_into(thesis(two), ["d"])) as library:
        library.trash()
        library.purge(["a"])
        (one, *_) = library.lists()
        assert (one.count, one.gone) == (3, 1)
    checked = pair[0].do("doctor")
    assert [each for each in checked.findings if "list" in str(each).lower()] == []
