"""Saved views under a person's hands: names, keys, the order, and the way back."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from papershelf import Library
from papershelf.errors import NothingFoundError, UsageError
from papershelf.saved import NAME_LONGEST, QUERY_LONGEST, SHIPPED, in_order
from tests.view_tools import SHIPPED_NAMES, keys, names


def test_renaming_changing_deleting_and_the_way_back(library: Library) -> None:
    told = [
        library.rename_view("inbox", "Post"),
        library.save_view("Post", "is:inbox has:code", view_id="inbox"),
        library.save_view("Post office", "is:inbox has:code", view_id="inbox"),
        library.save_view("Both", "is:queued", view_id="inbox"),
        library.delete_view("inbox"),
    ]
    assert [unit.words for unit in told if unit] == [
        "renamed the view “Inbox” to “Post”",
        "changed the view “Post”",
        "renamed the view “Post” to “Post office”",
        "changed the view “Both”",
        "deleted the view “Both”",
    ]
    assert keys(library)[0] == "queued"
    for name, query in (
        ("Both", "is:queued"),
        ("Post office", "is:inbox has:code"),
        ("Post", "is:inbox has:code"),
        ("Post", SHIPPED["inbox"].query),
        ("Inbox", SHIPPED["inbox"].query),
    ):
        with Library.open(library.places.data) as other:
            assert other.undo() is not None
        library.refresh()
        assert (library.views()[1].label, library.views()[1].query) == (name, query)
    for _ in range(5):
        assert library.redo() is not None
    assert "inbox" not in keys(library)


def test_nothing_changed_is_no_unit(library: Library) -> None:
    before = len(library.history())
    assert library.rename_view("inbox", " Inbox") is None
    assert library.save_view("Inbox", f"{SHIPPED['inbox'].query} ", view_id="inbox") is None
    assert library.move_view("inbox", -1) is None
    assert library.move_view("note", 1) is None
    assert library.move_view("seen", 0) is None
    assert len(library.history()) == before


def test_a_deleted_view_leaves_name_and_key_free(library: Library) -> None:
    library.delete_view("starred")
    library.save_view("Starred", "is:starred has:code")
    assert names(library)[-1] == "Starred"
    assert keys(library)[-1] == "starred"
    library.undo()
    library.undo()
    assert names(library) == SHIPPED_NAMES
    library.save_view("Mine", "is:read")
    library.delete_view("mine")
    assert names(library) == SHIPPED_NAMES
    library.undo()
    assert keys(library)[-1] == "mine"


def test_keys_are_short_and_never_taken_twice(library: Library) -> None:
    for name in ("Code", "code?", "ALL!", "Ünïcode & Co", "…", "!", "x" * 60, "tag:x"):
        library.save_view(name, "is:read")
    assert keys(library)[13:] == ["code-2", "code-3", "all-2", "unicode-co", "view", "view-2", "x" * 24, "tag-x"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda library: library.save_view("", "is:read"), "needs a name"),
        (lambda library: library.save_view("\x1b\u202e\n", "is:read"), "needs a name"),
        (lambda library: library.save_view("x" * (NAME_LONGEST + 1), "is:read"), "at most"),
        (lambda library: library.save_view("iNBOX", "is:read"), "“Inbox” already"),
        (lambda library: library.save_view("all", "is:read"), "“All” already"),
        (lambda library: library.rename_view("queued", "inbox"), "“Inbox” already"),
        (lambda library: library.save_view("inbox", "is:read", view_id="queued"), "“Inbox” already"),
        (lambda library: library.save_view("New", " "), "needs a query"),
        (lambda library: library.save_view("New", "- ."), "needs a query"),
        (lambda library: library.save_view("New", "word " * QUERY_LONGEST), "at most"),
    ],
)
def test_what_makes_no_sense_changes_nothing(library: Library, change: Callable[[Library], object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        change(library)
    assert names(library) == SHIPPED_NAMES
    assert not (library.places.data / "views.json").exists()


@pytest.mark.parametrize("key", ["none", "all", "tag:x", ""])
def test_what_is_no_saved_view_cannot_be_changed(library: Library, key: str) -> None:
    changes: tuple[Callable[[], object], ...] = (
        lambda: library.rename_view(key, "x"),
        lambda: library.save_view("x", "is:read", view_id=key),
        lambda: library.move_view(key, 1),
        lambda: library.delete_view(key),
    )
    for change in changes:
        with pytest.raises(NothingFoundError, match="no saved view"):
            change()


def test_one_move_writes_one_record(library: Library) -> None:
    unit = library.move_view("inbox", 4)
    assert unit is not None
    assert unit.words == "moved the view “Inbox”"
    assert [change.id for change in unit.changes] == ["inbox"]
    assert keys(library)[:6] == ["queued", "starred", "due", "code", "inbox", "no-note"]
    library.move_view("note", -99)
    assert keys(library)[0] == "note"
    library.move_view("note", 99)
    assert keys(library)[-1] == "note"
    library.delete_view("starred")
    library.move_view("due", -1)
    assert keys(library)[:2] == ["due", "queued"], "a hidden view is no place to stop at"


def test_views_at_one_position_can_still_be_parted(library: Library) -> None:
    library.move_view("queued", 1)
    path = library.places.data / "views.json"
    path.write_text(path.read_text().replace('"position":3.25', '"position":3.0'))
    library.refresh()
    assert keys(library)[:6] == ["inbox", "queued", "starred", "due", "code", "no-note"]
    library.move_view("inbox", 1)
    assert keys(library)[:6] == ["queued", "inbox", "starred", "due", "code", "no-note"]


@settings(max_examples=15, deadline=None)
@given(some.lists(some.tuples(some.integers(0, 10), some.integers(-12, 12)), max_size=25))
def test_moving_is_moving_in_a_list(tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]]) -> None:
    with Library.open(tmp_path_factory.mktemp("moves")) as library:
        model = [view.id for view in in_order(SHIPPED.values())]
        states = [list(model)]
        for place, step in moves:
            key = model.pop(place)
            model.insert(min(max(place + step, 0), len(model)), key)
            unit = library.move_view(key, step)
            assert (unit is None) == (model == states[-1])
            if unit is not None:
                states.append(list(model))
            assert keys(library) == model
        for expected in states[-2::-1]:
            assert library.undo() is not None
            assert keys(library) == expected


def test_narrowing_moves_never_run_out_of_room(library: Library) -> None:
    """Halving a gap ends somewhere; then all views get whole numbers, as one unit."""
    for _ in range(120):
        first, second = keys(library)[4:6]
        assert library.move_view(first, 1) is not None
        assert keys(library)[4:6] == [second, first]
        third = keys(library)[6]
        assert library.move_view(third, -2) is not None
        assert keys(library)[4] == third
