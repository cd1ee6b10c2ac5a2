"""Suggestions on the screen: the order by likeness with its reasons, and tags offered in the picker."""

import pytest
from textual.widgets import OptionList

from papershelf import Library
from papershelf.config import Config
from papershelf.library import Like, TagSuggestion
from papershelf.tui.screens.tags import TagScreen
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import is_clean, screen_text


def likes(self: Library, ids: list[str]) -> list[Like]:
    """Every paper shares the same."""
    return [Like(1.0, ("sparse", "[b]", *HOSTILE[:20])) for _ in ids]


def suggest(self: Library, paper_id: str, limit: int = 3) -> list[TagSuggestion]:
    """What a tag of papers like it would be, and foreign words for it."""
    return [TagSuggestion("small", ("pruning", "sparse")), TagSuggestion("[b]odd", HOSTILE[10:16])]


def offered(stage: Stage) -> list[str]:
    """The lines of the tag picker."""
    listing = stage.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(place).prompt) for place in range(listing.option_count)]


async def test_a_view_is_ordered_by_likeness_and_again_as_before(library: Library) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    async with staged(library) as stage:
        await stage.until(lambda: library.is_warm)
        await stage.press("l")
        assert "no paper is starred" in stage.toasts[-1]
        assert "by like" not in screen_text(stage)
        library.star([ids[0], ids[1]])
        await stage.press("l")
        assert "by like" in screen_text(stage)
        assert stage.papers.ids == library.find("", sort="like").ids
        await stage.press("1")
        assert "by like" not in screen_text(stage), "each view has its own order"
        await stage.press("0", "l")
        assert list(stage.papers.ids) == ids


async def test_rows_and_detail_say_why(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "likes", likes)
    library.star([library.entries()[0].paper.id])
    async with staged(library) as stage:
        await stage.until(lambda: library.is_warm)
        assert "ike starred" not in screen_text(stage)
        await stage.press("l")
        shown = screen_text(stage)
        assert "like  sparse · [b]" in shown
        assert "Like starred: sparse · [b]" in shown
        assert is_clean(shown)


async def test_a_view_that_says_so_waits_for_the_index(library: Library) -> None:
    library.star([library.entries()[-1].paper.id])
    library.save_view("Like those", "sort:like")
    async with staged(library) as stage:
        view = next(view for view in library.views() if view.label == "Like those")
        stage.main.show_view(view.key)
        await stage.until(lambda: library.is_warm)
        assert stage.papers.ids == library.find("sort:like").ids
        assert "by like" in screen_text(stage)


async def test_tags_are_offered_at_the_top_and_taken_with_enter(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "suggest_tags", suggest)
    first, second, *_ = (entry.paper.id for entry in library.entries())
    library.tag([second], add=["other", "small"])
    async with staged(library) as stage:
        await stage.until(lambda: library.is_warm)
        await stage.press("t")
        assert isinstance(stage.app.screen, TagScreen)
        lines = offered(stage)
        assert lines[0] == "[ ] small  1  suggested because: pruning, sparse"
        assert lines[1].startswith("[ ] [b]odd")
        assert [line.startswith("[ ] small") for line in lines].count(True) == 1
        assert is_clean(screen_text(stage))
        await stage.press("down", "enter")
        lines = offered(stage)
        assert "[x] small  1" in lines
        assert not any("small" in line and "suggested" in line for line in lines)
        await stage.type("oth")
        assert not any("suggested" in line for line in offered(stage)), "what is typed is what is wanted"
        await stage.press("escape")
    assert library.entry(first)


async def test_nothing_is_suggested_where_it_is_not_wanted(library: Library) -> None:
    first, second, *_ = (entry.paper.id for entry in library.entries())
    library.star([second])
    async with staged(library, config=Config(suggest=False)) as stage:
        await stage.until(lambda: library.is_warm)
        await stage.press("l")
        assert "switched off" in stage.toasts[-1]
        assert library.suggest_tags(first) == []
        assert library.liked_spans("sparse") == ()
