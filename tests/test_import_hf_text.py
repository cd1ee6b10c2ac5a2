"""The reader of pages as plain text: layouts, furniture, wraps, and what is no page at all."""

import time

import pytest

from papershelf.errors import Cancelled
from papershelf.importers import load, load_bytes, read_source
from papershelf.importers.hf_text import HfText
from papershelf.importers.hf_text.furniture import Kind, iso_date, kind_of
from papershelf.progress import Step
from papershelf.text import unwrap
from tests.import_tools import PAGES, SEEDS, page_of

TITLES = [
    "Lanterns for Lost Gradients: Finding Minima by Candlelight",
    "2 Teapots 2 Furious",
    "Do Quiet Models Dream of Loud Data?",
    "[Re] Sorting Socks with Transformers",
]
HEAD = "Get trending papers in your email inbox!\n\nSubscribe\n\n"
LONG = "We study how a page is read when it is long enough to be an abstract. " * 5


def read(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Titles with abstracts, and the texts of the problems."""
    page = HfText().read(text, "page.txt")
    return [(record.title, record.abstract) for record in page.records], [problem.text for problem in page.problems]


@pytest.mark.parametrize("name", ["layout1", "layout2", "crlf_bom", "stray", "wrapped"])
def test_every_layout_gives_the_same_papers(name: str) -> None:
    expected = page_of(PAGES / "layout1.txt")
    page = page_of(PAGES / f"{name}.txt")
    assert [unwrap(record.title) for record in page.records] == TITLES
    assert [unwrap(record.abstract) for record in page.records] == [record.abstract for record in expected.records]
    assert [record.position for record in page.records] == [1, 2, 3, 4]
    assert page.date == (None if name == "layout2" else "Apr 5")


def test_wrapped_text_stays_raw_in_the_record() -> None:
    record = page_of(PAGES / "wrapped.txt").records[0]
    assert record.title == "Lanterns for Lost Gradients: Finding\nMinima by Candlelight"
    assert record.abstract.count("\n") > 3
    assert record.published == "2025-05-01"


def test_what_strays_is_skipped_or_reported_with_its_line() -> None:
    page = page_of(PAGES / "stray.txt")
    assert page.skipped == 18
    (problem,) = page.problems
    assert problem.line == 45
    assert problem.text.startswith("A stray sentence")
    assert page.records[2].identifiers == {"arxiv": "2504.01234"}
    assert page.records[2].published == "2025-03-13"


def test_a_last_title_without_abstract_is_kept_and_reported() -> None:
    page = page_of(PAGES / "last_title.txt")
    assert [record.title for record in page.records] == TITLES
    assert page.records[-1].abstract == ""
    (problem,) = page.problems
    assert (problem.line, problem.text) == (23, TITLES[-1])
    assert "No abstract" in problem.reason


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("", Kind.BLANK),
        ("new", Kind.MENU),
        ("Models Datasets Log In", Kind.MENU),
        ("Get trending papers in your email inbox once a day!", Kind.BANNER),
        ("byAK and the research community", Kind.BANNER),
        ("by[x]AK and the research community", Kind.BANNER),
        ("101", Kind.COUNT),
        ("[-] 1", Kind.COUNT),
        ("-", Kind.ORNAMENT),
        (" [ ]", Kind.ORNAMENT),
        ("·", Kind.DOT),
        ("  • 5 authors", Kind.AUTHORS),
        ("· 533 authors", Kind.AUTHORS),
        ("Mar 13", Kind.DATE),
        ("Feb 27, 2025", Kind.DATE),
        ("· Published on Dec 28, 2024", Kind.DATE),
        ("Oct 71234", Kind.DATE),
        ("May 306", Kind.DATE),
        ("Feb 24, 20186", Kind.DATE),
        ("Aug", Kind.MONTH),
        ("Submitted by", Kind.SUBMITTED),
        ("GitHub 11.3k", Kind.LINKS),
        ("https://huggingface.co/papers/2606.00683", Kind.ADDRESS),
        ("/papers/2606.00683", Kind.ADDRESS),
        ("2 OLMo 2 Furious", Kind.TEXT),
        ("May the Force Be with Your Gradients", Kind.TEXT),
        ("GitHub Copilot in the Classroom", Kind.TEXT),
        ("New Models for Old Data", Kind.TEXT),
    ],
)
def test_a_line_is_judged_by_itself(line: str, kind: Kind) -> None:
    assert kind_of(line) is kind


def test_only_a_full_date_becomes_one() -> None:
    assert iso_date("Published on Feb 27, 2025") == "2025-02-27"
    assert iso_date("Oct 7, 202412") == "2024-10-07"
    assert iso_date("Mar 13") is None


def test_a_title_broken_over_two_lines_is_joined() -> None:
    papers, problems = read(f"{HEAD}A Title That Was Broken for\nNo Good Reason\n\n{LONG}\n")
    assert papers == [("A Title That Was Broken for\nNo Good Reason", LONG.strip())]
    assert problems == []


def test_a_last_word_that_reads_like_a_menu_stays_in_its_title() -> None:
    page = (PAGES / "wrapped.txt").read_text()
    first = "Lanterns for Lost Gradients: Finding\nMinima by Candlelight"
    wide = "Lanterns for Lost Gradients and Other Quiet Helpers of Very Large Language\nModels"
    (title, _abstract), *_rest = read(page.replace(first, wide))[0]
    assert title == wide


def test_an_abstract_without_title_is_reported_not_attached() -> None:
    papers, problems = read(f"{HEAD}A Good Title\n\n{LONG}\n\nSecond {LONG}\n\nAnother Title\n\nThird {LONG}")
    assert [title for title, _abstract in papers] == ["A Good Title", "Another Title"]
    assert len(problems) == 1
    assert problems[0].startswith("Second We study")


def test_a_short_abstract_and_a_title_with_a_full_stop_find_each_other() -> None:
    papers, problems = read(f"{HEAD}Short Things\n\nWe do it in one line.\n\nThis title ends with a stop.\n\n{LONG}")
    assert [title for title, _abstract in papers] == ["Short Things", "This title ends with a stop."]
    assert problems == []


def test_control_characters_and_markup_are_only_data() -> None:
    papers, _problems = read(f"{HEAD}[MASK] \x1b[31mis\x00 [/b] all you need\n\n{LONG}")
    assert papers[0][0] == "[MASK] \x1b[31mis\x00 [/b] all you need"


@pytest.mark.parametrize(
    "text",
    [
        "# A project\n\n## Installing\n\n    pip install it\n\n- one\n- two\n\n```\ncode\n```\n",
        "<!doctype html>\n<html>\n<p>" + LONG,
        '{"title": "A Title",\n"abstract": "' + LONG + '"}',
        "just one line",
        "import os\n\ndef main():\n    return 1\n",
    ],
)
def test_what_is_no_page_gives_one_problem_and_no_papers(text: str) -> None:
    is_json = text.startswith("{")  # anyone's paper as JSON is one, but not to the reader of pages
    page = read_source(load_bytes(text.encode(), "other.txt"), "hf-text" if is_json else None)
    assert page.records == ()
    (problem,) = page.problems
    assert problem.line == 0
    is_html = text.startswith("<!doctype")  # its own reader says what it is
    expected = "in which no papers were found" if is_html else "does not look like a saved page of papers"
    assert expected in problem.reason
    assert HfText().sniff(text) == 0


def test_titles_and_abstracts_alone_are_a_page_too() -> None:
    text = (PAGES / "layout1.txt").read_text().partition("Apr 5")[2]
    assert [title for title, _abstract in read(text)[0]] == TITLES
    assert 0 < HfText().sniff(text) < HfText().sniff((PAGES / "layout1.txt").read_text())


@pytest.mark.parametrize("wrapped", [False, True])
def test_time_grows_with_the_length_only(wrapped: bool) -> None:
    page = load(PAGES / "wrapped.txt" if wrapped else SEEDS[0]).text
    text = page * (5_000_000 // len(page))
    start = time.perf_counter()
    assert HfText().read(text, "large.txt").records
    assert time.perf_counter() - start < 15


def cards(*votes: str, tail: str = "") -> str:
    """A page whose cards show these votes above their titles."""
    shown = [f"{vote}\nA Title of Paper Number {n}\n{LONG}\n{n} authors\n{tail}" for n, vote in enumerate(votes)]
    return "Get trending papers in your email inbox!\nSubscribe\nOct 7\n" + "\n".join(shown)


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        (("12", "-", "3"), [12, 0, 3]),
        (("[-] 12", "1.2k", "3"), [12, None, 3]),
        (("12", "", "3"), [None] * 3),  # not above every title
        (("-", "-"), [None] * 2),  # perhaps only rules between cards
        (("12 comments", "3 comments"), [None] * 2),
        (("12",), [None]),
    ],
)
def test_votes_are_taken_where_they_stand_above_every_title(votes: tuple[str, ...], expected: list[int | None]) -> None:
    assert [record.upvotes for record in HfText().read(cards(*votes), "p").records] == expected


def test_comments_below_a_card_are_no_votes_and_a_label_makes_them_sure() -> None:
    assert {record.upvotes for record in HfText().read(cards("", "", "", tail="5"), "p").records} == {None}
    assert [record.upvotes for record in HfText().read(cards("", "", tail="Upvote\n5"), "p").records] == [5, 5]
    assert [record.upvotes for record in HfText().read(cards("", "", tail="Upvote 7"), "p").records] == [7, 7]
    assert [record.upvotes for record in HfText().read(cards("", "", tail="Upvote\n-\n5"), "p").records] == [None] * 2


@pytest.mark.parametrize("line", ["x", "ab cd ", "ab c\n", "### [x](y)\n", "[", "\n"])
def test_what_is_long_and_no_page_is_refused_at_once(line: str) -> None:
    steps: list[Step] = []
    page = HfText().read(line * (3_000_000 // len(line)), "p", steps.append)
    assert page.records == ()
    assert len(page.problems) == 1
    assert steps == []


def test_a_long_page_can_be_called_off_in_every_part_of_the_work() -> None:
    text = cards(*["3"] * 2000)
    whole: list[Step] = []
    HfText().read(text, "p", whole.append)
    for last in {0, 1, len(whole) // 2, len(whole) - 1}:
        heard: list[Step] = []

        def cancel(step: Step, heard: list[Step] = heard, last: int = last) -> None:
            heard.append(step)
            if len(heard) > last:
                raise Cancelled

        with pytest.raises(Cancelled):
            HfText().read(text, "p", cancel)


def test_more_lines_than_any_page_has_are_refused() -> None:
    page = HfText().read(cards(*["3"] * 300, tail="\n" * 4000), "p")
    assert page.records == ()
    assert "Split it" in page.problems[0].reason
