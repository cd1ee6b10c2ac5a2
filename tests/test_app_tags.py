"""Tags everywhere, from the sidebar: renamed, merged, taken off all papers; and a library that cannot be changed."""

import pytest
from textual.widgets import Input, OptionList, Static

from papershelf import Library
from papershelf.tui.screens.view_dialog import ViewScreen
from papershelf.tui.tag_lines import grouped
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE


@pytest.fixture
def tagged(library: Library) -> Library:
    """Two papers with nlp/rag, one of them and another with ml."""
    ids = [entry.paper.id for entry in library.entries()]
    library.tag(ids[:2], add=["nlp/rag"])
    library.tag(ids[1:3], add=["ml"])
    return library


async def on_tag(stage: Stage, key: str) -> None:
    """Put the sidebar's cursor on a tag."""
    await stage.press("shift+tab")
    assert stage.sidebar.move_to(f"tag:{key}")
    await stage.rest()


async def rename(stage: Stage, name: str) -> str:
    """Fill the dialog in; what it says of the name before enter."""
    assert isinstance(stage.app.screen, ViewScreen)
    stage.app.screen.query_one("#view-name", Input).value = name
    await stage.rest()
    hint = str(stage.app.screen.query_one("#view-hint", Static).content)
    await stage.press("enter")
    return hint


async def test_a_tag_is_renamed_with_those_under_it(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await on_tag(stage, "nlp")
        await stage.press("v", "r")
        assert await rename(stage, "language") == ""
        assert tagged.tags() == {"language": 2, "language/rag": 2, "ml": 2}
        assert "2 papers" in stage.toasts[-1]
        await stage.press("u")
        assert tagged.tags() == {"ml": 2, "nlp": 2, "nlp/rag": 2}


async def test_a_merge_is_said_before_it_happens(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await on_tag(stage, "nlp/rag")
        await stage.press("v", "r")
        assert await rename(stage, "ML") == "“ml” is a tag already: merges 2 + 2 papers"
        assert tagged.tags()["nlp/rag"] == 2, "it asks"
        await stage.press("y")
        assert tagged.tags() == {"ml": 3}
        assert "merged" in stage.toasts[-1].lower()
        await stage.press("u")
        assert tagged.tags() == {"ml": 2, "nlp": 2, "nlp/rag": 2}


async def test_who_looks_at_the_tag_follows_it(tagged: Library) -> None:
    async with staged(tagged) as stage:
        stage.main.show_view("tag:nlp/rag")
        await stage.rest()
        await stage.press("v", "r")
        await rename(stage, "retrieval")
        assert stage.main.browsing.view_key == "tag:retrieval"
        assert len(stage.papers.ids) == 2


async def test_a_tag_is_taken_off_all_papers(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await on_tag(stage, "nlp")
        await stage.press("v", "d")
        assert tagged.tags() == {"ml": 2}
        assert "from 2 papers" in stage.toasts[-1]
        await stage.press("u")
        assert tagged.tags()["nlp/rag"] == 2


async def test_a_name_that_is_no_tag_leaves_the_dialog_open(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await on_tag(stage, "nlp")
        await stage.press("v", "r")
        await rename(stage, "--")
        assert isinstance(stage.app.screen, ViewScreen)
        assert "no tag" in stage.toasts[-1]


async def highlight(stage: Stage, tag: str) -> None:
    """Go to a tag in the picker."""
    for _ in range(200):
        if stage.app.screen._highlighted == tag:  # type: ignore[attr-defined]
            return
        await stage.pilot.press("down")
    raise AssertionError(tag)


def lines(stage: Stage) -> list[str]:
    listing = stage.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(place).prompt) for place in range(listing.option_count)]


async def test_the_picker_renames_the_tag_everywhere(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("j", "j", "t")
        await highlight(stage, "nlp/rag")
        await stage.press("ctrl+r")
        assert await rename(stage, "nlp/retrieval") == ""
        assert tagged.tags() == {"ml": 2, "nlp": 2, "nlp/retrieval": 2}
        assert any("retrieval" in line for line in lines(stage)), "the picker is still there, and knows"
        await stage.press("escape", "u")
        assert tagged.tags()["nlp/rag"] == 2


async def test_the_picker_merges_if_sure_and_keeps_what_was_chosen(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("G", "t")
        await highlight(stage, "nlp/rag")
        await stage.press("enter")
        await highlight(stage, "nlp/rag")
        await stage.press("ctrl+r")
        assert await rename(stage, "ml") == "“ml” is a tag already: merges 2 + 2 papers"
        await stage.press("n")
        assert tagged.tags()["nlp/rag"] == 2
        await stage.press("enter", "y")
        assert tagged.tags() == {"ml": 3}
        await stage.press("ctrl+s")
        assert tagged.tags() == {"ml": 4}, "what was to be put on is put on under the new name"


async def test_the_picker_deletes_a_tag_everywhere_if_sure(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("t")
        await highlight(stage, "ml")
        await stage.press("ctrl+d", "n")
        assert tagged.tags()["ml"] == 2
        await stage.press("ctrl+d", "y")
        assert "ml" not in tagged.tags()
        await stage.press("escape", "u")
        assert tagged.tags()["ml"] == 2


async def test_a_tag_on_some_goes_on_then_off_then_back(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("asterisk", "t")
        boxes = []
        for _ in range(4):
            await highlight(stage, "ml")
            boxes.append(next(line for line in lines(stage) if "ml" in line)[:3])
            await stage.press("enter")
        assert boxes == ["[-]", "[x]", "[ ]", "[-]"]
        await stage.press("ctrl+s")
        assert tagged.tags()["ml"] == len(tagged), "the fourth enter put it on"


async def test_tags_stand_below_the_one_they_belong_to(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("G", "t")
        assert [line.rstrip(" 0123456789") for line in lines(stage)[:3]] == ["[ ] nlp", "  [ ] rag", "[ ] ml"]


@pytest.mark.parametrize("size", [(160, 45), (40, 12)])
async def test_a_thousand_tags_and_little_room(library: Library, size: tuple[int, int]) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    library.tag(ids[:1], add=[f"topic{number % 30}/part{number}" for number in range(1_000)])
    async with staged(library, size) as stage:
        await stage.press("j", "t")
        assert lines(stage)[-1].endswith("more; type to narrow")
        await stage.type("part77")
        assert lines(stage)[0].startswith("[ ] topic")
        screen = stage.app.screen
        assert screen.query_one(OptionList).region.height >= 3
        assert screen.query_one(".dialog").region.bottom <= size[1]
        await stage.press("enter", "ctrl+s")
        assert len(library.entries()[1].mark.tags) == 1


def test_no_order_loses_a_tag() -> None:
    tags = ["b", "a/b/c", "a/b", "a", "A/x", "c/d"]
    shown = grouped(tags, {"c/d"}, ["b"], {"a": 5})
    assert sorted(line.tag for line in shown) == sorted(tags)
    assert [(line.shown, line.depth) for line in shown] == [
        ("c/d", 0),
        ("b", 0),
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("x", 1),
    ]


@pytest.mark.parametrize(("size", "step"), [((100, 30), 4), ((60, 20), 9)])
async def test_hostile_tags(library: Library, size: tuple[int, int], step: int) -> None:
    first = library.entries()[0].paper.id
    tags = [text for text in HOSTILE if any(letter.isalnum() for letter in text)]
    library.tag([first], add=tags)
    async with staged(library, size) as stage:
        for key in [view.key for view in library.views() if view.section == "tag"][::step]:
            stage.main.show_view(key)
            await stage.pilot.press("v", "r")
            stage.app.screen.query_one("#view-name", Input).value = "plain"
            await stage.press("escape", "v", "d", "u")
            assert stage.main.browsing.view_key == key


@pytest.fixture
def locked(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library that a newer version wrote to."""
    monkeypatch.setattr(type(library), "read_only", "A newer version wrote shelf.json. Please update papershelf.")
    return library


@pytest.mark.parametrize("size", [(160, 45), (60, 20)])
async def test_what_cannot_be_changed_says_why_at_every_key(locked: Library, size: tuple[int, int]) -> None:
    before = locked.history()
    async with staged(locked, size) as stage:
        head = stage.app.screen._compositor.render_strips()[0].text
        assert "read-only" in head
        for keys in ("s", "t", "n", "e", "D", "mq", "m4", "u", "vd"):
            stage.app.clear_notifications()
            await stage.press(*keys) if keys != "vd" else await stage.press("1", "v", "d")
            assert stage.toasts == ["A newer version wrote shelf.json. Please update papershelf."], keys
            assert stage.app.screen is stage.main
        assert locked.history() == before
        await stage.press("j", "enter", "escape", "H", "escape", "v", "t", "escape", "slash")
        await stage.type("pasta")
        assert stage.title.startswith("GraphPasta"), "reading goes on"


async def test_a_newer_version_that_writes_while_the_screen_is_open_ends_changing_not_reading(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("s")
        with open(library.places.data / "history.jsonl", "ab") as journal:
            journal.write(
                b'{"v":99,"id":"feed","at":"2030-01-01T00:00:00Z","kind":"do","of":null,"words":"flew",'
                b'"tables":["marks"],"changes":[]}\n'
            )
        stage.app.take_in_changes()
        await stage.press("j", "s")
        assert len(library.entries("is:starred")) == 1
        assert "update papershelf" in stage.toasts[-1]
        stage.main.show_changes()
        await stage.rest()
        assert "read-only" in stage.app.screen._compositor.render_strips()[0].text
        await stage.press("H")
        assert len(stage.app.screen_stack) == 2
