"""Dates and names as formats write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.importers.names import spoken
from papershelf.text.dates import iso_date, iso_of, month_of


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2017///", "2017"),
        ("2014/04/03/", "2014-04-03"),
        ("2023/09/12/00:16:04", "2023-09-12"),
        ("2026-05-10T12:00:00Z", "2026-05-10"),
        ("2026-06-11T00:00:00+00:00", "2026-06-11"),
        ("2024-2", "2024-02"),
        ("2024", "2024"),
        ("10 May 2022", "2022-05-10"),
        ("Mar 13, 2025", "2025-03-13"),
        ("Sept. 2019", "2019-09"),
        ("2021-02-30", "2021-02"),
        ("2021-13-01", "2021"),
        ("Spring 2003", "2003"),
        ("in press", None),
        ("", None),
    ],
)
def test_a_date_says_as_much_as_is_known(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@given(st.text(max_size=200) | st.from_regex(r"[0-9/.T:-]{0,30}", fullmatch=True))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = iso_date(text)
    assert found is None or iso_date(found) == found


@given(st.dates())
def test_a_date_of_its_parts_is_itself(day: object) -> None:
    assert iso_date(str(day)) == str(day)


def test_parts_that_are_none_are_left_out() -> None:
    assert [iso_of(2020, 4, 31), iso_of(2020, 0, 3), iso_of(None, 3, 3), iso_of(12345)] == [
        "2020-04",
        "2020",
        None,
        None,
    ]


def test_months_go_by_name_and_number() -> None:
    assert [month_of(word) for word in ("may", "{Sep}", "12", "0", "marsh", "junk", "²")] == [
        5,
        9,
        12,
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("name", "as_spoken"),
    [
        ("Sattler, Kai-Uwe", "Kai-Uwe Sattler"),
        ("King, Jr., Martin", "Martin King Jr."),
        ("King, Jr.", "King Jr."),
        ("Jane Doe", "Jane Doe"),
        ("Doe,", "Doe"),
        ("Institute of A, B, and C", "Institute of A, B, and C"),
    ],
)
def test_names_are_in_the_order_in_which_they_are_spoken(name: str, as_spoken: str) -> None:
    assert spoken(name) == as_spoken
