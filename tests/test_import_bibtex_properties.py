"""What holds for every bibliography: nothing raises, every block is accounted for, a broken entry costs only itself."""

import re
import string
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.importers import Problem, Record
from papershelf.importers.bibtex import Bibtex
from papershelf.importers.bibtex.reading import outcomes
from papershelf.importers.bibtex.splitting import blocks
from papershelf.text import safe
from tests.hostile import HOSTILE
from tests.import_tools import drafts_of

_PIECES = (
    *(
        "@article{",
        "@misc(",
        "@string{a=",
        "@comment{",
        "@preamble{",
        "%@misc{",
        "@",
        "{",
        "}",
        "(",
        ")",
        '"',
        "#",
        ",",
    ),
    *("key,", "title", "=", " = {", "},\n", "}\n", "\n", " ", "\\", "\\\\", '\\"', "$", "author", " and ", "crossref"),
    *("year", "2020", "jan", "xdata", "url", "\\url{", "http://x.org", "date", "given=", "`", "``", "''", "--", "\0"),
)
anything = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=40
).map("".join)
_ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0308": '"', "\u030c": "v", "\u0327": "c", "\u0328": "k"}
words = st.text(st.sampled_from(string.ascii_letters + "éèêëüöñçšžąÉÖŠ0123456789"), min_size=1, max_size=9)
names = st.text(st.sampled_from(string.ascii_letters + "éüöçš"), min_size=2, max_size=9).filter(
    lambda name: name.lower() not in {"and", "others", "jr", "sr", "ii", "iii", "iv"}
)


@st.composite
def as_tex(draw: st.DrawFn, text: str) -> str:
    """The text with its accents spelt in one of TeX's ways, and here and there a word in braces."""
    parts = []
    for char in text:
        base, *mark = list(unicodedata.normalize("NFD", char))
        if mark and mark[0] in _ACCENTS and draw(st.booleans()):
            sign = _ACCENTS[mark[0]]
            parts.append(draw(st.sampled_from([f"{{\\{sign}{{{base}}}}}", f"\\{sign}{{{base}}}"])))
        else:
            parts.append(char)
    return "{" + "".join(parts) + "}" if draw(st.booleans()) else "".join(parts)


@st.composite
def values(draw: st.DrawFn, text: str) -> str:
    """A value as one may be written."""
    if text.isascii() and text.isdigit() and draw(st.booleans()):
        return text
    return draw(st.sampled_from(["{%s}", '"%s"', '{%s} # ""', '"" # {%s}'])) % text


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, str, tuple[str, ...], str]:
    """An entry, with the title, authors and year that it states."""
    title = draw(st.lists(words, min_size=1, max_size=6))
    people = draw(st.lists(st.tuples(names, names), max_size=4))
    year = str(draw(st.integers(1900, 2030)))
    shown = " ".join([draw(as_tex(word)) for word in title])
    told = []
    for given_name, family in people:
        first, last = draw(as_tex(given_name)), draw(as_tex(family))
        told.append(draw(st.sampled_from([f"{last}, {first}", f"{first} {last}"])))
    fields = [f"title = {draw(values(shown))}", f"year={draw(values(year))}"]
    if told:
        joint = draw(st.sampled_from([" and ", "  and\n   "]))
        fields.append(f"author\t= {draw(values(joint.join(told)))}")
    fields.append(f"note = {draw(values('a, b = {c} @ d'))}")
    body = draw(st.sampled_from([", ", ",\n  "])).join(draw(st.permutations(fields)))
    end = draw(st.sampled_from(["", ",", ",\n"]))
    text = draw(st.sampled_from(["@misc{{k,{}}}", "@Article{{\nkey:1/x,\n{}\n}}", "@book(b2, {})"])).format(body + end)
    authors = tuple(f"{given_name} {family}" for given_name, family in people)
    return text, " ".join(title), authors, year


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_and_every_block_accounted_for(text: str) -> None:
    found = list(blocks(text))
    assert "".join(block.text for block in found) == text
    place = 0
    for block in found:
        assert block.line == text.count("\n", 0, place) + 1
        place += len(block.text)
    made = [each for _block, outcome in outcomes(text) for each in outcome]
    assert all(outcome for block, outcome in outcomes(text) if block.kind in {"article", "misc"})
    page = Bibtex().read(text, "x")
    assert len(page.records) == sum(isinstance(each, Record) for each in made)
    assert len(page.problems) == max(sum(isinstance(each, Problem) for each in made), not page.records)
    for problem in page.problems:
        assert problem.entry == "" or problem.entry in text
    drafts_of(page)


@settings(deadline=None, max_examples=60)
@given(st.lists(entries(), min_size=1, max_size=4), st.sampled_from(["\n", "\n\n", " "]))
def test_what_is_printed_comes_back(printed: list[tuple[str, str, tuple[str, ...], str]], between: str) -> None:
    page = Bibtex().read(between.join(text for text, *_ in printed), "x")
    assert page.problems == ()
    papers = drafts_of(page)
    assert [(paper.title, paper.authors, paper.published) for paper in papers] == [tuple(told[1:]) for told in printed]
    assert [record.raw for record in page.records] == [told[0] for told in printed]


@settings(deadline=None, max_examples=150)
@given(entries(), st.integers(0, 10_000))
def test_a_character_lost_costs_no_neighbour(printed: tuple[str, str, tuple[str, ...], str], place: int) -> None:
    text = printed[0]
    place %= len(text)
    broken = text[:place] + text[place + 1 :]
    page = Bibtex().read(f"@misc{{b, title={{Before}}}}\n{broken}\n@misc{{a, title={{After}}}}\n", "x")
    titles = [record.title for record in page.records]
    assert titles[0] == "Before"
    assert titles[-1] == "After"
    assert len(page.records) + len(page.problems) == 3 or not re.match(r"@\w+\s*[{(]", broken)
    for problem in page.problems:
        assert safe(problem.entry)[:20] in safe(broken)


@pytest.mark.parametrize(
    "text",
    [
        "@a{\n" * 5_000,
        "@a{b, title={x}} " * 2_000,
        "@comment{\n" * 20_000,
        "@a{b, title={" + "{" * 20_000,
        "@a{b, title={" + "{" * 15_000 + "}" * 15_000 + "}}",
        "@a{b, title={x}, author={" + "a and " * 20_000 + "}}",
        "@a{b, title={x}, author={" + " " * 100_000 + "}}",
        "@a{b, title=" + '"a" # ' * 6_000 + "{x}}",
        "@a{b, title={" + "\\" * 100_000 + "}}",
        "@a{b, title={x}, url={" + "\\url{" * 10_000 + "}" * 10_000 + "}}",
        '@string{a0="' + "x" * 1000 + '"}' + "".join(f"\n@string{{a{n + 1} = a{n} # a{n}}}" for n in range(60)),
        "".join(f"@a{{k{n}, title={{t}}, xdata={{{','.join(f'k{n + m}' for m in range(9))}}}}}\n" for n in range(500)),
        "words " * 1_000_000,
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    begun = time.process_time()
    page = Bibtex().read(text, "x")
    assert time.process_time() - begun < 5
    assert page.records or page.problems
    assert 0 <= Bibtex().sniff(text) <= 1
