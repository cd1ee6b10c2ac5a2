"""Hostile text through the import inbox: records, broken entries, names of files, what waits and what is asked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.importers import Page, Problem, Record
from papershelf.tui.reviewing import Review, laid_out
from tests.app_tools import staged
from tests.hostile import HOSTILE
from tests.hostile_tools import SIZED, SOME, assert_clean, paste
from tests.inbox_tools import read

pytestmark = pytest.mark.usefixtures("entries")


@pytest.mark.parametrize(("size", "texts", "some"), [((100, 30), HOSTILE, SOME[::2]), ((60, 20), SOME, SOME[1::2])])
async def test_hostile_records_and_names_steer_nothing(
    library: Library, size: tuple[int, int], texts: Sequence[str], some: Sequence[str]
) -> None:
    """Each text in the list and in full; some, others at each size, also in all that is asked and said of it."""
    async with staged(library, size) as stage:
        for text in texts:
            page = Page(
                text, (Record(text, text, 1, 1, (text,), text, {"arxiv": text}, (text,), text, (text,), 1, text),), ()
            )
            problem = Problem(text, 1, text, text, f"x {text}")
            review = Review(laid_out(library.plan_pages([page, replace(page, problems=(problem,)), problem])), text)
            stage.main.incoming.show(review)
            await stage.rest()
            for _ in range(4 if text in some else 1):
                assert_clean(stage)
                await stage.press("j", "enter")
                assert_clean(stage)
                await stage.pilot.press("escape")
            if text not in some:
                await stage.pilot.press("escape")
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


@pytest.mark.parametrize(("size", "texts"), SIZED)
async def test_hostile_entries_steer_nothing(
    library: Library, tmp_path: Path, size: tuple[int, int], texts: Sequence[str]
) -> None:
    lines = [text.replace("\n", " ").replace("\r", " ") for text in texts]
    good = [f"* {text} | {text}" for text in lines]
    path = tmp_path / "hostile.entries"
    text = "\n".join(["=== entries", *good, *(f"* {text}" for text in lines)])
    path.write_bytes(text.encode("utf-8", "replace"))
    async with staged(library, size) as stage:
        screen = await read(stage, path)
        for _ in range(screen.lines.count - 1):
            await stage.pilot.press("j")
            assert_clean(stage)
            if screen.item is not None and screen.item.problem is not None and screen.item.problem.entry:
                await stage.pilot.press("e")
                assert_clean(stage)
                await stage.pilot.press("escape")
        await stage.press("escape")
        for each in SOME if texts is HOSTILE else SOME[::3]:
            await stage.press("i")
            await paste(stage, f"{each}\n* {each}\n* x | y")
            assert_clean(stage)
            await stage.press("escape")
