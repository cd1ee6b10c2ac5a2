"""Saved views: what ships, what a person saves, in which order, with counts that agree with what the views find."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.errors import NothingFoundError, UsageError
from papershelf.library import Changed
from papershelf.library.viewing import canonical
from papershelf.saved import NAME_LONGEST, QUERY_LONGEST, SHIPPED
from papershelf.search import parse
from tests.app_tools import staged
from tests.conftest import FrozenClock
from tests.hostile import HOSTILE
from tests.view_tools import SHIPPED_NAMES, keys, names, view_of


def test_what_ships(library: Library) -> None:
    assert names(library) == SHIPPED_NAMES
    first = library.views()[0]
    assert (first.key, first.label, first.query, first.count) == ("all", "All", "", 8)
    assert not (library.places.data / "views.json").exists(), "looking writes nothing"
    assert {"inbox", "queued", "reading", "read", "starred", "code", "note", "skipped"} <= set(keys(library))


@pytest.mark.parametrize("query", [view.query for view in SHIPPED.values()])
def test_the_quick_count_is_what_the_language_finds(library: Library, clock: FrozenClock, query: str) -> None:
    """A shipped view is counted by a shortcut, which must mean the very same."""
    ids = [entry.paper.id for entry in library.entries()]
    library.star(ids[:3])
    library.set_note(ids[1], "x")
    for paper_id, status in zip(ids, ("queued", "read", "reading", "skipped"), strict=False):
        library.set_status([paper_id], status)
    for days in (0, 59, 60, 61):
        clock.advance(days=days)
        assert query == canonical(query), "it is kept as the language writes it"
        shown = next(view.count for view in library.views(quick=True) if view.query == query)
        assert len(library.find("", view=query).ids) == len(library.entries(query)) == shown


def test_the_forgotten_are_starred_unread_and_old(library: Library, clock: FrozenClock) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    library.star(ids[:3])
    library.set_status([ids[0]], "read")
    assert view_of(library, "Forgotten").count == 0
    clock.advance(days=60)
    assert view_of(library, "Forgotten").count == 0, "older than sixty days"
    clock.advance(minutes=1)
    assert view_of(library, "Forgotten").count == 2
    library.set_status([ids[1]], "read")
    assert view_of(library, "Forgotten").count == 1


def test_what_was_seen_more_than_once_and_has_no_note(library: Library, tmp_path: Path) -> None:
    entry = library.entries()[0]
    again = tmp_path / "again.txt"
    page = Path(__file__).parent / "data" / "small_page.txt"
    again.write_bytes(page.read_bytes())
    library.import_files([again])
    assert view_of(library, "Seen more than once").count == 0, "the same page under another name"
    again.write_text(page.read_text().replace("Mar 11", "Mar 12"))
    library.import_files([again])
    assert view_of(library, "Seen more than once").count == 8
    assert view_of(library, "No note yet").count == 8
    library.set_note(entry.paper.id, "hm")
    assert view_of(library, "No note yet").count == 7
    library.undo()
    library.undo()
    assert view_of(library, "Seen more than once").count == 0


def test_a_view_is_saved_at_the_end_with_a_live_count(library: Library) -> None:
    heard: list[Changed] = []
    library.subscribe(heard.append)
    unit = library.save_view("  My\nstars ", " is:starred   has:code ")
    assert unit is not None
    assert unit.words == "saved the view “My stars”"
    assert heard == [Changed(frozenset(), "saved the view “My stars”", marks_only=True)]
    view = view_of(library, "My stars")
    assert (view.key, view.query, view.count) == ("my-stars", "is:starred has:code", 0)
    assert names(library) == [*SHIPPED_NAMES, "My stars"]
    library.star([library.entries("has:code")[0].paper.id])
    assert view_of(library, "My stars").count == 1
    with Library.open(library.places.data) as other:
        assert view_of(other, "My stars") == view_of(library, "My stars")


def test_a_view_of_words_is_counted_and_narrows_a_search(library: Library) -> None:
    library.save_view("Ferrets", "sparse ferets")
    view = view_of(library, "Ferrets")
    assert view.query == "sparse ferets"
    inside = library.find("", view=view.query)
    assert inside.ids == library.find(view.query).ids
    assert len(inside.ids) == view.count
    assert view.count
    for text in ("", "has:code", "-has:code"):
        assert set(library.find(text, view=view.query).ids) == set(library.find(text).ids) & set(inside.ids)
    for text in ("a", "pasta", "-has:code model", "-ferrets"):
        assert set(library.find(text, view=view.query).ids) <= set(inside.ids)
    starred = inside.ids[0]
    library.star([starred])
    assert library.find("is:starred", view=view.query).ids == (starred,)
    assert library.find("ferrets", view="is:starred").ids == (starred,)


def test_the_divider_follows_what_is_left_of_a_view_of_words(library: Library) -> None:
    wide = library.find("", view="a spase")
    assert wide.divider is None or wide.divider < len(wide.ids)
    for paper_id in wide.ids:
        library.star([paper_id])
        one = library.find("is:starred", view="a spase")
        assert one.ids == (paper_id,)
        assert one.divider == (0 if wide.divider is not None and paper_id in wide.ids[wide.divider :] else None)
        library.unstar([paper_id])


def test_quick_counts_leave_out_what_needs_a_search(library: Library) -> None:
    library.save_view("Words", "ferrets")
    library.save_view("Clauses", "has:link")
    library.save_view("Known", "is:starred")
    quick = {view.label: view.count for view in library.views(quick=True)}
    assert (quick["Words"], quick["Clauses"], quick["Known"], quick["Inbox"]) == (None, None, 0, 8)
    assert all(view.count is not None for view in library.views())


def test_the_quick_look_loads_no_search_room(folder: Path) -> None:
    with Library.open(folder) as library:
        library.save_view("Words", "ferrets tag:x")
    code = (
        "import sys; from papershelf import Library\n"
        f"library = Library.open({str(folder)!r})\n"
        "assert library.views(quick=True)[-1].label == 'Words', library.views(quick=True)\n"
        "print([name for name in sys.modules if name.startswith('papershelf.search')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_references(library: Library) -> None:
    library.save_view("Sparse things", "sparse")
    for reference, key in (
        ("inbox", "inbox"),
        ("QUEUE", "queued"),
        ("queued", "queued"),
        ("all", "all"),
        (" sparse ", "sparse-things"),
        ("Sparse THINGS", "sparse-things"),
        ("Read", "read"),
        ("forg", "forgotten"),
        ("tag:nlp/rag", "tag:nlp/rag"),
        ("source:small_page.txt", "source:small_page.txt"),
    ):
        assert library.find_view(reference).key == key
    assert library.find_view("tag:two words").query == 'tag:"two words"'
    for reference in ("nothing", "", "tag:", "x\x1b[31m"):
        with pytest.raises(NothingFoundError):
            library.find_view(reference)
    with pytest.raises(UsageError, match=r"2 views: “Has code” \(code\), “Has note” \(note\)"):
        library.find_view("has")
    library.rename_view("inbox", "Post")
    library.save_view("Inbox", "has:code")
    with pytest.raises(UsageError, match=r"“Post” \(inbox\), “Inbox” \(inbox-2\)"):
        library.find_view("inbox")
    assert library.find_view("inbox-2").label == "Inbox"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_queries(folder: Path, text: str) -> None:
    with Library.open(folder) as library:
        try:
            library.save_view(text[: NAME_LONGEST // 2], text[: QUERY_LONGEST // 2])
        except UsageError:
            assert names(library) == SHIPPED_NAMES
            return
        saved = library.views()[-1]
        assert saved.label.isprintable() or "\u200d" in saved.label or "\u200c" in saved.label
        assert parse(saved.query)
        assert library.find("", view=saved.query).ids == ()
        with Library.open(folder) as other:
            assert other.views() == library.views()


def test_huge_names_and_queries_are_refused_quickly(library: Library) -> None:
    for huge in ("(" * 200_000, "-" * 200_000, '"' * 200_000, "a " * 100_000, "\u202e" * 200_000 + "x" * 99_999):
        with pytest.raises(UsageError):
            library.save_view("New", huge)
        with pytest.raises(UsageError):
            library.save_view(huge, "is:read")


def test_other_processes_views_are_heard_of(library: Library) -> None:
    heard: list[Changed] = []
    library.subscribe(heard.append)
    assert names(library) == SHIPPED_NAMES
    with Library.open(library.places.data) as other:
        other.save_view("Theirs", "has:link")
    library.save_view("Mine", "has:code is:read")
    assert library.refresh() is True
    assert [(sorted(change.ids), change.outside) for change in heard] == [([], False), ([], True)]
    assert names(library)[-2:] == ["Theirs", "Mine"]
    with Library.open(library.places.data) as other, pytest.raises(UsageError):
        other.save_view("mine", "has:link")
    assert library.refresh() is False


async def test_the_screen_shows_saved_views_and_their_counts(library: Library) -> None:
    library.save_view("Ferrets", "ferrets")
    count = view_of(library, "Ferrets").count
    async with staged(library) as stage:
        await stage.until(lambda: library.is_warm)
        shown = {item.label: item.count for item in stage.main.browsing.sidebar()}
        assert shown["Ferrets"] == count == 1
        stage.main.show_view("ferrets")
        await stage.rest()
        assert len(stage.papers.ids) == count
        library.delete_view("ferrets")
        await stage.rest()
        assert len(stage.papers.ids) == 8, "a view that is gone shows all papers"
        assert stage.main.browsing.view_key == "all"
        await stage.press("u")
        assert "Ferrets" in {item.label for item in stage.main.browsing.sidebar()}


def test_time_passes_for_the_views_too(library: Library, clock: FrozenClock) -> None:
    library.star([library.entries()[0].paper.id])
    clock.now += timedelta(days=400)
    assert view_of(library, "Forgotten").count == 1
    clock.now -= timedelta(days=800)
    assert view_of(library, "Forgotten").count == 0
