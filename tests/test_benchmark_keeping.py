"""What a star costs is measured beside the least it can, on a library that is what the table says."""

from pathlib import Path

from benchmarks import keeping
from papershelf.store import Store


def test_each_deed_has_its_row() -> None:
    table = keeping.stars_among_many(30, stars=6)
    assert [(row[0], row[1]) for row in table.rows] == [
        ("append of 100 bytes and fsync", "6"),
        ("a star on disk, 30 papers", "6"),
        ("one row in SQLite (WAL, FULL)", "6"),
        ("replacing a file as large as `shelf.json`", "2"),
    ]
    assert table.rows[0][-1] == "1.0"


def test_the_library_is_as_large_as_the_table_says(tmp_path: Path) -> None:
    keeping.fill(tmp_path, 30)
    with Store.open(tmp_path) as store:
        assert len(store.papers) == 30
        assert len(store.marks) == keeping.MARKS
