"""Copying and opening on the screen: what was copied, by which route, and what never stands in for what."""

import pytest

from papershelf import Library
from papershelf.tui.screens.copy_by_hand import CopyByHandScreen
from tests.app_tools import staged


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("r", "https://github.com/sleepy-ferret/sleepprune", "The repository's link: copied to the clipboard."),
        ("t", "Sparse Ferrets: Pruning Language Models by Letting Them Sleep", "The title: copied to the clipboard."),
        ("p", "https://huggingface.co/papers?q=Sparse", "A search for the paper"),
        ("b", "@misc{", "A BibTeX entry: copied"),
        ("m", "[Sparse Ferrets", "A Markdown link: copied"),
    ],
)
async def test_a_chord_copies_and_says_what(library: Library, key: str, text: str, words: str) -> None:
    async with staged(library) as stage:
        await stage.press("y", key)
        assert stage.clipboard.texts[-1].startswith(text)
        assert stage.toasts[-1].startswith(words)


async def test_a_paper_without_repository_or_pdf_copies_nothing(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("j", "y", "r")
        assert stage.clipboard.texts == []
        assert "No repository is known" in stage.toasts[-1]
        await stage.press("y", "f")
        assert stage.clipboard.texts == []
        assert "No PDF is known" in stage.toasts[-1]


async def test_without_a_clipboard_the_text_stands_selected(library: Library) -> None:
    async with staged(library) as stage:
        stage.clipboard.route = "manual"
        await stage.press("y", "t")
        screen = stage.app.screen
        assert isinstance(screen, CopyByHandScreen)
        assert screen.query_one("TextArea").selected_text.startswith("Sparse Ferrets")  # type: ignore[attr-defined]
        assert not any("copied to" in toast for toast in stage.toasts)
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_o_opens_the_link_in_the_browser(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("o")
        assert stage.opened[0].startswith("https://huggingface.co/papers?q=Sparse")
        assert "search" in stage.toasts[-1]
