"""The index as a file: it answers the same, and a file that is damaged or out of date is never believed."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from papershelf import Library
from papershelf.library import compiling, indexing
from papershelf.search import Field
from papershelf.search.filing import VERSION, UnfitFileError
from papershelf.search.index import Index
from papershelf.search.ranking import Ranking
from tests.search_shelf import DOCUMENTS, ids, tiers

QUERIES = ("sparse", "fine tuning", "wrods ", "über ", "漢字", '"fine tuning"', "-sparse", "gpt4", "m", "kangaroo -x")
BUILT = Index.build(DOCUMENTS)


def _answers(index: Index) -> list[list[object]]:
    return [list(index.search(typed)) for typed in QUERIES]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved index."""
    path = tmp_path / "cache" / "search.index"
    BUILT.save(path)
    return path


def _refused(path: Path) -> None:
    with pytest.raises((UnfitFileError, OSError)):
        Index.load(path)


def test_a_loaded_index_answers_as_the_saved_one(path: Path) -> None:
    loaded = Index.load(path)
    assert _answers(loaded) == _answers(BUILT)
    assert (list(loaded), loaded.beside) == (list(BUILT), 0)
    assert os.listdir(path.parent) == [path.name]


def test_a_loaded_index_follows_changes_and_is_saved_without_them(path: Path) -> None:
    loaded = Index.load(path)
    loaded.put("sparse", {Field.TITLE: "Other", Field.NOTE: "quokka"})
    loaded.put("new", {Field.TITLE: "Wombats"})
    loaded.remove("rl")
    assert (ids(loaded.search("wombats ")), ids(loaded.search("quokka ")), ids(loaded.search("robots "))) == (
        ["new"], ["sparse"], [],
    )  # fmt: skip
    loaded.save(path)
    assert _answers(Index.load(path)) == _answers(BUILT)


def test_an_empty_index_is_kept_too(tmp_path: Path) -> None:
    Index().save(tmp_path / "empty")
    loaded = Index.load(tmp_path / "empty")
    assert (len(loaded), list(loaded.search("x"))) == (0, [])
    loaded.put("one", {Field.TITLE: "One"})
    assert ids(loaded.search("one ")) == ["one"]


def test_ids_and_words_of_any_letters_are_kept(tmp_path: Path) -> None:
    papers = [("lone \ud800", {Field.TITLE: "lone \udfff surrogate"}), ("漢", {Field.TITLE: "漢字 Über naïve مَ 🦜"})]
    Index.build(papers).save(tmp_path / "odd")
    loaded = Index.load(tmp_path / "odd")
    assert list(loaded) == [key for key, _ in papers]
    assert ids(loaded.search("surrogate ")) == ["lone \ud800"]
    assert ids(loaded.search("naïve ")) == ids(loaded.search("🦜")) == ["漢"]


def test_a_file_that_was_cut_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in {*range(0, 120), *range(120, len(whole), 211), *range(len(whole) - 70, len(whole))}:
        path.write_bytes(whole[:length])
        _refused(path)
    path.write_bytes(whole + b"\0")
    _refused(path)


def _damaged(whole: bytes, seed: int) -> Iterator[bytes]:
    """The file with one byte changed: each of its head and some of the rest, in one bit or altogether."""
    chance = random.Random(seed)
    head = whole.index(b"\n", len(b"papershelf index\n") + 12) + 1
    for place in (*range(head), *chance.sample(range(head, len(whole)), 300)):
        other = bytearray(whole)
        other[place] = chance.choice((other[place] ^ (1 << chance.randrange(8)), chance.randrange(256)))
        yield bytes(other)


@pytest.mark.parametrize("seed", range(2))
def test_a_file_with_one_wrong_byte_is_refused_or_answers_rightly(path: Path, seed: int) -> None:
    whole, right = path.read_bytes(), _answers(BUILT)
    for damaged in _damaged(whole, seed):
        path.write_bytes(damaged)
        try:
            found = _answers(Index.load(path))
        except (UnfitFileError, OSError):
            continue
        assert found == right  # what none of them looks at is not checked


def test_a_wrong_order_of_bytes_in_the_head_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for old, new in ((b'"<u4"', b'">u4"'), (b'"<u4"', b'"<f4"'), (b'"<u4"', b'"<i4"')):
        path.write_bytes(whole.replace(old, new))
        _refused(path)


def test_a_file_of_another_version_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.search.filing.VERSION", VERSION + 1)
    with pytest.raises(UnfitFileError, match="version"):
        Index.load(path)


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "text").write_text("papershelf index\n" + "not really " * 50)
    (tmp_path / "zeros").write_bytes(b"papershelf index\n" + bytes(500))
    (tmp_path / "folder").mkdir()
    for name in ("empty", "text", "zeros", "folder", "nothing here", "text/under a file"):
        _refused(tmp_path / name)


def test_a_reader_keeps_what_it_opened_while_the_file_is_replaced(path: Path) -> None:
    loaded = Index.load(path)
    Index.build([("other", {Field.TITLE: "Other papers altogether"})]).save(path)
    assert _answers(loaded) == _answers(BUILT)
    assert list(Index.load(path)) == ["other"]
    path.unlink()
    assert _answers(loaded) == _answers(BUILT)


def test_writers_at_the_same_time_leave_one_whole_file(path: Path) -> None:
    other = Index.build([("other", {Field.TITLE: "Other papers altogether"})])
    errors: list[Exception] = []

    def write(index: Index) -> None:
        try:
            for _ in range(15):
                index.save(path)
        except Exception as error:
            errors.append(error)

    threads = [Thread(target=write, args=(index,)) for index in (BUILT, other, BUILT)]
    for thread in threads:
        thread.start()
    for _ in range(30):
        assert list(Index.load(path)) in (list(BUILT), ["other"])
    for thread in threads:
        thread.join()
    assert errors == []
    assert os.listdir(path.parent) == [path.name]


def test_another_process_may_write_while_this_one_reads(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from papershelf.search.index import Index\n"
        "from papershelf.search import Field\n"
        "for n in range(10): Index.build([(str(n), {Field.TITLE: 'Other'})]).save(Path(sys.argv[1]))"
    )
    with subprocess.Popen([sys.executable, "-c", code, os.fspath(path)]) as writer:
        while writer.poll() is None:
            assert len(Index.load(path)) in (1, len(DOCUMENTS))
    assert writer.returncode == 0
    assert list(Index.load(path)) == ["9"]
    assert os.listdir(path.parent) == [path.name]


def test_a_failed_write_leaves_the_file_and_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room")

    before = path.read_bytes()
    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="no room"):
        BUILT.save(path)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


# Of a library


def _found(library: Library) -> list[tuple[str, ...]]:
    return [tuple(library.find(typed).ids) for typed in ("model", "langauge ", "learn", "-the")]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, library: Library) -> Path:
    """The cache of a library that keeps an index of a few papers already."""
    monkeypatch.setattr(compiling, "_WORTH_KEEPING", 1)
    library.find("warm")
    path = library.places.cache / indexing.FILE
    assert path.is_file()
    return path


def _reopened(library: Library) -> list[tuple[str, ...]]:
    with Library.open(library.places.data) as again:
        return _found(again)


@pytest.mark.parametrize("damage", ["nothing", "gone", "empty", "cut", "flipped", "rubbish", "others", "folder"])
def test_whatever_the_cache_holds_a_library_answers_rightly(library: Library, kept: Path, damage: str) -> None:
    right, whole = _found(library), kept.read_bytes()
    assert any(right)
    place = len(whole) - 300
    new = {
        "nothing": whole,
        "empty": b"",
        "cut": whole[:-100],
        "flipped": whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
        "rubbish": b"papershelf index\n" + os.urandom(300),
    }
    if damage == "others":
        Index.build([("other", {Field.TITLE: "A model of language learning"})]).save(kept)
    elif damage in new:
        kept.write_bytes(new[damage])
    else:
        kept.unlink()
        if damage == "folder":
            kept.mkdir()
    assert _reopened(library) == right
    if damage != "folder":
        assert len(Index.load(kept)) == len(library)


def test_a_cache_of_papers_that_changed_since_is_brought_up_to_date(library: Library, kept: Path) -> None:
    library.undo()  # the import
    assert _reopened(library) == [(), (), (), ()]
    library.redo()
    first = library.find("").ids[0]
    library.tag([first], add=["quokka"])
    library.set_note(first, "a wombat")
    with Library.open(library.places.data) as again:
        assert again.find("quokka ").ids == again.find("wombat ").ids == (first,)
        assert _found(again) == _found(library)
    assert kept.is_file()


def test_a_cache_that_cannot_be_written_is_no_matter(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_WORTH_KEEPING", 1)
    library.places.cache.parent.mkdir(parents=True, exist_ok=True)
    library.places.cache.write_text("a file where the folder should be")
    assert library.find("model").ids


def test_tiers_survive_the_file(path: Path) -> None:
    loaded = Index.load(path)
    for typed in QUERIES:
        assert tiers(loaded, typed) == tiers(BUILT, typed)
        assert isinstance(loaded.search(typed), Ranking)
