"""Addresses found in raw text and mended, and everything that is none left alone."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.links import find_links
from papershelf.paper import Link, LinkKind
from papershelf.text import safe_line
from tests.hostile import HOSTILE
from tests.test_text_safe import ANY_TEXT

PIECES = [
    *["https://", "http:", "github.com/", "a.github.io", "a/b", "x.org", "://", "www.", "javascript:", "file:///"],
    *[*".,;:!?()[]{}\\ \n/-#@~'\"«。", "\u202e", "\x1b", "\ud800", "01.AI", "data:text/html,"],
]
SOUP = st.lists(st.sampled_from(PIECES)).map("".join)


def urls(text: str) -> list[str]:
    """The addresses found."""
    return [link.url for link in find_links(text)]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("at https://github.com/a/b.", "https://github.com/a/b"),
        ("at https://github.com/a/b, and", "https://github.com/a/b"),
        ("(https://github.com/a/b) and", "https://github.com/a/b"),
        ("(in https://github.com/a/b.)", "https://github.com/a/b"),
        ("(see https://en.wikipedia.org/wiki/A_(b))", "https://en.wikipedia.org/wiki/A_(b)"),
        ("https://github.com/a/b .", "https://github.com/a/b"),
        ("https://github.com/a/b's code", "https://github.com/a/b"),
        ("progress.\\url{https://github.com/a/b}", "https://github.com/a/b"),
        ("\\url{https://etods.net/.}, where", "https://etods.net/"),
        ("https://x.github.io/DnD{https://x.github.io/DnD}.", "https://x.github.io/DnD"),
        ("https://github.com/a/MIGU{this https URL}.", "https://github.com/a/MIGU"),
        ("Name{https://github.com/a/b}", "https://github.com/a/b"),
        ("\\href{https://github.com/a/b}{here}", "https://github.com/a/b"),
        ("https://github.com/a/TinyHelen.git.", "https://github.com/a/TinyHelen.git"),
        ("https://github.com/NVIDIA/Megatron-LM#retro.", "https://github.com/NVIDIA/Megatron-LM#retro"),
        ("https://github.com/a/b/tree/main/c_d.", "https://github.com/a/b/tree/main/c_d"),
        ("https://huggingface.co/a/flacuna-13b-v1.0.", "https://huggingface.co/a/flacuna-13b-v1.0"),
        ("https://github.com/microsoft/TaskWeaver/.", "https://github.com/microsoft/TaskWeaver/"),
        ("https://huface.online/datasets/Q/P.", "https://huggingface.co/datasets/Q/P"),
        ("HTTPS://GitHub.com/A/B", "https://github.com/A/B"),
        ("https: //github.com/a/b", "https://github.com/a/b"),
        ("https:// github.com/a/b", "https://github.com/a/b"),
        ("http://https://x.org/f", "https://x.org/f"),
        ("\\url{https://x.org/a\\_b\\%20\\~{}c}", "https://x.org/a_b%20~c"),
        ("https://x.org/{\\textasciitilde}joe/p", "https://x.org/~joe/p"),
        ("[page](https://x.org/a) **https://x.org/a**", "https://x.org/a"),
        ("<https://x.org/a>", "https://x.org/a"),
        ("代码见https://github.com/a/b。中文", "https://github.com/a/b"),
        ("Code:https://github.com/a/b—and", "https://github.com/a/b"),
        ("https://web.archive.org/web/1/https://x.org", "https://web.archive.org/web/1/https://x.org"),
        ("https://x.org/a?b=c&d=e#f;", "https://x.org/a?b=c&d=e#f"),
    ],
)
def test_an_address_is_mended(text: str, url: str) -> None:
    assert urls(text) == [url]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("evaluations: muse-bench.github.io", "https://muse-bench.github.io"),
        ("github.com/a/b.", "https://github.com/a/b"),
        ("Code:github.com/a/b", "https://github.com/a/b"),
        ("huggingface.co/a, arXiv", "https://huggingface.co/a"),
        ("youtu.be/abc", "https://youtu.be/abc"),
        ("arxiv.org/abs/2310.06927", "https://arxiv.org/abs/2310.06927"),
        ("www.example.org/x", "https://www.example.org/x"),
    ],
)
def test_a_known_host_needs_no_scheme(text: str, url: str) -> None:
    assert urls(text) == [url]


@pytest.mark.parametrize(
    "text",
    [
        "Yi: Open Foundation Models by 01.AI",
        "hosted on GitHub.com and arXiv.org",
        "example.org/x, Node.js, e.g.this, v1.0, et.al",
        "someone@github.com and mailto:a@b.org",
        "javascript:alert(1) data:text/html,x file:///etc/passwd ftp://x.org/y //x.org/z",
        "http://localhost:8000/x http://127.0.0.1/x https://user:word@x.org/",
        "https:// and http://. and https://)",
        "",
    ],
)
def test_what_is_no_address_of_the_web_is_left_alone(text: str) -> None:
    assert urls(text) == []


def test_addresses_come_in_the_order_of_the_text_and_once() -> None:
    text = "https://b.org/x and https://a.org http://www.b.org/x/ https://github.com/a/b github.com/a/b.git a.github.io"
    assert urls(text) == ["https://b.org/x", "https://a.org", "https://github.com/a/b", "https://a.github.io"]


def test_addresses_glued_together_come_apart() -> None:
    assert urls("https://a.org/b,https://c.org/d;https://e.org") == [
        "https://a.org/b",
        "https://c.org/d",
        "https://e.org",
    ]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://github.com/ExplainableML/\nDeViL.", "https://github.com/ExplainableML/DeViL"),
        ("https://github.com/a/ancient-\n language-models.", "https://github.com/a/ancient-language-models"),
        ("https://\ngithub.com/jshilong/GPT4RoI.", "https://github.com/jshilong/GPT4RoI"),
        ("https://github.com/OpenGVLab\n/DriveMLM.", "https://github.com/OpenGVLab/DriveMLM"),
        ("https://x.org/\nfor more", "https://x.org/"),
        ("https://github.com/a/b\nThe next", "https://github.com/a/b"),
        ("https://github.com/a/\n\nNext", "https://github.com/a/"),
    ],
)
def test_an_address_broken_over_a_line_end_is_joined(text: str, url: str) -> None:
    assert urls(text) == [url]


def test_a_link_carries_its_kind() -> None:
    assert find_links("https://huggingface.co/a/b") == (Link("https://huggingface.co/a/b", LinkKind.MODEL),)


@given(ANY_TEXT | SOUP)
def test_only_safe_web_addresses_come_out_of_any_text(text: str) -> None:
    for link in find_links(text):
        assert re.fullmatch(r"https?://[^\s/?#@]+\.[^\s]+", link.url)
        assert safe_line(link.url) == link.url
    assert len(set(urls(text))) == len(urls(text))


@given(ANY_TEXT | SOUP)
def test_an_address_elsewhere_changes_nothing(text: str) -> None:
    assert urls(f"{text}\n\nhttps://end.example.org") == [*urls(text), "https://end.example.org"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_names_no_other_address_than_its_own(text: str) -> None:
    assert urls(text) in ([], ["https://example.org"], ["https://example.org/a_b"])


@pytest.mark.parametrize(
    "piece",
    ["https://", "(", "https://a.b/(", "a.", "github.com/", "https://a.b/,", "https: //", "www.", "a.github.io "],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    find_links(text)
    # A fifth of a second; the finder alone takes a minute, for it is quadratic in the length of a word.
    assert time.process_time() - start < 5
