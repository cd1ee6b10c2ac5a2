"""The trash: papers deleted with their marks, restored whole or joined, purged, and left alone by imports."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf import Library
from papershelf.errors import DependedOnError, NothingFoundError
from papershelf.importers import Page
from papershelf.importers.base import Record
from papershelf.library import Changed
from papershelf.library.planning import plan
from papershelf.library.trashing import join_marks
from papershelf.marks import Trashed, merge_tags
from papershelf.paper import Link, LinkKind
from papershelf.store.records import MARKS
from tests.conftest import PAGE, FrozenClock
from tests.import_tools import NOW, paper


def ids_of(library: Library) -> list[str]:
    """Every paper's id, in the order they came."""
    return [entry.paper.id for entry in library.entries()]


def test_a_deleted_paper_is_gone_and_comes_back_whole(library: Library, folder: Path) -> None:
    one, two, *rest = ids_of(library)
    library.star([one])
    library.tag([one, two], ["nlp/rag"])
    library.set_note(one, "mine")
    library.drafts.keep(one, "half written")
    before = library.entry(one)
    assert before is not None
    heard: list[Changed] = []
    library.subscribe(heard.append)
    library.search("the")  # the index is there and has to follow
    unit = library.delete([one, two, "nonsense", one])
    assert unit is not None
    assert unit.words == "moved 2 papers to the trash"
    assert heard[-1].ids == {one, two}
    assert ids_of(library) == rest
    assert library.entry(one) is None
    assert one not in {hit.paper.id for hit in library.search(before.paper.title)}
    assert library.tags() == {}
    with Library.open(folder) as other:
        assert {trashed.paper.id for trashed in other.trash()} == {one, two}
        restored = other.restore([one[:6]])
        assert restored is not None
        assert restored.words.startswith("restored “")
    assert library.refresh()
    assert library.entry(one) == before
    assert library.search(before.paper.title)[0].paper.id == one
    assert library.drafts.read(one) == "half written"
    assert [trashed.paper.id for trashed in library.trash()] == [two]


def test_one_paper_is_named(library: Library) -> None:
    one = ids_of(library)[0]
    entry = library.entry(one)
    assert entry is not None
    words = [unit.words for unit in (library.delete([one]), library.restore([one])) if unit]
    assert words[0].startswith(f"moved “{entry.paper.title[:20]}")
    assert words[0].endswith("to the trash")
    assert words[1].endswith("from the trash")
    assert library.delete([]) is None
    assert library.delete(["nonsense"]) is None
    assert library.restore([]) is None
    for change in (library.restore, library.purge):
        with pytest.raises(NothingFoundError, match="No paper in the trash"):
            change([one])


def test_undo_and_redo_of_the_trash(library: Library) -> None:
    one, two = ids_of(library)[:2]
    library.rate([one], 4)
    everything = library.entries()
    library.delete([one, two])
    library.purge([one])
    assert [trashed.paper.id for trashed in library.trash()] == [two]
    library.undo()
    library.undo()
    assert {entry.paper.id: entry for entry in library.entries()} == {entry.paper.id: entry for entry in everything}
    assert library.trash() == []
    library.redo()
    library.redo()
    assert [trashed.paper.id for trashed in library.trash()] == [two]
    rated = next(standing.unit for standing in library.timeline() if standing.unit.words.startswith("rated"))
    with pytest.raises(DependedOnError) as raised:
        library.undo(rated.id)
    assert raised.value.units == ("moved 2 papers to the trash",)


def test_the_last_deleted_comes_first(library: Library, clock: FrozenClock) -> None:
    one, two, three = ids_of(library)[:3]
    library.delete([one, two])
    clock.advance(minutes=1)
    library.delete([three])
    assert [trashed.paper.id for trashed in library.trash()] == [three, two, one]
    assert library.trash()[0].at == "2026-03-01T09:01:00Z"


def test_an_import_leaves_them_in_the_trash(library: Library) -> None:
    one, two = ids_of(library)[:2]
    library.delete([one, two])
    units = len(library.history())
    for dry_run in (True, False):
        report = library.import_files([PAGE], dry_run=dry_run)
        assert (report.new, report.known, report.changed, report.trashed, report.listings) == (0, 8, 0, 2, 8)
        assert report.papers == {}
    assert len(library.history()) == units, "nothing to write is no change"
    assert len(library) == 6
    library.purge([two])
    assert library.import_files([PAGE]).new_ids == [two], "what is purged comes in as new"


def test_another_page_does_not_bring_it_back(library: Library, tmp_path: Path) -> None:
    deleted = ids_of(library)[:1]
    library.delete(deleted)
    other = tmp_path / "other_page.txt"
    other.write_bytes(PAGE.read_bytes())
    report = library.import_files([other])
    assert (report.trashed, report.new) == (1, 0)
    assert len(library) == 7
    assert deleted[0] not in report.papers
    assert len(library.trash()[0].paper.sources) == 1


def test_fields_of_newer_versions_go_there_and_back(library: Library, folder: Path) -> None:
    one = ids_of(library)[0]
    library.star([one])
    library.close()
    for name, table in (("library.json", "papers"), ("shelf.json", "marks")):
        tables = orjson.loads((folder / name).read_bytes())
        tables[table][one]["of-tomorrow"] = [1]
        (folder / name).write_bytes(orjson.dumps(tables))
    with Library.open(folder) as later:
        later.delete([one])
        later.restore([one])
    for name, table in (("library.json", "papers"), ("shelf.json", "marks")):
        assert orjson.loads((folder / name).read_bytes())[table][one]["of-tomorrow"] == [1]


def test_a_paper_that_came_back_by_itself_is_joined(library: Library) -> None:
    one = ids_of(library)[0]
    library.tag([one], ["old", "both"])
    library.set_note(one, "first note")
    record = library._store.papers[one]
    library.delete([one])
    with library._store.transaction("it came from elsewhere") as edits:
        edits.put_paper(record)
    library.tag([one], ["both", "new"])
    library.set_note(one, "second note")
    library.star([one])
    library.restore([one])
    entry = library.entry(one)
    assert entry is not None
    assert entry.paper == record
    assert (entry.mark.tags, entry.mark.starred) == (("both", "new", "old"), True)
    assert entry.mark.note == "first note\n\nsecond note"
    library.undo()
    library.delete([one])
    assert len(library.trash()) == 1
    library.restore([one])
    assert library.entry(one) == entry, "deleted twice, its marks come together in the trash"


def test_what_only_the_deleted_paper_knew_is_joined_too(library: Library) -> None:
    one = ids_of(library)[0]
    whole = library._store.papers[one]
    assert whole.links
    library.delete([one])
    with library._store.transaction("it came from elsewhere") as edits:
        edits.put_paper(
            replace(whole, links=(Link("https://example.org/new", LinkKind.OTHER),), sources=(), published="2025")
        )
    report = library.import_files([PAGE])
    assert (report.trashed, report.changed + report.known) == (0, 8), "what is in the library as well is no trash"
    library.undo()
    library.restore([one])
    entry = library.entry(one)
    assert entry is not None
    assert entry.paper.links == (Link("https://example.org/new", LinkKind.OTHER), *whole.links)
    assert entry.paper.sources == whole.sources
    assert entry.paper.published == "2025"


def test_no_pair_that_looks_alike_names_a_deleted_paper() -> None:
    title, other = (
        "Counting Sheep with Very Large Networks of Ferrets",
        "Counting Sheep with Very Large Networks of Ferret",
    )
    known = replace(paper(title, "One abstract, on wool."), id="known")
    record = Record(other, "Quite another abstract, on the price of hay and straw.", 1, 1)
    pages = [Page("page.txt", (record,), ())]
    assert [pair.other_id for pair in plan(pages, {"known": known}, NOW).report.near_duplicates] == ["known"]
    report = plan(pages, {}, NOW, trash={"known": Trashed(known, None, NOW)}).report
    assert (report.near_duplicates, report.new, report.trashed) == ([], 1, 0)


def test_two_processes_delete_the_same_paper(library: Library, folder: Path) -> None:
    one, two = ids_of(library)[:2]
    with Library.open(folder) as other:
        assert other.entry(one) is not None
        library.delete([one])
        assert other.delete([one, two]) is not None
        assert library.refresh()
        assert {trashed.paper.id for trashed in library.trash()} == {one, two}
        other.purge([one])
        with pytest.raises(NothingFoundError):
            library.restore([one])
        assert library.restore([two]) is not None


TIMES = some.dictionaries(some.sampled_from(["status", "rating", "note", "tags"]), some.sampled_from("123"))
RECORDS = some.fixed_dictionaries(
    {},
    optional={
        "starred": some.just(True),
        "status": some.sampled_from(["read", "queued"]),
        "rating": some.integers(1, 5),
        "tags": some.lists(some.sampled_from(["a", "A", "b/c"]), unique_by=str.casefold, min_size=1),
        "note": some.text(min_size=1, max_size=5),
        "changed": TIMES,
        "of-tomorrow": some.integers(),
    },
)


@given(RECORDS, RECORDS)
def test_joined_marks_lose_nothing(here: dict[str, object], there: dict[str, object]) -> None:
    joined = join_marks(here, there)
    one, two, both = (MARKS.decode("a", record) for record in (here, there, joined))
    assert both.starred == (one.starred or two.starred)
    assert both.tags == merge_tags(one.tags, two.tags)
    assert all(side.note.strip() in both.note for side in (one, two))
    assert both.status in (one.status, two.status)
    assert both.rating in (one.rating, two.rating)
    assert both.changed == {
        n: max(one.changed.get(n, ""), two.changed.get(n, "")) for n in {**one.changed, **two.changed}
    }
    assert joined.keys() >= here.keys() - {"note", "changed"}
    assert join_marks(joined, there) == joined, "once more changes nothing"
    assert MARKS.decode("a", join_marks(here, {})) == replace(one, tags=merge_tags(one.tags))
