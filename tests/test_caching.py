"""Cache files: whole or not there, private, nothing left beside; JSON comes back as it was kept, or not at all."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf import __version__, caching, system

TEXTS = some.text(some.characters(codec="utf-8"))
THINGS = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**63), 2**64 - 1)
    | some.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
OBJECTS = some.dictionaries(TEXTS.filter(lambda name: name not in ("version", "program")), THINGS, max_size=4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A cache file in folders that are not there yet."""
    return tmp_path / "home" / "cache" / "some.thing"


def _names(path: Path) -> list[str]:
    return sorted(os.listdir(path.parent))


def _written(path: Path, text: bytes) -> None:
    """A file with a right checksum."""
    caching.put_in_place(path, (b"%08x\n" % crc32(text), text))


def test_the_parts_stand_one_after_the_other_and_nothing_beside(path: Path) -> None:
    caching.put_in_place(path, (b"one ", memoryview(b"two "), b"", b"three"))
    assert path.read_bytes() == b"one two three"
    caching.put_in_place(path, iter([b"less"]))
    assert path.read_bytes() == b"less"
    assert _names(path) == [path.name]


@pytest.mark.skipif(system.WINDOWS, reason="modes mean little there")
def test_only_its_owner_may_read_it(path: Path) -> None:
    umask = os.umask(0)
    try:
        caching.put_in_place(path, [b"x"])
    finally:
        os.umask(umask)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)]
    assert modes == [0o600, 0o700]


@pytest.mark.parametrize("error", [OSError("no room"), ValueError("it is damaged"), KeyboardInterrupt()])
@pytest.mark.parametrize("when", ["a part", "the move"])
def test_a_failed_write_leaves_the_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, when: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    def parts() -> Iterator[bytes]:
        yield b"new"
        assert len(_names(path)) == 2
        if when == "a part":
            fail()

    caching.put_in_place(path, [b"old"])
    if when == "the move":
        monkeypatch.setattr("os.replace", fail)
    with pytest.raises(type(error)) as caught:
        caching.put_in_place(path, parts())
    assert caught.value is error
    assert path.read_bytes() == b"old"
    assert _names(path) == [path.name]


def test_what_cannot_be_tidied_hides_no_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room")

    def refuse(*_: object) -> None:
        raise PermissionError("somebody has it open")

    path.parent.mkdir(parents=True)
    monkeypatch.setattr("os.replace", fail)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OSError, match="no room"):
        caching.put_in_place(path, [b"x"])


def test_a_folder_that_cannot_be_is_an_error_of_writing_and_none_of_keeping(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in its place")
    path = tmp_path / "file" / "some.thing"
    with pytest.raises(OSError):  # noqa: PT011  # another one on each system
        caching.put_in_place(path, [b"x"])
    caching.keep(path, 1, {"a": 1})
    assert caching.kept(path, 1) is None
    assert os.listdir(tmp_path) == ["file"]


def test_a_folder_in_its_place_is_left_and_nothing_beside(path: Path) -> None:
    (path / "inner").mkdir(parents=True)
    caching.keep(path, 1, {"a": 1})
    assert caching.kept(path, 1) is None
    assert _names(path) == [path.name]
    assert os.listdir(path) == ["inner"]


@given(OBJECTS, some.integers(0, 9))
def test_an_object_comes_back_for_the_same_version_only(
    tmp_path_factory: pytest.TempPathFactory, told: dict[str, Any], version: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "some.thing"
    caching.keep(path, version, told)
    assert caching.kept(path, version) == {"version": version, "program": __version__, **told}
    assert caching.kept(path, version + 1) is None


def test_another_version_of_the_program_makes_it_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caching.keep(path, 1, {"a": 1})
    monkeypatch.setattr(caching, "__version__", "0.0.0")
    assert caching.kept(path, 1) is None


def test_with_any_byte_wrong_nothing_comes_back(path: Path) -> None:
    caching.keep(path, 1, {"names": ["a", "é"], "number": 12})
    whole = path.read_bytes()
    for place in range(len(whole)):
        for other in {whole[place] ^ 1, whole[place] ^ 0x20, 0, 0x0A} - {whole[place]}:
            path.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
            assert caching.kept(path, 1) is None, (place, other)
        path.write_bytes(whole[:place])
        assert caching.kept(path, 1) is None, place
    path.write_bytes(whole + b" ")
    assert caching.kept(path, 1) is None
    path.write_bytes(whole)
    assert caching.kept(path, 1) is not None


@pytest.mark.parametrize("text", [b"", b"[]", b"1", b"null", b"{}", b'{"version":1}', b"{", b"\xff", b"[" * 100_000])
def test_a_right_checksum_makes_no_right_content(path: Path, text: bytes) -> None:
    _written(path, text)
    assert caching.kept(path, 1) is None


def test_a_file_too_long_to_be_ours_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caching.keep(path, 1, {"a": 1})
    size = path.stat().st_size
    monkeypatch.setattr(caching, "_MOST", size)
    assert caching.kept(path, 1) is not None
    monkeypatch.setattr(caching, "_MOST", size - 1)
    assert caching.kept(path, 1) is None


@pytest.mark.parametrize("told", [{"number": 2**64}, {"text": "half a letter \ud800"}])
def test_what_json_cannot_hold_is_not_kept(path: Path, told: dict[str, Any]) -> None:
    caching.keep(path, 1, {"a": 1})
    caching.keep(path, 1, told)
    assert caching.kept(path, 1) == {"version": 1, "program": __version__, "a": 1}
    assert _names(path) == [path.name]


WRITER = (
    "import sys; from pathlib import Path; from papershelf import caching\n"
    "for n in range(150): caching.keep(Path(sys.argv[1]), 1, {'n': n, 'long': 'x' * 20_000})"
)


def test_threads_and_processes_write_at_once_and_whoever_reads_sees_one_whole_file(path: Path) -> None:
    def write(number: int) -> None:
        for _ in range(100):
            caching.keep(path, 1, {"n": -number, "long": "y" * (number * 1_000)})

    caching.keep(path, 1, {"n": 0})
    threads = [Thread(target=write, args=(number,)) for number in (1, 2)]
    with subprocess.Popen([sys.executable, "-c", WRITER, os.fspath(path)]) as writer:
        for thread in threads:
            thread.start()
        while writer.poll() is None or any(thread.is_alive() for thread in threads):
            assert caching.kept(path, 1) is not None
    assert writer.returncode == 0
    assert _names(path) == [path.name]
