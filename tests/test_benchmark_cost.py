"""The processes that measure what the index costs hand back what the table wants."""

from pathlib import Path

import pytest

from benchmarks import search_cost
from benchmarks.corpora import VARIABLE


def test_every_row_has_a_figure_or_a_dash() -> None:
    said: list[str] = []
    (table,) = search_cost.tables(["seeds"], 1, said.append)
    assert table.head == ("what", "526 papers")
    assert [name for name, _ in table.rows] == list(search_cost._ROWS)
    figures = {row[0]: row[1] for row in table.rows}
    assert float(figures["building, s"]) > 0
    median, p95 = figures["adding one paper, ms, median / p95"].split(" / ")
    assert 0 < float(median) <= float(p95)


def test_without_its_corpus_a_size_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert search_cost.tables(["10k"], 1, lambda _: None) == []


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="this system tells only the height")
def test_memory_taken_is_seen_and_the_height_forgotten() -> None:
    before = search_cost.resident()
    block = bytearray(b"x") * (64 * search_cost.MEGA)
    assert search_cost.resident() - before > 48 * search_cost.MEGA
    assert search_cost.peak() >= search_cost.resident() - search_cost.MEGA
    del block
    search_cost.forget_peak()
    assert search_cost.peak() - before < 48 * search_cost.MEGA
