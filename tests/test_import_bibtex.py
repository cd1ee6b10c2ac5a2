"""BibTeX and BibLaTeX: what an entry's fields become, and what two entries have of each other."""

import json
from pathlib import Path

import pytest

from papershelf.errors import Cancelled
from papershelf.importers import Page, find, load, read_source, sniff
from papershelf.importers.bibtex import Bibtex
from papershelf.importers.bibtex.people import people
from papershelf.paper import Paper
from papershelf.progress import Step
from tests.import_tools import drafts_of

SMALL = Path(__file__).parent / "data" / "small.bib"


def read(text: str) -> Page:
    """The page that a text is."""
    return Bibtex().read(text, "refs.bib")


def one(text: str) -> Paper:
    """The only paper of a text."""
    page = read(text)
    assert page.problems == ()
    (paper,) = drafts_of(page)
    return paper


def misc(fields: str) -> Paper:
    """The paper of an entry with these fields and a title."""
    return one("@misc{key,\n  title = {A Title},\n  " + fields + "\n}")


def test_the_small_bibliography_comes_whole() -> None:
    page = read_source(load(SMALL))
    assert page.format == "bibtex"
    assert [record.line for record in page.records] == [7, 21, 29, 38, 43]
    assert page.skipped == 5  # a remark, a macro, a preamble, a comment, and an entry that was taken out
    lanterns, stones, reeds, lamp, _proceedings = drafts_of(page)
    assert lanterns.title == "Soft Lanterns: A Study of Bayesian Löschen — and More"
    assert lanterns.raw_title == '{Soft Lanterns}: A Study of {B}ayesian L\\"oschen --- and More'
    assert lanterns.authors == ("Ada Kërn", "Jan van der Berg", "John Doe Jr.", "Institute of Light and Shade")
    assert lanterns.venue == "Journal of Made-Up Learning"
    assert lanterns.published == "2021-03"
    assert lanterns.identifiers == {"doi": "10.1234/soft_lantern"}
    assert lanterns.keywords == ("lanterns", "soft light", "light, hard")
    assert lanterns.abstract == "We study 30% of all soft lanterns, of cost O(n^2).\nThey glow."
    assert stones.title == "Stones and Streams: What Is Left"
    assert stones.authors == ("Mia von Stone", "Luz García")
    assert (stones.venue, stones.published) == ("Proceedings of the Workshop on Water", "2022")
    assert stones.identifiers == {"arxiv": "2203.01234"}
    assert reeds.identifiers == {"arxiv": "2301.00001"}
    assert [link.url for link in reeds.links] == ["https://example.org/a_b"]
    assert lamp.authors == ("Lea Lux",)
    assert (lamp.venue, lamp.published) == ("Bright Press", "2019-05")
    assert lamp.identifiers == {"isbn": "978-3-16-148410-0"}


def test_the_raw_record_is_the_entry_as_it_stood() -> None:
    entry = "@misc{key,\n  title = {A Title},\n  file = {:a/b.pdf:pdf},\n  title = {Another}\n}"
    (record,) = read(f"\n\n{entry}\n\n").records
    assert record.raw == entry
    assert record.line == 4
    assert record.title == "A Title"


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year = 2020", "2020"),
        ('year = "2020", month = jul', "2020-07"),
        ("year = {2019}, month = {09--15 Jun}", "2019-06"),
        ('year = 2020, month = "10~" # jan', "2020-01-10"),
        ("year = 2020, month = 8, day = 5", "2020-08-05"),
        ("year = {in press}", None),
        ("date = {2021-03-09}", "2021-03-09"),
        ("date = {2021-03/2021-04}", "2021-03"),
        ("date = {/2004}", "2004"),
        ("date = {2004?}", "2004"),
    ],
)
def test_dates(fields: str, published: str | None) -> None:
    assert misc(fields).published == published


@pytest.mark.parametrize(
    ("fields", "identifiers"),
    [
        ("doi = {10.1/x}", {}),
        ("doi = {https://dx.doi.org/10.1000/A\\_b}", {"doi": "10.1000/a_b"}),
        ("doi = {10.48550/arXiv.2310.06927}", {"arxiv": "2310.06927"}),
        ("eprint = {2310.06927v3}, archivePrefix = {arXiv}", {"arxiv": "2310.06927"}),
        ("eprint = {1234}, eprinttype = {pubmed}", {"pmid": "1234"}),
        ("eprint = {cs/0112017}", {"arxiv": "cs/0112017"}),
        ("journal = {arXiv preprint arXiv:2310.06927}", {"arxiv": "2310.06927"}),
        ("journal = {ArXiv}, volume = {abs/2310.06927}", {"arxiv": "2310.06927"}),
        ("arxivId = {2310.06927}, archivePrefix = {arXiv}", {"arxiv": "2310.06927"}),
        ("eid = {arXiv:2310.06927}", {"arxiv": "2310.06927"}),
        ("journal = {CoRR}, volume = {abs/1706.03762}", {"arxiv": "1706.03762"}),
        ("url = {https://arxiv.org/abs/2310.06927v1}", {"arxiv": "2310.06927"}),
        ("url = {https://aclanthology.org/2022.acl-short.13/}", {"acl": "2022.acl-short.13"}),
    ],
)
def test_identifiers(fields: str, identifiers: dict[str, str]) -> None:
    assert misc(fields).identifiers == identifiers


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Haque, Amanul  and\n      Garg, Vaibhav", ("Amanul Haque", "Vaibhav Garg")),
        ("Gen Li and Zhihan Huang", ("Gen Li", "Zhihan Huang")),
        ("van der Berg, Jan and Ludwig van Beethoven", ("Jan van der Berg", "Ludwig van Beethoven")),
        ("King, Jr, Martin Luther and Doe, III, Jo", ("Martin Luther King Jr", "Jo Doe III")),
        ("{Barnes and Noble, Inc.} and {NASA}", ("Barnes and Noble, Inc.", "NASA")),
        ("Ros\\'e, Carolyn and {\\'E}mile Zola and H{\\\"a}m, K.", ("Carolyn Rosé", "Émile Zola", "K. Häm")),
        ("Anders and Anderson, Sand AND others", ("Anders", "Sand Anderson")),
        ('given=Hans, family=Maier and family={de Vries}, given="Jo", suffix=Jr', ("Hans Maier", "Jo de Vries Jr")),
        (" and and , and {}", ()),
    ],
)
def test_names(field: str, names: tuple[str, ...]) -> None:
    assert people(field) == names


def test_values_are_joined_and_macros_stand_for_what_they_say() -> None:
    paper = one('@string(a = "Part " # "one")\n@misc(k, title = A # { and } # unknown # 7, year = 1999)')
    assert paper.title == "Part one and unknown7"


def test_of_an_address_the_escapes_go_and_all_fields_count() -> None:
    paper = misc(
        "url = {https://x.org/a\\_b\\%20c}, note = {see \\url{https://y.org/~z}.}, howpublished = {\\url{http://w.org}}"
    )
    assert [link.url for link in paper.links] == ["https://x.org/a_b%20c", "https://y.org/~z", "http://w.org"]
    assert paper.venue == ""


def test_an_entry_inherits_but_never_the_books_own_number() -> None:
    parent = "@proceedings{p, title={Book}, subtitle={Part}, date={2020-05}, doi={10.1000/book}, isbn={1}}"
    paper, _book = drafts_of(read(f"@inproceedings{{k, title={{A}}, crossref={{P}}}}\n{parent}"))
    assert (paper.venue, paper.published, paper.identifiers) == ("Book: Part", "2020-05", {})
    page = read("@misc{k, title={A}, xdata={x, k}}\n@xdata{x, author={Jo Doe}, xdata={x}}")
    assert [paper.authors for paper in drafts_of(page)] == [("Jo Doe",)]


def test_the_number_of_a_book_is_not_that_of_what_stands_in_it() -> None:
    fields = "title = {A}, isbn = {978-3-16-148410-0}"
    assert one(f"@book{{k, {fields}}}").identifiers == {"isbn": "978-3-16-148410-0"}
    assert one(f"@inproceedings{{k, {fields}}}").identifiers == {}


def test_an_address_in_the_abstract_is_found_without_its_escapes() -> None:
    paper = misc("abstract = {The code is {at \\url{https://github.com/example-lab/soft\\_lantern}}.}")
    assert paper.repository
    assert paper.repository.url == "https://github.com/example-lab/soft_lantern"
    assert paper.abstract == "The code is at https://github.com/example-lab/soft_lantern."


def test_two_entries_with_one_key_are_two_papers() -> None:
    page = read("@misc{k, title={First}}\n@misc{k, title={Second}}")
    assert [record.title for record in page.records] == ["First", "Second"]


def test_entries_on_one_line_and_what_stands_between_them() -> None:
    page = read(
        'words @misc{a,title={A}} @misc{b,title="B {@} b"}\n@comment{\n@misc{c, title={C}}\n}\n@misc{d,title={D}}'
    )
    assert [record.title for record in page.records] == ["A", "B {@} b", "D"]
    assert [record.line for record in page.records] == [1, 1, 5]
    assert page.skipped == 4


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("@article{key,\n  title = {A}\n}", True),
        ("% remarks\n\n@string{a = {b}}\n@Article(key, title = {A})", True),
        ("See below.\n\n@misc{key,\n  title={A},\n}", True),
        ("@dataclass(frozen=True)\nclass A:\n    x = 1\n", False),
        ("@media (max-width: 600px) {\n a { b: c }\n}", False),
        (json.dumps({"bib": "@misc{a, title={A}}"}), False),
        ("<pre>\n@misc{a,\n title={A}}\n</pre>", False),
        ("mail me @home {now}", False),
    ],
)
def test_sniffing(text: str, sure: bool) -> None:
    assert (Bibtex().sniff(text) > 0.8) is sure
    assert (sniff(text) is find("bibtex")) is sure or not sure


def test_reading_is_told_often_and_can_be_called_off() -> None:
    text = "".join(f"@misc{{k{n}, title={{Paper {n}}}}}\n" for n in range(600))
    steps: list[Step] = []
    assert len(Bibtex().read(text, "x", steps.append).records) == 600
    assert steps[-1] == Step("reading", 600, 600, "entry")
    assert len(steps) >= 6

    def stop(step: Step) -> None:
        if step.total and step.done:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        Bibtex().read(text, "x", stop)
