"""The benchmark of scale says where a reach is missed, draws what it measured, and looks for peers where told."""

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import corpora
from benchmarks.importing import Cost
from benchmarks.scale import peers
from benchmarks.scale.batches import found_now
from benchmarks.scale.figures import Figure, median, over, repeated
from benchmarks.scale.holding import newcomers
from benchmarks.scale.keys import CLEAR, GESTURES, STAR, sequence, typed_queries, typing
from benchmarks.scale.measuring import DRAWN, draw, leaving_out, measured, parts
from benchmarks.scale.plot import drawn
from benchmarks.scale.reach import QUANTITIES, growth_of, misses, reaches, runs_of, shown
from benchmarks.scale.shelf import FIRST, SIZES, Shelf, files_of, live_in
from papershelf import Library

VALUES = {
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
RUNS = {526: 7, 10_000: 7, 100_000: 1}
FIGURES = {size: {key: Figure(value, RUNS[size]) for key, value in row.items()} for size, row in VALUES.items()}


def test_what_is_missed_is_named_with_its_size() -> None:
    assert [(what, papers, measured) for what, papers, measured, _ in misses(FIGURES)] == [
        ("start to first painted list ÷ first paint of the empty app, of pairs", "526", "1.20 ×"),
        ("growth of: move → last byte painted, p95 less that of the empty app", "10,000 → 100,000", "3.8 ×"),
        ("import, empty library, whole process", "100,000", "30.00 s"),
        ("growth of: import, empty library, whole process", "10,000 → 100,000", "15.0 ×"),
    ]


def test_a_row_holds_every_size_the_runs_and_how_it_grows() -> None:
    wide, missed = reaches(FIGURES)
    assert wide.head[3:] == ("526", "10,000", "100,000", "runs or presses", "growth 10,000 → 100,000")
    row = ("query → ranked ids, p95", "ms", "≤ 12", "2.0", "4.0", "11.0", "7, 7, 1", "2.8 × (linear)")
    assert row in wide.rows
    assert len(missed.rows) == 4
    assert reaches({526: {"empty app, key": Figure(1.0, 60)}})[1].rows[0][0].startswith("nothing")
    assert shown(None, "ms") == "–"
    assert runs_of([Figure(1.0, 60), Figure(2.0, 60)]) == "60"
    assert runs_of([Figure(526, 0), Figure(10_000, 0)]) == "–"


def test_growth_is_unknown_where_one_of_both_is_or_is_nothing() -> None:
    move = next(each for each in QUANTITIES if each.key == "move, p95")
    assert growth_of(move, FIGURES) == 3.75
    assert growth_of(move, {10_000: FIGURES[10_000]}) is None
    assert growth_of(move, {**FIGURES, 10_000: {"move, p95": Figure(-0.5, 60)}}) is None


def test_each_quantity_is_named_once_and_what_is_drawn_is_measured() -> None:
    keys = [each.key for each in QUANTITIES]
    assert len(set(keys)) == len(keys)
    names = [each.what for each in QUANTITIES]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith("…")], "in the table of what is missed it stands alone"
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
    assert peers.places("bibtui") == [str(tmp_path), str(tmp_path / "bibtui" / "bin")]


# What is computed of what was timed


def test_like_is_taken_from_like() -> None:
    ours, floor = [0.030] * 19 + [0.130], [0.004] * 18 + [0.104, 0.104]
    middle, top = over(ours, floor, 1e3)
    assert (round(middle.value), middle.runs) == (26, 20)
    assert round(top.value) == 30 - 104, "95 in a hundred of the floor, and not its median"
    assert median([1.0, 3.0, 2.0], 1e3) == Figure(2e3, 3)


def test_what_takes_long_is_repeated_less_but_done_once() -> None:
    assert repeated(lambda: 1, runs=3) == [1, 1, 1]
    assert repeated(lambda: 1, runs=3, seconds=0.0) == [1]


def test_keys_that_clear_a_line_are_timed_only_where_they_do_something_else() -> None:
    page = next(each for each in GESTURES if each.name == "page")
    assert CLEAR in page.keys, "in the list it is half a page up"
    assert [is_timed for _, is_timed in sequence(page, 8)] == [True] * 8
    typed = list(sequence(typing(60), 60))
    assert {key for key, is_timed in typed if not is_timed} == {CLEAR}
    assert sum(is_timed for _, is_timed in typed) >= 60
    assert typed_queries(1)[-1] == CLEAR
    for gesture in (*GESTURES, STAR):
        assert len(list(sequence(gesture, 60))) == 60


def test_a_page_back_follows_each_page_so_that_there_is_always_something_to_paint() -> None:
    steps = {"page": {b"\x1b[6~": 2, b"\x04": 1, b"\x1b[5~": -2, b"\x15": -1}, "move": {b"j": 1, b"k": -1}}
    for gesture in GESTURES:
        if gesture.name in steps:
            place = 0
            for key, _ in sequence(gesture, 200):
                place += steps[gesture.name][key]
                assert 0 <= place <= 20, gesture.name
        assert len(gesture.keys) == 1 or gesture.keys[0] != gesture.keys[-1] or gesture.name == "sort"


def test_newcomers_are_in_no_library(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"title": f"Paper {n} about topic {n} of many", "authors": [f"A. B{n}"], "abstract": "x", "year": 2020}
        )
        for n in range(40)
    ]
    known, new = tmp_path / "known.jsonl", tmp_path / "new.jsonl"
    known.write_text("\n".join(lines), "utf-8")
    new.write_bytes(b"".join(newcomers(line.encode() for line in lines)))
    with Library.open(tmp_path / "data") as library:
        library.import_files([known])
        assert library.import_files([new]).new == len(lines)


def test_what_the_head_says_is_found_or_it_is_an_error() -> None:
    assert found_now(b"\x1b[1m 10 of 526\x1b[0m \x1b[1m 12 of 526\x1b[0m") == 12
    with pytest.raises(RuntimeError, match="how many are listed"):
        found_now(b"nothing")


def test_what_is_left_out_is_known_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(corpora.VARIABLE, str(tmp_path))
    rows = dict(leaving_out(SIZES, alone=True))
    assert list(rows) == [
        "10,000 papers",
        "100,000 papers",
        "bibtui",
        "cobib",
        "papis",
        "tantivy",
        "fts5",
        "fzf",
        "artui",
    ]
    assert corpora.VARIABLE in rows["10,000 papers"]
    assert rows["fzf"] == "`--alone`"
    few = dict(leaving_out([526], quick=True))
    assert few["100,000 papers"] == "it was not asked for"
    assert few["as many runs as it takes"] == "`--quick`"


def test_a_part_that_fails_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    def failing(_: Shelf) -> dict[str, Figure]:
        raise subprocess.CalledProcessError(3, ["papershelf"])

    def fine(_: Shelf) -> dict[str, Figure]:
        return {"ranked ids, p95": Figure(2.0, 9)}

    missing: list[tuple[str, str]] = []
    shelf = Shelf(526, tmp_path, "", b"", b"", [Cost(1.0, 1.0, 1), Cost(3.0, 1.0, 1), Cost(2.0, 1.0, 1)])
    found = measured(shelf, 526, {"verbs": failing, "ranked ids": fine}, missing)
    assert [what for what, _ in missing] == ["verbs, 526 papers"]
    assert "CalledProcessError" in missing[0][1]
    assert found["import"] == Figure(2.0, 3)
    assert found["ranked ids, p95"] == Figure(2.0, 9)
    with pytest.raises(AssertionError, match="no table shows"):
        measured(shelf, 526, {"x": lambda _: {"unheard of": Figure(1.0)}}, missing)
