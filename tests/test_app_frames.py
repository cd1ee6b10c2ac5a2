"""A key is painted in one frame: whatever asks for a second makes the person wait for it."""

import gc

import pytest
from textual._compositor import Compositor

from papershelf import Library
from papershelf.tui.sweeping import NET
from tests.app_tools import staged


@pytest.mark.parametrize(
    ("size", "text"),
    [
        ((160, 45), "gardning"),
        ((160, 12), "gardning"),
        ((160, 45), "tag:nlp "),
        ((160, 12), "tag:nlp "),
        # In a low window the list has to follow its cursor when the line of the problem comes, which is one more.
        ((160, 45), "tga:nlp"),
    ],
    ids=str,
)
async def test_a_search_key_is_painted_once(
    library: Library, size: tuple[int, int], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.tag([entry.paper.id for entry in library.entries()], add=["nlp/rag", "nlp/sparse", "nature"])
    frames: list[str] = []
    paint = Compositor.render_update

    def counted(self: Compositor, *rest: object, **named: object) -> object:
        painted = paint(self, *rest, **named)  # type: ignore[arg-type]
        if painted is not None:
            frames.append(typed)
        return painted

    async with staged(library, size) as stage:
        await stage.press("slash")
        stage.main.search_bar.cursor_blink = False
        await stage.pilot.pause(0.2)
        monkeypatch.setattr(Compositor, "render_update", counted)
        for end in range(1, len(text) + 1):
            typed = text[:end]
            stage.main.search_bar.insert_text_at_cursor(typed[-1])
            await stage.pilot.pause(0.15)
        assert frames == [text[:end] for end in range(1, len(text) + 1)]


async def test_the_text_of_the_detail_keeps_its_width_when_the_scrollbar_is_needed(library: Library) -> None:
    async with staged(library) as stage:
        before = stage.detail.page.width
        await stage.pilot.resize_terminal(160, 12)
        await stage.rest()
        assert stage.detail.max_scroll_y > 0
        assert stage.detail.page.width == before


async def test_the_collector_works_again_after_the_first_paint(library: Library) -> None:
    gc.disable()
    async with staged(library) as stage:
        await stage.rest()
        assert gc.isenabled()
        assert gc.get_threshold() == NET
