"""The tutorial on the screen: offered once, each step noticed, skipped by a key, in the way of nothing."""

from pathlib import Path

import orjson

from papershelf import Library
from papershelf.commands.keymap import Keymap
from papershelf.config import Config
from papershelf.store import Change
from papershelf.tui.layout import Layout, recalled, remember
from papershelf.tui.screens.triage import TriageScreen
from papershelf.tui.tutorial_steps import STEPS, deeds_of, first_open, words_of
from papershelf.tui.widgets.tutorial_panel import TutorialPanel
from tests.app_tools import Stage, staged


def panel(stage: Stage) -> str:
    """What the tutorial says; nothing where it is not there."""
    return "".join(each.words for each in stage.main.query(TutorialPanel))


async def do(stage: Stage, *keys: str) -> None:
    """Press keys, and let the tutorial look."""
    await stage.press(*keys)
    stage.app.tutoring.look()
    await stage.rest()


async def test_every_step_is_noticed_when_it_is_done(library: Library) -> None:
    async with staged(library) as stage:
        assert panel(stage) == "", "a library with papers is nobody's first"
        await stage.press("f2")
        assert panel(stage).startswith("Tutorial 1 of 8  / begins a search.")
        await do(stage, "slash", *"pasta")
        assert "1 of 8" in panel(stage), "the person is still typing"
        await do(stage, "enter")
        assert "2 of 8  Found.  s stars" in panel(stage)
        await do(stage, "s")
        assert "3 of 8  Starred.  t gives it tags" in panel(stage)
        await do(stage, "t", *"new", "enter", "enter")
        assert "4 of 8  Tagged.  n opens its note" in panel(stage)
        await do(stage, "n", *"word", "escape")
        assert "5 of 8  Noted.  T goes through what is listed, a key a paper: a keeps, x skips, esc" in panel(stage)
        await do(stage, "T")
        assert [type(screen) for screen in stage.app.screen_stack[1:]] == [TriageScreen]
        await do(stage, "a")
        assert "5 of 8" in panel(stage), "its summary is looked at first"
        await do(stage, "escape")
        assert "6 of 8  That was triage.  y t copies" in panel(stage)
        await do(stage, "y", "t")
        assert "7 of 8  Copied.  u takes back" in panel(stage)
        await do(stage, "u")
        assert "8 of 8  Taken back.  ? shows every key" in panel(stage)
        await do(stage, "question_mark")
        await do(stage, "escape")
        assert "8 of 8  That was all of it." in panel(stage)
        assert stage.papers.has_focus
        await do(stage, "X")
        assert panel(stage) == ""
        assert not stage.app.tutoring.is_running


async def test_it_is_offered_at_a_first_start_and_never_again_unasked(folder: Path) -> None:
    with Library.open(folder) as library:
        async with staged(library, (60, 20)) as stage:
            await stage.until(lambda: bool(panel(stage)))
            assert "Tutorial 1 of 8" in panel(stage)
            assert panel(stage).endswith("N skips this step · X ends the tutorial")
            height = stage.main.query_one(TutorialPanel).size.height
            assert 0 < height <= 4, "papers keep their room"
            await stage.press("N")
            assert panel(stage).startswith("Tutorial 2 of 8  s stars")
            await stage.press("X", "j")
            assert panel(stage) == ""
            assert stage.papers.cursor == 1, "its keys are free again, and no other was ever taken"
    with Library.open(folder) as library:
        async with staged(library) as stage:
            assert panel(stage) == ""
            await stage.press("f2")
            assert "Tutorial 2 of 8" in panel(stage), "it goes on where it was left"


async def test_its_keys_do_nothing_where_it_does_not_run(library: Library) -> None:
    async with staged(library) as stage:
        before = stage.title, len(library.history())
        await stage.press("X", "N")
        assert (stage.title, len(library.history())) == before
        assert panel(stage) == ""


async def test_steps_may_come_in_any_order_and_name_the_keys_in_force(library: Library) -> None:
    config = Config(keys={"main.search": ("g s",), "paper.star": ()}, signs="ascii")
    async with staged(library, (40, 12), config) as stage:
        await stage.press("f2")
        assert "1 of 8  g s begins a search" in panel(stage)
        await do(stage, "t", *"x", "enter", "enter")
        assert "1 of 8  Tagged.  g s begins" in panel(stage)
        await stage.press("N")
        assert "“star” in the palette (ctrl+p)" in panel(stage)
        await stage.press("N")
        assert "4 of 8" in panel(stage), "the tags were given already"


async def test_nothing_that_papers_or_files_hold_can_harm_it(library: Library) -> None:
    library.places.data.joinpath("screen.json").write_bytes(orjson.dumps({"tutorial": {"x": ["[/b]"]}, "three": []}))
    async with staged(library) as stage:
        await stage.press("f2")
        assert "1 of 8" in panel(stage)
        library.tag([library.entries()[0].paper.id], add=["[b]\u202e"])
        stage.app.tutoring.look()
        await stage.rest()
        assert "Tagged." in panel(stage)


def test_the_file_of_the_screen_keeps_what_either_part_put_there(tmp_path: Path) -> None:
    remember(tmp_path, "tutorial", ["star"])
    layout = Layout(tmp_path)
    layout.set_width("sidebar", 30, 160)
    layout.save()
    assert recalled(tmp_path, "tutorial") == ["star"]
    remember(tmp_path, "tutorial", ["star", "tag"])
    assert Layout(tmp_path).widths(160)["sidebar"] == 30


def test_what_a_change_is() -> None:
    assert deeds_of([Change("marks", "x", None, {"starred": True})]) == {"star"}
    assert deeds_of([Change("marks", "x", {"starred": True}, {"starred": False})]) == frozenset()
    assert deeds_of([Change("marks", "x", {"tags": ["a"]}, {"tags": ["b"], "note": "n"})]) == {"tag", "note"}
    assert deeds_of([Change("marks", "x", {"tags": ["a"], "note": "n"}, {"tags": [], "note": ""})]) == frozenset()
    assert deeds_of([Change("papers", "x", None, {"starred": True})]) == frozenset()


def test_every_step_names_its_key() -> None:
    keys = Keymap()
    for step in STEPS:
        assert words_of(step, keys).startswith(keys.shown(step.command) + " ")
        assert "no key" not in words_of(step, keys)
    assert first_open([]) == STEPS[0]
    assert first_open([step.id for step in STEPS]) is None
