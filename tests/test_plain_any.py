"""Plain mode given anything: hostile texts in every answer, hostile lines, lines of any kind, narrow encodings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papershelf import Library
from papershelf.errors import UsageError
from papershelf.plain import numbers
from papershelf.plain.outside import Edited
from papershelf.plain.table import COMMANDS, names
from tests.hostile import HOSTILE
from tests.hostile_tools import hostile_library, is_clean
from tests.plain_tools import Person

LOOKS = (
    "page 50", "list", "all", "1-3", "views", "view 3", "find x", "list", "tags", "related 1", "next", "history 100",
    "stats", "drafts", "lists", "find is:inbox", "page 50", "star all", "status all queued", "tag all +a/b", "list",
    "copy all title", "undo", "note 3", "a line", ".", "review", "q", "triage 1-40", *"fffff", "?", "copy title", "q",
)  # fmt: skip
WORDS = (
    *names(), *"smtnuUwrTHLSixyoq?/", "1", "2-4", "all", "99", "0", "page", "paper", "+nlp", "-nlp", "none", "tomorrow",
    "24 dec", "read", "high", "on", "off", "make", "A list", "edit", "clear", "title", "bibtex", "markdown", "top", ".",
    "keep", "skip", "a", "d", "inbox", "tag:nlp", "(", '"', "is:", "lora", "-" * 40,
    "9" * 40, "\x00", "\ud800", "\x1b[2J",
)  # fmt: skip

BEFORE = (
    "", "find ", "view ", "note edit 1 ",
    "tag 1 +", "lists make ", "copy 1 ", "due 1 ", "export ", "help ", "status 1 ",
)  # fmt: skip


@pytest.fixture
def hostile(folder: Path) -> Iterator[Library]:
    """A library in which every text is hostile."""
    with hostile_library(folder) as library:
        yield library


def test_hostile_papers_are_said_without_harm(
    hostile: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(HOSTILE):
        if text.strip().isprintable() and text.strip():
            hostile.make_list(text[:40])
        hostile.drafts.keep(f"hostile{number:03}", text + "x")
    hostile.drafts.close()
    person = Person(hostile, has_clipboard=False)
    reads = [str(number) for number in range(1, len(HOSTILE) + 1)]
    text = person.types(*LOOKS, "view all", *reads)
    assert is_clean(text)
    assert "[MASK] is all you need" in text
    assert "esc [31mred[0m" in text
    assert "(no title)" in text


def test_hostile_lines_are_answered_without_harm(library: Library) -> None:
    person = Person(library, edits=[Edited(text) for text in HOSTILE])
    said: list[str] = []
    for text in HOSTILE:
        for before in BEFORE:
            line = before + text
            said.append(person.types(line).replace(f"{line}\n", "", 1))
    assert is_clean("".join(said))


def test_a_terminal_of_ascii_gets_what_it_can_show(hostile: Library) -> None:
    text = Person(hostile, encoding="ascii").types(*LOOKS)
    assert text.isascii()
    assert "accents Uber naive" in text
    assert '"' in (text := Person(hostile).types("view all", "unstar 1", "unstar 2"))
    assert "“" not in text


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=5).map(" ".join), max_size=8))
def test_no_line_ends_the_conversation(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lines: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    # What is typed may name a file; none of these leads out of the test's own folder.
    harmless = [line.replace("/", "").replace("~", "").replace("..", "").replace("\\", "") for line in lines]
    text = Person(library, edits=[Edited("text")] * 40).types(*harmless)
    assert text.endswith("Everything is saved.\n")


@given(st.lists(st.text("0123456789-,al", max_size=12), max_size=6), st.integers(0, 30))
def test_numbers_name_what_there_is_or_are_refused(words: list[str], most: int) -> None:
    named, others = numbers.apart(words)
    assert len(named) + len(others) == len(words)
    try:
        found = numbers.places(named, most)
    except UsageError:
        return
    assert set(found) <= set(range(1, most + 1))
    assert len(found) == len(set(found))


def test_numbers_in_their_order_none_twice_and_huge_ones_cost_nothing() -> None:
    assert numbers.places(["3-1", "2,5", "all"], 6) == [3, 2, 1, 5, 4, 6]
    with pytest.raises(UsageError, match="the numbers go from 1 to 6"):
        numbers.places(["1-999999999"], 6)
    assert not numbers.is_numbers("1," * 5_000)
    assert numbers.split_before(["3", "24", "dec"], lambda rest: rest == "24 dec") == (["3"], "24 dec")


def test_every_command_says_what_it_lacks_when_it_stands_alone(library: Library) -> None:
    for command in COMMANDS[:-1]:  # the last is quit
        answer = Person(library).types(command.name, ".", "quit").split(f"{command.name}\n", 1)[1]
        assert len(answer.splitlines()) > 1, command.name
