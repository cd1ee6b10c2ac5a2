"""Two machines that sync through git: nothing is lost, both end with the same, whatever breaks in between."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from papershelf.cli import main
from papershelf.errors import DataError, UsageError
from papershelf.sync import Git
from tests.sync_things import Machine, Ticking, bare, meet_up, pair, step, steps_of


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


def test_a_plain_pull_joins_by_the_driver(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.do("set_note", "a", "alpha")
    one.add("d")
    one.do("sync")
    two.do("set_note", "a", "beta")
    two.do("star", ["b"])
    two.git.run("add", "-A")
    two.git.run("commit", "-q", "-m", "by hand")
    two.git.run("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    assert {"alpha", "beta"} <= set(two.note("a").splitlines())
    assert "d" in two.tables["papers"]
    assert two.tables["marks"]["b"]["starred"] is True
    two.do("rate", ["c"], 4)
    assert {"alpha", "beta"} <= set(two.note("a").splitlines())
    meet_up(two, one)
    assert one.tables == two.tables


def test_a_plain_pull_of_files_that_are_behind_their_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.store.recordfile.SMALL", 0)
    one, two = pair(tmp_path)
    for machine in (one, two):
        machine.do("star", ["c"])
    meet_up(one, two)
    with one.open() as here, two.open() as there:
        here.star(["a"])
        there.star(["b"])
        for machine, key in ((one, "a"), (two, "b")):
            assert f'"{key}":' not in (machine.folder / "shelf.json").read_text()
            machine.git.run("commit", "-q", "-a", "-m", "by hand")
        one.git.run("push", "-q", "origin", "main")
        two.git.run("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
        there.refresh()
        starred = {key for key, mark in two.tables["marks"].items() if mark.get("starred")}
        assert starred == {"a", "b", "c"}
    meet_up(two, one)
    assert one.tables == two.tables
    assert {key for key, mark in one.tables["marks"].items() if mark.get("starred")} == {"a", "b", "c"}


def test_a_remote_that_lets_nobody_write_says_so(tmp_path: Path) -> None:
    one, _ = pair(tmp_path)
    hook = tmp_path / "remote.git" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    one.do("star", ["a"])
    with pytest.raises(DataError, match="git push failed"):
        one.do("sync")


@pytest.mark.parametrize("joins", [True, False])
def test_a_screen_that_looks_between_any_two_files_never_goes_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, joins: bool
) -> None:
    one, two = pair(tmp_path)
    one.do("set_note", "a", "one's")
    one.do("star", ["b"])
    two.do("set_note", "a", "two's")
    two.do("tag", ["b"], add=["two"])
    two.do("save_view", "Mine", "tag:two")
    if not joins:
        one.do("sync")
        one.do("rate", ["b"], 2)
    two.do("sync")
    with one.open() as screen:
        assert len(screen) == 3
        assert screen.views()
        looks: list[str] = []

        def place(folder: Path, files: dict[str, bytes]) -> None:
            for name, content in files.items():
                (folder / f"{name}.new").write_bytes(content)
                (folder / f"{name}.new").replace(folder / name)
                screen.refresh()
                looks.append(name)

        monkeypatch.setattr("papershelf.sync.syncing.replace_files", place)
        one.do("sync")
        monkeypatch.undo()
        assert "shelf.json" in looks
        assert looks[-1] == "history.jsonl"
        screen.star(["c"])
        entry = screen.entry("a")
        assert entry
        assert {"one's", "two's"} <= set(entry.mark.note.splitlines())
    meet_up(one, two)
    assert one.tables == two.tables
    assert {"one's", "two's"} <= set(one.note("a").splitlines())
    assert one.tables["marks"]["b"]["tags"] == ["two"]
    assert one.told == one.tables


def test_a_remote_whose_branch_has_another_name_is_found(tmp_path: Path) -> None:
    one, _ = pair(tmp_path)
    Git(tmp_path / "remote.git").run("branch", "-q", "-m", "main", "papers")
    late = Machine(tmp_path / "late", one.clock)
    late.do("set_up_sync", str(tmp_path / "remote.git"))
    assert late.do("sync").taken > 0
    assert late.tables == one.tables


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


def test_the_driver_leaves_foreign_files_to_git_and_is_not_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    versions = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path in versions:
        path.write_text(path.name)
    assert main(["merge-driver", *map(str, versions), "package.json"]) == 1
    assert versions[1].read_text() == "ours"
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "merge-driver" not in capsys.readouterr().out


class KilledError(BaseException):
    """The process is gone."""


def _fails_at(monkeypatch: pytest.MonkeyPatch, place: int) -> list[str]:
    calls: list[str] = []
    real = Git.run

    def run(self: Git, *words: str, **options: Any) -> Any:
        calls.append(words[0])
        if len(calls) - 1 == place:
            raise KilledError
        return real(self, *words, **options)

    monkeypatch.setattr(Git, "run", run)
    return calls


def test_killed_at_any_step_of_git_the_next_sync_makes_it_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = pair(tmp_path)
    place = 0
    while True:
        one.do("set_note", "a", f"one {place}")
        one.do("tag", ["b"], add=[f"one-{place}"])
        one.do("sync")
        two.do("set_note", "a", f"two {place}")
        two.do("tag", ["b"], add=[f"two-{place}"])
        with monkeypatch.context() as patch:
            calls = _fails_at(patch, place)
            with two.open() as library:
                try:
                    library.sync()
                except KilledError:
                    killed = True
                else:
                    killed = False
        assert {f"two {place}"} <= set(two.note("a").splitlines())
        meet_up(two, one)
        assert one.tables == two.tables
        assert {f"one {place}", f"two {place}"} <= set(one.note("a").splitlines()), calls
        assert {f"one-{place}", f"two-{place}"} <= set(one.tables["marks"]["b"]["tags"])
        if not killed:
            break
        place += 3
    assert place > 20


def test_killed_between_two_files_the_next_sync_makes_it_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for fatal in range(1, 4):
        folder = tmp_path / str(fatal)
        folder.mkdir()
        one, two = pair(folder)
        one.do("set_note", "a", "alpha")
        one.trash("b")
        one.add("d")
        one.do("sync")
        two.do("set_note", "a", "beta")
        two.do("star", ["c"])
        left = [fatal]

        def replace(source: Any, target: Any, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KilledError
            Path(source).replace(target)

        with monkeypatch.context() as patch, two.open() as library:
            patch.setattr("papershelf.sync.syncing.replace_files", _dying(replace))
            with pytest.raises(KilledError):
                library.sync()
        meet_up(two, one)
        assert one.tables == two.tables
        assert {"alpha", "beta"} <= set(one.note("a").splitlines())
        assert set(one.tables["papers"]) == {"a", "c", "d"}
        assert set(one.tables["trash"]) == {"b"}
        assert one.tables["marks"]["c"]["starred"] is True


def _dying(replace: Any) -> Any:
    def call(folder: Path, files: dict[str, bytes]) -> None:
        for name, content in files.items():
            new = folder / f"{name}.new"
            new.write_bytes(content)
            replace(new, folder / name)

    return call


def test_somebody_who_writes_meanwhile_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from papershelf.sync import Syncing

    one, two = pair(tmp_path)
    one.do("star", ["a"])
    one.do("sync")
    two.do("star", ["b"])
    real, times = Syncing._merge, [0]

    def merge(self: Syncing, *arguments: Any) -> str:
        made = real(self, *arguments)
        times[0] += 1
        if times[0] == 1:
            two.do("star", ["c"])
        return made

    monkeypatch.setattr(Syncing, "_merge", merge)
    two.do("sync")
    one.do("sync")
    assert times[0] == 3
    assert one.tables == two.tables
    assert {key for key, mark in one.tables["marks"].items() if mark.get("starred")} == {"a", "b", "c"}


def test_a_push_that_came_too_late_is_joined_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from papershelf.sync.transport import Transport

    one, two = pair(tmp_path)
    one.do("star", ["a"])
    two.do("star", ["b"])
    real, times = Transport.push, [0]

    def push(self: Transport, commit: str) -> bool:
        times[0] += 1
        if times[0] == 1:
            one.do("sync")
        return real(self, commit)

    monkeypatch.setattr(Transport, "push", push)
    two.do("sync")
    one.do("sync")
    assert one.tables == two.tables
    assert set(one.tables["marks"]) == {"a", "b"}


def test_other_files_in_the_repository_travel_and_are_never_overwritten(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    (one.folder / "README").write_text("hello\n")
    one.git.run("add", "README")
    one.git.run("commit", "-q", "-m", "a readme")
    one.do("star", ["a"])
    one.do("sync")
    two.do("star", ["b"])
    (two.folder / "README").write_text("mine\n")
    with pytest.raises(DataError, match="never committed"):
        two.do("sync")
    assert (two.folder / "README").read_text() == "mine\n"
    assert set(two.tables["marks"]) == {"b"}
    (two.folder / "README").unlink()
    meet_up(two, one)
    assert (two.folder / "README").read_text() == "hello\n"
    assert one.tables == two.tables
    assert one.git.run("status", "--porcelain").line == ""
    assert two.git.run("status", "--porcelain").line == ""


def test_what_keeps_a_sync_from_being_done_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(tmp_path / "data", Ticking())
    machine.add("a")
    with pytest.raises(DataError, match="no git repository"):
        machine.do("sync")
    machine.do("set_up_sync")
    with pytest.raises(DataError, match="no remote"):
        machine.do("sync")
    with pytest.raises(UsageError, match="no remote"):
        machine.do("sync", "--upload-pack=touch x")
    with pytest.raises(DataError, match="git ls-remote failed"):
        machine.do("sync", str(tmp_path / "nowhere.git"))
    machine.do("set_up_sync", str(bare(tmp_path / "remote.git")))
    machine.do("sync")
    (machine.folder / ".git" / "MERGE_HEAD").write_text("x\n")
    with pytest.raises(DataError, match="unfinished"):
        machine.do("sync")
    (machine.folder / ".git" / "MERGE_HEAD").unlink()
    machine.git.run("checkout", "-q", "--detach")
    with pytest.raises(DataError, match="no branch"):
        machine.do("sync")
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(DataError, match="git is not installed"):
        machine.do("sync")


def test_the_callers_git_surroundings_do_not_reach_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = pair(tmp_path)
    one.do("star", ["a"])
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    meet_up(one, two)
    assert two.tables["marks"]["a"]["starred"] is True
    assert not (tmp_path / "elsewhere").exists()


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
