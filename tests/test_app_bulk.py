"""Everything that is done to many papers: it says to how many, is one change, and one key takes it back."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from papershelf import Library
from papershelf.paper import Paper
from papershelf.tui.saving import MANY
from tests.app_tools import Stage, staged

State = dict[str, object]


def state(library: Library) -> State:
    """Everything that a person added, but for when."""
    return {entry.paper.id: replace(entry.mark, changed={}) for entry in library.entries()}


async def tag(stage: Stage) -> None:
    await stage.press("t")
    stage.app.screen.query_one(Input).value = "nlp/rag"
    await stage.rest()
    await stage.press("enter", "enter")


def keys(*names: str) -> Callable[[Stage], object]:
    return lambda stage: stage.press(*names)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (keys("s"), "Starred 3 papers."),
        (keys("m", "q"), "Marked as queued: 3 papers."),
        (keys("m", "4"), "Rated 4: 3 papers."),
        (tag, "Tagged 3 papers nlp/rag."),
        (keys("D"), "Moved 3 papers to the trash."),
    ],
    ids=["star", "status", "rating", "tag", "delete"],
)
async def test_it_says_to_how_many_and_is_one_change(
    library: Library, act: Callable[[Stage], object], words: str
) -> None:
    async with staged(library) as stage:
        before, units = state(library), len(library.history())
        await stage.press("V", "j", "j", "space")
        await act(stage)  # type: ignore[misc]
        assert stage.toasts[-1] == f"{words} u takes it back."
        assert len(library.history()) == units + 1
        assert state(library) != before
        await stage.press("u")
        assert state(library) == before


@pytest.mark.parametrize(
    ("act", "again"),
    [
        (("m", "i"), "All 3 papers are marked as inbox already."),
        (("m", "0"), "All 3 papers are without a rating already."),
    ],
)
async def test_where_nothing_changes_that_is_said_and_nothing_is_written(
    library: Library, act: tuple[str, ...], again: str
) -> None:
    async with staged(library) as stage:
        units = len(library.history())
        await stage.press("V", "j", "j", "space", *act)
        assert stage.toasts[-1] == again
        assert len(library.history()) == units


async def test_links_of_all_are_copied_one_a_line_and_what_has_none_is_said(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("asterisk", "y", "r")
        links = [entry.paper.repository.url for entry in library.entries() if entry.paper.repository]
        assert stage.clipboard.texts == ["\n".join(links)]
        lacking = len(library) - len(links)
        assert stage.toasts[-1] == (
            f"The repository links of {len(links)} papers; {lacking} have none: copied to the clipboard."
        )
        await stage.press("y", "b")
        assert stage.clipboard.texts[-1].count("@misc{") == len(library)
        assert "}\n\n@misc{" in stage.clipboard.texts[-1]


async def test_what_none_of_them_has_is_not_copied(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("asterisk", "y", "f")
        assert stage.clipboard.texts == []
        assert stage.toasts[-1] == f"None of {len(library)} papers has one; nothing was copied."


@pytest.fixture
def crowd(folder: Path) -> Library:
    """More papers than are changed at once on the screen's thread."""
    library = Library.open(folder)
    with library._store.transaction("made many") as edits:
        for number in range(MANY + 500):
            edits.put_paper(Paper(f"p{number:05}", f"Paper {number}", "Words.", "", "", "2026-03-01T09:00:00Z"))
    return library


async def test_very_many_are_changed_while_keys_go_on_working(crowd: Library) -> None:
    async with staged(crowd) as stage:
        await stage.press("asterisk")
        started = time.monotonic()
        await stage.pilot.press("s", "j", "j")
        assert stage.papers.cursor == 2
        await stage.until(lambda: not stage.app.is_saving)
        assert len(crowd.entries("is:starred")) == len(crowd)
        assert stage.toasts[-1] == f"Starred {len(crowd)} papers. u takes it back."
        assert time.monotonic() - started < 30, "nothing here is quadratic"
        await stage.pilot.press("u", "j")
        assert stage.papers.cursor == 3
        await stage.until(lambda: not stage.app.is_saving)
        assert crowd.entries("is:starred") == []
        assert stage.toasts[-1] == f"Undid: starred {len(crowd)} papers."
