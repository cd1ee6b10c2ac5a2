"""The import inbox: what was read, row by row, ticked, filtered, given tags and a status, and imported."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.strip import Strip
from textual.widgets import Static

from papershelf import Library
from papershelf.errors import DataError
from papershelf.tui.app import PapershelfApp
from papershelf.tui.reviewing import Kind
from papershelf.tui.screens.inbox import InboxScreen
from papershelf.tui.screens.inbox_row import RowScreen
from tests.app_tools import Stage, staged
from tests.conftest import PAGE
from tests.hostile_tools import screen_text
from tests.inbox_tools import inbox, kinds_file, read, shown
from tests.progress_tools import page_of

pytestmark = pytest.mark.usefixtures("entries")


def counts(screen: InboxScreen) -> str:
    """The line under the head."""
    return str(screen.query_one("#inbox-counts", Static).render())


def kind(screen: InboxScreen) -> Kind | None:
    """The only kind shown."""
    return screen.review.kind


def head(screen: InboxScreen) -> str:
    """The line at the top."""
    return str(screen.query_one("#head", Static).render())


async def test_a_path_and_enter_twice_import_it(library: Library) -> None:
    library.undo()
    async with staged(library) as stage:
        screen = await read(stage)
        assert shown(screen)[0] == "  enter Import 8 of 8 records"
        assert shown(screen)[1] == "x new Sparse Ferrets: Pruning Language Models by Letting Them Sleep"
        assert screen.review.counts_words() == "8 new"
        assert not len(library)
        await stage.press("enter")
        await stage.until(lambda: len(library) == 8)
        assert stage.app.screen is stage.main
        assert "8 new" in stage.toasts[-1]
        assert stage.toasts[-1].endswith("u takes it back.")
        await stage.press("u")
        assert not len(library)


@pytest.mark.parametrize("size", [(160, 45), (60, 20), (40, 12)])
async def test_every_kind_is_told_apart_and_said_in_full(
    library: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = kinds_file(library, tmp_path)
    async with staged(library, size) as stage:
        screen = await read(stage, path)
        assert [line.split(" ")[1 if line.startswith("x") else 2] for line in shown(screen)[1:]] == [
            "new",
            "near",
            "known",
            "changed",
            "trash",
            "broken",
        ]
        wanted = {
            1: ("Nobody met them", "it will be added"),
            2: ("a paper that is there", "alike", "v p"),
            3: ("seen here once more",),
            4: ("What is new of it", "And one sentence more"),
            5: ("in the trash and stays there",),
            6: ("line 7", "Put one behind a bar", "* The paper without an end"),
        }
        for place, words in wanted.items():
            await stage.press("j", "enter")
            full = stage.app.screen
            assert isinstance(full, RowScreen)
            for word in words:
                assert word in full.pane.plain, (place, word)
            await stage.press("escape")
            if size[0] == 160:
                assert screen.pane.plain == full.pane.plain
        assert counts(screen).startswith(("1 new · 1 near-duplicate · 1 changed", "1 new · 1 near · 1 changed"))


async def test_only_what_is_ticked_is_imported(library: Library, tmp_path: Path) -> None:
    path, before = kinds_file(library, tmp_path), len(library)
    async with staged(library) as stage:
        screen = await read(stage, path)
        await stage.press("j", "space")
        assert shown(screen)[:3] == [
            "  enter Import 3 of 4 records",
            "  new Wholly Unheard-of Walruses",
            screen.line(2).text.join(["x near ", ""]),
        ]
        assert screen.lines.cursor == 2, "and it goes on"
        await stage.press("exclamation_mark")
        assert screen.review.ticked == 1
        await stage.press("a")
        assert screen.review.ticked == 4
        await stage.press("asterisk")
        assert screen.review.ticked == 0
        assert screen.check_action("inbox_import", ()) is None
        await stage.press("g", "enter")
        assert "Nothing is ticked" in stage.toasts[-1]
        await stage.press("j", "space", "i")
        await stage.until(lambda: len(library) == before + 1)
        assert stage.app.screen is stage.main
        assert "1 listing: 1 new" in stage.toasts[-1]
        assert library.entries("walruses")


async def test_what_is_in_the_trash_cannot_be_ticked(library: Library, tmp_path: Path) -> None:
    path = kinds_file(library, tmp_path)
    async with staged(library) as stage:
        screen = await read(stage, path)
        await stage.press(*"jjjjj", "space")
        assert "stays there" in stage.toasts[-1]
        assert screen.review.ticked == 4
        assert not screen.review.is_touched


async def test_kinds_and_words_filter(library: Library, tmp_path: Path) -> None:
    path = kinds_file(library, tmp_path)
    async with staged(library) as stage:
        screen = await read(stage, path)
        await stage.press("f", "f")
        assert kind(screen) is Kind.NEAR
        assert len(shown(screen)) == 2
        assert "1 shown" in counts(screen)
        await stage.press("F", "F")
        assert kind(screen) is None
        await stage.press("F")
        assert shown(screen)[1].split()[0] == "broken"
        await stage.press("escape")
        assert kind(screen) is None
        await stage.press("slash", *"walr", "enter")
        assert len(shown(screen)) == 2
        await stage.press("a")
        assert screen.review.ticked == 3, "only what is shown"
        await stage.press("escape")
        assert len(shown(screen)) == 7
        assert stage.app.screen is screen


async def test_tags_and_a_status_are_given_to_all(library: Library) -> None:
    library.undo()
    library.tag([], add=[])
    async with staged(library) as stage:
        screen = await read(stage)
        await stage.press("t", *"nlp", "slash", *"rag", "enter", "ctrl+s")
        await stage.press("m", "j", "enter")
        assert "with #nlp/rag, queued" in head(screen)
        await stage.press("t")
        assert "[x] nlp/rag" in screen_text(stage)
        await stage.press("escape", "i")
        await stage.until(lambda: len(library) == 8)
        assert all(e.mark.tags == ("nlp/rag",) and e.mark.status == "queued" for e in library.entries())
        assert "All are #nlp/rag, queued." in stage.toasts[-1]
        await stage.press("u")
        assert not len(library)


async def test_what_was_only_looked_at_is_let_go_and_what_was_decided_waits(library: Library) -> None:
    library.undo()
    async with staged(library) as stage:
        await read(stage)
        await stage.press("escape")
        assert not stage.main.incoming.waiting
        await stage.press("v", "i")
        assert "No import waits to be looked at. i imports something." in stage.toasts[-1]
        await read(stage)
        await stage.press("j", "space", "escape")
        assert "v i opens it again" in stage.toasts[-1]
        assert not len(library)
        await stage.press("i")
        assert "what waits: small_page.txt, 7 of 8 records ticked" in screen_text(stage)
        await stage.press("enter")
        screen = await inbox(stage)
        assert screen.review.ticked == 7
        await stage.press("escape", "v", "i")
        await inbox(stage)
        await stage.press("escape", "ctrl+p")
        await stage.type("import inbox")
        await stage.until(lambda: "Import inbox: look" in screen_text(stage))
        await stage.press("enter")
        screen = await inbox(stage)
        assert screen.review.ticked == 7
        await stage.press("D")
        assert stage.app.screen is stage.main
        assert not stage.main.incoming.waiting


async def test_leaving_papershelf_tells_once_of_what_waits(library: Library) -> None:
    async with staged(library) as stage:
        await read(stage)
        await stage.press("j", "space", "escape", "q")
        assert stage.app.is_running
        assert "small_page.txt waits in the import inbox. q once more leaves" in stage.toasts[-1]
        await stage.pilot.press("q")
        await stage.pilot.pause()
        assert stage.app._exit


async def test_a_path_can_be_typed_while_something_waits(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        await read(stage)
        await stage.press("space", "j", "space", "escape")
        screen = await read(stage, page_of(tmp_path, 3))
        assert screen.review.counts_words() == "3 new"
        await stage.press("escape")
        assert [review.title for review in stage.main.incoming.waiting] == ["small_page.txt"]


async def test_an_import_that_fails_waits(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise DataError("the disk [/b] is \x1b[31mfull")

    monkeypatch.setattr(library, "carry_out", fail)
    async with staged(library) as stage:
        await read(stage)
        await stage.press("enter")
        await stage.until(lambda: bool(stage.main.incoming.waiting))
        assert "the disk [/b] is [31mfull v i shows again" in stage.toasts[-1]
        await stage.press("v", "i")
        await inbox(stage)


async def test_the_inbox_follows_what_happens_to_the_library(library: Library) -> None:
    async with staged(library) as stage:
        screen = await read(stage)
        assert screen.review.counts_words() == "8 known"
        library.undo()
        await stage.until(lambda: screen.review.counts_words() == "8 new")
        assert shown(screen)[1].startswith("x new")
        library.redo()
        await stage.press("escape")
        await stage.rest()


async def test_the_app_can_begin_with_a_review(library: Library) -> None:
    library.undo()
    plan = library.plan_import([PAGE])
    app = PapershelfApp(library, review=plan)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, InboxScreen)
        assert app.screen.review.counts_words() == "8 new"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(library) == 8


async def test_very_many_rows_are_as_quick_as_few(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "many.entries"
    rows = (f"* Paper number {n} of very many, {n * 7919 % 10007:x} | Its abstract is the {n}th." for n in range(4_000))
    path.write_text("=== entries\n" + "\n".join(rows), "utf-8")
    rendered: list[int] = []
    async with staged(library) as stage:
        screen = await read(stage, path)
        assert screen.lines.count == 4_001
        look = screen.lines.render_item

        def render(index: int, width: int) -> Sequence[Strip]:
            rendered.append(index)
            return look(index, width)

        screen.lines.render_item = render  # type: ignore[method-assign]
        await stage.press("G", "space", "a", "slash", *"3999", "enter")
        assert 0 < len(screen.review.shown) < 100
        assert len(rendered) < 1_000, "only what is in sight is painted"
        assert await _cursor_after(stage, "G") == len(screen.review.shown)


async def _cursor_after(stage: Stage, *keys: str) -> int:
    await stage.press(*keys)
    screen = stage.app.screen
    assert isinstance(screen, InboxScreen)
    return screen.lines.cursor


async def test_what_somebody_had_marked_elsewhere_is_said_to_come_along(library: Library, tmp_path: Path) -> None:
    first = library.entries()[0].paper.id
    library.star([first])
    library.tag([first], add=["nlp/rag"])
    library.rate([first], 4)
    library.set_note(first, "Read it twice.")
    library.export("jsonl", tmp_path / "mine.jsonl", ids=[first])
    async with staged(library) as stage:
        await read(stage, tmp_path / "mine.jsonl")
        await stage.press("j")
        assert "With it comes: a star, rated 4, #nlp/rag, a note." in screen_text(stage)
