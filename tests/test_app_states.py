"""Odd states on the screen: nothing found, not ready yet, another order, the selection asked for."""

import pytest

from papershelf import Library
from papershelf.errors import DataError
from papershelf.store import Finding
from papershelf.tui import browsing as browsing_module
from papershelf.tui import searching
from papershelf.tui.starting import Starting
from tests.app_tools import Stage, staged


async def search(stage: Stage, text: str) -> None:
    """Type a query."""
    await stage.press("slash")
    await stage.type(text)


def head(stage: Stage) -> str:
    """What the head line says."""
    return "".join(stage.main.browsing.head())


async def test_nothing_found_shows_what_would_be_with_a_word_less(library: Library) -> None:
    async with staged(library) as stage:
        await search(stage, "pasta eigenfunctor")
        assert stage.title.startswith("GraphPasta")
        assert stage.papers.divider_texts[0] == (
            "Nothing has all of “pasta eigenfunctor”. Without “eigenfunctor”: 1 paper"
        )
        assert stage.papers.lines.divider == 0
        assert "0 of 8" in head(stage)
        row = stage.main.browsing.row(stage.papers.ids[0])
        assert [row.title[a:b].lower() for a, b in row.spans] == ["pasta"]
        await stage.press("enter", "s")
        assert library.entries("is:starred")[0].paper.title.startswith("GraphPasta"), "real rows: they can be marked"
        await stage.press("enter", "escape")
        assert stage.title.startswith("GraphPasta")


async def test_in_a_big_library_that_waits_for_a_pause(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing_module, "RELAXED_AT_ONCE", 3)
    monkeypatch.setattr(searching, "PAUSE_SECONDS", 3.0)  # longer than any machine takes to type on
    async with staged(library) as stage:
        await search(stage, "pasta eigenfunctor")
        assert not stage.main.browsing.relaxed
        assert not stage.papers.ids
        assert stage.detail.view is None
        await stage.until(lambda: bool(stage.papers.ids))
        assert stage.title.startswith("GraphPasta")
        assert stage.detail.view is not None


async def test_where_nothing_helps_it_says_what_was_searched_and_where(library: Library) -> None:
    async with staged(library) as stage:
        await search(stage, "xyzzyplugh")
        assert not stage.papers.ids
        assert "“xyzzyplugh” in All" in stage.papers.empty_text
        assert "titles, abstracts, authors, tags and notes of 8 papers" in stage.papers.empty_text
        assert stage.detail.view is None, "no stale paper"


async def test_what_the_view_hides_is_counted(library: Library) -> None:
    async with staged(library) as stage:
        stage.main.show_view("starred")
        await search(stage, "pasta")
        assert not stage.papers.ids
        assert "In all papers: 1" in stage.papers.empty_text
        assert stage.detail.view is None
        await stage.press("escape", "0")
        assert stage.title.startswith("GraphPasta"), "the query stays"


async def test_a_query_typed_before_the_index_is_there_waits_for_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Starting, "warm", lambda _self: None)
    async with staged(library) as stage:
        await search(stage, "pasta")
        assert not library.is_warm, "nothing built it on the screen's thread"
        assert len(stage.papers.ids) == 8, "the papers stay listed"
        assert "Getting ready to search" in head(stage)
        await stage.press("enter", "R")
        assert stage.app.screen is stage.main
        stage.app.starting.warmed(library.start_warming()())
        await stage.rest()
        assert stage.title.startswith("GraphPasta")
        assert len(stage.papers.ids) == 1
        assert "1 of 8" in head(stage)


async def test_a_view_of_words_waits_too(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.save_view("Pasta", "pasta")
    monkeypatch.setattr(Starting, "warm", lambda _self: None)
    async with staged(library) as stage:
        key = stage.main.browsing.saved[-1].key
        stage.main.show_view(key)
        await stage.rest()
        assert not library.is_warm
        assert "Getting ready" in head(stage)
        await stage.press("0")
        assert "8 of 8" in head(stage)
        stage.main.show_view(key)
        stage.app.starting.warmed(library.start_warming()())
        await stage.rest()
        assert len(stage.papers.ids) == 1


async def test_the_head_says_the_order(library: Library) -> None:
    library.save_view("By title", "is:inbox sort:title")
    async with staged(library) as stage:
        await search(stage, "models sort:-title")
        assert "by title, turned round" in head(stage)
        titles = [entry.paper.title.casefold() for entry in map(library.entry, stage.papers.ids) if entry]
        assert titles == sorted(titles, reverse=True)
        assert stage.papers.lines.divider is None
        await stage.press("escape", "escape")
        stage.main.show_view(stage.main.browsing.saved[-1].key)
        await stage.rest()
        assert "by title" in head(stage)
        assert "turned" not in head(stage)


async def test_the_selection_can_be_asked_for(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space", "space")
        chosen = set(stage.papers.selected)
        await search(stage, "is:selected")
        assert set(stage.papers.ids) == chosen
        assert len(chosen) == 2
        await stage.press("enter", "space")
        assert len(stage.papers.ids) == 1, "what is given up goes"


@pytest.mark.parametrize(
    ("typed", "badge"),
    [("pasta", "title"), ("nlp/quokka", "tag"), ("wombat", "note")],
)
async def test_each_row_says_where_it_matched(library: Library, typed: str, badge: str) -> None:
    one = library.entries("pasta")[0].paper.id
    library.tag([one], add=["nlp/quokka"])
    library.set_note(one, "It begins well.\nThe wombat is missing from it.")
    async with staged(library) as stage:
        await search(stage, typed)
        row = stage.main.browsing.row(one)
        assert row.badge == badge
        assert (row.snippet == "") == (badge == "title")
        if badge != "title":
            assert [row.snippet[a:b] for a, b in row.snippet_spans]


async def test_an_author_is_shown_as_one(library: Library) -> None:
    with library._store.transaction("gave it authors") as edits:
        from dataclasses import replace

        paper = library.entries()[0].paper
        edits.put_paper(replace(paper, authors=("Jane Doe", "Zebulon Quuxly")))
    async with staged(library) as stage:
        await search(stage, "author:quuxly")
        row = stage.main.browsing.row(stage.papers.ids[0])
        assert row.badge == "author"
        assert [row.snippet[a:b] for a, b in row.snippet_spans] == ["Quuxly"]


async def test_damage_is_said_at_the_start_and_where_to_learn_more(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Finding("shelf.json", "[b] a mark could not be read and is set aside")]
    monkeypatch.setattr(Library, "findings", found)
    async with staged(library) as stage:
        assert stage.toasts[0].startswith("shelf.json: [b] a mark")
        assert stage.toasts[0].endswith("papershelf doctor says more.")


async def test_a_look_that_fails_is_said_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> bool:
        raise DataError("a newer version wrote shelf.json.")

    async with staged(library) as stage:
        with monkeypatch.context() as patch:
            patch.setattr(library, "refresh", refuse)
            stage.app.take_in_changes()
            stage.app.clear_notifications()
            stage.app.take_in_changes()
            assert not stage.toasts
        stage.app.take_in_changes()
        await stage.press("s")
        assert "Starred" in stage.toasts[-1]
