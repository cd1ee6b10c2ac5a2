"""Folders, files and permissions that are in the way: clear words, and reading goes on."""

import os
from pathlib import Path

import pytest

from papershelf.errors import DataError
from papershelf.store import Store
from tests.store_things import FULL, a_mark, a_paper, a_view, put, state


@pytest.mark.parametrize("name", ["library.json", "shelf.json", "views.json", "history.jsonl", "lock"])
def test_a_folder_in_a_files_place(tmp_path: Path, name: str) -> None:
    """The message names it, and says that a folder is there."""
    (tmp_path / name).mkdir()
    with Store.open(tmp_path) as store, pytest.raises(DataError, match=rf"{name}.*(folder|directory)"):
        put(store, a_paper("a"), a_mark("a", rating=1), a_view("a"))


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    """So it cannot be opened."""
    (tmp_path / "data").write_text("")
    with pytest.raises(DataError, match="data cannot be used: a file is in its place"):
        Store.open(tmp_path / "data")
    with pytest.raises(DataError, match="no folder"):
        Store.open(tmp_path / "data" / "inner")
    with pytest.raises(DataError, match="too long"):
        Store.open(tmp_path / ("x" * 300))


def test_a_linked_data_directory(tmp_path: Path) -> None:
    """A person may keep the whole directory elsewhere."""
    (tmp_path / "real").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "real")
    with Store.open(tmp_path / "data") as store:
        put(store, a_paper("a"), FULL)
    with Store.open(tmp_path / "real") as store:
        assert dict(store.marks) == {"a": FULL}
    assert sorted(os.listdir(tmp_path)) == ["data", "real"]


def test_reading_without_permission_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only directory can be read, also with a change that only the history holds."""
    folder = tmp_path / "data"
    with Store.open(folder) as store:
        put(store, a_paper("a"), FULL)
        whole = state(store)
        before = (folder / "shelf.json").read_bytes()
        put(store, a_mark("a", rating=1))
        now = state(store)
    (folder / "shelf.json").write_bytes(before)
    (folder / "lock").unlink()
    real = os.open

    def refuse(path: str | Path, flags: int, *rest: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", refuse)
    with Store.open(folder) as store:
        assert state(store) == now != whole
        with pytest.raises(DataError, match=r"lock.*permission.*Nothing was changed"):
            put(store, a_mark("b", rating=1))
    assert (folder / "shelf.json").read_bytes() == before
