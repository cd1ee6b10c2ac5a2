"""Matches of the query in a paper: counted in the order of reading, stepped through, the one in hand standing out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import Library
from papershelf.text import fold
from papershelf.tui.text_finding import Wanted
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.matches import HERE, HIT
from papershelf.tui.widgets.reader_head import ReaderHead
from tests.app_tools import Stage, staged
from tests.detail_tools import styled

NEXT, LAST = "right_square_bracket", "left_square_bracket"


def here(stage: Stage) -> list[tuple[str, str]]:
    """The letters of the match in hand, with a name for where they stand."""
    return styled(stage.app.screen.query_one(Detail), HERE)


def hits(stage: Stage) -> int:
    detail = stage.app.screen.query_one(Detail)
    return len(styled(detail, HERE)) + len(styled(detail, HIT))


def words(stage: Stage) -> str:
    return stage.app.screen.query_one(ReaderHead).words


async def search(stage: Stage, text: str) -> None:
    await stage.press("slash")
    await stage.type(text)
    await stage.press("enter")


async def test_in_the_reader_keys_go_through_title_abstract_and_note(library: Library) -> None:
    first = library.entries()[0].paper.id
    library.set_note(
        first, "# Sleep\n\nDo they *sleep* at all?\n\n- a `sleep` in a list\n\n| sleep | x |\n|---|---|\n| 1 | 2 |"
    )
    async with staged(library, (70, 14)) as stage:
        await search(stage, "sleep")
        await stage.press("enter")
        count = hits(stage)
        assert f"{count} matches" in words(stage)
        assert here(stage) == []
        places = []
        for number in range(1, count + 1):
            await stage.press(NEXT)
            assert f"match {number} of {count}" in words(stage)
            (place,) = here(stage)
            places.append(place)
        assert places[0] == ("title", "Sleep")
        names = [name for name, _ in places]
        assert names == sorted(names, key=["title", "abstract", "note"].index)
        assert names.count("note") == 4
        await stage.press(NEXT)
        assert stage.toasts[-1] == "Round to the first match."
        assert here(stage) == [places[0]]
        await stage.press(LAST)
        assert stage.toasts[-1] == "Round to the last match."
        assert here(stage) == [places[-1]]


@pytest.mark.parametrize("size", [(160, 45), (40, 12)])
async def test_the_match_in_hand_is_in_view(library: Library, size: tuple[int, int]) -> None:
    first = library.entries()[0].paper.id
    library.set_note(first, "\n\n".join(["word " * 40] * 6 + ["the end of sleep"]))
    async with staged(library, size) as stage:
        await search(stage, "sleep")
        await stage.press("enter")
        for _ in range(hits(stage)):
            await stage.press(NEXT)
            strips = stage.app.screen._compositor.render_strips()
            marked = [seg.text for strip in strips for seg in strip if seg.style and seg.style.reverse]
            assert any("sleep" in fold(text) for text in marked), (marked, words(stage))


async def test_in_the_main_screen_the_head_says_at_which_match_one_is(library: Library) -> None:
    async with staged(library) as stage:
        await search(stage, "sleep")
        await stage.press(NEXT, NEXT)
        head = stage.app.screen._compositor.render_strips()[0].text
        assert "match 2 of" in head
        assert len(here(stage)) == 1
        await stage.press("j")
        assert "match" not in stage.app.screen._compositor.render_strips()[0].text


async def test_without_a_query_it_is_said_that_there_is_no_match(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press(NEXT)
        assert stage.toasts[-1] == "Nothing in this paper matches a query."
        await stage.press("enter", LAST)
        assert stage.toasts[-1] == "Nothing in this paper matches a query."


async def test_a_star_leaves_the_match_in_hand_and_another_paper_does_not(library: Library) -> None:
    async with staged(library) as stage:
        await search(stage, "the")
        await stage.press("enter", NEXT, NEXT)
        before = here(stage)
        await stage.press("s")
        assert here(stage) == before != []
        await stage.press("l")
        assert here(stage) == []


@given(st.text(max_size=80), st.text(min_size=1, max_size=4))
def test_what_is_found_reads_as_what_was_typed(text: str, wanted: str) -> None:
    spans = Wanted(wanted)(text, "title")
    assert all(start < stop <= len(text) for start, stop in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    if text.isascii() and wanted.isascii() and wanted.strip():
        assert len(spans) == text.lower().count(wanted.lower())
        assert all(text[start:stop].lower() == wanted.lower() for start, stop in spans)


def test_accents_and_case_do_not_matter_and_offsets_hold() -> None:
    assert Wanted("naive")("Über NAÏVE heads", "title") == ((5, 10),)
    assert Wanted("strasse")("Die Straße", "title") == ((4, 10),)
