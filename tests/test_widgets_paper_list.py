"""The list of papers: its place, its messages, its rows; and that only what is visible is ever rendered."""

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.message import Message

from papershelf.marks import Status
from papershelf.tui.widgets.paper_list import PaperList, Row


class ListApp(App[None]):
    """A list alone, with its messages written down."""

    def __init__(self, ids: Sequence[str] = ()) -> None:
        super().__init__()
        self.first = ids
        self.asked: list[str] = []
        self.rows: dict[str, Row] = {}
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        yield PaperList(self.row_for)

    def on_mount(self) -> None:
        self.papers.show(self.first)
        self.papers.focus()

    @property
    def papers(self) -> PaperList:
        return self.query_one(PaperList)

    def row_for(self, paper_id: str) -> Row:
        self.asked.append(paper_id)
        return self.rows.get(paper_id, Row(paper_id, f"Paper {paper_id}"))

    def on_paper_list_highlighted(self, event: PaperList.Highlighted) -> None:
        self.seen.append(event)

    def on_paper_list_opened(self, event: PaperList.Opened) -> None:
        self.seen.append(event)

    def on_paper_list_selection_changed(self, event: PaperList.SelectionChanged) -> None:
        self.seen.append(event)

    @property
    def highlighted(self) -> list[str | None]:
        return [event.paper_id for event in self.seen if isinstance(event, PaperList.Highlighted)]

    @property
    def opened(self) -> list[str]:
        return [event.paper_id for event in self.seen if isinstance(event, PaperList.Opened)]


def ids(count: int) -> list[str]:
    return [str(index) for index in range(count)]


def painted(papers: PaperList) -> list[str]:
    """The text on the screen; every line must be exactly as wide as the list."""
    strips = [papers.render_line(y) for y in range(papers.size.height)]
    assert {strip.cell_length for strip in strips} == {papers.scrollable_content_region.width}
    return [strip.text for strip in strips]


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["j", "j"], 2),
        (["down", "down", "up"], 1),
        (["k"], 0),
        (["G"], 99),
        (["end", "j"], 99),
        (["G", "g"], 0),
        (["G", "home"], 0),
        (["ctrl+d"], 5),
        (["ctrl+d", "ctrl+u"], 0),
        (["pagedown"], 9),
        (["pagedown", "pagedown", "pageup"], 9),
        (["G", "pagedown"], 99),
    ],
)
async def test_keys_move_the_cursor_and_it_stays_in_view(keys: list[str], place: int) -> None:
    app = ListApp(ids(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press(*keys)
        assert app.papers.cursor_id == str(place)
        assert app.papers.is_in_view(place)


async def test_the_cursor_stays_on_its_paper_and_the_paper_on_its_line() -> None:
    app = ListApp(ids(100))
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.move_to("50")
        await pilot.press("k", "k")
        await pilot.pause()
        before = painted(app.papers).index(next(line for line in painted(app.papers) if "▌" in line))
        app.papers.show(ids(100)[10:])
        await pilot.pause()
        lines = painted(app.papers)
        assert app.papers.cursor_id == "48"
        assert "▌   Paper 48" in lines[before]
        assert app.highlighted[-1] == "48"


async def test_highlighted_is_said_only_when_another_paper_is_under_the_cursor() -> None:
    app = ListApp(ids(10))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert app.highlighted == ["0"]
        app.papers.show(ids(10))
        app.papers.forget_strips()
        await pilot.press("k")
        assert app.highlighted == ["0"]
        await pilot.press("j")
        app.papers.show(["1", "2"])
        await pilot.pause()
        assert app.highlighted == ["0", "1"]
        app.papers.show(["5", "6"])
        await pilot.pause()
        assert app.papers.cursor_id == "5"
        app.papers.show([])
        await pilot.pause()
        assert app.highlighted == ["0", "1", "5", None]


async def test_where_the_paper_is_gone_the_cursor_stays_where_it_was() -> None:
    app = ListApp(ids(20))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "j", "j")
        app.papers.show([each for each in ids(20) if each != "3"])
        assert app.papers.cursor_id == "4"
        app.papers.show(["0", "1"])
        assert app.papers.cursor_id == "1"
        assert not app.papers.move_to("3")


async def test_only_what_is_visible_is_ever_asked_for() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(5):
            app.papers.show(ids(100_000))
            await pilot.pause()
        await pilot.press("G", "pageup", "g", "pagedown", "j", "j", "k")
        await pilot.pause()
        assert app.papers.cursor_id == "12"
        assert len(app.asked) < 200


async def test_moving_the_cursor_renders_two_rows_and_not_the_rest() -> None:
    app = ListApp(ids(50))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.asked.clear()
        await pilot.press("j")
        await pilot.pause()
        assert set(app.asked) == {"0", "1"}


async def test_a_changed_paper_is_rendered_anew() -> None:
    app = ListApp(ids(3))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.rows["1"] = Row("1", "Paper 1", starred=True, status=Status.READING)
        app.papers.forget_strips()
        await pilot.pause()
        lines = painted(app.papers)
        assert "  ★ Paper 1" in lines[2]
        assert "◑ reading" in lines[3]


async def test_the_divider_is_one_line_and_moves_nothing_else() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.show(ids(30), divider=2)
        await pilot.pause()
        lines = painted(app.papers)
        assert lines[4].startswith("── similar ──")
        assert "Paper 1" in lines[2]
        assert "Paper 2" in lines[5]
        await pilot.click(PaperList, offset=(10, 4))
        assert app.papers.cursor_id == "0"
        await pilot.click(PaperList, offset=(10, 5))
        assert app.papers.cursor_id == "2"
        await pilot.press("G")
        assert app.papers.is_in_view(29)
        app.papers.show(ids(30))
        await pilot.pause()
        assert not any("similar" in line for line in painted(app.papers))


async def test_a_divider_before_the_first_paper_is_visible_at_the_top() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.show(ids(30), divider=0)
        await pilot.press("G", "g")
        await pilot.pause()
        assert "similar" in painted(app.papers)[0]


async def test_selection_is_kept_shown_and_said() -> None:
    app = ListApp(ids(5))
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.toggle_selected()
        await pilot.press("j")
        app.papers.toggle_selected()
        await pilot.pause()
        assert app.papers.selected == {"0", "1"}
        assert painted(app.papers)[0].startswith(" ✓  Paper 0")
        app.papers.show(["1", "4"])
        assert app.papers.selected == {"0", "1"}
        app.papers.toggle_selected()
        app.papers.clear_selected()
        app.papers.clear_selected()
        await pilot.pause()
        said = [event.ids for event in app.seen if isinstance(event, PaperList.SelectionChanged)]
        assert said == [{"0"}, {"0", "1"}, {"0"}, frozenset()]


async def test_a_click_moves_and_the_same_click_again_opens() -> None:
    app = ListApp(ids(50))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.click(PaperList, offset=(12, 7))
        assert (app.papers.cursor_id, app.opened) == ("3", [])
        await pilot.click(PaperList, offset=(12, 6))
        assert app.opened == ["3"]
        await pilot.double_click(PaperList, offset=(12, 10))
        assert app.opened == ["3", "5"]
        await pilot.press("enter")
        assert app.opened == ["3", "5", "5"]
        await pilot.click(PaperList, offset=(12, 0), control=True)
        assert app.papers.selected == {"0"}
        assert app.opened == ["3", "5", "5"]


async def test_a_click_below_the_last_paper_does_nothing() -> None:
    app = ListApp(ids(2))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.click(PaperList, offset=(12, 15))
        assert app.papers.cursor_id == "0"


async def test_the_wheel_scrolls_and_leaves_the_cursor_until_a_key_brings_it_back() -> None:
    app = ListApp(ids(100))
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.scroll_to_line(80)
        await pilot.pause()
        assert app.papers.cursor_id == "0"
        app.papers.show(ids(100))
        assert round(app.papers.scroll_y) == 80
        await pilot.press("k")
        assert app.papers.is_in_view(0)


async def test_a_resize_keeps_the_cursor_in_view() -> None:
    app = ListApp(ids(100))
    async with app.run_test(size=(100, 40)) as pilot:
        app.papers.move_to("15")
        for size in ((60, 20), (40, 12), (20, 3), (160, 45)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.papers.is_in_view(15)
            painted(app.papers)


async def test_a_row_can_be_one_line() -> None:
    app = ListApp(ids(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("G")
        app.papers.item_height = 1
        await pilot.pause()
        lines = painted(app.papers)
        assert lines[-1].startswith("▌   Paper 99")
        assert lines[-1].rstrip().endswith("○")


async def test_an_empty_list_teaches_the_next_key() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 9)) as pilot:
        app.papers.empty_text = "Nothing here yet.\nPress i to import."
        await pilot.pause()
        lines = painted(app.papers)
        assert lines[3].strip() == "Nothing here yet."
        assert lines[4].strip() == "Press i to import."
        await pilot.press("j", "G", "enter", "ctrl+d")
        app.papers.toggle_selected()
        assert (app.papers.cursor_id, app.opened, app.papers.selected) == (None, [], frozenset())


async def test_the_bar_marks_the_cursor_also_without_focus_and_colour() -> None:
    app = ListApp(ids(3))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        focused = app.papers.render_line(0)
        app.screen.set_focus(None)
        await pilot.pause()
        blurred = app.papers.render_line(0)
        assert focused.text == blurred.text
        assert focused.text.startswith("▌")
        assert list(focused) != list(blurred)
        app.theme = "textual-light"
        await pilot.pause()
        assert list(app.papers.render_line(0)) != list(blurred)


async def test_a_list_can_be_filled_before_it_is_shown() -> None:
    papers = PaperList(lambda paper_id: Row(paper_id, paper_id))
    papers.show(ids(100))
    papers.move_to("70")

    class EarlyApp(App[None]):
        def compose(self) -> ComposeResult:
            yield papers

    async with EarlyApp().run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert papers.cursor_id == "70"
        assert papers.is_in_view(70)


async def test_a_list_that_was_just_taken_off_the_screen_may_still_be_told_of_news() -> None:
    app = ListApp(ids(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        papers = app.papers
        assert papers.render_line(0).text.strip()
        await papers.remove()
        papers.notify_style_update()  # as the loss of the focus does, styles have to be asked for anew
        papers.settings_changed()
        assert not papers.is_attached
