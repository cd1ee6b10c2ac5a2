"""Saved views at the keyboard: numbers, and what follows `v`."""

from textual.widgets import Input

from papershelf import Library
from papershelf.saved import SHIPPED
from papershelf.tui.screens.view_dialog import ViewScreen
from papershelf.tui.view_keys import joined
from tests.app_tools import Stage, staged
from tests.view_tools import keys, names, view_of


async def fill(stage: Stage, line: str, text: str) -> None:
    """Replace what stands in a line of the dialog."""
    stage.app.screen.query_one(f"#{line}", Input).value = text
    await stage.rest()


async def test_numbers_show_saved_views(library: Library) -> None:
    library.star([library.entries("pasta")[0].paper.id])
    async with staged(library) as stage:
        await stage.press("3")
        assert stage.main.browsing.view_key == "starred"
        assert len(stage.papers.ids) == 1
        assert stage.papers.has_focus
        await stage.press("0")
        assert stage.main.browsing.view_key == "all"
        await stage.press("shift+tab", "1")
        assert stage.main.browsing.view_key == "inbox"
        assert stage.sidebar.has_focus, "who is in the sidebar stays there"
        numbers = [item.number for item in stage.sidebar._items if item and item.kind == "view"]
        assert numbers == ["0", *"123456789", "", "", "", ""]


async def test_a_number_without_a_view_says_so(library: Library) -> None:
    for key in keys(library)[2:]:
        library.delete_view(key)
    async with staged(library) as stage:
        await stage.press("5")
        assert "no view 5" in stage.toasts[-1]
        assert stage.main.browsing.view_key == "all"


async def test_numbers_are_letters_while_typing(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("2")
        assert stage.main.search_bar.value == "2"
        assert stage.main.browsing.view_key == "all"


async def test_a_query_is_saved_with_that_of_the_view(library: Library) -> None:
    library.star([library.entries("pasta")[0].paper.id])
    async with staged(library) as stage:
        await stage.press("3", "slash")
        await stage.type("pasta")
        await stage.press("enter", "v", "s")
        assert isinstance(stage.app.screen, ViewScreen)
        assert stage.app.screen.query_one("#view-name", Input).value == "pasta"
        assert stage.app.screen.query_one("#view-query", Input).value == "is:starred pasta"
        await fill(stage, "view-name", "Starred pasta")
        await stage.press("enter")
        assert names(library)[-1] == "Starred pasta"
        assert view_of(library, "Starred pasta").count == 1
        assert "Saved the view “Starred pasta”" in stage.toasts[-1]
        await stage.press("u")
        assert "Starred pasta" not in names(library)


async def test_a_refused_name_leaves_the_dialog_open(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("pasta")
        await stage.press("enter", "v", "s")
        await fill(stage, "view-name", "Inbox")
        await stage.press("enter")
        assert isinstance(stage.app.screen, ViewScreen)
        assert "Inbox" in stage.toasts[-1]
        await fill(stage, "view-name", "Pasta")
        await stage.press("enter")
        assert len(stage.app.screen_stack) == 1
        assert names(library)[-1] == "Pasta"


async def test_without_a_query_there_is_nothing_to_save(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("v", "s")
        assert stage.app.screen is stage.main
        assert "Search for something first" in stage.toasts[-1]
        await stage.press("1", "v", "s")
        assert "saved already" in stage.toasts[-1]


async def test_rename_edit_delete_and_move_and_the_way_back(library: Library) -> None:
    before = names(library)
    async with staged(library) as stage:
        await stage.press("2", "v", "r")
        await fill(stage, "view-name", "Next up")
        await stage.press("enter")
        assert names(library)[1] == "Next up"
        await stage.press("v", "e")
        await fill(stage, "view-query", "is:queued has:code")
        await stage.press("enter")
        assert view_of(library, "Next up").query == "is:queued has:code"
        await stage.press("v", "e")
        await fill(stage, "view-query", "   ")
        await stage.press("enter")
        assert "needs a query" in stage.toasts[-1]
        await stage.press("escape", "v", "k")
        assert names(library)[0] == "Next up"
        await stage.press("v", "k")
        assert "first view already" in stage.toasts[-1]
        await stage.press("v", "j")
        assert names(library)[1] == "Next up"
        await stage.press("v", "d")
        assert "Next up" not in names(library)
        assert stage.main.browsing.view_key == "all", "the view shown is gone"
        assert len(stage.papers.ids) == len(library)
        await stage.press("u", "u", "u", "u", "u")
        assert names(library) == before
        assert view_of(library, "Queue").query == SHIPPED["queued"].query


async def test_in_the_sidebar_the_view_under_the_cursor_is_meant(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("shift+tab")
        stage.sidebar.move_to("starred")
        await stage.press("v", "d")
        assert "Starred" not in names(library)
        assert "Inbox" in names(library)


async def test_all_and_sources_are_left_alone_and_a_tag_is_no_query(library: Library) -> None:
    library.tag([library.entries()[0].paper.id], add=["nlp"])
    async with staged(library) as stage:
        before = library.history()
        for key in ("all", "tag:nlp", "source:small_page.txt"):
            stage.main.show_view(key)
            for verb in "ekj" if key.startswith("tag") else "redkj":
                await stage.press("v", verb)
                assert stage.app.screen is stage.main
                assert "cannot be" in stage.toasts[-1]
        assert library.history() == before


async def test_the_chord_of_views_needs_no_paper(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("2")
        assert not stage.papers.ids
        await stage.press("v", "d")
        assert "Queue" not in names(library)


async def test_a_worded_view_is_counted_once_the_index_is_there(library: Library) -> None:
    library.save_view("Pasta", "pasta")
    assert next(view.count for view in library.views(quick=True) if view.label == "Pasta") is None
    async with staged(library) as stage:
        item = next(item for item in stage.sidebar._items if item and item.label == "Pasta")
        assert item.count == 1
        library.set_note(library.entries()[0].paper.id, "more pasta")
        await stage.rest()
        item = next(item for item in stage.sidebar._items if item and item.label == "Pasta")
        assert item.count == 2


def test_two_queries_become_one_that_asks_for_both() -> None:
    assert joined("is:starred", "pasta") == "is:starred pasta"
    assert joined("a OR b", "c OR d") == "(a OR b) (c OR d)"
    assert joined("is:starred", "is:starred") == "is:starred"
    assert joined("sort:added is:read", "x sort:-title").endswith("sort:-title")
    assert joined("tag:nlp sort:added", "") == "tag:nlp sort:added"
