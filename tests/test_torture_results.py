"""The table of proofs: a loss ends the run with 1, and one part measured anew leaves the others as they are."""

from pathlib import Path

from benchmarks.report import Table
from benchmarks.torture.__main__ import PARTS, failures, keep


def test_a_loss_of_ours_counts_and_one_of_others_does_not() -> None:
    table = Table("t", ("program", "lost", "otherwise wrong"))
    table.add("papershelf", "0", "0")
    table.add("another", "7", "-")
    assert failures([table]) == 0
    table.add("papershelf", "1", "0")
    table.add("papershelf", "0", "2")
    assert failures([table]) == 2


def test_a_part_measured_anew_takes_its_own_place(tmp_path: Path) -> None:
    path = tmp_path / "TORTURE.md"
    for name, cell in (("storm", "1"), ("calls", "2"), ("storm", "3")):
        table = Table(name, ("head",))
        table.add(cell)
        keep(name, [table], 526, path)
    text = path.read_text()
    assert "| 1 |" not in text
    assert text.index(f"## {PARTS['calls'][0]}") < text.index("| 2 |") < text.index(f"## {PARTS['storm'][0]}")
    assert text.count("| 3 |") == 1
    assert text.count("# What papershelf outlives") == 1
