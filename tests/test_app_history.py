"""Former searches: when one is remembered, and the way back to it."""

from pathlib import Path
from typing import Any

import pytest

from papershelf import Library
from papershelf.errors import DataError
from papershelf.library.searches import Searches
from papershelf.tui.history import History
from tests.app_tools import staged


async def test_a_search_is_remembered_when_it_led_to_something(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("pasta")
        assert library.searches.recent() == [], "not at each key"
        await stage.press("enter")
        assert library.searches.recent() == ["pasta"]
        await stage.press("escape", "slash")
        await stage.type("ferret")
        await stage.press("escape", "s")
        assert library.searches.recent() == ["ferret", "pasta"], "marked"
        await stage.press("escape", "slash")
        await stage.type("gardening")
        await stage.press("escape", "enter", "escape")
        assert library.searches.recent() == ["gardening", "ferret", "pasta"], "opened"
        await stage.press("escape", "slash")
        await stage.type("bridge")
        await stage.press("escape", "n", "escape")
        assert library.searches.recent()[0] == "bridge", "annotated"


async def test_up_walks_back_and_down_forward_to_what_was_typed(library: Library) -> None:
    for text in ("pasta", "ferrets", "gardening"):
        library.searches.remember(text)
    async with staged(library) as stage:
        bar = stage.main.search_bar
        await stage.press("slash", "up")
        assert bar.value == "gardening"
        assert stage.title.startswith("Retrieval Augmented Gardening")
        await stage.press("up", "up", "up")
        assert bar.value == "pasta", "no further than the oldest"
        await stage.press("down", "down", "down")
        assert bar.value == ""
        await stage.type("model")
        await stage.press("down")
        assert stage.papers.cursor == 1, "with no walk under way down is the list's"
        await stage.press("up")
        assert (stage.papers.cursor, bar.value) == (0, "model")
        await stage.press("up")
        assert bar.value == "gardening"
        await stage.press("down")
        assert bar.value == "model"
        await stage.press("up", "x", "up")
        assert bar.value == "gardening", "what was typed began another walk"
        await stage.press("down")
        assert bar.value == "gardeningx"


async def test_what_cannot_be_remembered_is_said_once_and_stops_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> Any:
        raise DataError("The disk is full.")

    for name in ("remember", "recent", "best"):
        monkeypatch.setattr(Searches, name, refuse)
    async with staged(library) as stage:
        said: list[str] = []
        monkeypatch.setattr(stage.app, "say", lambda words, **_: said.append(words))
        await stage.press("slash")
        await stage.type("pasta")
        await stage.press("enter", "slash", "up", "enter", "s")
        assert library.entries("is:starred")[0].paper.title.startswith("GraphPasta")
        assert len([words for words in said if "not remembered" in words]) == 1


async def test_a_damaged_file_of_searches_stops_nothing(library: Library) -> None:
    (Path(library.places.data) / "searches.json").write_text('{"schema": 99, "searches": []}')
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("pasta")
        await stage.press("up", "enter")
        assert stage.title.startswith("GraphPasta")


def test_a_walk_through_nothing_goes_nowhere() -> None:
    history = History()
    assert history.back("typed", []) is None
    assert history.back("typed", ["typed"]) is None, "where one stands is no stop"
    assert history.forward() is None
    assert history.back("typed", ["b", "a"]) == "b"
    history.stop()
    assert history.forward() is None
    assert not history.is_walking
