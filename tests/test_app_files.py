"""Import and export on the screen, and the first start."""

from pathlib import Path

from textual.widgets import Input, Select

from papershelf import Library
from tests.app_tools import staged
from tests.conftest import PAGE
from tests.inbox_tools import read, shown


async def test_a_first_start_loads_the_seed_pages_as_one_change(folder: Path) -> None:
    with Library.open(folder) as library:
        async with staged(library) as stage:
            await stage.until(lambda: bool(stage.toasts))
            assert len(stage.papers.ids) == 526
            assert "Loaded 526 papers from 574 listings" in stage.toasts[-1]
            assert stage.toasts[-1].endswith(". u takes it back. ? shows every key.")
            await stage.press("u")
            assert len(stage.papers.ids) == 0
            assert "i imports a saved page" in stage.papers.empty_text
    with Library.open(folder) as library:
        async with staged(library) as stage:
            assert len(stage.papers.ids) == 0, "seeds come once, not again after they were undone"
            await stage.press("U")
            assert len(stage.papers.ids) == 526


async def test_import_asks_for_a_path_and_reports(library: Library, tmp_path: Path) -> None:
    library.undo()
    async with staged(library) as stage:
        await read(stage)
        await stage.press("enter")
        assert len(stage.papers.ids) == 8
        assert "8 new" in stage.toasts[-1]
        assert stage.toasts[-1].endswith(". u takes it back.")
        screen = await read(stage, tmp_path / "missing.txt")
        assert "missing.txt" in shown(screen)[1]
        await stage.press("enter")
        assert "Nothing is ticked" in stage.toasts[-1]


async def test_import_completes_paths(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        line = stage.app.screen.query_one(Input)
        line.value = str(PAGE)[:-6]
        line.cursor_position = len(line.value)
        await stage.rest()
        await stage.press("tab")
        assert line.value == str(PAGE)


async def test_export_writes_the_list_shown(library: Library, tmp_path: Path) -> None:
    library.star([library.entries("pasta")[0].paper.id])
    async with staged(library) as stage:
        stage.main.show_view("starred")
        await stage.rest()
        await stage.press("x")
        line = stage.app.screen.query_one(Input)
        assert line.value.endswith("papershelf-starred.md")
        line.value = str(tmp_path / "out.md")
        await stage.press("enter")
        assert "GraphPasta" in (tmp_path / "out.md").read_text("utf-8")
        assert "Sparse Ferrets" not in (tmp_path / "out.md").read_text("utf-8")
        assert "1 file written" in stage.toasts[-1]


async def test_export_writes_the_selection_to_a_folder(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        await stage.press("space", "space", "x")
        stage.app.screen.query_one("#export-format", Select).value = "folder"
        await stage.rest()
        line = stage.app.screen.query_one(Input)
        assert line.value.endswith("papershelf-selection")
        line.value = str(tmp_path / "vault")
        line.focus()
        await stage.press("enter")
        assert len(list((tmp_path / "vault").glob("*.md"))) == 2


async def test_an_export_that_fails_says_why(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        await stage.press("x")
        stage.app.screen.query_one(Input).value = str(tmp_path)
        await stage.press("enter")
        assert "is a folder" in stage.toasts[-1]
