"""Papers that may be one, on the screen: side by side, merged, told apart, passed over, and undone."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from papershelf import Library
from papershelf.marks import Entry, Mark
from papershelf.tui.pair_words import differing, sides
from papershelf.tui.screens.duplicates import PairsScreen
from tests.app_tools import Stage, staged
from tests.double_tools import made, put, twins
from tests.hostile import HOSTILE


def painted(stage: Stage) -> str:
    """Every letter on the screen."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


def head(stage: Stage) -> str:
    """The line at the top."""
    return str(stage.app.screen.query_one("#head", Static).render())


def screen(stage: Stage) -> PairsScreen:
    """The screen of pairs."""
    assert isinstance(stage.app.screen, PairsScreen)
    return stage.app.screen


async def test_no_two_papers_look_alike(library: Library) -> None:
    async with staged(library, (80, 24)) as stage:
        await stage.press("v", "p")
        assert "No two papers look alike" in painted(stage)
        await stage.press("m", "n", "l", "h", "escape")
        assert len(stage.app.screen_stack) == 1
        assert len(library) == 8


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 40)])
async def test_two_papers_stand_side_by_side_and_are_merged_and_parted_again(
    library: Library, size: tuple[int, int]
) -> None:
    put(library, *twins())
    library.tag(["second0000"], add=["graphs"])
    async with staged(library, size) as stage:
        await stage.press("v", "p")
        assert "1 of 1" in head(stage)
        text = painted(stage)
        assert "The titles are alike, but the arXiv ids differ." in text
        assert "arxiv 2403.00001" in text
        assert "early word" in text
        await stage.press("m")
        assert len(library) == 9
        assert [entry.paper.id for entry in library.entries("tag:graphs")] == ["first00000"]
        assert "Merged" in stage.toasts[-1]
        assert "none left" in head(stage)
        await stage.press("u")
        assert len(library) == 10
        assert "1 of 1" in head(stage)
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1


async def test_what_is_not_the_same_is_not_asked_again(library: Library, folder: Path) -> None:
    put(library, *twins())
    async with staged(library) as stage:
        await stage.press("v", "p", "n")
        assert "No two papers look alike" in painted(stage)
        await stage.press("q", "v", "p")
        assert "No two papers look alike" in painted(stage)
        await stage.press("u")
        assert len(library.duplicates()) == 1


async def test_pairs_are_passed_over_and_the_place_stays(library: Library) -> None:
    other = "Why Goldfish Remember Everything That They Ever Read"
    put(library, *twins(), made("third00000", other), made("fourth0000", other.replace("Goldfish", "Goldfishes")))
    async with staged(library) as stage:
        await stage.press("v", "p")
        assert "1 of 2" in head(stage)
        await stage.press("l")
        assert "2 of 2" in head(stage)
        shown = screen(stage).pair
        await stage.press("l")
        assert "last pair" in stage.toasts[-1]
        library.star(["first00000"])
        await stage.rest()
        assert screen(stage).pair == shown
        await stage.press("m")
        assert "1 of 1" in head(stage)
        await stage.press("h")
        assert "first pair" in stage.toasts[-1]


async def test_long_papers_scroll(library: Library) -> None:
    first, second = twins()
    put(library, first, replace(second, abstract="word " * 2000))
    async with staged(library, (80, 24)) as stage:
        await stage.press("v", "p")
        pane = stage.app.screen.query_one("#pair")
        await stage.press("j", "j")
        assert pane.scroll_y == 2
        await stage.press("G")
        assert pane.scroll_y == pane.max_scroll_y > 20
        await stage.press("k", "pagedown", "ctrl+u", "g")
        assert pane.scroll_y == 0


@pytest.mark.parametrize("size", [(160, 45), (60, 20)])
async def test_hostile_papers_are_text(library: Library, size: tuple[int, int]) -> None:
    base = "A title that is long enough to be like another one, whatever follows "
    for number, text in enumerate(HOSTILE[:-3]):
        put(
            library,
            made(f"a{number}", f"{base} {number} {text}", text, authors=(text,), identifiers={"doi": text}),
            made(f"b{number}", f"{base} {number} {text}!", text[::-1], authors=(text, "x"), published=text),
        )
    async with staged(library, size) as stage:
        await stage.press("v", "p")
        assert len(screen(stage).pairs) >= len(HOSTILE) - 6
        for _ in screen(stage).pairs:
            assert not any(letter in painted(stage) for letter in "\x1b\x9b\u202e\x07")
            await stage.pilot.press("l")
            await stage.pilot.pause()
        await stage.press("m", "n")


def test_words_that_the_other_lacks_are_marked() -> None:
    one, other = differing("Sparse ferrets dream well", "sparse ferrets sleep well today")
    assert [one.plain[span.start : span.end] for span in one.spans] == ["dream"]
    assert [other.plain[span.start : span.end] for span in other.spans] == ["sleep", "today"]
    for same in (differing("a b", "a b"), differing("", "a"), differing("a " * 5000, "b " * 5000)):
        assert not same[0].spans
        assert not same[1].spans


def test_a_part_that_neither_has_is_left_out() -> None:
    first, second = (Entry(paper, Mark(paper.id)) for paper in twins())
    one, other = sides(first, second)
    assert "Note" not in one.plain
    assert "Title" in other.plain
    one, other = sides(first, Entry(second.paper, Mark("x", note="mine", starred=True, rating=3, tags=("a",))))
    assert "Note\n–" in one.plain
    assert "Note\nmine" in other.plain
    assert "★ starred · 3/5 · #a" in other.plain
