"""Broken entries in the import inbox: mended in place, kept as typed where they still fail, written to a file."""

from pathlib import Path

import pytest

from papershelf import Library
from papershelf.tui.screens import inbox_dialogs
from papershelf.tui.screens.confirm import ConfirmScreen
from papershelf.tui.screens.inbox import InboxScreen
from papershelf.tui.screens.inbox_dialogs import EntryScreen
from tests.app_tools import Stage, staged
from tests.hostile_tools import paste, screen_text
from tests.inbox_tools import BROKEN, MIXED, inbox, mixed_file, read, shown

pytestmark = pytest.mark.usefixtures("entries")


def was_touched(screen: InboxScreen) -> bool:
    """Whether leaving would lose something."""
    return screen.review.is_touched


def asked(stage: Stage) -> bool:
    """Whether a question stands on the screen."""
    return isinstance(stage.app.screen, ConfirmScreen)


async def broken(stage: Stage, path: Path) -> InboxScreen:
    """The inbox with the cursor on the first broken entry."""
    screen = await read(stage, path)
    await stage.press("j", "j")
    assert screen.item is not None
    assert screen.item.problem is not None
    return screen


async def pasted(stage: Stage, text: str = MIXED) -> InboxScreen:
    """The inbox after a text was pasted."""
    await stage.press("i")
    await paste(stage, text)
    await stage.press("enter")
    return await inbox(stage)


@pytest.mark.parametrize("size", [(160, 45), (60, 20), (40, 12)])
async def test_a_mended_entry_becomes_a_paper(library: Library, tmp_path: Path, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        screen = await broken(stage, mixed_file(tmp_path))
        assert screen.review.counts_words() == "2 new · 2 broken"
        await stage.press("e")
        assert isinstance(stage.app.screen, EntryScreen)
        assert "has no abstract" in " ".join(screen_text(stage).split())
        await stage.press("end")
        await stage.type(" | it ends")
        await stage.press("ctrl+s")
        await stage.until(lambda: stage.app.screen is screen)
        assert screen.review.counts_words() == "3 new · 1 broken"
        assert shown(screen)[2] == "x new The paper without an end"
        await stage.press("i")
        await stage.until(lambda: bool(library.entries("title:end")))
        paper = library.entries('title:"without an end"')[0].paper
        assert paper.abstract == "it ends"
        assert paper.sources[0].file == "mixed.entries"


async def test_what_still_fails_keeps_what_was_typed(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        screen = await broken(stage, mixed_file(tmp_path))
        await stage.press("e", "end")
        await stage.type(" for good")
        await stage.press("ctrl+s")
        entry = stage.app.screen
        assert isinstance(entry, EntryScreen)
        await stage.until(lambda: not entry.is_reading)
        assert "The paper without an end for good” has no abstract" in screen_text(stage)
        assert entry.area.text == f"{BROKEN} for good"
        await stage.press("escape")
        assert shown(screen)[2].startswith("  broken line 3: “The paper without an end for good”")
        await stage.press("e")
        assert f"{BROKEN} for good" in screen_text(stage)
        await stage.press("ctrl+home", *["delete"] * 2, "ctrl+s")
        await stage.until(lambda: "No paper is in this entry" in screen_text(stage))
        await stage.press("escape", "escape")
        assert stage.main.incoming.waiting == [screen.review], "what was typed waits"
        await stage.press("v", "i")
        await inbox(stage)
        await stage.press("j", "j", "e")
        assert "The paper without an end for good" in screen_text(stage)


async def test_leaving_an_entry_keeps_what_was_typed(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        screen = await broken(stage, mixed_file(tmp_path))
        await stage.press("e", "escape")
        assert not was_touched(screen)
        await stage.press("e", "x", "backspace", "ctrl+s")
        await stage.until(lambda: not stage.main.incoming.is_mending)
        await stage.press("escape")
        assert screen.line(2).end == ""
        assert not screen.review.would_lose
        await stage.press("e", *"xyz", "escape")
        assert was_touched(screen)
        assert screen.line(2).end == "edited"
        await stage.press("e")
        assert "xyz* The paper" in screen_text(stage)


async def test_an_entry_can_be_mended_in_the_persons_editor(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        await broken(stage, mixed_file(tmp_path))
        stage.editor.text = f"{BROKEN} | and its end"
        await stage.press("e", "ctrl+e", "ctrl+s")
        screen = await inbox(stage)
        assert stage.editor.seen == [BROKEN]
        assert screen.review.counts_words() == "3 new · 1 broken"
        await stage.press("j", "j", "e")
        stage.editor.text, stage.editor.problem = None, "no editor [/b] was found"
        await stage.press("ctrl+e")
        assert "no editor [/b] was found" in stage.toasts[-1]


async def test_entries_that_stay_broken_go_to_a_file(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "left over.txt"
    async with staged(library) as stage:
        await broken(stage, mixed_file(tmp_path))
        await stage.press("e", *"xy", "escape", "w")
        await paste(stage, str(target))
        await stage.press("enter")
        assert "Wrote 2 broken entries" in stage.toasts[-1]
        assert target.read_text("utf-8").split("\n\n") == [f"xy{BROKEN}", "* Another broken one\n"]
        await stage.press("w")
        await paste(stage, str(target))
        await stage.press("enter")
        assert "is there already" in stage.toasts[-1]


async def test_leaving_a_paste_asks_before_broken_entries_are_lost(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        screen = await pasted(stage)
        await stage.press("escape")
        assert asked(stage)
        assert "2 broken entries stand nowhere but here. w writes" in screen_text(stage)
        await stage.press("n")
        assert stage.app.screen is screen
        await stage.press("enter")
        assert asked(stage)
        await stage.press("escape", "w")
        await paste(stage, str(tmp_path / "kept.txt"))
        await stage.press("enter", "enter")
        await stage.until(lambda: len(library) == 10)
        assert not isinstance(stage.app.screen, InboxScreen)


async def test_a_broken_entry_of_a_file_is_let_go_without_a_question(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        await read(stage, mixed_file(tmp_path))
        await stage.press("enter")
        await stage.until(lambda: len(library) == 10)
        assert stage.app.screen is stage.main


async def test_what_is_no_entry_cannot_be_mended(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        screen = await read(stage, tmp_path / "missing.txt")
        await stage.press("j")
        assert screen.check_action("inbox_mend", ()) is None
        assert screen.check_action("inbox_write", ()) is None
        await stage.press("e", "w", "escape")
        assert stage.app.screen is stage.main


async def test_an_entry_too_long_for_the_editor_can_be_written(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_dialogs, "LONGEST_ENTRY", 10)
    async with staged(library) as stage:
        screen = await broken(stage, mixed_file(tmp_path))
        await stage.press("e")
        assert stage.app.screen is screen
        assert "too long to be edited here. w writes" in stage.toasts[-1]
