"""Notes in the page: the person's Markdown as HTML, in which nothing runs, loads or leads elsewhere than the web."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.text.linking import link_text
from tests.export_samples import PIECES, TRICKY, entry
from tests.hostile import HOSTILE
from tests.page_tools import Element, page

TAGS = {"p", "h4", "h5", "h6", "em", "strong", "s", "a", "ul", "ol", "li", "code", "pre", "blockquote", "hr", "br"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"href", "title", "start", "class"}


def note(text: str, **options: object) -> Element:
    """The tree of a note as the page shows it."""
    shown = page(entry(mark={"note": text}), **options).one(kind="text")
    for element in shown.inside:
        assert element.tag in TAGS, element.tag
        assert set(element.attributes) <= ATTRIBUTES, element.attributes
        assert element.attributes.get("class") in {None, "right", "centre", "bare"}
        assert element.tag != "a" or str(element.attributes["href"]).lower().startswith(
            ("http://", "https://", "mailto:", "#p-")
        )
        assert element.tag != "a" or not element.all("a"), "a link within a link"
    return shown


def links(text: str) -> list[tuple[str, str]]:
    """The words and target of each link of a note."""
    return [(link.text, str(link.attributes["href"])) for link in note(text).all("a")]


def test_markdown_is_shown_as_what_it_means() -> None:
    shown = note(
        "# Big\n\n*a* **b** ~~c~~ `d`\n\n- e\n\n3. f\n\n> g\n\n```py\nh < i\n```\n\n|j|k|\n|:-:|-:|\n|l|m|\n\n---"
    )
    for tag, text in {"h5": "Big", "em": "a", "strong": "b", "s": "c", "blockquote": "g", "pre": "h < i"}.items():
        assert shown.texts(tag) == [text]
    assert shown.texts("code") == ["d", "h < i"]
    assert shown.texts("li") == ["e", "f"]
    assert [cell.attributes for cell in shown.all("td")] == [{"class": "centre"}, {"class": "right"}]
    assert note("# Big", group="none").texts("h4") == ["Big"]
    assert note("###### Small").texts("h6") == ["Small"]


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:24] for text in HOSTILE])
def test_a_hostile_note_makes_nothing_that_runs(text: str) -> None:
    for some in (
        text,
        f"# {text}",
        f"[{text}](https://example.org)",
        f"`{text}`",
        f"- {text}\n- {text}",
        f"|{text}|\n|-|",
    ):
        if some.strip():
            note(some)


@settings(deadline=None, max_examples=150)
@given(st.one_of(TRICKY, PIECES, st.lists(PIECES).map("\n".join)))
def test_any_note_makes_nothing_that_runs(text: str) -> None:
    note(f"x {text}")
    note(f"x\n\n{text}")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "java&#x0A;script:alert(1)", "&#106;avascript:alert(1)",
     "vbscript:x", "data:text/html,x", "file:///etc/passwd", "notes.md", "//example.org",
     "\x01javascript:alert(1)", "#top"],
)  # fmt: skip
def test_what_leads_elsewhere_stays_text(address: str) -> None:
    for text in (f"[x]({address})", f"![x]({address})", f"<{address}>", f"[x]\n\n[x]: {address}"):
        assert links(text) == []


def test_what_leads_nowhere_is_words() -> None:
    assert links("[a]() ![b]() [c](<>) [![d]()](https://d.org) [e](https://e.org)") == [
        ("d", "https://d.org"),
        ("e", "https://e.org"),
    ]
    assert note("[a *b*]() ![c]()").text.strip() == "a b c"


def test_html_is_text() -> None:
    text = "<script>alert(1)</script>\n\n<b onclick='x'>bold</b> <!-- hidden -->"
    assert note(text).texts("p") == text.split("\n\n")


@pytest.mark.parametrize("code", ["&#x202e;", "&#x9b;", "&#27;", "&#0;", "&#xFEFF;", "&#xd800;"])
def test_no_control_character_comes_in_as_an_entity(code: str) -> None:
    shown = note(f"a{code}b `{code}`").text
    assert not any((ord(letter) < 32 and letter != "\n") or ord(letter) in {0x9B, 0x202E, 0xFEFF} for letter in shown)


def test_an_image_is_a_link_that_loads_nothing() -> None:
    assert links("![a *b*](https://example.org/a.png)") == [("a b", "https://example.org/a.png")]
    assert links("![](https://example.org/a.png)") == [("https://example.org/a.png", "https://example.org/a.png")]
    assert links("[![a](https://example.org/a.png) b](https://example.org)") == [("a b", "https://example.org")]


def test_bare_addresses_are_links() -> None:
    assert links("see https://example.org/a_b_c, or (http://x.org/?q=1&r=2).") == [
        ("https://example.org/a_b_c", "https://example.org/a_b_c"),
        ("http://x.org/?q=1&r=2", "http://x.org/?q=1&r=2"),
    ]
    assert links("`https://example.org` https:// [https://a.org](https://b.org)") == [
        ("https://a.org", "https://b.org")
    ]
    shown = note("https://a.org <https://b.org> [c](https://c.org) ![](https://d.org) ![e](https://e.org)")
    assert [link.text for link in shown.all("a", "bare")] == ["https://a.org", "https://b.org", "https://d.org"]
    assert links("<me@example.org>") == [("me@example.org", "mailto:me@example.org")]


def test_links_between_papers_lead_within_the_page() -> None:
    here, away = "abcdefghij", "0123456789"
    text = f"{link_text(here, 'The *other* one')} [[{here}]] {link_text(away, 'Not <here>')} [[My page]] `[[{here}]]`"
    tree = page(entry(id="klmnopqrst", mark={"note": text}), entry(id=here))
    shown = tree.one(kind="text")
    assert [(link.text, link.attributes["href"]) for link in shown.all("a")] == [
        ("The *other* one", f"#p-{here}"),
        (here, f"#p-{here}"),
    ]
    assert shown.text.strip() == f"The *other* one {here} Not <here> [[My page]] [[{here}]]"
    assert f"p-{here}" in [article.attributes["id"] for article in tree.all("article")]


def test_no_note_shows_as_nothing() -> None:
    assert note("[a]: https://example.org").text.strip() == "[a]: https://example.org"
    assert not page(entry(mark={"note": " \n\t\x1b"})).all(kind="note")


@pytest.mark.parametrize("depth", [3, 19, 20, 21, 40, 99, 100, 101, 3000])
@pytest.mark.parametrize("sign", ["> ", "- ", "1. "])
def test_no_word_is_lost_however_deep_it_stands(sign: str, depth: int) -> None:
    assert "word" in note(f"{sign * depth}word").text


PIECE = ("[", "![", "*", "_a", "`", "> ", "- ", "<", "|a", "[a](", "https://", "[[a|", "&", "\\", "a\n", "**a ", "![](")


@pytest.mark.parametrize("piece", PIECE)
def test_a_long_note_of_signs_is_shown(piece: str) -> None:
    assert note(f"before {piece * (30_000 // len(piece))} after").text.strip().startswith("before")
