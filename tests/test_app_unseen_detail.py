"""A detail pane that is not on the screen: its matches are known all the same, and a note of it is not read before."""

from collections.abc import Sequence

import pytest
from markdown_it.token import Token
from textual.geometry import Offset

from papershelf import Library
from papershelf.tui.widgets import note_flow
from papershelf.tui.widgets.head import Head
from tests.app_tools import Stage, staged

NEXT = "right_square_bracket"


def place(stage: Stage) -> str:
    """What the head says of the place."""
    return stage.app.screen.query_one(Head).render_line(0).text


@pytest.mark.parametrize("size", [(70, 24), (100, 30)], ids=["one pane", "hidden"])
async def test_matches_are_found_in_a_pane_that_nobody_sees(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size=size) as stage:
        if size[0] > 80:
            await stage.press("z", "d")
        assert not stage.detail.size.width
        await stage.press("slash", *"language", "enter")
        await stage.press(NEXT)
        assert not [words for words in stage.toasts if "Nothing" in words]
        assert "match 1 of " in place(stage)
        every = stage.detail.match_words.split(" of ")[1]
        await stage.press(NEXT)
        assert stage.detail.match_words == f"match {2 if int(every) > 1 else 1} of {every}"
        await stage.press("j")
        assert not stage.detail.is_at_match, "another paper"


async def test_the_match_in_hand_stays_when_the_pane_comes(library: Library) -> None:
    async with staged(library, size=(70, 24)) as stage:
        await stage.press("slash", *"language", "enter", NEXT)
        words = stage.detail.match_words
        await stage.pilot.resize_terminal(160, 45)
        await stage.rest()
        assert stage.detail.page.tops
        assert stage.detail.match_words == words


async def test_a_note_is_not_read_for_a_pane_that_nobody_sees(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for entry in library.entries():
        library.set_note(entry.paper.id, "a *note* on language")
    read: list[str] = []
    tokens_of = note_flow.tokens_of

    def heard(note: str) -> Sequence[Token]:
        read.append(note)
        return tokens_of(note)

    monkeypatch.setattr(note_flow, "tokens_of", heard)
    async with staged(library, size=(70, 24)) as stage:
        await stage.press("j", "j", "s", "slash", *"language", "enter", "j", "k")
        assert not read
        await stage.press(NEXT)
        assert len(read) == 1


async def test_a_selection_is_of_its_paper(library: Library) -> None:
    async with staged(library) as stage:
        start = stage.detail.content_region.offset
        await stage.pilot.mouse_down(offset=start)
        await stage.pilot.hover(offset=start + Offset(8, 0))
        await stage.pilot.mouse_up(offset=start + Offset(8, 0))
        await stage.rest()
        assert stage.app.screen.get_selected_text() == stage.title[:9]
        await stage.press("s")
        assert stage.app.screen.get_selected_text(), "it is the same paper"
        stage.papers.action_move(1)
        await stage.rest()
        assert not stage.app.screen.get_selected_text()
