"""Syncing and git: plain pulls, remotes of all kinds, foreign files, and what is said when it cannot be done."""

from pathlib import Path

import pytest

from papershelf.cli import main
from papershelf.errors import DataError, UsageError
from papershelf.sync import Git
from tests.sync_things import Machine, Ticking, bare, meet_up, pair


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


def test_a_remote_whose_branch_has_another_name_is_found(tmp_path: Path) -> None:
    one, _ = pair(tmp_path)
    Git(tmp_path / "remote.git").run("branch", "-q", "-m", "main", "papers")
    late = Machine(tmp_path / "late", one.clock)
    late.do("set_up_sync", str(tmp_path / "remote.git"))
    assert late.do("sync").taken > 0
    assert late.tables == one.tables


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
