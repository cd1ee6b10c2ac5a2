"""A library whose papers stay in their file answers by columns what it would answer paper by paper."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.errors import Cancelled
from papershelf.library.columns import columns, opening
from papershelf.library.columns.board import Board
from papershelf.library.sorting import SORTS
from papershelf.progress import Step
from papershelf.store.packed import packing
from tests.conftest import PAGE, FrozenClock
from tests.store_things import packs

pytestmark = packs

QUERIES = (
    "is:starred", "has:code -is:read", "tag:nlp OR is:queued", "source:small_page.txt", "list:first", "seen:>1",
    "-has:note sort:title", "is:starred added:>30d", "model -is:starred", "(model OR is:starred)", "first:2025",
    "published:>2023",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few papers are many."""
    monkeypatch.setattr(packing, "LEAST", 1)
    monkeypatch.setattr(columns, "_WORTH_KEEPING", 1)
    monkeypatch.setattr(columns, "_AT_ONCE", 0)
    monkeypatch.setattr("papershelf.library.finding._FEW", 0)


@pytest.fixture
def shelf(folder: Path, clock: FrozenClock) -> Iterator[Library]:
    """A library that answers by columns."""
    with Library.open(folder, clock=clock) as opened:
        opened.import_files([PAGE])
        assert opened._finder.columns.board() is not None
        yield opened


def answers(library: Library) -> dict[str, object]:
    """All that a person may see of it."""
    found: dict[str, object] = {query: library.find(query).ids for query in QUERIES}
    found |= {f"in {query}": library.find("has:code", view=query).ids for query in QUERIES}
    found |= {f"sort:{key}": library.find("", sort=f"{key}").ids for key in SORTS}
    found |= {f"sort:-{key}": library.find("has:link", sort=f"-{key}").ids for key in SORTS}
    found |= {"views": library.views(), "tags": library.tags(), "facts": dict(library.facts("venue"))}
    names = [name for entry in library.entries() for name in entry.paper.identifiers.values()]
    return found | {name: library.resolve(name) for name in names}


def by_hand(library: Library) -> dict[str, object]:
    """The same, asked of each paper."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns.Columns, "_wanted", None)
        return answers(library)


def replaced(library: Library, tmp_path: Path) -> None:
    """The page comes again with another abstract, under another day, and a paper more."""
    page = tmp_path / "again.txt"
    page.write_text(PAGE.read_text().replace("Mar 11", "Mar 12"))
    library.import_files([page])


STEPS: dict[str, Callable[[Library, list[str], Path], object]] = {
    "star": lambda library, ids, _: library.star(ids[:3]),
    "tag": lambda library, ids, _: library.tag(ids[1:4], add=["nlp/rag", "x"]),
    "queue": lambda library, ids, _: library.set_status(ids[2:5], "queued"),
    "place": lambda library, ids, _: library.move_in_queue(ids[4:5], "top"),
    "list": lambda library, ids, _: library.make_list("First", ids=ids[5:1:-1]),
    "view": lambda library, _ids, _: library.save_view("Mine", "list:first -is:read"),
    "untag": lambda library, ids, _: library.tag(ids[1:2], remove=["x"]),
    "again": lambda library, _ids, tmp_path: replaced(library, tmp_path),
    "delete": lambda library, ids, _: library.delete(ids[1:3]),
    "undo": lambda library, _ids, _: library.undo(),
    "delete more": lambda library, ids, _: library.delete(ids[3:6]),
    "restore": lambda library, ids, _: library.restore(ids[4:5]),
    "merge": lambda library, ids, _: library.merge_papers(ids[0], ids[7]),
}


def test_whatever_is_done_the_answers_are_those_of_each_paper(
    shelf: Library, clock: FrozenClock, tmp_path: Path
) -> None:
    ids = list(shelf.find("").ids)
    for name, step in STEPS.items():
        clock.advance(days=1)
        assert step(shelf, ids, tmp_path) is not None or name == "again", name
        assert shelf._finder.columns.board() is not None
        assert answers(shelf) == by_hand(shelf), name


def test_what_another_process_does_is_taken_in(shelf: Library, clock: FrozenClock, tmp_path: Path) -> None:
    ids = list(shelf.find("").ids)
    with Library.open(shelf.places.data, clock=clock) as other:
        for name, step in STEPS.items():
            step(other, ids, tmp_path)
            shelf.refresh()
            assert answers(shelf) == by_hand(shelf), name
            assert shelf.views() == other.views(), name


def test_no_paper_is_read_for_an_answer(shelf: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.star(shelf.find("").ids[:2])
    with Library.open(folder) as library:
        library.start_warming()
        library._finder.columns.start()()
        monkeypatch.setattr("papershelf.store.packed.source.Things.value", None)
        for query in ("is:starred", "has:code", "tag:x", "source:small_page.txt", "-has:note", "published:>2023"):
            library.find("", view=query)
        for key in SORTS:
            library.find("", sort=key)
        assert {view.key: view.count for view in library.views()}["starred"] == 2
        assert library.tags() == {}
        assert library.facts("venue") == {}


def test_a_star_judges_one_mark_and_no_column_again(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = shelf.find("").ids
    shelf.star(ids[:3])
    assert {view.key: view.count for view in shelf.views()}["starred"] == 3
    monkeypatch.setattr("papershelf.library.columns.judging.Judge._by_fact", None)
    monkeypatch.setattr("papershelf.library.columns.marked.np.full", None)
    shelf.star(ids[3:4])
    assert {view.key: view.count for view in shelf.views()}["starred"] == 4


def test_the_first_counts_come_from_the_head_and_load_no_numpy(shelf: Library, folder: Path) -> None:
    shelf.star(shelf.find("").ids[:2])
    right = {view.key: view.count for view in shelf.views()} | {"forgotten": 2}  # by the clock of now
    code = (
        "import sys\n"
        "from papershelf import Library\n"
        "from papershelf.library.columns import columns\n"
        "from papershelf.store.packed import packing\n"
        "packing.LEAST, columns._WORTH_KEEPING, columns._AT_ONCE = 1, 1, 0\n"
        f"library = Library.open({os.fspath(folder)!r})\n"
        "counts = {view.key: view.count for view in library.views(quick=True)}\n"
        "assert library._finder.columns.is_wanted and not library.answers_at_once\n"
        "assert not {'numpy', 'papershelf.search'} & sys.modules.keys(), 'the first paint waits for these'\n"
        "print(counts)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == repr(right)


def test_without_a_head_only_what_marks_tell_is_counted_at_first(shelf: Library, folder: Path) -> None:
    shelf.star(shelf.find("").ids[:2])
    shelf._finder.columns._path.unlink()
    with Library.open(folder) as library:
        counts = {view.key: view.count for view in library.views(quick=True)}
    assert (counts["all"], counts["starred"], counts["inbox"], counts["code"], counts["seen"]) == (8, 2, 8, None, None)
    assert not any(key.startswith("source:") for key in counts)


@pytest.mark.parametrize("damage", ["nothing", "gone", "empty", "cut", "flipped", "rubbish", "others", "folder"])
def test_whatever_the_cache_holds_a_library_answers_rightly(
    shelf: Library, clock: FrozenClock, damage: str, tmp_path: Path
) -> None:
    right, path = answers(shelf), shelf._finder.columns._path
    whole = path.read_bytes()
    new = {
        "nothing": whole,
        "empty": b"",
        "cut": whole[:-100],
        "flipped": whole[:-300] + bytes([whole[-300] ^ 1]) + whole[-299:],
        "rubbish": b"papershelf columns\n" + os.urandom(300),
    }
    if damage == "others":
        page = tmp_path / "other.bib"
        page.write_text("@article{a, title={Quokkas}, year=2020, journal={ACL}}")
        with Library.open(tmp_path / "other") as other:
            other.import_files([page])
            other.views()
            path.write_bytes(other._finder.columns._path.read_bytes())
    elif damage in new:
        path.write_bytes(new[damage])
    else:
        path.unlink()
        if damage == "folder":
            path.mkdir()
    with Library.open(shelf.places.data, clock=clock) as again:
        assert {view.key: view.count for view in again.views(quick=True)}["all"] == 8
        assert answers(again) == right
    if damage != "folder":
        assert path.read_bytes()[:19] == whole[:19]
        assert len([name for name in os.listdir(path.parent) if name.startswith(path.name)]) == 1


def test_few_changes_lie_beside_and_many_are_compiled_anew(
    shelf: Library, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ids = shelf._finder.columns._path, shelf.find("").ids
    shelf.views()
    before = path.read_bytes()
    shelf.delete(ids[:2])
    for most, anew in ((200, False), (1, True)):
        monkeypatch.setattr(opening, "_FEW", most)
        with Library.open(shelf.places.data, clock=clock) as again:
            assert answers(again) == by_hand(again)
        assert (path.read_bytes() != before) is anew


def test_compiling_tells_how_far_it_is_and_can_be_called_off(shelf: Library, folder: Path) -> None:
    shelf._finder.columns._path.unlink()
    steps: list[Step] = []

    def stop(step: Step) -> None:
        raise Cancelled

    with Library.open(folder) as library:
        with pytest.raises(Cancelled):
            library.start_warming(stop)()
        assert not library._finder.columns.is_ready
        library._finder.columns.start(steps.append)()
        assert library.answers_at_once
        assert isinstance(library._finder.columns.board(), Board)
    assert [step.done for step in steps if step.stage == "looking over the papers"] == [0, 8]


def test_while_another_thread_compiles_each_paper_is_asked(shelf: Library, folder: Path) -> None:
    shelf._finder.columns._path.unlink()
    with Library.open(folder) as library, library._finder.columns._making:
        assert library.find("has:link").ids
        assert not library.answers_at_once


def test_very_many_new_papers_are_compiled_anew_for_whoever_waits(
    shelf: Library, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shelf._finder.columns.start()()
    before = shelf._finder.columns._path.read_bytes()
    monkeypatch.setattr(columns, "_MANY", 1)
    monkeypatch.setattr(opening, "_FEW", 1)
    monkeypatch.setattr("papershelf.library.columns.columns.threading.main_thread", lambda: None)
    replaced(shelf, tmp_path)
    assert shelf._finder.columns._path.read_bytes() != before
    assert answers(shelf) == by_hand(shelf)
