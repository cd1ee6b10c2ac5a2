"""Export, then import into an empty library: what each format can hold comes back to the letter.

What a format cannot hold, or no reader could tell from something else, is listed in `CANNOT`.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from papershelf.exporters import Options, find
from papershelf.importers import Page, draft, load_bytes, read_source
from papershelf.links import paper_address
from papershelf.marks import Entry, Mark, Status
from papershelf.paper import Link, LinkKind, Paper
from papershelf.text import clean, safe_line
from tests.hostile import HOSTILE
from tests.import_tools import NOW

FORMATS = ("bibtex", "biblatex", "csl-json", "ris", "csv")
CANNOT: Mapping[str, str] = {
    "bibtex": "marks; links but the paper's address; identifiers but arXiv, DOI, PMID, ISBN; an author named “others”",
    "biblatex": "the same as BibTeX",
    "csl-json": "marks, though the note is written; links but the paper's address; a semicolon within a keyword",
    "ris": "marks, though the note is written; identifiers but arXiv and DOI; a comma or semicolon in a name",
    "csv": "a comma or semicolon within a name, a semicolon within a keyword; former papers of a merged one",
}
"""By format: what is lost. All of these lose listings, raw texts and the id; only JSON Lines lose nothing."""

PIECES = st.sampled_from(
    [*"{}%&$#_~^\\<>|`'\"@=+-,.:()[]*/", "--", "''", "$x^2$", "{A}", "\\alpha", "<b>", "&amp;", "[x]", "漢字", "é",
     "👩‍🔬", "שלום", "مرحبا", "BERT", "word", "LoRA", "Learning", "3D", "and", "TY  - x", "ER  -", "1.", "x" * 80]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, min_size=1, max_size=7).map(" ".join), st.lists(PIECES, max_size=7).map("".join))
TITLES = st.one_of(TEXTS, st.sampled_from(HOSTILE)).map(lambda text: safe_line(clean(f"Word {text}")))
ABSTRACTS = st.lists(TEXTS, max_size=3).map(lambda lines: clean("\n\n".join(lines)))
NAMES = st.sampled_from(
    ["Ada Lovelace", "Ludwig van Beethoven", "Ana de la Cruz", "Martin Luther King Jr.", "李明",
     "Łukasz Müller-Ångström",
     "Research and Development", "Plato", "Google DeepMind", "R&D 100%", "O'Neil {Jr}", "J. R. R. Tolkien", "ibn Sina",
     "Team of $5", "X Æ", "محمد بن موسى", "given=Ada x", "Institute for A and B", "von Neumann", "A -- B ''C''"]
)  # fmt: skip
PARTED = st.sampled_from(["Acme, Inc.", "A; B", "Lovelace, Ada", "King, Martin, Jr.", "a, b, c, d"])
"""Names that hold what stands between names elsewhere."""
DATES = st.sampled_from([None, "2023", "2023-10", "2023-10-01", "1999-12-31"])
IDENTIFIERS = st.fixed_dictionaries(
    {},
    optional={
        "arxiv": st.sampled_from(["2310.06927", "cs/0101001"]),
        "doi": st.sampled_from(["10.1145/1.2_3", "10.1002/(sici)1097<1::aid>3.0.co;2-1", "10.1000/a%b#c"]),
        "pmid": st.just("12345678"),
    },
)


PLAIN = Paper("3f9a1c0000", "A Plain Title", "Words.", "A Plain Title", "Words.", NOW)
LINKS = (Link("https://github.com/a/b_c", LinkKind.CODE), Link("https://huggingface.co/a/b", LinkKind.MODEL))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A paper with words as they come from a reader of pages."""
    title, abstract = draw(TITLES), draw(ABSTRACTS)
    assume(safe_line(clean(title)) == title)
    assume(clean(abstract.replace("\n", "\n\n")) == abstract)
    return Paper(
        "3f9a1c0000",
        title,
        abstract,
        title,
        abstract,
        NOW,
        tuple(draw(st.lists(NAMES, max_size=4, unique=True))),
        draw(DATES),
        draw(IDENTIFIERS),
        draw(st.sampled_from([(), LINKS])),
        venue=draw(st.sampled_from(["", "Journal of Things", "Proceedings of X & Y", "100% {A}", "arXiv", "Nature"])),
        keywords=tuple(draw(st.lists(st.sampled_from(["nlp", "a b", "C#", "a, b", "漢字", "50%"]), unique=True))),
    )


def back(format: str, entry: Entry) -> tuple[Paper, Page]:
    """The paper as it is read again, and the page."""
    (text,) = find(format).render([entry], Options()).values()
    page = read_source(load_bytes(text.encode(), "x"))
    assert (page.format, page.problems) == ({"biblatex": "bibtex"}.get(format, format), ())
    (record,) = page.records
    return draft(record, page, NOW), page


@pytest.mark.parametrize("format", FORMATS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(paper=papers())
def test_every_field_that_a_format_holds_comes_back(format: str, paper: Paper) -> None:
    again, _page = back(format, Entry(paper, Mark(paper.id)))
    assert again.title == paper.title
    assert again.authors == paper.authors
    assert again.published == paper.published
    assert again.venue == paper.venue
    kinds = {"arxiv", "doi"} if format == "ris" else {"arxiv", "doi", "pmid"}
    assert again.identifiers == {kind: text for kind, text in paper.identifiers.items() if kind in kinds}
    assert again.keywords == paper.keywords
    assert again.abstract == paper.abstract
    urls = [link.url for link in again.links]
    assert format not in ("ris", "csv") or all(link.url in urls for link in paper.links)
    assert (paper_address(paper).url in urls) != paper_address(paper).is_search


@pytest.mark.parametrize("format", FORMATS)
def test_marks_come_back_from_a_table_alone(format: str) -> None:
    mark = Mark("", True, Status.READ, ("a/b", "nlp"), 4, "Mine,\n\nreally; yes.\n")
    _paper, page = back(format, Entry(PLAIN, mark))
    assert CANNOT.keys() == set(FORMATS)
    assert page.records[0].mark == (mark if format == "csv" else None)
    assert "marks" not in CANNOT["csv"]


def test_a_note_tells_no_identifier() -> None:
    note = "arXiv: 2310.06927\nDOI: 10.1234/another"
    for format in FORMATS:
        again, _page = back(format, Entry(PLAIN, Mark("", note=note)))
        assert again.identifiers == {}


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "csl-json"])
@settings(deadline=None, max_examples=30)
@given(names=st.lists(st.one_of(NAMES, PARTED), unique=True))
def test_names_that_hold_what_parts_names_stay_whole(format: str, names: list[str]) -> None:
    again, _page = back(format, Entry(replace(PLAIN, authors=tuple(names)), Mark("")))
    assert again.authors == tuple(names)
