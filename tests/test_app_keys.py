"""Keys that the person set: what they run, what the footer, help and the palette show, and what is refused."""

from collections.abc import Mapping

import pytest
from textual.command import CommandInput, CommandList
from textual.widgets import Static

from papershelf import Library
from papershelf.config import Config
from papershelf.tui.screens.chord import ChordScreen
from papershelf.tui.screens.help import HelpScreen
from papershelf.tui.widgets.key_bar import KeyBar
from tests.app_tools import Stage, staged


def starred(library: Library) -> int:
    """How many papers have a star."""
    return len(library.entries("is:starred"))


async def set_keys(stage: Stage, **keys: list[str]) -> None:
    """Put keys into force; two underscores stand for the dot of a command's id."""
    changed: Mapping[str, tuple[str, ...]] = {name.replace("__", "."): tuple(each) for name, each in keys.items()}
    stage.app.apply_config(Config(keys=changed))
    await stage.rest()


def footer(stage: Stage) -> str:
    """The line of keys."""
    return str(stage.app.screen.query_one(KeyBar).render())


def hints(stage: Stage) -> str:
    """What the chord's strip says."""
    screen = stage.app.screen
    assert isinstance(screen, ChordScreen)
    return "\n".join(str(each.content) for each in screen.query(Static))


async def test_another_key_takes_the_place_of_the_default(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__star=["f"])
        await stage.press("s")
        assert starred(library) == 0
        await stage.press("f")
        assert starred(library) == 1
        assert "f Star" in footer(stage)


async def test_two_keys_both_work(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__star=["f", "ctrl+b"])
        await stage.press("f", "ctrl+b", "f")
        assert starred(library) == 1


async def test_no_key_at_all_is_possible_and_not_shown(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__star=[])
        await stage.press("s")
        assert starred(library) == 0
        assert "Star" not in footer(stage)


async def test_keys_change_places(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__star=["space"], main__select=["s"])
        await stage.press("s", "s", "space")
        assert starred(library) == 2


async def test_a_sequence_runs_any_command(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__star=["g s"])
        assert "g s Star" in footer(stage)
        await stage.press("j", "g")
        assert "Star" in hints(stage)
        await stage.press("s")
        assert starred(library) == 1
        assert stage.papers.cursor == 1, "g no longer goes to the top: it waits"
        await stage.press("home")
        assert stage.papers.cursor == 0


async def test_three_keys_go_back_by_one(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__star=["w a s"], paper__tags=["w a t"], paper__browse=["w o"])
        await stage.press("w")
        assert "2 more" in hints(stage)
        await stage.press("a")
        assert "w a" in hints(stage)
        assert "Open" not in hints(stage)
        await stage.press("backspace")
        assert "Open" in hints(stage)
        await stage.press("a", "s")
        assert starred(library) == 1


async def test_what_follows_goes_with_the_key_that_opens(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__status=["w"])
        await stage.press("m", "1")  # a view, as no chord is open
        assert library.entries("rating:1") == []
        await stage.press("0", "w", "q")
        assert len(library.entries("is:queued")) == 1
        assert "w Status" in footer(stage)


async def test_a_chord_may_itself_be_opened_by_two_keys(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__status=["w m"])
        await stage.press("w", "m")
        assert "w m" in hints(stage)
        await stage.press("q")
        assert len(library.entries("is:queued")) == 1


async def test_a_command_of_a_chord_may_have_a_key_of_its_own(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, status__queued=["Q"], paper__star=["m x"])
        await stage.press("Q")
        assert len(library.entries("is:queued")) == 1
        await stage.press("m")
        assert "queue" not in hints(stage)
        await stage.press("x")
        assert starred(library) == 1


async def test_a_key_that_follows_nothing_leaves_with_a_word(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("m", "z")
        assert stage.app.screen is stage.main
        assert "m z runs nothing" in stage.toasts[-1]


async def test_a_click_on_a_follower_runs_it(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("m")
        lines = [strip.text for strip in stage.app.screen._compositor.render_strips()]
        y = next(place for place, line in enumerate(lines) if "queue" in line)
        await stage.pilot.click(offset=(lines[y].index("queue"), y))
        await stage.rest()
        assert stage.app.screen is stage.main
        assert len(library.entries("is:queued")) == 1


@pytest.mark.parametrize("size", [(80, 24), (50, 16), (40, 12), (160, 45)])
async def test_a_chord_fits_into_any_terminal(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size=size) as stage:
        await set_keys(stage, **{f"rating__{n}": [f"w {n} x", f"w {n} y"] for n in range(1, 6)})
        await stage.press("w")
        assert stage.app.screen.query_one("#chord-hints").region.bottom <= size[1]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 45)])
@pytest.mark.parametrize("chord", ["v", "y", "m", "z"])
async def test_hints_of_a_chord_are_whole_and_each_on_one_line(
    library: Library, chord: str, size: tuple[int, int]
) -> None:
    async with staged(library, size=size) as stage:
        await stage.press(chord)
        screen = stage.app.screen
        assert isinstance(screen, ChordScreen)
        lines = [strip.text.rstrip() for strip in screen._compositor.render_strips()]
        for follower in screen.followers:
            assert any(f" {follower.command.label}" in line for line in lines), follower.command.label
        assert any("cancel" in line for line in lines)


async def test_keys_back_and_out_of_a_sequence_can_be_others(library: Library) -> None:
    async with staged(library, (40, 12)) as stage:
        await set_keys(stage, chord__back=["b"], chord__cancel=["c"], paper__star=["w a s"], paper__tags=["w a t"])
        await stage.press("w", "a", "b")
        assert hints(stage).startswith("w ")
        assert "c cancel" in hints(stage)
        await stage.press("c")
        assert stage.app.screen is stage.main


async def test_what_cannot_be_done_now_is_dim_and_says_so(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__redo=["w r"], paper__star=["w s"])
        await stage.press("w", "r")
        assert "not now" in stage.toasts[-1]


async def test_the_search_line_takes_letters_whatever_they_run(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__star=["g s"], status__queued=["f"])
        await stage.press("slash")
        await stage.type("gsf")
        assert stage.main.search_bar.value == "gsf"
        assert starred(library) == 0


async def test_keys_of_screens_above_are_set_too(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, past__undo=["w"], past__close=["z z"], trash__close=["w"])
        await stage.press("s", "H", "u")
        assert starred(library) == 1
        await stage.press("w")
        assert starred(library) == 0
        await stage.press("z", "z")
        assert stage.app.screen is stage.main


async def test_help_and_palette_show_the_keys_in_force(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, paper__star=["g s"], paper__status=["w"])
        await stage.press("question_mark")
        assert isinstance(stage.app.screen, HelpScreen)
        keys = {asked.topic.id: asked.item.keys for asked in stage.app.screen.asked if asked.topic}
        assert keys["paper.star"] == "g s"
        assert keys["status.queued"] == "w q"
        await stage.press("escape", "ctrl+p")
        stage.app.screen.query_one(CommandInput).value = "star"
        await stage.until(lambda: bool(stage.app.screen.query_one(CommandList).option_count))
        assert any("g s" in str(option.prompt) for option in stage.app.screen.query_one(CommandList).options)


async def test_a_key_that_opens_a_chord_elsewhere_begins_a_sequence_here(library: Library) -> None:
    async with staged(library) as stage:
        await set_keys(stage, past__close=["m m"])
        await stage.press("H", "m", "m")
        assert stage.app.screen is stage.main
        await stage.press("m", "q")
        assert len(library.entries("is:queued")) == 1
