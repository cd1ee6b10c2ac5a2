"""The look: one line or two to a paper, plain signs, no colours, no motion, and words that teach the next key."""

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.constants import TEXTUAL_ANIMATIONS
from textual.filter import Monochrome

from benchmarks.terminal import Terminal
from papershelf import Library
from papershelf.config import Config
from papershelf.tui.themes import OWN
from papershelf.tui.widgets.virtual_list import VirtualList
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE

ASCII = Config(signs="ascii")


def painted(stage: Stage) -> list[str]:
    """The lines of the screen."""
    return [strip.text for strip in stage.app.screen._compositor.render_strips()]


def widget_text(stage: Stage, selector: str) -> str:
    """What stands where a widget is."""
    region = stage.app.screen.query_one(selector).region
    return "\n".join(line[region.x : region.right] for line in painted(stage)[region.y : region.bottom])


async def test_density_changes_the_rows_and_keeps_the_place(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged(library) as stage:
        await stage.press("j", "j", "space")
        title, selected, ids = stage.title, stage.papers.selected, stage.papers.ids
        filled: list[object] = []
        monkeypatch.setattr(VirtualList, "replace_items", lambda *given, **_named: filled.append(given))
        await stage.press("z", "c")
        monkeypatch.undo()
        assert stage.papers.item_height == 1
        assert filled == [], "the rows are laid out anew, not asked for anew"
        assert (stage.title, stage.papers.selected, stage.papers.ids) == (title, selected, ids)
        assert stage.toasts[-1] == "Compact: one line to a paper."
        await stage.press("z", "c")
        assert stage.papers.item_height == 2
        assert stage.title == title


async def test_a_list_may_begin_compact(library: Library) -> None:
    async with staged(library, config=Config(density="compact")) as stage:
        assert stage.papers.item_height == 1
        assert stage.papers.virtual_size.height == len(stage.papers.ids)


async def test_the_next_theme_is_a_key_away(library: Library) -> None:
    async with staged(library) as stage:
        for name in (*OWN[1:], OWN[0]):
            await stage.press("z", "t")
            assert stage.app.theme == name == stage.app.config.theme
            assert stage.toasts[-1] == f"Theme: {name}."


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 12)])
@pytest.mark.parametrize(
    "keys",
    [[], ["enter"], ["question_mark"], ["t"], ["n"], ["x"], ["y"], ["z"], ["slash", *"tga", "colon"], ["H"], ["s"]],
    ids="-".join,
)
async def test_plain_signs_are_plain_everywhere(library: Library, size: tuple[int, int], keys: list[str]) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    library.tag(ids, add=["nlp/rag"])
    library.rate(ids, 3)
    async with staged(library, size, ASCII) as stage:
        await stage.press(*keys)
        odd = {letter for line in painted(stage) for letter in line if not letter.isascii() and not letter.isalpha()}
        assert odd == set()


async def test_plain_signs_leave_letters_alone_and_come_and_go_while_it_runs(library: Library) -> None:
    async with staged(library) as stage:
        assert "…" not in stage.title
        assert any("│" in line for line in painted(stage))
        stage.app.apply_config(ASCII)
        await stage.rest()
        text = "\n".join(painted(stage))
        assert "Über" in text
        assert "│" not in text
        stage.app.apply_config(replace(ASCII, signs="unicode"))
        await stage.rest()
        assert any("│" in line for line in painted(stage))


async def test_arrow_keys_are_spelt_out_where_signs_are_plain(library: Library) -> None:
    async with staged(library, config=ASCII) as stage:
        await stage.press("question_mark")
        await stage.type("move")
        lines = [line for line in painted(stage) if "Move down." in line or "Move up." in line]
        assert any("down" in line.partition("Move")[0] for line in lines)
        assert any("up" in line.partition("Move")[0] for line in lines)


async def test_hostile_tags_are_chips_of_one_line(library: Library) -> None:
    """What cannot be a tag is refused; what can is shown, in every density and with either signs."""
    ids = [entry.paper.id for entry in library.entries()]
    tags = [tag for text in HOSTILE if (tag := "".join(filter(str.isalnum, text))[:30])]
    library.tag(ids[:1], add=tags)
    for config in (Config(), ASCII, Config(density="compact"), replace(ASCII, density="compact")):
        async with staged(library, (120, 30), config) as stage:
            assert {len(line) for line in painted(stage)} != set()
            assert len(painted(stage)) == 30


@pytest.mark.parametrize("key", ["s", "D"])
async def test_a_toast_says_what_happened_and_what_takes_it_back(library: Library, key: str) -> None:
    async with staged(library) as stage:
        title = stage.title
        await stage.press(key)
        assert title[:30] in stage.toasts[-1]
        assert stage.toasts[-1].endswith(". u takes it back.")


async def test_a_toast_shows_the_key_that_the_person_gave(library: Library) -> None:
    async with staged(library, config=Config(keys={"paper.undo": ("ctrl+z",)})) as stage:
        await stage.press("s")
        assert stage.toasts[-1].endswith(". ctrl+z takes it back.")
        stage.app.apply_config(Config(keys={"paper.undo": ()}))
        await stage.press("j", "s")
        assert "takes it back" not in stage.toasts[-1]


async def test_a_change_of_many_says_how_many(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space", "space", "space", "s")
        assert stage.toasts[-1] == "Starred 3 papers. u takes it back."


async def test_the_head_says_which_paper_of_how_many(library: Library) -> None:
    async with staged(library) as stage:
        assert widget_text(stage, "#head").endswith(" 1 of 8 ")
        await stage.press("j", "j")
        assert widget_text(stage, "#head").endswith(" 3 of 8 ")
        await stage.press("slash", *"xyzzyplugh")
        assert "0 of 8" in widget_text(stage, "#head")
        assert not widget_text(stage, "#head").rstrip().endswith("3 of 8")


async def test_a_long_query_does_not_hide_the_count(library: Library) -> None:
    async with staged(library, (40, 12)) as stage:
        await stage.press("slash", *"sparse", "space", *"ferretsandother", "space", *"animals")
        assert re.search(r"\d of 8", widget_text(stage, "#head"))


@pytest.mark.parametrize(
    ("view", "says"),
    [
        ("queued", ["The queue is empty.", "m q in the list puts a paper here"]),
        ("starred", ["No stars yet.", "s in the list stars a paper"]),
        ("tag:gone", ["No paper has the tag “gone” any more.", "esc goes back to all papers"]),
    ],
)
@pytest.mark.parametrize("size", [(160, 45), (40, 12)])
async def test_what_is_empty_teaches_the_next_key(
    library: Library, size: tuple[int, int], view: str, says: list[str]
) -> None:
    async with staged(library, size) as stage:
        stage.main.show_view(view)
        await stage.rest()
        shown = " ".join(" ".join(widget_text(stage, "#papers").split()).split())
        assert all(words in shown for words in says), shown


async def test_an_inbox_that_is_done_says_so(library: Library) -> None:
    library.set_status([entry.paper.id for entry in library.entries()], "read")
    async with staged(library, (40, 12)) as stage:
        await stage.press("1")
        assert "All done: the inbox is empty." in widget_text(stage, "#papers")


async def test_an_empty_shelf_shows_how_to_fill_it(library: Library) -> None:
    library.delete([entry.paper.id for entry in library.entries()])
    async with staged(library, (40, 12)) as stage:
        text = widget_text(stage, "#papers")
        assert "The shelf is empty." in text
        assert "i imports a saved page" in text
        assert "? shows every key" in text


async def test_without_motion_nothing_is_animated(library: Library) -> None:
    async with staged(library, config=Config(motion=False)) as stage:
        still: str = stage.app.animation_level
        stage.app.apply_config(Config(motion=True))
        assert (still, stage.app.animation_level) == ("none", TEXTUAL_ANIMATIONS)


async def test_without_colours_nothing_is_coloured_but_all_can_be_seen(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    ids = [entry.paper.id for entry in library.entries()]
    library.tag(ids[:1], add=["nlp/rag"])
    async with staged(library) as stage:
        await stage.press("space", "k")
        assert not [each for each in stage.app.get_line_filters() if isinstance(each, Monochrome)]
        segments = [segment for strip in stage.app.screen._compositor.render_strips() for segment in strip]
        assert not [each for each in segments if each.style and (each.style.color or each.style.bgcolor)]
        assert "[nlp/rag]" in "\n".join(painted(stage))
        cursor = [each for each in segments if each.style and each.style.reverse and each.text.strip()]
        assert any(each.text.startswith(stage.title[:40]) for each in cursor), "the list may cut it"
        await stage.press("slash", *"sparse")
        segments = [segment for strip in stage.app.screen._compositor.render_strips() for segment in strip]
        assert any(each.text == "Sparse" and each.style and each.style.underline for each in segments)


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_no_colour_reaches_a_real_terminal(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "papershelf", "--data-dir", str(tmp_path / "data")]
    with Terminal(command, environ={"HOME": str(tmp_path), "NO_COLOR": "1"}, columns=100, rows=30) as terminal:
        terminal.until(b"526 of 526", patience=30)
        terminal.settle()
        for key in (b"j", b" ", b"t", b"\x1b", b"?", b"\x1b", b"z", b"c", b"/", b"s", b"p"):
            terminal.key(key)
        terminal.settle()
        codes = [code for found in re.findall(rb"\x1b\[([\d;]*)m", terminal.output) for code in found.split(b";")]
    assert b"7" in codes, "the cursor is seen"
    assert not [code for code in codes if code and (30 <= int(code) <= 38 or 40 <= int(code) <= 48 or int(code) >= 90)]
