"""The benchmark of scale says where a reach is missed, draws what it measured, and looks for peers where told."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.scale import peers
from benchmarks.scale.measuring import DRAWN, draw, parts
from benchmarks.scale.plot import drawn
from benchmarks.scale.reach import QUANTITIES, misses, reaches, shown
from benchmarks.scale.shelf import FIRST, files_of, live_in
from papershelf import Library

FIGURES = {
    526: {"first list ratio": 1.2, "ranked ids, p95": 2.0, "move, p95": 3.0, "import": 0.5, "memory ratio": 90.0},
    10_000: {"first list ratio": 1.2, "ranked ids, p95": 4.0, "move, p95": 4.0, "import": 2.0, "memory ratio": 6.0},
    100_000: {
        "first list ratio": 1.25,
        "ranked ids, p95": 11.0,
        "move, p95": 15.0,
        "import": 30.0,
        "memory ratio": 1.4,
    },
}


def test_what_is_missed_is_named_with_its_size() -> None:
    assert [(what, papers, measured) for what, papers, measured, _ in misses(FIGURES)] == [
        ("… to the empty app, median of pairs", "526", "1.20 ×"),
        ("growth of: move → painted, over the empty app, p95", "10,000 → 100,000", "3.8 ×"),
        ("import, empty library, whole process", "100,000", "30.00 s"),
        ("growth of: import, empty library, whole process", "10,000 → 100,000", "15.0 ×"),
    ]


def test_a_row_holds_every_size_and_how_it_grows() -> None:
    wide, missed = reaches(FIGURES)
    assert wide.head[3:] == ("526", "10,000", "100,000", "growth 10,000 → 100,000")
    assert ("query → ranked ids, p95", "ms", "≤ 12", "2.0", "4.0", "11.0", "2.8 × (linear)") in wide.rows
    assert len(missed.rows) == 4
    assert reaches({526: {"empty app, key": 1.0}})[1].rows[0][0].startswith("nothing")
    assert shown(None, "ms") == "–"


def test_each_quantity_is_named_once_and_what_is_drawn_is_measured() -> None:
    keys = [each.key for each in QUANTITIES]
    assert len(set(keys)) == len(keys)
    assert set(DRAWN) <= set(keys)
    assert list(parts(quick=True)) == list(parts(quick=False))


def test_the_plot_names_every_line_and_keeps_names_apart(tmp_path: Path) -> None:
    lines = {f"<{number}>": [(526.0, 1.0), (1e4, 2.0), (1e5, 3.0 + number / 100)] for number in range(8)}
    root = ElementTree.fromstring(drawn(lines))
    found = [each for each in root.iter() if each.tag.endswith("text")]
    texts = {(each.text or "").split(":")[0]: float(each.get("y", 0)) for each in found}
    assert {"<0>", "<7>", "papers", "526", "100,000", "linear", "flat", "1 ms"} <= texts.keys()
    heights = sorted(height for name, height in texts.items() if name.startswith("<"))
    assert all(after - before >= 15 for before, after in pairwise(heights))
    draw(FIGURES, tmp_path / "plot.svg")
    assert len(re.findall('class="line"', (tmp_path / "plot.svg").read_text("utf-8"))) == 2
    with pytest.raises(ValueError, match="nothing to draw"):
        drawn({"none": [(526, 0.0)]})


def test_the_library_is_lived_in(tmp_path: Path) -> None:
    pages = files_of(526, tmp_path)
    assert len(pages) == 5
    assert FIRST not in {page.stem for page in pages}
    with Library.open(tmp_path / "data") as library:
        library.import_files(pages)
        live_in(library)
        assert len(library.find("is:starred").ids) == 66
        assert len(library.find("has:note").ids) == 131
        assert len(library.find("tag:nlp/rag").ids) == 27


def test_a_peer_is_looked_for_where_the_variable_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(peers.VARIABLE, str(tmp_path))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileNotFoundError, match="neither on the path"):
        peers.measured(peers.PEERS[0], tmp_path / "papers.bib", tmp_path, b"word")
