"""Views of lines: what is painted anew is all that is other now, from edge to edge, and nothing else."""

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.detail_view import DetailView, Marked


class PaneApp(App[None]):
    """A pane with room around its text."""

    CSS = "Detail { padding: 1 3 1 4; }"

    def compose(self) -> ComposeResult:
        yield Detail()


async def test_lines_that_are_others_are_painted_from_edge_to_edge() -> None:
    app = PaneApp()
    async with app.run_test(size=(60, 20)) as pilot:
        pane = app.query_one(Detail)
        pane.show(DetailView("a", Marked("A title"), abstract=(Marked("same"),)))
        await pilot.pause()
        before = [strip.text for strip in app.screen._compositor.render_strips()]
        pane.show(DetailView("b", Marked("Other title"), abstract=(Marked("same"),)))
        dirty = set(pane._repaint_regions)
        content = pane.scrollable_content_region.translate(-pane.region.offset)
        assert dirty == {Region(content.x, content.y, content.width, 1)}, "the title, and nothing below it"
        await pilot.pause()
        after = [strip.text for strip in app.screen._compositor.render_strips()]
        assert [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [content.y]


async def test_nothing_is_painted_where_nothing_is_other() -> None:
    app = PaneApp()
    async with app.run_test(size=(60, 20)) as pilot:
        pane = app.query_one(Detail)
        pane.show(DetailView("a", Marked("A title")))
        await pilot.pause()
        pane.settings_changed()
        assert not pane._repaint_regions


async def test_a_line_is_made_once_for_a_frame_and_anew_in_another_width() -> None:
    made: list[tuple[int, int]] = []

    class Counted(Detail):
        def line_at(self, y: int, width: int) -> Strip:
            made.append((y, width))
            return super().line_at(y, width)

    class CountedApp(App[None]):
        def compose(self) -> ComposeResult:
            yield Counted()

    app = CountedApp()
    async with app.run_test(size=(60, 12)) as pilot:
        pane = app.query_one(Counted)
        pane.show(DetailView("a", Marked("A title"), abstract=(Marked("same"),)))
        await pilot.pause()
        made.clear()
        pane.show(DetailView("b", Marked("Other title"), abstract=(Marked("same"),)))
        await pilot.pause()
        height = pane.scrollable_content_region.height
        assert sorted(made) == [(y, made[0][1]) for y in range(height)], "to see which are others, and not once more"
        made.clear()
        pane.render_lines(pane.region.size.region)
        assert made == []
        before = pane.scrollable_content_region.width
        pane.styles.padding = (0, 5)
        await pilot.pause()
        assert {width for _, width in made} == {pane.scrollable_content_region.width} != {before}
