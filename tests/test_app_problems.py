"""What was not understood: a caret below the place, what was expected, and never an empty list for it."""

import pytest

from papershelf import Library
from papershelf.tui.widgets.problem_line import ProblemLine
from tests.app_tools import Stage, staged


def line_of(stage: Stage) -> ProblemLine:
    """The line below the search line."""
    return stage.main.query_one(ProblemLine)


def painted(stage: Stage) -> list[str]:
    """Its lines as they are on the screen."""
    line = line_of(stage)
    return [line.render_line(y).text for y in range(line.size.height)] if line.display else []


async def test_an_unknown_field_is_pointed_at_and_tab_mends_it(library: Library) -> None:
    library.tag([library.entries("pasta")[0].paper.id], add=["nlp"])
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("models tga:nlp")
        assert stage.papers.ids, "a problem hides nothing"
        assert "`tag:` may be meant" in line_of(stage).words
        assert "tab takes models tag:nlp" in line_of(stage).words
        caret = painted(stage)[0]
        assert caret[caret.index("^") : caret.index("^") + 3] == "^~~"
        bar = stage.main.search_bar
        assert caret.index("^") == bar.cells_before(bar.value.index("tga"))
        await stage.press("tab")
        assert bar.value == "models tag:nlp"
        assert not line_of(stage).display
        await stage.press("escape", "tab")
        assert stage.app.focused is stage.detail, "without a problem tab goes on"


@pytest.mark.parametrize("typed", ["is:foo", "rating:many", "added:someday", "(models", ") models", "sort:colour"])
async def test_every_problem_says_what_was_expected_and_keeps_the_papers(library: Library, typed: str) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type(typed)
        assert line_of(stage).display
        assert line_of(stage).words
        assert stage.papers.ids
        assert "^" in painted(stage)[0]


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24), (60, 20), (40, 12)])
async def test_words_are_beside_the_caret_or_below_it(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await stage.press("slash")
        await stage.type("rating:many")
        lines = painted(stage)
        assert line_of(stage).words[:20] in "".join(lines)
        assert 1 <= len(lines) <= 3
        assert line_of(stage).region.bottom == stage.papers.region.y
        assert all(len(line) == line_of(stage).size.width for line in lines)


async def test_the_caret_minds_wide_letters_and_a_line_that_scrolls(library: Library) -> None:
    async with staged(library, (60, 20)) as stage:
        await stage.press("slash")
        bar = stage.main.search_bar
        bar.insert_text_at_cursor("漢字 is:foo")
        await stage.rest()
        assert painted(stage)[0].index("^") == 1 + len("漢字") * 2 + len(" is:")
        bar.insert_text_at_cursor(" and much more of the same" * 4)
        await stage.rest()
        assert bar.scroll_x > 0
        assert painted(stage)[0].startswith("^"), "it stays at the edge"
        await stage.press("home")
        assert painted(stage)[0].index("^") == 1 + len("漢字") * 2 + len(" is:")


async def test_what_is_not_focused_promises_no_tab(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("tga:nlp")
        await stage.press("enter")
        assert line_of(stage).display
        assert "tab" not in line_of(stage).words
        await stage.press("tab")
        assert stage.app.focused is stage.detail
        await stage.press("escape", "escape")
        assert not stage.main.browsing.text
        assert not line_of(stage).display
