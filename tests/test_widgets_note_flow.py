"""A note in lines: everything that stands in it is shown, as it stands there, and copied without frames."""

from typing import Any

import pytest
from markdown_it import MarkdownIt
from textual.app import App, ComposeResult

from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.detail_view import DetailView, Marked
from papershelf.tui.widgets.flow import laid_out, lead_of, text_of
from papershelf.tui.widgets.note_flow import note_flows

WIDTH = 30


class NoteApp(App[None]):
    """A detail pane by itself."""

    def compose(self) -> ComposeResult:
        yield Detail()


def shown(note: str, width: int = WIDTH) -> list[str]:
    """The lines of a note with what stands before them."""
    page = laid_out(note_flows(note, width)[0], width)
    return [
        (lead_of(page.flows[line.flow], line, width).plain + text_of(page.flows[line.flow], line).plain).rstrip()
        for line in page.lines
    ]


def copied(note: str, width: int = WIDTH) -> list[str]:
    """What is copied of it."""
    return [row.rstrip() for row in laid_out(note_flows(note, width)[0], width).rows]


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("1. \n2. x", [" 1.", " 2. x"]),
        ("- \n- b\n- c", ["•", "• b", "• c"]),
        ("- a\n-", ["• a", "•"]),
        ("- - a\n  -", ["• ▪ a", "  ▪"]),
        ("> -\n> - b", ["▌ •", "▌ • b"]),
        ("0. a\n1. b", [" 0. a", " 1. b"]),
        ("0. a\n   - b\n1. c", [" 0. a", "    • b", " 1. c"]),
        ("7. a\n7. b", [" 7. a", " 8. b"]),
        ("- a\n  1. b\n     - c", ["• a", "   1. b", "      ▪ c"]),
    ],
)
def test_every_item_of_a_list_is_shown_with_its_sign(note: str, lines: list[str]) -> None:
    assert shown(note) == lines


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("> a\n>\n> b", ["▌ a", "▌", "▌ b"]),
        ("> a\n>\n> > b\n> >\n> > c\n>\n> d", ["▌ a", "▌", "▌ ▌ b", "▌ ▌", "▌ ▌ c", "▌", "▌ d"]),
        ("> a\n\nb\n\n> c", ["▌ a", "", "b", "", "▌ c"]),
        ("- > a\n  > # b", ["• ▌ a", "  ▌ b"]),
        ("- > a\n  > ***\n  > b", ["• ▌ a", "  ▌", "  ▌ " + "─" * 26, "  ▌", "  ▌ b"]),
    ],
)
def test_a_quotation_has_its_bar_from_its_first_line_to_its_last(note: str, lines: list[str]) -> None:
    assert shown(note) == lines


def test_two_quotations_are_two() -> None:
    assert shown("> a\n\n<!-- -->\n\n> b")[1] == ""


@pytest.mark.parametrize(
    ("note", "rows"),
    [
        ("- a", ["• a"]),
        ("> - a", ["• a"]),
        ("> 3. a", [" 3. a"]),
        ("- > a", ["• a"]),
        ("> a\n>\n> b", ["a", "", "b"]),
    ],
)
def test_signs_of_lists_are_copied_and_bars_are_not(note: str, rows: list[str]) -> None:
    assert copied(note) == rows


async def test_bars_are_painted_between_and_a_bullet_behind_one_is_where_it_is_copied_from() -> None:
    app = NoteApp()
    async with app.run_test(size=(40, 20)) as pilot:
        pane = app.query_one(Detail)
        pane.show(DetailView("p", Marked("title"), note="> a\n>\n> b\n>\n> - c"))
        await pilot.pause()
        lines = [pane.render_line(y) for y in range(20)]
        texts = [line.text.rstrip() for line in lines]
        first = texts.index("▌ a")
        assert texts[first : first + 5] == ["▌ a", "▌", "▌ b", "▌", "▌ • c"]
        metas = {segment.text: segment.style.meta for segment in lines[first + 4] if segment.style}
        starts = {text: meta["offset"][0] for text, meta in metas.items() if "offset" in meta}
        assert (starts["• "], starts["c"]) == (0, 2)
        assert "• c" in pane.page.rows


@pytest.mark.parametrize("width", [2, 5, 9])
def test_a_narrow_pane_keeps_room_for_the_text(width: int) -> None:
    lines = shown("> > - a\n> >\n> > b", width)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).count("b") == 1


async def test_a_note_is_parsed_when_it_is_new_and_not_when_it_is_shown_again(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = MarkdownIt.parse

    def counted(self: MarkdownIt, src: str, *rest: Any, **more: Any) -> Any:
        parsed.append(src)
        return parse(self, src, *rest, **more)

    monkeypatch.setattr(MarkdownIt, "parse", counted)
    first, second = (DetailView("id", Marked(""), note=f"*{name}* of this test") for name in ("one", "two"))
    async with NoteApp().run_test(size=(40, 20)) as pilot:
        detail = pilot.app.query_one(Detail)
        for view in (first, second, first, first, second):
            detail.show(view)
            await pilot.pause()
        await pilot.resize_terminal(60, 20)
        assert any("of this test" in row for row in detail.page.rows)
        assert parsed == ["*one* of this test", "*two* of this test"]
        detail.show(second._replace(note="three"))
        await pilot.pause()
        assert parsed[2:] == ["three"]
