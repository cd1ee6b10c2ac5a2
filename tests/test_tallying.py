"""Counting what views hold: whatever changed meanwhile, the counts are those of a count from nothing."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from papershelf.library.tallying import Tallier, Tally, Test
from papershelf.marks import Entry, Mark
from papershelf.paper import Listing, Paper

TESTS: dict[str, Test] = {"starred": lambda entry: entry.mark.starred, "all": lambda _entry: True}
IDS = some.sampled_from("abcd")
TAGS = some.lists(some.sampled_from(["nlp", "nlp/rag", "vision", "nlp/rag/deep"]), max_size=3, unique=True).map(tuple)


def a_paper(name: str, files: tuple[str, ...] = ("one.txt",)) -> Paper:
    """A paper that stood in some files."""
    sources = tuple(Listing(file, 1, "2026-01-01T00:00:00Z", "") for file in files)
    return replace(Paper(name, name, name, name, name, "2026-01-01T00:00:00Z"), sources=sources)


def anew(papers: dict[str, Paper], marks: dict[str, Mark]) -> Tally:
    """Counted from nothing."""
    return Tallier().count(papers, marks, TESTS, 0)


@settings(max_examples=60)
@given(some.lists(some.tuples(IDS, some.sampled_from(["paper", "mark", "gone", "unmark"]), TAGS, some.booleans())))
def test_counts_follow_every_change(steps: list[tuple[str, str, tuple[str, ...], bool]]) -> None:
    papers: dict[str, Paper] = {}
    marks: dict[str, Mark] = {}
    tallier = Tallier()
    for name, kind, tags, starred in steps:
        if kind == "paper":
            papers[name] = a_paper(name, ("one.txt", "two.txt") if starred else ("one.txt",))
        elif kind == "mark":
            marks[name] = Mark(name, tags=tags, starred=starred)
        else:
            (papers if kind == "gone" else marks).pop(name, None)
        assert tallier.count(papers, marks, TESTS, 0) == anew(papers, marks)


def test_nobody_is_looked_at_twice_unless_changed_or_time_has_passed() -> None:
    looked: list[str] = []

    def look(entry: Entry) -> bool:
        looked.append(entry.paper.id)
        return True

    papers = {name: a_paper(name) for name in "abc"}
    marks: dict[str, Mark] = {}
    tallier = Tallier()
    for moment, seen in ((1, ["a", "b", "c"]), (1, []), (2, ["a", "b", "c"])):
        looked.clear()
        assert tallier.count(papers, marks, {"it": look}, moment).fitting == {"it": 3}
        assert looked == seen
    marks["b"] = Mark("b", starred=True)
    looked.clear()
    tallier.count(papers, marks, {"it": look}, 2)
    assert looked == ["b"]
