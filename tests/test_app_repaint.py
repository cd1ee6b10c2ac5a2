"""What is painted piece by piece, key after key, is what the screen shows when all of it is painted anew."""

import pytest
from rich.cells import cell_len
from rich.console import Console, ConsoleRenderable, RenderableType
from rich.segment import ControlType
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from papershelf import Library
from tests.app_tools import Stage, staged

Grid = dict[tuple[int, int], tuple[str, Style | None]]

WALK = [
    *("tab", "tab", "j", "j", "enter", "escape"),  # round the panes, and into a view
    *("slash", *"spar", "tab", "enter", "tab", "escape", "escape"),
    *("slash", "escape", "j", "s", "G", "V", "k", "escape", "1", "0"),
    *("t", "escape", "question_mark", "escape", "n", "x", "escape", "m", "m", "v", "t", "escape"),
]


class Terminal:
    """The cells of a terminal, as what is sent to it leaves them."""

    def __init__(self) -> None:
        self.cells: Grid = {}

    def take(self, console: Console, update: RenderableType | CompositorUpdate | None) -> None:
        """Put letters where the cursor is led; a line end leads nowhere, as every piece begins with a move."""
        x = y = 0
        assert isinstance(update, ConsoleRenderable)
        for text, style, control in console.render(update):
            for code, *place in control or ():
                assert code is ControlType.CURSOR_MOVE_TO, code
                x, y = (int(each) - 1 for each in place)
            if control or text == "\n":
                continue
            for letter in text:
                self.cells[x, y] = letter, style
                x += cell_len(letter)


def whole(stage: Stage) -> Grid:
    """What the screen looks like when every widget is asked again."""
    terminal, app = Terminal(), stage.app
    for screen in [*app._background_screens, app.screen]:
        for widget in screen.walk_children(Widget, with_self=True):
            widget._styles_cache.clear()
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    terminal.take(app.console, update)
    return terminal.cells


async def painted(stage: Stage) -> None:
    """Wait until nothing is left to be laid out or painted; on a busy machine a frame comes late."""
    for _ in range(200):
        await stage.pilot.pause(0.02)
        screen = stage.app.screen
        waits = screen._layout_required, screen._scroll_required, screen._repaint_required, screen._dirty_widgets
        if not any(waits) and not screen._compositor._dirty_regions:
            return
    pytest.fail("the screen never came to rest")


@pytest.mark.parametrize("size", [(160, 45), (60, 20)])
async def test_nothing_stale_is_left_on_the_screen(
    library: Library, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    terminal = Terminal()

    def display(app: App[object], screen: Screen[object], update: CompositorUpdate | None) -> None:
        if update is not None and not app._batch_count:
            terminal.take(app.console, update)

    monkeypatch.setattr(App, "_display", display)
    library.star([library.entries()[1].paper.id])
    async with staged(library, size) as stage:
        stage.main.search_bar.cursor_blink = False
        await stage.until(lambda: library.is_warm and stage.main.is_full)
        for number, key in enumerate(WALK):
            await stage.press(key)
            await painted(stage)
            right = whole(stage)
            wrong = {
                place: (terminal.cells.get(place), cell)
                for place, cell in right.items()
                if terminal.cells.get(place) != cell
            }
            assert not wrong, f"after {WALK[: number + 1]}: {len(wrong)} cells, such as {next(iter(wrong.items()))}"
