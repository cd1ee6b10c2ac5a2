"""A note that two write at once: nothing typed is lost, nothing read is overwritten unasked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from papershelf import Library
from papershelf.tui.noting import both
from papershelf.tui.screens.conflict import ConflictScreen
from papershelf.tui.screens.note import NoteScreen
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import SOME


@pytest.fixture
def other(library: Library, folder: Path) -> Iterator[Library]:
    """The same library, as another process has it open."""
    with Library.open(folder) as opened:
        yield opened


def first(library: Library) -> str:
    """The paper under the cursor at the start."""
    return library.entries()[0].paper.id


def note(library: Library) -> str:
    """Its note."""
    return library.entries()[0].mark.note


async def heard(stage: Stage) -> None:
    """Look now, and let what was seen come to rest."""
    stage.app.take_in_changes()
    await stage.rest()


def said(stage: Stage) -> str:
    """What the pane says above the text."""
    line = stage.app.screen.query_one("#note-news", Static)
    return str(line.content) if line.display else ""


async def contested(stage: Stage, other: Library) -> None:
    """Type a note while another process saves one."""
    await stage.press("n")
    await stage.type("mine")
    other.set_note(first(other), "theirs")
    await heard(stage)
    assert "when you save, you choose" in said(stage)
    assert stage.app.screen.query_one(TextArea).text == "mine"
    await stage.press("escape")
    assert isinstance(stage.app.screen, ConflictScreen)


async def test_both_are_kept_by_default_and_undo_takes_that_back(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await contested(stage, other)
        await stage.press("enter")
        assert stage.app.screen is stage.main
        assert note(library) == both("theirs", "mine")
        assert library.drafts.read(first(library)) is None
        await stage.press("u")
        assert note(library) == "theirs"


async def test_mine_stands_and_undo_brings_theirs_back(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await contested(stage, other)
        await stage.press("j", "enter")
        assert note(library) == "mine"
        await stage.press("u")
        assert note(library) == "theirs"


async def test_theirs_stands_and_undo_brings_mine_back(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await contested(stage, other)
        await stage.press("j", "j", "enter")
        assert note(library) == "theirs"
        assert library.drafts.read(first(library)) is None
        await stage.press("u")
        assert note(library) == "mine"


async def test_escape_goes_back_to_the_text_which_stays_a_draft(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await contested(stage, other)
        await stage.press("escape")
        assert isinstance(stage.app.screen, NoteScreen)
        assert stage.app.screen.text == "mine"
        assert library.drafts.read(first(library)) == "mine"
        assert note(library) == "theirs"


async def test_saving_without_leaving_shows_what_became_of_it(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("mine")
        other.set_note(first(other), "theirs")
        await stage.press("ctrl+s")
        assert isinstance(stage.app.screen, ConflictScreen), "also where nothing was heard before the key"
        await stage.press("enter")
        assert isinstance(stage.app.screen, NoteScreen)
        assert stage.app.screen.text == both("theirs", "mine")
        assert said(stage) == ""
        await stage.press("escape")
        assert note(library) == both("theirs", "mine")


async def test_where_nothing_was_typed_the_outside_text_is_shown(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        other.set_note(first(other), "theirs")
        await heard(stage)
        assert isinstance(stage.app.screen, NoteScreen)
        assert stage.app.screen.text == "theirs"
        assert "note" in stage.toasts[-1]
        await stage.press("escape")
        assert note(library) == "theirs"
        assert len([unit for unit in library.history() if "note" in unit.words]) == 1


async def test_the_same_text_is_no_conflict(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("same")
        other.set_note(first(other), "same")
        await heard(stage)
        await stage.press("escape")
        assert stage.app.screen is stage.main
        assert note(library) == "same"


async def test_another_field_is_said_and_no_conflict(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("mine")
        other.star([first(other)])
        await heard(stage)
        assert stage.toasts[-1].endswith("starred.")
        assert said(stage) == ""
        await stage.press("escape")
        assert note(library) == "mine"
        assert library.entries()[0].mark.starred


async def test_ones_own_change_that_takes_an_outside_note_in_does_not_hide_it(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("mine")
        other.set_note(first(other), "theirs")
        library.star([first(library)])  # as a change that had to wait does; it reads what others wrote
        await stage.rest()
        assert "when you save, you choose" in said(stage)
        await stage.press("escape", "enter")
        assert note(library) == both("theirs", "mine")


async def test_a_note_that_was_deleted_outside_does_not_take_the_typed_text_along(
    library: Library, other: Library
) -> None:
    library.set_note(first(library), "old")
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type(" and new")
        other.set_note(first(other), "")
        await heard(stage)
        await stage.press("escape", "j", "enter")
        assert note(library) == "old and new"


async def test_a_paper_that_is_gone_leaves_a_draft(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        chosen = first(library)
        await stage.press("n")
        await stage.type("mine")
        other.undo()
        await heard(stage)
        assert "no longer in the library" in said(stage)
        assert "kept as a draft" in said(stage)
        await stage.press("escape")
        assert stage.app.screen is stage.main
        assert "kept as a draft" in stage.toasts[-1]
        assert library.drafts.read(chosen) == "mine"
        await stage.press("U", "n")
        assert stage.app.screen.query_one(TextArea).text == "mine"


async def test_the_editors_text_and_an_outside_one(library: Library, other: Library) -> None:
    async with staged(library) as stage:

        def edit(text: str, **_: object) -> object:
            from papershelf.tui.system.editor import EditOutcome

            other.set_note(first(other), "theirs")
            return EditOutcome("mine")

        stage.app.seams = stage.app.seams._replace(edit=edit)  # type: ignore[arg-type]
        await stage.press("e")
        assert isinstance(stage.app.screen, ConflictScreen)
        assert library.drafts.read(first(library)) == "mine"
        await stage.press("enter")
        assert note(library) == both("theirs", "mine")
        assert len(stage.app.screen_stack) == 1


async def test_an_editor_that_changed_nothing_leaves_the_outside_text(library: Library, other: Library) -> None:
    async with staged(library) as stage:

        def edit(text: str, **_: object) -> object:
            from papershelf.tui.system.editor import EditOutcome

            other.set_note(first(other), "theirs")
            return EditOutcome(text)

        stage.app.seams = stage.app.seams._replace(edit=edit)  # type: ignore[arg-type]
        await stage.press("e")
        assert note(library) == "theirs"
        assert stage.app.screen is stage.main


async def test_the_editors_text_for_a_paper_that_is_gone(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        chosen = first(library)

        def edit(text: str, **_: object) -> object:
            from papershelf.tui.system.editor import EditOutcome

            other.undo()
            return EditOutcome("mine")

        stage.app.seams = stage.app.seams._replace(edit=edit)  # type: ignore[arg-type]
        await stage.press("e")
        assert any("kept as a draft" in toast for toast in stage.toasts), "and nothing talks over it"
        assert library.drafts.read(chosen) == "mine"


async def test_what_came_in_the_last_moment_is_put_back_beside_the_other(
    library: Library, other: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the lock there is a moment; what is written in it must not be lost either."""
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("mine")
        save = library.set_note

        def late(paper_id: str, text: str) -> object:
            if text == "mine":
                other.set_note(paper_id, "theirs")
            return save(paper_id, text)

        monkeypatch.setattr(library, "set_note", late)
        await stage.press("escape")
        assert note(library) == both("theirs", "mine")
        assert "both are kept" in stage.toasts[-1]


@pytest.mark.parametrize(("size", "texts"), [((80, 24), HOSTILE), ((60, 20), SOME)])
async def test_hostile_notes_are_text(
    library: Library, other: Library, size: tuple[int, int], texts: Sequence[str]
) -> None:
    async with staged(library, size) as stage:
        await stage.press("n")
        await stage.type("x")
        for text in texts:
            other.set_note(first(other), text + "y")
            await stage.press("escape")
            assert isinstance(stage.app.screen, ConflictScreen)
            await stage.pilot.press("escape")
        assert isinstance(stage.app.screen, NoteScreen)


def test_a_fence_left_open_does_not_swallow_the_other_note() -> None:
    text = both("```\ncode", "mine")
    assert "```\ncode\n```\n\n---" in text


async def test_going_back_to_the_saved_note_means_the_one_that_is_saved_now(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await contested(stage, other)
        await stage.press("escape", "ctrl+r")
        assert isinstance(stage.app.screen, NoteScreen)
        assert stage.app.screen.text == "theirs"
        assert said(stage) == ""
        await stage.press("escape")
        assert note(library) == "theirs"
        assert len(stage.app.screen_stack) == 1
