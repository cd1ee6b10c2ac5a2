"""`merge`: another directory, a backup, a conflict copy; one change, nothing lost, nothing to do the second time."""

import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings

from papershelf import Library
from papershelf.cli import main
from papershelf.errors import DataError, UsageError
from papershelf.store.joining import sources
from tests.cli_tools import Run
from tests.sync_things import Machine, Steps, Ticking, step, steps_of


@pytest.fixture
def machines(tmp_path: Path) -> tuple[Machine, Machine]:
    """Two copies of one library that went apart."""
    clock = Ticking()
    one, two = Machine(tmp_path / "one", clock), Machine(tmp_path / "two", clock)
    one.add("a", "b", "c")
    one.do("tag", ["a"], add=["old", "gone"])
    one.do("set_note", "b", "before")
    shutil.copytree(one.folder, two.folder)
    one.do("star", ["a"])
    one.do("tag", ["a"], add=["one"], remove=["gone"])
    one.do("set_note", "b", "one's word")
    two.do("tag", ["a"], add=["two"])
    two.do("set_note", "b", "two's word")
    two.add("d")
    return one, two


def _files(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir() if path.is_file()}


def test_another_directory_is_merged_by_what_both_came_from(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    before = _files(two.folder)
    report = one.do("merge", two.folder)
    assert _files(two.folder) == before
    assert report.has_base
    assert report.new == ["d"]
    assert set(report.marks) == {"a", "b"}
    assert report.notes_kept_both == 1
    assert report.words == "merged two/: 1 new paper, 2 marks, 1 note kept both"
    mark = one.tables["marks"]["a"]
    assert mark["tags"] == ["old", "one", "two"]
    assert mark["starred"] is True
    assert {"one's word", "two's word"} <= set(one.note("b").splitlines())
    assert "### Kept from two/ (" in one.note("b")


def test_merging_twice_does_nothing_and_undo_takes_all_back(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    before = one.tables
    assert not one.do("merge", two.folder).is_nothing
    merged = one.tables
    again = one.do("merge", two.folder)
    assert again.is_nothing
    assert again.unit is None
    assert one.tables == merged
    one.do("undo")
    assert one.tables == before


def test_what_was_undone_by_hand_after_a_merge_is_not_brought_back(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    two.do("star", ["c"])
    one.do("merge", two.folder)
    one.do("unstar", ["c"])
    one.do("tag", ["a"], remove=["two"])
    one.do("set_note", "b", "made one of both")
    assert one.do("merge", two.folder).is_nothing
    assert one.note("b") == "made one of both"


def test_both_merge_each_other_and_have_the_same_words(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    one.do("merge", two.folder)
    two.do("merge", one.folder)
    one.do("merge", two.folder)
    assert one.tables == two.tables
    assert one.note("b").count("one's word") == 1


def test_a_dry_run_writes_nothing(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    before = _files(one.folder)
    report = one.do("merge", two.folder, dry_run=True)
    assert report.new == ["d"]
    assert report.unit is None
    assert _files(one.folder) == before


def test_a_directory_that_is_being_written_to_is_read_without_its_lock(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    with two.open() as screen, screen._store.transaction("busy"):
        assert one.do("merge", two.folder).new == ["d"]


def test_a_backup_is_merged_and_no_name_in_it_leads_anywhere(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    one, two = machines
    backup = tmp_path / "backup.zip"
    with zipfile.ZipFile(backup, "w") as archive:
        for name in ("library.json", "shelf.json", "history.jsonl"):
            archive.write(two.folder / name, name)
        archive.writestr("../../evil.json", "{}")
        archive.writestr("/etc/papershelf-evil", "x")
    report = one.do("merge", backup)
    assert report.new == ["d"]
    assert not report.is_copy
    assert not list(tmp_path.rglob("*evil*"))


def test_a_damaged_backup_gives_what_can_be_read(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    one, two = machines
    backup = tmp_path / "backup.zip"
    with zipfile.ZipFile(backup, "w") as archive:
        for name in ("library.json", "shelf.json", "history.jsonl"):
            archive.write(two.folder / name, name)
    content = bytearray(backup.read_bytes())
    place = content.index(b"two's word")
    content[place : place + 3] = b"TWO"
    backup.write_bytes(bytes(content))
    report = one.do("merge", backup)
    assert any("damaged in the archive" in finding.reason for finding in report.findings)
    assert report.new == ["d"]


def test_a_backup_that_swells_is_refused(
    machines: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = machines
    monkeypatch.setattr(sources, "LARGEST", 10_000)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("shelf.json", b" " * 3_000_000)
    before = one.tables
    with pytest.raises(DataError, match="larger than"):
        one.do("merge", bomb)
    assert one.tables == before


@pytest.mark.parametrize(
    "name", ["shelf.sync-conflict-20261101-120000-ABCDEFG.json", "shelf (Ada's conflicted copy 2026-11-01).json", "x"]
)
def test_a_lone_conflict_copy_of_the_marks(machines: tuple[Machine, Machine], name: str) -> None:
    one, two = machines
    copy = one.folder / name
    shutil.copy(two.folder / "shelf.json", copy)
    report = one.do("merge", copy)
    assert report.is_copy
    assert copy.exists()
    assert not report.has_base
    # Without what both came from, a tag that the other side may have set later than we took it off is kept.
    assert set(one.tables["marks"]["a"]["tags"]) == {"old", "gone", "one", "two"}
    assert {"one's word", "two's word"} <= set(one.note("b").splitlines())
    assert one.do("merge", copy).is_nothing


def test_lone_copies_of_papers_trash_and_history(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    one, two = machines
    two.trash("c")
    for name in ("library.json", "trash.json", "history.jsonl"):
        shutil.copy(two.folder / name, tmp_path / f"copy of {name}")
    report = one.do("merge", tmp_path / "copy of history.jsonl")
    assert report.new == ["d"]
    assert report.deleted == ["c"]
    assert {"one's word", "two's word"} <= set(one.note("b").splitlines())
    assert one.do("merge", tmp_path / "copy of trash.json").is_nothing
    assert one.do("merge", tmp_path / "copy of library.json").is_nothing
    assert set(one.tables["trash"]) == {"c"}


def test_a_sync_program_that_mixed_two_machines_loses_nothing(machines: tuple[Machine, Machine]) -> None:
    """Its marks are the other machine's, its history its own; its own marks lie beside as a conflict copy."""
    one, two = machines
    copy = one.folder / "shelf.sync-conflict-20261101-120000-ABCDEFG.json"
    shutil.move(one.folder / "shelf.json", copy)
    shutil.copy(two.folder / "shelf.json", one.folder / "shelf.json")
    one.do("merge", copy)
    one.do("merge", two.folder)
    mark = one.tables["marks"]["a"]
    assert {"old", "one", "two"} <= set(mark["tags"])
    assert mark["starred"] is True
    assert {"one's word", "two's word"} <= set(one.note("b").splitlines())
    assert "d" in one.tables["papers"]


def test_an_old_copy_of_this_library_brings_nothing_back(tmp_path: Path) -> None:
    one = Machine(tmp_path / "one", Ticking())
    one.add("a", "b")
    one.do("tag", ["a"], add=["x", "y"])
    one.do("set_note", "a", "first words")
    shutil.copytree(one.folder, tmp_path / "old")
    one.do("tag", ["a"], remove=["x"])
    one.do("set_note", "a", "quite other words")
    one.trash("b")
    now = one.tables
    assert one.do("merge", tmp_path / "old").is_nothing
    for name in ("shelf.json", "library.json", "history.jsonl"):
        assert one.do("merge", tmp_path / "old" / name).is_nothing, name
    assert one.tables == now


def test_one_paper_under_two_ids_is_said_and_not_merged(tmp_path: Path) -> None:
    clock = Ticking()
    one, two = Machine(tmp_path / "one", clock), Machine(tmp_path / "two", clock)
    one.add("a")
    two.add("b")
    content = orjson.loads((two.folder / "library.json").read_bytes())
    content["papers"]["b"] |= {
        name: value for name, value in one.tables["papers"]["a"].items() if name in ("title", "identifiers", "abstract")
    }
    copy = tmp_path / "copy.json"
    copy.write_bytes(orjson.dumps(content))
    report = one.do("merge", copy)
    assert [(pair.paper_id, pair.other_id) for pair in report.near_duplicates] == [("b", "a")]
    assert set(one.tables["papers"]) == {"a", "b"}


def test_two_views_of_one_name_both_stay(tmp_path: Path) -> None:
    clock = Ticking()
    one, two = Machine(tmp_path / "one", clock), Machine(tmp_path / "two", clock)
    one.do("save_view", "Mine", "tag:one")
    two.do("save_view", "Mine", "tag:two")
    report = one.do("merge", two.folder)
    with one.open() as library:
        views = {view.label: view.query for view in library.views() if view.label.startswith("Mine")}
    assert sorted(views) == ["Mine", "Mine (2)"]
    assert sorted(views.values()) == ["tag:one", "tag:two"]
    assert report.words in ("merged two/: 1 view", "merged two/: 2 views")
    assert one.do("merge", two.folder).is_nothing


@pytest.mark.parametrize("content", [b"", b"{}", b"hello", b"\xff\xfe", b"[" * 100_000, b"PK\x03\x04broken", b"\n" * 9])
def test_what_is_none_of_ours_is_refused(machines: tuple[Machine, Machine], tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign"
    path.write_bytes(content)
    with pytest.raises(DataError):
        machines[0].do("merge", path)


def test_itself_nothing_and_an_empty_folder_are_refused(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    one, _ = machines
    for path in (one.folder, one.folder / "shelf.json"):
        with pytest.raises(UsageError, match="itself"):
            one.do("merge", path)
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "missing"):
        with pytest.raises(DataError):
            one.do("merge", path)


def test_hostile_records_are_left_out_or_made_safe(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    one, _ = machines
    marks = {
        "a": {"tags": ["\x1b[31mred\u202e"], "changed": {"tags": "9999-99-99"}},
        "b": {"note": "[/b] " + "x" * 50_000, "changed": {"note": "not a time"}},
        "c": {"starred": "yes"},
        "\x1b": {"starred": True},
    }
    copy = tmp_path / "copy.json"
    copy.write_bytes(orjson.dumps({"marks": marks}))
    report = one.do("merge", copy)
    assert {finding.file for finding in report.findings} == {"shelf.json"}
    with one.open() as library:
        entry = library.entry("a")
        assert entry
        assert "[31mred" in entry.mark.tags
        assert library.findings == []
    assert "x" * 50_000 in one.note("b")


def test_the_verb_says_what_it_did(
    run: Run, machines: tuple[Machine, Machine], capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = machines
    assert main(["--data-dir", str(one.folder), "merge", str(two.folder), "--dry-run", "--json"]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["schema"] == 1
    assert document["new"] == ["d"]
    assert document["notes_kept_both"] == 1
    assert [(c["id"], c["field"], c["chosen"]) for c in document["conflicts"]] == [("b", "note", "both")]
    assert "would have merged two/" in err
    assert main(["--data-dir", str(one.folder), "merge", str(two.folder)]) == 0
    out, err = capsys.readouterr()
    assert "note: both are kept" in out
    assert "merged two/: 1 new paper, 2 marks, 1 note kept both" in err
    assert main(["--data-dir", str(one.folder), "merge", str(two.folder / "library.json")]) == 0
    out, err = capsys.readouterr()
    assert "nothing new" in err
    assert "you may remove it" in err


def test_listeners_hear_of_a_merge(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    heard: list[frozenset[str]] = []
    with Library.open(one.folder) as library:
        library.subscribe(lambda change: heard.append(change.ids))
        library.merge(two.folder)
    assert heard == [frozenset({"a", "b", "d"})]


@settings(max_examples=12, deadline=None)
@given(steps_of("copy"), steps_of())
def test_whatever_two_machines_do_merging_each_other_they_end_with_the_same(steps: Steps, later: Steps) -> None:
    with tempfile.TemporaryDirectory(prefix="papershelf-test-") as made:
        clock = Ticking()
        one, two = machines = Machine(Path(made) / "one", clock), Machine(Path(made) / "two", clock)
        one.add("a", "b", "c")
        shutil.copytree(one.folder, two.folder)
        for number, (side, verb, key) in enumerate(steps):
            if verb == "copy":
                machines[side].do("merge", machines[1 - side].folder)
            else:
                step(machines[side], verb, key, number)
        for machine, other in ((one, two), (two, one), (one, two), (two, one)):
            machine.do("merge", other.folder)
        assert {**one.tables, "views": {}} == {**two.tables, "views": {}}
        assert one.do("merge", two.folder).is_nothing
        for number, (side, verb, key) in enumerate(later):
            step(machines[side], verb, key, 100 + number)
        one.do("merge", two.folder)
        assert one.do("merge", two.folder).is_nothing
        with one.open() as library:
            assert library.findings == []
