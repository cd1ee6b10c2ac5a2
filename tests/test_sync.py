"""Two machines that sync through git: nothing is lost, and both end with the same."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from papershelf.cli import main
from tests.sync_things import Machine, meet_up, pair, step, steps_of


def test_two_machines_that_did_different_things_end_with_all_of_it(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.do("star", ["a"])
    one.do("tag", ["b"], add=["nlp"])
    one.add("d")
    two.do("set_note", "a", "Two's word")
    two.do("tag", ["b"], add=["rag"])
    two.do("save_view", "Mine", "tag:rag")
    two.add("e")
    meet_up(one, two)
    assert one.tables == two.tables
    tables = one.tables
    assert set(tables["papers"]) == {"a", "b", "c", "d", "e"}
    assert tables["marks"]["a"]["starred"] is True
    assert tables["marks"]["a"]["note"] == "Two's word"
    assert tables["marks"]["b"]["tags"] == ["nlp", "rag"]
    assert set(tables["views"]) == {"mine"}
    assert set(one.units) == set(two.units) >= {"added d", "added e", "saved the view “Mine”"}
    assert one.told == tables
    assert one.do("sync").words.startswith("in step with origin")


def test_the_same_paper_on_both_keeps_both_notes_and_the_later_star(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.do("set_note", "a", "alpha\n\nomega")
    one.do("set_status", ["a"], "reading")
    two.do("set_note", "a", "beta")
    two.do("set_status", ["a"], "read")
    one.do("sync")
    report = two.do("sync")
    one.do("sync")
    assert one.tables == two.tables
    assert {"alpha", "omega", "beta"} <= set(one.note("a").splitlines())
    assert one.tables["marks"]["a"]["status"] == "read"
    assert {(c.field, c.chosen) for c in report.conflicts} == {("note", "both"), ("status", "ours")}
    assert one.told == one.tables
    assert one.do("undo").words.startswith("joined with")
    meet_up(one, two)
    assert one.tables == two.tables


def test_undo_works_for_what_the_other_machine_did(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.do("star", ["a"])
    meet_up(one, two)
    assert "starred" in two.do("undo").words
    meet_up(one, two)
    assert one.tables == two.tables
    assert "a" not in one.tables["marks"]


def test_deleted_here_and_noted_there_stays_and_deleted_alone_goes(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.do("star", ["a", "b"])
    meet_up(one, two)
    one.trash("a")
    one.trash("b")
    two.do("set_note", "a", "still needed")
    meet_up(one, two)
    assert one.tables == two.tables
    assert set(one.tables["papers"]) == {"a", "c"}
    assert set(one.tables["trash"]) == {"b"}
    assert one.tables["marks"]["a"]["starred"] is True
    assert one.note("a") == "still needed"


def test_an_open_library_sees_what_came_and_goes_on_from_there(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    with one.open() as screen:
        assert screen.entry("a")
        screen.set_note("b", "mine")
        two.do("set_note", "b", "theirs")
        two.do("star", ["a"])
        two.do("sync")
        one.do("sync")
        assert screen.refresh() is True
        entry = screen.entry("a")
        assert entry
        assert entry.mark.starred
        screen.star(["c"])
    two.do("sync")
    one.do("sync")
    two.do("sync")
    assert one.tables == two.tables
    assert {"mine", "theirs"} <= set(one.note("b").splitlines())
    assert one.tables["marks"]["c"]["starred"] is True


def test_large_files_that_are_behind_are_committed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.store.recordfile.SMALL", 0)
    one, two = pair(tmp_path)
    with one.open() as screen:
        screen.star(["a"])
        screen.star(["b"])
        one.do("sync")
        screen.star(["c"])
        two.do("tag", ["a"], add=["x"])
        two.do("sync")
        one.do("sync")
    meet_up(one, two)
    assert one.tables == two.tables
    assert {key for key, mark in two.tables["marks"].items() if mark.get("starred")} == {"a", "b", "c"}


def test_a_second_machine_with_papers_of_its_own_joins_in(tmp_path: Path) -> None:
    one, _ = pair(tmp_path)
    one.do("star", ["a"])
    one.do("sync")
    late = Machine(tmp_path / "late", one.clock)
    late.add("a", "z")
    late.do("tag", ["a"], add=["late"])
    late.do("set_up_sync", str(tmp_path / "remote.git"))
    meet_up(late, one)
    assert late.tables == one.tables
    assert set(one.tables["papers"]) == {"a", "b", "c", "z"}
    assert one.tables["marks"]["a"]["tags"] == ["late"]
    assert one.tables["marks"]["a"]["starred"] is True


def test_the_verbs_sync_and_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = pair(tmp_path)
    one.do("set_note", "a", "alpha")
    one.do("sync")
    two.do("set_note", "a", "beta")
    data = ["--data-dir", str(two.folder)]
    capsys.readouterr()
    assert main([*data, "sync", "--json"]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert (document["schema"], document["sent"], document["taken"]) == (1, 1, 1)
    assert document["conflicts"][0]["field"] == "note"
    assert "synced with origin: sent 1 change, took 1 change" in err
    assert main([*data, "sync"]) == 0
    assert "in step with origin" in capsys.readouterr().err
    assert main([*data, "sync", "--init"]) == 0
    assert "it was set up already" in capsys.readouterr().err
    assert main(["--data-dir", str(tmp_path / "new"), "sync"]) == 3
    assert "sync --init" in capsys.readouterr().err


@settings(max_examples=6, deadline=None)
@given(steps_of("sync"))
def test_whatever_two_machines_do_they_end_with_the_same(steps: list[tuple[int, str, str]]) -> None:
    with tempfile.TemporaryDirectory(prefix="papershelf-test-") as made:
        machines = pair(Path(made))
        synced = False
        for number, (side, verb, key) in enumerate(steps):
            step(machines[side], verb, key, number)
            synced = synced or verb == "sync"
        notes = {(key, machine.note(key)) for machine in machines for key in "abc"}
        meet_up(*machines)
        if not synced:  # what either wrote is new to the other: not a word of it may be gone
            kept = {key: machines[0].note(key) or str(machines[0].tables["trash"].get(key)) for key in "abc"}
            assert all(note in kept[key] for key, note in notes)
        one, two = machines
        assert one.tables == two.tables
        assert set(one.units) == set(two.units)
        assert not one.tables["papers"].keys() & one.tables["trash"].keys()
        with one.open() as library:
            assert library.findings == []
