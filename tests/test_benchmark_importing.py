"""What imports cost is measured by format, and how long one does not ask whether it shall end."""

from pathlib import Path

import pytest

from benchmarks import importing
from papershelf.errors import Cancelled
from papershelf.progress import Step


def test_each_format_that_has_a_sample_has_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SAMPLES", Path("/nowhere"))
    monkeypatch.setattr(importing, "RUNS", 1)
    (row,) = importing.formats().rows
    assert row[1:3] == ("5", "574")


def test_the_longest_time_without_asking_is_noted_until_it_is_being_written() -> None:
    listener = importing.Listener()
    listener(Step("reading"))
    listener(Step("writing", is_final=True))
    assert list(listener.gaps) == ["reading"]
    with pytest.raises(Cancelled):
        importing.Listener(wish_at=0.0)(Step("reading"))
