"""Real bibliographies, compared with the same papers in another format and with independent, simpler readings."""

import json
import re
from collections import Counter
from functools import cache

from papershelf.identity import canonical_doi
from papershelf.importers import Page, draft
from papershelf.importers.bibtex import Bibtex
from papershelf.paper import Paper
from papershelf.text import clean, fold, safe_line, title_key
from tests.import_tools import NOW, SAMPLES, needs_samples, page_of

pytestmark = needs_samples

BIBTEX = SAMPLES / "bibtex"
PUBLISHED = BIBTEX / "real_ml_conferences_as_published.bib"
MENDELEY = BIBTEX / "real_mendeley_BU-DiSC.bib"
SAME = SAMPLES / "same_500_papers"


@cache
def page(name: str) -> Page:
    """A sample's page, read once."""
    return page_of(next(SAMPLES.glob(f"*/{name}")))


@cache
def papers(name: str) -> tuple[Paper, ...]:
    """A sample's papers."""
    return tuple(draft(record, page(name), NOW) for record in page(name).records)


def key(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, fold(clean(text))))


def entries_of(text: str) -> list[tuple[int, str]]:
    """Line and text of each entry, cut where a line begins with one."""
    starts = [match.start() for match in re.finditer(r"^@\w+\s*\{", text, re.MULTILINE)]
    return [
        (text.count("\n", 0, start) + 1, text[start:end])
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]


def test_of_959_entries_as_published_nine_are_never_closed_and_all_others_come() -> None:
    text = PUBLISHED.read_text()
    entries = entries_of(text)
    assert len(entries) == 959
    unclosed = [line for line, entry in entries if entry.count("{") > entry.count("}")]
    found = page(PUBLISHED.name)
    assert [problem.line for problem in found.problems] == unclosed
    assert unclosed == [6312, 6359, 6470, 6581, 6612, 6723, 7090, 7137, 7280]
    assert len(found.records) == 950  # two share their key with another, one has a brace in its key: all are whole
    for problem in found.problems:
        line = text.split("\n").index(next(line for line in problem.entry.split("\n") if "abstract =" in line)) + 1
        assert problem.reason.startswith(f"The brace or quotation mark opened in line {line} for the field `abstract`")
        assert problem.entry == next(entry for line, entry in entries if line == problem.line).strip()
    titles = {record.title for record in found.records}
    assert len(titles & {"Handling Long-Term Safety and Uncertainty in Safe Reinforcement Learning"}) == 1


def test_each_broken_entry_can_be_mended_alone() -> None:
    for problem in page(PUBLISHED.name).problems:
        mended = Bibtex().read(f"{problem.entry}}}\n}}", "mended")
        assert mended.problems == ()
        (record,) = mended.records
        assert record.abstract
        assert record.published == "2019-06"


def test_every_published_paper_has_authors_year_and_venue() -> None:
    found = papers(PUBLISHED.name)
    assert all(paper.authors and paper.published and paper.venue for paper in found)
    assert Counter(kind for paper in found for kind in paper.identifiers) == {"doi": 160, "acl": 159}
    lines = PUBLISHED.read_text().split("\n")
    assert all(re.match(r"\s*title\s*=", lines[record.line - 1]) for record in page(PUBLISHED.name).records)


def test_mendeleys_2392_entries_agree_with_a_simple_reading() -> None:
    entries = entries_of(MENDELEY.read_text())
    found = papers(MENDELEY.name)
    assert len(entries) == len(found) == 2_392
    assert page(MENDELEY.name).problems == ()
    for (_line, entry), paper in zip(entries, found, strict=True):
        title = re.search(r"^  title = \{\{(.*)\}\},?$", entry, re.MULTILINE)
        author = re.search(r"^  author = \{(.*)\},?$", entry, re.MULTILINE)
        assert title
        assert key(re.sub(r"\\[A-Za-z]+", "", title[1])) in key(paper.raw_title) or "\\" in title[1]
        names = [name for name in author[1].split(" and ") if name != "others"] if author else []
        assert len(names) == len(paper.authors)
        for name, shown in zip(names, paper.authors, strict=True):
            if "\\" not in name and "," in name:
                family, given = name.replace("{", "").replace("}", "").split(", ", 1)
                assert shown == f"{given} {family}"


def test_what_tex_is_left_in_titles_and_names_is_what_nobody_can_read() -> None:
    def left(name: str) -> list[str]:
        return [paper.title for paper in papers(name) if re.search(r"[\\{}]", paper.title)]

    assert left(MENDELEY.name) == [
        "$\\textbackslashhbox \\CDBTune\\\\^\\+\\\\textdollar: An efficient deep reinforcement learning-based "
        "automatic cloud database tuning system",
        "Large-scale in-memory analytics on Intel\\(^\\mbox®\\) Optane\\(^\\mbox™\\) DC persistent memory",
    ]
    assert len(left(PUBLISHED.name)) <= 3
    names = {name for file in (MENDELEY, PUBLISHED) for paper in papers(file.name) for name in paper.authors}
    assert sorted(name for name in names if re.search(r"[\\{}$~]|--", name)) == [
        "Fran\\cois-Pierre Paty",  # `Fran{\c}ois`: the letter is lost in the source
        "\\Matthew Lease",
    ]


def test_five_hundred_papers_are_the_same_as_in_json_lines() -> None:
    truth = [json.loads(line) for line in (SAME / "sample500.jsonl").read_text().splitlines()]
    found = papers("sample500.pandoc.biblatex.bib")
    assert len(found) == len(truth) == 500
    same: Counter[str] = Counter()
    for paper, true in zip(found, truth, strict=True):
        doi = canonical_doi(true["doi"] or "") or None
        same["title"] += title_key(paper.title) == title_key(true["title"])
        same["authors"] += [name.replace("’", "'") for name in paper.authors] == [
            safe_line(clean(name)).replace("’", "'") for name in true["authors"]
        ]
        same["abstract"] += key(paper.abstract) == key(true["abstract"])
        same["year"] += paper.published == str(true["year"])
        same["url"] += not true["url"] or true["url"] in {link.url for link in paper.links}
        same["doi"] += doi is None or paper.identifiers.get("doi") == doi
    # Three titles lost a command's name when pandoc wrote it in capitals: `\Ell`, `\Textsf`.
    assert same == {"title": 497, "authors": 500, "abstract": 500, "year": 500, "url": 500, "doi": 500}
