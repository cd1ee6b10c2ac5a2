"""arXiv's feeds: every field held against the raw XML, broken entries alone, and no declaration followed."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.errors import Cancelled
from papershelf.importers import sniff
from papershelf.importers.arxiv_atom import DECLARES, EMPTY, NO_FEED, RSS, UNFINISHED, ArxivAtom
from papershelf.progress import Step
from tests.import_tools import SAMPLES, drafts_of, needs_samples, page_of

OWN = Path(__file__).parent / "data" / "arxiv_feed.xml"
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"


def feed() -> str:
    """Two made-up entries."""
    return OWN.read_text(encoding="utf-8")


@needs_samples
@pytest.mark.parametrize(("name", "count"), [("arxiv_response_zzjjay.xml", 2), ("arxiv_transformer_sotawhat.xml", 5)])
def test_every_field_of_every_entry_is_what_the_feed_says(name: str, count: int) -> None:
    path = SAMPLES / "arxiv_atom" / name
    page = page_of(path)
    text = path.read_text(encoding="utf-8")
    entries = ElementTree.fromstring(text).findall(f"{ATOM}entry")
    assert (page.format, page.problems) == ("arxiv-atom", ())
    assert len(page.records) == len(entries) == count
    for record, entry in zip(page.records, entries, strict=True):
        assert record.title == entry.findtext(f"{ATOM}title")
        assert record.abstract == (entry.findtext(f"{ATOM}summary") or "").strip()
        assert record.authors == tuple(each.text for each in entry.findall(f"{ATOM}author/{ATOM}name"))
        assert record.published == (entry.findtext(f"{ATOM}published") or "")[:10]
        number = re.sub(r"v\d+$", "", (entry.findtext(f"{ATOM}id") or "").rpartition("/")[2])
        assert record.identifiers == {"arxiv": number}
        main = entry.find(f"{ARXIV}primary_category")
        terms = [each.get("term") for each in entry.findall(f"{ATOM}category")]
        assert main is not None
        assert record.keywords[0] == main.get("term")
        assert sorted(record.keywords) == sorted({*terms, main.get("term")}, key=str)
        comment = entry.findtext(f"{ARXIV}comment") or ""
        assert comment in record.raw
        assert list(record.urls) == re.findall(r"https?://\S+", comment)
        assert text.split("\n")[record.line - 1].strip() == "<entry>"


def test_own_feed_is_read_to_the_last_field() -> None:
    page = page_of(OWN)
    first, second = page.records
    assert first.title == "Sparse Ferrets:\n  Pruning & Sleep"
    assert first.abstract == "We prune models, where x < y,\nand sleep."
    assert first.identifiers == {"arxiv": "2401.00001", "doi": "10.1000/Sleep.5"}
    assert first.venue == "J. Sleep 5 (2024) 1-9"
    assert first.keywords == ("cs.LG", "cs.AI")
    assert first.authors == ("Ada Ferret", "Bo Łukasz")
    assert first.urls == ("https://github.com/sleepy-ferret/prune",)
    assert "Ferret Lab" in first.raw
    assert "Pruning" not in first.raw
    assert (first.line, second.line) == (5, 24)
    assert second.identifiers == {"arxiv": "cs/0112017"}
    assert drafts_of(page)[0].identifiers == {"arxiv": "2401.00001", "doi": "10.1000/sleep.5"}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("</title>\n    <summary>We", "<title>\n    <summary>We", 24, "line 8, column 5, a tag is closed"),
        ("Counting Sheep", "Counting & Sheep", 24, "must be written in another way"),
        ("Counting Sheep", "Counting &sheep; Sheep", 24, "is not known"),
        ("<title>Counting Sheep", "<title> ", 24, "no title"),
        ("<author><name>Cy", "<author <name>Cy", 24, "Mend it there"),
        ("<id>http://arxiv.org/abs/cs", "<x:id>http://arxiv.org/abs/cs", 24, "prefix"),
    ],
)
def test_a_broken_entry_stays_alone_and_can_be_mended(old: str, new: str, line: int, words: str) -> None:
    broken = feed().replace(old, new)
    assert broken != feed()
    page = ArxivAtom().read(broken, "f")
    assert [record.identifiers["arxiv"] for record in page.records] == ["2401.00001"]
    (problem,) = page.problems
    assert problem.line == line
    assert words in problem.reason
    assert problem.entry.startswith("<entry>")
    (record,) = ArxivAtom().read(problem.entry.replace(new, old), "f").records
    assert (record.title, record.identifiers) == ("Counting Sheep", {"arxiv": "cs/0112017"})


def test_lost_tags_of_entries_lose_no_entry() -> None:
    whole = feed()
    first = whole.index("<entry>")
    second = whole.index("<entry>", first + 1)
    end = whole.index("</entry>")
    for text in (
        whole[:first] + whole[first + 7 :],
        whole[:second] + whole[second + 7 :],
        whole[:end] + whole[end + 8 :],
    ):
        page = ArxivAtom().read(text, "f")
        assert len(page.records) == 1
        (problem,) = page.problems
        assert ("Sparse Ferrets" in problem.entry) != ("Sparse Ferrets" in page.records[0].title)


def test_single_entries_with_comments_between_are_read_as_they_are_written_for_mending() -> None:
    entries = re.findall(r"<entry>.*?</entry>", feed(), re.DOTALL)
    text = "".join(f"<!-- {n}: “<” is wrong & so on -->\n{entry}\n" for n, entry in enumerate(entries))
    page = ArxivAtom().read(text, "f")
    assert len(page.records) == 2
    assert page.problems == ()
    (problem,) = ArxivAtom().read(text.replace("<!-- 1:", "words"), "f").problems
    assert "words" in problem.entry


def test_a_feed_cut_between_entries_is_said_to_be_unfinished() -> None:
    page = ArxivAtom().read(feed().removesuffix("</feed>\n"), "f")
    assert len(page.records) == 2
    assert [problem.reason for problem in page.problems] == [UNFINISHED]


def test_an_error_of_arxiv_is_told_in_its_words() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>http://arxiv.org/api/errors#incorrect</id>'
        "<title>Error</title><summary>incorrect id format for 1234.12345678</summary></entry></feed>"
    )
    page = ArxivAtom().read(text, "f")
    assert page.records == ()
    assert "incorrect id format for 1234.12345678" in page.problems[0].reason


def test_declarations_are_refused_and_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    for inside, use in ((bomb, "&a11;"), (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', "&x;")):
        text = feed().replace("<feed", f"<!DOCTYPE feed [{inside}]>\n<feed", 1).replace("Counting", use)
        page = ArxivAtom().read(text, "f")
        assert page.records == ()
        (problem,) = page.problems
        assert (problem.reason, problem.line) == (DECLARES, 2)
        within = feed().replace("<title>Counting", f"<!DOCTYPE t [{inside}]><title>{use}")
        assert "SECRET" not in repr(ArxivAtom().read(within, "f"))
    (alone,) = ArxivAtom().read(feed().replace("Counting", "&a11;"), "f").problems
    assert alone.entry


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<rss><channel/></rss>", RSS),
        ('<?xml version="1.0"?><x/>', NO_FEED),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><title>none</title></feed>', EMPTY),
        ("<!DOCTYPE html><p>", NO_FEED),
        ("words", NO_FEED),
    ],
)
def test_other_texts_are_told_what_they_are(text: str, reason: str) -> None:
    assert [problem.reason for problem in ArxivAtom().read(text, "f").problems] == [reason]


def test_sniffing_and_prefixes_and_odd_characters() -> None:
    importer = sniff(feed())
    assert importer is not None
    assert importer.name == "arxiv-atom"
    assert ArxivAtom().sniff("<html>") == ArxivAtom().sniff("words <feed>") == 0
    prefixed = re.sub(r"<(/?)(?!arxiv:|\?)(\w)", r"<\1a:\2", feed()).replace("xmlns=", "xmlns:a=")
    assert [record.title for record in ArxivAtom().read(prefixed, "f").records][1] == "Counting Sheep"
    odd = feed().replace("Counting", "Count\x00\x1b\ud800ing")
    assert ArxivAtom().read(odd, "f").records[1].title == "Counting Sheep"


def test_what_is_too_much_for_a_paper_is_refused_at_once() -> None:
    for inside in ("<a>" * 200_000, "x" * 2_000_000):
        page = ArxivAtom().read(feed().replace("<title>Counting", f"{inside}<title>Counting"), "f")
        assert len(page.records) == 1
        assert "no paper is" in page.problems[0].reason


def test_reading_can_be_called_off() -> None:
    def cancel(step: Step) -> None:
        if step.done:
            raise Cancelled

    with pytest.raises(Cancelled):
        ArxivAtom().read("<feed>" + "<entry><title>x</title></entry>" * 10_000, "f", cancel)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_feed_that_is_cut_or_struck_loses_nothing_silently(data: st.DataObject) -> None:
    entries = "\n".join(f"<entry><title>T{n}</title><summary>S{n}</summary></entry>" for n in range(4))
    text = f'<feed xmlns="http://www.w3.org/2005/Atom">\n{entries}\n</feed>'
    place = data.draw(st.integers(text.index("<entry>"), len(text) - 1))
    struck = data.draw(st.sampled_from(["cut", *'<>&/"x\x00']))
    text = text[:place] if struck == "cut" else text[:place] + struck + text[place + 1 :]
    page = ArxivAtom().read(text, "f")
    told = "".join(problem.entry for problem in page.problems) + "".join(
        f"{record.title} {record.abstract} {record.raw}" for record in page.records
    )
    for number in range(4):
        for word in (f"T{number}", f"S{number}"):
            assert word not in text or word in told
