"""Browsing on the screen: panes, views, moving, reading, stepping back."""

import pytest

from papershelf import Library
from papershelf.tui.screens.help import HelpScreen
from papershelf.tui.screens.reader import ReaderScreen
from tests.app_tools import staged


async def test_the_first_page_shows_papers_views_and_a_paper(library: Library) -> None:
    async with staged(library) as stage:
        assert len(stage.papers.ids) == 8
        assert stage.title.startswith("Sparse Ferrets")
        assert stage.detail.view is not None
        assert stage.detail.view.title.text == stage.title
        assert stage.app.focused is stage.papers


async def test_keys_move_through_the_list_and_the_detail_follows(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("j", "j")
        assert stage.title.startswith("GraphPasta")
        assert stage.detail.view is not None
        assert stage.detail.view.title.text == stage.title
        await stage.press("G")
        assert stage.title.startswith("2 Quick 2 Quantize")
        await stage.press("down", "g", "k")
        assert stage.title.startswith("Sparse Ferrets"), "no wrapping at the ends"


async def test_tab_goes_round_the_panes_at_every_size(library: Library) -> None:
    for size in ((160, 45), (100, 30), (80, 24), (60, 20), (40, 12)):
        async with staged(library, size) as stage:
            seen = []
            for _ in range(3):
                await stage.press("tab")
                assert stage.app.focused is not None
                seen.append(stage.app.focused.id)
                assert stage.app.focused.region.width > 20, (size, seen)
            assert seen == ["detail", "sidebar", "papers"]


@pytest.mark.parametrize(
    ("size", "visible"),
    [((160, 45), {"sidebar", "papers", "detail"}), ((100, 30), {"papers", "detail"}), ((60, 20), {"papers"})],
)
async def test_three_panes_two_or_one(library: Library, size: tuple[int, int], visible: set[str]) -> None:
    async with staged(library, size) as stage:
        panes = {"sidebar": stage.sidebar, "papers": stage.papers, "detail": stage.detail}
        assert {name for name, pane in panes.items() if pane.region.area} == visible


async def test_a_resize_keeps_the_place(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("j", "j", "j")
        title = stage.title
        for size in ((60, 20), (100, 30), (40, 12), (160, 45)):
            await stage.pilot.resize_terminal(*size)
            await stage.rest()
            assert stage.title == title
            assert stage.app.focused is stage.papers


async def test_a_view_is_chosen_in_the_sidebar(library: Library) -> None:
    library.star([library.entries("pasta")[0].paper.id])
    async with staged(library) as stage:
        await stage.press("shift+tab")
        stage.sidebar.move_to("starred")
        await stage.press("enter")
        assert stage.title.startswith("GraphPasta")
        assert len(stage.papers.ids) == 1
        assert stage.app.focused is stage.papers
        await stage.press("escape")
        assert len(stage.papers.ids) == 8
        assert stage.title.startswith("GraphPasta"), "the place survives the step back"


async def test_counts_of_views_agree_with_what_they_show(library: Library) -> None:
    first, second, third = [entry.paper.id for entry in library.entries()][:3]
    library.tag([first, second], add=["nlp/rag", "x y"])
    library.set_status([second], "reading")
    library.set_note(third, "hm")
    library.star([third])
    for view in library.views():
        assert len(library.entries(view.query)) == view.count, view


async def test_enter_reads_full_screen_and_escape_returns_to_the_paper_last_read(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("enter")
        assert isinstance(stage.app.screen, ReaderScreen)
        await stage.press("l", "l", "s", "escape")
        assert stage.title.startswith("GraphPasta")
        assert [entry.paper.title for entry in library.entries("is:starred")] == [stage.title]


async def test_help_lists_the_live_keys(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("question_mark")
        screen = stage.app.screen
        assert isinstance(screen, HelpScreen)
        listed = {command.id for command in screen.commands}
        assert {"paper.star", "main.search", "move.down", "app.quit", "paper.copy"} <= listed
        assert "reader.next" not in listed
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_an_empty_view_teaches_the_next_key(library: Library) -> None:
    async with staged(library) as stage:
        stage.main.show_view("queued")
        await stage.rest()
        assert "m q in the list puts a paper here" in stage.papers.empty_text
        assert stage.detail.view is None, "no stale paper"
        await stage.press("s", "y", "n", "t", "e", "enter", "o", "x", "escape", "escape")
        assert stage.app.screen is stage.main


async def test_what_another_process_writes_appears_and_the_place_stays(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("j", "j")
        title = stage.title
        with Library.open(library.places.data) as other:
            other.star([stage.papers.ids[0]])
        stage.app.take_in_changes()
        await stage.rest()
        assert stage.title == title
        assert library.entries("is:starred")[0].paper.id == stage.papers.ids[0]
        assert next(view.count for view in library.views() if view.key == "starred") == 1
