"""What a key costs, counted and not timed: layouts, frames, lines that are painted, rows that are asked for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import overload

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult

from papershelf import Library
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.flow_view import FlowView
from papershelf.tui.widgets.paper_list import PaperList, Row
from papershelf.tui.widgets.virtual_list import VirtualList
from tests.app_tools import Stage, staged

WINDOW = 43  # lines of the list and of the detail in a window of 45


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what Textual does."""
    found: Counter[str] = Counter()
    reflow, render = Compositor.reflow, Compositor.render_update

    def counted_reflow(self: Compositor, *rest: object) -> object:
        found["layouts"] += 1
        return reflow(self, *rest)  # type: ignore[arg-type]

    def counted_render(self: Compositor, *rest: object, **named: object) -> object:
        painted = render(self, *rest, **named)  # type: ignore[arg-type]
        found["frames"] += painted is not None
        return painted

    monkeypatch.setattr(Compositor, "reflow", counted_reflow)
    monkeypatch.setattr(Compositor, "render_update", counted_render)
    for kind, name in ((VirtualList, "list lines"), (FlowView, "detail lines")):
        paint = kind.line_at

        def counted(self: object, y: int, width: int, paint: object = paint, name: str = name) -> object:
            found[name] += 1
            return paint(self, y, width)  # type: ignore[operator]

        monkeypatch.setattr(kind, "line_at", counted)
    return found


async def cost(stage: Stage, counts: Counter[str], *keys: str) -> Counter[str]:
    """What keys cost that are pressed one by one."""
    await stage.pilot.pause(0.2)
    counts.clear()
    for key in keys:
        await stage.press(key)
        await stage.pilot.pause(0.1)
    return Counter(counts)


async def test_a_move_lays_nothing_out_and_is_painted_once(library: Library, counts: Counter[str]) -> None:
    async with staged(library) as stage:
        found = await cost(stage, counts, "j", "j", "k", "j")
        assert found["layouts"] == 0
        assert found["frames"] == 4
        assert found["list lines"] <= 4 * 2 * 2  # two papers of two lines
        assert found["detail lines"] <= 4 * WINDOW  # made to see which are others, and not once more to paint these


async def test_a_note_lays_nothing_out_either(library: Library, counts: Counter[str]) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    library.set_note(ids[0], "# A note\n\n- with a list\n\n| and | a table |\n|---|---|\n| 1 | 2 |")
    library.set_note(ids[1], "short")
    async with staged(library) as stage:
        found = await cost(stage, counts, "j", "k", "j")
        assert (found["layouts"], found["frames"]) == (0, 3)


async def test_a_search_key_and_another_view_of_as_many_lay_nothing_out(library: Library, counts: Counter[str]) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        stage.main.search_bar.cursor_blink = False
        found = await cost(stage, counts, "s", "p", "a")
        assert (found["layouts"], found["frames"]) == (0, 3)
        assert found["list lines"] <= 3 * WINDOW
        await stage.press("escape", "escape")
        found = await cost(stage, counts, "1", "0")
        assert found["frames"] <= 2


async def test_another_view_counts_no_views_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged(library) as stage:
        counted: list[bool] = []
        views = Library.views

        def counting(self: Library, **named: bool) -> object:
            counted.append(True)
            return views(self, **named)

        monkeypatch.setattr(Library, "views", counting)
        await stage.press("1", "2", "0")
        assert counted == []
        await stage.press("s")
        assert counted != [], "a change is counted"


class Shy(Sequence[str]):
    """Very many ids that nobody may walk through."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.asked = 0

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            raise AssertionError("nobody needs a part of the list")
        self.asked += 1
        return f"p{index}"

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("nobody walks through the list")

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:  # noqa: ARG002
        place = int(value[1:])
        if place >= self._count:
            raise ValueError(value)
        return place


class ListApp(App[None]):
    """A list alone, which says which rows were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []

    def compose(self) -> ComposeResult:
        yield PaperList(self.row)

    def row(self, paper_id: str) -> Row:
        self.rows.append(paper_id)
        return Row(paper_id, f"Title of {paper_id}")


async def test_a_hundred_thousand_papers_cost_as_much_as_fifty(counts: Counter[str]) -> None:
    """How many frames there are is up to the machine: a slow one paints what others put into one in two of them."""
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        papers = app.query_one(PaperList)
        costs, besides = [], []
        for count in (50, 100_000, 50, 100_000):
            app.rows.clear()
            counts.clear()
            ids = Shy(count)
            papers.show(ids)
            await pilot.pause()
            for key in ("G", "j", "g", "pagedown", "ctrl+d", "k"):
                papers.focus()
                await pilot.press(key)
            costs.append(len(app.rows))
            # A painted line asks which paper it is of, and so does a rendered row; all else is beside that.
            besides.append(ids.asked - counts["list lines"] - len(app.rows))
            assert counts["list lines"] <= 24 * (counts["frames"] + 1)  # one look by the list itself: which are others
        assert costs[2] == costs[3] <= 12 * 12
        assert besides[2] == besides[3] <= 7 * 2


async def test_the_detail_is_one_widget(library: Library) -> None:
    async with staged(library) as stage:
        assert list(stage.app.screen.query_one(Detail).children) == []
