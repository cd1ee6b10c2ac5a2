"""What Crossref says of a work: its fields, its markup made plain, and several works in one reply."""

import html
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.importers import sniff
from papershelf.importers.crossref import Crossref
from papershelf.importers.jats import plain
from tests.import_tools import drafts_of

WORK: dict[str, Any] = {
    "DOI": "10.1000/Sleep.5",
    "type": "journal-article",
    "title": ["Sparse <i>Ferrets</i> &amp; Sleep"],
    "subtitle": ["A Study"],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We drink H<jats:sub>2</jats:sub>O, x &lt; y.</jats:p>"
    "<jats:p>End.</jats:p>",
    "author": [
        {"given": "Ada", "family": "Ferret", "sequence": "first", "affiliation": []},
        {"family": "Plato"},
        {"name": "The Sheep Consortium"},
        {"given": "Bo", "family": "Łukasz", "suffix": "Jr."},
    ],
    "issued": {"date-parts": [[2024, 5]]},
    "published-online": {"date-parts": [[2024, 5, 7]]},
    "container-title": ["Journal of Sleep &amp; Dreams"],
    "ISBN": ["9780000000001"],
    "URL": "https://doi.org/10.1000/sleep.5",
    "subject": ["Sleep", "Ferrets"],
    "reference": [{"key": "1", "DOI": "10.1000/other"}],
    "is-referenced-by-count": 3,
}
REPLY = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": WORK}


def test_a_work_is_read_to_the_last_field() -> None:
    page = Crossref().read(json.dumps(REPLY), "f")
    (record,) = page.records
    assert page.problems == ()
    (paper,) = drafts_of(page)
    assert (paper.title, paper.abstract) == ("Sparse Ferrets & Sleep: A Study", "We drink H2O, x < y.\nEnd.")
    assert (record.title, record.abstract) == (f"{WORK['title'][0]}: A Study", WORK["abstract"])
    assert record.authors == ("Ada Ferret", "Plato", "The Sheep Consortium", "Bo Łukasz Jr.")
    assert record.published == "2024-05"
    assert record.venue == "Journal of Sleep & Dreams"
    assert record.identifiers == {"doi": "10.1000/Sleep.5", "isbn": "9780000000001"}
    assert record.urls == ("https://doi.org/10.1000/sleep.5",)
    assert record.keywords == ("Sleep", "Ferrets")
    raw = json.loads(record.raw)
    assert raw == {name: each for name, each in WORK.items() if name not in ("reference", "abstract")}


def test_a_search_gives_each_of_its_works() -> None:
    items = [WORK, {"DOI": "10.1/2", "title": []}, {"DOI": "10.1/3", "title": ["Third"]}]
    reply = {"status": "ok", "message-type": "work-list", "message": {"total-results": 3, "items": items}}
    page = Crossref().read(json.dumps(reply, indent=1), "f")
    assert [record.identifiers["doi"] for record in page.records] == ["10.1000/Sleep.5", "10.1/3"]
    (problem,) = page.problems
    assert "title" in problem.reason
    (mended,) = Crossref().read(problem.entry.replace("[]", '["Second"]'), "f").records
    assert mended.title == "Second"
    assert json.loads(page.records[1].raw) == {"DOI": "10.1/3"}


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[2020, 5, 1]]}, "2020-05-01"),
        ({"date-parts": [[2020]]}, "2020"),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [["2020", "13"]]}, "2020"),
        ({"date-parts": []}, None),
        ("2020", None),
        ([1], None),
    ],
)
def test_dates_of_any_shape(issued: object, expected: str | None) -> None:
    (record,) = Crossref().read(json.dumps({"title": ["T"], "issued": issued}), "f").records
    assert record.published == expected


def test_sniffing() -> None:
    for text in (json.dumps(REPLY), json.dumps(WORK), json.dumps([WORK])):
        importer = sniff(text)
        assert importer is not None
        assert importer.name == "crossref"
    assert Crossref().sniff('{"DOI": "10.1/2", "title": "CSL"}') == Crossref().sniff("DOI") == 0


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a <b and c> d, x<y>z and p < 0.05", "a <b and c> d, x<y>z and p < 0.05"),
        ("<p>One\n   two</p><p>three</p>", "One two\n\nthree"),
        ('<jats:ext-link xlink:href="https://x.y/z">here</jats:ext-link>', "here"),
        ("E<mml:math><mml:mi>m</mml:mi><mml:msup>c2</mml:msup></mml:math>", "Emc2"),
        ("A &amp;lt; B", "A < B"),
        ("<![CDATA[x]]>", "x"),
        ("Abstract thinking", "Abstract thinking"),
        ("<jats:sec><jats:title>Aim</jats:title><jats:p>To be.</jats:p></jats:sec>", "Aim\n\nTo be."),
    ],
)
def test_markup_becomes_plain_text(markup: str, text: str) -> None:
    assert plain(markup) == text


@given(
    st.lists(st.text(alphabet="ab1ü <>&;/=\"'\n") | st.sampled_from(["<jats:p>", "</jats:p>", "<i>", "</i>", "&amp;"]))
)
def test_no_letter_of_the_words_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    words = text
    for _once in range(2):
        words = html.unescape(re.sub(r"</?(?:jats:)?[a-z]+\s*/?>", "", words))
    kept = [letter for letter in plain(text) if letter.isalnum()]
    letters = iter(kept)
    assert all(letter in letters for letter in words if letter.isalnum())
