"""The columns of a library are kept and followed rightly at the edges: many changes, many answers, other versions."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.library.columns import columns, head, judging, marked, opening
from papershelf.store import Store
from tests.column_things import EVERY_CLAUSE
from tests.conftest import PAGE, FrozenClock
from tests.store_things import packs
from tests.test_columns_library import _large, answers, by_hand, replaced

__all__ = ["_large"]  # a few papers are many here too
pytestmark = packs


@pytest.fixture
def shelf(folder: Path, clock: FrozenClock) -> Iterator[Library]:
    """A library that answers by columns."""
    with Library.open(folder, clock=clock) as opened:
        opened.import_files([PAGE])
        assert opened._finder.columns.board() is not None
        yield opened


def test_who_paints_does_not_wait_for_very_many_new_papers(
    shelf: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = shelf._finder.columns
    kept.start()()
    before = kept._path.read_bytes()
    monkeypatch.setattr(columns, "_MANY", 1)
    monkeypatch.setattr(opening, "_FEW", 1)
    with kept._making:  # so that nothing can be made before it was looked at
        replaced(shelf, tmp_path)
        (thread,) = (each for each in threading.enumerate() if each.name == "columns")
        assert kept._path.read_bytes() == before
        assert answers(shelf) == by_hand(shelf), "what is there answers meanwhile"
    thread.join(10)
    assert not thread.is_alive()
    assert kept._path.read_bytes() != before
    assert answers(shelf) == by_hand(shelf)


@pytest.mark.parametrize("reason", ["nobody waits", "few changed"])
def test_nothing_is_compiled_anew_where(
    shelf: Library, reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = shelf._finder.columns
    if reason == "nobody waits":
        monkeypatch.setattr(columns, "_MANY", 1)
        assert not kept._is_followed
    else:
        kept.start()()
    made: list[object] = []
    monkeypatch.setattr(kept, "_make", made.append)
    replaced(shelf, tmp_path)
    assert not [each for each in threading.enumerate() if each.name == "columns"]
    assert made == []


def test_papers_that_leave_their_file_while_columns_are_made(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    right, kept = answers(shelf), shelf._finder.columns
    at_once = shelf._store.papers_at_once
    kept._compiled = None
    with monkeypatch.context() as patch:
        patch.setattr(Store, "papers_at_once", property(lambda _: (at_once[0], None)))
        assert kept._make() is False
        assert not kept.is_ready
        assert kept.board() is None
        assert answers(shelf) == right
    assert kept._make() is True
    with monkeypatch.context() as patch:
        patch.setattr(Store, "papers_at_once", property(lambda _: (at_once[0], None)))
        assert kept.board() is None, "they are there, and of no use"
        assert answers(shelf) == right
    assert kept.board() is not None
    assert answers(shelf) == right


def test_very_many_marks_at_once(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked, "_ONE_BY_ONE", 3)
    ids = shelf.find("").ids
    assert len(shelf.find("-is:starred").ids) == len(ids)
    board = shelf._finder.columns.board()
    assert board is not None
    for count, is_kept in ((2, True), (7, False)):
        assert shelf.find("is:starred") is not None
        answered = dict(board._marked._answers)
        assert answered
        shelf.star(ids[:count]) if count == 2 else shelf.set_status(ids[:count], "queued")
        assert shelf._finder.columns.board() is board
        assert bool(board._marked._answers) is is_kept
        assert shelf.find("is:starred").ids == ids[:2]
        assert answers(shelf) == by_hand(shelf)


def test_only_so_many_answers_are_kept(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_MOST_KEPT", 2)
    monkeypatch.setattr(marked, "_MOST_KEPT", 2)
    shelf.star(shelf.find("").ids[:3])
    board = shelf._finder.columns.board()
    assert board is not None
    for _ in range(2):
        assert answers(shelf) == by_hand(shelf)
        assert len(board._judge._answers) == 2
        assert len(board._marked._answers) == 2


def test_more_questions_than_answers_are_kept(shelf: Library) -> None:
    texts = [f"{'-' if each.negated else ''}{each.name}:{each.value}" for each in EVERY_CLAUSE]
    texts += [f"published:>{year}" for year in range(1950, 2026)] + [f"rating:{n}" for n in range(1, 6)]
    found = {text: shelf.find(text).ids for text in texts}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns.Columns, "_wanted", None)
        assert {text: shelf.find(text).ids for text in texts} == found
    board = shelf._finder.columns.board()
    assert board is not None
    assert len(board._judge._answers) == judging._MOST_KEPT
    assert {text: shelf.find(text).ids for text in texts} == found


@pytest.mark.parametrize("name", ["VERSION", "__version__"])
def test_what_another_version_wrote_is_compiled_anew(
    shelf: Library, clock: FrozenClock, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, path = answers(shelf), shelf._finder.columns._path
    before = path.read_bytes()
    assert shelf._finder.columns.counts() is not None
    monkeypatch.setattr(head, name, 2 if name == "VERSION" else "0.0.1")
    with Library.open(shelf.places.data, clock=clock) as again:
        assert again._finder.columns.counts() is None
        with open(path, "rb") as file, pytest.raises(head.UnfitFileError, match="another version"):
            head.read_head(file)
        assert answers(again) == right
        assert path.read_bytes() != before
        assert again._finder.columns.counts() is not None
