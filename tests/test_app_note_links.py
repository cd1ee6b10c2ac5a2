"""Links between papers: offered while typed, shown by title, followed there and back."""

import pytest
from textual.geometry import Offset
from textual.widgets import OptionList

from papershelf import Library
from papershelf.marks import Entry
from papershelf.text.linking import link_text
from papershelf.tui.link_offers import offers
from papershelf.tui.note_links import with_titles
from papershelf.tui.screens.linked import LinkedScreen
from papershelf.tui.screens.note import NoteScreen
from papershelf.tui.screens.reader import ReaderScreen
from papershelf.tui.widgets.note_parser import note_parser
from tests.app_tools import Stage, staged
from tests.detail_tools import place_of
from tests.hostile import HOSTILE


def pane(stage: Stage) -> NoteScreen:
    """The note screen."""
    assert isinstance(stage.app.screen, NoteScreen)
    return stage.app.screen


def other(library: Library) -> Entry:
    """The paper that is linked to: not the first."""
    return library.entries()[2]


def word(entry: Entry) -> str:
    """The longest word of a title, small."""
    return max((part for part in entry.paper.title.split() if part.isalpha()), key=len).lower()


def link(entry: Entry) -> str:
    """The link to a paper."""
    return link_text(entry.paper.id, entry.paper.title)


async def typed(stage: Stage, text: str) -> None:
    """Type brackets and letters."""
    names = {"[": "left_square_bracket", "]": "right_square_bracket", " ": "space"}
    await stage.press(*(names.get(letter, letter) for letter in text))


async def test_two_brackets_offer_papers_and_enter_takes_one(library: Library) -> None:
    entry = other(library)
    async with staged(library) as stage:
        await stage.press("n")
        await typed(stage, f"see [[{word(entry)}")
        assert pane(stage).area.is_offering
        assert pane(stage).choices.display
        while pane(stage).choices.chosen and pane(stage).choices.chosen.text != link(entry):  # type: ignore[union-attr]
            await stage.press("down")
        await stage.press("enter")
        assert pane(stage).text == f"see {link(entry)}"
        assert not pane(stage).choices.display
        await stage.press("ctrl+z")
        assert pane(stage).text == f"see [[{word(entry)}"


async def test_a_misspelt_title_is_found_once_the_index_is_there(library: Library) -> None:
    entry = other(library)
    wanted = word(entry)
    misspelt = wanted[:2] + wanted[3:]
    async with staged(library):
        assert library.is_warm
        assert entry.paper.title in [choice.label for choice in offers(library, misspelt, "")]


def test_before_the_index_is_there_words_and_beginnings_do(library: Library) -> None:
    entry = other(library)
    assert not library.is_warm
    assert link(entry) in [choice.text for choice in offers(library, entry.paper.title[:7], "")]
    assert link(entry) not in [choice.text for choice in offers(library, entry.paper.title[:7], entry.paper.id)]
    assert offers(library, "  :-) ", "") == []


async def test_escape_shuts_what_is_offered_and_then_leaves(library: Library) -> None:
    entry = other(library)
    async with staged(library) as stage:
        await stage.press("n", "ctrl+l")
        await typed(stage, word(entry))
        assert pane(stage).choices.display
        await stage.press("escape")
        assert not pane(stage).choices.display
        await typed(stage, "x")
        assert not pane(stage).choices.display, "not this one again"
        await stage.press("enter")
        assert pane(stage).text == f"[[{word(entry)}x\n"
        await stage.press("escape")
        assert stage.app.screen is stage.main


@pytest.mark.parametrize("size", [(160, 45), (60, 20), (40, 12)])
async def test_what_is_offered_lies_on_the_screen(library: Library, size: tuple[int, int]) -> None:
    library.set_note(library.entries()[0].paper.id, "line\n" * 60)
    async with staged(library, size) as stage:
        await stage.press("n")
        await typed(stage, f"some words before [[{word(other(library))}")
        choices = pane(stage).choices
        assert choices.display
        assert stage.app.screen.region.contains_region(choices.region)
        assert not choices.region.contains(*pane(stage).area.cursor_screen_offset), "the line being typed stays seen"


async def test_the_detail_pane_shows_titles_and_a_click_goes_there(library: Library) -> None:
    one, entry = library.entries()[0], other(library)
    library.set_note(one.paper.id, f"builds on {link(entry)} and [[nothing|No paper]]")
    async with staged(library) as stage:
        assert stage.detail.view is not None
        assert "~~No paper~~ *(no such paper)*" in stage.detail.view.note
        await stage.pilot.click(offset=place_of(stage.detail, "note") + Offset(12, 0))
        await stage.rest()
        assert stage.title == entry.paper.title
        assert stage.detail.view.linked_from == ((one.paper.id, one.paper.title),)
        stage.detail.action_go(1)
        await stage.rest()
        assert stage.title == one.paper.title


async def test_the_list_of_links_leads_both_ways(library: Library) -> None:
    one, entry = library.entries()[0], other(library)
    async with staged(library) as stage:
        await stage.press("v", "l")
        assert "No note links" in stage.toasts[-1]
        library.set_note(one.paper.id, link(entry))
        await stage.press("v", "l")
        assert isinstance(stage.app.screen, LinkedScreen)
        assert [each.how for each in stage.app.screen.papers] == ["linked here"]
        await stage.press("enter")
        assert stage.title == entry.paper.title
        await stage.press("v", "l", "enter")
        assert stage.title == one.paper.title


async def test_the_reader_follows_links_and_its_neighbours_stay(library: Library) -> None:
    one, entry = library.entries()[0], other(library)
    library.set_note(one.paper.id, link(entry))
    async with staged(library) as stage:
        await stage.press("enter")
        reader = stage.app.screen
        assert isinstance(reader, ReaderScreen)
        reader.go_to_paper(entry.paper.id)
        reader.go_to_paper("gone")
        assert reader.paper_id == entry.paper.id
        await stage.press("l", "h")
        assert reader.paper_id == entry.paper.id


async def test_from_the_note_a_link_saves_and_goes(library: Library) -> None:
    entry = other(library)
    async with staged(library) as stage:
        await stage.press("n")
        pane(stage).area.insert(link(entry))
        await stage.press("ctrl+g")
        assert stage.app.screen is stage.main
        assert stage.title == entry.paper.title
        assert library.backlinks(entry.paper.id)


async def test_a_link_that_leads_nowhere_is_said(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("n")
        pane(stage).area.insert("[[nothing]]")
        await stage.press("ctrl+g")
        assert isinstance(stage.app.screen, NoteScreen)
        assert "no paper “nothing”" in stage.toasts[-1]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text_in_the_preview(title: str) -> None:
    for shown in (with_titles(link_text("abc", title), lambda _: title), with_titles("[[abc|x]]", lambda _: None)):
        tokens = note_parser().parse(shown)
        inline = [child for token in tokens for child in token.children or ()]
        links = [child.attrs["href"] for child in inline if child.type == "link_open"]
        assert links in (["papershelf:abc"], [])
        assert all(child.type not in ("image", "html_inline", "code_inline", "em_open") for child in inline[:2])


async def test_hostile_titles_are_offered_as_text(library: Library) -> None:
    from papershelf.search.language.completion import Choice

    async with staged(library, (60, 20)) as stage:
        for title in HOSTILE:
            await stage.press("n")
            assert not pane(stage).choices.display
            pane(stage).extras._place([Choice(link_text("abc", title), title, "")])
            await stage.rest()
            assert pane(stage).choices.display, title
            await stage.press("escape")


async def test_hostile_backlinks_are_text(library: Library) -> None:
    async with staged(library) as stage:
        view = stage.detail.view
        assert view is not None
        stage.detail.show(view._replace(linked_from=tuple((f"id{n}", title) for n, title in enumerate(HOSTILE))))
        await stage.rest()
        await stage.press("v", "l")
        assert isinstance(stage.app.screen, type(stage.main))


async def test_choosing_in_the_list_of_links_with_letters(library: Library) -> None:
    one = library.entries()[0]
    library.set_note(one.paper.id, " ".join(link(entry) for entry in library.entries()[1:4]))
    async with staged(library, (40, 12)) as stage:
        await stage.press("v", "l", "j", "j", "k")
        assert stage.app.screen.query_one(OptionList).highlighted == 1
        await stage.press("escape")
        assert stage.app.screen is stage.main
