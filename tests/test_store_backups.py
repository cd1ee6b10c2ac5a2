"""Rolling backups: made before a change, thinned by the clock, and never in a change's way."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import DataError
from papershelf.store import Store, recordfile
from papershelf.store.care.rolling import Rolling
from papershelf.store.care.thinning import superfluous
from tests.store_things import DiedError, FaultyOs, a_mark, a_paper, put, reopened, state

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class Clock:
    """Tells the time, and lets it pass when asked."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> str:
        return self.now.isoformat()

    def wait(self, **step: float) -> None:
        """Let time pass."""
        self.now += timedelta(**step)


def _names(folder: Path) -> list[str]:
    return [backup.name for backup in Rolling(folder).all()]


def _ratings(folder: Path) -> list[int]:
    """What each backup, the latest first, holds of mark `a`."""
    files = [backup.files["shelf.json"] for backup in Rolling(folder).all()]
    return [orjson.loads(path.read_bytes())["marks"]["a"]["rating"] for path in files]


def test_the_state_before_a_change_is_kept_every_ten_minutes(tmp_path: Path) -> None:
    """Nothing is kept of nothing; what is unchanged is a second name of the same file."""
    clock = Clock()
    with Store.open(tmp_path, clock=clock) as store:
        put(store, a_paper("a"), a_mark("a", rating=1))
        assert not (tmp_path / "backups").exists()
        clock.wait(minutes=11)
        put(store, a_mark("a", rating=2))
        clock.wait(minutes=9)
        put(store, a_mark("a", rating=3))
        assert _ratings(tmp_path) == [1]
        clock.wait(minutes=2)
        put(store, a_mark("a", rating=4))
        assert _ratings(tmp_path) == [3, 1]
    with Store.open(tmp_path, clock=clock) as store:
        put(store, a_mark("a", rating=5))
        assert _ratings(tmp_path) == [3, 1], "another process knows of it"
        assert store.findings == []
    one, two = Rolling(tmp_path).all()
    assert one.name == "2026-03-01-092200"
    assert one.files["library.json"].samefile(two.files["library.json"])
    assert one.files["library.json"].samefile(tmp_path / "library.json")
    assert {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "backups").iterdir()} == {"0o700"}


def test_the_second_change_is_kept_from_however_soon_it_comes(tmp_path: Path) -> None:
    """Before the first one there was nothing to keep: that is no backup near which no other is needed."""
    clock = Clock()
    with Store.open(tmp_path, clock=clock) as store:
        put(store, a_mark("a", rating=1))
        assert _names(tmp_path) == []
        clock.wait(minutes=1)
        put(store, a_mark("a", rating=2))
        assert _ratings(tmp_path) == [1]
        clock.wait(minutes=1)
        put(store, a_mark("a", rating=3))
        assert _ratings(tmp_path) == [1]


def test_a_file_that_is_behind_the_history_is_caught_up_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup has no history, so it must hold what was acknowledged, whoever did it."""
    monkeypatch.setattr(recordfile, "SMALL", 0)
    clock = Clock()
    store = Store.open(tmp_path, clock=clock)
    put(store, a_paper("a"), a_mark("a", rating=1))
    put(store, a_mark("a", rating=2))
    clock.wait(hours=1)
    other = Store.open(tmp_path, clock=clock)
    put(other, a_paper("b"))
    assert _ratings(tmp_path) == [2, 1]
    assert reopened(tmp_path) == state(other)


def test_a_clock_that_jumps(tmp_path: Path) -> None:
    """Back: they go on being made and none of the others goes. Ahead: the same."""
    clock = Clock()
    with Store.open(tmp_path, clock=clock) as store:
        put(store, a_paper("a"), a_mark("a", rating=1))
        for day in range(5):
            clock.wait(days=1)
            put(store, a_mark("a", note=str(day)))
        before = set(_names(tmp_path))
        assert len(before) == 5
        clock.now = datetime(2020, 1, 1, tzinfo=UTC)
        for _ in range(15):
            clock.wait(minutes=11)
            put(store, a_mark("a", note=clock()))
        after = set(_names(tmp_path))
        assert before < after
        assert 10 <= len([name for name in after if name.startswith("2020")]) <= 11
        clock.now = datetime(2035, 1, 1, tzinfo=UTC)
        put(store, a_mark("a", note="much later"))
        assert len(set(_names(tmp_path)) & before) >= 4


@given(st.lists(st.integers(0, 400 * 24 * 60), max_size=60, unique=True), st.integers(0, 400 * 24 * 60))
def test_thinning(minutes: list[int], now: int) -> None:
    """Never the last ten, never the newest of a recent day or week, never too many; and twice is as once."""
    moments = {START + timedelta(minutes=m) for m in minutes}
    time = START + timedelta(minutes=now)
    kept = moments - superfluous(moments, time)
    past = sorted((at for at in moments if at <= time), reverse=True)
    assert set(past[:10]) <= kept
    assert len(kept) <= 50
    assert superfluous(kept, time) == set()
    ways: list[Callable[[datetime], object]] = [datetime.date, lambda at: at.isocalendar()[:2]]
    for unit in ways:
        units = list(dict.fromkeys(map(unit, past)))[:7]
        assert {unit(at) for at in kept if at <= time} >= set(units)


def test_many_days(tmp_path: Path) -> None:
    """A change an hour for three months leaves ten, seven days and eight weeks of them."""
    moments: set[datetime] = set()
    for hour in range(24 * 90):
        now = START + timedelta(hours=hour)
        moments.add(now)
        moments -= superfluous(moments, now)
    assert len({at.date() for at in moments}) >= 7 + 5
    assert 20 <= len(moments) <= 25
    assert now - min(moments) > timedelta(weeks=6)


def test_where_files_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are copied, and what did not change is not copied again; a copy goes with the last that needs it."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("papershelf.store.care.rolling.os.link", refuse)
    monkeypatch.setattr("papershelf.store.care.thinning.LAST", 2)
    clock = Clock()
    with Store.open(tmp_path, clock=clock) as store:
        put(store, a_paper("a"), a_mark("a", rating=1))
        for rating in (2, 3, 4, 5, 1, 2):
            clock.wait(minutes=11)
            put(store, a_mark("a", rating=rating))
        assert store.findings == []
    assert _ratings(tmp_path) == [1, 5]
    copies = sorted(path.name.partition("-")[0] for path in (tmp_path / "backups" / "copies").iterdir())
    assert copies == ["library", "shelf", "shelf"]


def test_a_backup_that_fails_is_told_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again when the next would be due."""
    clock = Clock()
    with Store.open(tmp_path, clock=clock) as store:
        put(store, a_mark("a", rating=1))
        (tmp_path / "backups").write_text("in the way")
        clock.wait(minutes=11)
        put(store, a_mark("a", rating=2))
        (finding,) = store.findings
        assert finding.file == "backups"
        assert "no folder" in finding.reason
        (tmp_path / "backups").unlink()
        clock.wait(minutes=11)
        put(store, a_mark("a", rating=3))
        assert store.findings == []
        assert _ratings(tmp_path) == [2]


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """A person may keep things there."""
    (tmp_path / "backups" / "mine").mkdir(parents=True)
    (tmp_path / "backups" / "9999-99-99-999999").mkdir()
    (tmp_path / "backups" / "note.txt").write_text("x")
    clock = Clock()
    with Store.open(tmp_path, clock=clock) as store:
        for rating in (1, 2, 3):
            clock.wait(minutes=11)
            put(store, a_mark("a", rating=rating))
    assert sorted(os.listdir(tmp_path / "backups")) == [
        *("2026-03-01-092200", "2026-03-01-093300", "9999-99-99-999999", "mine", "note.txt")
    ]


@pytest.mark.parametrize("mode", ["before", "after", "halfway", "refuse", "interrupt"])
@pytest.mark.parametrize("links", [True, False])
def test_whatever_goes_wrong_while_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, links: bool
) -> None:
    """At every call: what is acknowledged is there, backups open, and nothing half made is left after the next."""
    monkeypatch.setattr("papershelf.store.care.thinning.LAST", 1)
    for n in count():
        folder, clock = tmp_path / str(n), Clock()
        with Store.open(folder, clock=clock) as store:
            for rating in (1, 2, 3):
                put(store, a_paper("a"), a_mark("a", rating=rating))
                clock.wait(minutes=11)
        faulty, done = FaultyOs(n, mode), 3
        if not links:
            faulty.link = _refuse  # type: ignore[attr-defined] # stands in for a call of the system
        with monkeypatch.context() as patched:
            faulty.install(patched)
            try:
                with Store.open(folder, clock=clock) as store:
                    for rating in (4, 5):
                        put(store, a_mark("a", rating=rating))
                        done = rating
                        clock.wait(minutes=11)
            except (DiedError, DataError, KeyboardInterrupt):
                pass
        marks = reopened(folder)[1]
        assert marks["a"].rating in (done, done + 1), (mode, n, faulty.calls[-3:])
        assert all(rating in (1, 2, 3, 4, 5) for rating in _ratings(folder)), "each is whole"
        with Store.open(folder, clock=clock) as store:
            clock.wait(minutes=11)
            put(store, a_mark("a", note="more"))
            clock.wait(minutes=11)
            put(store, a_mark("a", note="and more"))
            assert [finding for finding in store.findings if finding.file == "backups"] == []
        left = {path.name for path in folder.rglob("*.new")}
        assert left == set(), (mode, n)
        if not faulty.struck:
            assert n > 20
            return


def _refuse(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")
