"""What was searched for: the last first, the likeliest first, shared by processes, whatever becomes of the file."""

import json
import multiprocessing
import stat
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from papershelf import Library
from papershelf.errors import DataError
from papershelf.library.searches import KEPT, LONGEST, Searches
from tests.conftest import FrozenClock
from tests.hostile import HOSTILE


@pytest.fixture
def searches(folder: Path, clock: FrozenClock) -> Searches:
    """Nothing searched for yet."""
    return Searches(folder, clock)


def test_nothing_is_written_by_looking(searches: Searches, folder: Path) -> None:
    assert searches.recent() == searches.best("a") == []
    assert not folder.exists()


def test_the_last_comes_first_and_each_once(searches: Searches, folder: Path, clock: FrozenClock) -> None:
    for text in ("lora", "  sparse \n ferrets ", "is:starred lora", "LoRA"):
        searches.remember(text)
    assert searches.recent() == ["LoRA", "is:starred lora", "sparse ferrets"]
    assert Searches(folder, clock).recent() == searches.recent()
    assert stat.S_IMODE((folder / "searches.json").stat().st_mode) == 0o600
    assert not [path for path in folder.iterdir() if path.suffix == ".new"]


@pytest.mark.parametrize("text", ["", " ", "x", " x ", "- .", "\x1b\u202e", "x" * (LONGEST + 1), "word " * 40_000])
def test_what_is_not_worth_it(searches: Searches, folder: Path, text: str) -> None:
    searches.remember(text)
    assert searches.recent() == []
    assert not folder.exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_safe_line(searches: Searches, folder: Path, clock: FrozenClock, text: str) -> None:
    searches.remember("before")
    searches.remember(text)
    again = Searches(folder, clock)
    assert again.recent() == searches.recent()
    assert all(len(found) <= LONGEST and "\x1b" not in found and "\n" not in found for found in again.recent())
    assert again.recent()[-1] == "before"
    searches.best(text)
    searches.forget(text)
    assert searches.recent() == ["before"]


def test_often_and_lately_is_likely(searches: Searches, clock: FrozenClock) -> None:
    for _ in range(3):
        searches.remember("often")
    clock.advance(days=14)
    searches.remember("once")
    assert searches.best() == ["often", "once"], "three times half is more than one"
    clock.advance(days=14)
    searches.remember("once")
    assert searches.best() == ["once", "often"], "three quarters are less"
    clock.now -= clock.now - clock.now.replace(year=2020)
    assert searches.best() == ["often", "once"], "a clock put back makes nothing endless"


def test_no_habit_hides_a_literal_match(searches: Searches, clock: FrozenClock) -> None:
    searches.remember("spa")
    searches.remember("sparse ferrets")
    clock.advance(days=400)
    for _ in range(50):
        searches.remember("counting sparse sheep")
        searches.remember("unsparse")
        searches.remember("naïve spatial attention")
        searches.remember("tag:spam")
        searches.remember("lora")
    assert searches.best("spa")[:2] == ["spa", "sparse ferrets"]
    assert set(searches.best("spa")[2:5]) == {"counting sparse sheep", "naïve spatial attention", "tag:spam"}
    assert searches.best("spa")[5:] == ["unsparse"]
    assert searches.best("NAI") == ["naïve spatial attention"]
    assert searches.best("(") == []
    assert searches.best("x" * 100_000) == []


@settings(max_examples=30, deadline=None)
@given(
    some.lists(some.sampled_from(["aa", "ab", "abc", "b a", "ba", "a b c", "cab"]), max_size=12),
    some.text("abc", max_size=3),
)
def test_beginnings_come_before_everything_else(
    tmp_path_factory: pytest.TempPathFactory, made: list[str], typed: str
) -> None:
    searches = Searches(tmp_path_factory.mktemp("s"), FrozenClock())
    for text in made:
        searches.remember(text)
    best = searches.best(typed)
    assert len(best) == len(set(best))
    assert set(best) == {text for text in made if typed in text}
    begins = [text.startswith(typed) for text in best]
    assert begins == sorted(begins, reverse=True)
    assert list(dict.fromkeys(reversed(made))) == searches.recent()


def test_forgetting_one_and_all(searches: Searches, folder: Path) -> None:
    for text in ("one two", "IS:starred", "three"):
        searches.remember(text)
    searches.forget("One  Two ")
    searches.forget("is:STARRED")
    searches.forget("never")
    assert searches.recent() == ["three"]
    (folder / "searches.json.damaged").write_text("secret")
    searches.clear()
    assert searches.recent() == []
    assert not [path.name for path in folder.iterdir() if path.name.startswith("searches.json")]


def test_two_hundred_are_kept(searches: Searches) -> None:
    for number in range(KEPT + 10):
        searches.remember(f"search {number}")
    recent = searches.recent()
    assert (len(recent), recent[0], recent[-1]) == (KEPT, f"search {KEPT + 9}", "search 10")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"schema": 1}', b'{"schema": "1", "searches": []}', b'{"searches": {}}'],
)
def test_a_damaged_file_is_set_aside(searches: Searches, folder: Path, content: bytes) -> None:
    searches.remember("lost")
    path = folder / "searches.json"
    path.write_bytes(content)
    assert searches.recent() == []
    assert path.read_bytes() == content, "looking changes nothing"
    searches.remember("fresh")
    assert searches.recent() == ["fresh"]
    assert (folder / "searches.json.damaged").read_bytes() == content
    assert json.loads(path.read_bytes())["searches"][0]["text"] == "fresh"


def test_what_is_whole_in_a_damaged_file_stays(searches: Searches, folder: Path) -> None:
    good = {"text": "good", "last": "2026-01-01T00:00:00Z", "count": 3}
    bad = [
        5,
        {"text": "x"},
        {**good, "text": "a\nb"},
        {**good, "text": "x" * 501},
        {**good, "last": "yesterday"},
        {**good, "last": "0001-01-01T00:00:00+14:00"},
        {**good, "count": True},
        {**good, "count": 0},
    ]
    huge = {"text": "huge", "last": "9999-12-31T23:59:59Z", "count": 10**18}
    folder.mkdir()
    (folder / "searches.json").write_text(json.dumps({"schema": 1, "searches": [good, *bad, huge]}))
    assert searches.recent() == ["good", "huge"]
    assert searches.best() == ["huge", "good"]
    searches.remember("new")
    assert searches.recent() == ["new", "good", "huge"]
    assert (folder / "searches.json.damaged").exists()


def test_a_newer_file_is_not_touched(searches: Searches, folder: Path) -> None:
    folder.mkdir()
    path = folder / "searches.json"
    path.write_text('{"schema": 2, "searches": []}')
    for deed in (searches.recent, searches.best, lambda: searches.remember("new"), lambda: searches.forget("new")):
        with pytest.raises(DataError, match="newer papershelf"):
            deed()
    assert path.read_text() == '{"schema": 2, "searches": []}'


def test_what_cannot_be_written_is_said(searches: Searches, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searches.remember("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("papershelf.store.disk.write_all", full)
        with pytest.raises(DataError, match=r"searches\.json cannot be written: the disk is full"):
            searches.remember("lost")
    assert searches.recent() == ["before"]
    assert not [path for path in folder.iterdir() if path.suffix == ".new"]
    (folder / "searches.json").unlink()
    (folder / "searches.json").mkdir()
    with pytest.raises(DataError, match="folder"):
        searches.recent()


def _search_on(folder: str, number: int) -> None:
    searches = Searches(Path(folder))
    for turn in range(15):
        searches.remember(f"mine {number}-{turn}")
        searches.remember("everybody's")


def test_several_processes_lose_no_search(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_search_on, args=(str(folder), number)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert len(Searches(folder).recent()) == 46
    rows = json.loads((folder / "searches.json").read_bytes())["searches"]
    assert next(row["count"] for row in rows if row["text"] == "everybody's") == 45


def test_another_process_is_seen_at_once(searches: Searches, folder: Path, clock: FrozenClock) -> None:
    other = Searches(folder, clock)
    searches.remember("mine")
    assert other.recent() == ["mine"]
    other.remember("theirs")
    assert searches.recent() == ["theirs", "mine"]
    other.clear()
    assert searches.recent() == []


def test_the_library_has_them_and_they_are_no_change(library: Library) -> None:
    before = len(library.history())
    library.searches.remember("pasta ")
    with Library.open(library.places.data) as other:
        assert other.searches.recent() == ["pasta"]
    assert len(library.history()) == before
    assert library.refresh() is False


def test_looking_for_the_likeliest_is_quick(searches: Searches) -> None:
    searches.remember("first")
    rows = [
        {"text": f"{number} " + "ü " * 244 + "ü", "last": "2026-01-01T00:00:00Z", "count": 1} for number in range(KEPT)
    ]
    searches._path.write_text(json.dumps({"schema": 1, "searches": rows}))
    searches.recent()
    began = time.perf_counter()
    assert len(searches.best("ü ü ü")) == KEPT
    assert time.perf_counter() - began < 1
