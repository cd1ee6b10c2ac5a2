"""What holds for every text: the reader never fails, and every line is furniture, part of a paper, or a problem."""

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from papershelf.importers import importers, sniff
from papershelf.importers.hf_text import HfText
from papershelf.importers.hf_text.lines import split
from papershelf.importers.hf_text.pairing import Role
from papershelf.importers.hf_text.reader import roles
from tests.hostile import HOSTILE
from tests.import_tools import PAGES, SEEDS

FURNITURE = ("101", "-", "[-] 1", "·", "5 authors", "Mar 13", "Oct 71234", "Submitted by", "someone", "Subscribe")
MARKUP = (
    "### [A Title](/papers/2401.00001)",
    "[",
    "](/papers/2401.00001)",
    "[a](b",
    "c)",
    "![",
    "\\",
    "[[x] y][3]",
    "# [",
)


@cache
def seed_lines() -> tuple[str, ...]:
    """Lines of real pages, short enough to be drawn by the hundred."""
    lines = [line for path in SEEDS for line in path.read_text(encoding="utf-8").split("\n")]
    return tuple(line for line in dict.fromkeys(lines) if len(line) < 900)[:300]


lines_of_pages = st.lists(
    st.one_of(
        st.sampled_from(seed_lines()),
        st.sampled_from(FURNITURE),
        st.sampled_from(MARKUP),
        st.sampled_from(HOSTILE),
        st.just(""),
        st.text(max_size=60),
        st.builds(lambda line, cut: line[:cut] + "\n" + line[cut:], st.sampled_from(seed_lines()), st.integers(1, 200)),
    ),
    max_size=40,
)


def squeeze(text: str) -> str:
    """The text without blanks: a paper that stands twice on a page may be wrapped differently each time."""
    return "".join(text.split())


def check(text: str) -> None:
    """Every line has one role, and the page agrees with the roles."""
    page = HfText().read(text, "page.txt")
    given_roles = roles(text)
    lines = split(text)
    assert len(given_roles) == len(lines) + 1
    for line, role in zip(lines, given_roles[1:], strict=True):
        assert bool(line.strip()) == (role != Role.BLANK)
    if not page.records:
        return
    assert page.skipped == given_roles.count(Role.FURNITURE)
    assert [record.position for record in page.records] == list(range(1, len(page.records) + 1))
    for record in page.records:
        assert given_roles[record.line] == Role.RECORD
    reported = [problem for problem in page.problems if problem.line]
    assert [problem.line for problem in reported] == sorted(problem.line for problem in reported)
    assert all(given_roles[problem.line] in (Role.PROBLEM, Role.RECORD) for problem in reported)


@given(st.text())
@example("\n".join(HOSTILE))
@example("\r\n\r\x85\u2028")
def test_any_text_is_read_and_accounted_for(text: str) -> None:
    check(text)
    assert all(0 <= importer.sniff(text) <= 1 for importer in importers())
    assert sniff(text) is None or text.strip()


@settings(deadline=None)
@given(lines_of_pages, st.booleans(), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_shuffled_and_broken_pages_are_accounted_for(lines: list[str], headed: bool, end: str) -> None:
    head = ["Get trending papers in your email inbox!", "Subscribe"] if headed else []
    check(end.join([*head, *lines]))


@settings(deadline=None)
@given(lines_of_pages)
def test_no_word_of_a_page_is_lost(lines: list[str]) -> None:
    text = "\n\n".join(["Get trending papers in your email inbox!", "Subscribe", *lines])
    if "[" in text:
        return  # markup is taken off on purpose
    page = HfText().read(text, "page.txt")
    kept = squeeze("\n".join(f"{record.title}\n{record.abstract}" for record in page.records))
    for line, role in zip(split(text), roles(text)[1:], strict=True):
        if role == Role.RECORD and page.records:
            assert squeeze(line) in kept or "Subscribe" in line


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 400), st.sampled_from(FURNITURE))
def test_a_line_of_furniture_anywhere_on_a_page_changes_no_paper(place: int, furniture: str) -> None:
    text = (PAGES / "layout1.txt").read_text()
    lines = text.split("\n")
    place = 10 + place % (len(lines) - 10)
    if furniture == "someone":
        return  # a name is furniture only after “Submitted by”
    changed = "\n".join([*lines[:place], furniture, *lines[place:]])
    if furniture == "Submitted by":
        changed = changed.replace("Submitted by", "Submitted by\nsomeone")
    found, expected = HfText().read(changed, "p").records, HfText().read(text, "p").records
    assert [(r.title, r.abstract) for r in found] == [(r.title, r.abstract) for r in expected]
