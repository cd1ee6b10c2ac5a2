"""The watching of a folder: what counts as saved, what is imported once, and what trouble is told of."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.errors import Cancelled, UsageError
from papershelf.library.watched import FILE
from papershelf.library.watching import Seen, Watcher
from tests.conftest import PAGE
from tests.progress_tools import Heard, page_of

WHOLE = PAGE.read_bytes()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder to watch."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def shelf(folder: Path) -> Library:
    """An empty library."""
    return Library.open(folder)


def looked(watcher: Watcher, times: int = 2) -> list[Seen]:
    """All that so many looks have to tell."""
    return [seen for _ in range(times) for seen in watcher.look()]


def counts(seen: list[Seen]) -> list[tuple[str, int]]:
    """File and new papers of each import."""
    return [(each.path.name, each.report.new) for each in seen if each.report]


def test_what_is_there_at_the_start_and_what_comes_is_imported_once_a_unit_each(shelf: Library, inbox: Path) -> None:
    (inbox / "one.txt").write_bytes(WHOLE)
    watcher = Watcher(shelf, inbox)
    assert watcher.look() == [], "nobody knows yet whether it is whole"
    assert counts(watcher.look()) == [("one.txt", 8)]
    assert looked(watcher, 3) == []
    page_of(inbox, 3, "two.txt")
    assert counts(looked(watcher)) == [("two.txt", 3)]
    assert [step.unit.words for step in shelf.timeline(limit=5)] == [
        "imported two.txt: 3 new of 3 listings",
        "imported one.txt: 8 new of 8 listings",
    ]


def test_a_file_that_still_grows_is_waited_for(shelf: Library, inbox: Path) -> None:
    watcher, half = Watcher(shelf, inbox), len(WHOLE) // 2
    path = inbox / "page.txt"
    path.write_bytes(WHOLE[:half])
    assert watcher.look() == []
    path.write_bytes(WHOLE)
    assert watcher.look() == []
    assert counts(watcher.look()) == [("page.txt", 8)]


def test_the_same_size_at_another_time_is_another_file(shelf: Library, inbox: Path) -> None:
    watcher, path = Watcher(shelf, inbox), inbox / "page.txt"
    path.write_bytes(WHOLE)
    watcher.look()
    os.utime(path, ns=(1, 1))
    assert watcher.look() == []
    assert counts(watcher.look()) == [("page.txt", 8)]


@pytest.mark.parametrize(
    "name", [".page.txt", "page.txt.part", "page.txt.crdownload", "page.tmp", "page.pdf", "page", "page.txt.download"]
)
def test_what_is_hidden_unfinished_or_of_no_known_kind_is_left_alone(shelf: Library, inbox: Path, name: str) -> None:
    (inbox / name).write_bytes(WHOLE)
    assert looked(Watcher(shelf, inbox), 3) == []
    assert len(shelf) == 0


def test_a_file_whose_bytes_come_beside_it_is_waited_for(shelf: Library, inbox: Path) -> None:
    watcher = Watcher(shelf, inbox)
    (inbox / "page.txt").touch()
    part = inbox / "page.txt.part"
    part.write_bytes(WHOLE)
    assert looked(watcher, 3) == []
    part.replace(inbox / "page.txt")
    assert counts(looked(watcher)) == [("page.txt", 8)]


def test_folders_and_pipes_are_left_alone(shelf: Library, inbox: Path) -> None:
    (inbox / "page.txt").mkdir()
    (inbox / "page.txt" / "inner.txt").write_bytes(WHOLE)
    if hasattr(os, "mkfifo"):
        os.mkfifo(inbox / "pipe.txt")  # reading it would wait for ever
    assert looked(Watcher(shelf, inbox), 3) == []


def test_capital_endings_and_names_that_are_no_text_are_imported(shelf: Library, inbox: Path) -> None:
    (inbox / "PAGE.TXT").write_bytes(WHOLE)
    odd = os.path.join(os.fsencode(inbox), b"\xff\x1b[31m.txt")
    try:
        Path(os.fsdecode(odd)).write_text(page_of(inbox.parent, 2).read_text())
    except OSError:
        pytest.skip("this file system wants names that are text")
    watcher = Watcher(shelf, inbox)
    assert sorted(new for _, new in counts(looked(watcher))) == [2, 8]
    assert looked(Watcher(shelf, inbox)) == [], "and both are remembered"


def test_an_undone_import_does_not_come_back_after_a_restart(shelf: Library, inbox: Path, folder: Path) -> None:
    path = inbox / "page.txt"
    path.write_bytes(WHOLE)
    looked(Watcher(shelf, inbox))
    shelf.undo()
    shelf.close()
    with Library.open(folder) as again:
        assert looked(Watcher(again, inbox)) == []
        os.utime(path, ns=(5, 5))
        (inbox / "copy.txt").write_bytes(WHOLE)
        assert looked(Watcher(again, inbox), 3) == [], "nor under another time or name"
        assert len(again) == 0
        page_of(inbox, 2, "page.txt")
        assert counts(looked(Watcher(again, inbox))) == [("page.txt", 2)], "another content is another page"


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"schema": 2, "files": {}}', b'{"schema": 1, "files": {"x": 5}}'])
def test_a_damaged_memory_costs_an_import_that_changes_nothing(
    shelf: Library, inbox: Path, folder: Path, text: bytes
) -> None:
    (inbox / "page.txt").write_bytes(WHOLE)
    looked(Watcher(shelf, inbox))
    memory = folder / "cache" / FILE
    assert len(json.loads(memory.read_bytes())["files"]) == 1
    memory.write_bytes(text)
    (again,) = looked(Watcher(shelf, inbox))
    assert again.report is not None
    assert (again.report.new, again.report.known) == (0, 8)
    assert len(list(shelf.timeline(limit=5))) == 1


def test_a_cache_that_cannot_be_written_is_no_trouble(shelf: Library, inbox: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "cache").write_text("in the way")
    (inbox / "page.txt").write_bytes(WHOLE)
    watcher = Watcher(shelf, inbox)
    assert counts(looked(watcher)) == [("page.txt", 8)]
    shelf.undo()
    assert looked(watcher, 3) == [], "it remembers while it lives"


def test_another_library_in_the_same_place_gets_the_pages_anew(shelf: Library, inbox: Path, folder: Path) -> None:
    (inbox / "page.txt").write_bytes(WHOLE)
    looked(Watcher(shelf, inbox))
    shelf.close()
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    with Library.open(folder) as fresh:
        assert counts(looked(Watcher(fresh, inbox))) == [("page.txt", 8)]


def test_a_folder_that_vanishes_is_told_once_and_taken_up_when_it_is_back(shelf: Library, inbox: Path) -> None:
    watcher = Watcher(shelf, inbox)
    watcher.look()
    inbox.rmdir()
    (told,) = looked(watcher, 3)
    assert told.path == inbox
    assert "cannot be looked into" in told.error
    inbox.mkdir()
    (inbox / "page.txt").write_bytes(WHOLE)
    assert counts(looked(watcher)) == [("page.txt", 8)]
    (inbox / "page.txt").unlink()
    inbox.rmdir()
    assert len(looked(watcher, 3)) == 1, "told again when it happens again"


def test_a_broken_file_is_told_once_and_the_rest_is_imported(shelf: Library, inbox: Path) -> None:
    (inbox / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (inbox / "b.txt").write_bytes(WHOLE)
    watcher = Watcher(shelf, inbox)
    seen = looked(watcher, 4)
    assert sorted(counts(seen)) == [("a.txt", 0), ("b.txt", 8)]
    (broken,) = [each.report for each in seen if each.path.name == "a.txt"]
    assert broken is not None
    assert "PNG" in broken.problems[0].reason
    (inbox / "a.txt").write_bytes(page_of(inbox.parent, 2).read_bytes())
    assert counts(looked(watcher)) == [("a.txt", 2)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_told_once_and_read_when_it_may_be(shelf: Library, inbox: Path) -> None:
    path = inbox / "page.txt"
    path.write_bytes(WHOLE)
    path.chmod(0)
    watcher = Watcher(shelf, inbox)
    (told,) = looked(watcher, 4)
    assert "no permission" in told.error
    path.chmod(0o600)
    assert counts(watcher.look()) == [("page.txt", 8)]


def test_a_read_error_is_told_once_and_tried_again(
    shelf: Library, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, heard: Callable[[], None]) -> str:
        raise OSError(5, "Input/output error")

    (inbox / "page.txt").write_bytes(WHOLE)
    watcher = Watcher(shelf, inbox)
    with monkeypatch.context() as patch:
        patch.setattr("papershelf.library.watching.digest_of", fails)
        (told,) = looked(watcher, 4)
    assert told.error == "This file cannot be read: Input/output error."
    assert counts(watcher.look()) == [("page.txt", 8)]


def test_a_busy_library_is_told_once_and_tried_again(shelf: Library, inbox: Path, folder: Path) -> None:
    from filelock import FileLock

    folder.mkdir(exist_ok=True)
    (inbox / "page.txt").write_bytes(WHOLE)
    watcher = Watcher(shelf, inbox)
    with FileLock(folder / "lock", thread_local=False):
        (told,) = looked(watcher, 4)
    assert "Another papershelf" in told.error
    assert counts(watcher.look()) == [("page.txt", 8)]


def test_tags_and_status_are_given_along(shelf: Library, inbox: Path) -> None:
    (inbox / "page.txt").write_bytes(WHOLE)
    looked(Watcher(shelf, inbox, tags=["Web", "nlp/new"], status="queued"))
    assert {(entry.mark.tags, str(entry.mark.status)) for entry in shelf.entries()} == {(("nlp/new", "Web"), "queued")}
    shelf.undo()
    assert len(shelf) == 0


@pytest.mark.parametrize("wrong", [{"tags": [""]}, {"status": "done"}, {"format": "cuneiform"}])
def test_what_makes_no_sense_is_refused_at_once(shelf: Library, inbox: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Watcher(shelf, inbox, **wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_a_call_off_leaves_the_file_for_the_next_look(shelf: Library, inbox: Path) -> None:
    (inbox / "page.txt").write_bytes(WHOLE)
    heard = Heard(stop_at=0)
    watcher = Watcher(shelf, inbox, progress=heard)
    watcher.look()
    with pytest.raises(Cancelled):
        watcher.look()
    assert len(shelf) == 0
    heard.stop_at = None
    assert counts(watcher.look()) == [("page.txt", 8)]
