"""The doctor: what is wrong is found and told, repairs keep copies, and a second look finds nothing."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papershelf import Library
from papershelf.errors import DataError
from papershelf.store import Store
from tests.cli_tools import Run
from tests.store_things import a_mark, a_paper, put

Spoil = Callable[[Path], object]


@pytest.fixture
def sick(full: Run, folder: Path) -> Path:
    """A library with marks and a view, which is well."""
    with Library.open(folder) as library:
        ids = [entry.paper.id for entry in library.entries()]
        library.star(ids[:3])
        library.set_note(ids[0], "precious")
        library.save_view("Mine", "is:starred")
    assert full("doctor").code == 0
    return folder


def _swap(name: str, old: str, new: str) -> Spoil:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))

    return edit


def _append(name: str, content: bytes) -> Spoil:
    def edit(folder: Path) -> None:
        with (folder / name).open("ab") as file:
            file.write(content)

    return edit


def _old(path: Path, content: str = "x") -> None:
    for place in (path.parent.parent, path.parent):
        place.mkdir(exist_ok=True, mode=0o700)
    path.write_text(content)
    path.chmod(0o600)
    os.utime(path, (1, 1))


KILLED = """
import os, sys, threading
from pathlib import Path
from papershelf import caching

def parts():
    yield b"half"
    os._exit(9)

os.getpid, threading.get_ident = (lambda: 1), (lambda: 2)
caching.put_in_place(Path(sys.argv[1]), parts())
"""


def _killed_while_writing(path: Path) -> None:
    """Leave what a process leaves that was killed while it wrote a cache file, a while ago."""
    assert subprocess.run([sys.executable, "-c", KILLED, os.fspath(path)], check=False).returncode == 9
    (left,) = path.parent.glob(f"{path.name}.*-*")
    os.utime(left, (1, 1))


def _state(folder: Path) -> dict[str, Any]:
    with Store.open(folder) as store:
        return {table: dict(file.records) for table, file in store.files.items() if not file.load()}  # type: ignore[func-returns-value]


FIXABLE: dict[str, tuple[Spoil, str, str, int | None]] = {
    "a damaged record": (_swap("shelf.json", '"starred":true', '"starred":tr'), "shelf.json", "damaged", 5),
    "a bad record": (_swap("shelf.json", '"starred":true', '"starred":"yes"'), "shelf.json", "bad record", 5),
    "a laid out file": (
        lambda folder: (folder / "shelf.json").write_text(
            json.dumps(json.loads((folder / "shelf.json").read_text()), indent=1)[:-1] + ",}"
        ),
        *("shelf.json", "damaged", None),
    ),
    "an emptied file": (lambda folder: (folder / "library.json").write_bytes(b""), "library.json", "damaged", None),
    "a missing file": (lambda folder: (folder / "views.json").unlink(), "views.json", "missing", None),
    "a torn history": (_append("history.jsonl", b'{"v":3,"id'), "history.jsonl", "torn line", 5),
    "rubbish in the history": (_append("history.jsonl", b"<<<<<<< HEAD\n"), "history.jsonl", "bad line", 5),
    "a byte order mark": (_swap("history.jsonl", '{"v":3', '\ufeff{"v":3'), "history.jsonl", "bad line", 1),
    "a strange head": (_swap("shelf.json", '"unit":"', '"unit":"f0'), "shelf.json", "strange", None),
    "half a file": (lambda folder: _old(folder / "shelf.json.new"), "shelf.json.new", "leftover", None),
    "half a draft": (lambda folder: _old(folder / "drafts" / "abc.new"), "drafts/abc.new", "leftover", None),
    "half a cache": (
        lambda folder: _killed_while_writing(folder / "cache" / "library.rows"),
        *("cache/library.rows.1-2.new", "leftover", None),
    ),
    "half a reply": (
        lambda folder: _killed_while_writing(folder / "cache" / "online" / "a.reply"),
        *("cache/online/a.reply.1-2.new", "leftover", None),
    ),
    "open to others": (lambda folder: (folder / "shelf.json").chmod(0o644), "shelf.json", "open", None),
    "a folder open to others": (lambda folder: folder.chmod(0o755), ".", "open", None),
    "a broken backup": (
        lambda folder: _old(folder / "backups" / "2026-01-01-000000" / "shelf.json", "{"),
        *("backups/2026-01-01-000000", "backup", None),
    ),
}


@pytest.mark.parametrize("case", FIXABLE)
def test_found_and_repaired(sick: Path, full: Run, case: str) -> None:
    """It is told with file and line, exit code 3; repaired it is told too, nothing is lost, and then all is well."""
    spoil, name, what, line = FIXABLE[case]
    before = _state(sick)
    spoil(sick)
    told = full("doctor", "--json")
    assert told.code == 3
    (finding, *_) = [row for row in told.json["findings"] if (row["file"], row["what"]) == (name, what)]
    assert finding["fixable"] is True
    assert finding["advice"]
    assert finding.get("line") == line
    assert f"{name}:{line}" in full("doctor").out if line else name in full("doctor").out
    fixed = full("doctor", "--fix", "--json")
    assert fixed.code == 0, fixed.json
    assert (name, what) in {(row["file"], row["what"]) for row in fixed.json["fixed"]}
    assert f"repaired {name}" in fixed.err
    assert full("doctor").code == 0
    assert _state(sick) == before
    with Library.open(sick) as library:
        while library.undo():
            pass
        assert len(library) == 0


def test_whatever_is_repaired_is_kept(sick: Path, full: Run) -> None:
    """The damaged bytes are in quarantine, half a draft too."""
    (sick / "shelf.json").write_bytes(b"{ my own words")
    _append("history.jsonl", b"rubbish\n")(sick)
    _old(sick / "drafts" / "abc.new", "half a thought")
    assert full("doctor", "--fix").code == 0
    kept = {path.read_bytes() for path in (sick / "quarantine").iterdir()}
    assert {b"{ my own words", b"rubbish\n", b"half a thought"} <= kept
    assert any(row.startswith("quarantine: 3 copies") for row in full("doctor", "--json").json["notes"])


def test_several_at_once_are_all_repaired(sick: Path, full: Run) -> None:
    before = _state(sick)
    for case in ("a damaged record", "rubbish in the history", "an emptied file", "half a file", "open to others"):
        FIXABLE[case][0](sick)
    assert len(full("doctor", "--json").json["findings"]) >= 5
    assert full("doctor", "--fix").code == 0
    assert _state(sick) == before


def test_the_same_paper_twice(sick: Path, full: Run) -> None:
    """It stays in the library; what the trash had of it is kept and can be undone."""
    with Store.open(sick) as store, store.transaction("by hand") as edit:
        key = next(iter(edit.papers))
        edit.put_record("trash", key, {"at": "2026", "paper": {"title": "the same"}})
    assert [row["what"] for row in full("doctor", "--json").json["findings"]] == ["twice"]
    assert full("doctor", "--fix").code == 0
    with Store.open(sick) as store:
        assert key in store.papers
        assert not store.trash
        assert store.undo() is not None
        assert key in store.trash


@pytest.mark.parametrize(
    "name",
    [
        *("shelf.sync-conflict-20260301-120000-ABCDEFG.json", "shelf (Ada's conflicted copy 2026-03-01).json"),
        *("shelf.json.orig", "library (conflicted copy 2026-03-01 120000).json"),
    ],
)
def test_copies_of_a_sync(sick: Path, full: Run, name: str) -> None:
    """They are for a person to join; the doctor never touches them."""
    (sick / name).write_text("{}")
    (sick / name).chmod(0o600)
    told = full("doctor", "--fix", "--json")
    assert told.code == 3
    (finding,) = told.json["findings"]
    assert (finding["what"], finding["fixable"]) == ("conflict", False)
    assert f"papershelf merge {name}" in finding["advice"]
    assert (sick / name).read_text() == "{}"


def test_notes_are_no_findings(sick: Path, full: Run) -> None:
    """Marks without paper, drafts, hand edits: worth knowing, and all is well."""
    with Library.open(sick) as library:
        paper_id = library.entries()[0].paper.id
        library.drafts.keep(paper_id, "half")
        library.drafts.keep("gone", "half")
    with Store.open(sick) as store:
        put(store, a_mark("orphan", rating=1))
    _swap("library.json", '"title":"Sparse', '"title":"Sparser')(sick)
    told = full("doctor", "--json")
    assert told.code == 0
    text = "\n".join(told.json["notes"])
    for words in (
        *(
            "1 marks are of papers that are not",
            "drafts/gone.md: a note was begun",
            f"drafts/{paper_id}.md: a note that",
        ),
        "1 records are not as the history made them",
    ):
        assert words in text


def test_a_broken_index_is_removed(sick: Path, full: Run) -> None:
    """It is made anew at the next need."""
    index = sick / "cache" / "search.index"
    index.parent.mkdir(exist_ok=True)
    index.write_bytes(b"no index at all")
    assert [row["what"] for row in full("doctor", "--json").json["findings"]] == ["index"]
    assert full("doctor", "--fix").code == 0
    assert not index.exists()


def test_what_cannot_be_repaired_stands(sick: Path, full: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in a file's place, a disk that keeps no promise."""
    (sick / "trash.json").mkdir()
    told = full("doctor", "--json")
    assert told.code == 3
    assert {row["what"] for row in told.json["findings"]} >= {"unreadable"}
    assert full("doctor", "--fix").code == 3
    (sick / "trash.json").rmdir()

    def fail(*_: object) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr("papershelf.store.disk.sync_folder", fail)
    assert [row["what"] for row in full("doctor", "--json").json["findings"]] == ["no sync"]


def test_a_lock_that_somebody_holds(sick: Path, full: Run) -> None:
    """It is told; repairs wait for it, and say so where they cannot."""
    with Store.open(sick) as store, store.transaction("keeps the lock"):
        assert [row["what"] for row in full("doctor", "--json").json["findings"]] == ["lock"]


@pytest.mark.parametrize("name", ["shelf.json", "history.jsonl"])
def test_data_of_a_newer_version_is_not_touched(sick: Path, full: Run, name: str) -> None:
    """Not by `--fix` either, whatever else is wrong."""
    if name == "shelf.json":
        _swap(name, '"schema":3', '"schema":4')(sick)
    else:
        _append(name, b'{"v":4,"id":"x"}\nrubbish\n')(sick)
    _old(sick / "shelf.json.new")
    (sick / "views.json").write_text("{")
    before = {path: path.read_bytes() for path in sick.iterdir() if path.is_file() and "lock" not in path.name}
    told = full("doctor", "--json")
    assert told.code == 3
    assert "newer" in {row["what"] for row in told.json["findings"]}
    fixed = full("doctor", "--fix")
    assert fixed.code == 3
    assert "newer" in fixed.err
    assert {path: path.read_bytes() for path in before} == before
    assert full("star", "x").code in (1, 3)
    assert "newer" in full("list").err


def test_looking_writes_nothing(sick: Path, full: Run) -> None:
    """Not a byte, whatever is found."""
    (sick / "shelf.json").write_text("{")
    before = {path: path.stat().st_mtime_ns for path in sick.rglob("*") if "lock" not in path.name}
    full("doctor")
    assert {path: path.stat().st_mtime_ns for path in sick.rglob("*") if "lock" not in path.name} == before


def test_an_empty_place_is_well(run: Run) -> None:
    assert run("doctor").code == 0


def test_the_last_line_that_an_editor_left_open(tmp_path: Path) -> None:
    """It lacks only its end: it is taken as it is, and the next change goes on behind it."""
    with Store.open(tmp_path) as store:
        put(store, a_paper("a"))
        put(store, a_mark("a", rating=1))
    path = tmp_path / "history.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    with Store.open(tmp_path) as store:
        put(store, a_mark("a", rating=2))
        assert len(store.units()) == 3
        assert [finding for finding in store.findings if finding.kept_as] == []
        for _ in range(3):
            store.undo()
        assert not store.papers


def test_a_full_disk_while_repairing(sick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The damaged file stays, with a reason."""
    (sick / "shelf.json").write_text("{")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("papershelf.store.disk.write_durably", full_disk)
    with Library.open(sick) as library, pytest.raises(DataError, match="the disk is full"):
        library.doctor(fix=True)
    assert (sick / "shelf.json").read_text() == "{"
    assert stat.S_IMODE((sick / "shelf.json").stat().st_mode) == 0o600
