"""The garbage of a key is collected in the pause after it, and nothing is done at rest."""

import gc

import pytest
from textual.app import App

from papershelf import Library
from papershelf.tui import sweeping
from papershelf.tui.sweeping import AGED, FEW, LONG, SHORT, STILL, Sweeper
from tests.app_tools import staged


class Clock:
    """Stands in for a timer of the app."""

    def __init__(self) -> None:
        self.runs = False

    def resume(self) -> None:
        """As the timer's."""
        self.runs = True

    def pause(self) -> None:
        """As the timer's."""
        self.runs = False


class Shop(App[None]):
    """An app that only has a timer to give."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()

    def set_interval(self, *_rest: object, **_named: object) -> Clock:  # type: ignore[override]
        """The timer, which looks when a test does."""
        return self.clock


class Collector:
    """Stands in for Python's: says how much is new, and remembers what it was asked to go through."""

    def __init__(self) -> None:
        self.count = [0, 0, 0]
        self.asked: list[int] = []
        self.is_on = True

    def isenabled(self) -> bool:
        """As `gc.isenabled`."""
        return self.is_on

    def get_count(self) -> tuple[int, ...]:
        """As `gc.get_count`."""
        return tuple(self.count)

    def collect(self, generation: int) -> None:
        """As `gc.collect`: the next older generation counts that it was done."""
        self.asked.append(generation)
        self.count[: generation + 1] = [0] * (generation + 1)
        if generation < 2:
            self.count[generation + 1] += 1


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Collector:
    """In place of Python's."""
    made = Collector()
    monkeypatch.setattr(sweeping, "gc", made)
    return made


@pytest.fixture
def shop() -> Shop:
    """An app that does not run."""
    return Shop()


def test_it_waits_for_a_pause_and_then_goes_through_what_is_new(shop: Shop, collector: Collector) -> None:
    sweeper = Sweeper(shop)
    sweeper.stir()
    for _ in range(5):  # a key is at work
        collector.count[0] += STILL + 1
        sweeper.look()
    assert collector.asked == []
    assert collector.count[0] > FEW
    collector.count[0] += STILL  # a clock went on
    sweeper.look()
    assert collector.asked == [0]
    sweeper.look()
    assert collector.asked == [0], "there is nothing new"


def test_little_is_left_where_it_is_and_the_timer_stops_at_rest(shop: Shop, collector: Collector) -> None:
    sweeper = Sweeper(shop)
    sweeper.stir()
    collector.count[0] = FEW
    for _ in range(LONG + 1):
        assert shop.clock.runs
        sweeper.look()
    sweeper.look()
    assert not shop.clock.runs
    assert collector.asked == []
    sweeper.stir()
    assert shop.clock.runs


@pytest.mark.parametrize("old", [0, AGED - 1, AGED])
def test_what_survived_often_is_gone_through_when_nobody_did_anything_for_long(
    shop: Shop, collector: Collector, old: int
) -> None:
    sweeper = Sweeper(shop)
    sweeper.stir()
    collector.count[1:] = [AGED + 1, old]
    for _ in range(SHORT):
        sweeper.look()
    assert collector.asked == [], "somebody may only look for a key"
    for _ in range(LONG - SHORT):
        sweeper.look()
    assert collector.asked == [1], "somebody may only think"
    sweeper.look()
    assert collector.asked == ([1, 2] if old + 1 > AGED else [1])
    assert not shop.clock.runs


def test_work_that_set_the_collector_aside_is_left_alone(shop: Shop, collector: Collector) -> None:
    sweeper = Sweeper(shop)
    sweeper.stir()
    collector.count, collector.is_on = [10 * FEW, 2 * AGED, 2 * AGED], False
    for _ in range(2 * LONG):
        sweeper.look()
    assert collector.asked == []
    assert shop.clock.runs, "it has an end"


def test_after_a_rest_the_first_key_is_swept_up_too(shop: Shop, collector: Collector) -> None:
    sweeper = Sweeper(shop)
    for _ in range(LONG + 2):
        sweeper.look()
    collector.count[1] = AGED + 1
    sweeper.stir()
    sweeper.look()  # the timer is late and looks at once, before the key is at work
    assert shop.clock.runs
    assert collector.asked == [], "the key would wait for it"
    collector.count[0] = 10 * FEW
    sweeper.look()
    sweeper.look()
    assert collector.asked == [0]


async def test_the_pause_after_a_key_is_used(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: asked.append(generation))
    async with staged(library) as stage:
        await stage.press("slash", *"sparse")
        await stage.came(lambda: bool(asked))
        assert set(asked) == {0}


async def test_no_key_waits_for_what_survived_others(library: Library) -> None:
    rounds: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            rounds.append(told["generation"])

    async with staged(library) as stage:
        gc.set_threshold(50, *gc.get_threshold()[1:])  # as if every key made very much
        gc.callbacks.append(note)
        try:
            await stage.press("slash", *"sparse attention of long texts".replace(" ", ""))
        finally:
            gc.callbacks.remove(note)
    assert len(rounds) > 2 * AGED
    assert set(rounds) == {0}
