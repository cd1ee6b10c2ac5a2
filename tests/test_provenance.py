"""On which pages a paper was, and when: one page is one page, whatever was imported how often."""

import time
from dataclasses import replace
from datetime import date, timedelta
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf.identity.merging import merge
from papershelf.library.sorting import sort_ids
from papershelf.marks import Entry, Mark
from papershelf.paper import Listing, Paper
from papershelf.provenance import AGAIN_DAYS, Provenance, page_day, pages_of, provenance_of
from tests.hostile import HOSTILE

AT = "2026-11-21T09:00:00Z"


def paper(*sources: Listing) -> Paper:
    return Paper("p", "T", "A", "T", "A", AT, sources=sources)


def page(file: str, position: int = 1, day: str = "2026-11-21", dated: str | None = None) -> Listing:
    return Listing(file, position, f"{day}T09:00:00Z", dated)


LISTINGS = some.builds(
    page,
    some.sampled_from(("a.txt", "b.txt", "c.txt")),
    some.integers(1, 3),
    some.sampled_from(("2026-03-12", "2026-03-14", "2026-11-21")),
    some.sampled_from((None, "Mar 11", "Mar 12", "2026-03-11", "Nov 20", "somewhen")),
)


@pytest.mark.parametrize(
    ("stated", "imported", "day"),
    [
        ("2026-03-12", AT, "2026-03-12"),
        ("Mar 12, 2025", AT, "2025-03-12"),
        ("Jul 1", AT, "2026-07-01"),
        ("Published on Dec 31", "2026-01-02T00:00:00Z", "2025-12-31"),
        ("Nov 22", AT, "2025-11-22"),
        ("Nov 22", "2026-11-21T12:00:00Z", "2026-11-22"),  # it is the 22nd in Kiribati
        ("Feb 29", AT, "2024-02-29"),
        ("Feb 29", "2103-05-01T00:00:00Z", "2096-02-29"),
        ("Mar 11 5", AT, "2026-03-11"),
        ("Mar 112", AT, None),  # the 11th with 2 comments, or the first with 12
        ("Feb 30", AT, None),
        ("2026-03", AT, None),
        ("Jul 1", "", None),
        ("Jul 1", "0001-01-01T00:00:00Z", None),
        ("Jul 1", "9999-12-31T23:00:00Z", None),
        ("Jul 1", "2026-11-21T09:00:00", "2026-07-01"),
        ("somewhen", AT, None),
    ],
)
def test_the_day_of_a_page(stated: str, imported: str, day: str | None) -> None:
    assert page_day(stated, imported) == (date.fromisoformat(day) if day else None)


@given(some.dates(date(1990, 1, 1), date(2090, 1, 1)), some.integers(0, 364))
def test_a_day_without_its_year_is_found_again_within_the_year(day: date, later: int) -> None:
    stated = f"{day:%b} {day.day}"
    assert page_day(stated, f"{day + timedelta(later)}T00:00:00Z") == day


def test_one_listing_is_one_page_on_its_day() -> None:
    assert provenance_of(paper(page("a.txt", dated="Jul 1"))) == Provenance(1, (date(2026, 7, 1),))
    assert provenance_of(paper(page("a.txt", dated="Mar 112"))) == Provenance(1, (date(2026, 11, 21),))
    assert provenance_of(paper()) == Provenance()
    assert provenance_of(paper()).first is None
    assert provenance_of(paper(Listing("a", 1, ""))) == Provenance(1)


@pytest.mark.parametrize(
    ("sources", "pages"),
    [
        ((page("a.txt", 1), page("a.txt", 7)), 1),  # imported again after something was put in above
        ((page("a.txt", 1, dated="Mar 11"), page("a.txt", 4, dated="Mar 11")), 1),
        ((page("a.txt", 1, dated="Mar 11"), page("copy.txt", 1, dated="Mar 11")), 1),
        ((page("a.json", 1, dated="2026-03-11"), page("a.txt", 1, dated="Mar 11")), 1),
        ((page("a.txt", 1, dated="Mar 11"), page("b.txt", 2, dated="Mar 11")), 2),  # daily, and trending
        ((page("a.txt", 1), page("b.txt", 1)), 2),  # nothing tells that these are one
        ((page("stdin", 1, dated="Mar 11"), page("stdin", 1, dated="Mar 12")), 2),
        ((page("a.txt", 1, dated="Mar 11"), page("a.txt", 1), page("a.txt", 3, dated="Mar 12")), 2),
        ((page("a", 1, dated="Mar 11"), page("b", 2, dated="Mar 11"), page("b", 1, dated="Mar 11")), 1),
    ],
)
def test_what_is_one_page(sources: tuple[Listing, ...], pages: int) -> None:
    assert provenance_of(paper(*sources)).pages == pages == pages_of(paper(*reversed(sources)))


def test_back_again_after_a_week() -> None:
    first, soon, late = page("a", day="2026-11-01"), page("b", day="2026-11-03"), page("c", day="2026-11-21")
    assert not provenance_of(paper(first)).is_back
    assert not provenance_of(paper(first, soon)).is_back
    seen = provenance_of(paper(first, soon, late))
    assert seen.is_back
    assert (seen.first, seen.last, seen.pages) == (date(2026, 11, 1), date(2026, 11, 21), 3)
    # Two pages of the day on which it came back do not hide that it did.
    assert provenance_of(paper(first, soon, late, page("d"))).is_back
    assert not provenance_of(paper(first, soon, late, page("d", day="2026-11-22"))).is_back
    week = provenance_of(paper(page("a", day="2026-11-01"), page("b", day=f"2026-11-{1 + AGAIN_DAYS:02}")))
    assert week.is_back


def test_a_page_met_again_keeps_the_day_on_which_it_was_met_first() -> None:
    old = paper(page("a.txt", 1, day="2026-03-12"))
    again = merge(old, paper(page("a.txt", 5, day="2026-11-21")))
    assert provenance_of(again) == Provenance(1, (date(2026, 3, 12),))


@given(some.lists(LISTINGS, max_size=6).flatmap(lambda all_: some.tuples(some.just(all_), some.permutations(all_))))
def test_order_and_repetition_mean_nothing(drawn: tuple[list[Listing], list[Listing]]) -> None:
    sources, shuffled = drawn
    seen = provenance_of(paper(*sources))
    assert seen == provenance_of(paper(*shuffled)) == provenance_of(paper(*sources, *shuffled))
    assert seen.pages <= len(sources)
    assert len(seen.days) <= seen.pages
    assert list(seen.days) == sorted(set(seen.days))
    assert pages_of(paper(*sources)) == seen.pages >= min(len(sources), 1)


@given(some.lists(LISTINGS, min_size=1, max_size=5), LISTINGS)
def test_one_more_listing_is_at_most_one_more_page(sources: list[Listing], more: Listing) -> None:
    before, after = provenance_of(paper(*sources)), provenance_of(paper(*sources, more))
    assert after.first is not None
    if more.date and page_day(more.date, more.imported_at):
        assert after.pages <= before.pages + 1
    assert after.last is not None
    assert after.first <= after.last


def test_the_day_of_an_import_is_the_day_where_the_person_is(monkeypatch: pytest.MonkeyPatch) -> None:
    late = Listing("a", 1, "2026-11-21T22:30:00Z")
    for name, day in (("UTC", 21), ("Asia/Tokyo", 22), ("America/New_York", 21)):
        monkeypatch.setenv("TZ", name)
        time.tzset()
        assert provenance_of(paper(late)).first == date(2026, 11, day)
        assert provenance_of(paper(replace(late, date="Nov 20"))).first == date(2026, 11, 20)  # a page's is its own


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_dates_and_moments_are_borne(text: str) -> None:
    for listing in (Listing(text, 1, AT, text), Listing("a", 1, text, text), Listing("a", 1, text)):
        assert provenance_of(paper(listing)).pages == 1
        assert provenance_of(paper(listing, page("other", 3))).pages == 2


def test_ten_thousand_papers_are_sorted_by_their_last_day_at_once() -> None:
    papers = [
        replace(
            paper(page(f"{number % 50}.txt", number, f"2026-0{1 + number % 9}-11", "Jul 1" if number % 3 else None)),
            id=str(number),
        )
        for number in range(10_000)
    ]
    entries = [Entry(each, Mark(each.id)) for each in papers]
    assert len(sort_ids(entries, "last")) == 10_000
    assert min(repeat(lambda: sort_ids(entries, "last"), number=1, repeat=3)) < 0.25  # 0.03 where nothing else runs
    many = paper(*(page(f"{number}.txt", number % 7, dated="Jul 1") for number in range(10_000)))
    assert provenance_of(many).pages == 7
