"""Processes and commands that change one library at once: a sample of what `benchmarks.torture` does in full."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.torture.peers import VARIABLE, Contender, MissingPeerError, Papershelf, Papis, find_program
from benchmarks.torture.storm import KINDS, by_command, within_python


def test_a_storm_through_the_library_loses_nothing() -> None:
    result = within_python("papershelf", processes=4, changes=15)
    assert result[:3] == (60, 60, 60)


def test_a_storm_of_commands_loses_nothing() -> None:
    result = by_command(Papershelf, processes=3, changes=2)
    assert result[:3] == (6, 6, 6)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_store_keeps_the_changes_of_one_process(kind: str) -> None:
    """The others are asked fairly: alone each of them loses nothing."""
    assert within_python(kind, processes=1, changes=6)[:3] == (6, 6, 6)


class Forgetful(Contender):
    """Says that it does everything, and keeps what comes first."""

    name = "forgetful"

    def prepare(self, entries: int) -> None:
        """Nothing."""

    def command(self, entry: int, tag: str) -> Sequence[str]:
        """A command that does nothing."""
        return ["true", str(entry), tag]

    def found(self) -> set[str]:
        """One change."""
        return {"t0x0"}


@pytest.mark.skipif(shutil.which("true") is None, reason="there is no command that does nothing")
def test_what_is_lost_is_counted() -> None:
    assert by_command(Forgetful, processes=2, changes=2)[:3] == (4, 4, 1)


def test_a_peer_that_is_not_here_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(MissingPeerError, match=VARIABLE):
        by_command(Papis)
    program = tmp_path / "papis" / "bin" / "papis"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert find_program("papis") == str(program)
