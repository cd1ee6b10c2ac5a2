"""The Markdown reading list: foreign text shows as it is, notes stand as written, each paper stands once."""

from collections.abc import Sequence
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from papershelf.exporters import Group, Options, find, markdown_link
from papershelf.exporters.base import ITSELF
from papershelf.exporters.escape import escape_block, escape_line, named_link, plain_link
from papershelf.exporters.note import encodable, note_block
from papershelf.marks import Entry, Status
from papershelf.paper import Link, LinkKind, Listing
from papershelf.text import safe, safe_line
from tests.export_samples import FULL, PAPER, PIECES, TRICKY, each_hostile_text, entry
from tests.hostile import HOSTILE

READERS = {"commonmark": MarkdownIt("commonmark"), "github": MarkdownIt("gfm-like")}
each_reader = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def rendered(*entries: Entry, **options: object) -> str:
    """The reading list of some entries."""
    return find("markdown").render(entries, Options(**options))[ITSELF]  # type: ignore[arg-type]


def headings(text: str, reader: MarkdownIt = READERS["commonmark"]) -> list[tuple[str, str]]:
    """The tag and plain text of every heading; anything but text inside one fails."""
    tokens = reader.parse(text)
    pairs = pairwise(tokens)
    return [(head.tag, plain(inline)) for head, inline in pairs if head.type == "heading_open"]


def plain(inline: Token) -> str:
    """The text of an inline token in which nothing but text stands."""
    assert inline.children is not None
    assert {child.type for child in inline.children} <= {"text"}, inline.children
    return "".join(child.content for child in inline.children)


def kinds(tokens: Sequence[Token]) -> set[str]:
    """The kinds of all tokens, nested ones too."""
    return {kind for token in tokens for kind in (token.type, *(c.type for c in token.children or ()))}


@each_reader
@each_hostile_text
def test_a_hostile_title_shows_as_the_text_it_is(reader: MarkdownIt, text: str) -> None:
    out = rendered(entry(title=text), links=False)
    assert ("h3", safe_line(text) or "Untitled") in headings(out, reader)
    assert "html_inline" not in kinds(reader.parse(out))


@each_reader
@settings(deadline=None)
@given(text=st.one_of(TRICKY, PIECES))
def test_any_line_shows_as_the_text_it_is(reader: MarkdownIt, text: str) -> None:
    shown = safe_line(text)
    if shown:
        assert headings(f"### {escape_line(text)}", reader) == [("h3", shown)]
        tokens = reader.parse(f"- {escape_line(text)}")
        assert [token.type for token in tokens][:3] == ["bullet_list_open", "list_item_open", "paragraph_open"]
        assert plain(tokens[3]) == shown


@each_reader
@settings(deadline=None)
@given(text=st.one_of(TRICKY, PIECES, st.lists(PIECES).map("\n".join)))
def test_any_abstract_is_a_quote_of_plain_paragraphs(reader: MarkdownIt, text: str) -> None:
    tokens = reader.parse(escape_block(text))
    shown = [plain(token) for token in tokens if token.type == "inline"]
    assert shown == [line for line in map(safe_line, safe(text).split("\n")) if line]
    assert kinds(tokens) <= {
        "blockquote_open", "paragraph_open", "inline", "text", "paragraph_close", "blockquote_close"
    }  # fmt: skip


@each_hostile_text
def test_hostile_text_everywhere_keeps_the_outline(text: str) -> None:
    sample = entry(
        title=text,
        abstract=text,
        authors=(text,),
        identifiers={"x": text},
        links=(Link(text, LinkKind.OTHER), Link(f"https://example.org/{text}", LinkKind.CODE)),
        sources=(Listing(text, 1, text, text),),
        mark={"tags": (text,)},
    )
    for group in get_args(Group):
        out = rendered(sample, entry(id="other", title="After"), group=group, title=text)
        parsed = READERS["github"].parse(out)
        assert "html_inline" not in kinds(parsed)
        assert [t.content for t in parsed if t.type == "html_block"] == [out[out.rindex("<!--") :]]
        titles = [shown for tag, shown in headings(out) if tag == ("h2" if group == "none" else "h3")]
        assert sorted(titles) == sorted([safe_line(text) or "Untitled", "After"])
        out.encode()


def test_the_whole_paper_is_there() -> None:
    text = rendered(FULL)
    assert headings(text)[:4] == [
        ("h1", "Reading list"),
        ("h2", "Reading"),
        ("h3", PAPER.title),
        ("h4", "Note"),
    ]
    for line in (
        "1 paper · 1 starred · 1 with a note · by status",
        "★ starred · reading · rated 4 of 5",
        "- Tags: nlp/rag, sparse",
        "- Code: <https://github.com/a/b_c>",
        "- Model: <https://huggingface.co/a/b>",
        "- Seen in page\\_1\\.txt, place 3, imported 2026-01-02",
        "> First paragraph.\n>\n> Second paragraph.",
        "\n# Mine\n\nIt *works*.\n",
    ):
        assert line in text
    assert "- Paper: <https://arxiv.org/abs/2310.06927>" in text


def test_a_search_is_called_a_search() -> None:
    assert "- Search for the paper: <https://" in rendered(entry())


def test_parts_can_be_left_out() -> None:
    text = rendered(FULL, abstracts=False, notes=False, links=False)
    assert "First paragraph" not in text
    assert "https://" not in text
    assert "Note" not in text
    assert "- Tags: nlp/rag" in text


def test_groups_come_in_reading_order_and_the_nameless_last() -> None:
    entries = [
        entry(id=str(place), mark={"status": status, "tags": tags})
        for place, (status, tags) in enumerate(
            [(Status.INBOX, ()), (Status.READING, ("b",)), (Status.QUEUED, ("a", "b"))]
        )
    ]
    assert [text for tag, text in headings(rendered(*entries)) if tag == "h2"] == ["Reading", "Queued", "Inbox"]
    by_tag = rendered(*entries, group="tag")
    assert [text for tag, text in headings(by_tag) if tag == "h2"] == ["a", "b", "No tag"]


def test_a_paper_with_two_tags_stands_in_full_once() -> None:
    text = rendered(FULL, group="tag")
    assert text.count("It *works*.") == 1
    assert f"- {PAPER.title} (in full under “nlp/rag”)" in text


def test_an_empty_list_is_a_list() -> None:
    assert "0 papers" in rendered()


@pytest.mark.parametrize(
    "note",
    [
        "```py\nforgotten",
        "~~~~\nforgotten ``` here",
        "<!-- forgotten",
        "<script>\nforgotten",
        "<pre>\nforgotten",
        "<?php",
        "<![CDATA[ x",
        "- item\n\n  ```\n  forgotten",
        "> ```\n> forgotten",
        "    code",
        "text\n===",
        "\\",
        "[a]: https://example.org",
        "| a |\n|---|",
        "<div>",
        "crlf\r\n```\r\nforgotten",
        *HOSTILE,
    ],
)
def test_what_a_note_leaves_open_does_not_swallow_the_next_paper(note: str) -> None:
    text = rendered(entry(mark={"note": note}), entry(id="next", title="The next paper"))
    assert ("h3", "The next paper") in headings(text)
    assert encodable(note) in text or not note.strip()


@settings(deadline=None)
@given(st.one_of(TRICKY, PIECES))
def test_a_note_keeps_every_byte(note: str) -> None:
    assert note_block(note).startswith(encodable(note))
    assert note_block(note).endswith("\n")


@pytest.mark.parametrize("note", ["naïve 漢字 👩‍🔬\r\n\ttab \x85 \u2028", "a\ud83d\ude00b\udc00c"])
def test_only_lone_surrogates_change(note: str) -> None:
    assert encodable(note) == note.replace("\ud83d\ude00", "😀").replace("\udc00", "\ufffd")


@each_reader
@each_hostile_text
def test_the_markdown_link_is_one_link_with_the_title(reader: MarkdownIt, text: str) -> None:
    (_, inline, _) = reader.parse(markdown_link(entry(title=text, identifiers={"arxiv": "1706.03762"}).paper))
    assert inline.children is not None
    opening, *inner, closing = inline.children
    assert (opening.type, closing.type) == ("link_open", "link_close")
    assert opening.attrs == {"href": "https://arxiv.org/abs/1706.03762"}
    assert "".join(child.content for child in inner) == (safe_line(text) or "Untitled")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "http://[bad", "//example.org", ""],
)
def test_only_web_addresses_become_links(url: str) -> None:
    for reader in READERS.values():
        assert "link_open" not in kinds(reader.parse(f"- Other: {plain_link(url)}"))
        assert "link_open" not in kinds(reader.parse(named_link("name", url)))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a_(b)?q=1&copy=2&x=%20#frag",
        'https://example.org/a b<c>"d"`e`',
        "https://example.org/[x]",
        "https://example.org/ü",
        "https://example.org/a\\b",
    ],
)
def test_an_address_survives_markdown(url: str) -> None:
    for text in (plain_link(url), named_link("x", url)):
        parsed = READERS["commonmark"].parse(text)
        (link,) = [child for child in parsed[1].children or () if child.type == "link_open"]
        assert READERS["commonmark"].normalizeLinkText(str(link.attrs["href"])) == READERS[
            "commonmark"
        ].normalizeLinkText(url.replace(" ", "%20"))
