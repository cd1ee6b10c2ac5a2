"""Scrollbars look as Textual's own do, cell by cell."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widgets import Static

from papershelf.tui.widgets.scroll_bar import BarRender

LINES = (1, 9, 10, 11, 37, 5_000)


class BarApp(App[None]):
    """So many lines in a window of ten, and a wide one below them."""

    CSS = """
    VerticalScroll { height: 10; width: 30; overflow: scroll scroll; }
    Static { width: 80; }
    """

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("\n".join(["line"] * self.lines))


async def bars(
    renderer: type[ScrollBarRender], lines: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> list[Strip]:
    """How both bars look, scrolled so far."""
    monkeypatch.setattr(ScrollBar, "renderer", renderer)
    app = BarApp(lines)
    async with app.run_test(size=(40, 12)) as pilot:
        pane = app.query_one(VerticalScroll)
        pane.scroll_to(round(share * pane.max_scroll_x), round(share * pane.max_scroll_y), animate=False)
        await pilot.pause()
        both = (pane.vertical_scrollbar, pane.horizontal_scrollbar)
        assert all(isinstance(bar.render(), renderer) for bar in both)
        return [line for bar in both for line in bar.render_lines(bar.size.region)]


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("share", [0, 0.33, 0.5, 1])
async def test_every_cell_is_as_textual_paints_it(lines: int, share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = await bars(BarRender, lines, share, monkeypatch)
    theirs = await bars(ScrollBarRender, lines, share, monkeypatch)
    assert [line.text for line in ours] == [line.text for line in theirs]
    assert [list(line.simplify()) for line in ours] == [list(line.simplify()) for line in theirs]
    assert len(ours) == 10
