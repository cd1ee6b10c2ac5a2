"""Related papers: a list with the shared terms, and the way to one of them."""

from typing import Any, NamedTuple

import pytest

from papershelf import Library
from papershelf.marks import Mark
from papershelf.paper import Paper
from papershelf.tui.screens.related import RelatedScreen
from tests.app_tools import staged


class FakeRelated(NamedTuple):
    """As the library hands it out."""

    paper: Paper
    mark: Mark
    score: float
    shared: tuple[str, ...]


def relate(self: Library, paper_id: str, limit: int = 10) -> list[Any]:
    """Every other paper, the last first."""
    others = [entry for entry in self.entries() if entry.paper.id != paper_id]
    return [FakeRelated(entry.paper, entry.mark, 0.5, ("sparse", "[b]")) for entry in reversed(others)][:limit]


async def test_a_related_paper_is_gone_to(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "related", relate, raising=False)
    last = library.entries()[-1].paper
    async with staged(library) as stage:
        await stage.press("R")
        assert isinstance(stage.app.screen, RelatedScreen)
        listed = "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())
        assert last.title[:20] in listed
        assert "sparse · [b]" in listed
        await stage.press("enter")
        assert len(stage.app.screen_stack) == 1
        assert stage.title == last.title
        await stage.press("R", "j", "k", "escape")
        assert stage.title == last.title


async def test_one_that_is_not_listed_is_gone_to_in_all(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "related", relate, raising=False)
    async with staged(library) as stage:
        await stage.press("1", "slash")
        await stage.type("pasta")
        await stage.press("enter", "R", "enter")
        assert stage.title == library.entries()[-1].paper.title
        assert stage.main.browsing.view_key == "all"
        assert stage.main.search_bar.value == ""
        assert stage.papers.has_focus


async def test_without_related_papers_it_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "related", lambda *_, **__: [], raising=False)
    async with staged(library) as stage:
        await stage.press("R")
        assert "Nothing related" in stage.toasts[-1]
        stage.main.show_view("queued")
        await stage.press("R")
        assert stage.app.screen is stage.main
