"""Papers that are one under two ids: found, merged without losing anything, told apart, known when they come again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papershelf import Library
from papershelf.errors import NothingFoundError, UsageError
from papershelf.library.doubles import folded
from papershelf.marks import Status
from papershelf.paper import Listing
from tests.conftest import FrozenClock
from tests.double_tools import LONG, made, put, twins
from tests.hostile import HOSTILE


def test_merging_keeps_everything_of_both(library: Library, clock: FrozenClock) -> None:
    put(library, *twins())
    library.tag(["first00000"], add=["a", "x/y"])
    library.tag(["second0000"], add=["A", "b"])
    library.set_note("first00000", "mine")
    library.set_note("second0000", "yours")
    library.set_status(["first00000"], "skipped")
    library.set_status(["second0000"], "reading")
    library.rate(["first00000"], 2)
    library.rate(["second0000"], 4)
    library.star(["second0000"])
    clock.advance(days=1)
    unit = library.merge_papers("first00000", "second0000")
    assert unit
    assert unit.words.startswith("merged “Sparse Ferrets Dream on Electrical Grap…” into “Sparse Ferrets Dream of")
    entry = library.entry("first00000")
    assert entry
    assert library.entry("second0000") is None
    paper, mark = entry.paper, entry.mark
    assert paper.title == "Sparse Ferrets Dream of Electric Graphs"
    assert paper.abstract == LONG.strip(), "the fuller one"
    assert paper.authors == ("Jane Doe", "John Roe")
    assert dict(paper.identifiers) == {"arxiv": "2403.00001", "doi": "10.1/x"}
    assert [link.url for link in paper.links] == ["https://github.com/a/b", "https://github.com/c/d"]
    assert [listing.file for listing in paper.sources] == ["one.txt", "two.txt"]
    assert (mark.starred, mark.status, mark.rating) == (True, Status.READING, 4)
    assert mark.tags == ("a", "b", "x/y")
    assert mark.note == "mine\n\nyours"
    assert mark.changed["status"] == "2026-03-02T09:00:00Z"
    assert library.duplicates() == []
    told = {each.id: each.words for each in library.tell(unit)}
    assert "merged with another paper" in told["first00000"]
    assert library.resolve("second0000") == "first00000"
    assert library.resolve("arxiv:2403.00009") == "first00000"


def test_a_merge_is_one_change_that_undo_takes_back_to_the_letter(library: Library, folder: Path) -> None:
    put(library, *twins())
    library.set_note("second0000", "yours")
    with library._store.transaction("a newer version's field") as edits:
        edits.put_record("papers", "second0000", {**(edits.record("papers", "second0000") or {}), "future": [1]})
    records = {table: dict(file.records) for table, file in library._store.files.items()}
    library.merge_papers("first00000", "second0000")
    assert library._store.files["papers"].records["first00000"]["future"] == [1]
    library.undo()
    assert {table: dict(file.records) for table, file in library._store.files.items()} == records
    library.redo()
    with Library.open(folder) as again:
        entry = again.entry("first00000")
        assert entry
        titles = ["Sparse Ferrets Dream of Electric Graphs", "Sparse Ferrets Dream on Electrical Graphs"]
        assert [former.title for former in entry.paper.also] == titles, "itself too, as its abstract is another now"
        assert entry.mark.note == "yours"


def test_a_page_that_holds_a_merged_paper_again_brings_nothing_back(library: Library, tmp_path: Path) -> None:
    head = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nMar 11\n\n"
    one = "Sparse Ferrets Dream of Electric Graphs", "An early word on ferrets in forests, without a graph. " * 5
    two = "Sparse Ferrets Dream on Electrical Graphs", LONG
    pages = []
    for number, (title, abstract) in enumerate((one, two)):
        pages.append(tmp_path / f"{number}.txt")
        pages[-1].write_text(f"{head}{title}\n\n{abstract.strip()}\n\n", "utf-8")
    ids = [library.import_files([page]).new_ids[0] for page in pages]
    (pair,) = library.duplicates()
    assert [pair.other_id, pair.paper_id] == ids
    library.merge_papers(ids[0], ids[1])
    for page in (*pages, tmp_path):
        report = library.import_files([page])
        assert (report.new, report.changed, report.near_duplicates) == (0, 0, [])
    later = tmp_path / "later.txt"
    later.write_text(pages[1].read_text("utf-8"), "utf-8")
    assert library.import_files([later]).known == 1
    entry = library.entry(ids[0])
    assert entry
    assert [listing.file for listing in entry.paper.sources] == ["0.txt", "1.txt", "later.txt"]


def test_an_import_knows_a_merged_paper_by_its_own_identifier(library: Library) -> None:
    from dataclasses import replace

    from papershelf.identity import Register

    put(library, *twins())
    library.merge_papers("first00000", "second0000")
    entry = library.entry("first00000")
    assert entry
    draft = replace(twins()[1], id="", title="Quite Another Title", abstract="", identifiers={"arxiv": "2403.00009v2"})
    before = Register([entry.paper]).place(draft).before
    assert before is not None
    assert before.id == "first00000"
    other = replace(draft, identifiers={"arxiv": "2403.7777", "doi": "10.1/y"})
    assert Register([entry.paper]).place(other).before is None


def test_merging_needs_two_papers_that_are_there(library: Library) -> None:
    put(library, *twins())
    with pytest.raises(UsageError):
        library.merge_papers("first00000", "first00000")
    with pytest.raises(NothingFoundError):
        library.merge_papers("first00000", "gone")
    with pytest.raises(NothingFoundError):
        library.not_the_same("gone", "first00000")


# Telling apart


def test_what_is_not_the_same_is_remembered_and_can_be_undone(library: Library, folder: Path) -> None:
    put(library, *twins())
    assert library.not_the_same("second0000", "first00000")
    assert library.not_the_same("first00000", "second0000") is None, "it is known"
    library.star(["first00000"])
    assert library.duplicates() == []
    with Library.open(folder) as again:
        assert again.duplicates() == []
        again.undo()
        again.undo()
        assert len(again.duplicates()) == 1
    unit = library.redo()
    assert unit
    assert "told apart" in library.tell(unit)[0].words


def test_who_is_not_the_one_is_not_what_it_has_become(library: Library) -> None:
    third = made("third00000", "Sparse Ferrets Dream of Electric Grapes", "Something else.")
    put(library, *twins(), third)
    library.not_the_same("second0000", "third00000")
    library.merge_papers("first00000", "second0000")
    assert library.are_apart("third00000", "first00000")
    assert library._store.files["marks"].records["third00000"]["distinct_from"] == ["first00000"]
    assert library.duplicates() == []


def test_a_record_edited_by_hand_says_nothing_of_pairs(library: Library) -> None:
    put(library, *twins())
    with library._store.transaction("by hand") as edits:
        edits.put_record("marks", "first00000", {"distinct_from": "second0000"})
        edits.put_record("marks", "second0000", {"distinct_from": [7, None]})
    assert len(library.duplicates()) == 1
    library.not_the_same("first00000", "second0000")
    assert library.duplicates() == []


# Whatever they hold

words = st.text(st.sampled_from("abc é[]\n"), max_size=12)
marks = st.fixed_dictionaries(
    {},
    optional={
        "starred": st.just(True),
        "status": st.sampled_from([str(status) for status in Status]),
        "tags": st.lists(st.sampled_from(["a", "A", "b/c", "d"]), unique_by=str.casefold, max_size=3),
        "rating": st.integers(1, 5),
        "note": words,
        "future": st.integers(0, 9),
        "distinct_from": st.lists(st.sampled_from(["one", "two", "x", "y"]), max_size=3),
        "changed": st.just({"note": "2026-01-01T00:00:00Z"}),
    },
)


@given(marks, marks)
def test_no_tag_no_word_and_no_verdict_is_lost(ours: dict[str, object], theirs: dict[str, object]) -> None:
    joined = folded(ours, theirs, "2026-03-01T09:00:00Z", {"one", "two"})
    for each in (ours, theirs):
        assert str(each.get("note", "")).strip() in str(joined.get("note", ""))
        have = {str(tag).casefold() for tag in joined.get("tags", ())}
        assert {str(tag).casefold() for tag in each.get("tags", ())} <= have  # type: ignore[attr-defined]
        assert (joined.get("rating") or 0) >= (each.get("rating") or 0)  # type: ignore[operator]
        assert bool(joined.get("starred")) >= bool(each.get("starred"))
        apart = set(each.get("distinct_from", ()))  # type: ignore[call-overload]
        assert apart - {"one", "two"} <= set(joined.get("distinct_from", ()))
        assert "future" not in each or "future" in joined
    assert not {"one", "two"} & set(joined.get("distinct_from", ()))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(marks, marks, st.sampled_from(HOSTILE), st.sampled_from(HOSTILE))
def test_undo_of_any_merge_restores_every_record(
    library: Library, ours: dict[str, object], theirs: dict[str, object], one: str, other: str
) -> None:
    put(library, made("one", one, other, sources=(Listing(one, 1, ""),)), made("two", other, one))
    with library._store.transaction("marks") as edits:
        for paper_id, mark in (("one", ours), ("two", theirs)):
            if mark:
                edits.put_record("marks", paper_id, mark)
            else:
                edits.remove_mark(paper_id)
    records = {table: dict(file.records) for table, file in library._store.files.items()}
    assert library.merge_papers("one", "two")
    entry = library.entry("one")
    assert entry
    assert "two" in [former.id for former in entry.paper.also]
    library.undo()
    assert {table: dict(file.records) for table, file in library._store.files.items()} == records
