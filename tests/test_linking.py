"""Links between notes: what is written is read back, code hides them, and backlinks follow every change."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import Library
from papershelf.library.linking import Links
from papershelf.marks import Mark
from papershelf.text import safe_line
from papershelf.text.linking import alias_of, link_text, note_links, replaced
from tests.hostile import HOSTILE


def targets(note: str) -> list[str]:
    """What a note links to."""
    return [link.target for link in note_links(note)]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("see [[abc|A title]] and [[def]]", ["abc", "def"]),
        ("`[[abc]]` [[def]]", ["def"]),
        ("```\n[[abc]]\n```\n[[def]]", ["def"]),
        ("[[a\nb]] [[]] [[|x]] [[ghi|]]", ["ghi"]),
        ("[[a|[[b|c]]", ["b"]),
        ("a\r\n[[abc|x]]\r\n", ["abc"]),
        (r"\[[abc]]", []),
    ],
)
def test_links_of_a_note(note: str, expected: list[str]) -> None:
    assert targets(note) == expected


@given(st.from_regex(r"[a-z0-9]{10}", fullmatch=True), st.text(max_size=260), st.text(alphabet="ab \n", max_size=9))
def test_what_is_written_is_read_back(paper_id: str, title: str, before: str) -> None:
    note = before + link_text(paper_id, title)
    if before.rpartition("\n")[2].startswith("    "):
        return
    (link,) = note_links(note)
    assert (link.target, link.alias) == (paper_id, alias_of(title))
    assert note[link.start : link.stop] == link_text(paper_id, title)


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_read_back(title: str) -> None:
    (link,) = note_links(f"- {link_text('abcdefghij', title)} and more")
    assert link.target == "abcdefghij"
    assert len(link.alias) <= 200
    letters = safe_line(title).translate(str.maketrans("[]", "()"))
    assert letters.startswith(link.alias.removesuffix("…"))


@given(st.text(alphabet="[]|ab`\n\\ ", max_size=60))
def test_writing_each_link_as_it_is_changes_nothing(note: str) -> None:
    assert replaced(note, lambda link: note[link.start : link.stop]) == note


def test_backlinks_follow_what_changes(library: Library) -> None:
    one, two, three = (entry.paper.id for entry in library.entries()[:3])
    library.set_note(one, f"builds on [[{two}|x]] and [[{two}]]")
    assert library.links_to(one) == (two,)
    assert library.backlinks(two) == (one,)
    library.set_note(three, f"[[{two}]] [[{three}]]")
    assert library.backlinks(two) == (one, three)
    assert library.backlinks(three) == (), "a paper that links to itself is none"
    library.undo()
    library.set_note(one, "nothing")
    assert library.backlinks(two) == ()
    assert library.links_to(one) == ()


def test_backlinks_follow_another_process_and_the_trash(library: Library) -> None:
    one, two = (entry.paper.id for entry in library.entries()[:2])
    assert library.backlinks(two) == ()
    with Library.open(library.places.data) as other:
        other.set_note(one, f"[[{two}]]")
    library.refresh()
    assert library.backlinks(two) == (one,)
    library.delete([one])
    assert library.backlinks(two) == ()
    library.undo()
    assert library.backlinks(two) == (one,)


def test_ten_thousand_notes_are_read_once_and_a_change_costs_its_note() -> None:
    marks = {f"p{n}": Mark(f"p{n}", note=f"text\n[[p{n // 2}|t]] more\n" * 3) for n in range(10_000)}
    links = Links(lambda: marks)
    start = time.perf_counter()
    assert set(links.backlinks("p7")) == {"p14", "p15"}
    first = time.perf_counter() - start
    start = time.perf_counter()
    marks["p14"] = Mark("p14")
    links.follow(["p14"])
    assert links.backlinks("p7") == ("p15",)
    assert time.perf_counter() - start < max(0.05, first / 10)
