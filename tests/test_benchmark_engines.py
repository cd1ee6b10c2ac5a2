"""The engines that papershelf is measured beside are asked fairly, and the measure counts what it says."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.corpora import VARIABLE, MissingCorpusError, corpus
from benchmarks.engines import ENGINES, choose
from benchmarks.engines.base import MissingEngineError, optional
from benchmarks.known_items import every_key, measure, reciprocal_rank, spread
from benchmarks.queries import Known, Wanted
from benchmarks.search_misses import misses

PAPERS = [
    Known("a", "Sparse Finetuning of Large Models", "We prune weights while we train."),
    Known("b", "Robots that Learn to Walk", "Legged machines on gravel and snow."),
    Known("c", "Diffusion for Protein Design", "Backbones are sampled from noise."),
    *(Known(f"o{number}", f"Filling paper {number}", "Nothing of interest.") for number in range(20)),
]
HOSTILE = ("", " ", '"', "' OR 1", "!^$|", "-", "*", "a", "🙂", "\x1b[31m", "\ud800", "NEAR(", "ſparſe", "x" * 500)


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_finds_what_stands_in_a_title_and_outlives_what_is_typed(name: str) -> None:
    try:
        engine = ENGINES[name]()
    except MissingEngineError as missing:
        pytest.skip(str(missing))
    assert engine.how
    engine.build(PAPERS)
    assert engine.find("Protein Design")[0] == "c"
    assert engine.find("robots walk")[0] == "b"
    for typed in HOSTILE:
        assert set(engine.find(typed, 3)) <= {paper.id for paper in PAPERS}
        assert len(engine.find(typed, 3)) <= 3
    engine.close()


def test_an_engine_that_is_not_installed_is_left_out_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingEngineError, match="benchmarks/requirements"):
        optional("no_such_engine")
    monkeypatch.setattr("benchmarks.engines.fuzzy_finder.which", lambda _: None)
    said: list[str] = []
    assert [engine.name for engine in choose(("fzf", "wratio"), 20, said.append)] == ["RapidFuzz WRatio, titles"]
    assert said == ["fzf is left out: no fzf on the path"]


def test_a_rank_counts_from_the_top() -> None:
    assert [reciprocal_rank(["a", "b"], wanted) for wanted in "abc"] == [1.0, 0.5, 0.0]


def test_spread_keeps_order_and_takes_evenly() -> None:
    assert spread([0, 1, 2, 3, 4, 5], 3) == [0, 2, 4]
    assert spread("ab", 9) == ["a", "b"]
    assert every_key([Wanted("k", "abc", "1")]) == ["a", "ab", "abc"]


def corpora_with(folder: Path, monkeypatch: pytest.MonkeyPatch, *titles: str) -> None:
    with gzip.open(folder / "papers_10k.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"title": title, "abstract": "Other words."}) + "\n" for title in titles)
    monkeypatch.setenv(VARIABLE, str(folder))


def test_a_corpus_holds_each_seed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = corpus("seeds").papers
    corpora_with(tmp_path, monkeypatch, seeds[3].title.upper().replace(" ", "  "), "An unheard-of title")
    found = corpus("10k")
    assert list(found.seeds) == list(seeds)
    assert [paper.title for paper in found.papers] == [*(paper.title for paper in seeds), "An unheard-of title"]
    assert found.label == f"{len(seeds)} seed papers among 1 others"


def test_a_missing_corpus_says_where_it_was_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(MissingCorpusError, match=VARIABLE):
        corpus("100k")


def test_measuring_and_misses_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpora_with(tmp_path, monkeypatch, "An unheard-of title")
    found = corpus("10k")
    first, second = found.papers[0], found.papers[1]
    queries = [
        Wanted("hit", first.title, first.id, tuple(first.title.split())),
        Wanted("miss", "unheard-of", second.id, ("unheard-of",)),
    ]
    run = measure(ENGINES["papershelf"](), found, queries, every_key(queries[1:]), seconds=9)
    assert [(query.kind, rank) for query, rank in run.answers] == [("hit", 1.0), ("miss", 0.0)]
    assert len(run.keys) == len("unheard-of")
    lines = list(misses(ENGINES["papershelf"](), found, queries, 5))
    assert [line.split(" | ")[0] for line in lines] == ["miss"]
    assert "rank - shared" in lines[0]
    assert "An unheard-of title" in lines[0]
