"""What exports cost is measured for each format that there is, on papers that come back."""

import pytest

from benchmarks import corpora, exporting
from papershelf.exporters import exporters
from papershelf.settings import seed_pages


def test_each_format_has_its_row_and_a_second_run_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "RUNS", 1)
    monkeypatch.setattr(exporting, "seed_pages", lambda: seed_pages()[:1])  # there are more than six papers on it
    monkeypatch.setenv(corpora.VARIABLE, "/nowhere")
    entries = exporting.papers(6)
    assert [row[0] for row in exporting.formats(entries).rows] == [exporting.BARE, *exporters()]
    rows = {row[0]: row for row in exporting.later_runs(entries).rows}
    assert rows.keys() == exporters().keys()
    assert {row[3] for row in rows.values()} == {"0"}
    # What is the person's own stays out of bibliographies.
    assert {name for name, row in rows.items() if row[5] == "0"} == {"bibtex", "biblatex"}
    assert exporting.round_trip(entries).rows[0][0::2] == ("6", "0")
