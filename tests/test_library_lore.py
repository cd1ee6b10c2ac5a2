"""What tells the papers of a large library apart leads an import where reading all would, and is kept rightly."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from papershelf import Library, caching
from papershelf.identity import Beside, Known, near
from papershelf.importers import load_bytes, read_source
from papershelf.library import knowing
from papershelf.library.lore import Lore, registered
from papershelf.library.planning import ImportPlan, Sort, plan
from papershelf.library.shelving import Shelved
from papershelf.marks import Mark
from papershelf.paper import Paper
from papershelf.progress import unheard
from papershelf.store import Store
from papershelf.store.packed import packing
from tests.progress_tools import Heard
from tests.store_things import a_mark, a_paper, packs, put
from tests.test_import_bulk import line_of, lines_of

NOW = "2026-03-01T09:00:00+00:00"
MANY = 300  # papers, to a page of a few


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LEAST", 1)
    monkeypatch.setattr(near, "SCAN_LIMIT", 100)
    monkeypatch.setattr(knowing, "_WORTH_KEEPING", 1)


def titled(number: int, title: str, abstract: str) -> bytes:
    """A paper of the library under another title."""
    paper = orjson.loads(line_of(number))
    return orjson.dumps({"title": paper["title"].replace("Paper", title), "abstract": abstract}) + b"\n"


PAGE = b"".join(
    (
        line_of(5),  # known
        titled(9, "Papers", "Something else is told here, in other words."),  # alike
        titled(10, "Papers", "Again something that nobody said before."),  # alike, but told apart
        titled(11, "Papers", "And a third that is about none of it."),  # alike to one in the trash
        line_of(12),  # in the trash
        line_of(1_000),  # new
        line_of(1_000),  # the same again
    )
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Many papers, two of them in the trash."""
    path = tmp_path / "many.jsonl"
    path.write_bytes(lines_of(MANY))
    with Library.open(tmp_path / "data") as opened:
        opened.import_files([path])
        opened.delete([each for number in (11, 12) for each in opened.find(f'"paper {number} has"').ids])
        assert len(opened) == MANY - 2
        yield opened


def placed(library: Library, lore: Lore) -> ImportPlan:
    """What would come of the page."""
    store = library._store
    return plan([read_source(load_bytes(PAGE, "page.jsonl"))], store.papers, NOW, trash=store.trash, lore=lore)


@packs
def test_a_page_is_placed_as_if_all_papers_were_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def spied(*words: object) -> object:
        made.append(registered(*words))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr("papershelf.library.planning.registered", spied)
    told_apart = library.find('"paper 10 has"').ids
    assert len(told_apart) == 1

    def apart(_one: str, other: str) -> bool:
        return other in told_apart

    plain, beside = placed(library, Lore(apart)), placed(library, Lore(apart, library._known))
    assert [type(each) is Beside for each in made] == [False, True]
    assert beside.rows == plain.rows
    assert beside.report == plain.report
    expected = [Sort.KNOWN, Sort.NEAR, Sort.NEW, Sort.NEW, Sort.TRASHED, Sort.NEW, Sort.KNOWN]
    assert [row.sort for row in beside.rows] == expected
    (alike,) = beside.report.near_duplicates
    assert alike.other_id in library.find('"paper 9 has"').ids
    # Without what a person said there are two.
    assert len(placed(library, Lore(knowing=library._known)).report.near_duplicates) == 2


@packs
def test_few_titles_are_all_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "SCAN_LIMIT", MANY)
    page = read_source(load_bytes(line_of(5), "page.jsonl"))
    made = registered([page], library._store.papers, {}, Lore(knowing=library._known), NOW, unheard)
    assert type(made) is not Beside
    assert len(made) == MANY - 2


# What is kept of them


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where it is kept."""
    return tmp_path / "cache"


@pytest.fixture
def store(tmp_path: Path, cache: Path) -> Iterator[Store]:
    """Three papers in their file."""
    with Store.open(tmp_path / "data", cache=cache) as opened:
        put(opened, *map(a_paper, "abc"), a_mark("a", starred=True))
        assert list(opened.papers) == ["a", "b", "c"]
        yield opened


def all_read(store: Store) -> Known:
    """What tells papers apart, from them themselves."""
    known = Known.none()
    for paper in store.papers.values():
        known.add(paper)
    return known


def asked(store: Store, cache: Path) -> bool:
    """Whether papers had to be read; the answer is right anyway."""
    heard = Heard()
    assert knowing.known_of(store, store.papers, cache, heard) == all_read(store)
    return bool(heard.steps)


@packs
@pytest.mark.parametrize("reason", ["too large", "another version", "another program", "no ids", "no file"])
def test_what_is_of_no_use_is_made_anew(
    store: Store, cache: Path, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(store, cache)
    assert not asked(store, cache), "it was kept"
    path = cache / knowing.FILE
    if reason == "too large":
        monkeypatch.setattr(caching, "_MOST", path.stat().st_size - 1)
    elif reason == "another version":
        monkeypatch.setattr(knowing, "_VERSION", 2)
    elif reason == "another program":
        monkeypatch.setattr(caching, "__version__", "0.0.1")
    elif reason == "no ids":
        about = caching.kept(path, knowing._VERSION)
        assert about is not None
        caching.keep(path, knowing._VERSION, {**about, "ids": about["ids"][1:]})
    else:
        path.unlink()
    assert asked(store, cache)
    assert asked(store, cache) is (reason == "too large"), "and it was kept again, where that is of use"


@packs
def test_a_cache_that_cannot_be_written_is_done_without(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert asked(store, tmp_path / "file")
    assert asked(store, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "no folder"


class _WithoutB(dict[str, Paper]):
    """Papers one of which goes while they are looked through."""

    def get(self, key: str, _default: object = None) -> Paper | None:  # type: ignore[override]
        return None if key == "b" else self[key]


@packs
def test_a_paper_that_is_gone_meanwhile_is_left_out(store: Store, cache: Path) -> None:
    known = knowing.known_of(store, _WithoutB(store.papers), cache, unheard)
    assert known is not None
    assert (known.ids, known.keys) == (["a", "c"], ["thepapera", "thepaperc"])
    assert asked(store, cache), "what was kept without it does not hide it"
    assert not asked(store, cache)


def test_papers_in_memory_are_asked_themselves(store: Store, cache: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "data") as plain:
        assert knowing.known_of(plain, plain.papers, cache, unheard) is None


def test_the_entry_of_a_paper_is_there_or_gone(store: Store) -> None:
    shelved = Shelved.of(store)
    first, second = shelved.entry("a"), shelved.entry("b")
    assert first is not None
    assert second is not None
    assert (first.paper, first.mark) == (a_paper("a"), a_mark("a", starred=True))
    assert second.mark == Mark("b")
    with store.transaction("gone") as edits:
        edits.remove_paper("a")
    assert Shelved.of(store).entry("a") is None
    assert Shelved.of(store).entry("never there") is None
    assert shelved.entry("a") == first, "what was looked at stays"
