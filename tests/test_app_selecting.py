"""Selecting: visual runs, all of a query, by a pattern, the other way round; and what outlives what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input, Static

from papershelf import Library
from papershelf.tui.screens.ticking import TickScreen
from papershelf.tui.selecting import Run, all_or_none, in_order, inverted, ticked
from papershelf.tui.widgets.head import Head
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE


def head(stage: Stage) -> str:
    return stage.main.query_one(Head).words


def selected(stage: Stage) -> list[int]:
    """The places of the selected papers in the list."""
    return [place for place, paper_id in enumerate(stage.papers.ids) if paper_id in stage.papers.selected]


async def tick(stage: Stage, text: str) -> str:
    """Open the line for a pattern and fill it in; what it says before enter."""
    await stage.press("plus")
    assert isinstance(stage.app.screen, TickScreen)
    stage.app.screen.query_one(Input).value = text
    await stage.rest()
    return str(stage.app.screen.query_one("#tick-words", Static).content)


async def test_visual_selects_from_where_it_began_to_the_cursor(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("j", "V")
        assert "visual: 1 paper" in head(stage)
        await stage.press("j", "j")
        assert selected(stage) == [1, 2, 3]
        assert "visual: 3 papers" in head(stage)
        await stage.press("g")
        assert selected(stage) == [0, 1]
        await stage.press("space")
        assert "visual" not in head(stage)
        assert "2 selected" in head(stage)
        await stage.press("j")
        assert selected(stage) == [0, 1], "it is kept, and moving extends it no more"


async def test_escape_leaves_the_visual_mode_with_what_was_selected_before(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space", "j", "V", "j", "escape")
        assert selected(stage) == [0]
        await stage.press("escape")
        assert selected(stage) == []


async def test_an_action_ends_the_visual_mode_and_keeps_the_selection(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("V", "j", "s", "j")
        assert selected(stage) == [0, 1]
        assert len(library.entries("is:starred")) == 2


async def test_shift_with_the_arrows_extends_and_another_movement_begins_anew(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("shift+down", "shift+down", "shift+up")
        assert selected(stage) == [0, 1]
        await stage.press("j", "j", "j", "shift+down")
        assert selected(stage) == [0, 1, 4, 5]


async def test_the_star_key_selects_all_of_the_query_and_again_none(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("sparse")
        await stage.press("enter", "asterisk")
        found = len(stage.papers.ids)
        assert 0 < found < len(library)
        assert stage.toasts[-1] == f"All listed: {found} paper{'s' * (found > 1)} selected. {found} selected now."
        await stage.press("asterisk")
        assert selected(stage) == []
        assert "let go. 0 selected now." in stage.toasts[-1]
        await stage.press("asterisk", "escape")
        assert stage.papers.selected == frozenset()


async def test_the_selection_outlives_a_query_and_the_head_says_what_is_hidden(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space", "space", "slash")
        await stage.type("bridge")
        await stage.press("enter")
        assert "2 selected, 2 not listed" in head(stage)
        await stage.press("exclamation_mark")
        assert len(stage.papers.selected) == 2 + len(stage.papers.ids)
        await stage.press("t")
        stage.app.screen.query_one(Input).value = "kept"
        await stage.rest()
        await stage.press("enter", "enter")
        assert library.tags()["kept"] == 2 + len(stage.papers.ids)


async def test_a_pattern_says_live_what_it_would_do_and_does_it(library: Library) -> None:
    library.star([entry.paper.id for entry in library.entries()[:3]])
    count = len(library)
    async with staged(library) as stage:
        assert await tick(stage, "is:starred") == f"selects 3 of {count} listed papers"
        await stage.press("enter")
        assert selected(stage) == [0, 1, 2]
        assert stage.toasts[-1] == "By the pattern: 3 papers selected. 3 selected now."
        assert await tick(stage, "sparse ferrets") == f"selects 0 of {count} listed papers; 1 is selected already"
        await stage.press("escape")
        assert await tick(stage, "-ferrets") == f"lets go 1 of {count} listed papers"
        await stage.press("enter")
        assert selected(stage) == [1, 2]
        assert await tick(stage, "(-is:starred)") == f"selects {count - 3} of {count} listed papers"
        await stage.press("enter")
        assert len(selected(stage)) == count - 1


async def test_only_what_is_listed_is_ticked(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("bridge")
        await stage.press("enter")
        await tick(stage, "the")
        await stage.press("enter")
        assert stage.papers.selected <= set(stage.papers.ids)


@pytest.mark.parametrize("size", [(160, 45), (40, 12)])
async def test_hostile_patterns(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        for text in HOSTILE[::3]:
            await tick(stage, text)
            await stage.press("enter")
            assert stage.app.screen is stage.main


async def test_a_selected_paper_that_another_deletes_is_selected_no_longer(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space", "space")
        library.delete([library.entries()[0].paper.id])
        await stage.rest()
        assert len(stage.papers.selected) == 1


papers = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=8)
chosen = st.frozensets(st.sampled_from("abcdefghijkl"))


@given(papers, chosen, st.integers(0, 9), st.sampled_from("abcdefghij"))
def test_a_run_holds_both_ends_and_all_between(ids: list[str], before: frozenset[str], at: int, start: str) -> None:
    found = Run(start, before, at).selected(ids)
    if start not in ids:
        assert found is None
        return
    assert found is not None
    run = in_order(found - before, ids)
    assert {start, ids[min(at, len(ids) - 1)]} <= found
    assert found >= before
    assert len(run) <= len(ids)


@given(papers, chosen, chosen)
def test_what_is_not_listed_stays_as_it_is(ids: list[str], before: frozenset[str], hits: frozenset[str]) -> None:
    rest = before.difference(ids)
    assert all_or_none(before, ids).difference(ids) == rest
    assert inverted(before, ids).difference(ids) == rest
    assert inverted(inverted(before, ids), ids) == before
    assert ticked(ticked(before, hits, off=False), hits, off=True) == before - hits
