"""What comes between the steps of a sync: death, a writer, another push, a screen that looks; nothing is lost."""

from pathlib import Path
from typing import Any

import pytest

from papershelf.sync import Git
from tests.sync_things import meet_up, pair


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
        place += 4
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
