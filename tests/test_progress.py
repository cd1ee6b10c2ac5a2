"""Long work tells how far it is, seldom, and can be called off without leaving anything half done."""

import random
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.errors import Cancelled
from papershelf.progress import EVERY, Step, Told, told, unheard, unstoppable
from tests.conftest import PAGE
from tests.progress_tools import Heard, bytes_of, page_of


def test_few_calls_are_made_and_the_last_says_all() -> None:
    heard = Heard()
    assert list(told(range(1000), heard, "counting", "number", 1000)) == list(range(1000))
    assert 3 <= len(heard.steps) <= 1000 // EVERY + 2
    assert heard.steps[0] == Step("counting", 0, 1000, "number")
    assert heard.steps[-1] == Step("counting", 1000, 1000, "number")


def test_no_item_is_begun_after_it_was_called_off() -> None:
    begun: list[int] = []
    with pytest.raises(Cancelled):
        begun.extend(told(range(10_000), Heard(stop_at=2), "counting", "number"))
    assert len(begun) == 2 * EVERY


def test_what_is_done_already_cannot_be_called_off() -> None:
    heard = Heard(stop_at=0)
    unstoppable(heard)(Step("telling"))
    assert heard.steps == [Step("telling", is_final=True)]


def test_a_sequence_tells_whenever_it_is_gone_through() -> None:
    heard = Heard()
    items = Told("abc", heard, "reading", "letter")
    assert len(items) == 3
    assert items[1] == "b"
    assert items[1:] == "bc"
    assert not heard.steps
    assert list(items) == ["a", "b", "c"]
    assert heard.steps[-1] == Step("reading", 3, 3, "letter")
    assert list(Told("", unheard, "reading", "letter")) == []


def test_an_import_tells_its_stages_in_order(library: Library, tmp_path: Path) -> None:
    heard = Heard()
    report = library.import_files([page_of(tmp_path, 300)], progress=heard)
    assert report.new == 300
    assert heard.stages == [
        "reading",
        "looking through the library",
        "importing",
        "about to write",
        "writing",
        "making it findable",
    ]
    assert max(step.done for step in heard.steps if step.stage == "importing") == 300
    assert all(step.is_final == (step.stage in ("writing", "making it findable")) for step in heard.steps)


@pytest.mark.parametrize("stop_at", range(12))
def test_an_import_called_off_leaves_every_byte(library: Library, folder: Path, tmp_path: Path, stop_at: int) -> None:
    before = bytes_of(folder)
    heard = Heard(stop_at)
    page = page_of(tmp_path, 300)
    with suppress(Cancelled):
        library.import_files([page], progress=heard)
    if heard.was_heeded:
        assert bytes_of(folder) == before
        assert len(library) == 8
        assert library.import_files([page]).new == 300, "and it can be made again"
    else:
        assert len(library) == 308


def test_an_import_called_off_at_a_random_moment_leaves_all_or_nothing(folder: Path, tmp_path: Path) -> None:
    page, chance = page_of(tmp_path, 400), random.Random(7)
    for _ in range(6):
        with Library.open(folder) as library:
            before, wish = bytes_of(folder), threading.Event()

            def listen(step: Step, wish: threading.Event = wish) -> None:
                if wish.is_set() and not step.is_final:
                    raise Cancelled

            timer = threading.Timer(chance.uniform(0, 0.15), wish.set)
            timer.start()
            try:
                library.import_files([page], progress=listen)
            except Cancelled:
                assert bytes_of(folder) == before
            else:
                assert len(library) == 400
                library.undo()
            finally:
                timer.cancel()
                timer.join()


def test_what_another_wrote_while_the_pages_were_placed_is_not_imported_twice(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    page = page_of(tmp_path, 3)
    with Library.open(folder) as other:

        def meanwhile(step: Step) -> None:
            if step.stage == "importing" and step.done == 3 and len(other) == 8:
                other.import_files([page])

        report = library.import_files([page], progress=meanwhile)
    assert len(library) == 11
    assert (report.new, report.known) == (0, 3)


def test_a_trial_import_can_be_called_off(library: Library) -> None:
    with pytest.raises(Cancelled):
        library.import_files([PAGE], dry_run=True, progress=Heard(1))


@pytest.mark.parametrize("stop_at", [0, 2, 4, 5, 6])
def test_an_export_called_off_names_the_files_that_are_whole(library: Library, tmp_path: Path, stop_at: int) -> None:
    library.import_files([page_of(tmp_path, 300)])
    target, whole = tmp_path / "out", tmp_path / "whole"
    library.export("folder", whole)
    with pytest.raises(Cancelled) as caught:
        library.export("folder", target, progress=Heard(stop_at))
    written = sorted(target.glob("*")) if target.exists() else []
    assert sorted(caught.value.done) == [str(path) for path in written]
    assert len(written) < 308
    assert all(path.read_bytes() == (whole / path.name).read_bytes() for path in written)
    assert (f"{len(written)} written" in caught.value.message) or not written


def test_an_export_into_one_file_is_whole_or_not_there(library: Library, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        library.export("markdown", tmp_path / "out.md", progress=Heard(2))
    assert not (tmp_path / "out.md").exists()


def test_a_doctor_called_off_only_looked(library: Library, folder: Path) -> None:
    heard = Heard()
    library.doctor(progress=heard)
    assert {"looking at the files", "looking at the history", "looking around the files"} <= set(heard.stages)
    (folder / "half.new").write_text("x", "utf-8")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for stop_at in range(len(heard.steps)):
        with pytest.raises(Cancelled):
            library.doctor(progress=Heard(stop_at))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    heard = Heard()
    library.doctor(fix=True, progress=heard)
    last = heard.stages.index("repairing")
    assert heard.stages[last - 1] == "about to repair"
    begun = [step.stage for step in heard.steps].index("repairing")
    assert all(step.is_final for step in heard.steps[begun:])


def test_an_archive_called_off_leaves_no_file_and_the_old_one(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    with pytest.raises(Cancelled):
        library.backup(target, progress=Heard(1))
    assert list(tmp_path.glob("*.zip*")) + list(tmp_path.glob(".*")) == []
    library.backup(target)
    old = target.read_bytes()
    with pytest.raises(Cancelled):
        library.backup(target, force=True, progress=Heard(0))
    assert target.read_bytes() == old


def test_restoring_can_be_called_off_until_it_is_being_written(library: Library, folder: Path, tmp_path: Path) -> None:
    library.backup(tmp_path / "all.zip")
    library.star([library.entries()[0].paper.id])
    heard = Heard()
    library.restore_backup(tmp_path / "all.zip", progress=heard)
    library.undo()
    before = bytes_of(folder)
    offered = sum(not step.is_final for step in heard.steps)
    for stop_at in range(offered):
        with pytest.raises(Cancelled):
            library.restore_backup(tmp_path / "all.zip", progress=Heard(stop_at))
    assert bytes_of(folder) == before
    assert not list(folder.glob("restoring-*"))


def test_building_the_index_can_be_called_off(library: Library, tmp_path: Path) -> None:
    library.import_files([page_of(tmp_path, 300)])
    with pytest.raises(Cancelled):
        library.start_warming(Heard(1))()
    heard = Heard()
    library.warmed(library.start_warming(heard)())
    assert "indexing" in heard.stages
    assert library.is_warm


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("reading"), ""),
        (Step("reading", 3), ""),
        (Step("reading", 3, None, "entry"), "3 entries"),
        (Step("reading", 1, None, "entry"), "1 entry"),
        (Step("reading", 1, 2000, "entry"), "1 of 2,000 entries"),
        (Step("reading", 0, 1, "page"), "0 of 1 page"),
        (Step("reading", 1200, 10_000, "listing"), "1,200 of 10,000 listings"),
        (Step("packing", 3, 5, "MB"), "3 of 5 MB"),
    ],
)
def test_how_much_is_done_is_said_in_words(step: Step, words: str) -> None:
    assert step.amount == words
