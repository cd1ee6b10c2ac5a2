"""BibTeX: balanced whatever the title, printing as it stands, with telling capitals kept."""

import re

import pytest
from hypothesis import given, settings

from papershelf.exporters import bibtex_entry
from papershelf.exporters.cite_key import bibtex_key
from papershelf.exporters.tex import escape_tex, protect
from papershelf.text import safe_line
from tests.export_samples import FULL, TRICKY, each_hostile_text, entry

FIELD = re.compile(r"  (\w+) = \{(.*)\},?")
MONTH = re.compile(r"  (month) = ([a-z]{3}),?")
UNESCAPED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"\textasciigrave{}": "`",
    **{"\\" + special: special for special in "&%$#_"},
}


def printed(tex: str) -> str:
    """What TeX prints for our escapes; grouping braces vanish."""
    found = "|".join(map(re.escape, UNESCAPED))
    return re.sub(f"({found})|[{{}}]", lambda m: UNESCAPED[m[1]] if m[1] else "", tex)


def fields(bibtex: str) -> dict[str, str]:
    """A strict little reader: one entry, one field a line, braces balanced as BibTeX counts them."""
    head, *lines, end, nothing = bibtex.split("\n")
    assert re.fullmatch(r"@misc\{[a-z0-9A-Z-]+,", head)
    assert (end, nothing) == ("}", "")
    found = {}
    for line in lines:
        match = MONTH.fullmatch(line) or FIELD.fullmatch(line)
        assert match, line
        depth = 0
        for sign in match[2]:
            depth += (sign == "{") - (sign == "}")
            assert depth >= 0
        assert depth == 0
        found[match[1]] = match[2]
    return found


def test_a_full_entry() -> None:
    assert bibtex_entry(FULL) == (
        "@misc{lovelace2023sparse,\n"
        "  title = {Sparse Fine-tuning for Inference},\n"
        "  author = {Ada Lovelace and Alan Turing},\n"
        "  year = {2023},\n"
        "  month = oct,\n"
        "  day = {10},\n"
        "  eprint = {2310.06927},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2310.06927}\n"
        "}\n"
    )


def test_a_search_is_no_address_and_the_id_makes_the_key() -> None:
    bare = entry()
    assert set(fields(bibtex_entry(bare.paper))) == {"title"}
    assert bibtex_key(bare.paper) == "sparse-3f9a1c"


def test_a_doi_is_kept_as_it_stands() -> None:
    assert fields(bibtex_entry(entry(identifiers={"doi": "10.1145/1.2_3"})))["doi"] == "10.1145/1.2_3"


@each_hostile_text
def test_hostile_text_keeps_the_entry_whole(text: str) -> None:
    sample = entry(id="a b}", title=text, authors=(text, "x"), published=text, identifiers={"arxiv": text, "doi": text})
    found = fields(bibtex_entry(sample))
    assert printed(found["title"]) == (safe_line(text) or "Untitled")
    bibtex_entry(sample).encode()


@settings(deadline=None)
@given(TRICKY)
def test_any_text_prints_as_it_stands(text: str) -> None:
    line = safe_line(text)
    assert printed(escape_tex(line)) == line
    assert printed(protect(line)) == line


@pytest.mark.parametrize(
    ("title", "protected"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("BERT: Pre-training of Deep Networks", "{BERT:} Pre-training of Deep Networks"),
        ("Scaling laws for Gaussian processes", "Scaling laws for {Gaussian} processes"),
        ("LoRA Meets GPT-4 in the Wild Again", "{LoRA} Meets {GPT-4} in the Wild Again"),
        ("mRNA", "{mRNA}"),
        ("[Re] Reproducing", "[Re] Reproducing"),
    ],
)  # fmt: skip
def test_capitals_that_tell_are_protected(title: str, protected: str) -> None:
    assert protect(title) == protected


@pytest.mark.parametrize(
    ("names", "author"),
    [
        (("Acme, Inc.", "Ada Lovelace"), "{Acme, Inc.} and Ada Lovelace"),
        (("Research and Development",), "{Research and Development}"),
        (("others", "A, B, C, D"), "{others} and {A, B, C, D}"),
        (("Łukasz Müller", ""), "Łukasz Müller"),
    ],
)
def test_authors(names: tuple[str, ...], author: str) -> None:
    assert fields(bibtex_entry(entry(authors=names)))["author"] == author


@pytest.mark.parametrize(
    ("authors", "title", "year", "key"),
    [
        (("Łukasz Müller-Ångström",), "The Word", "2020", "mullerangstrom2020word"),
        (("van der Berg, Jan",), "On It", "2020-01", "vanderberg2020it"),
        (("李明",), "漢字", "2020", "paper-3f9a1c"),
        ((), "A 3D Thing", None, "3d-3f9a1c"),
    ],
)
def test_keys(authors: tuple[str, ...], title: str, year: str | None, key: str) -> None:
    assert bibtex_key(entry(authors=authors, title=title, published=year).paper) == key
