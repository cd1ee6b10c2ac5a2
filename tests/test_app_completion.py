"""Ways to go on while typing: offered, taken, shut, and never in the way."""

import pytest

from papershelf import Library
from papershelf.tui.screens.main import MainScreen
from papershelf.tui.widgets.choices import Choices
from papershelf.tui.widgets.key_bar import KeyBar
from tests.app_tools import Stage, staged


@pytest.fixture
def tagged(library: Library) -> Library:
    """The library with some tags, more of them than fit."""
    ids = [entry.paper.id for entry in library.entries()]
    library.tag(ids[:3], add=["nlp/rag"])
    library.tag(ids[:1], add=["nlp/sparse"])
    library.tag(ids[:1], add=[f"zoo/animal{number}" for number in range(12)])
    return library


def offered(stage: Stage) -> list[str]:
    """What is offered, as a person reads it."""
    choices = stage.main.query_one(Choices)
    return [choice.label for choice in choices.options] if choices.display else []


async def test_fields_values_and_tags_complete_as_one_types(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        assert offered(stage) == []
        await stage.type("ta")
        assert offered(stage) == [], "an offer would cover the best match, and half of all words begin so"
        await stage.type("g")
        assert offered(stage) == ["tag:"]
        await stage.press("tab")
        assert stage.main.search_bar.value == "tag:"
        assert offered(stage)[:2] == ["nlp", "nlp/rag"], "the tag of most papers first"
        await stage.type("n")
        assert offered(stage) == ["nlp", "nlp/rag", "nlp/sparse"]
        await stage.press("ctrl+n", "tab")
        assert stage.main.search_bar.value == "tag:nlp/rag"
        assert len(stage.papers.ids) == 3
        await stage.type(" is:sta")
        await stage.press("tab")
        assert stage.main.search_bar.value == "tag:nlp/rag is:starred"
        assert stage.main.search_bar.cursor_position == len(stage.main.search_bar.value)


async def test_a_field_without_a_value_yet_hides_nothing(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("pasta")
        found = stage.papers.ids
        await stage.type(" -tag:")
        assert stage.papers.ids == found
        await stage.press("ctrl+u")
        await stage.type("tag:")
        assert len(stage.papers.ids) == len(tagged)
        await stage.press("ctrl+u")
        await stage.type("pasta:")
        assert stage.papers.ids == found, "what is no field stays a word"


async def test_sources_and_former_searches_complete_too(tagged: Library) -> None:
    tagged.searches.remember("sparse ferrets")
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("sparse")
        assert offered(stage) == ["sparse ferrets"]
        await stage.press("tab")
        assert stage.main.search_bar.value == "sparse ferrets"
        await stage.press("ctrl+u")
        await stage.type("source:small")
        assert offered(stage) == ["small_page.txt"]


async def test_the_offer_lies_over_the_list_and_is_at_most_a_third_of_it(tagged: Library) -> None:
    for size, most in (((160, 45), 8), ((80, 24), 7), ((60, 20), 6)):
        async with staged(tagged, size) as stage:
            await stage.press("slash")
            before = stage.papers.region
            await stage.type("tag:z")
            assert 3 < len(offered(stage)) <= most
            assert stage.papers.region == before, "the list is not pushed about"
            choices = stage.main.query_one(Choices)
            assert choices.region.y == stage.main.search_bar.region.bottom
            assert stage.main.searching.region.contains_region(choices.region)


async def test_enter_submits_and_typing_on_closes_it(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("tag:nlp/s")
        assert offered(stage)
        await stage.press("enter")
        assert stage.main.search_bar.value == "tag:nlp/s", "nothing was taken unasked"
        assert stage.papers.has_focus
        assert offered(stage) == []
        await stage.press("slash")
        await stage.type(" ")
        assert offered(stage) == []
        await stage.type("ferr")
        assert offered(stage) == []


async def test_up_down_and_enter_mean_the_offer_only_after_one_moved_into_it(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("tag:n")
        await stage.press("down")
        assert stage.papers.cursor == 1, "the list moves below the offer"
        choices = stage.main.query_one(Choices)
        await stage.press("ctrl+n", "down", "up", "ctrl+p", "up")
        assert choices.chosen is not None
        assert choices.chosen.label == "nlp/sparse", "round the ends"
        assert stage.papers.cursor == 1
        await stage.press("enter")
        assert stage.main.search_bar.value == "tag:nlp/sparse"
        assert stage.main.search_bar.has_focus
        await stage.press("enter")
        assert stage.papers.has_focus


async def test_escape_shuts_the_offer_before_anything_else(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("tag:n")
        await stage.press("escape")
        assert offered(stage) == []
        assert stage.main.search_bar.has_focus
        await stage.type("l")
        assert offered(stage), "the next key offers again"
        await stage.press("escape", "escape")
        assert stage.papers.has_focus
        assert stage.main.search_bar.value == "tag:nl"


async def test_keys_keep_their_meaning_where_nothing_is_offered(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("mod")
        assert offered(stage) == []
        await stage.press("ctrl+n")
        assert stage.papers.cursor == 1
        await stage.press("ctrl+p")
        assert not isinstance(stage.app.screen, MainScreen), "the palette"
        await stage.press("escape", "tab")
        assert stage.app.focused is stage.detail


async def test_moving_the_cursor_away_shuts_the_offer(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("tag:n")
        await stage.press("left")
        assert offered(stage) == []
        await stage.press("end", "backspace")
        assert offered(stage), "an edit offers again"
        await stage.press("shift+tab")
        assert stage.app.focused is stage.sidebar
        assert offered(stage) == []


async def test_a_click_takes_an_option(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("tag:n")
        await stage.pilot.click(Choices, offset=(2, 2))
        await stage.rest()
        assert stage.main.search_bar.value == "tag:nlp/sparse"


async def test_the_foot_shows_what_takes_and_what_shuts(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("slash")
        await stage.type("tag:n")
        bar = stage.main.query_one(KeyBar)
        assert {"search.take", "search.shut"} <= {command.id for command in bar.commands()}
        await bar.action_run("search.take")
        await stage.rest()
        assert stage.main.search_bar.value == "tag:nlp"
