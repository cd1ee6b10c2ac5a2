"""Progress on the command line: only on a terminal, only if it takes long, and gone in the end."""

import io
from types import SimpleNamespace

import pytest

from papershelf.cli import watching as module
from papershelf.cli.output import manner
from papershelf.cli.watching import watching
from papershelf.progress import Step, unheard


class Terminal(io.StringIO):
    """A terminal that remembers all that was written to it."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal for stderr, on which nothing is waited for."""
    made = Terminal()
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=made))  # pytest puts its own into the real one
    monkeypatch.setattr(module, "SHOWN_AFTER", 0.0)
    monkeypatch.setattr(module, "EVERY", 0.0)
    return made


def test_nothing_is_told_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=io.StringIO()))
    with watching("importing") as progress:
        assert progress is unheard


def test_who_wants_no_talk_sees_no_progress(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manner, "quiet", True)
    with watching("importing") as progress:
        assert progress is unheard


def test_a_line_writes_over_itself_and_is_gone_in_the_end(terminal: Terminal) -> None:
    with watching("importing") as progress:
        progress(Step("placing", 1200, 10_000, "listing"))
        progress(Step("writing", 3, None, "MB"))
        progress(Step("done"))
    first, second, third, blank, rest = terminal.getvalue().lstrip("\r").split("\r")
    assert first == "papershelf: importing: placing, 1,200 of 10,000 listings"
    assert second.rstrip() == "papershelf: importing: writing, 3 MB"
    assert len(second) == len(first), "nothing of the longer line is left"
    assert third.rstrip() == "papershelf: importing: done"
    assert not blank.strip()
    assert rest == ""


def test_the_stage_that_is_the_verb_is_said_once_and_the_rate_once_it_is_known(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([0.0, 10.0, 10.4, 12.0, 13.0, 15.0])
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: next(times)))
    with watching("importing") as progress:
        progress(Step("importing", 0, 10_000, "listing"))
        progress(Step("importing", 300, 10_000, "listing"))
        progress(Step("importing", 3200, 10_000, "listing"))
        progress(Step("writing", 5, 100, "paper"))
        progress(Step("writing", 25, 100, "paper"))
    assert [line.strip() for line in terminal.getvalue().strip("\r ").split("\r")] == [
        "papershelf: importing: 0 of 10,000 listings",
        "papershelf: importing: 300 of 10,000 listings",
        "papershelf: importing: 3,200 of 10,000 listings · 1,600/s",
        "papershelf: importing: writing, 5 of 100 papers",
        "papershelf: importing: writing, 25 of 100 papers · 10/s",
    ]


def test_it_is_gone_too_where_the_work_was_interrupted(terminal: Terminal) -> None:
    def interrupted() -> None:
        with watching("importing") as progress:
            progress(Step("placing"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert terminal.getvalue().endswith(" \r")


def test_what_is_short_says_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHOWN_AFTER", 60.0)
    with watching("importing") as progress:
        progress(Step("placing"))
    assert terminal.getvalue() == ""
