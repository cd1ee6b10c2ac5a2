"""The export dialog: what it fills in, shows, foresees, remembers; what it says afterwards."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.widgets import Input, Select, Static

from papershelf import Library
from papershelf.errors import DataError
from papershelf.exporters import Options, exporters
from papershelf.exporters.markdown import MarkdownList
from papershelf.tui.export_words import preview
from papershelf.tui.screens.export import ExportScreen
from papershelf.tui.screens.report import ReportScreen
from papershelf.tui.targets import FILE, OFFERED, Target, Targets
from papershelf.tui.widgets.check import Check
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import SOME, assert_clean, hostile_library, paste, screen_text

SIZES = ((160, 45), (80, 24), (60, 20))


def dialog(stage: Stage) -> ExportScreen:
    """The dialog, which must be in front."""
    assert isinstance(stage.app.screen, ExportScreen)
    return stage.app.screen


def shown(stage: Stage, name: str) -> str:
    """The words of a part of the dialog."""
    return str(dialog(stage).query_one(name, Static).render())


async def outlook(stage: Stage) -> str:
    """What is foreseen, once it is known."""
    await stage.rest()
    await stage.until(lambda: not shown(stage, "#export-outlook").startswith("Looking"))
    return shown(stage, "#export-outlook")


async def export_to(stage: Stage, path: Path | str) -> None:
    """Type a path and take it."""
    dialog(stage).query_one(Input).value = str(path)
    dialog(stage).query_one(Input).focus()
    await stage.press("enter")
    await stage.until(lambda: not stage.app.jobs.busy)


@pytest.mark.parametrize("size", SIZES)
async def test_it_says_what_goes_where_and_how_it_begins(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await stage.press("x")
        assert "Export 8 papers: All" in screen_text(stage)
        assert await outlook(stage) == "A new file."
        text = shown(stage, "#export-text")
        assert text.startswith("# Reading list: All\n")
        assert text.count("\n### ") <= 3
        assert len(text.splitlines()) <= 40
        for part in ("#export-path", "#export-format", "#export-links", "#export-outlook", "#export-preview"):
            region = dialog(stage).query_one(part).region
            assert region.height > 0
            assert region.right <= size[0]
            assert region.bottom < size[1]


async def test_the_preview_follows_format_and_options(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("x")
        assert "\n> " in shown(stage, "#export-text")
        dialog(stage).query_one("#export-abstracts", Check).value = False
        await stage.rest()
        assert "\n> " not in shown(stage, "#export-text")
        dialog(stage).query_one("#export-group", Select).value = "source"
        await stage.rest()
        assert "## small\\_page" in shown(stage, "#export-text")
        dialog(stage).query_one("#export-format", Select).value = "folder"
        await stage.rest()
        assert shown(stage, "#export-text").startswith("── ")
        assert dialog(stage).query_one(Input).value.endswith("/papershelf-all")
        assert not dialog(stage).query_one("#export-group").display, "a folder has no groups"


@pytest.mark.parametrize("name", list(exporters()))
async def test_every_format_is_offered_shown_and_written(library: Library, tmp_path: Path, name: str) -> None:
    exporter = exporters()[name]
    async with staged(library) as stage:
        await stage.press("x")
        dialog(stage).query_one("#export-format", Select).value = name
        await stage.rest()
        assert shown(stage, "#export-text").strip()
        assert dialog(stage).query_one(Input).value == f"~/papershelf-all{exporter.suffix}"
        assert {
            part for part in ("abstracts", "notes", "links") if dialog(stage).query_one(f"#export-{part}").display
        } == (exporter.honours & {"abstracts", "notes", "links"})
        await export_to(stage, tmp_path / "out")
        assert (tmp_path / "out").is_file() == (exporter.into == "file")
        assert "0 already up to date" in stage.toasts[-1]


async def test_what_would_happen_is_said_before(library: Library, tmp_path: Path) -> None:
    target, foreign = tmp_path / "list.md", tmp_path / "mine.md"
    library.export("markdown", target, options=Options(title="Reading list: All"))
    foreign.write_text("mine", "utf-8")
    notes = tmp_path / "notes"
    library.export("folder", notes, ids=[entry.paper.id for entry in library.entries()][:5])
    cases = {
        tmp_path / "new.md": "A new file.",
        target: "The file there says all this already.",
        foreign: "Nothing is written: {} was not written by papershelf; choose another name.",
        tmp_path: "{} is a folder; name a file in it.",
        foreign / "x.md": "{} cannot be written: a folder of its path is a file.",
        "a\0b": "ab can be no path: it holds a NUL.",
        "": "Where to? No path was named.",
    }
    async with staged(library) as stage:
        await stage.press("x")
        for path, words in cases.items():
            dialog(stage).query_one(Input).value = str(path)
            assert await outlook(stage) == words.format(path)
        library.star([library.entries()[0].paper.id])
        dialog(stage).query_one(Input).value = str(target)
        assert await outlook(stage) == "Brings the file there up to date."
        dialog(stage).query_one("#export-format", Select).value = "folder"
        dialog(stage).query_one(Input).value = str(notes)
        await stage.rest()
        assert (await outlook(stage)).startswith("3 new files")
        await stage.press("escape")
    assert foreign.read_text("utf-8") == "mine"
    assert len(list(notes.iterdir())) == 5, "looking writes nothing"


async def test_two_keys_export_again(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "list.md"
    async with staged(library) as stage:
        await stage.press("x")
        dialog(stage).query_one("#export-notes", Check).value = False
        dialog(stage).query_one("#export-group", Select).value = "none"
        await export_to(stage, target)
        before = target.read_text("utf-8")
        await stage.press("s", "x")
        assert stage.app.screen.focused is dialog(stage).listing
        assert not dialog(stage).options.notes
        assert dialog(stage).query_one(Input).value == str(target)
        assert "enter Export again" in screen_text(stage)
        await stage.press("enter")
        await stage.until(lambda: not stage.app.jobs.busy)
        assert "1 file written" in stage.toasts[-1]
        assert str(target) in stage.toasts[-1]
        assert target.read_text("utf-8") != before
        assert "by " not in target.read_text("utf-8").splitlines()[2]


async def test_another_views_target_is_filled_in_and_not_written(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "all.md"
    library.star([library.entries("pasta")[0].paper.id])
    async with staged(library) as stage:
        await stage.press("x")
        await export_to(stage, target)
        before = target.read_bytes()
        stage.main.show_view("starred")
        await stage.rest()
        await stage.press("x")
        assert isinstance(stage.app.screen.focused, Input)
        assert stage.app.screen.focused.value.endswith("papershelf-starred.md")
        await stage.until(lambda: "was of All" in screen_text(stage))
        assert "was of All" in screen_text(stage)
        await stage.press("shift+tab", "enter")
        assert dialog(stage).query_one(Input).value == str(target)
        assert isinstance(stage.app.screen.focused, Input)
        assert target.read_bytes() == before, "whoever exports other papers there says so with one more key"
        await stage.press("enter")
        await stage.until(lambda: not stage.app.jobs.busy)
        assert b"Starred" in target.read_bytes()


async def test_a_query_and_the_selection_are_places_of_their_own(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        await stage.press("slash", *"pasta", "enter", "x")
        assert "Export 1 paper: All: pasta" in screen_text(stage)
        await export_to(stage, tmp_path / "query.md")
        await stage.press("escape", "space", "x")
        assert "Export 1 paper: selection" in screen_text(stage)
        assert isinstance(stage.app.screen.focused, Input)
        await export_to(stage, tmp_path / "selection.md")
        kept = json.loads((library.places.data / FILE).read_bytes())["targets"]
        assert [row["place"] for row in kept] == ["selection", "all pasta"]


async def test_a_folder_where_files_are_left_alone_ends_in_a_report(library: Library, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    library.export("folder", notes)
    one = next(notes.iterdir())
    one.write_text("my own words", "utf-8")
    library.star([entry.paper.id for entry in library.entries()])
    async with staged(library) as stage:
        await stage.press("x")
        dialog(stage).query_one("#export-format", Select).value = "folder"
        await export_to(stage, notes)
        assert isinstance(stage.app.screen, ReportScreen)
        assert one.name in stage.app.screen.lines[0]
    assert one.read_text("utf-8") == "my own words"


async def test_nothing_to_export_opens_nothing(library: Library) -> None:
    library.undo()
    async with staged(library) as stage:
        await stage.press("x")
        assert stage.app.screen is stage.main
        assert "no paper here" in stage.toasts[-1]


async def test_a_preview_that_fails_says_why(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise DataError("The template is broken.")

    monkeypatch.setattr(MarkdownList, "render", fails)
    async with staged(library) as stage:
        await stage.press("x")
        assert shown(stage, "#export-text") == "The template is broken."


@pytest.mark.parametrize(("size", "texts"), [((100, 30), HOSTILE[:20]), ((80, 24), SOME[::3]), ((60, 20), SOME)])
async def test_hostile_texts_steer_nothing(
    folder: Path, tmp_path: Path, size: tuple[int, int], texts: Sequence[str]
) -> None:
    with hostile_library(folder) as library:
        for text in HOSTILE[:OFFERED]:
            target = Target("markdown", f"/tmp/{text}", place="elsewhere", name=text)
            Targets(library.places.data).add(target)
        async with staged(library, size) as stage:
            await stage.press("*", "x")
            for name in exporters():
                dialog(stage).query_one("#export-format", Select).value = name
                await stage.rest()
                assert_clean(stage)
            dialog(stage).query_one("#export-format", Select).value = "folder"
            for name in texts:
                dialog(stage).query_one(Input).value = f"{tmp_path}/"
                dialog(stage).query_one(Input).focus()
                await paste(stage, name)
                await outlook(stage)
                assert_clean(stage)
            await stage.press("escape")


def test_a_preview_is_short_and_of_a_web_page_only_the_words() -> None:
    head = "<!DOCTYPE html><head><title>T</title></head>\n<style>x{}</style>"
    page = f"{head}<body>\n<p>One &amp; <b>two</b>\n<script>run()</script>"
    assert preview({".": page}) == "One &  two"
    long = preview({"a.md": "x" * 10_000 + "\n" * 50, "b\x1b.md": "y\n" * 90, "c.md": "never seen"})
    assert 30 < len(long.splitlines()) <= 40
    assert max(map(len, long.splitlines())) <= 301
    assert preview({}) == ""
