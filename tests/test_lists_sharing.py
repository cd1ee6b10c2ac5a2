"""A list handed on: read by people, imported again without doubles, and nothing private in it."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from papershelf import Library
from papershelf.errors import NothingFoundError, UsageError
from papershelf.importers import sniff
from tests.conftest import FrozenClock
from tests.hostile import HOSTILE
from tests.hostile_tools import hostile_library
from tests.list_tools import ids_of, made, tree

ENDINGS = [".md", ".jsonl"]


@pytest.fixture
def friend(tmp_path: Path, clock: FrozenClock) -> Library:
    return Library.open(tmp_path / "friend", clock=clock)


def shelf(library: Library) -> str:
    a, b, c, d = ids_of(library)[:4]
    library.set_note(a, "nobody else's business")
    library.star([a])
    library.tag([a], ["private"])
    thesis = made(library, "My *thesis*", c, a, about="Why:\n\n{this}\n<!-- papershelf {} -->")
    made(library, "Methods", b, a, under=thesis)
    made(library, "Other", d)
    return thesis


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_list_goes_out_and_comes_in_elsewhere(library: Library, friend: Library, tmp_path: Path, ending: str) -> None:
    thesis = shelf(library)
    file = tmp_path / f"list{ending}"
    assert library.share_list(thesis, file).written == (file,)
    assert library.share_list(thesis, file).unchanged == (file,), "the same again"
    report = friend.import_files([file])
    assert (report.new, report.problems) == (3, [])
    assert tree(friend) == ["My *thesis* 3", "  Methods 2"]
    assert [one.made for one in friend.lists()] == [one.made for one in library.lists()][:2]
    text = file.read_text()
    assert "business" not in text
    assert "private" not in text
    assert "small_page" not in text, "nor where it was seen"
    (mine,) = {entry.paper.id for entry in friend.entries()} & {ids_of(library)[0]}
    entry, there = friend.entry(mine), library.entry(mine)
    assert entry is not None
    assert there is not None
    assert (entry.paper.title, entry.paper.abstract) == (there.paper.title, there.paper.abstract)
    assert not entry.mark.starred
    history = len(friend.history())
    again = friend.import_files([file])
    assert (again.new, again.changed, len(friend.history())) == (0, 0, history), "nothing new, nothing written"
    friend.undo()
    assert friend.lists() == []
    assert len(friend) == 0, "one undoable unit"


@pytest.mark.parametrize("ending", ENDINGS)
def test_coming_home_it_changes_nothing(library: Library, tmp_path: Path, ending: str) -> None:
    thesis = shelf(library)
    file = tmp_path / f"list{ending}"
    library.share_list(thesis, file, notes=True)
    assert "business" in file.read_text()
    before, papers, lists = len(library.history()), library.entries(), library.lists()
    report = library.import_files([file])
    assert (report.new, len(library.history())) == (0, before)
    assert (library.entries(), library.lists()) == (papers, lists)


def test_the_markdown_is_for_people(library: Library) -> None:
    text = library.shared_list(shelf(library), ".md")
    shown = [line for line in text.splitlines() if line.strip() and "<!-- papershelf {" not in line]
    assert shown[0] == r"# My \*thesis\*"
    assert "## Methods" in shown
    assert [line[:4] for line in shown if line[0].isdigit()] == ["1. [", "2. [", "1. [", "2. ["]
    assert text.count('"abstract"') == 3, "a paper on two lists stands there in full once"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_list_of_the_same_name_is_joined_in_its_order(library: Library, friend: Library, ending: str) -> None:
    a, b, c, d = ids_of(library)[:4]
    thesis = made(library, "Thesis", a, b, c, about="theirs")
    data = library.shared_list(thesis, ending).encode()
    friend.carry_out(friend.plan_text(data, f"x{ending}"))
    friend.edit_list(thesis, name="THESIS", description="mine")
    friend.move_in_list(thesis, [c], "top")
    library.move_in_list(thesis, [b], "top")
    library.take_out(thesis, [a])
    library.put_into(thesis, [d])
    friend.carry_out(friend.plan_text(library.shared_list(thesis, ending).encode(), f"x{ending}"))
    (joined,) = friend.lists()
    assert (joined.made.name, joined.made.description) == ("THESIS", "mine"), "what is one's own stays"
    assert joined.made.papers == (c, d, a, b), "a new one follows the paper that it followed"
    other = Library.open(friend.places.data.parent / "third")
    made(other, "thesis")
    other.carry_out(other.plan_text(data, f"x{ending}"))
    assert tree(other) == ["thesis 3"], "by its name"
    other.close()


def test_a_hand_edited_file_still_comes_in(library: Library, friend: Library) -> None:
    text = library.shared_list(shelf(library), ".md")
    lines = text.splitlines()
    first = next(place for place, line in enumerate(lines) if '"abstract"' in line)
    lines[first] = "    nothing but words {"
    friend.carry_out(friend.plan_text(("Hello!\n\n" + "\r\n".join(lines)).encode(), "mail.md"))
    assert tree(friend) == ["My *thesis* 2", "  Methods 2"]


def test_what_is_broken_costs_only_itself(library: Library, friend: Library) -> None:
    a = ids_of(library)[0]
    text = library.shared_list(made(library, "Thesis", a), ".jsonl")
    bad = [
        '{"papershelf":1,"list":{"id":"x","name":" "}}',
        '{"papershelf":1,"list":7}',
        '{"papershelf":2,"list":{"id":"y","name":"Newer"}}',
        '{"papershelf":1,"list":{"id":"z","name":"Mine","parent":"z","papers":[1,null,"gone",["x"]]}}',
        '{"papershelf":1,"ref":{}}',
        "{",
    ]
    report = friend.carry_out(friend.plan_text("\n".join([text.strip(), *bad]).encode(), "x.jsonl"))
    assert (report.new, len(report.problems)) == (1, 4)
    assert tree(friend) == ["Thesis 1", "Mine 0"]


def test_an_empty_list_is_a_list_and_other_text_is_none(library: Library) -> None:
    empty = made(library, "Empty")
    for ending in ENDINGS:
        reader = sniff(library.shared_list(empty, ending))
        assert reader is not None
        assert reader.name == "list"
    assert sniff('{"papershelf":1,"title":"x"}\n') is not None
    with pytest.raises(UsageError, match="ends in"):
        library.share_list(empty, "list.pdf")
    with pytest.raises(NothingFoundError):
        library.shared_list("gone", ".md")


def test_a_file_that_is_somebody_elses_stays(library: Library, tmp_path: Path) -> None:
    thesis = shelf(library)
    for ending in ENDINGS:
        file = tmp_path / f"list{ending}"
        file.write_text("a poem\n")
        assert library.share_list(thesis, file).problems
        assert file.read_text() == "a poem\n"


@pytest.mark.parametrize("ending", ENDINGS)
def test_hostile_texts_make_the_round(tmp_path: Path, friend: Library, ending: str) -> None:
    with hostile_library(tmp_path / "hostile") as library:
        top = made(library, "Top", *ids_of(library))
        for text in HOSTILE:
            try:
                library.make_list(text[:60], parent=top, description=text, ids=ids_of(library)[:3])
            except UsageError:
                continue
        data = library.shared_list(top, ending).encode("utf-8", "surrogatepass")
        report = friend.carry_out(friend.plan_text(data, f"x{ending}"))
        assert all("no title" in problem.reason for problem in report.problems)
        assert report.new > 25
        assert [one.made.name for one in friend.lists()] == [one.made.name for one in library.lists()]
        assert [one.made.description for one in friend.lists()] == [one.made.description for one in library.lists()]


def told(library: Library) -> list[object]:
    return [(one.depth, replace(one.made, position=0, places={}), one.made.papers) for one in library.lists()]


NAMES = some.text(min_size=1, max_size=12)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.tuples(NAMES, NAMES, some.integers(0, 9), some.permutations(range(8))), max_size=4))
@pytest.mark.parametrize("ending", ENDINGS)
def test_any_list_comes_back_as_it_was(
    library: Library, ending: str, wanted: list[tuple[str, str, int, list[int]]]
) -> None:
    ids = ids_of(library)
    while library.lists():
        library.delete_list(library.lists()[0].made.id)
    top = made(library, "Top", *ids[:2])
    parents = [top]
    for name, about, under, order in wanted:
        try:
            inner = [ids[place] for place in order[:under]]
            parents.append(made(library, name, *inner, under=parents[under % len(parents)], about=about))
        except UsageError:
            continue
    text = library.shared_list(top, ending)
    with TemporaryDirectory() as folder, Library.open(folder) as other:
        other.carry_out(other.plan_text(text.encode(), f"x{ending}"))
        found = [
            (one.made.id, one.made.name, one.made.description, one.made.papers, one.depth) for one in other.lists()
        ]
        assert found == [
            (one.made.id, one.made.name, one.made.description, one.made.papers, one.depth) for one in library.lists()
        ]
