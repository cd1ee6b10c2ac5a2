"""Drafts that a crash left: told at the start, offered with the note, never lost, never another window's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.library.drafts import Drafts
from papershelf.tui.screens.conflict import ConflictScreen
from papershelf.tui.screens.left_drafts import DraftListScreen, LeftDraftsScreen
from papershelf.tui.screens.note import NoteScreen
from papershelf.tui.widgets.differing import MOST_LINES, Differing, Row, differing
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import assert_clean, hostile_library


@pytest.fixture
def crashed(library: Library) -> Iterator[Drafts]:
    """The drafts of a window that is gone by now, once it is closed."""
    drafts = Drafts(library.drafts.folder)
    yield drafts
    drafts.close()


def first(library: Library) -> str:
    """The paper under the cursor at the start."""
    return library.entries()[0].paper.id


def note(library: Library) -> str:
    """Its note."""
    return library.entries()[0].mark.note


def leave(drafts: Drafts, paper_id: str, text: str) -> None:
    """Leave a draft as a crash does."""
    drafts.keep(paper_id, text)
    drafts.close()


def text(stage: Stage) -> str:
    """The text on the note screen."""
    assert isinstance(stage.app.screen, NoteScreen)
    return stage.app.screen.text


async def test_the_start_tells_of_drafts_and_the_list_leads_to_them(library: Library, crashed: Drafts) -> None:
    leave(crashed, library.entries()[3].paper.id, "half a thought")
    leave(crashed, "gone", "of a paper that is gone")
    async with staged(library) as stage:
        assert any("1 note was typed and not saved. v n shows it." in toast for toast in stage.toasts)
        await stage.press("v", "n")
        assert isinstance(stage.app.screen, DraftListScreen)
        await stage.press("enter")
        assert text(stage) == "half a thought"
        await stage.press("escape", "v", "n")
        assert stage.toasts[-1] == "Every note that was typed is saved."
        assert library.entries()[3].mark.note == "half a thought"


async def test_without_drafts_nothing_is_said(library: Library, crashed: Drafts) -> None:
    library.set_note(first(library), "the same")
    leave(crashed, first(library), "the same")
    async with staged(library) as stage:
        assert not any("typed and not saved" in toast for toast in stage.toasts)


async def test_where_nothing_is_saved_the_draft_is_shown_at_once(library: Library, crashed: Drafts) -> None:
    leave(crashed, first(library), "half")
    async with staged(library) as stage:
        await stage.press("n")
        assert text(stage) == "half"
        assert "A draft from" in stage.toasts[-1]
        assert "that was not saved" in stage.toasts[-1]
        await stage.press("escape")
        assert note(library) == "half"
        assert not list(library.drafts.every())


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (["enter"], "saved and more"),
        (["j", "enter"], "saved"),
        (["j", "j", "enter"], "## Saved\n\nsaved\n\n---\n\n## A d"),
    ],
)
async def test_draft_saved_or_both(library: Library, crashed: Drafts, keys: list[str], shown: str) -> None:
    library.set_note(first(library), "saved")
    leave(crashed, first(library), "saved and more")
    async with staged(library) as stage:
        await stage.press("n")
        assert isinstance(stage.app.screen, LeftDraftsScreen)
        await stage.press(*keys)
        assert text(stage).startswith(shown)
        await stage.press("escape")
        assert note(library).startswith(shown)
        assert not list(library.drafts.every())
        await stage.press("u")
        assert note(library) == ("saved and more" if shown == "saved" else "saved"), "nothing is lost"


async def test_escape_leaves_the_draft_for_another_time(library: Library, crashed: Drafts) -> None:
    library.set_note(first(library), "saved")
    leave(crashed, first(library), "saved and more")
    async with staged(library) as stage:
        await stage.press("n", "escape")
        assert text(stage) == "saved"
        await stage.type("x")
        await stage.press("escape")
        assert note(library) == "savedx"
        assert [draft.text for draft in library.drafts.left()] == ["saved and more"]


async def test_what_another_window_is_writing_is_left_to_it(library: Library, crashed: Drafts) -> None:
    crashed.keep(first(library), "being typed")
    async with staged(library) as stage:
        await stage.press("n")
        assert text(stage) == ""
        await stage.type("mine")
        assert crashed.read(first(library)) == "being typed"
        await stage.press("escape")
        assert note(library) == "mine"
        assert crashed.read(first(library)) == "being typed"


async def test_the_editor_asks_first_where_a_draft_was_left(library: Library, crashed: Drafts) -> None:
    library.set_note(first(library), "saved")
    leave(crashed, first(library), "draft")
    async with staged(library) as stage:
        await stage.press("e")
        assert stage.editor.seen == []
        assert isinstance(stage.app.screen, LeftDraftsScreen)


async def test_what_a_killed_editor_left_is_a_draft_of_its_paper(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    from papershelf.tui.seams import system_edit

    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho words > "$1"\nkill -9 $$\n')
    editor.chmod(0o700)
    async with staged(library) as stage:
        stage.app.seams = stage.app.seams._replace(edit=system_edit, environ={"EDITOR": str(editor)})
        monkeypatch.setattr(stage.app, "suspend", nullcontext)
        await stage.press("e")
        assert text(stage) == "words\n"
        await stage.press("escape")
        assert note(library) == "words\n"
        assert not list(library.drafts.folder.glob("*.md"))


async def test_an_editor_that_failed_without_a_word_leaves_no_draft(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    from papershelf.tui.seams import system_edit

    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nexit 1\n")
    editor.chmod(0o700)
    library.set_note(first(library), "saved")
    async with staged(library) as stage:
        stage.app.seams = stage.app.seams._replace(edit=system_edit, environ={"EDITOR": str(editor)})
        monkeypatch.setattr(stage.app, "suspend", nullcontext)
        await stage.press("e")
        assert text(stage) == "saved"
        assert library.drafts.left() == []


def test_a_difference_has_signs() -> None:
    rows = list(differing("a\nb\nc", "a\nB\nc\nd"))
    assert rows == [Row(" ", "a"), Row("-", "b"), Row("+", "B"), Row(" ", "c"), Row("+", "d")]
    assert len(list(differing("x\n" * 5000, ""))) == MOST_LINES + 1


@pytest.mark.parametrize("size", [(160, 45), (60, 20), (40, 12)])
async def test_a_conflict_can_be_read_and_settled_at_any_size(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await stage.press("n")
        await stage.type("mine")
        with Library.open(library.places.data) as other:
            other.set_note(first(library), "theirs")
        await stage.press("escape")
        screen = stage.app.screen
        assert isinstance(screen, ConflictScreen)
        shown = screen.query_one(Differing)
        assert shown.has_class("-wide") == (size[0] > 100)
        assert shown.size.height >= 2
        assert screen.query_one("#conflict").region.height >= 3
        assert stage.app.screen.region.contains_region(screen.query_one("#conflict").region)
        await stage.press("j", "enter")
        assert note(library) == "mine"


async def test_hostile_drafts_are_text(folder: Path) -> None:
    with hostile_library(folder) as library:
        crashed = Drafts(library.drafts.folder)
        for number, hostile in enumerate(HOSTILE):
            library.set_note(f"hostile{number:03}", "saved")
            crashed.keep(f"hostile{number:03}", hostile)
        crashed.close()
        async with staged(library, (60, 20)) as stage:
            await stage.press("v", "n")
            for _ in HOSTILE:
                assert isinstance(stage.app.screen, DraftListScreen)
                assert_clean(stage)
                await stage.pilot.press("down")
            await stage.pilot.press("escape")
            for number in range(len(HOSTILE)):
                stage.papers.move_to(f"hostile{number:03}")
                await stage.pilot.press("n")
                assert isinstance(stage.app.screen, LeftDraftsScreen)
                assert_clean(stage)
                await stage.pilot.press("end", "enter")
                assert text(stage).startswith("## Saved")
                assert_clean(stage)
                await stage.pilot.press("escape")
            assert not list(library.drafts.every())
