"""Hostile text through the import inbox: records, broken entries, names of files, what waits and what is asked."""

from dataclasses import replace
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.importers import Page, Problem, Record
from papershelf.tui.reviewing import Review, laid_out
from tests.app_tools import staged
from tests.hostile import HOSTILE
from tests.hostile_tools import assert_clean, paste
from tests.inbox_tools import read

pytestmark = pytest.mark.usefixtures("entries")
SIZES = ((160, 45), (60, 20))
FEW = (0, 2, 6, 10, 12, 13, 15, 30, 31)  # markup, an action, controls, bidi, a surrogate, line ends, long, empty


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_records_and_names_steer_nothing(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        for number, text in enumerate(HOSTILE):
            if number not in FEW and size != SIZES[0]:
                continue
            page = Page(
                text, (Record(text, text, 1, 1, (text,), text, {"arxiv": text}, (text,), text, (text,), 1, text),), ()
            )
            problem = Problem(text, 1, text, text, f"x {text}")
            review = Review(laid_out(library.plan_pages([page, replace(page, problems=(problem,)), problem])), text)
            stage.main.incoming.show(review)
            await stage.rest()
            for _ in range(4 if number in FEW else 1):
                assert_clean(stage)
                await stage.press("j", "enter")
                assert_clean(stage)
                await stage.press("escape")
            if number not in FEW:
                await stage.press("escape")
                continue
            await stage.press("f", "F", "g", "j", "j", "j", "e")
            assert stage.app.screen.query("#entry-text")
            assert_clean(stage)
            await stage.press("x", "escape", "w")
            assert_clean(stage)
            await stage.press("escape", "escape")
            assert stage.app.screen is stage.main
            assert_clean(stage)
            await stage.press("i")
            assert_clean(stage)
            await stage.press("escape")
            stage.app.clear_notifications()


@pytest.mark.parametrize("size", [(160, 45), (60, 20)])
async def test_hostile_entries_steer_nothing(library: Library, tmp_path: Path, size: tuple[int, int]) -> None:
    lines = [text.replace("\n", " ").replace("\r", " ") for text in HOSTILE]
    good = [f"* {text} | {text}" for text in lines]
    path = tmp_path / "hostile.entries"
    text = "\n".join(["=== entries", *good, *(f"* {text}" for text in lines)])
    path.write_bytes(text.encode("utf-8", "replace"))
    async with staged(library, size) as stage:
        screen = await read(stage, path)
        for _ in range(screen.lines.count - 1):
            await stage.pilot.press("j")
            await stage.pilot.pause()
            assert_clean(stage)
            if screen.item is not None and screen.item.problem is not None and screen.item.problem.entry:
                await stage.press("e")
                assert_clean(stage)
                await stage.press("escape")
        await stage.press("escape")
        for each in (HOSTILE[number] for number in FEW):
            await stage.press("i")
            await paste(stage, f"{each}\n* {each}\n* x | y")
            assert_clean(stage)
            await stage.press("escape")
