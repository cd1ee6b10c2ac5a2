"""The note screen: what it shows, what it saves, finding, templates, the person's own editor."""

from pathlib import Path

import pytest
from textual.widgets import Static

from papershelf import Library
from papershelf.config import Config
from papershelf.errors import DataError
from papershelf.tui.screens.note import NoteScreen
from papershelf.tui.screens.templates import TemplateScreen
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.note import Note
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import hostile_library

SIZES = [(160, 45), (60, 20), (40, 12)]


def pane(stage: Stage) -> NoteScreen:
    """The note screen."""
    assert isinstance(stage.app.screen, NoteScreen)
    return stage.app.screen


def note(library: Library) -> str:
    """The saved note of the first paper."""
    return library.entries()[0].mark.note


def head(stage: Stage) -> str:
    """What the head says."""
    return str(pane(stage).query_one("#note-head", Static).content)


async def previewed(stage: Stage, words: str) -> None:
    """Wait until the preview shows words."""

    def shows() -> bool:
        shown = pane(stage).preview.query_one(Note)
        return shown.settled and words in shown.source

    await stage.until(shows)
    assert shows()


async def test_the_head_says_whether_it_is_saved(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        assert " empty " in head(stage)
        assert library.entries()[0].paper.title in head(stage)
        await stage.type("x")
        assert "draft kept" in head(stage)
        await stage.press("ctrl+s")
        assert " saved " in head(stage)
        assert note(library) == "x"


async def test_a_draft_that_cannot_be_kept_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DataError("the disk is full.")

    async with staged(library) as stage:
        await stage.press("n")
        monkeypatch.setattr(library.drafts, "keep", refuse)
        await stage.type("x")
        assert "not saved, no draft" in head(stage)
        assert "disk is full" in stage.toasts[-1]


async def test_the_preview_follows_the_text_and_the_key_hides_it(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        assert pane(stage).preview.display
        await stage.type("some words")
        await previewed(stage, "some words")
        await stage.press("ctrl+o")
        assert not pane(stage).preview.display
        await stage.type("!")
        assert pane(stage).text == "some words!"


async def test_in_a_narrow_terminal_the_key_changes_between_both(library: Library) -> None:
    async with staged(library, (80, 24)) as stage:
        await stage.press("n")
        await stage.type("words")
        assert not pane(stage).preview.display
        await stage.press("ctrl+o")
        assert pane(stage).preview.display
        assert not pane(stage).area.display
        await previewed(stage, "words")
        await stage.press("q")
        assert isinstance(stage.app.screen, NoteScreen), "no key of the list runs here"
        await stage.press("ctrl+o")
        await stage.type("!")
        assert pane(stage).text == "words!"
        await stage.press("ctrl+o", "escape")
        assert note(library) == "words!"


async def test_the_setting_says_whether_the_preview_is_there_at_first(library: Library) -> None:
    async with staged(library) as stage:
        stage.app.config = Config(preview=False)
        await stage.press("n")
        assert not pane(stage).preview.display


async def test_a_long_note_shows_the_part_round_the_cursor(library: Library) -> None:
    library.set_note(library.entries()[0].paper.id, "\n\n".join(f"paragraph {n}." for n in range(600)))
    async with staged(library) as stage:
        await stage.press("n")
        await previewed(stage, "paragraph 599.")
        assert "paragraph 1." not in pane(stage).preview.query_one(Note).source
        pane(stage).area.move_cursor((0, 0))
        await previewed(stage, "paragraph 1.")


async def test_find_counts_steps_and_shuts(library: Library) -> None:
    library.set_note(library.entries()[0].paper.id, "One two one\nthree ONE")
    async with staged(library) as stage:
        await stage.press("n", "ctrl+f")
        await stage.type("one")
        count = pane(stage).query_one("#find-count", Static)
        assert str(count.content) == "1 of 3"
        bar = pane(stage).query_one(KeyBar)
        assert not pane(stage).find.region.overlaps(bar.region), "it is seen"
        assert [each.label for each in bar.commands()][-2:] == ["Close", "Help"]
        assert pane(stage).area.selected_text == "One"
        await stage.press("enter", "ctrl+f")
        assert str(count.content) == "3 of 3"
        assert pane(stage).area.selected_text == "ONE"
        await stage.press("down")
        assert str(count.content) == "1 of 3"
        await stage.press("up", "x")
        assert str(count.content) == "nothing found"
        await stage.press("escape")
        assert isinstance(stage.app.screen, NoteScreen), "first the line closes"
        assert stage.app.focused is pane(stage).area
        assert pane(stage).text == "One two one\nthree ONE", "nothing was typed into the note"
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1


async def test_the_shipped_template_is_filled_in_and_undone(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n", "ctrl+t")
        assert isinstance(stage.app.screen, TemplateScreen)
        assert library.entries()[0].paper.title in str(stage.app.screen.query_one("#template-text", Static).content)
        await stage.press("j", "enter")
        assert pane(stage).text.startswith("## Question")
        await stage.press("escape")
        assert note(library).startswith("## Question")


async def test_an_untouched_template_is_never_saved(library: Library) -> None:
    async with staged(library) as stage:
        stage.app.config = Config(note_template="summary")
        await stage.press("n")
        assert pane(stage).text.startswith("## Question")
        assert " template " in head(stage)
        library.star([library.entries()[0].paper.id])
        await stage.press("escape")
        assert stage.app.screen is stage.main
        assert note(library) == ""
        assert library.drafts.read(library.entries()[0].paper.id) is None
        await stage.press("n")
        await stage.type("x")
        await stage.press("escape")
        assert note(library).endswith("x")


async def test_what_another_writes_takes_an_untouched_templates_place(library: Library) -> None:
    async with staged(library) as stage:
        stage.app.config = Config(note_template="summary")
        await stage.press("n")
        with Library.open(library.places.data) as other:
            other.set_note(library.entries()[0].paper.id, "theirs")
        stage.app.take_in_changes()
        await stage.rest()
        assert pane(stage).text == "theirs"


async def test_a_template_that_is_not_there_is_named(library: Library) -> None:
    async with staged(library) as stage:
        stage.app.config = Config(note_template="nope")
        await stage.press("n")
        assert pane(stage).text == ""
        assert any("no template “nope”" in toast for toast in stage.toasts)


async def test_the_editor_takes_the_text_and_brings_it_back(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("begun")
        stage.editor.text = "begun and finished"
        await stage.press("ctrl+e")
        assert stage.editor.seen == ["begun"]
        assert pane(stage).text == "begun and finished"
        assert library.drafts.read(library.entries()[0].paper.id) == "begun and finished"
        await stage.press("ctrl+z")
        assert pane(stage).text == "begun"


async def test_an_editor_that_fails_leaves_the_text_as_it_was(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("begun")
        stage.editor.problem = "the editor ended with exit code 3; your text is kept in x.md"
        await stage.press("ctrl+e")
        assert pane(stage).text == "begun"
        assert "kept in x.md" in stage.toasts[-1]


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_has_room_for_text_and_the_way_out(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await stage.press("n")
        await stage.type("x")
        assert pane(stage).area.size.height >= size[1] - 4
        assert pane(stage).query_one(KeyBar).render().plain.startswith("esc Save, close")
        await stage.press("ctrl+f", "escape", "ctrl+t")
        assert stage.app.screen.query_one("#templates").region.height >= 2
        await stage.press("escape", "escape")
        assert note(library) == "x"


async def test_hostile_notes_are_shown_as_text(folder: Path) -> None:
    with hostile_library(folder) as library:
        before = {entry.paper.id: entry.mark.note for entry in library.entries()}
        assert len(set(before.values())) > len(HOSTILE) - 3, "a note of its own for each, but for those of nothing"
        async with staged(library) as stage:
            for paper_id in before:
                stage.papers.move_to(paper_id)
                await stage.press("n")
                assert pane(stage).entry.paper.id == paper_id
                await stage.press("ctrl+f", "escape", "escape")
                assert stage.app.screen is stage.main, paper_id
                assert {entry.paper.id: entry.mark.note for entry in library.entries()} == before, paper_id


def test_templates_of_a_person_take_the_place_of_those_that_ship(library: Library, tmp_path: Path) -> None:
    from papershelf.library.templates import FOLDER, Templates

    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "summary.md").write_text("{title} {nope} {year}{", "utf-8")
    (folder / "broken.md").write_bytes(b"\xff\xfe")
    templates, entry = Templates(tmp_path), library.entries()[0]
    assert [each.name for each in templates.all()] == ["broken", "reading", "summary"]
    now = library._clock()
    year = (entry.paper.published or "")[:4]
    assert templates.text("summary", entry, now) == f"{entry.paper.title} {{nope}} {year}{{"
    with pytest.raises(DataError, match=r"broken\.md"):
        templates.text("broken", entry, now)
