"""Backups in one file, restoring them and rolling ones, and zip files that nobody should trust."""

import json
import os
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import orjson
import pytest

from papershelf import Library
from papershelf.errors import DataError, NothingFoundError, UsageError
from papershelf.store.care import archive
from tests.conftest import FrozenClock


def _ids(library: Library) -> list[str]:
    return [entry.paper.id for entry in library.entries()]


def _state(library: Library) -> dict[str, Any]:
    return {table: dict(file.records) for table, file in library._store.files.items()}


@pytest.fixture
def packed(library: Library, tmp_path: Path) -> Path:
    """An archive of a library with marks, a view, a draft and settings."""
    ids = _ids(library)
    library.star(ids[:3])
    library.set_note(ids[0], "precious")
    library.save_view("Mine", "is:starred")
    library.drafts.keep(ids[1], "half a thought")
    library.places.config.mkdir(parents=True)
    (library.places.config / "config.toml").write_text("x = 1\n")
    report = library.backup(tmp_path / "all.zip")
    assert report.path == tmp_path / "all.zip"
    return report.path


def _rewrite(path: Path, change: dict[str, bytes | None], *, forget: bool = False) -> Path:
    """The same archive with members replaced, added, or dropped with None; the manifest as it was."""
    with zipfile.ZipFile(path) as old:
        members: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
    members |= change
    if forget:
        members.pop("manifest.json")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return path


def test_everything_is_in_it(packed: Path) -> None:
    """Private, with sizes and checksums."""
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600
    with zipfile.ZipFile(packed) as opened:
        assert opened.testzip() is None
        manifest = json.loads(opened.read("manifest.json"))
        names = set(opened.namelist()) - {"manifest.json"}
    assert manifest["schema"] == 1
    assert manifest["at"] == "2026-03-01T09:00:00Z"
    assert names == manifest["files"].keys() > {"library.json", "shelf.json", "views.json", "history.jsonl"}
    assert "config/config.toml" in names
    assert [name for name in os.listdir(packed.parent) if name.endswith(".new")] == []


def test_it_never_writes_over_a_file_unasked(library: Library, packed: Path) -> None:
    before = packed.read_bytes()
    with pytest.raises(UsageError, match="there already"):
        library.backup(packed)
    assert packed.read_bytes() == before
    library.unstar(_ids(library))
    library.backup(packed, force=True)
    assert packed.read_bytes() != before
    with pytest.raises(DataError, match="cannot be written"):
        library.backup(packed / "below")


def test_a_new_machine(library: Library, packed: Path, tmp_path: Path) -> None:
    """All of it comes along, the history too: undo goes on where it ended there."""
    with Library.open(tmp_path / "new") as new:
        report = new.restore_backup(packed)
        assert report.problems == ()
        assert report.history == 4
        assert report.drafts == 1
        assert _state(new) == _state(library)
        assert new.drafts.read(_ids(new)[1]) == "half a thought"
        assert [unit.words for unit in new.history()] == [unit.words for unit in library.history()]
    with Library.open(tmp_path / "new") as new:
        assert list(new.findings) == []
        new.undo()
        library.undo()
        assert _state(new) == _state(library)


def test_restoring_is_one_unit(library: Library, packed: Path, clock: FrozenClock) -> None:
    """What came since goes, what went comes back, and `u` brings today's state back."""
    ids = _ids(library)
    then = _state(library)
    library.unstar(ids)
    library.tag(ids, add=["later"])
    library.set_note(ids[0], "worse")
    library.drafts.keep(ids[1], "today's")
    today = _state(library)
    dry = library.restore_backup(packed, dry_run=True)
    assert _state(library) == today
    assert dry.unit is None
    report = library.restore_backup(packed)
    assert _state(library) == then
    assert report.changed == dry.changed == {"papers": 0, "marks": len(ids), "views": 0, "lists": 0, "trash": 0}
    assert report.words == f"restored the backup of 2026-03-01 09:00: {len(ids)} marks"
    assert library.history(1)[0].words == report.words
    assert library.drafts.read(ids[1]) == "today's"
    library.undo()
    assert _state(library) == today
    assert library.restore_backup(packed).unit is not None
    assert library.restore_backup(packed).unit is None, "nothing differs any more"


def test_a_rolling_backup(library: Library, clock: FrozenClock) -> None:
    """Listed with what is in it, restored by the beginning of its name."""
    ids = _ids(library)
    library.set_note(ids[0], "first")
    clock.advance(hours=1)
    then = _state(library)
    library.set_note(ids[0], "second")
    library.star(ids)
    info, first = library.backups()
    assert first.at == "2026-03-01T09:00:00Z", "from before the first note"
    assert info == (info.name, "2026-03-01T10:00:00Z", len(ids), 1, 1, None)
    with pytest.raises(NothingFoundError, match="no backup “2031”"):
        library.restore_backup("2031")
    report = library.restore_backup("2026-03-01-10")
    assert _state(library) == then
    assert "2026-03-01 10:00" in report.words
    clock.advance(hours=1)
    library.unstar(ids[:1])
    library.star(ids[:1])
    assert len(library.backups()) == 3
    with pytest.raises(UsageError, match="3 backups begin"):
        library.restore_backup("2026")


def test_a_damaged_rolling_backup_takes_nothing_away(library: Library, clock: FrozenClock) -> None:
    """What is intact is restored; what is missing for damage stays as it is today."""
    ids = _ids(library)
    library.star(ids)
    clock.advance(hours=1)
    library.unstar(ids)
    backup, _ = library._store.rolling_backups()
    for name in ("library.json", "shelf.json"):
        content = backup.files[name].read_bytes()
        backup.files[name].unlink()
        backup.files[name].write_bytes(content[: len(content) * 2 // 3])
    assert "damaged" in (library.backups()[0].problem or "")
    report = library.restore_backup(backup.name)
    assert len(report.problems) == 2
    assert _ids(library) == ids
    assert 0 < sum(entry.mark.starred for entry in library.entries()) < len(ids)


@pytest.mark.parametrize("name", ["library.json", "shelf.json", "views.json", "manifest.json", "history.jsonl"])
@pytest.mark.parametrize("way", ["changed", "missing"])
def test_damage_in_one_member(library: Library, packed: Path, name: str, way: str) -> None:
    """It is told, the rest is taken, and nothing of today goes because it cannot be read there."""
    ids = _ids(library)
    library.rate(ids[:2], 4)
    today = _state(library)
    with zipfile.ZipFile(packed) as opened:
        content = opened.read(name)
    _rewrite(packed, {name: content.replace(b'"', b"'", 9) if way == "changed" else None})
    report = library.restore_backup(packed)
    assert any(name.partition(".")[0] in problem for problem in report.problems)
    restored = _state(library)
    assert restored["papers"] == today["papers"]
    assert set(restored["marks"]) >= set(ids[:3])
    library.undo()
    assert _state(library) == today


def test_no_path_of_a_zip_is_used(library: Library, packed: Path, tmp_path: Path) -> None:
    """Names that lead elsewhere are passed over, and nothing is written outside."""
    evil: dict[str, bytes | None] = dict.fromkeys(
        ["../evil.txt", "/tmp/papershelf-evil", "drafts/../../evil.md", "drafts/a/b.md", "C:\\evil", "drafts/.md"], b"x"
    )
    _rewrite(packed, evil)
    before = {path for path in tmp_path.rglob("*") if "backups" not in path.parts}
    report = library.restore_backup(packed)
    assert any("6 files in it are not a library's" in problem for problem in report.problems)
    assert {path for path in tmp_path.rglob("*") if "backups" not in path.parts} == before
    assert not Path("/tmp/papershelf-evil").exists()


def test_zip_bombs(library: Library, packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes are bounded, whatever the headers say."""
    monkeypatch.setattr(archive, "_LARGE", 100_000)
    draft = f"drafts/{_ids(library)[1]}.md"
    _rewrite(packed, {"views.json": b" " * 3_000_000, draft: os.urandom(1_000_000).hex().encode()})
    report = library.restore_backup(packed)
    assert any("views.json" in problem and "densely" in problem for problem in report.problems)
    assert any(draft in problem and "larger" in problem for problem in report.problems)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x05\x06" + b"\0" * 18, b"no zip", b"PK\x03\x04" + b"\xff" * 200, b"\0" * 70_000]
)
def test_what_is_no_backup(library: Library, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(content)
    today = _state(library)
    with pytest.raises(DataError, match=r"other\.zip"):
        library.restore_backup(path)
    assert _state(library) == today
    assert [name for name in os.listdir(library.places.data) if name.endswith(".new")] == []


def test_every_byte_of_an_archive_may_be_wrong(library: Library, packed: Path) -> None:
    """It is read, or refused with a reason; never a crash, never a change to what cannot be trusted."""
    content = packed.read_bytes()
    today = _state(library)
    for at in range(0, len(content), max(len(content) // 150, 1)):
        packed.write_bytes(content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :])
        try:
            report = library.restore_backup(packed, dry_run=True)
        except DataError as error:
            assert "zip" in error.message  # noqa: PT017 - most bytes are read
        else:
            assert sum(report.changed.values()) == 0
    assert _state(library) == today
    packed.write_bytes(content[: struct.calcsize("<I") + 1000])
    with pytest.raises(DataError):
        library.restore_backup(packed)


def test_a_backup_of_a_newer_version_is_refused(library: Library, packed: Path) -> None:
    with zipfile.ZipFile(packed) as opened:
        manifest, shelf = orjson.loads(opened.read("manifest.json")), opened.read("shelf.json")
    for name, content in (
        ("manifest.json", orjson.dumps(manifest | {"schema": 9})),
        ("shelf.json", shelf.replace(b'"schema":3', b'"schema":4')),
    ):
        if name != "manifest.json":
            manifest["files"][name] = {}
            _rewrite(packed, {"manifest.json": orjson.dumps(manifest)})
        _rewrite(packed, {name: content})
        with pytest.raises(DataError, match="newer papershelf"):
            library.restore_backup(packed)


def test_who_may_not_write_here_may_take_everything_along(library: Library, tmp_path: Path) -> None:
    """Data of a newer version, for one, is packed as it is."""
    library.star(_ids(library)[:1])
    library.close()
    path = library.places.data / "shelf.json"
    path.write_bytes(path.read_bytes().replace(b'"schema":3', b'"schema":4'))
    with Library.open(library.places.data) as again:
        again.backup(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as opened:
        assert opened.read("shelf.json") == path.read_bytes()
