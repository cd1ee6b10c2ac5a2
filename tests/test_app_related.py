"""Related papers: a list with the shared terms, and the way to one of them."""

import pytest

from papershelf import Library
from papershelf.library import Related
from papershelf.tui.screens.related import RelatedScreen
from tests.app_tools import staged


def relate(self: Library, paper_id: str, limit: int = 10) -> list[Related]:
    """Every other paper, the last first."""
    others = [entry for entry in self.entries() if entry.paper.id != paper_id]
    return [Related(entry.paper, entry.mark, 0.5, ("sparse", "[b]")) for entry in reversed(others)][:limit]


async def test_a_related_paper_is_gone_to(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "related", relate)
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
    monkeypatch.setattr(Library, "related", relate)
    async with staged(library) as stage:
        await stage.press("1", "slash")
        await stage.type("pasta")
        await stage.press("enter", "R", "enter")
        assert stage.title == library.entries()[-1].paper.title
        assert stage.main.browsing.view_key == "all"
        assert stage.main.search_bar.value == ""
        assert stage.papers.has_focus


async def test_without_related_papers_it_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "related", lambda *_, **__: [])
    async with staged(library) as stage:
        await stage.press("R")
        assert "Nothing related" in stage.toasts[-1]
        stage.main.show_view("queued")
        await stage.press("R")
        assert stage.app.screen is stage.main


async def test_the_librarys_own_related_papers_share_terms(library: Library) -> None:
    async with staged(library) as stage:
        await stage.until(lambda: library.is_warm)
        related = {entry.paper.id: library.related(entry.paper.id) for entry in library.entries()}
        chosen = next(paper_id for paper_id, found in related.items() if found)
        stage.papers.move_to(chosen)
        await stage.press("R")
        listed = "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())
        assert related[chosen][0].shared[0] in listed
