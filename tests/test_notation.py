"""Markdown by the line: every text is read, no letter is lost, and it takes no longer than it is long."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text.items import continued, emptied, is_item, shift
from papershelf.text.notation import Fence, Kind, fences, spans
from tests.hostile import HOSTILE

MARKUP = st.text(alphabet="*_`~[]()|#>-+1. \tab\\<!\n\ud800é", max_size=80)


def kinds(line: str) -> list[tuple[Kind, str]]:
    """The pieces of a line with their text."""
    return [(span.kind, line[span.start : span.stop]) for span in spans(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## Head", [(Kind.HEADING, "## Head")]),
        ("#tag/deep and c#no", [(Kind.TAG, "#tag/deep")]),
        ("a **strong** b", [(Kind.STRONG, "**strong**")]),
        ("*it* and _it_ not snake_case_x", [(Kind.EMPHASIS, "*it*"), (Kind.EMPHASIS, "_it_")]),
        ("2 * 3 * 4", []),
        ("`code [[x]]` [[id|A (t)]]", [(Kind.CODE, "`code [[x]]`"), (Kind.WIKI, "[[id|A (t)]]")]),
        ("- [ ] do", [(Kind.MARKER, "- [ ]")]),
        ("12. twelve", [(Kind.MARKER, "12.")]),
        ("> - said", [(Kind.QUOTE, "> - said"), (Kind.MARKER, "-")]),
        ("[a](https://b.org/c)", [(Kind.LINK, "[a](https://b.org/c)")]),
        ("see https://b.org/c.", [(Kind.LINK, "https://b.org/c.")]),
        ("~~gone~~", [(Kind.STRIKE, "~~gone~~")]),
        ("* * *", [(Kind.RULE, "* * *")]),
        (r"\*not\* \[[no]]", []),
        ("```python", [(Kind.CODE, "```python")]),
        ("[[a|b", []),
    ],
)
def test_what_a_line_means(line: str, expected: list[tuple[Kind, str]]) -> None:
    assert kinds(line) == expected


def test_fences_open_and_close_as_commonmark_says() -> None:
    lines = ["a", "```py", "~~~", "``", "````", "b", "~~~", "```", "~~~"]
    assert [fence is not None for fence in fences(lines)] == [False, False, True, True, True, False, False, True, True]
    assert spans("*x*", Fence("`", 3))[0].kind is Kind.CODE


@given(MARKUP)
def test_every_line_is_read_and_its_pieces_lie_in_it(text: str) -> None:
    for line in text.split("\n"):
        found = spans(line)
        assert all(0 <= span.start < span.stop <= len(line) for span in found)
        assert all(one.start <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_are_read(text: str) -> None:
    for line in text.split("\n"):
        assert all(span.stop <= len(line) for span in spans(line))


@pytest.mark.parametrize("piece", ["*", "**a ", "`", "` `` ", "[[", "[[a|", "[", "~~a", "_a ", "#", "> ", "- ", "\\"])
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    spans.cache_clear()
    start = time.perf_counter()
    spans((piece * 40_000)[:40_000])
    assert time.perf_counter() - start < 3, "quadratic would be a minute"


@pytest.mark.parametrize(
    ("line", "inserted"),
    [
        ("- a", "\n- "),
        ("  * a", "\n  * "),
        ("9. a", "\n10. "),
        ("3) a", "\n4) "),
        ("- [x] done", "\n- [ ] "),
        ("> a", "\n> "),
        ("> 1. a", "\n> 2. "),
        ("plain", None),
        ("-no item", None),
    ],
)
def test_enter_goes_on_with_the_list(line: str, inserted: str | None) -> None:
    after = continued(line, len(line))
    assert (after.insert if after else None) == inserted


@pytest.mark.parametrize(("line", "left"), [("- ", ""), ("  1. ", ""), ("- [ ] ", ""), ("> ", ""), ("> - ", "> ")])
def test_enter_in_an_empty_item_ends_the_list(line: str, left: str) -> None:
    after = continued(line, len(line))
    assert after is not None
    assert after.ends
    assert emptied(line) == left


def test_enter_before_the_text_of_an_item_is_a_newline() -> None:
    assert continued("- a", 0) is None


@given(MARKUP)
def test_what_goes_in_comes_out_again(text: str) -> None:
    for line in text.split("\n"):
        moved = shift(line, 1)
        assert (moved is not None) == is_item(line)
        if moved is not None:
            at, blanks, _ = moved
            inner = line[:at] + blanks + line[at:]
            back = shift(inner, -1)
            assert back is not None
            assert inner[: back[0]] + inner[back[0] + back[2] :] == line


@given(MARKUP, st.integers(0, 80))
def test_enter_anywhere_is_no_error(text: str, column: int) -> None:
    for line in text.split("\n"):
        after = continued(line, min(column, len(line)))
        assert after is None or after.ends or after.insert.startswith("\n")
