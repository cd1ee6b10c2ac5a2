"""Marking on the screen: star, status, rating, tags, notes, many at once, undo and redo."""

from textual.widgets import Input, TextArea

from papershelf import Library
from papershelf.tui.screens.note import NoteScreen
from papershelf.tui.screens.tags import TagScreen
from tests.app_tools import Stage, staged


def titles(library: Library, query: str) -> list[str]:
    """First words of the papers that a query finds."""
    return [entry.paper.title.split(":")[0] for entry in library.entries(query)]


async def test_star_says_so_and_a_second_takes_it_away(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("s")
        assert titles(library, "is:starred") == ["Sparse Ferrets"]
        assert "Starred" in stage.toasts[-1]
        assert "u takes it back" in stage.toasts[-1]
        await stage.press("s")
        assert titles(library, "is:starred") == []


async def test_a_status_is_a_chord(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("m", "q", "j", "m", "d")
        assert titles(library, "is:queued") == ["Sparse Ferrets"]
        assert len(library.entries("is:read")) == 1
        await stage.press("m", "escape", "m", "z")
        assert stage.app.screen is stage.main, "another key leaves the chord"


async def test_moving_and_reading_never_change_a_status(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("j", "enter", "l", "j", "escape", "G", "tab", "tab", "tab", "o", "y", "t")
        assert len(library.entries("is:inbox")) == 8


async def test_a_rating_is_a_chord(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("m", "4")
        assert library.entries()[0].mark.rating == 4
        await stage.press("m", "0")
        assert library.entries()[0].mark.rating is None


async def add_tag(stage: Stage, text: str) -> None:
    """Add one tag by the picker."""
    await stage.press("t")
    await stage.type(text)
    await stage.press("enter", "enter")


async def test_tags_are_made_completed_and_removed(library: Library) -> None:
    async with staged(library) as stage:
        await add_tag(stage, "nlp/rag")
        assert library.tags() == {"nlp": 1, "nlp/rag": 1}
        await stage.press("j")
        await add_tag(stage, "nlrag")
        assert library.tags()["nlp/rag"] == 2, "letters in order find the tag"
        await stage.press("t", "down", "enter", "enter")
        assert library.tags()["nlp/rag"] == 1, "enter on a tag that is on takes it off"


async def test_tab_completes_a_tag(library: Library) -> None:
    library.tag([library.entries()[0].paper.id], add=["reinforcement"])
    async with staged(library) as stage:
        await stage.press("j", "t", "r", "e", "tab")
        assert stage.app.screen.query_one(Input).value == "reinforcement"
        await stage.press("escape")
        assert not isinstance(stage.app.screen, TagScreen)
        assert library.tags() == {"reinforcement": 1}


async def test_selected_papers_are_marked_together_as_one_change(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space", "space", "space")
        assert len(stage.papers.selected) == 3
        await stage.press("s")
        assert len(library.entries("is:starred")) == 3
        assert "3 papers" in stage.toasts[-1]
        await add_tag(stage, "bulk")
        assert library.tags() == {"bulk": 3}
        await stage.press("u")
        assert library.tags() == {}
        await stage.press("u")
        assert not library.entries("is:starred")
        await stage.press("U")
        assert len(library.entries("is:starred")) == 3


async def test_a_note_is_saved_by_leaving_and_can_be_undone(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        assert isinstance(stage.app.screen, NoteScreen)
        await stage.type("good one")
        await stage.press("escape")
        assert library.entries()[0].mark.note == "good one"
        assert stage.detail.view is not None
        assert "good one" in stage.detail.view.note
        await stage.press("u")
        assert library.entries()[0].mark.note == ""


async def test_a_draft_survives_the_end_of_the_program(library: Library) -> None:
    paper_id = library.entries()[0].paper.id
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("unsaved words")
        assert library.drafts.read(paper_id) == "unsaved words"
        stage.app.exit()
    assert library.entries()[0].mark.note == ""
    async with staged(library) as stage:
        await stage.press("n")
        assert stage.app.screen.query_one(TextArea).text == "unsaved words"
        assert "draft" in stage.toasts[-1]
        await stage.press("escape")
        assert library.entries()[0].mark.note == "unsaved words"
        assert library.drafts.read(paper_id) is None


async def test_a_note_that_cannot_be_saved_stays_open_and_is_kept(library: Library) -> None:
    from papershelf.errors import DataError

    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("precious")

        def refuse(*_: object, **__: object) -> None:
            raise DataError("the disk is full.")

        library.set_note = refuse  # type: ignore[method-assign]
        await stage.press("escape")
        assert isinstance(stage.app.screen, NoteScreen)
        assert "disk is full" in stage.toasts[-1]
        assert library.drafts.read(library.entries()[0].paper.id) == "precious"


async def test_the_editor_writes_the_note(library: Library) -> None:
    async with staged(library) as stage:
        stage.editor.text = "# from the editor"
        await stage.press("e")
        assert library.entries()[0].mark.note == "# from the editor"


async def test_what_an_editor_wrote_is_not_lost_when_it_cannot_be_saved(library: Library) -> None:
    from papershelf.errors import DataError

    def refuse(*_: object, **__: object) -> None:
        raise DataError("the disk is full.")

    async with staged(library) as stage:
        library.set_note = refuse  # type: ignore[method-assign]
        stage.editor.text = "precious words"
        await stage.press("e")
        assert isinstance(stage.app.screen, NoteScreen)
        assert stage.app.screen.text == "precious words"
        assert library.drafts.read(library.entries()[0].paper.id) == "precious words"
        assert "disk is full" in stage.toasts[-1]


async def test_an_error_is_not_talked_over(library: Library) -> None:
    from papershelf.errors import DataError

    def refuse(*_: object, **__: object) -> None:
        raise DataError("the disk is full.")

    async with staged(library) as stage:
        library.set_status = refuse  # type: ignore[method-assign]
        await stage.press("m", "q")
        assert "disk is full" in stage.toasts[-1]


async def test_an_editor_that_fails_leads_to_the_pane(library: Library) -> None:
    async with staged(library) as stage:
        stage.editor.problem = "ed: not found."
        await stage.press("e")
        assert isinstance(stage.app.screen, NoteScreen)
        assert "ed: not found" in stage.toasts[0]


async def test_undo_and_redo_say_when_there_is_nothing(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("U")
        assert not library.can_redo
        await stage.press("s", "u", "u")
        assert len(library) == 0, "the second undo takes the import back"
        await stage.press("U", "U")
        assert len(library.entries("is:starred")) == 1


async def test_a_paper_that_leaves_the_view_leaves_the_cursor_on_the_next(library: Library) -> None:
    async with staged(library) as stage:
        stage.main.show_view("inbox")
        await stage.rest()
        await stage.press("j", "m", "q")
        assert stage.title.startswith("GraphPasta")
        assert len(stage.papers.ids) == 7
