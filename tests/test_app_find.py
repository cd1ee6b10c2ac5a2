"""Searching on the screen."""

import pytest

from papershelf import Library
from papershelf.tui.widgets.key_bar import KeyBar
from tests.app_tools import staged


async def test_the_list_follows_each_key(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        counts = []
        for letter in "gardning":
            await stage.press(letter)
            counts.append(len(stage.papers.ids))
        assert stage.title.startswith("Retrieval Augmented Gardening")
        assert counts[-1] == 1
        assert stage.detail.view is not None
        assert stage.detail.view.title.text == stage.title


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("spasre", "Sparse Ferrets"),
        ("ferets", "Sparse Ferrets"),
        ("tranformers sheep", "[Re] Do Transformers"),
        ("uber attention", "Über Attention"),
        ("passing mess", "GraphPasta"),
        ("almanacs", "Retrieval Augmented"),
        ("fourbit", "2 Quick 2 Quantize"),
    ],
)
async def test_what_is_typed_badly_is_found(library: Library, typed: str, wanted: str) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type(typed)
        assert stage.title.startswith(wanted)


async def test_tags_and_notes_are_found_as_soon_as_they_are_written(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("quokka")
        assert not stage.papers.ids
        assert "quokka" in stage.papers.empty_text
        assert stage.detail.view is None
        library.set_note(library.entries()[3].paper.id, "reminds me of the quokka paper")
        await stage.rest()
        assert stage.title.startswith("Über Attention")
        library.undo()
        library.tag([library.entries()[4].paper.id], add=["zoo/quokka"])
        await stage.rest()
        assert stage.title.startswith("Retrieval Augmented")


async def test_literal_hits_stand_before_the_divider(library: Library) -> None:
    found = library.find("models")
    assert found.ranking is not None
    tiers = [match.tier for match in found.ranking]
    assert tiers == sorted(tiers), "literal before similar"
    assert found.divider is None or tiers[found.divider] == "similar"


async def test_matched_letters_are_highlighted(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("pasta")
        row = stage.main.browsing.row(stage.papers.ids[0])
        assert [row.title[start:end].lower() for start, end in row.spans] == ["pasta"]


async def test_escape_steps_back_one_level_at_a_time_and_keeps_the_paper(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("bridge")
        await stage.press("escape")
        assert stage.app.focused is stage.papers
        assert stage.main.browsing.text == "bridge", "the first step only leaves the line"
        await stage.press("space")
        assert stage.papers.selected
        await stage.press("escape")
        assert not stage.papers.selected
        assert stage.main.browsing.text == "bridge"
        title = stage.title
        await stage.press("escape")
        assert stage.main.browsing.text == ""
        assert len(stage.papers.ids) == 8
        assert stage.title == title


async def test_arrows_move_the_list_while_typing_and_enter_goes_there(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("model")
        first = stage.title
        await stage.press("down")
        assert stage.title != first
        assert stage.detail.view is not None
        assert stage.detail.view.title.text == stage.title
        assert stage.main.search_bar.has_focus
        await stage.press("enter")
        assert stage.papers.has_focus


async def test_letters_typed_in_the_search_line_run_no_command(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("squmtoyx")
        assert stage.app.screen is stage.main
        assert not library.entries("is:starred")


async def test_the_foot_shows_no_key_that_would_be_typed(library: Library) -> None:
    async with staged(library) as stage:
        bar = stage.main.query_one(KeyBar)
        assert {"paper.star", "main.search", "app.help"} <= {command.id for command in bar.commands()}
        await stage.press("slash")
        assert {(each.id, each.keys) for each in bar.entries()} == {
            ("paper.back", "esc"),
            ("app.palette", "ctrl+p"),
            ("app.help", "f1"),
        }


async def test_a_search_stays_within_the_view(library: Library) -> None:
    one = library.entries("pasta")[0].paper.id
    library.star([one])
    async with staged(library) as stage:
        stage.main.show_view("starred")
        await stage.press("slash")
        await stage.type("models")
        assert set(stage.papers.ids) <= {one}
