"""What is packed, and what is not: a file that is to the byte as we write it, and stays the one that was looked at."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from papershelf.store import Store
from papershelf.store.layout import Record, Tables, line_of
from papershelf.store.packed import packing, source
from papershelf.store.packed.layered import Layered
from papershelf.store.packed.making import NotAsWrittenError, look_through
from papershelf.store.packed.rows import Rows, signature_of
from papershelf.store.packed.source import Source, Things
from papershelf.store.records import PAPERS
from tests.store_things import a_paper, packs, put

IDS = "abc"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The data file of three papers."""
    with Store.open(tmp_path) as store:
        put(store, *map(a_paper, IDS))
    return tmp_path / "library.json"


def line(data: bytes, number: int) -> bytes:
    """The line of a record, counted from the last one back."""
    return data.split(b"\n")[-3 - number] + b"\n"


def unreadable(_key: str, _record: object) -> object:
    raise ValueError("no paper")


def test_every_record_of_a_file_as_we_write_it_is_found(path: Path) -> None:
    rows, data = look_through(path, "papers", PAPERS.decode), path.read_bytes()
    assert rows.ids == list(IDS)
    for key, offset, length in zip(rows.ids, rows.offsets, rows.lengths, strict=True):
        assert data[offset : offset + length] == line_of(key, PAPERS.encode(a_paper(key)))[1]
    assert rows.rest.keys() == {"meta"}


STRANGE: dict[str, Callable[[bytes], bytes]] = {
    "an id twice": lambda data: data.replace(line(data, 1), line(data, 1) * 2),
    "a name twice in a record": lambda data: data.replace(b'"title":', b'"title":"x","title":', 1),
    "two records in a line": lambda data: data.replace(b",\n" + line(data, 1), b"," + line(data, 1)),
    "blanks": lambda data: data.replace(b'"b":{', b'"b": {'),
    "blanks at the end of a line": lambda data: data.replace(line(data, 1), line(data, 1)[:-1] + b" \n"),
    "lines that end otherwise": lambda data: data.replace(b"\n", b"\r\n"),
    "letters written otherwise": lambda data: data.replace("Łukasz".encode(), b"\\u0141ukasz"),
    "no comma": lambda data: data.replace(line(data, 1), line(data, 1)[:-2] + b"\n"),
    "a comma too many": lambda data: data.replace(line(data, 0), line(data, 0)[:-1] + b",\n"),
    "text after the end": lambda data: data + b"\n",
    "no end": lambda data: data.removesuffix(b"}}\n"),
    "half an end": lambda data: data.removesuffix(b"\n"),
    "half a record": lambda data: data[: data.index(line(data, 1)) + 40],
    "another table": lambda data: data.replace(b'"papers":{\n', b'"books":{\n'),
    "no table": lambda _: b"{}\n",
    "nothing": lambda _: b"",
    "long small tables": lambda data: data.replace(
        b'"papers":{\n', b'"x":{\n"y":"%b"\n},\n"papers":{\n' % (b"z" * 70_000)
    ),
    "a record that is none": lambda data: data.replace(line(data, 1), b'"b":7,\n'),
    "no JSON": lambda data: data.replace(line(data, 1), b'"b":{]},\n'),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_not_just_as_we_write_it_is_not_packed(path: Path, name: str) -> None:
    before = path.read_bytes()
    path.write_bytes(STRANGE[name](before))
    assert path.read_bytes() != before
    with pytest.raises(NotAsWrittenError):
        look_through(path, "papers", PAPERS.decode)


def test_what_cannot_be_read_is_not_packed(path: Path) -> None:
    with pytest.raises(NotAsWrittenError, match="no paper"):
        look_through(path, "papers", unreadable)


@packs
@pytest.mark.parametrize(
    "name", ["blanks", "text after the end", "letters written otherwise", "a name twice in a record"]
)
def test_what_is_not_packed_is_read_whole(path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LEAST", 1)
    path.write_bytes(STRANGE[name](path.read_bytes()))
    with Store.open(path.parent, cache=path.parent / "cache") as store:
        assert list(store.papers.values()) == list(map(a_paper, IDS))
        assert store.packed is None
        put(store, a_paper("d"))
        assert store.packed is not None, "and is written as it should be"


# What was just written


@pytest.fixture
def written(path: Path, monkeypatch: pytest.MonkeyPatch) -> packing.Packing:
    """A file that was just written, and not looked at yet."""
    monkeypatch.setattr(packing, "LEAST", 1)
    made = packing.Packing(path, "papers", path.parent / "rows", PAPERS.decode)
    data = path.read_bytes()
    begin = data.index(b'"papers":{\n') + len(b'"papers":{\n')
    parts = b"".join(made.lines({key: PAPERS.encode(a_paper(key)) for key in IDS}, begin))
    assert data[begin : begin + len(parts)] == parts
    return made


@packs
def test_what_was_written_is_read_from_there(written: packing.Packing, path: Path) -> None:
    before: Tables = {"meta": {}, "papers": {}}
    records = written.published(signature_of(path.stat()), before)["papers"]
    assert isinstance(records, Layered)
    assert dict(records) == {key: PAPERS.encode(a_paper(key)) for key in IDS}
    assert (path.parent / "rows").exists()


@pytest.mark.parametrize("fate", ["gone", "replaced", "small"])
def test_what_stands_there_no_more_stays_in_memory(
    written: packing.Packing, path: Path, fate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before: Tables = {"meta": {}, "papers": {}}
    signature = signature_of(path.stat())
    if fate == "gone":
        path.unlink()
    elif fate == "replaced":
        other = path.with_name("other")
        other.write_bytes(path.read_bytes())
        os.replace(other, path)
    else:
        monkeypatch.setattr(packing, "LEAST", 1 << 20)
    assert written.published(signature, before) is before
    assert not (path.parent / "rows").exists()


# One open file


def opened(path: Path) -> Source:
    """The records of a file."""
    found = Source.opened(path, look_through(path, "papers", PAPERS.decode), signature_of(path.stat()))
    assert found is not None
    return found


@packs
def test_only_so_many_things_stay_in_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_MOST_KEPT", 2)
    things = Things(opened(path), PAPERS.decode)
    for place in (0, 1, 2, 1, 0, 0, 2, 2, 1):
        assert things.value(place) == a_paper(IDS[place])
        assert len(things._kept) <= 2
    assert things.value(1) is things.value(1)


@packs
def test_a_rotten_record_is_not_copied_and_told(path: Path) -> None:
    records = opened(path)
    whole = b"".join(records.copied(0, 3, 0, Rows.empty()))
    assert whole in path.read_bytes()
    data = path.read_bytes()
    path.write_bytes(data.replace(b"The paper b", b"The paper !"))  # the same file, and as long
    assert not records.is_broken
    assert b"".join(records.copied(0, 1, 0, Rows.empty())) + b",\n" == line(data, 2)
    with pytest.raises(OSError, match="the record b in it is not as it was"):
        b"".join(records.copied(0, 3, 0, Rows.empty()))
    assert records.is_broken


@packs
def test_what_is_put_in_order_keeps_it_past_damage(path: Path) -> None:
    layered: Layered[Record] = Layered(opened(path))
    layered["d"] = PAPERS.encode(a_paper("d"))
    layered.arrange(list("dcba"))
    path.write_bytes(path.read_bytes().replace(b"The paper b", b"The paper !"))
    for each in (layered, layered.copy()):
        assert list(each) == list("dcba")
        assert [key for key, _ in each.items()] == list("dca")
        assert [record["title"] for record in each.values()] == ["The paper d", "The paper c", "The paper a"]
    layered["e"] = PAPERS.encode(a_paper("e"))
    assert layered.pop("b", None) is None
    assert list(layered) == list("dcae")
