"""A start is measured beside a bare one, and what it may take stands beside it."""

from benchmarks import doors


def test_each_start_has_its_row() -> None:
    table = doors.starts(runs=1, of=doors.STARTS[:2])
    assert [(row[0], row[4]) for row in table.rows] == [("`papershelf --version`", "5"), ("`papershelf --help`", "")]
    assert all(float(row[3]) > 0 for row in table.rows)  # which is longer, a busy machine may answer either way
