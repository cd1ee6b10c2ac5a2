"""A large file that follows the history later: everybody sees what is acknowledged, closing writes it."""

from pathlib import Path

import orjson
import pytest

from papershelf.store import Store, recordfile
from papershelf.store.recovery import MOST_BEHIND
from tests.store_things import a_mark, a_paper, put, reopened, state


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that none is replaced at every change."""
    monkeypatch.setattr(recordfile, "SMALL", 0)


def _on_file(folder: Path) -> dict[str, object]:
    found: dict[str, object] = orjson.loads((folder / "shelf.json").read_bytes())["marks"]
    return found


def test_a_change_is_in_the_history_and_the_file_follows_at_the_end(tmp_path: Path) -> None:
    """Until then another process that opens the folder reads it from the history."""
    store = Store.open(tmp_path)
    put(store, a_paper("a"), a_mark("a", rating=1))
    put(store, a_mark("a", rating=2))
    assert store.is_behind
    assert _on_file(tmp_path)["a"] == {"rating": 1, "changed": {"rating": "2024-05-01T12:00:00+00:00"}}
    assert reopened(tmp_path) == state(store)
    store.close()
    assert _on_file(tmp_path)["a"] == {"rating": 2, "changed": {"rating": "2024-05-01T12:00:00+00:00"}}


def test_an_open_store_follows_another_that_is_behind(tmp_path: Path) -> None:
    """Only the history grows, and that is enough; it then writes what both changed."""
    one = Store.open(tmp_path)
    put(one, a_paper("a"), a_mark("a", rating=1))
    two = Store.open(tmp_path)
    assert set(two.marks) == {"a"}
    put(one, a_mark("b", starred=True))
    assert two.refresh().papers == {"b"}
    assert state(two) == state(one)
    put(two, a_mark("c", starred=True))
    two.close()
    assert set(_on_file(tmp_path)) == {"a", "b", "c"}
    assert one.refresh().papers == {"c"}
    assert one.catch_up()
    assert state(one) == reopened(tmp_path)


def test_the_file_is_never_far_behind(tmp_path: Path) -> None:
    """After so many records it is written in the midst of the work."""
    store = Store.open(tmp_path)
    put(store, a_mark("a", rating=1))
    for number in range(MOST_BEHIND):
        put(store, a_mark(f"m{number}", starred=True))
    assert len(_on_file(tmp_path)) == 1
    put(store, a_mark("one more", starred=True))
    assert len(_on_file(tmp_path)) == MOST_BEHIND + 2
    assert not store.is_behind


def test_who_cannot_catch_up_loses_nothing(tmp_path: Path) -> None:
    """Another process is writing: the file is left to it, and the history has all."""
    store = Store.open(tmp_path)
    put(store, a_mark("a", rating=1))
    put(store, a_mark("b", rating=1))
    other = Store.open(tmp_path)
    with other.transaction("keeps the lock"):
        assert store.catch_up() is False
    assert store.catch_up() is True
    assert set(reopened(tmp_path)[1]) == {"a", "b"}


@pytest.mark.parametrize("spoilt", ["its head", "its unit in the history"])
def test_nobody_knows_how_far_the_file_is(tmp_path: Path, spoilt: str) -> None:
    """What the history alone holds is seen though the file cannot say, or the history not find, since when."""
    store = Store.open(tmp_path)
    put(store, a_paper("a"), a_mark("a", rating=1))
    for rating in (2, 3, 4):
        put(store, a_mark("a", rating=rating))
    put(store, a_mark("b", starred=True))
    name, old, new = {
        "its head": ("shelf.json", b'"unit":', b'"unit";'),
        "its unit in the history": ("history.jsonl", b'"kind":"do"', b'"kind";"do"'),
    }[spoilt]
    path = tmp_path / name
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert reopened(tmp_path)[1] == state(store)[1]
