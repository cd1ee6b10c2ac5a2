"""The fuzzer of the search: it finds nothing wrong in a short run, and it would see what is."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.library.found import Found
from tools.fuzz_queries import LONG, Maker
from tools.fuzz_search import Fuzzer, furnished


@pytest.fixture(scope="module")
def furnished_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The seed papers, with marks."""
    with furnished(tmp_path_factory.mktemp("fuzz")) as library:
        yield library


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hundred_hostile_queries_are_answered_rightly(furnished_library: Library, seed: int) -> None:
    report = Fuzzer(furnished_library, seed).run(100)
    assert report.bugs == [], str(report)
    assert report.counts["queries"] == 100
    assert "p99" in str(report)


def test_the_same_seed_makes_the_same_queries() -> None:
    texts = ["Sparse Finetuning for Faster Inference", "Über naïve Gewichte"]
    first, second, other = (Maker(texts, seed) for seed in ("1", "1", "2"))
    made = [first.query() for _ in range(50)]
    assert made == [second.query() for _ in range(50)]
    assert made != [other.query() for _ in range(50)]


def test_the_same_seed_makes_the_same_queries_in_another_process() -> None:
    code = (
        "import json; from tools.fuzz_queries import Maker; maker = Maker(['Sparse nets', 'GPT-4'], '7')\n"
        "print(json.dumps([maker.query() for _ in range(30)]))"
    )
    root = Path(__file__).parent.parent
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    maker = Maker(["Sparse nets", "GPT-4"], "7")
    assert json.loads(run.stdout) == [maker.query() for _ in range(30)]


def test_monsters_are_as_long_as_they_say() -> None:
    maker = Maker(["one two three"], "1")
    assert all(0 < len(maker._monster()) <= LONG for _ in range(10))


def test_a_wrong_answer_is_seen(furnished_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fuzzer = Fuzzer(furnished_library)
    find = furnished_library.find

    def wrong(text: str) -> Found:
        found = find(text)
        return replace(found, ids=(*found.ids[:1], *found.ids[:1]), divider=0)

    monkeypatch.setattr(furnished_library, "find", wrong)
    assert fuzzer.run(20).bugs


def test_a_crash_is_seen_and_does_not_end_the_run(furnished_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fuzzer = Fuzzer(furnished_library)

    def crash(text: str) -> Found:
        raise ZeroDivisionError(text)

    monkeypatch.setattr(furnished_library, "find", crash)
    report = fuzzer.run(3)
    assert len(report.bugs) == 3
    assert "ZeroDivisionError" in str(report)
