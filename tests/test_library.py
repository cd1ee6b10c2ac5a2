"""The Python door: the contract of `Library`, and the index that follows every change."""

import threading
from pathlib import Path
from typing import Any

import pytest

from papershelf import Library
from papershelf.errors import NothingFoundError, UsageError
from papershelf.library import Changed, Found, piece
from tests.conftest import PAGE, FrozenClock


def test_the_contract_of_the_documents(folder: Path) -> None:
    with Library.open(folder) as library:
        report = library.import_files([str(PAGE)])
        assert (report.listings, report.new, report.known, report.changed) == (8, 8, 0, 0)
        hits = library.search("spase ferets", limit=10)
        hit = hits[0]
        assert hit.paper.title.startswith("Sparse Ferrets")
        assert (hit.tier, hit.matched[0]) == ("similar", "title")
        assert hit.score > 0
        library.star([hit.paper.id])
        library.tag([hit.paper.id], add=["nlp/sparse"])
        library.set_note(hit.paper.id, "…")
        assert library.undo() is not None
    with Library.open(folder) as library:
        entry = library.entry(hit.paper.id)
        assert entry is not None
        assert (entry.mark.starred, entry.mark.tags, entry.mark.note) == (True, ("nlp/sparse",), "")


def test_the_seed_pages_are_526_papers_from_574_listings(folder: Path) -> None:
    with Library.open(folder) as library:
        report = library.import_seeds()
        assert report is not None
        assert (report.listings, report.new, report.known, report.changed) == (574, 526, 48, 0)
        assert report.problems == []
        assert sum(len(entry.paper.sources) for entry in library.entries()) == 574
        again = library.import_seeds()
        assert again is None


def test_importing_again_changes_no_mark_and_no_paper(library: Library) -> None:
    paper_id = library.entries()[0].paper.id
    library.star([paper_id])
    library.set_note(paper_id, "mine")
    before = library.entries()
    report = library.import_files([PAGE])
    assert (report.new, report.known, report.changed) == (0, 8, 0)
    assert library.entries() == before
    units = library.history()
    assert len(units) == 3, "an import that changes nothing is no change"


def test_a_paper_keeps_its_id_through_undo_and_another_import(library: Library) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    library.star([ids[0]])
    library.undo()
    library.undo()
    assert len(library) == 0
    library.import_files([PAGE])
    assert [entry.paper.id for entry in library.entries()] == ids


def test_marks_survive_the_undo_of_the_import(library: Library) -> None:
    paper_id = library.entries()[0].paper.id
    library.star([paper_id])
    with Library.open(library.places.data) as other:
        other.undo()
        other.undo()
        other.redo()
        other.redo()
    library.refresh()
    assert library.entries("is:starred")[0].paper.id == paper_id


def test_nothing_changed_is_no_unit(library: Library) -> None:
    paper_id = library.entries()[0].paper.id
    assert library.unstar([paper_id]) is None
    assert library.set_status([paper_id], "inbox") is None
    assert library.tag([paper_id], remove=["never"]) is None
    assert library.set_note(paper_id, "  \n") is None


def test_when_a_field_changed_is_remembered(library: Library, clock: FrozenClock) -> None:
    paper_id = library.entries()[0].paper.id
    library.star([paper_id])
    clock.advance(days=3)
    library.rate([paper_id], 4)
    entry = library.entry(paper_id)
    assert entry is not None
    assert entry.mark.changed == {"starred": "2026-03-01T09:00:00Z", "rating": "2026-03-04T09:00:00Z"}
    assert [unit.at for unit in library.history(2)] == ["2026-03-04T09:00:00Z", "2026-03-01T09:00:00Z"]


def test_a_tag_keeps_the_spelling_it_has_elsewhere(library: Library) -> None:
    one, two = [entry.paper.id for entry in library.entries()][:2]
    library.tag([one], add=["NLP/Rag"])
    library.tag([two], add=["nlp/rag"])
    assert library.tags() == {"NLP": 2, "NLP/Rag": 2}


def test_bad_values_change_nothing(library: Library) -> None:
    paper_id = library.entries()[0].paper.id
    for change in (
        lambda: library.set_status([paper_id], "devoured"),
        lambda: library.rate([paper_id], 6),
        lambda: library.tag([paper_id], add=["good", " / "]),
        lambda: library.entries(sort="nonsense"),
    ):
        with pytest.raises(UsageError):
            change()
    assert len(library.history()) == 1


def test_references_are_ids_prefixes_or_nothing(library: Library) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    assert library.resolve(ids[0][:6]) == ids[0]
    assert library.resolve(f" {ids[0].upper()} ".strip().lower()) == ids[0]
    with pytest.raises(NothingFoundError):
        library.resolve("")
    with pytest.raises(NothingFoundError):
        library.resolve("zzzzzzzzzzzz")


def test_listeners_hear_what_changed_and_who_did_it(library: Library) -> None:
    heard: list[Changed] = []
    stop = library.subscribe(heard.append)
    paper_id = library.entries()[0].paper.id
    library.star([paper_id])
    with Library.open(library.places.data) as other:
        other.rate([paper_id], 5)
    assert library.refresh()
    assert [(sorted(change.ids), change.outside) for change in heard] == [([paper_id], False), ([paper_id], True)]
    stop()
    library.unstar([paper_id])
    assert len(heard) == 2


def test_the_index_follows_changes_made_while_it_is_built(library: Library) -> None:
    build = library.start_warming()
    paper_id = library.entries()[2].paper.id
    library.set_note(paper_id, "the wombat remark")
    library.warmed(build())
    assert [hit.paper.id for hit in library.search("wombat")] == [paper_id]
    library.warmed(library.start_warming()())
    library.undo()
    assert library.search("wombat") == []


def test_searching_while_an_import_runs_is_safe(library: Library) -> None:
    library.search("warm")
    failures: list[BaseException] = []

    def work() -> None:
        try:
            library.import_seeds() or library.import_files([Path(__file__).parent.parent / "seeds"])
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        library.search("langage model")
        library.views()
    thread.join()
    assert failures == []
    assert len(library) == 534


def test_what_can_be_copied_never_stands_in_for_something_else(library: Library) -> None:
    with_code, without = library.entries("has:code")[0], library.entries("bridge")[0]
    assert piece(with_code, "repo").text == "https://github.com/sleepy-ferret/sleepprune"
    assert "search" in piece(without, "paper").words
    for kind in ("repo", "pdf"):
        with pytest.raises(NothingFoundError):
            piece(without, kind)
    with pytest.raises(UsageError):
        piece(without, "soul")


def test_relaxing_a_pasted_page_tries_a_few_words_only(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    finder, searches = library._finder, 0
    find = finder.find

    def counted(*words: Any, **more: Any) -> Found:
        nonlocal searches
        searches += 1
        return find(*words, **more)

    monkeypatch.setattr(finder, "find", counted)
    assert library.relaxed(" ".join(f"zq{number}x" for number in range(500))) is None
    assert 0 < searches < 100
    relaxed = library.relaxed("pasta zzzzqqqq")
    assert relaxed is not None
    assert (relaxed.left_out, relaxed.text.strip(), len(relaxed.found.ids)) == ("zzzzqqqq", "pasta", 1)
