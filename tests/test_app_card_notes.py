"""Notes written in a triage: each is a step of it, and the way back goes through each change once."""

from papershelf import Library
from papershelf.tui.screens.conflict import ConflictScreen
from papershelf.tui.screens.triage import TriageScreen
from tests.app_tools import Stage, staged
from tests.disk_tools import Disk, press


def triage(stage: Stage) -> TriageScreen:
    screen = stage.app.screen
    assert isinstance(screen, TriageScreen)
    return screen


def paper_id(library: Library) -> str:
    return library.entries()[0].paper.id


def now(library: Library) -> tuple[str, str]:
    """Status and note of the first paper."""
    mark = library.entries()[0].mark
    return str(mark.status), mark.note


async def written_slowly(stage: Stage, disk: Disk) -> None:
    """Write a note in a triage, and be back there while the disk keeps it waiting."""
    await stage.press("T", "n", *"text")
    disk.lets_go.clear()
    await press(stage, "escape")
    await stage.came(lambda: isinstance(stage.app.screen, TriageScreen))


async def test_a_note_opened_before_a_decision_is_on_disk_is_a_step_of_its_own(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        await stage.press("T")
        disk.lets_go.clear()
        await press(stage, "a", "b", "n")
        assert stage.app.saver.unsaved == ["kept"]
        disk.lets_go.set()
        await stage.saved()
        await stage.press(*"text", "escape")
        assert now(library) == ("queued", "text")
        assert [len(step.units) for step in triage(stage).round.steps] == [1, 1]
        await stage.press("u")
        assert now(library) == ("queued", "")
        await stage.press("u")
        assert now(library) == ("inbox", "")
        assert not triage(stage).round.steps
        assert not [words for words in stage.toasts if "undone already" in words]


async def test_a_note_that_takes_long_to_save_is_a_step_before_it_is_saved(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        await written_slowly(stage, disk)
        assert stage.app.is_saving
        assert len(triage(stage).round.steps) == 1
        disk.lets_go.set()
        await stage.saved()
        assert now(library) == ("inbox", "text")
        assert len(triage(stage).round.steps) == 1
        await stage.press("u")
        assert now(library) == ("inbox", "")


async def test_a_way_back_typed_before_the_note_is_saved_is_about_the_note(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        await written_slowly(stage, disk)
        await press(stage, "u")
        await stage.came(lambda: stage.app.saver.unsaved[-1] == "undo")
        disk.lets_go.set()
        await stage.saved()
        assert now(library) == ("inbox", "")
        assert [unit.kind for unit in library.history()[:2]] == ["undo", "do"]


async def test_a_note_that_was_left_as_it_is_is_no_step(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("T", "n", "escape")
        assert not triage(stage).round.steps


async def test_a_note_that_could_not_be_saved_is_no_step(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        await stage.press("T")
        screen = triage(stage)
        await stage.press("n", "x")
        disk.is_full = True
        await stage.press("ctrl+s")
        assert not screen.round.steps
        disk.is_full = False
        await stage.press("escape")
        assert [len(step.units) for step in screen.round.steps] == [1]


async def test_what_was_typed_is_one_step_back_from_the_note_that_was_chosen(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("T", "n", *"mine")
        library.set_note(paper_id(library), "theirs")
        await stage.press("escape")
        assert isinstance(stage.app.screen, ConflictScreen)
        await stage.press("down", "down", "enter")
        assert now(library) == ("inbox", "theirs")
        await stage.press("u")
        assert now(library) == ("inbox", "mine"), "as the choice said"
        await stage.press("u")
        assert now(library) == ("inbox", "theirs")
        assert not triage(stage).round.steps, "what another process wrote is no step of this triage"
