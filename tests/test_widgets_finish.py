"""Lines that are finished here look as those that Textual finishes itself, in whatever theme and state."""

from collections.abc import Iterator

import pytest
from textual.strip import Strip
from textual.widget import Widget

from papershelf import Library
from papershelf.config import Config
from papershelf.tui.widgets.finish import Even, finish_of
from papershelf.tui.widgets.frames import LineView
from tests.app_tools import Stage, staged


def quick(stage: Stage) -> Iterator[Widget]:
    """The widgets on the screen that are finished here."""
    for widget in (stage.app.screen, *stage.app.screen.query("*")):
        if isinstance(widget, LineView | Even) and widget.region.area and widget.display:
            yield widget


def cells(lines: list[Strip]) -> list[object]:
    """What is to be seen of lines, cell by cell."""
    return [[(segment.text, segment.style) for segment in line.simplify()] for line in lines]


def compare(stage: Stage) -> list[str]:
    """Hold both ways against each other; which widgets were compared."""
    compared = []
    for widget in quick(stage):
        window = widget.region.size.region
        widget._styles_cache.clear()
        assert cells(widget.render_lines(window)) == cells(widget._styles_cache.render_widget(widget, window)), widget
        compared.append(type(widget).__name__)
    return compared


@pytest.mark.parametrize(
    "config", [Config(), Config(signs="ascii"), Config(theme="textual-light"), Config(theme="textual-ansi")]
)
async def test_both_ways_give_the_same_cells(library: Library, config: Config) -> None:
    async with staged(library, config=config) as stage:
        for keys in ((), ("j", "space"), ("slash", *"sparse"), ("escape", "tab"), ("shift+tab", "shift+tab")):
            await stage.press(*keys)
            await stage.pilot.pause()
            compared = compare(stage)
            assert {"PaperList", "Detail", "Sidebar", "Splitter", "SearchPane", "Beside", "MainScreen"} <= {*compared}


async def test_no_colour_is_none(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with staged(library) as stage:
        assert compare(stage)
        for widget in quick(stage):
            lines = widget.render_lines(widget.region.size.region)
            colours = [each.style.color for line in lines for each in line if each.style]
            assert not any(colours), widget


@pytest.mark.parametrize(
    "styles",
    [
        {"border": ("round", "red")},
        {"outline": ("heavy", "green")},
        {"padding": 1},
        {"tint": "red 20%"},
        {"opacity": 0.5},
        {"text_opacity": 0.5},
        {"hatch": ("/", "blue")},
    ],
)
async def test_whatever_else_is_drawn_is_left_to_textual(library: Library, styles: dict[str, object]) -> None:
    async with staged(library) as stage:
        await stage.pilot.pause()
        for widget in [*quick(stage)]:
            assert finish_of(widget) is not None
            for name, value in styles.items():
                setattr(widget.styles, name, value)
            assert finish_of(widget) is None, widget
            for name in styles:
                widget.styles.clear_rule(name)


async def test_part_of_a_line_is_what_is_asked_for(library: Library) -> None:
    async with staged(library) as stage:
        await stage.pilot.pause()
        for widget in quick(stage):
            window = widget.region.size.region
            part = window.shrink((0, 1, 0, 1)) if window.width > 2 else window
            assert [line.text for line in widget.render_lines(part)] == [
                line.crop(part.x, part.right).text for line in widget.render_lines(window)
            ][part.y : part.bottom]
