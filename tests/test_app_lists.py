"""Reading lists on the screen: the picker, the sidebar, the order, and what the detail says."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, TextArea

from papershelf import Library
from papershelf.errors import UsageError
from papershelf.tui.screens.describing import DescribeScreen
from papershelf.tui.screens.list_picker import ListScreen
from papershelf.tui.screens.view_dialog import ViewScreen
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import hostile_library, is_clean, screen_text
from tests.inbox_tools import read
from tests.list_tools import ids_of, made, tree


def offered(stage: Stage) -> list[str]:
    """What the picker offers."""
    listing = stage.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(place).prompt).rstrip() for place in range(listing.option_count)]


async def test_papers_are_put_on_lists_as_one_change(library: Library) -> None:
    a, b, c = ids_of(library)[:3]
    made(library, "Methods", b, under=made(library, "Thesis", a))
    async with staged(library) as stage:
        await stage.press("space", "space", "L")
        assert isinstance(stage.app.screen, ListScreen)
        assert offered(stage) == ["[-] Thesis  2", "  [-] Methods  1"]
        await stage.press("enter")
        await stage.type("new one")
        assert offered(stage) == ["+ make the new list “new one”"]
        await stage.press("enter")
        assert offered(stage) == ["[x] Thesis  2", "  [-] Methods  1", "[x] new one  new"]
        before = len(library.history())
        await stage.press("ctrl+s")
        assert tree(library) == ["Thesis 2", "  Methods 1", "new one 2"]
        assert len(library.history()) == before + 1
        assert "Thesis" in stage.toasts[-1]
        await stage.press("k")
        assert "on Thesis · Methods · new one" in screen_text(stage)
        await stage.press("u")
        assert tree(library) == ["Thesis 2", "  Methods 1"]
        assert c not in library.find_list("thesis").papers


async def test_lists_are_changed_from_within_the_picker(library: Library) -> None:
    made(library, "Thesis", ids_of(library)[0])
    made(library, "Intro")
    async with staged(library) as stage:
        await stage.press("L", "down", "ctrl+r")
        assert isinstance(stage.app.screen, ViewScreen)
        stage.app.screen.query_one(Input).value = "Introduction"
        await stage.press("enter")
        assert offered(stage) == ["[x] Thesis  1", "[ ] Introduction"]
        await stage.press("ctrl+n", "down", "enter")
        assert offered(stage) == ["[x] Thesis  1", "  [ ] Introduction"]
        await stage.press("ctrl+t")
        assert isinstance(stage.app.screen, DescribeScreen)
        stage.app.screen.query_one(TextArea).text = "*why*\nthis"
        await stage.press("escape")
        assert "not saved" in stage.toasts[-1]
        await stage.press("ctrl+s")
        assert library.find_list("introduction").description == "*why*\nthis"
        assert "*why*" in [view.about for view in library.views()]
        await stage.press("ctrl+d")
        assert offered(stage) == ["[x] Thesis  1"]
        await stage.press("enter", "ctrl+s")
        assert tree(library) == ["Thesis 0"]


async def test_a_name_that_is_taken_or_empty_makes_no_list(library: Library) -> None:
    made(library, "Thesis")
    async with staged(library) as stage:
        await stage.press("L")
        await stage.type("x" * 61)
        await stage.press("enter")
        assert "at most 60" in stage.toasts[-1]
        await stage.press("escape")
        assert tree(library) == ["Thesis 0"]


async def test_lists_stand_in_the_sidebar_and_are_changed_there(library: Library) -> None:
    ids = ids_of(library)
    thesis = made(library, "Thesis", ids[4], ids[2])
    methods = made(library, "Methods", ids[0], under=thesis)
    made(library, "Other")
    async with staged(library) as stage:
        keys = [item.key for item in stage.main.browsing.sidebar()]
        place = keys.index("head:list")
        assert keys[place + 1 : place + 3] == [f"list:{thesis}", f"list:{methods}"]
        assert keys.index("head:view") < place
        await stage.press("shift+tab")
        assert stage.sidebar.move_to(f"list:{thesis}")
        await stage.press("v", "j")
        assert tree(library) == ["Other 0", "Thesis 3", "  Methods 1"]
        await stage.press("v", "r")
        stage.app.screen.query_one(Input).value = "Book"
        await stage.press("enter")
        await stage.press("v", "e")
        stage.app.screen.query_one(TextArea).text = "about"
        await stage.press("ctrl+s")
        assert (library.find_list(thesis).name, library.find_list(thesis).description) == ("Book", "about")
        await stage.press("v", "a")
        stage.app.screen.query_one(Input).value = "Results"
        await stage.press("enter")
        assert tree(library) == ["Other 0", "Book 3", "  Methods 1", "  Results 0"]
        await stage.press("enter")
        assert list(stage.papers.ids) == [ids[4], ids[2], ids[0]]
        await stage.press("v", "d")
        assert tree(library) == ["Other 0", "Methods 1", "Results 0"]
        assert stage.main.browsing.view_key == "all", "the list shown is gone"


async def test_papers_move_in_the_order_of_a_list(library: Library) -> None:
    ids = ids_of(library)
    thesis = made(library, "Thesis", *ids[:3])
    made(library, "Under", ids[5], under=thesis)
    async with staged(library) as stage:
        assert stage.main.check_action("move_here", ("down",)) is None, "all papers have no order of a person's"
        stage.main.show_view(f"list:{thesis}")
        await stage.rest()
        stage.papers.move_to(ids[0])
        await stage.press("J")
        assert list(stage.papers.ids) == [ids[1], ids[0], ids[2], ids[5]]
        assert stage.papers.cursor_id == ids[0]
        await stage.press("J", "J")
        assert "at the end already" in stage.toasts[-1]
        await stage.press("K")
        assert library.find_list(thesis).papers == (ids[1], ids[0], ids[2])
        stage.papers.move_to(ids[5])
        await stage.press("K")
        assert "on a list under this one" in stage.toasts[-1]
        stage.main.search_bar.value = "sort:title"
        await stage.rest()
        assert stage.main.check_action("move_here", ("up",)) is None


async def test_papers_move_in_the_queue(library: Library) -> None:
    ids = ids_of(library)[:3]
    library.set_status(ids, "queued")
    async with staged(library) as stage:
        stage.main.show_view("queued")
        await stage.rest()
        first, second, third = stage.papers.ids
        stage.papers.move_to(first)
        await stage.press("J")
        assert list(stage.papers.ids) == [second, first, third]
        assert stage.papers.cursor_id == first


@pytest.mark.parametrize("size", [(120, 34), (40, 12)])
async def test_hostile_names_reach_no_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    with hostile_library(tmp_path / "hostile") as library:
        parent = ""
        for text in HOSTILE[:9]:
            try:
                library.make_list(text[:60], parent=parent, description=text, ids=["hostile000"])
            except UsageError:
                continue
            parent = library.lists()[-1].made.id
        async with staged(library, size) as stage:
            stage.main.show_view(f"list:{parent}")
            await stage.rest()
            assert is_clean(screen_text(stage))
            await stage.press("L")
            assert is_clean(screen_text(stage))
            await stage.press("ctrl+t")
            assert is_clean(screen_text(stage))
            await stage.press("escape", "ctrl+n")
            assert is_clean(screen_text(stage))


async def test_a_shared_list_comes_in_through_the_inbox(library: Library, tmp_path: Path) -> None:
    a, b = ids_of(library)[:2]
    file = tmp_path / "theirs.md"
    thesis = made(library, "Thesis", b, a)
    library.share_list(thesis, file)
    library.delete_list(thesis)
    async with staged(library) as stage:
        await read(stage, file)
        await stage.press("ctrl+s")
        await stage.until(lambda: bool(library.lists()))
        assert library.find_list("thesis").papers == (b, a)
        assert "The list “Thesis” is on your shelf." in stage.toasts[-1]
