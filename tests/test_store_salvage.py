"""Files that were edited, cut, doubled or saved wrongly: every record that is intact is found, in linear time."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.store import Store
from papershelf.store.layout import Layout
from papershelf.store.salvage import read, salvage
from tests.store_things import FULL, a_mark, a_paper, a_view, put, state

IDS = ["aaaa", "bbbb", "cccc", "dddd"]
ROWS: dict[str, dict[str, Any]] = {
    key: {
        "title": f'The {{"paper"}} “{key}” \\ é',
        "identifiers": {"arxiv": f"2404.{key}"},
        "links": [{"url": "https://a.b/{c}", "kind": "code"}],
    }
    for key in IDS
}
TABLES = {"meta": {"file": {"schema": 2, "unit": "0f"}}, "papers": ROWS}
ASCII: dict[str, Any] = {"meta": TABLES["meta"], "papers": {key: {"title": f"A title of {key}"} for key in IDS}}
AS_WRITTEN = b"".join(Layout().encode(TABLES))
PRETTY = json.dumps(TABLES, indent=2, ensure_ascii=False).encode() + b"\n"
TABBED = json.dumps(TABLES, indent="\t", ensure_ascii=False).encode()
MINIFIED = json.dumps(TABLES, separators=(",", ":"), ensure_ascii=False).encode()
FORMS = pytest.mark.parametrize("form", [AS_WRITTEN, PRETTY, TABBED, MINIFIED], ids=["ours", "pretty", "tabs", "mini"])


def _rows(content: bytes) -> dict[str, Any]:
    return dict(read(content, "papers").tables.get("papers", {}))


@FORMS
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace(b'The {\\"paper\\"} \xe2\x80\x9cbbbb', b'The "paper bbbb', 1),
        lambda text: text.replace(b"2404.bbbb", b'2404."bbbb', 1),
        lambda text: text.replace(b'"2404.bbbb"', b'"2404.bbbb', 1),
        lambda text: text.replace(b'"2404.bbbb"', b"", 1),
        lambda text: text.replace(b'"2404.bbbb"', b'"2404.bbbb"}', 1),
        lambda text: text.replace(b'"2404.bbbb"', b'{"2404.bbbb"', 1),
        lambda text: text.replace(b'"2404.bbbb"', b'\x00\x00\x00"', 1),
        lambda text: text.replace(b'"2404.bbbb"', b'"2404.bbbb",', 1),
    ],
)
def test_one_error_costs_one_record(form: bytes, spoil: Callable[[bytes], bytes]) -> None:
    """Whatever is wrong inside a record, however the file is laid out, all others are found as they are."""
    spoilt = spoil(form)
    assert spoilt != form
    found = _rows(spoilt)
    assert {key: found.get(key) for key in IDS if key != "bbbb"} == {k: r for k, r in ROWS.items() if k != "bbbb"}
    assert set(found) <= set(IDS), "no field of a damaged record is taken for a record"
    reading = read(spoilt, "papers")
    assert reading.damage
    assert not reading.is_whole
    assert reading.bad
    assert spoilt.split(b"\n")[reading.bad[0].line - 1].strip(), "a line with something on it is named"


@FORMS
def test_wrong_commas_cost_nothing(form: bytes) -> None:
    """A comma too many or too few between records is what a hand leaves; nothing is lost, so all is there."""
    data = form
    for old, new in ((b'"bbbb"', b',"bbbb"'), (b'},\n"cccc"', b'}\n"cccc"'), (b'},"cccc"', b'}"cccc"')):
        data = data.replace(old, new, 1)
    assert data != form
    reading = read(data, "papers")
    assert reading.tables["papers"] == ROWS
    assert reading.damage
    assert reading.is_whole
    assert reading.bad == ()


@FORMS
def test_the_end_is_cut_off(form: bytes) -> None:
    """At every place: each record that ends before it is found, and nobody takes the file for whole."""
    ends = {key: form.index(b'"code"', form.index(b'"%b"' % key.encode())) + 60 for key in IDS}
    for cut in range(len(form) // 3, len(form) - 2):
        reading = read(form[:cut], "papers")
        assert not reading.is_whole or reading.damage is None
        rows = reading.tables.get("papers", {})
        assert all(rows.get(key) == ROWS[key] for key, end in ends.items() if end < cut), cut


def test_saved_by_an_editor_in_another_way() -> None:
    """Windows line ends are no damage; a byte order mark and other encodings are, and lose nothing."""
    windows = AS_WRITTEN.replace(b"\n", b"\r\n")
    assert read(windows, "papers").tables == TABLES
    assert read(windows, "papers").damage is None
    assert _rows(windows.replace(b'"bbbb":{', b'"bbbb":', 1)).keys() == set(IDS) - {"bbbb"}
    for content, word in (
        (b"\xef\xbb\xbf" * 3 + PRETTY, "byte order mark"),
        (PRETTY.decode().encode("utf-16"), "UTF-16"),
        (AS_WRITTEN.decode().encode("cp1252"), "Windows-1252"),
    ):
        reading = read(content, "papers")
        assert reading.tables == TABLES
        assert reading.is_whole == (word != "Windows-1252")  # flipped bits look the same
        assert word in (reading.damage or "")
    assert read(AS_WRITTEN.decode().encode("cp1252"), "papers").guessed["papers"] == set(IDS)


@FORMS
def test_one_wrong_byte_among_good_letters_is_damage(form: bytes) -> None:
    """It is not guessed at: only its own record is left out."""
    assert _rows(form.replace(b"2404.cccc", b"2404.\xffccc", 1)).keys() == set(IDS) - {"cccc"}


def test_doubles_are_told() -> None:
    """JSON would take the last without a word; a table that stands there twice is one."""
    twice = MINIFIED.replace(b'"cccc":', b'"aaaa":{"title":"other"},"cccc":', 1)
    reading = read(twice, "papers")
    assert reading.tables["papers"]["aaaa"] == {"title": "other"}
    assert "“aaaa” stands there twice" in (reading.damage or "")
    assert reading.is_whole
    two = MINIFIED[:-1] + b',"papers":{"eeee":{"title":"x"}}}'
    reading = read(two, "papers")
    assert reading.tables["papers"].keys() == {*IDS, "eeee"}
    assert "table “papers” stands there twice" in (reading.damage or "")
    assert read(MINIFIED).damage is read(PRETTY).damage is read(AS_WRITTEN).damage is None


def test_a_merge_left_its_marks() -> None:
    """Both sides are read, and it is said what happened."""
    lines = AS_WRITTEN.split(b"\n")
    theirs = lines[4].replace(b"The", b"Their")
    at = [b"<<<<<<< HEAD", lines[4], b"=======", theirs, b'"eeee":{"title":"new"},', b">>>>>>> other"]
    reading = read(b"\n".join([*lines[:4], *at, *lines[5:]]), "papers")
    assert reading.tables["papers"].keys() == {*IDS, "eeee"}
    assert "a merge left its marks" in (reading.damage or "")
    assert [bad.line for bad in reading.bad] == [5, 7, 10]


def test_a_lost_table_name_loses_no_record() -> None:
    """The file says by its name what is in it."""
    lines = AS_WRITTEN.split(b"\n")
    del lines[2:4]
    assert _rows(b"\n".join(lines)) == ROWS


@given(st.binary(max_size=300), st.integers(0, len(PRETTY)), st.integers(0, 40))
def test_any_rubbish_anywhere(rubbish: bytes, at: int, gone: int) -> None:
    """It never raises, and what it finds are records."""
    for form in (AS_WRITTEN, PRETTY, MINIFIED):
        reading = read(form[:at] + rubbish + form[at + gone :], "papers")
        assert all(isinstance(key, str) for rows in reading.tables.values() for key in rows)
    read(rubbish)


@pytest.mark.parametrize(
    "content",
    [
        b'{"a":' * 20_000,
        b'{"a":{' * 20_000 + b"x" + b"}" * 40_000,
        b'"papers":{' * 20_000 + b"}" * 20_000 + b"x",
        b'"' * 100_001,
        b'"\\' * 50_000,
        b'"a"' + b" " * 100_000 + b":",
        b'"a"' * 30_000 + b" " * 30_000,
        b"\n{" * 50_000,
        b"\xef\xbb\xbf" * 30_000,
        (b'"k":{"x":[1' + b"," * 40) * 2_000,
        b'"k"' + (b" " * 50 + b"{") * 5_000,
    ],
    ids=range(11),
)
def test_hostile_files_take_no_long_time(content: bytes) -> None:
    """Nothing here is quadratic: each would take minutes if it were."""
    start = time.process_time()
    salvage(content, "papers")
    read(content)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", [b"pa`ers", b"papers ", b"pap\xe9rs", b"\xff\xfepapers", b"pa\xff\xfepers"])
def test_a_damaged_name_of_a_table_hides_none_of_its_records(name: bytes) -> None:
    """The file is for one table; it is good JSON, or would be but for the name."""
    content = b"".join(Layout().encode(ASCII)).replace(b'"papers"', b'"%b"' % name, 1)
    reading = read(content, "papers")
    assert reading.tables == ASCII
    assert "damaged" in (reading.damage or "")
    assert not reading.is_whole
    assert read(AS_WRITTEN.replace(b'"papers"', b'"%b"' % name, 1), "papers").tables == TABLES


def test_a_damaged_name_of_the_head_makes_no_record_of_it() -> None:
    for content in (AS_WRITTEN, AS_WRITTEN.replace(b'"papers"', b'"pa`ers"')):
        reading = read(content.replace(b'"meta"', b'"metq"'), "papers")
        assert reading.tables == TABLES
        assert not reading.is_whole
    other = AS_WRITTEN[:-2] + b',\n"newer":{\n"x":{"a":1}\n}}\n'
    assert read(other, "papers").tables == TABLES | {"newer": {"x": {"a": 1}}}, "what a newer version adds stays"


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_two_bytes_before_it_make_no_other_encoding_of_a_file(mark: bytes) -> None:
    assert read(mark + AS_WRITTEN, "papers").tables == TABLES
    assert read(mark + b"".join(Layout().encode(ASCII)), "papers").tables == ASCII


@pytest.mark.parametrize("between", [b"\x0b", b"\x0c"])
def test_what_no_editor_writes_between_records_is_damage(between: bytes) -> None:
    """An id beside it may have been hit too, and only the history would know."""
    assert not read(AS_WRITTEN.replace(b'},\n"bbbb"', b"}," + between + b'"bbxb"', 1), "papers").is_whole


def _hand(folder: Path, name: str, edit: Callable[[bytes], bytes]) -> None:
    path = folder / name
    path.write_bytes(edit(path.read_bytes()))


@pytest.mark.parametrize("with_history", [True, False])
@pytest.mark.parametrize("name", ["library.json", "shelf.json", "views.json", "trash.json"])
def test_a_store_after_a_hand_edit(tmp_path: Path, name: str, with_history: bool) -> None:
    """Laid out anew with one comma too many: all is there; the next change keeps a copy and writes a whole file."""
    with Store.open(tmp_path) as store:
        put(store, a_paper("a"), a_paper("b"), FULL, a_mark("b", note="x"), a_view("mine"), a_view("inbox", name="In"))
        with store.transaction("trash") as edit:
            edit.put_record("trash", "t", {"at": "2024", "paper": {"title": "t"}, "mark": {"note": "n"}})
        whole, trash = state(store), dict(store.trash)
    if not with_history:
        (tmp_path / "history.jsonl").unlink()
    _hand(tmp_path, name, lambda data: json.dumps(json.loads(data), indent=4).encode()[:-1] + b",}")
    spoilt = (tmp_path / name).read_bytes()
    with Store.open(tmp_path) as store:
        assert state(store) == whole
        assert dict(store.trash) == trash
        assert [finding.file for finding in store.findings] == [name]
        put(store, a_paper("z"), a_mark("z", rating=1), a_view("z"))
        with store.transaction("again") as edit:
            edit.put_record("trash", "u", {"at": "2024", "paper": {"title": "u"}})
        (kept,) = [finding.kept_as for finding in store.findings if finding.kept_as]
        assert kept.read_bytes() == spoilt
    with Store.open(tmp_path) as store:
        assert store.findings == []
        assert whole[0].items() <= store.papers.items()
        assert whole[1].items() <= store.marks.items()


def test_what_is_guessed_is_taken_from_the_history(tmp_path: Path) -> None:
    """An editor saved the file in its own encoding, which lacks letters: the history has them."""
    with Store.open(tmp_path) as store:
        put(store, a_mark("a", note="Łódź"), a_mark("b", note="plain"))
        marks = dict(store.marks)
    _hand(tmp_path, "shelf.json", lambda data: data.decode().encode("cp1252", "replace"))
    with Store.open(tmp_path) as store:
        assert store.marks["b"] == marks["b"]
    _hand(tmp_path, "shelf.json", lambda data: data.replace(b"?", b"\xa3"))
    with Store.open(tmp_path) as store:
        assert dict(store.marks) == marks
