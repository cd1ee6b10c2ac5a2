"""The index of a library: made once, and never behind what a person did."""

import threading
import time

import pytest

from papershelf import Library
from papershelf.errors import Cancelled
from papershelf.library import compiling, indexing
from papershelf.library.shelving import Shelved
from papershelf.progress import Progress, Step
from papershelf.search.index import Index
from papershelf.settings import seed_pages


def _ids(library: Library, query: str) -> set[str]:
    return {hit.paper.id for hit in library.search(query)}


def test_marks_imports_and_undo_are_found_without_building_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = library.entries()[0].paper.id
    library.search("anything")

    def never(*_: object) -> Index:
        raise AssertionError("the index was built anew")

    monkeypatch.setattr(library._finder.indexing, "_make", never)
    library.tag([first], add=["quokka"])
    library.set_note(first, "a wombat in the margin")
    assert _ids(library, "quokka") == _ids(library, "wombat") == {first}
    library.undo()
    library.undo()
    assert not _ids(library, "quokka") | _ids(library, "wombat")
    report = library.import_files(seed_pages()[:1])
    found = _ids(library, "sparse finetuning")
    assert found & set(report.papers)
    library.undo()
    assert not _ids(library, "sparse finetuning") & set(report.papers)


def test_a_star_leaves_the_compiled_papers_alone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_WORTH_KEEPING", 1)
    library.search("anything")
    index = library._finder.indexing.index()
    assert index.beside == 0
    library.star([entry.paper.id for entry in library.entries()])
    assert index.beside == 0


def test_many_new_papers_are_compiled_and_what_changes_meanwhile_is_not_lost(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_MANY", 0)
    first = library.entries()[0].paper.id
    library.search("anything")
    keeper = library._finder.indexing
    old, make = keeper.index(), keeper._make

    def interrupted(shelved: Shelved, progress: Progress) -> Index:
        made = make(shelved, progress)
        monkeypatch.setattr(keeper, "_make", make)
        library.tag([first], add=["numbat"])
        assert _ids(library, "=numbat") == {first}, "the old index answers while the new one is made"
        return made

    monkeypatch.setattr(keeper, "_make", interrupted)
    report = library.import_files(seed_pages()[:1])
    assert keeper.index() is not old
    assert len(keeper.index()) == len(library) == report.new + 8
    assert _ids(library, "=numbat") == {first}


def test_a_change_while_the_first_index_is_made_is_put_in_when_it_is_taken_over(library: Library) -> None:
    first = library.entries()[0].paper.id
    build = library.start_warming()
    library.tag([first], add=["quokka"])
    library.warmed(build())
    assert library.is_warm
    assert _ids(library, "quokka") == {first}


def test_a_damaged_index_that_cannot_be_removed_is_done_without(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may have become read-only, and Windows removes no file that is mapped."""
    monkeypatch.setattr(compiling, "_WORTH_KEEPING", 1)
    right = _ids(library, "model")
    path = library.places.cache / indexing.FILE
    array = library._finder.indexing.index()._corpus.postings.values.tobytes()
    whole = path.read_bytes()
    path.write_bytes(whole.replace(array, bytes(each ^ 255 for each in array)))

    def refuse(*_: object, **_more: object) -> None:
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    monkeypatch.setattr("papershelf.search.filing.put_in_place", refuse)
    for warm in (True, False):
        with Library.open(library.places.data) as again:
            if warm:
                again.warmed(again.start_warming()())
            assert _ids(again, "model") == right


def test_an_index_whose_file_proves_damaged_at_a_search_is_built_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "_WORTH_KEEPING", 1)
    right = _ids(library, "model")
    keeper = library._finder.indexing
    path = library.places.cache / indexing.FILE
    whole = path.read_bytes()
    for name in ("papers", "values"):
        array = getattr(keeper.index()._corpus.postings, name).tobytes()
        place = whole.index(array)
        path.write_bytes(whole[:place] + bytes(each ^ 255 for each in array) + whole[place + len(array) :])
        with Library.open(library.places.data) as again:
            again.warmed(again.start_warming()())
            assert _ids(again, "model") == right
            assert again._finder.liking.of(again.entries()[:1])
        assert path.read_bytes() == whole, "it was built anew"


def test_who_tends_the_index_compiles_very_many_new_papers_and_no_search_does(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_MANY", 0)
    first = library.entries()[0].paper.id
    library.warmed(library.start_warming(tends=True)())
    assert (library.is_owing, library.is_warm) == (False, True)
    report = library.import_files(seed_pages()[:1])
    assert (library.is_owing, library.is_warm) == (True, True)
    assert not _ids(library, "sparse finetuning") & set(report.papers), "the old index answers, at once"
    build = library.start_warming(tends=True)
    assert (library.is_owing, library.is_warm) == (False, True), "somebody is about it"
    made = build()
    library.tag([first], add=["numbat"])
    assert _ids(library, "=numbat") == {first}, "the old index answers while the new one waits to be taken over"
    library.warmed(made)
    assert _ids(library, "sparse finetuning") & set(report.papers)
    assert _ids(library, "=numbat") == {first}
    assert not library.is_owing


def test_where_compiling_was_called_off_the_next_search_does_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_MANY", 0)

    def call_off(_: Step) -> None:
        raise Cancelled("no more")

    library.warmed(library.start_warming(tends=True)())
    report = library.import_files(seed_pages()[:1])
    with pytest.raises(Cancelled):
        library.start_warming(call_off, tends=True)()
    assert library.is_owing
    assert _ids(library, "sparse finetuning") & set(report.papers)
    assert not library.is_owing


def test_what_a_person_adds_is_followed_without_reading_a_paper(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.search("anything")

    def never(paper_id: str) -> None:
        raise AssertionError(f"{paper_id} was read")

    ids = [entry.paper.id for entry in library.entries()]
    monkeypatch.setattr(library._finder.indexing, "_entry", never)
    library.star(ids)
    library.tag(ids, add=["quokka"])
    found = library._finder.find("tag:quokka quokka").ids
    assert sorted(found) == sorted(ids)
    library.undo()
    assert not library._finder.find("quokka").ids


def test_a_search_comes_in_between_while_very_many_papers_are_followed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 1)
    library.search("anything")
    keeper = library._finder.indexing
    breaths: list[bool] = []

    def breathe(_: float) -> None:
        """On another thread the lock can be had now."""
        thread = threading.Thread(target=search)
        thread.start()
        thread.join()

    def search() -> None:
        if got := keeper.lock.acquire(timeout=5):
            keeper.lock.release()
        breaths.append(got)

    monkeypatch.setattr(time, "sleep", breathe)
    keeper.follow([entry.paper.id for entry in library.entries()][:3])
    assert breaths == [True] * 3
