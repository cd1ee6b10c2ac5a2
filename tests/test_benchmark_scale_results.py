"""A run that measured less replaces nothing, a part says how it was made, and only what there is can be asked."""

from functools import partial
from pathlib import Path

import pytest

from benchmarks import __main__ as every
from benchmarks.report import Table, left_out
from benchmarks.results import ORDER, RESULTS, FullerError, left_out_of, missed, parts_of, refuse, write
from benchmarks.scale import __main__ as scale
from benchmarks.scale.measuring import PLOT

FULL = Table("What grows", ("what", "526", "100,000"), [("start", "1", "2")])
LESS = Table("What grows", ("what", "526"), [("start", "1")])
COMMAND = "python -m benchmarks.scale --write"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Results with a full part of scale and another part."""
    path = tmp_path / "RESULTS.md"
    write("Scale", [FULL], COMMAND, results=path)
    write("Doors", [Table("Doors", ("what",), [("list",)])], "make bench ARGS=Doors", results=path)
    return path


def test_a_part_says_by_which_command_it_was_made(results: Path) -> None:
    known = parts_of(results.read_text("utf-8"))
    assert list(known) == ["Doors", "Scale"], "in the order of the parts"
    assert known["Scale"].startswith(f"\nBy `{COMMAND}`.\n\n### What grows\n")


def test_a_run_with_fewer_sizes_does_not_replace_a_fuller_part(results: Path) -> None:
    before = results.read_text("utf-8")
    tables = [*left_out([("100,000 papers", "it was not asked for")]), LESS]
    with pytest.raises(FullerError, match="100,000 papers"):
        write("Scale", tables, COMMAND, results=results)
    assert results.read_text("utf-8") == before
    write("Scale", tables, COMMAND, force=True, results=results)
    assert left_out_of(parts_of(results.read_text("utf-8"))["Scale"]) == {"100,000 papers"}
    write("Scale", tables, COMMAND, results=results)
    write("Scale", [FULL], COMMAND, results=results)
    assert left_out_of(parts_of(results.read_text("utf-8"))["Scale"]) == set()


def test_what_an_earlier_run_left_out_whole_is_no_loss(results: Path) -> None:
    rows = [("100,000 papers", "they are | not here"), ("fzf", "`--alone`")]
    write("Scale", [*left_out(rows), LESS, FULL], COMMAND, force=True, results=results)
    assert missed("Scale", ["fzf, 526 papers", "keys, 100,000 papers"], results) == []
    assert missed("Scale", ["10,000 papers", "tantivy, 526 papers"], results) == [
        "10,000 papers",
        "tantivy, 526 papers",
    ]
    assert missed("Liking", ["10k"], results) == [], "there is no such part yet"
    assert missed("Scale", ["10k"], results.with_name("none")) == []


def test_nothing_left_out_is_no_table() -> None:
    assert left_out([]) == []


def test_the_parts_stand_in_their_order_and_are_asked_for_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert tuple(every.PARTS) == ORDER
    assert set(parts_of(RESULTS.read_text("utf-8"))) <= set(ORDER)
    assert every.name_of("scale") == "Scale"
    with pytest.raises(SystemExit):
        every.main(["Scael"])
    assert "not one of Screen, Doors" in capsys.readouterr().err


def test_only_sizes_that_are_measured_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    parsed = scale.arguments().parse_args
    assert parsed(["526", "100,000"]).sizes == [526, 100_000]
    assert parsed([]).sizes == []
    with pytest.raises(SystemExit):
        parsed(["1000"])
    assert "1000: not one of 526, 10000, 100000" in capsys.readouterr().err


def test_a_quick_run_draws_only_where_it_is_told() -> None:
    parsed = scale.arguments().parse_args
    assert scale.plot_of(parsed([])) is None
    assert scale.plot_of(parsed(["--write"])) == PLOT
    assert scale.plot_of(parsed(["--write", "--quick"])) is None
    assert scale.plot_of(parsed(["--quick", "--plot", "x.svg"])) == Path("x.svg")
    assert scale.command_of(parsed(["--alone", "--write", "--force", "--plot", "/somewhere/x.svg"])) == (
        "python -m benchmarks.scale --alone --write"
    )


def test_a_run_that_cannot_be_kept_is_refused_before_it_is_made(
    results: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scale, "measure_all", lambda *_, **__: pytest.fail("it was measured"))
    monkeypatch.setattr(scale, "refuse", partial(refuse, results=results))
    assert scale.run(["526", "--write"]) == 1
    assert "holds what this run leaves out: 10,000 papers; 100,000 papers" in capsys.readouterr().err
