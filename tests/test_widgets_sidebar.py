"""The sidebar: heads are skipped, the place stays, what is chosen is said."""

from textual.app import App, ComposeResult

from papershelf.tui.widgets.sidebar import Sidebar, SidebarItem

ITEMS = [
    SidebarItem("head:view", "Views", None, "head"),
    SidebarItem("all", "All", 526, "view", glyph="≡"),
    SidebarItem("inbox", "Inbox", 400, "view"),
    SidebarItem("head:tag", "Tags", None, "head"),
    SidebarItem("tag:nlp", "nlp", 3, "tag"),
    SidebarItem("tag:nlp/rag", "rag", 0, "tag", depth=1),
]


class SidebarApp(App[None]):
    """A sidebar alone, with its messages written down."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Sidebar()

    def on_mount(self) -> None:
        self.sidebar.show(ITEMS, "all")
        self.sidebar.focus()

    @property
    def sidebar(self) -> Sidebar:
        return self.query_one(Sidebar)

    def on_sidebar_chosen(self, event: Sidebar.Chosen) -> None:
        self.chosen.append(event.key)


def painted(sidebar: Sidebar) -> list[str]:
    strips = [sidebar.render_line(y) for y in range(sidebar.size.height)]
    assert {strip.cell_length for strip in strips} == {sidebar.scrollable_content_region.width}
    return [strip.text.rstrip() for strip in strips]


async def test_the_cursor_skips_heads_both_ways() -> None:
    app = SidebarApp()
    async with app.run_test(size=(26, 20)) as pilot:
        assert app.sidebar.cursor_key == "all"
        await pilot.press("k")
        assert app.sidebar.cursor_key == "all"
        await pilot.press("j", "j")
        assert app.sidebar.cursor_key == "tag:nlp"
        await pilot.press("k")
        assert app.sidebar.cursor_key == "inbox"
        await pilot.press("G", "j")
        assert app.sidebar.cursor_key == "tag:nlp/rag"
        await pilot.press("g")
        assert app.sidebar.cursor_key == "all"


async def test_lines_are_aligned_and_nested_tags_indented() -> None:
    app = SidebarApp()
    async with app.run_test(size=(26, 20)) as pilot:
        await pilot.pause()
        lines = painted(app.sidebar)
        assert lines[:7] == [
            " Views",
            "▌≡  All               526",
            "    Inbox             400",
            "",
            " Tags",
            "    nlp                 3",
            "      rag               0",
        ]


async def test_enter_and_a_click_choose_but_never_a_head() -> None:
    app = SidebarApp()
    async with app.run_test(size=(26, 20)) as pilot:
        await pilot.press("j", "enter")
        assert app.chosen == ["inbox"]
        await pilot.click(Sidebar, offset=(5, 5))
        assert app.chosen == ["inbox", "tag:nlp"]
        await pilot.click(Sidebar, offset=(5, 4))
        await pilot.click(Sidebar, offset=(5, 3))
        await pilot.click(Sidebar, offset=(5, 15))
        assert app.chosen == ["inbox", "tag:nlp"]


async def test_new_counts_leave_the_cursor_on_its_line() -> None:
    app = SidebarApp()
    async with app.run_test(size=(26, 20)) as pilot:
        app.sidebar.move_to("tag:nlp/rag")
        await pilot.pause()
        app.sidebar.show([*ITEMS[:4], SidebarItem("tag:a", "a", 1, "tag"), *ITEMS[4:]], "inbox")
        await pilot.pause()
        assert (app.sidebar.cursor_key, app.sidebar.active_key) == ("tag:nlp/rag", "inbox")
        app.sidebar.show(ITEMS[:3], "inbox")
        assert app.sidebar.cursor_key == "inbox"
        assert not app.sidebar.move_to("head:view")
        assert not app.sidebar.move_to("tag:nlp")


async def test_the_view_shown_is_marked_by_more_than_colour() -> None:
    app = SidebarApp()
    async with app.run_test(size=(26, 20)) as pilot:
        app.sidebar.show(ITEMS, "inbox")
        await pilot.pause()
        assert painted(app.sidebar)[2].startswith(" ●  Inbox")


async def test_a_long_sidebar_scrolls_and_shows_the_head_above_the_first_line() -> None:
    app = SidebarApp()
    async with app.run_test(size=(26, 5)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        assert "rag" in painted(app.sidebar)[-1]
        await pilot.press("g")
        await pilot.pause()
        assert painted(app.sidebar)[0] == " Views"


async def test_without_lines_nothing_happens() -> None:
    app = SidebarApp()
    async with app.run_test(size=(26, 5)) as pilot:
        app.sidebar.show([], None)
        await pilot.press("j", "enter", "G")
        app.sidebar.show(ITEMS[:1], None)
        await pilot.press("j", "enter", "k")
        assert app.sidebar.cursor_key is None
        assert app.chosen == []
