"""The order in which papers came: one that was away comes back to its place, in memory, on disk, everywhere."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from papershelf import Library
from papershelf.paper import Listing, Paper
from papershelf.store import Store
from papershelf.store.arriving import arranged
from tests.conftest import FrozenClock
from tests.store_things import a_paper, put
from tests.test_trashing import ids_of


def came(key: str, day: int, page: str = "page", position: int = 1) -> Paper:
    """A paper that came on a day, at a place of a page."""
    at = f"2026-01-{day:02}T00:00:00Z"
    return replace(a_paper(key), added_at=at, sources=(Listing(page, position, at),))


@pytest.mark.parametrize("chosen", [[0], [7], [3], [2, 3], [6, 1, 4], list(range(8))])
def test_undo_of_a_deletion_brings_papers_back_to_their_places(
    library: Library, folder: Path, chosen: list[int]
) -> None:
    before = ids_of(library)
    library.delete([before[place] for place in chosen])
    library.undo()
    assert ids_of(library) == before
    with Library.open(folder) as again:
        assert ids_of(again) == before
    library.redo()
    library.undo()
    assert ids_of(library) == before


def test_what_is_restored_from_the_trash_stands_where_it_stood(library: Library, folder: Path) -> None:
    before = ids_of(library)
    with Library.open(folder) as other:
        assert ids_of(other) == before
        library.delete([before[2]])
        library.delete([before[5], before[0]])
        other.refresh()
        library.restore([before[5], before[2]])
        assert ids_of(library) == [key for key in before if key != before[0]]
        other.restore([before[0]])
        library.refresh()
        assert ids_of(library) == ids_of(other) == before
    with Library.open(folder) as again:
        assert ids_of(again) == before


def test_a_file_that_is_put_in_order_only_later_is_in_order_then(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.store.recordfile.SMALL", 0)  # the file may stay behind the history
    papers = [came(key, day, position=day) for day, key in enumerate("abcdef", 1)]
    with Store.open(folder) as store:
        put(store, *papers)
        with store.transaction("away") as edits:
            edits.remove_paper("c")
        put(store, papers[2])
        assert store.files["papers"].lags
        assert list(store.papers) == list("abcdef")
        with Store.open(folder) as other:
            assert list(other.papers) == list("abcdef")
        put(store, came("g", 9))
    with Store.open(folder) as again:
        assert list(again.papers) == list("abcdefg")


def test_an_import_comes_last_whatever_is_on_it(library: Library, clock: FrozenClock) -> None:
    before = ids_of(library)
    clock.advance(days=1)
    with library._store.transaction("import") as edits:
        for key in ("z", "y"):
            edits.put_paper(replace(a_paper(key), added_at="2030-01-01T00:00:00Z"))
    assert ids_of(library) == [*before, "z", "y"]


def test_a_paper_goes_between_its_neighbours_of_the_page_else_behind_what_came_before() -> None:
    first = [came("a", 1, "p", 1), came("b", 1, "p", 4), came("c", 1, "q", 1), came("d", 3, "r", 1)]

    def place(paper: Paper) -> str:
        papers = {each.id: each for each in (*first, paper)}
        return "".join(arranged(papers, {paper.id}) or papers)

    assert place(came("x", 1, "p", 2)) == "axbcd"
    assert place(came("x", 1, "p", 9)) == "abxcd"
    assert place(came("x", 1, "other", 1)) == "abcxd"
    assert place(came("x", 2)) == "abcxd"
    assert place(came("x", 4)) == "abcdx"
    assert place(replace(came("x", 1), added_at="")) == "abcdx"
    assert place(replace(came("x", 1), sources=())) == "abcxd"


@settings(max_examples=60, deadline=None)
@given(
    some.lists(
        some.tuples(some.integers(1, 4), some.sampled_from("pq"), some.integers(1, 9)), max_size=12, unique=True
    ),
    some.randoms(use_true_random=False),
)
def test_whatever_was_away_comes_back_to_its_place(seen: list[tuple[int, str, int]], chance: object) -> None:
    papers = {f"k{number}": came(f"k{number}", *each) for number, each in enumerate(sorted(seen))}
    away = [key for key in papers if chance.random() < 0.5]  # type: ignore[attr-defined]
    chance.shuffle(away)  # type: ignore[attr-defined]
    now = {key: paper for key, paper in papers.items() if key not in away}
    for key in away:
        now[key] = papers[key]
        now = {each: now[each] for each in arranged(now, {key}) or now}
    assert sorted(now) == sorted(papers)
    days = [paper.added_at for paper in now.values()]
    assert days == sorted(days)
    for page in "pq":
        for day in set(days):
            places = [
                paper.sources[0].position
                for paper in now.values()
                if paper.added_at == day and paper.sources[0].file == page
            ]
            assert places == sorted(places)


def test_many_that_come_back_at_once_take_no_square_of_time() -> None:
    papers = {f"k{number}": came(f"k{number}", 1, f"p{number // 20_000}", number) for number in range(40_000)}
    away = dict.fromkeys(list(papers)[::2])
    now = {key: paper for key, paper in papers.items() if key not in away} | {key: papers[key] for key in away}
    start = time.perf_counter()
    assert arranged(now, away) == list(papers)
    assert time.perf_counter() - start < 3  # 0.1 s on an idle machine
