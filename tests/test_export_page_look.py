"""The page's style, script and policy: readable by WCAG's contrast, whole without a network, nothing slips in."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from itertools import chain, pairwise

import pytest

from papershelf.text import fold
from tests.contrast_tools import luminance
from tests.export_samples import FULL
from tests.page_tools import page, rendered

STYLE, SCRIPT = (
    files("papershelf.exporters.html_page").joinpath(name).read_text("utf-8") for name in ("page.css", "page.js")
)
COLOUR = re.compile(r"--([\w-]+): #([0-9a-f]{6});")
LIGHT, DARK, PRINT = (
    dict(COLOUR.findall(part))
    for part in re.split(r"@media screen and \(prefers-color-scheme: dark\)|@media print", STYLE)
)
GROUNDS = {
    "ground": ("text", "muted", "link", "visited"),
    "panel": ("text", "muted", "link", "visited"),
    "chip-ground": ("chip-text",),
    "pressed-ground": ("pressed-text",),
}


def ratio(one: str, other: str) -> float:
    """WCAG's contrast of two colours."""
    shades = sorted(luminance(*bytes.fromhex(colour)) for colour in (one, other))
    return (shades[1] + 0.05) / (shades[0] + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, LIGHT | DARK, LIGHT | PRINT], ids=["light", "dark", "print"])
def test_every_text_can_be_read_on_its_ground(scheme: dict[str, str]) -> None:
    for ground, texts in GROUNDS.items():
        for text in texts:
            assert ratio(scheme[text], scheme[ground]) >= 4.5, (text, ground)
    assert ratio(scheme["edge"], scheme["ground"]) >= 3, "the frame of what can be pressed"


def test_dark_names_every_colour_anew_and_no_colour_is_named_elsewhere() -> None:
    assert DARK.keys() == LIGHT.keys()
    used = re.findall(r"(?<![\w-])(?:color|background(?:-color)?|border[\w-]*|outline):([^;]+);", STYLE)
    assert not re.findall(r"#[0-9a-f]{3}|rgb|hsl|\b(?:white|black|gray|grey)\b", " ".join(used))
    named = set(re.findall(r"var\(--([\w-]+)\)", STYLE))
    assert named == LIGHT.keys()
    assert {*GROUNDS, *chain.from_iterable(GROUNDS.values()), "line", "edge"} == named, "a pair that nobody measures"


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    tree = page(FULL)
    (policy,) = (
        str(meta.attributes["content"])
        for meta in tree.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    for tag in ("style", "script"):
        own = tree.one(tag)
        assert not own.attributes
        assert rules.pop(f"{tag}-src") == f"'sha256-{b64encode(sha256(own.text.encode()).digest()).decode()}'"
    assert not rules


def test_the_page_needs_nothing_but_itself() -> None:
    tree = page(FULL, group="tag")
    for element in tree.inside:
        assert element.tag not in {"link", "img", "iframe", "object", "embed", "base", "video", "audio", "source"}
        assert not {"src", "srcset", "style"} & set(element.attributes)
        assert not [name for name in element.attributes if name.startswith("on")]
    assert not re.findall(r"url\(|@import|@font-face|https?:", STYLE)
    assert not re.findall(r"https?:|fetch|XMLHttp|import\s*\(|eval|innerHTML|outerHTML|insertAdjacent|write\(", SCRIPT)
    assert "</" not in STYLE + SCRIPT
    assert "<!--" not in STYLE + SCRIPT


def test_the_page_can_be_read_by_a_machine_that_reads_aloud() -> None:
    tree = page(FULL, group="tag")
    assert tree.one("html").attributes["lang"] == "en"
    assert len(tree.all("main")) == len(tree.all("h1")) == 1
    names = {str(element.attributes["id"]) for element in tree.inside if "id" in element.attributes}
    assert len(names) == len([element for element in tree.inside if "id" in element.attributes]), "an id twice"
    for element in tree.inside:
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            assert element.attributes.get(attribute) in {None, *names}
    assert tree.one("label").attributes["for"] == tree.one("input").attributes["id"]
    assert "hidden" in tree.one("form").attributes, "without the script it would find nothing"
    levels = [int(element.tag[1]) for element in tree.inside if re.fullmatch("h[1-6]", element.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_the_style_prints_papers_whole() -> None:
    printed = STYLE.partition("@media print")[2]
    assert "break-inside: avoid" in printed
    assert "attr(href)" in printed
    assert re.search(r"#search[^{]*\{ display: none", printed)


def test_the_script_takes_the_same_letters_for_the_same_as_the_program() -> None:
    twins = re.findall(r'"(\w)": "(\w+)"', SCRIPT.partition("const twins")[2].partition("};")[0])
    assert len(twins) >= 14
    for letter, same in twins:
        assert fold(letter) == same


def test_the_same_papers_make_the_same_bytes() -> None:
    assert rendered(FULL, group="tag") == rendered(FULL, group="tag")
    assert "2026" not in rendered(FULL, abstracts=False), "neither the time of writing nor that of an import"
