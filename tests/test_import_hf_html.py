"""Saved HTML: the data in a page against its JSON, the cards against the data, and any other page told what it is."""

import html
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.errors import Cancelled
from papershelf.importers import sniff
from papershelf.importers.hf_html import HfHtml
from papershelf.importers.hf_html.tags import attributes, tokens, unescaped
from papershelf.progress import Step
from papershelf.text import clean
from tests.hostile import HOSTILE
from tests.import_tools import SAMPLES, needs_samples, page_of

REAL = SAMPLES / "hf_html" / "hf_papers_2024-08_slbqc.html"
SEARCH = SAMPLES / "hf_html" / "synth_search_page_40.html"
PAPERS = [
    {"paper": {"id": f"2401.0000{n}", "title": f"Title {n} & “x”", "summary": f"S{n} <b>", "upvotes": n}}
    for n in range(4)
]
CARD = """<article><a href="/login?next=%2Fpapers%2F2401.00001"><div>12</div></a>
<h3><a href="/papers/2401.00001">Sparse &amp; <b>Ferrets</b></a></h3>
<a href="/papers/2401.00001"><p>We prune &lt; sleep.</p></a><time datetime="2024-01-02T00:00:00">x</time></article>"""


def page_with(data: object) -> str:
    """A page whose third line carries the data."""
    props = html.escape(json.dumps(data, indent=1))
    return f'<!doctype html>\n<html><body>\n<div data-target="DailyPapers" data-props="{props}"><p>x</p></div></body>'


def without_data(text: str) -> str:
    """The page as a tool saves it that drops what scripts need."""
    return re.sub(r'data-props="[^"]*"', "", text)


@needs_samples
def test_a_real_page_gives_what_its_data_says() -> None:
    truth = json.loads((SAMPLES / "hf_json" / "html_props_2024-08-01_slbqc.json").read_text(encoding="utf-8"))
    page = page_of(REAL)
    assert (page.format, page.problems, page.date) == ("hf-html", (), "2024-08-01")
    assert len(page.records) == 13
    for record, paper in zip(page.records, (each["paper"] for each in truth["dailyPapers"]), strict=True):
        assert (record.title, record.abstract, record.upvotes) == (paper["title"], paper["summary"], paper["upvotes"])
        assert record.identifiers == {"arxiv": paper["id"]}
        assert record.authors == tuple(author["name"] for author in paper["authors"])
        assert record.published == paper["publishedAt"][:10]


@needs_samples
@pytest.mark.parametrize("with_data", [True, False])
def test_a_search_page_gives_all_forty_with_or_without_its_data(with_data: bool) -> None:
    truth = json.loads(SEARCH.with_suffix(".truth.json").read_text(encoding="utf-8"))
    text = SEARCH.read_text(encoding="utf-8")
    page = HfHtml().read(text if with_data else without_data(text), "f")
    assert page.problems == ()
    assert len(page.records) == 40
    votes = re.findall(r'<div class="leading-none">([^<]*)</div>', text)
    ids = re.findall(r'<h3[^>]*><a href="/papers/([^"]*)"', text)
    for record, paper, vote, number in zip(page.records, truth, votes, ids, strict=True):
        assert clean(record.title) == clean(paper["title"])
        assert record.abstract == paper["abstract"]
        assert record.upvotes == int(vote.replace("-", "0"))
        assert record.identifiers == {"arxiv": number}


@needs_samples
def test_the_cards_of_a_real_page_have_titles_ids_and_votes_and_say_what_is_missing() -> None:
    expected = page_of(REAL).records
    page = HfHtml().read(without_data(REAL.read_text(encoding="utf-8")), "f")
    assert [clean(record.title) for record in page.records] == [clean(record.title) for record in expected]
    assert [record.identifiers for record in page.records] == [record.identifiers for record in expected]
    assert [record.upvotes for record in page.records] == [record.upvotes for record in expected]
    assert ["titles without abstracts" in problem.reason for problem in page.problems] == [True]


def test_data_of_a_page_has_the_lines_of_the_page() -> None:
    text = page_with({"dailyPapers": PAPERS, "date": "2024-01-05T00:00:00Z"})
    page = HfHtml().read(text, "f")
    assert [record.title for record in page.records] == [f"Title {n} & “x”" for n in range(4)]
    assert page.date == "2024-01-05"
    for record in page.records:
        lines = html.unescape(text).split("\n")
        assert record.identifiers["arxiv"] in "".join(lines[record.line : record.line + 3])
    single = HfHtml().read(page_with({"paper": PAPERS[1]["paper"], "comments": []}), "f")
    assert [record.position for record in single.records] == [1]


def test_a_broken_paper_in_the_data_is_a_problem_that_can_be_mended() -> None:
    text = page_with({"dailyPapers": PAPERS}).replace("2401.00002&quot;,", "2401.00002&quot;", 1)
    page = HfHtml().read(text, "f")
    assert [record.upvotes for record in page.records] == [0, 1, 3]
    assert [record.position for record in page.records] == [1, 2, 3]
    (problem,) = page.problems
    assert "2401.00002" in problem.entry
    (mended,) = HfHtml().read(problem.entry.replace('2401.00002"', '2401.00002",'), "f").records
    assert mended.upvotes == 2


def test_cards_are_read_where_there_is_no_data() -> None:
    page = HfHtml().read(f"<html>\n{CARD}{CARD}\n<article><a href='/papers/2401.00002'>x</a></article>", "f")
    (record,) = page.records
    assert (record.title.replace("\n", ""), record.abstract) == ("Sparse & Ferrets", "We prune < sleep.")
    assert (record.upvotes, record.published, record.line) == (12, "2024-01-02", 2)
    (problem,) = page.problems
    assert (problem.line, "title" in problem.reason) == (7, True)
    mended = problem.entry.replace(">x<", "><h3>A Title</h3><")
    assert HfHtml().read(mended, "f").records[0].title == "A Title"


@pytest.mark.parametrize("votes", ["1.2k", "", "x", "-"])
def test_votes_are_never_guessed(votes: str) -> None:
    page = HfHtml().read("<html>" + CARD.replace("12", votes, 1), "f")
    assert page.records[0].upvotes == (0 if votes == "-" else None)


def test_scripts_and_comments_show_nothing() -> None:
    hidden = f"<html><script>var x = '{CARD}'</script><!-- {CARD} --><style>{CARD}</style>"
    page = HfHtml().read(hidden, "f")
    assert page.records == ()
    assert HfHtml().read(f"{hidden}<script>{CARD}", "f").records


def test_any_other_page_is_told_what_it_is() -> None:
    text = "<!DOCTYPE html><html><head><title>My &amp; Blog</title></head><body><article>words</article></body></html>"
    importer = sniff(text)
    assert importer is not None
    assert importer.name == "hf-html"
    (problem,) = HfHtml().read(text, "f").problems
    assert "“My & Blog”" in problem.reason
    assert "api/daily_papers" in problem.reason
    assert "no HTML page" in HfHtml().read("words", "f").problems[0].reason


PARTS = (*HOSTILE, CARD, "<", ">", '"', "'", "<a href=", "</p", "&amp")


@given(st.lists(st.sampled_from(PARTS)))
def test_tokens_account_for_every_letter_outside_scripts_and_comments(parts: list[str]) -> None:
    text = "".join(parts).replace("script", "span")
    found = list(tokens(text))
    assert "".join(text[token.place : token.end] for token in found) == text
    assert all(token.end > token.place for token in found)
    assert all(isinstance(attributes(token.text), dict) for token in found)


@given(st.lists(st.sampled_from((*PARTS, "<!--", "-->", "<script>", "</script>", "<STYLE x='"))))
def test_tokens_of_anything_never_fail_nor_overlap(parts: list[str]) -> None:
    done = 0
    for token in tokens("".join(parts)):
        assert token.place >= done
        done = token.end


@given(st.text(alphabet="&amp;lt#38x <", max_size=60), st.integers(0, 3))
def test_pieces_are_unescaped_as_the_whole(text: str, copies: int) -> None:
    whole = "y" * (262_144 - 20) * copies + text
    assert "".join(unescaped(whole)) == html.unescape(whole)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_page_that_is_cut_or_struck_loses_nothing_silently(data: st.DataObject) -> None:
    text = page_with({"dailyPapers": PAPERS})
    place = data.draw(st.integers(text.index("2401"), text.rindex("upvotes")))
    struck = data.draw(st.sampled_from(["cut", *"<>&'x;{}"]))
    text = text[:place] if struck == "cut" else text[:place] + struck + text[place + 1 :]
    page = HfHtml().read(text, "f")
    told = "".join(problem.entry for problem in page.problems) + "".join(
        f"{record.title} {record.raw}" for record in page.records
    )
    for number in range(4):
        assert f"Title {number}" not in text or f"Title {number}" in told


def test_reading_can_be_called_off() -> None:
    def cancel(step: Step) -> None:
        if step.done:
            raise Cancelled

    for text in ("<div>" * 100_000, page_with({"dailyPapers": PAPERS * 2000})):
        with pytest.raises(Cancelled):
            HfHtml().read(text, "f", cancel)
