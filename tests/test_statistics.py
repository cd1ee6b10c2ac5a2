"""Figures and the page made of them: medians, shades, plots, words for odd libraries, and no word of a locale."""

import locale
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import Library
from papershelf.errors import Cancelled, UsageError
from papershelf.library.statistics import Deed, ReadingTime, Share, Statistics
from papershelf.library.statistics.counting import EDGES, reading_time
from papershelf.library.statistics.heatmap import SHADES, WEEKDAYS, heatmap, level, steps_of
from papershelf.library.statistics.page import Look, page, texts
from papershelf.library.statistics.plots import HEIGHT, LEAST_WIDTH, backlog_plot, histogram_plot
from papershelf.library.statistics.spans import folded, line, text_of
from papershelf.paper import Listing
from papershelf.progress import Step
from tests.conftest import FrozenClock
from tests.double_tools import made, put
from tests.statistics_tools import done, in_zone

SIZES = [(160, 45), (100, 30), (80, 24), (60, 20), (40, 12), (20, 5), (1, 1)]


def lines_of(stats: Statistics, width: int = 80, height: int = 40, **more: Any) -> list[str]:
    """The page as text."""
    return texts(page(stats, Look(width, height)._replace(**more)))


@pytest.fixture
def lived(folder: Path, clock: FrozenClock) -> Library:
    """A library of forty papers with some weeks of life in it."""
    library = Library.open(folder, clock=clock)
    keys = [f"paper{number:05}" for number in range(40)]
    seen = tuple(Listing(f"page {number}", 1, "2026-03-01T09:00:00Z") for number in range(3))
    put(library, *(made(key, f"Title of {key}", sources=seen[: 1 + number % 3]) for number, key in enumerate(keys)))
    for number, key in enumerate(keys[:30]):
        clock.advance(hours=19)
        library.set_status([key], ("read", "queued", "reading", "read", "skipped")[number % 5])
        library.tag([key], add=["nlp/rag" if number % 2 else "vision"])
    return library


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", [date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 8), date(2026, 11, 1)]),
        ("Pacific/Kiritimati", [date(2026, 3, 8), date(2026, 3, 8), date(2026, 3, 9), date(2026, 11, 1)]),
        ("America/New_York", [date(2026, 3, 7), date(2026, 3, 7), date(2026, 3, 8), date(2026, 10, 31)]),
        ("Asia/Kathmandu", [date(2026, 3, 8), date(2026, 3, 8), date(2026, 3, 9), date(2026, 11, 1)]),
    ],
)
def test_days_are_those_where_the_person_is(folder: Path, clock: FrozenClock, zone: str, expected: list[date]) -> None:
    moments = ["2026-03-07T20:00:00Z", "2026-03-08T04:30:00Z", "2026-03-08T20:00:00Z", "2026-11-01T03:30:00Z"]
    with in_zone(zone), Library.open(folder, clock=clock) as library:
        put(library, *(made(f"paper{number:05}", f"T{number}", at=at) for number, at in enumerate(moments)))
        clock.now = datetime(2026, 11, 2, 12, tzinfo=UTC)
        stats = library.statistics()
        counts = {day: expected.count(day) for day in expected}
        assert done(stats, Deed.SAVED) == counts
        assert [day.day.weekday() for day in stats.days[:7]] == list(range(7)), "weeks begin on Monday"
        assert [one.day for one in stats.days] == [stats.days[0].day + timedelta(days=n) for n in range(7 * 53)]
        assert stats.backlog[-1].day == stats.today


def test_a_time_is_what_went_by_and_no_hour_of_summer_time_more(folder: Path, clock: FrozenClock) -> None:
    with in_zone("America/New_York"), Library.open(folder, clock=clock) as library:
        put(library, made("paper00000", "T", at="2026-03-08T05:30:00Z"))  # summer time begins an hour and a half later
        clock.now = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)
        library.set_status(["paper00000"], "read")
        stats = library.statistics()
        assert stats.reading_time.median_days == 1.0
        assert [one.total for one in stats.backlog[-3:]] == [0, 1, 0]


def test_median_quartiles_and_bars() -> None:
    assert reading_time([]) == ReadingTime(histogram=tuple(map(Share, EDGES, (*EDGES[1:], None), [0] * 9)))
    one = reading_time([2.0])
    assert (one.median_days, one.lower_quartile_days, one.upper_quartile_days) == (2.0, 2.0, 2.0)
    many = reading_time([0.0, 0.99, 1.0, 3.0, 400.0])
    assert (many.papers, many.lower_quartile_days, many.median_days, many.upper_quartile_days) == (5, 0.99, 1.0, 3.0)
    assert [bar.papers for bar in many.histogram] == [2, 1, 1, 0, 0, 0, 0, 0, 1]
    words = [bar.words for bar in many.histogram]
    assert (words[0], words[1], words[-1]) == ("under 1", "1 to 3", "365 or more")


@given(st.lists(st.integers(0, 300), max_size=60))
def test_shades_rise_with_the_count_and_share_the_days(counts: list[int]) -> None:
    steps = steps_of(counts)
    assert steps == sorted(set(steps))
    levels = [level(count, steps) for count in sorted(counts)]
    assert levels == sorted(levels)
    assert all((shade == 0) == (count == 0) for count, shade in zip(sorted(counts), levels, strict=True))
    shades, kinds = len(set(levels) - {0}), len(set(counts) - {0})
    assert min(kinds, 2) <= shades <= min(kinds, 4)


def test_the_heatmap_says_with_signs_what_its_colours_say(lived: Library) -> None:
    stats = lived.statistics(weeks=6)
    for plain in (False, True):
        rows = heatmap(stats, 80, Deed.READ, plain=plain)
        text = texts(rows)
        assert [row[:3] for row in text[1:8]] == list(WEEKDAYS)
        signs = "".join(row[4:] for row in text[1:8])
        assert text_of(rows[-1]).count("none") == 1
        assert set(signs) - {" "} <= set(text[-1]), "every sign is explained"
        assert plain == text[-1].isascii()
    spans = [span for row in heatmap(stats, 80, None, plain=False)[1:8] for span in row[1:]]
    assert {span.text[0] for span in spans if span.role == "level0" and span.text.strip()} == {SHADES[0]}
    ahead = [day for day in stats.days if day.day > stats.today]
    assert sum(not span.text.strip() for span in spans) == len(ahead)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("plain", [False, True])
def test_the_page_fits_every_size(lived: Library, width: int, height: int, *, plain: bool) -> None:
    stats = lived.statistics()
    text = lines_of(stats, width, height, plain=plain)
    has_plots = height >= 16 and width >= LEAST_WIDTH
    assert any(row.rstrip().endswith(("┘", "+")) for row in text) == has_plots
    assert any("median" in row for row in text), "figures are there without the plot"
    assert any(row.endswith("3 to 7 days") for row in text) != has_plots
    prose = [row for row in text if row and not row.lstrip()[0].isdigit()]
    if width >= 40:
        assert max(map(len, prose)) <= width
    assert all(row.isascii() for row in text) or not plain
    assert any("last 16" in row for row in lines_of(stats, 20)), "how many weeks there was room for"


@pytest.mark.parametrize("width", [36, 60, 76, 200])
def test_every_bar_of_the_histogram_is_its_own(width: int) -> None:
    for place, _ in enumerate(EDGES):
        bars = [0] * len(EDGES)
        bars[place] = 7
        times = ReadingTime(7, 1.0, 1.0, 1.0, tuple(map(Share, EDGES, (*EDGES[1:], None), bars)))
        rows = texts(histogram_plot(times, width, plain=True))
        assert len(rows) == HEIGHT
        assert ["#" in row for row in rows[1:-2]] == [count > 0 for count in bars]


def test_plots_are_drawn_on_several_threads_at_once(lived: Library) -> None:
    stats = lived.statistics()
    expected = {width: texts(backlog_plot(stats.backlog, width, plain=False)) for width in (40, 61, 90)}
    found: list[bool] = []

    def draw(width: int) -> None:
        found.append(texts(backlog_plot(stats.backlog, width, plain=False)) == expected[width])

    threads = [threading.Thread(target=draw, args=(width,)) for width in (40, 61, 90) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 12


def test_days_and_months_are_named_the_same_everywhere(lived: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    stats = lived.statistics()
    before = lines_of(stats)
    monkeypatch.setattr("calendar.day_abbr", ["x"] * 7)
    monkeypatch.setattr("calendar.month_abbr", ["x"] * 13)
    old = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "ja_JP.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        assert lines_of(lived.statistics()) == before
    locale.setlocale(locale.LC_ALL, old)


def test_odd_libraries_have_sane_words(folder: Path, clock: FrozenClock) -> None:
    with Library.open(folder, clock=clock) as library:
        empty = lines_of(library.statistics())
        assert empty[0] == "No papers, so there is nothing to count yet."
        assert any("no paper is read yet" in row for row in empty)
        put(library, made("paper00000", "One", at="2026-03-01T09:00:00Z"))
        one = lines_of(library.statistics(weeks=1))
        assert one[0] == "1 paper: 1 inbox, 0 queued, 0 reading, 0 read, 0 skipped"
        put(library, made("paper00001", "Ahead", at="2027-03-01T09:00:00Z"), made("paper00002", "Never", at="rubbish"))
        put(library, made("paper00003", "Far", at="9999-12-31T23:59:59Z"), made("paper00004", "Old", at="0001-01-01"))
        library.set_status(["paper00004", "paper00002"], "read")
        stats = library.statistics()
        assert stats.backlog[-1].total == 3
        assert "deeds on days after today" in "\n".join(lines_of(stats))
        clock.now = datetime(2046, 1, 1, tzinfo=UTC)
        assert library.statistics(weeks=1040).backlog[-1].total == 3
        for weeks in (0, -1, 1041):
            with pytest.raises(UsageError):
                library.statistics(weeks)


def test_only_what_a_query_finds_is_counted(lived: Library) -> None:
    whole, some = lived.statistics(), lived.statistics(query="tag:nlp")
    (nlp,) = (tag for tag in whole.tags if tag.tag == "nlp")
    assert (some.papers, some.by_status["read"], some.starred) == (nlp.papers, nlp.read, nlp.starred) == (15, 6, 0)
    assert some.reading_time.median_days == nlp.median_days
    assert sum(done(some, Deed.SAVED).values()) == 15
    assert [tag.tag for tag in some.tags] == ["nlp", "nlp/rag"]
    assert lived.statistics(query="tag:nothing").papers == 0


def test_seen_often_and_not_read_are_those_on_most_pages(lived: Library) -> None:
    found = lived.statistics().seen_unread
    assert [one.pages for one in found] == sorted((one.pages for one in found), reverse=True)
    assert {one.status for one in found} <= {"inbox", "queued", "reading"}
    assert found[0].pages == 3
    assert found[-1].pages >= 2


def test_counting_is_called_off(lived: Library) -> None:
    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        lived.statistics(progress=stop)


def test_streaks_end_with_a_day_without_anything(folder: Path, clock: FrozenClock) -> None:
    with Library.open(folder, clock=clock) as library:
        put(library, *(made(f"paper{number:05}", f"T{number}") for number in range(9)))
        for number, days in enumerate((1, 1, 1, 2, 1)):
            clock.advance(days=days)
            library.star([f"paper{number:05}"])
        found = [library.statistics().streak]
        for _ in range(2):
            clock.advance(days=1)
            found.append(library.statistics().streak)
        assert [(one.current_days, one.longest_days) for one in found] == [(2, 3), (2, 3), (0, 3)]


@given(st.text("ab  ", max_size=60), st.integers(1, 20))
def test_folding_loses_no_word(text: str, width: int) -> None:
    rows = folded(line(text, ("quiet word", "quiet")), width)
    assert "".join(span.text for row in rows for span in row) == f"{text}quiet word"
    assert all(len(text_of(row)) <= width or " " not in text_of(row).strip() for row in rows)
