"""Data of every version opens and stays right; that of a newer one is read and never written."""

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from papershelf import Library
from papershelf.errors import DataError
from papershelf.marks import Status
from papershelf.store import Store
from papershelf.store.care.rolling import Rolling
from tests.store_things import a_mark, a_paper, a_view, put, state

DATA = Path(__file__).parent / "data" / "schema"
FIRST, SECOND, THIRD, DRAFT = "4gjr5c150m", "kxrfet87wt", "3vc80aae68", "r5zjkwamd0"
NOTE = "# Well\n\nworth *reading*: “ä” 東京\n"


@pytest.fixture(params=sorted(path.name for path in DATA.iterdir()))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data directory as a version wrote it."""
    return Path(shutil.copytree(DATA / request.param, tmp_path / "data"))


def _is_right(library: Library) -> None:
    first, second, third = (library.entry(paper_id) for paper_id in (FIRST, SECOND, THIRD))
    assert first
    assert second
    assert third
    assert first.paper.title == "Sparse Ferrets: Pruning Language Models by Letting Them Sleep"
    assert first.paper.links[0].url == "https://github.com/sleepy-ferret/sleepprune"
    assert first.paper.sources[0].file == "small_page.txt"
    assert first.paper.added_at.startswith("2026-03-01T09:")
    assert (first.mark.starred, first.mark.rating, first.mark.note) == (True, 4, NOTE)
    assert first.mark.tags == second.mark.tags == ("nlp/rag", "äöü")
    assert second.mark.status is Status.READING
    assert (third.mark.starred, third.mark.rating) == (False, None)
    assert first.mark.changed["rating"] == "2026-03-01T09:09:00Z"
    names = {view.key: view.label for view in library.views(quick=True)}
    assert (names["mine"], names["inbox"]) == ("Mine", "Post")
    assert library.drafts.read(DRAFT) == "half a thought"


def _schemas(folder: Path) -> dict[str, int]:
    paths = sorted(folder.glob("*.json"))
    return {path.name: orjson.loads(path.read_bytes())["meta"]["file"]["schema"] for path in paths}


def test_data_of_every_version(folder: Path) -> None:
    """Every field is right; the first change makes all of it today's, after a backup that lasts; old units undo."""
    version = min(_schemas(folder).values())
    before = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    with Library.open(folder) as library:
        _is_right(library)
        assert list(library.findings) == []
        assert library.read_only is None
        assert {path.name: path.read_bytes() for path in folder.glob("*.json")} == before, "looking changes nothing"
        library.rate([THIRD], 5)
        assert set(_schemas(folder).values()) == {3}
        library.undo()
        _is_right(library)
    backups = Rolling(folder).all()
    assert [backup.is_lasting for backup in backups] == [version < 3]
    assert {name: path.read_bytes() for name, path in backups[0].files.items()} == before
    with Library.open(folder) as library:
        _is_right(library)
        while library.undo():
            pass
        assert len(library) == 0
        assert list(library.findings) == []
        assert all(not line.startswith(b'{"v":4') for line in (folder / "history.jsonl").read_bytes().splitlines())
        while library.redo():
            pass
        library.undo()  # the rating of above
        _is_right(library)


def test_the_trash_came_with_version_2() -> None:
    """It holds the paper whole, with what the person had added."""
    with Store.open(DATA / "2") as store:
        (trashed,) = store.trash.values()
        assert trashed.mark is not None
        assert trashed.mark.note == "once"
        assert trashed.paper.id not in store.papers


def test_days_and_reading_lists_came_with_version_3() -> None:
    """Priority, due and snoozed days stand with the marks, lists in a file of their own."""
    with Store.open(DATA / "3") as store:
        marks = store.marks
        assert (marks[FIRST].due, marks[SECOND].snoozed, marks[THIRD].priority) == ("2026-12-24", "2026-12-05", "high")
        (made,) = store.lists.values()
        assert (made.name, made.description, made.papers) == ("Thesis", "Chapter 2", (SECOND, FIRST))


def test_every_older_file_is_written_anew_whole(tmp_path: Path) -> None:
    """Also those that the change does not touch, and that nobody had read: an older program then sees it at once."""
    shutil.copytree(DATA / "1", tmp_path / "data")
    with Store.open(tmp_path / "data") as store:
        put(store, a_view("other"))
    assert set(_schemas(tmp_path / "data").values()) == {3}
    (backup,) = Rolling(tmp_path / "data").all()
    assert backup.is_lasting
    assert backup.name.endswith("-before-schema-3")


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def _newer(folder: Path, name: str) -> None:
    if name == "history.jsonl":
        with (folder / name).open("ab") as file:
            file.write(b'{"v":4,"id":"x","new":"thing"}\n')
    else:
        _edit(folder / name, '"schema":3', '"schema":4')


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["library.json", "shelf.json", "lists.json", "trash.json", "history.jsonl"])
def test_data_of_a_newer_version_is_read_only(tmp_path: Path, name: str) -> None:
    """All is shown, every way to change it is refused with the reason, and no byte of it is written."""
    folder = tmp_path / "data"
    shutil.copytree(DATA / "3", folder)
    with Store.open(folder) as store:
        whole = state(store)
    _newer(folder, name)
    before = _contents(folder)
    with Library.open(folder) as library:
        assert name in (library.read_only or "")
        assert "update papershelf" in (library.read_only or "")
        assert [finding.reason for finding in library.findings] == [library.read_only]
        _is_right(library)
        for change in (
            lambda: library.star([THIRD]),
            library.undo,
            library.redo,
            lambda: library.import_files([Path(__file__).parent / "data" / "small_page.txt"]),
            lambda: library.save_view("New", "is:read"),
        ):
            with pytest.raises(DataError, match="newer") as refused:
                change()
            assert refused.value.exit_code == 3
        assert library.catch_up()
    with Store.open(folder) as store:
        with pytest.raises(DataError, match="newer"):
            put(store, a_paper("z"), a_mark("z", rating=1), a_view("z"))
        assert state(store) == whole
    assert {name: text for name, text in _contents(folder).items() if name != "lock"} == before


def test_what_a_newer_version_changed_in_a_record_is_passed_over(tmp_path: Path) -> None:
    """A record that means nothing here is left out and told; the rest is shown."""
    folder = tmp_path / "data"
    shutil.copytree(DATA / "3", folder)
    _newer(folder, "shelf.json")
    _edit(folder / "shelf.json", '"rating":4', '"rating":{"stars":4}')
    with Store.open(folder) as store:
        assert store.marks[SECOND].status is Status.READING
        assert any("rating" in finding.reason for finding in store.findings)


def test_another_process_updates_meanwhile(tmp_path: Path) -> None:
    """What was writable at the start is not any more: the change is refused, also one that waits to be caught up."""
    folder = tmp_path / "data"
    shutil.copytree(DATA / "3", folder)
    with Store.open(folder) as store:
        put(store, a_mark("z", rating=1))
        _newer(folder, "views.json")
        with pytest.raises(DataError, match="newer"):
            put(store, a_mark("z", rating=2))
        assert store.marks["z"].rating == 1


@pytest.mark.parametrize("head", ['"schema":"2"', '"schema":null', '"schema":-1', '"schema":true', '"schema":2.5'])
def test_a_version_that_is_none_is_damage_and_not_newer(tmp_path: Path, head: str) -> None:
    """The file is read as any other."""
    folder = tmp_path / "data"
    shutil.copytree(DATA / "3", folder)
    _edit(folder / "shelf.json", '"schema":3', head)
    with Store.open(folder) as store:
        marks: Any = dict(store.marks)
        put(store, a_mark("z", rating=1))
        assert marks.items() < store.marks.items()
