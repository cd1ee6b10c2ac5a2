"""Deleting on the screen: to the trash and back, purging after a question, and the cursor that stays near."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.paper import Paper
from papershelf.tui.screens.confirm import ConfirmScreen
from papershelf.tui.screens.trash import TrashScreen
from tests.app_tools import Stage, staged
from tests.hostile_tools import SIZED


def painted(stage: Stage) -> str:
    """Every letter on the screen."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


def trash(stage: Stage) -> TrashScreen:
    """The trash."""
    screen = stage.app.screen
    assert isinstance(screen, TrashScreen)
    return screen


async def test_the_paper_under_the_cursor_goes_and_undo_brings_all_of_it_back(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("j", "s")
        gone, after = stage.papers.cursor_id, stage.papers.ids[2]
        await stage.press("D")
        assert len(library) == 7
        assert stage.papers.cursor_id == after
        assert "to the trash" in stage.toasts[-1]
        assert "u takes it back" in stage.toasts[-1]
        await stage.press("u")
        assert len(library) == 8
        assert [entry.paper.id for entry in library.entries("is:starred")] == [gone]


async def test_the_selected_go_together_and_the_cursor_to_a_neighbour(library: Library) -> None:
    async with staged(library) as stage:
        last = stage.papers.ids[4]
        await stage.press("G", "space", "k", "space", "k", "k", "space", "k", "k", "G", "delete")
        assert len(library) == 5
        assert stage.papers.selected == frozenset()
        assert "3 papers" in stage.toasts[-1]
        assert stage.papers.cursor_id == last
        await stage.press("u")
        assert len(library) == 8


async def test_the_last_paper_of_a_view_leaves_an_empty_list(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("s", "3", "D")
        assert not stage.papers.ids
        await stage.press("D")
        assert len(library.trash()) == 1


async def test_in_the_sidebar_no_paper_is_deleted(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("shift+tab", "D")
        assert len(library) == 8
        assert "v d deletes the view" in stage.toasts[-1]


async def test_the_trash_lists_what_goes_with_a_paper_and_restores_it(library: Library) -> None:
    library.tag([library.entries()[0].paper.id], add=["a", "b"])
    async with staged(library, (80, 24)) as stage:
        await stage.press("s", "D", "D", "v", "t")
        assert trash(stage)
        assert "2 papers" in painted(stage)
        assert "★ · 2 tags" in painted(stage)
        await stage.press("j", "enter")
        assert len(library) == 7
        assert len(library.entries("is:starred tag:a")) == 1
        assert "Restored" in stage.toasts[-1]
        await stage.press("r")
        assert len(library) == 8
        assert "The trash is empty" in painted(stage)
        await stage.press("r", "D", "space", "escape")
        assert len(stage.app.screen_stack) == 1


async def test_purging_asks_first_and_undo_still_brings_it_back(library: Library) -> None:
    async with staged(library, (60, 20)) as stage:
        await stage.press("D", "D", "D", "v", "t", "space", "space", "D")
        assert isinstance(stage.app.screen, ConfirmScreen)
        assert "Purge 2 papers?" in painted(stage)
        await stage.press("enter")
        assert isinstance(stage.app.screen, ConfirmScreen), "a habit is no answer"
        await stage.press("n")
        assert len(library.trash()) == 3
        await stage.press("D", "y")
        assert len(library.trash()) == 1
        assert "Purged" in stage.toasts[-1]
        assert trash(stage).selected == frozenset()
        await stage.press("u")
        assert len(library.trash()) == 3
        assert "Undid: purged" in stage.toasts[-1]


async def test_escape_gives_the_selection_up_first(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("D", "v", "t", "space")
        assert trash(stage).selected
        await stage.press("escape")
        assert not trash(stage).selected
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1


async def test_a_paper_deleted_outside_is_said_and_its_note_stays_a_draft(library: Library, folder: Path) -> None:
    chosen = library.entries()[0].paper.id
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("mine")
        with Library.open(folder) as other:
            other.delete([chosen])
        await stage.press("escape")
        assert library.drafts.read(chosen) == "mine"
        assert any("kept as a draft" in toast for toast in stage.toasts)
        await stage.press("v", "t", "enter", "escape")
        stage.papers.move_to(chosen)
        await stage.press("n", "escape")
        entry = library.entry(chosen)
        assert entry
        assert entry.mark.note == "mine"


@pytest.mark.parametrize(("size", "texts"), SIZED)
async def test_hostile_titles_are_text(folder: Path, size: tuple[int, int], texts: Sequence[str]) -> None:
    with Library.open(folder) as library:
        with library._store.transaction("put") as edits:
            for number, text in enumerate(texts):
                edits.put_paper(Paper(f"h{number:03}", text, text, text, text, "2026-03-01T09:00:00Z"))
        async with staged(library, size) as stage:
            for _ in texts:
                await stage.pilot.press("D")
            await stage.press("v", "t")
            for _ in texts:
                text = painted(stage)
                assert not any(letter in text for letter in "\x1b\x9b\u202e\x07")
                await stage.pilot.press("D", "n", "enter")
            await stage.rest()
            assert len(library) == len(texts)
