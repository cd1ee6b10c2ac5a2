"""The hostile list through the running app: every pane, toast, tooltip, palette hit and dialog."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.library import Related
from papershelf.marks import Entry
from papershelf.tui.screens.report import ReportScreen
from tests.app_tools import staged
from tests.hostile import HOSTILE
from tests.hostile_tools import FEW, FORBIDDEN, assert_clean, hostile_library, into_lines, paste, screen_text

MIDDLING = (100, 30)  # for what looks alike at every width


@pytest.fixture
def hostile(folder: Path) -> Iterator[Library]:
    """A library in which every text is hostile: titles, abstracts, authors, tags, notes, links, file names."""
    with hostile_library(folder) as library:
        yield library


@pytest.mark.parametrize(("size", "some"), [((160, 45), range(len(HOSTILE))), ((60, 20), FEW)])
async def test_every_paper_in_every_pane(hostile: Library, size: tuple[int, int], some: Sequence[int]) -> None:
    async with staged(hostile, size) as stage:
        for number in some:
            stage.papers.move_to(f"hostile{number:03}")
            await stage.rest()
            assert_clean(stage)
            await stage.press("enter")
            assert stage.app.screen is not stage.main
            assert_clean(stage)
            await stage.pilot.press("escape")


async def test_titles_show_whole(hostile: Library) -> None:
    async with staged(hostile) as stage:
        text = screen_text(stage)
        for title in (
            "[Re] Reproducing a result",
            "[MASK] is all you need",
            "x [/b] y",
            "[bold]loud[/bold] and [red]red",
        ):
            assert title in text


async def test_toasts_and_dialogs_that_name_a_paper(hostile: Library) -> None:
    """Some papers in every toast and dialog, each of the others in one of both, by turns."""
    async with staged(hostile, MIDDLING) as stage:
        for number in range(len(HOSTILE)):
            stage.papers.move_to(f"hostile{number:03}")
            toasts, openers = ("s u", "y p", "o"), ("t", "n")
            is_whole = number in FEW
            for keys in toasts if is_whole else toasts[number % 3 :][:1]:
                await stage.pilot.press(*keys.split())
            assert stage.toasts
            assert_clean(stage)
            for opener in openers if is_whole else openers[number % 2 :][:1]:
                await stage.pilot.press(opener)
                assert stage.app.screen is not stage.main
                assert_clean(stage)
                await stage.pilot.press("escape")
            stage.app.clear_notifications()


async def test_search_lines_and_tag_pickers_take_anything(hostile: Library) -> None:
    async with staged(hostile, MIDDLING) as stage:
        await stage.press("slash")
        await into_lines(stage)
        await stage.press("escape", "escape", "t")
        assert stage.app.screen is not stage.main
        await into_lines(stage)
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_palette_finds_commands_whatever_is_typed(hostile: Library) -> None:
    async with staged(hostile, MIDDLING) as stage:
        await stage.press("ctrl+p")
        await into_lines(stage)
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_reports_errors_and_head_lines(hostile: Library) -> None:
    async with staged(hostile, MIDDLING) as stage:
        for text in HOSTILE:
            stage.app.say(text or "empty", title=text, severity="error")
            stage.app.push_screen(ReportScreen(text, text, [text, text]))
            await stage.rest()
            assert_clean(stage)
            await stage.pilot.press("escape")
            assert stage.app.screen is stage.main
            stage.app.clear_notifications()


async def test_views_with_hostile_names(hostile: Library) -> None:
    async with staged(hostile, MIDDLING) as stage:
        for view in hostile.views():
            stage.main.show_view(view.key)
            await stage.pilot.pause()
            assert len(stage.papers.ids) == view.count, view
            assert_clean(stage)


async def test_completion_problems_and_history_take_anything(hostile: Library) -> None:
    for text in HOSTILE:
        hostile.searches.remember(f"q {text}")
    async with staged(hostile, (60, 20)) as stage:
        await stage.press("slash")
        bar = stage.main.search_bar
        for typed in ("tag:", "source:", "q"):
            bar.put("")
            await paste(stage, typed)
            for _ in range(8):
                assert_clean(stage)
                await stage.pilot.press("ctrl+n")
        for text in HOSTILE:
            bar.put("")
            await paste(stage, f"(is:{text} tga:{text}")
            assert_clean(stage)
            await stage.pilot.press("tab")
        bar.put("")
        for _ in HOSTILE:
            await stage.pilot.press("up")
            assert_clean(stage)


async def test_names_and_queries_of_views_take_anything(hostile: Library) -> None:
    for number, text in enumerate(HOSTILE):
        hostile.save_view(f"{number} {text}"[:60], f"x {text}"[:900])
    async with staged(hostile, MIDDLING) as stage:
        assert_clean(stage)
        for text in (HOSTILE[number] for number in FEW):
            stage.main.search_bar.put(f"x{text}")
            await stage.pilot.press("v", "s")
            await paste(stage, text)
            assert_clean(stage)
            await stage.pilot.press("enter", "escape")
            assert_clean(stage)
            stage.main.search_bar.put("")
        for turn, view in enumerate(stage.main.browsing.saved[9::3]):
            stage.main.show_view(view.key)
            await stage.pilot.press("v", "re"[turn % 2])
            assert_clean(stage)
            await stage.pilot.press("escape", "v", "d")
            assert_clean(stage)
        assert stage.app.screen is stage.main


async def test_related_papers_and_what_they_share(hostile: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def relate(self: Library, paper_id: str, limit: int = 10) -> list[Related]:
        return [Related(entry.paper, entry.mark, 1.0, HOSTILE) for entry in self.entries()]

    monkeypatch.setattr(Library, "related", relate)
    async with staged(hostile) as stage:
        for number in (0, 13, len(HOSTILE) - 1):
            stage.papers.move_to(f"hostile{number:03}")
            await stage.press("R")
            for _ in range(len(HOSTILE) // 6):
                await stage.pilot.press("pagedown")
                assert_clean(stage)
            await stage.press("escape")


async def test_what_nothing_was_found_for_is_named(hostile: Library) -> None:
    async with staged(hostile) as stage:
        for view in ("read", "all"):
            stage.main.show_view(view)
            for text in HOSTILE:
                stage.main.search_bar.put(f"reproducing {text} xyzzyq")
                await stage.pilot.pause()
                assert_clean(stage)


def test_entries_come_back_clean_from_the_disk(hostile: Library) -> None:
    with Library.open(hostile.places.data) as again:
        entries: list[Entry] = again.entries()
        assert len(entries) == len(HOSTILE)
        for entry in entries:
            for text in (entry.paper.title, entry.paper.abstract, *entry.paper.authors, entry.mark.note):
                assert not any(ord(letter) in FORBIDDEN for letter in text if letter not in "\n\t")
