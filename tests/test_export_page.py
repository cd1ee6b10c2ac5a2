"""The page: what is in it, that foreign text shows as it is and nothing arises from it, and what it may replace."""

from dataclasses import replace
from html import unescape
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.exporters import Group
from papershelf.exporters.html_page.elements import words
from papershelf.marks import Entry, Status
from papershelf.paper import Link, LinkKind, Listing
from papershelf.text import safe, safe_line
from tests.export_samples import FULL, PAPER, PIECES, TRICKY, each_hostile_text, entry
from tests.hostile import HOSTILE
from tests.page_tools import page, rendered

NASTY = (
    *HOSTILE,
    "</script><script>alert(1)</script>",
    "<!-- a comment",
    "--> out of it",
    "]]> <![CDATA[ x",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "&#x3c;script&#x3e; &lt;b&gt; &amp;amp; &#0; &notit;",
    "<img src=x onerror=alert(1)>",
    "</title></style></details></article>",
    "<svg/onload=alert(1)>",
)


def filled(text: str) -> Entry:
    """A paper in whose every field a text stands; its note apart, which is Markdown."""
    return entry(
        title=text,
        abstract=text,
        authors=(text, text),
        published=text,
        venue=text,
        identifiers={"doi": text},
        links=(Link(text, LinkKind.OTHER), Link(f"https://example.org/{text}", LinkKind.CODE)),
        sources=(Listing(text, 1, text, text),),
        mark={"tags": (text, f"{text} too")},
    )


def stand_in(text: str) -> str:
    """A harmless text of the same lines and length."""
    return "".join(letter if letter.isspace() else "x" for letter in safe(text))


@pytest.mark.parametrize("text", NASTY, ids=[ascii(text)[:24] for text in NASTY])
@pytest.mark.parametrize("group", get_args(Group))
def test_hostile_text_shows_as_it_is_and_makes_nothing(text: str, group: str) -> None:
    tree = page(filled(text), group=group, title=text)
    calm = page(filled(stand_in(text)), group=group, title=stand_in(text))
    assert tree.skeleton == calm.skeleton
    line = safe_line(text)
    assert tree.texts("title") == tree.texts("h1") == [line or "Reading list"]
    (article,) = tree.all("article")
    assert article.all(kind="title")[0].text.removesuffix(" (a search)") == (line or "Untitled")
    assert article.texts(kind="authors") == ([f"{line}, {line}"] if line else [])
    assert article.texts(kind="venue") == ([line] if line else [])
    paragraphs = [shown for shown in map(safe_line, safe(text).split("\n")) if shown]
    assert [shown for block in article.all(kind="abstract") for shown in block.texts("p")] == paragraphs
    tags = [item.text for block in article.all(kind="tags") for item in block.all("li")]
    assert tags == [shown for shown in (line, safe_line(f"{text} too")) if shown]


@each_hostile_text
def test_escaped_text_can_stand_within_quotes_too(text: str) -> None:
    shown = words(f"{text} \"double\" 'single' <a> &amp;")
    assert not {"<", ">", '"', "'"} & set(shown)
    assert unescape(shown) == safe_line(f"{text} \"double\" 'single' <a> &amp;")


@settings(deadline=None, max_examples=60)
@given(text=st.one_of(TRICKY, PIECES, st.lists(PIECES).map("\n".join)))
def test_any_text_shows_as_it_is(text: str) -> None:
    tree = page(entry(title=text, abstract=text, authors=(text,)), title=text)
    assert tree.one("h1").text == (safe_line(text) or "Reading list")
    shown = tree.one("article").one(kind="title").text
    assert shown.removesuffix(" (a search)") == (safe_line(text) or "Untitled")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.org"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    tree = page(entry(links=(Link(url, LinkKind.PROJECT),)))
    assert tree.one(kind="links").texts("li") == [f"Project: {url}"]
    assert not tree.one(kind="links").all("a")


def test_no_link_but_those_of_the_web_stands_in_a_page_of_hostile_text() -> None:
    entries = [replace(filled(text), paper=replace(filled(text).paper, id=f"id {n}")) for n, text in enumerate(NASTY)]
    targets = {str(link.attributes["href"]) for link in page(*entries, group="tag").all("a")}
    assert targets
    assert {target.split(":")[0] for target in targets if not target.startswith("#")} == {"https"}
    anchors = {element.attributes["id"] for element in page(*entries, group="tag").inside if "id" in element.attributes}
    assert {target[1:] for target in targets if target.startswith("#")} <= anchors


def test_the_whole_paper_is_there() -> None:
    full = replace(
        FULL,
        paper=replace(
            FULL.paper,
            venue="NeurIPS",
            sources=(Listing("page_1.txt", 3, "2026-01-02T03:04:05Z", upvotes=15),),
        ),
    )
    tree = page(full)
    article = tree.one("article")
    assert tree.texts(kind="tally") == ["1 paper · 1 starred · 1 with a note · by status", "1 paper"]
    assert article.one("h3").one("a").text == PAPER.title
    assert article.one("h3").one("a").attributes["href"] == "https://arxiv.org/abs/2310.06927"
    assert article.texts(kind="authors") == ["Ada Lovelace, Alan Turing"]
    assert article.texts(kind="facts") == ["NeurIPS · 2023-10-10 · 15 votes · ★ starred · reading · rated 4 of 5"]
    assert article.one("time").attributes == {"datetime": "2023-10-10"}
    assert article.one(kind="links").texts("li") == [
        "Paper: arxiv.org/abs/2310.06927",
        "Code: github.com/a/b_c",
        "Model: huggingface.co/a/b",
    ]
    assert article.one(kind="abstract").texts("p") == ["First paragraph.", "Second paragraph."]
    assert article.one(kind="note").texts("h4") == ["Note"]
    assert article.one(kind="text").texts("h5") == ["Mine"]


def test_a_search_is_called_a_search() -> None:
    heading = page(entry()).one("article").one("h3")
    assert heading.text == f"{PAPER.title} (a search)"
    assert str(heading.one("a").attributes["href"]).startswith("https://huggingface.co/papers?q=Sparse")
    assert "a search" not in page(FULL).one("article").one("h3").text


@pytest.mark.parametrize("date", ["2023", "2023-02", "2023-02-28"])
def test_a_date_is_marked_as_one(date: str) -> None:
    assert page(entry(published=date)).one("time").attributes == {"datetime": date}


@pytest.mark.parametrize("date", ["2023-13-01", "spring 2023", "２０２３"])
def test_what_is_no_date_is_text(date: str) -> None:
    tree = page(entry(published=date))
    assert not tree.all("time")
    assert tree.one(kind="facts").text == f"{date} · inbox"


def test_a_long_abstract_is_folded_up() -> None:
    assert page(entry(abstract="word " * 300)).one("article").one("details").texts("summary") == ["Abstract"]
    assert not page(entry(abstract="word")).one("article").all("details")


def test_parts_can_be_left_out() -> None:
    text = rendered(FULL, abstracts=False, notes=False, links=False)
    for part in ("First paragraph", "https://", "Mine", "with a note", "(a search)"):
        assert part not in text
    assert "nlp/rag" in text


def test_groups_are_headed_in_reading_order_and_listed_at_the_top() -> None:
    entries = [entry(id=str(n), mark={"status": status}) for n, status in enumerate([Status.INBOX, Status.READING])]
    tree = page(*entries)
    assert tree.texts("h2") == ["Reading", "Inbox"]
    assert [link.attributes["href"] for link in tree.one("nav").all("a")] == ["#g-1", "#g-2"]
    assert not page(*entries, group="none").all("h3", "title")
    assert len(page(*entries, group="none").all("h2", "title")) == 2


def test_a_paper_with_two_tags_stands_in_full_once_and_is_pointed_at() -> None:
    tree = page(FULL, group="tag")
    assert len(tree.all("article")) == 1
    pointer = tree.one(kind="elsewhere").one("li")
    assert pointer.text == f"{PAPER.title} (in full under “nlp/rag”)"
    assert pointer.one("a").attributes["href"] == f"#{tree.one('article').attributes['id']}"


def test_an_empty_list_is_a_page() -> None:
    assert page().texts(kind="tally") == ["0 papers · by status"]


@each_hostile_text
def test_an_id_that_is_no_name_still_gives_a_place(text: str) -> None:
    place = page(entry(id=text)).one("article").attributes["id"]
    assert place
    assert not any(letter.isspace() for letter in place)


def test_a_stamp_in_foreign_text_is_no_stamp() -> None:
    text = rendered(
        entry(title="<!-- papershelf:page 0123456789abcdef -->", mark={"note": "<!-- papershelf:page 0 -->"})
    )
    assert text.count("<!--") == 1
