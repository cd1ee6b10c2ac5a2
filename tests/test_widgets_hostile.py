"""Foreign text through every place of the widgets: no crash, no lost letters, nothing that moves a terminal."""

import unicodedata

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from papershelf.marks import Entry, Mark
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.tui.widgets.cells import clean
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.detail_view import detail_view
from papershelf.tui.widgets.paper_list import PaperList, Row
from papershelf.tui.widgets.sidebar import Sidebar, SidebarItem
from papershelf.tui.widgets.virtual_list import VirtualList
from tests.hostile import HOSTILE

ENTITIES = "&#27;[31m &#x9b; &#x202e;reversed &rlm; &#xd800; &#0; &ZeroWidthSpace;"
NOTE = """# TEXT

TEXT [TEXT](TEXT) ![TEXT](<TEXT>) `TEXT` *TEXT*

- TEXT

> TEXT

```
TEXT
```

|TEXT|b|
|-|-|
|TEXT|c|
"""
OVERRIDES = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"


def hostile_entry(text: str) -> Entry:
    """An entry with the text in every field."""
    paper = Paper(
        "p",
        text,
        f"{text}\n{text}",
        text,
        text,
        text,
        authors=(text, text),
        published=text,
        identifiers={"arxiv": text, text: text},
        links=(Link(text, LinkKind.OTHER), Link(text, LinkKind.CODE)),
        sources=(Listing(text, 1, text, text),),
    )
    note = NOTE.replace("TEXT", text)
    return Entry(paper, Mark("p", tags=(text, text), note=note))


class HostileApp(App[None]):
    """All widgets of the room, full of one text."""

    CSS = "Sidebar { width: 20%; } PaperList { width: 40%; } Detail { width: 1fr; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.links: list[str] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Sidebar()
            yield PaperList(self.row_for)
            yield Detail()

    def on_mount(self) -> None:
        self.query_one(PaperList).focus()
        self.fill(self.text)

    def fill(self, text: str) -> None:
        """Put a text into every place."""
        self.text = text
        items = [
            SidebarItem("head", text, None, "head"),
            SidebarItem(f"view:{text}", text, 5, "view", glyph=text, number=text),
            SidebarItem(f"tag:{text}", text, 0, "tag", depth=1),
            SidebarItem(f"source:{text}", text, 10**9, "source"),
        ]
        self.query_one(Sidebar).show(items, items[1].key)
        papers = self.query_one(PaperList)
        papers.empty_text = text
        papers.show([text, f"{text}-2", f"{text}-3", f"{text}-4"], divider=2, says=(text,))
        whole = [(0, len(text)), (3, 5)]
        self.query_one(Detail).show(detail_view(hostile_entry(text), lambda _text, _field: whole, [text]))

    def row_for(self, paper_id: str) -> Row:
        text, spans = self.text, ((0, 3), (5, len(self.text)))
        if paper_id.endswith("-2"):
            return Row(paper_id, text, badge=text, snippet=text, snippet_spans=spans)
        return Row(paper_id, text, spans=spans, tags=(text, text), badge=text, rating=9)


def assert_harmless(line: str, text: str) -> None:
    for letter in set(line):
        assert unicodedata.category(letter) not in {"Cc", "Cs"}, (letter, text)
        assert letter not in OVERRIDES, (letter, text)


def painted(app: App[None]) -> list[str]:
    """What every widget would send to the terminal."""
    texts = []
    for widget in app.screen.walk_children(Widget):
        for strip in widget.render_lines(Region(0, 0, widget.outer_size.width, min(60, widget.outer_size.height))):
            texts.append(strip.text)
            if isinstance(widget, VirtualList):
                assert cell_len(strip.text) == strip.cell_length == widget.outer_size.width
    return texts


async def assert_screen_harmless(pilot: Pilot[None], text: str) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    for line in painted(pilot.app):
        assert_harmless(line, text)


@pytest.mark.parametrize("size", [(160, 45), (30, 10)])
async def test_hostile_text_is_shown_as_text(size: tuple[int, int]) -> None:
    app = HostileApp("")
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        papers = app.query_one(PaperList)
        for text in (*HOSTILE, ENTITIES, "".join(HOSTILE)[:400]):
            app.fill(text)
            await assert_screen_harmless(pilot, text)
            room = papers.scrollable_content_region.width - 8
            start = (clean(text)[0] or "(no title)")[: max(0, min(20, room))].rstrip()
            assert papers.render_line(0).text[4:].startswith(start)
            papers.show([])
            await pilot.pause()
            for y in range(papers.size.height):
                assert_harmless(papers.render_line(y).text, text)
        assert app.is_running


async def test_keys_clicks_and_pictures_survive_hostile_text() -> None:
    app = HostileApp("")
    async with app.run_test(size=(160, 45), notifications=True, tooltips=True) as pilot:
        for text in HOSTILE[1:15:3]:
            app.fill(text)
            await pilot.press("j", "space", "enter", "tab", "j", "enter", "shift+tab")
            for widget in (Sidebar, PaperList, Detail):
                await pilot.click(widget, offset=(6, 2))
            await assert_screen_harmless(pilot, text)
            assert_harmless(app.export_screenshot().replace("\n", ""), text)
        assert app.is_running
