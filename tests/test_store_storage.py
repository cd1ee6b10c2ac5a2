"""The TinyDB storage and table: atomic, private, re-read when another process wrote."""

import errno
import os
import stat
from pathlib import Path

import pytest
from tinydb import Query, TinyDB
from tinydb.table import Document

from papershelf.errors import DataError
from papershelf.store.layout import decode
from papershelf.store.salvage import salvage
from papershelf.store.storage import SafeStorage
from papershelf.store.tables import RecordTable
from tests.store_things import FaultyOs


class Database(TinyDB):
    """TinyDB with our table."""

    table_class = RecordTable


def _open(path: Path) -> tuple[Database, RecordTable, SafeStorage]:
    database = Database(path, storage=SafeStorage)
    table, storage = database.table("rows"), database.storage
    assert isinstance(table, RecordTable)
    assert isinstance(storage, SafeStorage)
    return database, table, storage


def test_tinydb_works_on_it(tmp_path: Path) -> None:
    """Insert, search, update, upsert and remove, seen by a second TinyDB."""
    path = tmp_path / "db.json"
    _, rows, _ = _open(path)
    rows.insert(Document({"n": 1}, doc_id="a"))  # type: ignore[arg-type]
    rows.insert_multiple([Document({"n": i}, doc_id=f"x{i}") for i in range(3)])  # type: ignore[arg-type]
    rows.update({"m": 5}, Query().n == 1)
    rows.upsert(Document({"n": 9}, doc_id="a"))  # type: ignore[arg-type]
    rows.remove(doc_ids=["x0"])  # type: ignore[list-item]
    rows.change({"y": {"n": 7}}, ["x1"])
    _, again, _ = _open(path)
    assert {str(document.doc_id): dict(document) for document in again} == {
        "a": {"n": 9, "m": 5},
        "x2": {"n": 2},
        "y": {"n": 7},
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["db.json"]


def test_a_plain_dictionary_is_refused(tmp_path: Path) -> None:
    """Without an id of ours TinyDB would give out numbers, which two processes give out twice."""
    _, rows, _ = _open(tmp_path / "db.json")
    with pytest.raises(TypeError, match="needs its id"):
        rows.insert({"n": 1})
    with pytest.raises(TypeError, match="needs its id"):
        rows.insert_multiple([{"n": 1}])
    assert not (tmp_path / "db.json").exists()


def test_reads_again_only_what_changed(tmp_path: Path) -> None:
    """The same file is parsed once; another process's file is seen at once."""
    path = tmp_path / "db.json"
    _, mine, storage = _open(path)
    mine.change({"a": {"n": 1}})
    assert not storage.poll()
    _, theirs, _ = _open(path)
    theirs.change({"b": {"n": 2}})
    assert storage.poll()
    assert len(mine) == 2
    path.unlink()
    assert storage.poll()
    assert len(mine) == 0


def test_deferred_writes_once_and_only_when_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any number of operations make one file, which is not in place before `publish`."""
    path = tmp_path / "db.json"
    _, rows, storage = _open(path)
    rows.change({"a": {"n": 1}})
    faulty = FaultyOs(10_000, "refuse")
    faulty.install(monkeypatch)
    with storage.deferred():
        for i in range(20):
            rows.change({f"x{i}": {"n": i}})
    assert faulty.calls == ["open", "write", "fsync"]
    assert list(decode(path.read_bytes())["rows"]) == ["a"]
    storage.publish()
    assert len(decode(path.read_bytes())["rows"]) == 21


def test_half_made_edits_do_not_linger(tmp_path: Path) -> None:
    """An error in the middle of a TinyDB update leaves neither file nor memory changed."""
    _, rows, storage = _open(tmp_path / "db.json")
    rows.change({"a": {"n": 1}, "b": {"n": 1}})

    def spoil(document: object) -> None:
        assert isinstance(document, dict)
        document["n"] = 2
        raise RuntimeError

    def in_a_row() -> None:
        with storage.deferred():
            rows.change({"a": {"n": 3}})
            rows.update(spoil)

    for _ in range(2):
        with pytest.raises(RuntimeError):
            rows.update(spoil)
        with pytest.raises(RuntimeError):
            in_a_row()
    assert [dict(document) for document in rows] == [{"n": 1}, {"n": 1}]


@pytest.mark.parametrize("call", range(6))
def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    """Whichever call fails, the error says why, the old file stands and no temp file stays."""
    path = tmp_path / "db.json"
    _, rows, _ = _open(path)
    rows.change({"a": {"n": 1}})
    with monkeypatch.context() as patched:
        faulty = FaultyOs(call, "refuse", errno.EACCES)
        faulty.install(patched)
        with pytest.raises(DataError, match="permission"):
            rows.change({"a": {"n": 2}})
    expected = 1 if "replace" not in faulty.calls[:call] else 2  # only the folder's fsync comes after
    assert decode(path.read_bytes())["rows"]["a"] == {"n": expected}
    assert dict(rows.all()[0]) == {"n": expected}
    assert os.listdir(tmp_path) == ["db.json"]


def test_what_json_cannot_hold(tmp_path: Path) -> None:
    """A value that is no JSON is an error in words, and nothing is written."""
    _, rows, _ = _open(tmp_path / "db.json")
    with pytest.raises(DataError, match="cannot hold"):
        rows.change({"a": {"n": object()}})
    assert os.listdir(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A person may keep the file elsewhere and link to it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = tmp_path / "db.json"
    link.symlink_to(elsewhere / "real.json")
    _, rows, _ = _open(link)
    rows.change({"a": {"n": 1}})
    assert link.is_symlink()
    assert os.listdir(elsewhere) == ["real.json"]


def test_one_record_a_line_and_damage_stays_in_its_line(tmp_path: Path) -> None:
    """The file is plain JSON, and what is whole in a damaged one can be read line by line."""
    path = tmp_path / "db.json"
    _, rows, _ = _open(path)
    records = {f'k"{i}\n\\é': {"n": i, "text": '{"rows":{ } \n '} for i in range(5)}
    rows.change(records)
    content = path.read_bytes()
    assert decode(content) == salvage(content).tables == {"rows": records}
    lines = content.split(b"\n")
    lines[3] = lines[3][:-4]
    assert salvage(b"\n".join(lines)).tables["rows"] == {key: r for key, r in records.items() if r["n"] != 2}
    assert salvage(b"\n".join(lines[:4])).tables["rows"] == {
        key: r for key, r in records.items() if int(str(r["n"])) < 2
    }


def test_lines_are_right_after_any_changes(tmp_path: Path) -> None:
    """Remembered lines never outlive their record: changed, dropped, put anew, in a new order."""
    path = tmp_path / "db.json"
    _, rows, _ = _open(path)
    rows.change({key: {"n": 0} for key in "abcde"})
    for put, drop in (({"b": {"n": 1}}, ""), ({}, "c"), ({"c": {"n": 2}, "f": {"n": 3}}, "a"), ({"f": {"n": 4}}, "")):
        rows.change(put, drop)
        assert decode(path.read_bytes())["rows"] == {str(document.doc_id): dict(document) for document in rows}
