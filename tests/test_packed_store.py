"""Papers that stay in their file: whatever is done, they read as if all of them were in memory."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from papershelf.errors import DataError
from papershelf.library.shelving import Shelved
from papershelf.store import Store, arriving, heads, journal
from papershelf.store.layout import Record
from papershelf.store.packed import packing, rows
from papershelf.store.packed.layered import Layered
from papershelf.store.packed.source import Source
from papershelf.store.records import PAPERS
from tests.store_things import a_paper, packs, put, state
from tests.test_store_model import StoreBesideModel


@pytest.fixture(autouse=True)
def nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of a few papers counts as a large one."""
    _nothing_is_small(monkeypatch)


def _nothing_is_small(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(packing, "LEAST", 1)
    patch.setattr(heads, "WORTH_KEEPING", 1)
    patch.setattr(journal, "_LONG", 1)


class PackedBesideModel(StoreBesideModel):
    """The same as without a cache."""

    def __init__(self) -> None:
        self._patch = pytest.MonkeyPatch()
        _nothing_is_small(self._patch)
        super().__init__()

    def _open(self) -> Store:
        return Store.open(self.folder, cache=self.folder / "cache")

    def teardown(self) -> None:
        """Leave nothing behind."""
        super().teardown()
        self._patch.undo()


PackedBesideModel.TestCase.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestPackedBesideModel = PackedBesideModel.TestCase


def _open(folder: Path) -> Store:
    return Store.open(folder, cache=folder / "cache")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of three papers."""
    with _open(tmp_path) as store:
        put(store, *map(a_paper, "abc"))
    return tmp_path


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the papers that were read."""
    ids: list[str] = []
    decode = PAPERS.decode

    def told(key: str, record: Record) -> object:
        ids.append(key)
        return decode(key, record)

    monkeypatch.setattr(PAPERS, "decode", told)
    return ids


@packs
def test_only_what_is_asked_for_is_read(folder: Path, decoded: list[str]) -> None:
    with _open(folder) as store:
        assert (len(store.papers), list(store.papers), "b" in store.papers) == (3, ["a", "b", "c"], True)
        assert decoded == []
        assert store.papers["b"] == a_paper("b")
        assert store.papers["b"] == a_paper("b")
        assert decoded == ["b"]
        known = store.packed
    assert known is not None
    assert (known.ids, len(known.sums), known.changed) == (["a", "b", "c"], 3, frozenset())


@packs
def test_what_is_packed_tells_what_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.store.recordfile.SMALL", 1)  # so that the file stays behind the history
    with _open(folder) as store:
        put(store, a_paper("b", "Another title"), a_paper("d"))
        with store.transaction("gone") as edits:
            edits.remove_paper("a")
        known = store.packed
        assert known is not None
        assert known.changed == {"a", "b", "d"}
        assert list(store.papers) == ["b", "c", "d"]
        assert store.papers["b"].title == "Another title"
        assert store.catch_up()
        known = store.packed
        assert known is not None
        assert (list(known.ids), known.changed) == (["b", "c", "d"], frozenset())


def test_a_written_file_is_that_of_whoever_keeps_all_in_memory(folder: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    with Store.open(plain) as store:
        put(store, *map(a_paper, "abc"))
    for where, cache in ((plain, None), (folder, folder / "cache")):
        with Store.open(where, cache=cache) as store:
            put(store, a_paper("b", "Two"), a_paper("e"))
            with store.transaction("gone") as edits:
                edits.remove_paper("a")
            store.undo()
    texts = [(where / "library.json").read_bytes().split(b'"papers":')[1] for where in (plain, folder)]
    assert texts[0] == texts[1]


def test_what_another_process_changed_is_told(folder: Path) -> None:
    with _open(folder) as store, _open(folder) as other:
        assert len(store.papers) == 3
        put(other, a_paper("b", "Theirs"), a_paper("d"))
        assert store.refresh().papers == {"b", "d"}
        assert store.papers["b"].title == "Theirs"
        assert list(store.papers) == ["a", "b", "c", "d"]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: data[:0],
    "cut": lambda data: data[: len(data) // 2],
    "zeros": lambda data: bytes(len(data)),
    "one letter of the head": lambda data: data[:40] + b"?" + data[41:],
    "one letter at the end": lambda data: data[:-1] + b"?",
    "another version": lambda data: data.replace(b'"version":1', b'"version":9'),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", [pytest.param("library.rows", marks=packs), heads.FILE])
def test_a_damaged_cache_is_made_anew(folder: Path, name: str, damage: str) -> None:
    path = folder / "cache" / name
    good = path.read_bytes()
    path.write_bytes(DAMAGES[damage](good))
    with _open(folder) as store:
        assert state(store)[0] == {key: a_paper(key) for key in "abc"}
        assert not store.findings
        assert len(store.units()) == 1
    assert path.read_bytes() == good


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path) -> None:
    for path in (folder / "cache").iterdir():
        path.unlink()
    (folder / "cache").rmdir()
    (folder / "cache").write_text("a file is in its place")
    with _open(folder) as store:
        put(store, a_paper("d"))
        assert list(store.papers) == ["a", "b", "c", "d"]


def test_a_history_whose_number_json_cannot_hold_is_read_without_a_cache(tmp_path: Path) -> None:
    """Some file systems number their files with 128 bits."""
    heads.keep(tmp_path / heads.FILE, journal.Seen(2**100, 5, 0, b"{"), [])
    assert heads.kept(tmp_path / heads.FILE) is None
    heads.keep(tmp_path / heads.FILE, journal.Seen(2**63, 5, 0, b"{\xff"), [])
    assert heads.kept(tmp_path / heads.FILE) == heads.Kept(journal.Seen(2**63, 5, 0, b"{\xff"), [])


def test_a_right_checksum_makes_no_right_rows(tmp_path: Path) -> None:
    packed = packing.Packing(tmp_path / "data", "papers", tmp_path / "rows", PAPERS.decode)
    head = b"[]"
    numbers = len(head).to_bytes(8, "little") + crc32(head).to_bytes(8, "little")
    (tmp_path / "rows").write_bytes(b"papershelf rows\n" + numbers + head)
    (tmp_path / "data").write_bytes(b"")
    assert packed.open((1, 2, 3)) is None


@packs
def test_where_nothing_is_new_nobody_looks_through_the_file_for_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []

    def told(path: Path) -> str | None:
        looked.append(path)
        return arriving.latest_in(path)

    monkeypatch.setattr("papershelf.store.catalogue.latest_in", told)
    with _open(folder) as store:
        assert len(store.papers) == 3
        put(store, a_paper("b", "Another title"))
        with store.transaction("gone") as edits:
            edits.remove_paper("a")
        assert looked == []
        put(store, a_paper("d"))
        assert len(looked) == 1


@packs
def test_papers_are_told_with_what_is_known_of_them_at_the_same_moment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread may take in a change between any two questions; an index of both would be kept, and wrong."""
    with _open(folder) as store:
        before = store.packed
        iterate, changes = Layered.__iter__, [a_paper("b", "Another title")]

        def interrupted(things: Layered[object]) -> Iterator[str]:
            while changes:
                put(store, changes.pop())
            return iterate(things)

        monkeypatch.setattr(Layered, "__iter__", interrupted)
        shelved = Shelved.of(store)
        assert changes == []
        assert store.papers["b"].title == "Another title"
        assert shelved.papers["b"] == a_paper("b")
        assert before is not None
        assert shelved.packed is not None
        assert shelved.packed.sums is before.sums


@packs
def test_a_record_that_rots_is_taken_from_the_history(folder: Path) -> None:
    with _open(folder) as store:
        assert len(store.papers) == 3
        _rot(folder / "library.json")
        assert store.papers.get("b") is None, "it is not what was written"
        assert [paper.id for paper in store.papers.values()] == ["a", "c"]
        store.refresh()
        assert store.papers["b"] == a_paper("b")
        assert any("history" in str(finding) for finding in store.findings)


@packs
def test_what_rots_is_not_copied(folder: Path) -> None:
    with _open(folder) as store:
        assert len(store.papers) == 3
        _rot(folder / "library.json")
        with pytest.raises(DataError, match=r"damaged.*Nothing was changed"):
            put(store, a_paper("d"))
        put(store, a_paper("d"))
        assert sorted(store.papers) == ["a", "b", "c", "d"]
        assert store.papers["b"] == a_paper("b")


@packs
def test_whoever_distrusts_reads_all(folder: Path) -> None:
    _rot(folder / "library.json")
    with _open(folder) as store:
        assert not store.findings, "the file has the time and the size that were kept"
        store.distrust()
        store.refresh()
        assert store.findings
        assert store.papers["b"] == a_paper("b")


def _rot(path: Path) -> None:
    """Change bytes of a record so that nobody can see it but by looking."""
    before = path.stat()
    data = path.read_bytes()
    with open(path, "r+b") as file:
        file.seek(data.index(b'"title":"The paper b"'))
        file.write(b'"title"\x00"The')
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


class _Beneath:
    """Some numbers, by the first letters."""

    ids = list("abcde")  # noqa: RUF012
    places = {key: place for place, key in enumerate(ids)}  # noqa: RUF012

    def place_of(self, key: str) -> int:
        return self.places[key]

    def value(self, place: int) -> int:
        return place

    def sum_of(self, place: int) -> int:
        return place


KEYS = some.sampled_from("abcdefg")
STEPS = some.lists(
    some.tuples(some.just("set"), KEYS, some.integers(0, 9))
    | some.tuples(some.just("pop"), KEYS, some.none())
    | some.tuples(some.just("arrange"), some.permutations("abcdefg"), some.none()),
    max_size=12,
)


@given(STEPS, STEPS)
def test_layers_read_like_a_dictionary(steps: list[tuple[str, str, int]], later: list[tuple[str, str, int]]) -> None:
    layered, plain = Layered[int](_Beneath()), dict(zip("abcde", range(5), strict=True))
    plain = _done(layered, plain, steps)
    copy, copied = layered.copy(), dict(plain)
    copied = _done(copy, copied, later)
    for one, other in ((layered, plain), (copy, copied)):
        assert list(one.items()) == list(other.items())
        assert (list(one), list(one.values()), len(one)) == (list(other), list(other.values()), len(other))
        assert [key in one for key in "abcdefgh"] == [key in other for key in "abcdefgh"]
    expected = {key for key in "abcdefg" if plain.get(key) != copied.get(key)}
    assert layered.differing(copy) == expected == copy.differing(layered)


def _done(layered: Layered[int], plain: dict[str, int], steps: list[tuple[str, str, int]]) -> dict[str, int]:
    for name, key, value in steps:
        if name == "set":
            layered[key] = plain[key] = value
        elif name == "pop":
            assert layered.pop(key, None) == plain.pop(key, None)
        else:
            layered.arrange(list(key))
            plain = {each: plain[each] for each in key if each in plain}
    return plain


@given(some.lists(some.text(some.characters(codec="utf-8", exclude_characters="\n"), min_size=1)))
def test_rows_come_back(ids: list[str]) -> None:
    kept = rows.Rows.empty()
    for place, key in enumerate(ids):
        kept.add(key, place * 5, key.encode())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows.write(folder / "x", kept, (1, 2, 3))
        assert rows.read(folder / "x", (1, 2, 3)) == kept
        assert rows.read(folder / "x", (1, 2, 4)) is None


def test_a_file_that_becomes_small(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _open(folder) as store:
        assert len(store.papers) == 3
        monkeypatch.setattr(packing, "LEAST", 1 << 20)
        with store.transaction("gone") as edits:
            edits.remove_paper("a")
            edits.put_paper(a_paper("d"))
        assert list(store.papers) == ["b", "c", "d"]
        assert store.catch_up()
        assert list(store.papers) == ["b", "c", "d"]
        put(store, a_paper("e"))
        assert list(store.papers) == ["b", "c", "d", "e"]
    with _open(folder) as store:
        assert list(store.papers) == ["b", "c", "d", "e"]


def test_a_record_is_found_at_the_beginning_without_a_table_of_all_and_anywhere_with_it() -> None:
    ids = [f"id{number}" for number in range(1_000)]
    source = Source(os.open(os.devnull, os.O_RDONLY), rows.Rows.empty()._replace(ids=ids))
    assert source.place_of("id40") == 40
    assert "places" not in vars(source)
    assert [source.place_of(key) for key in reversed(ids)] == list(reversed(range(1_000)))
    with pytest.raises(KeyError):
        source.place_of("id1000")
