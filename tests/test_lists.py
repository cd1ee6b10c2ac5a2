"""Reading lists: made, nested, filled, put in order, each change one that undo takes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf import Library
from papershelf.errors import NothingFoundError, UsageError
from papershelf.lists import ReadingList, arranged, family, meant, membership, parents, placed, shifted
from papershelf.store import Unit
from papershelf.text import safe_line
from tests.hostile import HOSTILE
from tests.list_tools import ids_of, made, tree


def test_a_list_is_made_described_renamed_and_deleted(library: Library) -> None:
    a, b, *_ = ids_of(library)
    unit = library.make_list(" My\nthesis ", description="*why*", ids=[b, a, b, "nobody"])
    assert unit is not None
    assert unit.words == "made the list “My thesis” of 2 papers"
    (one,) = library.lists()
    assert (one.made.name, one.made.description, one.made.papers, one.count) == ("My thesis", "*why*", (b, a), 2)
    renamed = library.edit_list(one.made.id, name="Thesis", description="  ")
    assert renamed is not None
    assert renamed.words == "renamed the list “My thesis” to “Thesis”, described the list “Thesis”"
    assert library.find_list("thes") == library.lists()[0].made, "by the beginning of its name, the id stays"
    assert library.edit_list(one.made.id, name="Thesis") is None
    library.delete_list(one.made.id)
    assert library.lists() == []
    for _ in range(3):
        library.undo()
    assert library.lists() == []
    library.redo()
    assert library.lists() == [one]


def test_names_are_one_of_a_kind_under_one_parent(library: Library) -> None:
    thesis = made(library, "Thesis")
    made(library, "Intro", under=thesis)
    with pytest.raises(UsageError, match="already"):
        library.make_list("THESIS")
    with pytest.raises(UsageError, match="needs a name"):
        library.make_list(" \x07 ")
    with pytest.raises(UsageError, match="at most 60"):
        library.make_list("x" * 61)
    with pytest.raises(NothingFoundError, match="no list"):
        library.make_list("x", parent="nowhere")
    intro = made(library, "Intro")
    with pytest.raises(UsageError, match="already"):
        library.edit_list(intro, parent=thesis)
    assert tree(library) == ["Thesis 0", "  Intro 0", "Intro 0"]
    with pytest.raises(UsageError, match="means 2 lists"):
        library.find_list("intro")
    assert library.find_list("thesis/intro").parent == thesis
    with pytest.raises(NothingFoundError, match="There is no list “zzz”"):
        library.find_list("zzz")


def test_lists_nest_and_never_in_a_circle(library: Library) -> None:
    a, b, c = ids_of(library)[:3]
    top = made(library, "Top", a)
    middle = made(library, "Middle", b, under=top)
    low = made(library, "Low", c, a, under=middle)
    assert tree(library) == ["Top 3", "  Middle 3", "    Low 2"]
    for under in (top, middle, low):
        with pytest.raises(UsageError, match="under itself"):
            library.edit_list(top, parent=under)
    unit = library.delete_list(middle)
    assert unit is not None
    assert tree(library) == ["Top 2", "  Low 2"], "what stood under it moved up"
    library.undo()
    moved = library.edit_list(low, parent="")
    assert moved is not None
    assert moved.words == "moved the list “Low” to the top level"
    assert tree(library) == ["Top 2", "  Middle 1", "Low 2"]
    library.shift_list(low, -1)
    assert tree(library) == ["Low 2", "Top 2", "  Middle 1"]
    assert library.shift_list(low, -1) is None


def test_a_list_that_moves_up_gets_a_name_of_its_own(library: Library) -> None:
    top = made(library, "Same")
    made(library, "Same", under=top)
    made(library, "After")
    other = made(library, "Same", under=made(library, "Else"))
    library.delete_list(top)
    assert tree(library) == ["Same 0", "After 0", "Else 0", "  Same 0"]
    library.delete_list(library.find_list("Else").id)
    assert tree(library) == ["Same 0", "After 0", "Same 2 0"]
    assert library.find_list("same 2").id == other


def test_papers_are_put_in_and_taken_out_in_order(library: Library) -> None:
    a, b, c, d = ids_of(library)[:4]
    thesis = made(library, "Thesis", b)
    unit = library.put_into(thesis, [d, b, a, "nobody"])
    assert unit is not None
    assert unit.words == "put 2 papers into the list “Thesis”"
    assert library.find_list("thesis").papers == (b, d, a)
    assert library.put_into(thesis, [a, b]) is None
    title = library.entries()[0].paper.title
    taken = library.take_out(thesis, [a, c])
    assert taken is not None
    assert taken.words.startswith(f"took “{title[:20]}")
    assert taken.words.endswith("” out of the list “Thesis”")
    assert [one.name for one in library.lists_of(b)] == ["Thesis"]
    assert library.lists_of(a) == ()
    filed = library.file_in_lists([a, c], out_of=[thesis], into=[thesis], new=["Fresh"])
    assert filed is not None
    assert tree(library) == ["Thesis 2", "Fresh 2"]
    library.undo()
    assert library.find_list("thesis").papers == (b, d)
    with pytest.raises(NothingFoundError):
        library.put_into("gone", [a])


def test_papers_move_within_a_list(library: Library) -> None:
    a, b, c, d = ids = ids_of(library)[:4]
    thesis = made(library, "Thesis", *ids)
    library.move_in_list(thesis, [c, d], "up")
    assert ids_of(library, "list:thesis") == [a, c, d, b]
    library.move_in_list(thesis, [a], "down")
    assert ids_of(library, "list:thesis") == [c, a, d, b]
    library.move_in_list(thesis, [b, a], "top")
    assert ids_of(library, "list:thesis") == [a, b, c, d]
    unit = library.move_in_list(thesis, [a], "bottom")
    assert unit is not None
    assert unit.words.endswith("to the bottom in the list “Thesis”")
    assert ids_of(library, "list:thesis") == [b, c, d, a]
    assert library.move_in_list(thesis, [b], "up") is None
    library.delete([c])
    library.move_in_list(thesis, [d], "up")
    assert ids_of(library, "list:thesis") == [d, b, a], "a paper that is gone is no step"
    library.restore([c])
    assert sorted(ids_of(library, "list:thesis")) == sorted(ids)
    with pytest.raises(UsageError, match="up, down, top or bottom"):
        library.move_in_list(thesis, [a], "sideways")


def test_a_hundred_moves_into_one_gap_keep_the_order(library: Library) -> None:
    ids = ids_of(library)[:3]
    thesis = made(library, "Thesis", *ids)
    wanted = list(ids)
    for _ in range(120):  # each lands between the same two, until there is no number between them
        library.move_in_list(thesis, [wanted[2]], "up")
        wanted[1], wanted[2] = wanted[2], wanted[1]
    assert list(library.find_list("thesis").papers) == wanted


def test_a_paper_in_the_trash_keeps_its_place(library: Library) -> None:
    a, b = ids_of(library)[:2]
    made(library, "Thesis", a, b)
    library.delete([a])
    (one,) = library.lists()
    assert (one.count, one.gone, one.made.papers) == (1, 1, (a, b))
    library.restore([a])
    assert ids_of(library, "list:thesis") == [a, b]


def test_merging_two_papers_keeps_the_earlier_place(library: Library) -> None:
    a, b, c, d = ids_of(library)[:4]
    both = made(library, "Both", a, b, c)
    one = made(library, "One", d, a)
    library.merge_papers(c, a)
    assert library.find_list(both).papers == (c, b)
    assert library.find_list(one).papers == (d, c)
    library.undo()
    assert library.find_list(both).papers == (a, b, c)


def test_what_a_change_did_is_told_list_by_list(library: Library) -> None:
    a, b = ids_of(library)[:2]
    thesis = made(library, "Thesis", a)
    changes: list[tuple[Callable[[], Unit | None], str]] = [
        (lambda: library.put_into(thesis, [b]), "+1 paper"),
        (lambda: library.move_in_list(thesis, [b], "up"), "order changed"),
        (lambda: library.take_out(thesis, [a]), "-1 paper"),
        (lambda: library.edit_list(thesis, name="Book"), "name Thesis → Book"),
        (lambda: library.edit_list(thesis, description="x"), "description changed"),
        (lambda: library.delete_list(thesis), "the list went"),
    ]
    for change, words in changes:
        unit = change()
        assert unit is not None
        (told,) = library.tell(unit)
        assert (told.name, told.words) in {("Thesis", words), ("Book", words)}


def test_hostile_names_and_descriptions_are_made_safe(library: Library) -> None:
    for text in HOSTILE:
        try:
            library.make_list(text[:60], description=text)
        except UsageError:
            continue
    names = [one.made.name for one in library.lists()]
    assert len(names) > 5
    assert all(name == safe_line(name) for name in names)
    again = Library.open(library.places.data)
    assert [one.made for one in again.lists()] == [one.made for one in library.lists()]
    assert not again.findings
    again.close()


def test_damaged_records_cost_only_themselves(library: Library) -> None:
    a, b = ids_of(library)[:2]
    made(library, "Thesis", a, b)
    file = library.places.data / "lists.json"
    good = file.read_text()
    for bad in (
        '"name": 7',
        '"name": "x", "places": []',
        '"name": "x", "position": "high"',
        '"name": "x", "parent": 3',
    ):
        file.write_text(good.replace('"lists":{', '"lists":{"bad": {' + bad + "},", 1))
        with Library.open(library.places.data) as again:
            assert [one.made.name for one in again.lists()] == ["Thesis"]
            assert any("bad" in str(finding) for finding in again.findings)
    file.write_text(good)


def test_looking_at_lists_writes_nothing(library: Library, tmp_path: Path) -> None:
    assert library.lists() == []
    assert library.find("list:none").ids == ()
    assert not (library.places.data / "lists.json").exists()
    assert tmp_path.exists()


# The order, the nesting: by themselves

IDS = some.lists(some.sampled_from("abcdefgh"), unique=True, min_size=1)


@given(IDS, some.sets(some.sampled_from("abcdefgh")), some.sampled_from(["up", "down", "top", "bottom"]))
def test_moving_keeps_everybody_and_the_order_of_both_parts(order: list[str], chosen: set[str], where: str) -> None:
    wanted = shifted(order, chosen, where)
    assert sorted(wanted) == sorted(order)
    for part in (chosen, set(order) - chosen):
        assert [each for each in wanted if each in part] == [each for each in order if each in part]
    places = {each: float(number) for number, each in enumerate(order)}
    found = placed(wanted, places, chosen)
    assert found is not None
    assert sorted(found, key=lambda each: found[each]) == wanted
    assert all(found[each] == places[each] for each in order if each not in chosen)


@given(some.dictionaries(some.sampled_from("abcdef"), some.sampled_from("abcdefg")))
def test_whatever_stands_under_whatever_every_list_is_shown_once(above: dict[str, str]) -> None:
    lists = {key: ReadingList(key, key.upper(), parent=parent, places={key: 1}) for key, parent in above.items()}
    shown = [one.made.id for one in arranged(lists)]
    assert sorted(shown) == sorted(lists)
    seen: dict[str, int] = {}
    for one in arranged(lists):
        parent = parents(lists)[one.made.id]
        assert one.depth == (seen[parent] + 1 if parent else 0)
        seen[one.made.id] = one.depth
        assert meant(one.made.id, lists) == [one.made]
        inside = family(one.made.id, lists)
        assert inside[0] == one.made
        assert {each.id for each in inside} == membership(lists)[one.made.id]


def test_ten_thousand_lists_in_a_row_are_no_recursion() -> None:
    lists = {f"{n}": ReadingList(f"{n}", f"n{n}", parent=f"{n - 1}") for n in range(10_000)}
    assert arranged(lists)[-1].depth == 9_999
    assert len(family("5000", lists)) == 5_000
