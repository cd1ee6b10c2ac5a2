"""Venue, keywords, votes and the records of the sources on the screen: there where known, absent where not."""

from dataclasses import replace

import pytest

from papershelf import Library
from papershelf.marks import Entry, Mark
from papershelf.paper import Listing, Paper
from papershelf.tui.pair_words import sides
from papershelf.tui.widgets.detail_view import FEW, detail_view, votes_words
from papershelf.tui.widgets.raw_text import RECORD_LETTERS, RawText, raw_words
from tests.app_tools import Stage, staged
from tests.double_tools import made, put
from tests.hostile import HOSTILE

SEEN = (
    Listing("daily.json", 3, "2026-03-01T09:00:00Z", None, 101, "hf-json", '{"numComments": 2}'),
    Listing("refs.bib", 8, "2026-03-02T09:00:00Z", None, None, "bibtex", "@article{x,\n  volume = {3}\n}"),
)


def known(**changes: object) -> Paper:
    """A paper of which everything is known."""
    base = made(
        "known00000",
        "A Known Paper",
        "Its abstract.",
        authors=("Ada L.", "Bo K."),
        venue="ICML",
        published="2024",
        keywords=("rag", "nlp"),
        sources=SEEN,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def visible(stage: Stage) -> str:
    """Every letter on the screen."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


def test_the_byline_names_venue_date_and_votes_then_keywords() -> None:
    view = detail_view(Entry(known(), Mark("known00000")))
    assert view.byline == ("Ada L., Bo K.", "ICML · 2024 · 101 votes", "Keywords: rag, nlp")
    assert view.seen[1].startswith("page daily.json · 3rd · 101 votes · imported")
    assert "vote" not in view.seen[0]


def test_what_is_not_known_takes_no_room() -> None:
    bare = detail_view(Entry(known(venue="", keywords=(), published=None, authors=(), sources=()), Mark("known00000")))
    assert bare.byline == ()
    assert detail_view(Entry(known(venue=""), Mark("x"))).byline[1] == "2024 · 101 votes"
    assert (votes_words(0), votes_words(1), votes_words(None)) == ("0 votes", "1 vote", "")


def test_the_votes_are_those_of_the_latest_source_that_tells() -> None:
    again = Listing("later.json", 1, "2026-04-01T09:00:00Z", upvotes=7)
    assert "7 votes" in detail_view(Entry(known(sources=(*SEEN, again)), Mark("x"))).byline[1]


def test_a_pane_names_some_of_a_crowd_and_the_reader_all() -> None:
    crowd = Entry(known(authors=tuple(f"A{number} B." for number in range(99))), Mark("known00000"))
    assert detail_view(crowd).byline[0].endswith(f"A{FEW - 1} B. and {99 - FEW} more")
    assert detail_view(crowd, whole=True).byline[0].endswith(", A98 B.")


def test_the_raw_text_goes_on_with_the_records_the_newest_first() -> None:
    text = raw_words(known())
    assert text.endswith(
        "── The record, as refs.bib states it (bibtex)\n\n@article{x,\n  volume = {3}\n}\n\n"
        '── The record, as daily.json states it (hf-json)\n\n{"numComments": 2}'
    )
    assert "The record" not in raw_words(known(sources=(Listing("a.txt", 1, ""),)))


def test_a_record_of_megabytes_is_cut_and_says_where_the_rest_is() -> None:
    text = raw_words(known(sources=(Listing("a.bib", 1, "", raw="x" * 1_000_000),)))
    assert len(text) < RECORD_LETTERS + 1_000
    assert text.endswith("papershelf show known00000 --raw prints all of it")


def test_two_papers_side_by_side_show_all_that_differs() -> None:
    other = known(id="other", venue="NeurIPS", keywords=(), sources=())
    one, two = (content.plain for content in sides(Entry(known(), Mark("a")), Entry(other, Mark("b"))))
    assert "Venue\nICML\n" in one
    assert "Venue\nNeurIPS\n" in two
    assert "Keywords\nrag, nlp\n" in one
    assert "Keywords\n–\n" in two
    assert "Votes\n101\n" in one
    plain, _ = sides(Entry(made("a", "T"), Mark("a")), Entry(made("b", "U"), Mark("b")))
    assert not {"Venue", "Keywords", "Votes"} & set(plain.plain.splitlines())


async def test_pane_and_reader_show_them(library: Library) -> None:
    put(library, known())
    async with staged(library, (160, 45)) as stage:
        await stage.press("G")
        text = visible(stage)
        assert "ICML · 2024 · 101 votes" in text
        assert "Keywords: rag, nlp" in text
        await stage.press("k")
        assert "votes" not in visible(stage)
        assert "Keywords" not in visible(stage)
        await stage.press("G", "enter")
        assert "Keywords: rag, nlp" in visible(stage)
        await stage.press("r")
        raw = stage.app.screen.query_one(RawText)
        assert "volume = {3}" in raw.text
        assert "The record, as refs.bib states it (bibtex)" in visible(stage)


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:24] for text in HOSTILE])
def test_hostile_text_is_made_safe_everywhere(text: str) -> None:
    seen = (Listing(text, 3, "2026-03-01T09:00:00Z", text, 5, text, text),)
    paper = known(venue=text, keywords=(text, "x"), authors=(text,), sources=seen)
    entry = Entry(paper, Mark(paper.id))
    view = detail_view(entry, whole=True)
    shown = "\n".join([*view.byline, *view.seen, raw_words(paper), *(content.plain for content in sides(entry, entry))])
    assert not set(shown) & set("\x1b\x9b\x85\u202e\u2066\ud800")
    assert "5 votes" in shown
    assert not any("\n" in line for line in (*view.byline, *view.seen))
