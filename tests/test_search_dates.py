"""Dates as they are typed, and which kept dates they find."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.marks import Entry, Mark
from papershelf.paper import Paper
from papershelf.search import Clause, Context, entry_filter, parse
from papershelf.search.language.dates import canonical_date, date_test, kept_span, wanted_span
from tests.hostile import HOSTILE

NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
TYPED = st.from_regex(
    r"(<|>|<=|>=|=)?(today|yesterday|[0-9]{1,4}[hdwmy]|[0-9]{4}(-[0-9]{1,2}){0,2})?(\.\.)?([0-9]{4})?",
    fullmatch=True,
)


def paper(added: str = "2026-03-01T09:00:00Z", published: str | None = None) -> Entry:
    """A paper with these dates."""
    return Entry(Paper("k3f9", "T", "", "T", "", added, published=published), Mark("k3f9"))


def found(typed: str, kept: str) -> bool:
    """Whether a paper added then is found."""
    query = parse(f"added:{typed}")
    assert query.clauses, typed
    return entry_filter(query, Context(now=NOW))(paper(added=kept))


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("<14d", "<14d"),
        ("14d", "<14d"),
        ("<=014days", "<14d"),
        (">=2Weeks", ">2w"),
        (">3mo", ">3m"),
        ("<1month", "<1m"),
        ("<6hours", "<6h"),
        (">1y", ">1y"),
        ("Today", "today"),
        ("yest", "yesterday"),
        ("2024", "2024"),
        ("=2024-5", "2024-05"),
        ("2024-5-3", "2024-05-03"),
        (">=2024", ">=2024"),
        ("2024..", "2024.."),
        ("..2023-1", "..2023-01"),
        ("2023-05..2024-02", "2023-05..2024-02"),
        (">yesterday", ">yesterday"),
    ],
)
def test_a_date_has_one_spelling(typed: str, canonical: str) -> None:
    assert canonical_date(typed) == canonical
    assert canonical_date(canonical) == canonical
    assert parse(f"added:{typed}").terms == (Clause("added", canonical),)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "..",
        "<",
        ">=",
        "20",
        "202",
        "2024-",
        "2024-13",
        "2024-0",
        "2024-1-0",
        "2023-02-29",
        "0000",
        "14x",
        "<d",
        "999999d",
        "1..2",
        "2024..x",
    ],
)
def test_what_is_no_date_has_none(typed: str) -> None:
    assert canonical_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "yes", "no"),
    [
        ("<14d", "2026-03-17T09:00:01Z", "2026-03-17T08:59:59Z"),
        (">14d", "2026-03-17T08:59:59Z", "2026-03-17T09:00:01Z"),
        ("<6h", "2026-03-31T03:00:01Z", "2026-03-31T02:59:00Z"),
        ("<2w", "2026-03-17T09:00:01Z", "2026-03-17T08:59:59Z"),
        ("<1m", "2026-02-28T09:00:01Z", "2026-02-28T08:59:59Z"),  # there is no 31 February
        ("<1y", "2025-03-31T09:00:01Z", "2025-03-31T08:59:59Z"),
        (">99999y", "", "2026-03-31T03:00:01Z"),
        ("today", "2026-03-31T00:00:00Z", "2026-03-30T23:59:59Z"),
        ("yesterday", "2026-03-30T00:00:00Z", "2026-03-31T00:00:00Z"),
        (">yesterday", "2026-03-31T00:00:00Z", "2026-03-30T23:59:59Z"),
        ("2026-03", "2026-03-31T23:59:59Z", "2026-04-01T00:00:00Z"),
        ("2026-03-01", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"),
        ("2024-02..2024-02", "2024-02-29T12:00:00Z", "2024-03-01T00:00:00Z"),
        ("2025..2024", "2024-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("2025..", "2025-01-01T00:00:00Z", "2024-12-31T23:59:59Z"),
        ("..2025", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z"),
        (">2025", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z"),
        (">=2025", "2025-01-01T00:00:00Z", "2024-12-31T23:59:59Z"),
        ("<2025-06", "2025-05-31T23:59:59Z", "2025-06-01T00:00:00Z"),
        ("<=2025-06", "2025-06-30T23:59:59Z", "2025-07-01T00:00:00Z"),
        (">=9999", "9999-12-31T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("2026-03-01", "2026-03-02T01:00:00+02:00", "2026-03-01T01:00:00+02:00"),
    ],
)
def test_which_moments_a_date_finds(typed: str, yes: str, no: str) -> None:
    assert not yes or found(typed, yes)
    assert not found(typed, no)


@pytest.mark.parametrize(
    ("typed", "kept", "fits"),
    [
        ("2023", "2023", True),
        ("2023-05", "2023", True),
        ("2023", "2023-05-04", True),
        ("2023", "2024", False),
        (">2023", "2023", False),
        (">=2023", "2023", True),
        (">2023-05", "2023", True),
        ("<2023", "2022", True),
        ("<2023", "2023", False),
        ("<=2023-01", "2023", True),
        ("2022..2023-02", "2023-02-28", True),
        ("2022..2023-02", "2023-03", False),
        ("<1y", "2025", True),
        ("<1y", "2024", False),
        ("2023", None, False),
        ("<2023", None, False),
        ("2023", "soon", False),
        (">9000y", "0001", False),
    ],
)
def test_a_year_alone_is_found_by_every_date_that_may_be_its_own(typed: str, kept: str | None, fits: bool) -> None:
    query = parse(f"published:{typed}")
    assert entry_filter(query, Context(now=NOW))(paper(published=kept)) is fits


def test_days_are_those_where_the_person_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Honolulu")  # still the 30th there
    time.tzset()
    for typed in ("today", "2026-03-30", ">=2026-03-30"):
        assert not found(typed, "2026-03-30T09:59:00Z")
        assert found(typed, "2026-03-30T10:01:00Z")
    assert not entry_filter(parse("published:today"), Context(now=NOW))(paper(published="2026-03-31"))
    assert entry_filter(parse("published:today"), Context(now=NOW))(paper(published="2026-03-30"))


def test_a_day_of_25_hours_is_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    context = Context(now=datetime(2026, 10, 25, 22, 30, tzinfo=UTC))  # half an hour before midnight there
    for added, days in (("2026-10-24T21:59:00Z", "yesterday"), ("2026-10-24T22:01:00Z", "today")):
        for day in ("yesterday", "today"):
            assert entry_filter(parse(f"added:{day}"), context)(paper(added)) is (day == days), (added, day)


def test_ages_are_counted_from_now_where_no_clock_is_given() -> None:
    assert entry_filter(parse("added:<1h"))(paper(datetime.now(UTC).isoformat()))
    assert not entry_filter(parse("added:<1h"))(paper("2020-01-01T00:00:00Z"))


@given(TYPED)
def test_every_canonical_date_has_a_span(typed: str) -> None:
    canonical = canonical_date(typed)
    if canonical is not None:
        assert canonical_date(canonical) == canonical
        span = wanted_span(canonical, NOW)
        assert span.start <= span.end  # before the year 1 there is nothing


@given(st.text() | st.sampled_from(HOSTILE))
def test_foreign_text_is_no_date_or_one_like_any_other(text: str) -> None:
    span = kept_span(text)
    assert span is None or span.start <= span.end
    assert date_test("2024", NOW)(text) in {True, False}
    value = canonical_date(text)
    assert value is None or canonical_date(value) == value
