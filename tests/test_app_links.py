"""Links by number and by choosing: what is opened is said, and no odd scheme is."""

from dataclasses import replace

import pytest
from textual.widgets import Input, OptionList

from papershelf import Library
from papershelf.paper import Link, LinkKind
from papershelf.tui.screens.links import LinkScreen
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE


def with_links(library: Library, *urls: str) -> None:
    """Give the first paper these links and no others."""
    paper = library.entries()[0].paper
    with library._store.transaction("gave it links") as edits:
        edits.put_paper(replace(paper, links=tuple(Link(url, LinkKind.OTHER) for url in urls)))


def offered(stage: Stage) -> list[str]:
    listing = stage.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(place).prompt) for place in range(listing.option_count)]


async def test_a_digit_opens_a_link_of_the_paper_being_read(library: Library) -> None:
    with_links(library, "https://example.org/a", "https://example.org/b")
    async with staged(library) as stage:
        await stage.press("enter", "2")
        assert stage.opened == ["https://example.org/b"]
        assert stage.toasts[-1] == "Opened link 2: https://example.org/b"
        await stage.press("3")
        assert stage.toasts[-1] == "There is no link 3."
        assert len(stage.opened) == 1


async def test_the_chooser_holds_all_and_narrows_as_one_types(library: Library) -> None:
    with_links(library, *(f"https://example.org/{number}" for number in range(12)), "https://other.net/q")
    async with staged(library) as stage:
        await stage.press("enter", "0")
        assert isinstance(stage.app.screen, LinkScreen)
        assert len(offered(stage)) == 13
        await stage.type("other.net")
        assert len(offered(stage)) == 1
        await stage.press("enter")
        assert stage.opened == ["https://other.net/q"]
        assert stage.toasts[-1] == "Opened link 13 (other): https://other.net/q"
        await stage.press("0", "down", "down", "ctrl+y")
        assert stage.clipboard.texts == ["https://example.org/2"]
        assert stage.toasts[-1] == "Link 3 (other): copied to the clipboard."


async def test_in_the_main_screen_digits_stay_views_and_capital_o_chooses(library: Library) -> None:
    with_links(library, "https://example.org/a")
    async with staged(library) as stage:
        await stage.press("O", "enter")
        assert stage.opened == ["https://example.org/a"]
        await stage.press("O", "escape", "1")
        assert stage.main.browsing.view_key != "all"
        assert len(stage.opened) == 1


async def test_a_paper_without_links_says_so(library: Library) -> None:
    with_links(library)
    async with staged(library) as stage:
        await stage.press("O", "enter", "0")
        assert stage.toasts[-1] == "No links are known for this paper."


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "https://", "x [/b] y", "[@click=app.quit]q[/]"]
)
async def test_what_is_no_web_address_is_refused(library: Library, url: str) -> None:
    with_links(library, url)
    async with staged(library) as stage:
        await stage.press("enter", "1")
        assert stage.opened == []
        assert "is no web address; it was not opened" in stage.toasts[-1]
        await stage.press("0", "enter")
        assert stage.opened == []


@pytest.mark.parametrize("size", [(160, 45), (40, 12)])
async def test_hostile_links_are_text(library: Library, size: tuple[int, int]) -> None:
    with_links(library, *HOSTILE)
    async with staged(library, size) as stage:
        await stage.press("enter", "1", "9", "r", "r", "0")
        assert len(offered(stage)) == len(HOSTILE)
        stage.app.screen.query_one(Input).value = "[/b]"
        await stage.rest()
        assert len(offered(stage)) == 1
        await stage.press("ctrl+y")
        assert stage.clipboard.texts == ["x [/b] y"]
