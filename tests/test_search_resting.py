"""An index at rest: the memory of its file is given back, and it answers as before."""

import mmap
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from papershelf import Library
from papershelf.library import compiling, indexing
from papershelf.search import resting
from papershelf.search.index import Index
from papershelf.tui import starting
from tests.app_tools import staged
from tests.search_shelf import DOCUMENTS

QUERIES = ("sparse", "fine tuning", "wrods ", "漢字", '"fine tuning"', "-sparse", "m")
BUILT = Index.build(DOCUMENTS)


def _answers(index: Index) -> list[list[object]]:
    return [list(index.search(typed)) for typed in QUERIES]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved index."""
    BUILT.save(tmp_path / "search.index")
    return tmp_path / "search.index"


def _resident(path: Path) -> int:
    """Kilobytes of a file's mapping that take room in this process."""
    lines = iter(Path("/proc/self/smaps").read_text().splitlines())
    return sum(_next_size(lines) for line in lines if line.endswith(str(path)))


def _next_size(lines: Iterator[str]) -> int:
    return int(next(line for line in lines if line.startswith("Rss:")).split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of each mapping")
def test_what_was_looked_at_takes_no_room_after_a_rest(path: Path) -> None:
    loaded = Index.load(path)
    answers = _answers(loaded)
    assert _resident(path) > 0
    loaded.rest()
    assert _resident(path) == 0
    assert _answers(Index.load(path)) == answers


def test_an_index_answers_after_each_rest_as_before(path: Path) -> None:
    loaded = Index.load(path)
    for _ in range(3):
        loaded.rest()
        loaded._ranker.forget()
        assert _answers(loaded) == _answers(BUILT)


def test_an_index_rests_while_it_is_searched(path: Path) -> None:
    loaded, is_over, rests = Index.load(path), Event(), list[int]()

    def rest() -> None:
        while not is_over.is_set():
            loaded.rest()
            rests.append(1)

    thread = Thread(target=rest)
    thread.start()
    try:
        for _ in range(20):
            loaded._ranker.forget()
            assert _answers(loaded) == _answers(BUILT)
    finally:
        is_over.set()
        thread.join()
    assert rests


def test_an_index_that_is_in_no_file_has_nothing_to_give_back() -> None:
    before = _answers(BUILT)
    BUILT.rest()
    assert _answers(BUILT) == before


class Pages(mmap.mmap):
    """A mapping that writes down what it is told, and may refuse."""

    told: list[tuple[int, int, int]]
    refuses = False

    def madvise(self, option: int, start: int = 0, length: int = 0) -> None:
        """Nothing more."""
        self.told.append((option, start, length))
        if self.refuses:
            raise OSError("locked")


def _pages() -> Pages:
    pages = Pages(-1, mmap.PAGESIZE)
    pages.told = []
    return pages


def test_the_system_is_told_that_nothing_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = _pages()
    monkeypatch.setattr(resting, "_UNNEEDED", 4)
    resting.give_back(pages)
    assert pages.told == [(4, 0, 0)]


def test_a_system_that_cannot_be_told_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = _pages()
    monkeypatch.setattr(resting, "_UNNEEDED", None)
    resting.give_back(pages)
    assert pages.told == []


def test_pages_that_are_locked_into_memory_stay_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = _pages()
    pages.refuses = True
    monkeypatch.setattr(resting, "_UNNEEDED", 4)
    resting.give_back(pages)
    assert pages.told == [(4, 0, 0)]


# When


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[Index]:
    """The indexes that were told to rest, however small."""
    told: list[Index] = []

    def rest(index: Index) -> None:
        told.append(index)

    monkeypatch.setattr(Index, "rest", rest)
    monkeypatch.setattr(compiling, "_WORTH_KEEPING", 1)
    return told


def test_an_index_rests_once_when_nothing_was_asked_between_two_looks(library: Library, rests: list[Index]) -> None:
    library.rest()
    assert rests == [], "there is none"
    library.warmed(library.start_warming()())
    library.rest()
    assert rests == [], "it was opened just now"
    for _ in range(3):
        library.rest()
        assert len(rests) == 1
    keeper = library._finder.indexing
    for _ in range(5):
        keeper.ask(len)
        library.rest()
    assert len(rests) == 1, "somebody is typing"
    for _ in range(3):
        library.rest()
        assert len(rests) == 2


def test_an_index_of_which_very_much_is_asked_rests_meanwhile(
    library: Library, rests: list[Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_MANY_ASKED", 6)
    keeper = library._finder.indexing
    seen = []
    for _ in range(12):
        keeper.ask(len)
        library.rest()
        seen.append(len(rests))
    assert seen == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2]  # the opening counts as one


async def test_the_app_lets_the_index_rest(
    library: Library, rests: list[Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "REST_SECONDS", 0.02)
    async with staged(library) as stage:
        await stage.until(lambda: library.is_warm and len(rests) == 1)
        await stage.pilot.press("slash", *"sparse")
        await stage.until(lambda: len(rests) > 1)
        assert set(rests) == {library._finder.indexing.index()}
