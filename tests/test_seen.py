"""Where a paper was seen, as a person meets it: found, ordered, shown, exported; all of it means the same."""

from pathlib import Path

import pytest

from papershelf import Library
from papershelf.exporters import entry_json
from papershelf.exporters.templating.data import paper_data
from papershelf.provenance import provenance_of
from papershelf.saved import SHIPPED
from papershelf.tui.rows import row_of
from papershelf.tui.widgets.detail_view import detail_view
from tests.cli_tools import Run, find
from tests.conftest import PAGE, FrozenClock
from tests.view_tools import view_of


@pytest.fixture
def pages(library: Library, clock: FrozenClock, tmp_path: Path) -> Library:
    """The page of 11 March (2025, for it was read on 1 March 2026), and its first papers again twice."""
    text = PAGE.read_text()
    for day, name, length in (("Mar 1", "second.txt", 30), ("Mar 20", "third.txt", 17)):
        clock.advance(days=10)
        path = tmp_path / name
        path.write_text("\n".join(text.replace("Mar 11", day).splitlines()[:length]))
        library.import_files([path])
    return library


def ids(library: Library, query: str) -> list[str]:
    return [entry.paper.id for entry in library.entries(query)]


def test_found_by_pages_days_and_coming_back(pages: Library) -> None:
    every = pages.entries()
    for query, meets in (
        ("seen:>1", lambda seen: seen.pages > 1),
        ("seen:3", lambda seen: seen.pages == 3),
        ("is:again", lambda seen: seen.is_back),
        ("last:2026-03-01", lambda seen: str(seen.last) == "2026-03-01"),
        ("last:>2026-03", lambda _: False),
        ("first:2025", lambda seen: str(seen.first).startswith("2025")),
        ("last:<30d", lambda seen: str(seen.last).startswith("2026")),
    ):
        assert ids(pages, query) == [each.paper.id for each in every if meets(provenance_of(each.paper))], query
    assert len(ids(pages, "seen:3")) < len(ids(pages, "seen:>1")) == len(ids(pages, "is:again")) < len(every)
    assert ids(pages, "seen:3"), "some were on all three pages"
    assert view_of(pages, SHIPPED["seen"].name).count == len(ids(pages, "seen:>1"))
    assert ids(pages, "-last:<30d is:again") == []


def test_ordered_by_pages_and_days(pages: Library) -> None:
    for key in ("seen", "first", "last"):
        down, up = ids(pages, f"sort:{key}"), ids(pages, f"sort:-{key}")
        values = [
            {"seen": seen.pages, "first": seen.first, "last": seen.last}[key]
            for seen in (provenance_of(entry.paper) for entry in map(pages.entry, down) if entry)
        ]
        assert values == sorted(values, reverse=True)  # type: ignore[type-var]
        assert sorted(down) == sorted(up)
        assert [entry.paper.id for entry in pages.entries(sort=key)] == down


def test_days_are_days_where_the_person_is(library: Library, clock: FrozenClock, tmp_path: Path) -> None:
    page = tmp_path / "undated.txt"
    page.write_text(PAGE.read_text().replace("Mar 11\n", "\n"))
    library.import_files([page])
    seen = ids(library, "last:today")
    assert len(seen) == len(ids(library, "")) > 0
    clock.advance(days=1)
    assert (ids(library, "last:today"), ids(library, "last:yesterday")) == ([], seen)
    clock.advance(days=6)
    assert (ids(library, "last:<7d"), ids(library, "last:>7d")) == (seen, [])
    clock.advance(days=1)
    assert (ids(library, "last:<7d"), ids(library, "last:>7d")) == ([], seen)


def test_the_same_file_is_the_same_page_and_one_written_anew_is_not(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "today.txt"
    for day, pages in (("Feb 11", 2), ("Feb 11", 2), ("Feb 12", 3)):
        page.write_text(PAGE.read_text().replace("Mar 11", day))
        library.import_files([page])
        assert {provenance_of(entry.paper).pages for entry in library.entries()} == {pages}
    library.undo()
    assert {provenance_of(entry.paper).pages for entry in library.entries()} == {2}


def test_told_alike_everywhere(pages: Library) -> None:
    paper_id = ids(pages, "seen:3")[0]
    entry = pages.entry(paper_id)
    assert entry is not None
    document, data = entry_json(entry), paper_data(entry)["seen"]
    told = {key: document[key] for key in ("first_seen", "last_seen", "seen_pages", "back_again")}
    assert told == {"first_seen": "2025-03-11", "last_seen": "2026-03-20", "seen_pages": 3, "back_again": True}
    assert data == {"pages": 3, "first": "2025-03-11", "last": "2026-03-20", "again": True}
    row, view = row_of(pages, pages.find(""), paper_id), detail_view(entry)
    assert (row.seen, row.is_back, view.pages) == (3, True, 3)
    assert view.provenance == "first 11 March 2025, last 20 March 2026; back again"
    assert len(view.seen) == 3


def test_the_command_line_tells_and_sorts(full: Run, tmp_path: Path) -> None:
    paper_id = find(full, "sparse ferrets")
    assert "seen on" not in full("show", paper_id).out
    again = tmp_path / "again.txt"
    again.write_text(PAGE.read_text().replace("Mar 11", "May 2, 2024"))
    assert full("import", str(again)).code == 0
    shown = full("show", paper_id).out
    assert "seen on    2 pages, first 2024-05-02, last 20" in shown
    assert "; back again\n" in shown
    assert "seen       again.txt, number 1, dated May 2, 2024, imported " in shown
    assert full("list", "--sort", "last").code == full("list", "first:2024", "--sort=-first").code == 0
    assert full("list", "is:again", "--json").json["papers"][0]["seen_pages"] == 2
