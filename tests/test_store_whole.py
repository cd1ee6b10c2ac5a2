"""Where a file held open cannot be replaced, as on Windows, a large library is read whole and answers the same."""

from pathlib import Path

import pytest

from papershelf import Library
from papershelf.store import recordfile
from tests.count_tools import FEW, filled
from tests.store_things import packs

QUERIES = ("", "is:starred", "tag:nlp OR sparse", "sparse atention -has:code", "added:2026 sort:title", "id:p0001")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A library whose file is a large one."""
    filled(tmp_path / "large", FEW)
    return tmp_path / "large"


def told(library: Library) -> dict[str, object]:
    """What a person may see of it."""
    found: dict[str, object] = {query: library.find(query).ids for query in QUERIES}
    entries = [(entry.paper, entry.mark) for entry in library.entries()]
    return found | {"views": library.views(), "tags": library.tags(), "entries": entries}


def changed(library: Library) -> None:
    """Change something of every kind."""
    library.star(["p00001", "p00200"])
    library.delete(["p00003"])
    library.rate(["p00002"], 5)
    library.undo()


def is_packed(library: Library) -> bool:
    """Whether the papers stay in their file."""
    return library._store.packed is not None


@packs
def test_a_large_library_read_whole_answers_as_one_that_stays_in_its_file(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(large) as library:
        assert is_packed(library)
        right = told(library)
    monkeypatch.setattr(recordfile, "WINDOWS", True)
    with Library.open(large) as library:
        assert not is_packed(library)
        assert told(library) == right
        changed(library)
        after = told(library)
    monkeypatch.setattr(recordfile, "WINDOWS", False)
    with Library.open(large) as library:
        assert is_packed(library)
        assert told(library) == after != right


def test_a_large_library_that_is_read_whole_keeps_what_is_done(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordfile, "WINDOWS", True)
    with Library.open(large) as library:
        changed(library)
        after = told(library)
        assert (len(library), library.find("is:starred").ids) == (FEW - 1, ("p00001", "p00200"))
    with Library.open(large) as library:
        assert not is_packed(library)
        assert told(library) == after
