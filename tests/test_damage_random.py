"""Files damaged at random: a sample of what `benchmarks.torture` does in full, and with any seed."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from benchmarks.torture.damage import DAMAGES, HISTORY, Sample, damage_often, held, restore, sample, untouched
from benchmarks.torture.power import quick_folder

NAMES = ["library.json", "shelf.json", "views.json", "trash.json", HISTORY]


@pytest.fixture(scope="module")
def made() -> Iterator[Sample]:
    """A small library."""
    with quick_folder() as root:
        yield sample(root / "data")


@pytest.mark.parametrize("name", NAMES)
def test_damage_never_ends_in_anything_but_a_reason(made: Sample, name: str) -> None:
    found = damage_often(made, name, 120, Random(1), history=True)
    assert found.wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_with_the_history_beside_it_nothing_is_lost(made: Sample, name: str) -> None:
    found = damage_often(made, name, 300, Random(2), history=True)
    assert found.wrong == []
    assert found.tries > 290


@pytest.mark.parametrize("name", NAMES[:-1])
def test_without_history_whole_lines_are_there(made: Sample, name: str) -> None:
    found = damage_often(made, name, 300, Random(3), history=False)
    assert found.wrong == []
    assert found.tries > 290


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_kind_of_damage_takes_any_size(damage: Callable[[bytearray, Random], None]) -> None:
    for size in (1, 2, 3, 40, 5000):
        changed = 0
        for seed in range(20):
            data = bytearray(bytes(range(256)) * 20)[:size]
            before = bytes(data)
            damage(data, Random(seed))
            changed += data != before
        assert changed > 0 or size < 3


def test_a_lost_record_is_noticed(made: Sample) -> None:
    """The check itself: a line that is whole and a library that does not hold it."""
    restore(made)
    whole = made.files["shelf.json"]
    line = next(line for line in whole.split(b"\n") if b"starred" in line)
    key = line.split(b'"')[1].decode()
    assert key in untouched(whole, whole[:20] + whole[21:])
    assert key not in untouched(whole, whole.replace(b'"starred":true', b'"starred":frue', 1))
    assert held(made.folder) == made.records
