"""What others change is seen within a second, leaves the reader's place alone, and is said where it matters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.marks import Entry
from papershelf.tui.app import WATCH_SECONDS
from papershelf.tui.outside import differences, news
from papershelf.tui.screens.reader import ReaderScreen
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE


@pytest.fixture
def other(library: Library, folder: Path) -> Iterator[Library]:
    """The same library, as another process has it open."""
    with Library.open(folder) as opened:
        yield opened


def ids(library: Library) -> list[str]:
    """Every paper."""
    return [entry.paper.id for entry in library.entries()]


async def heard(stage: Stage) -> None:
    """Look now, and let what was seen come to rest."""
    stage.app.take_in_changes()
    await stage.rest()


async def test_it_is_seen_by_itself_within_a_second(library: Library, other: Library) -> None:
    assert WATCH_SECONDS <= 0.5
    async with staged(library) as stage:
        other.star(ids(other)[2:3])
        await stage.pilot.pause(1.0)
        assert len(library.entries("is:starred")) == 1
        item = next(item for item in stage.sidebar._items if item and item.key == "starred")
        assert item.count == 1
        assert not stage.toasts, "another paper than the one under the cursor: no word about it"


async def test_the_paper_under_the_cursor_is_said_with_what_differs(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await stage.press("j")
        chosen = stage.papers.cursor_id
        assert chosen
        other.star([chosen])
        other.tag([chosen], add=["nlp"])
        other.set_note(chosen, "theirs")
        await heard(stage)
        assert stage.toasts[-1].startswith(f"Another papershelf changed “{stage.title[:20]}")
        assert stage.toasts[-1].endswith("starred, tags, note.")
        other.set_status([chosen], "read")
        await heard(stage)
        assert stage.toasts[-1].endswith("status read.")
        assert stage.detail.view is not None
        assert stage.detail.view.status == "read"


async def test_the_place_stays(library: Library, other: Library) -> None:
    async with staged(library, (100, 14)) as stage:
        await stage.press("slash")
        await stage.type("model")
        await stage.press("enter", "j", "space", "j")
        before = (stage.title, stage.papers.scroll_y, stage.papers.selected, stage.main.search_bar.value)
        other.tag(ids(other), add=["everything"])
        await heard(stage)
        after = (stage.title, stage.papers.scroll_y, stage.papers.selected, stage.main.search_bar.value)
        assert after == before
        assert stage.main.pane == "list"
        assert stage.papers.has_focus


async def test_one_who_types_a_search_goes_on_typing(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("pas")
        other.star(ids(other))
        await heard(stage)
        assert stage.main.search_bar.has_focus
        await stage.type("ta")
        assert stage.main.search_bar.value == "pasta"
        assert stage.title.startswith("GraphPasta")


async def test_a_paper_that_goes_is_said(library: Library, other: Library) -> None:
    async with staged(library) as stage:
        title = stage.title
        other.undo()
        await heard(stage)
        assert not stage.papers.ids
        assert f"took “{title[:20]}" in stage.toasts[-1]
        assert "out of the library" in stage.toasts[-1]


async def test_the_reader_speaks_of_its_own_paper_and_the_list_below_is_silent(
    library: Library, other: Library
) -> None:
    async with staged(library) as stage:
        await stage.press("enter", "l")
        reader = stage.app.screen
        assert isinstance(reader, ReaderScreen)
        under_cursor = stage.papers.cursor_id
        assert under_cursor
        assert reader.paper_id != under_cursor
        other.star([under_cursor])
        await heard(stage)
        assert not stage.toasts
        other.rate([reader.paper_id], 4)
        await heard(stage)
        assert stage.toasts[-1].endswith("rating 4.")


async def test_ones_own_change_is_no_news(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("s")
        await heard(stage)
        assert stage.toasts == [toast for toast in stage.toasts if "Another" not in toast]
        assert len(stage.toasts) == 1


async def test_hostile_titles_are_said_as_text(folder: Path) -> None:
    from papershelf.paper import Paper

    with Library.open(folder) as library, Library.open(folder) as other:
        with library._store.transaction("put") as edits:
            for number, text in enumerate(HOSTILE):
                edits.put_paper(Paper(f"h{number:03}", text, "", text, "", "2026-03-01T09:00:00Z"))
        async with staged(library, (60, 20)) as stage:
            for number in range(len(HOSTILE)):
                stage.papers.move_to(f"h{number:03}")
                other.star([f"h{number:03}"])
                await heard(stage)
                assert "starred" in stage.toasts[-1]


def test_every_field_has_its_word(library: Library, other: Library) -> None:
    first = ids(library)[0]

    def now() -> Entry:
        other.refresh()
        entry = other.entry(first)
        assert entry
        return entry

    before = now()
    library.star([first])
    library.rate([first], 2)
    library.set_status([first], "queued")
    assert differences(before, now()) == ["starred", "status queued", "rating 2"]
    assert differences(now(), before) == ["unstarred", "status inbox", "no rating"]
    assert news(before, before) == ""
