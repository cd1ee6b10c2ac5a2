"""The verbs doctor, backup and restore: what they print, and what they end with."""

import zipfile
from pathlib import Path

import pytest

from tests.cli_tools import Run, find


def test_doctor_of_a_library_that_is_well(full: Run) -> None:
    done = full("doctor")
    assert done.code == 0
    assert done.err.endswith("papershelf: all is well.\n")
    document = full("doctor", "--json").json
    assert document["schema"] == 1
    assert (document["findings"], document["fixed"]) == ([], [])


def test_doctor_says_file_line_and_advice(full: Run, folder: Path) -> None:
    full("star", find(full, "sheep"))
    path = folder / "shelf.json"
    path.write_text(path.read_text().replace('"starred":true', '"starred":tru'))
    done = full("doctor")
    assert done.code == 3
    assert done.out.startswith("shelf.json:5: this cannot be read: “")
    assert "    `papershelf doctor --fix` repairs it.\n" in done.out
    assert done.err.count("shelf.json") == 0, "it is told once, as data"
    fixed = full("doctor", "--fix")
    assert (fixed.code, fixed.out.count("shelf.json:")) == (0, 0)
    assert "papershelf: repaired shelf.json:5: " in fixed.err
    assert "quarantine" in fixed.err


def test_backup_and_restore(full: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paper_id = find(full, "sheep")
    full("star", paper_id)
    done = full("backup")
    path = Path(done.out.strip())
    assert done.code == 0
    assert path.parent == tmp_path
    assert path.name.startswith("papershelf-20")
    assert path.suffix == ".zip"
    again = full("backup", str(path))
    assert (again.code, "--force writes over it" in again.err) == (2, True)
    report = full("backup", str(path), "--force", "--json").json
    assert report["path"] == str(path)
    assert report["files"]["shelf.json"] > 0
    full("unstar", paper_id)
    dry = full("restore", str(path), "--dry-run")
    assert dry.code == 0
    assert "would be restored the backup of 20" in dry.err
    assert "1 mark" in dry.err
    assert full("list", "is:starred").code == 1
    restored = full("restore", str(path), "--json")
    assert restored.json["changed"]["marks"] == 1
    assert full("list", "is:starred").code == 0
    assert "restored the backup of 20" in full("history", "--limit", "1").out
    assert full("undo").code == 0
    assert full("list", "is:starred").code == 1
    full("restore", str(path))
    assert "nothing differs" in full("restore", str(path)).err


def test_rolling_backups_are_listed(full: Run) -> None:
    nothing = full("restore")
    assert (nothing.code, "there is no backup yet" in nothing.err) == (1, True)
    full("star", find(full, "sheep"))
    done = full("restore")
    assert done.code == 0
    assert " 8 papers" in done.out
    (row,) = full("restore", "--json").json["backups"]
    assert row.keys() == {"name", "at", "papers", "marks", "notes", "problem"}
    assert (row["papers"], row["marks"], row["problem"]) == (8, 0, None)
    assert full("restore", row["name"]).code == 0
    missing = full("restore", "elsewhere.zip")
    assert (missing.code, "There is no backup “elsewhere.zip”" in missing.err) == (1, True)


def test_a_damaged_archive(full: Run, tmp_path: Path) -> None:
    """What is intact is taken, what is not is told, and the exit code says so."""
    full("star", find(full, "sheep"))
    full("backup", str(tmp_path / "a.zip"))
    with zipfile.ZipFile(tmp_path / "a.zip") as old, zipfile.ZipFile(tmp_path / "b.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, b"{" if name == "shelf.json" else old.read(name))
    full("undo")
    done = full("restore", str(tmp_path / "b.zip"))
    assert done.code == 3
    assert "shelf.json in it is damaged and passed over: its checksum is another" in done.err
    assert full("list", "is:starred").code == 0, "its history had it"
    (tmp_path / "c.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:500])
    assert full("restore", str(tmp_path / "c.zip")).code == 3
