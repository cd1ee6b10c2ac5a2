"""`list:` in queries: by name, id or beginning, with what stands under it, in the order of the list."""

from papershelf import Library
from papershelf.search.language.completion import Known, complete
from tests.list_tools import ids_of, made
from tests.view_tools import view_of


def shelf(library: Library) -> tuple[list[str], str]:
    ids = ids_of(library)
    thesis = made(library, "My Thésis", ids[3], ids[1])
    made(library, "Methods", ids[5], ids[1], under=thesis)
    return ids, thesis


def test_a_list_is_meant_by_name_id_and_beginning(library: Library) -> None:
    ids, thesis = shelf(library)
    wanted = [ids[3], ids[1], ids[5]]
    for typed in (f"list:{thesis}", 'list:"my thesis"', "list:my", "lists:MY", 'list:"My Thésis"'):
        assert ids_of(library, typed) == wanted, typed
    assert ids_of(library, "list:methods") == ids_of(library, 'list:"my thesis/methods"') == [ids[5], ids[1]]
    assert set(ids_of(library, "-list:my")) == set(ids) - set(wanted)
    assert ids_of(library, "list:my -list:methods") == [ids[3]]
    assert set(ids_of(library, "list:(methods OR my)")) == set(wanted)


def test_its_order_stands_unless_the_query_has_another(library: Library) -> None:
    ids, thesis = shelf(library)
    library.star([ids[1], ids[5]])
    view = f"list:{thesis}"
    assert ids_of(library, "", view=view) == [ids[3], ids[1], ids[5]]
    assert ids_of(library, "is:starred", view=view) == [ids[1], ids[5]]
    assert ids_of(library, "list:methods", view=view) == [ids[5], ids[1]], "what is typed comes before the view"
    assert ids_of(library, "sort:title", view=view) == ids_of(library, "list:my", sort="title")
    library.save_view("Starred of mine", "list:my is:starred")
    assert ids_of(library, "", view="list:my is:starred") == [ids[1], ids[5]]
    word = library.entries()[3].paper.title.split()[0]
    assert library.find(word, view=view).ranking is not None, "words rank"


def test_an_unknown_list_finds_nothing_and_says_so(library: Library) -> None:
    found = library.find("list:zzz")
    assert found.ids == ()
    (problem,) = found.problems
    assert problem.words == "No reading list begins with “zzz”; there is none yet."
    assert (problem.start, problem.end) == (5, 8)
    shelf(library)
    (problem,) = library.find('is:inbox -list:"no such"').problems
    assert problem.words == "No reading list begins with “no such”; there are “My Thésis”, “Methods”."
    assert library.find("list:meth").problems == ()
    assert len(library.find("list:\x1b[31m").problems) == 1


def test_views_count_lists_as_they_change(library: Library) -> None:
    ids, thesis = shelf(library)
    library.save_view("Mine", "list:my is:inbox")
    views = {view.key: view for view in library.views(quick=True)}
    assert [key for key, view in views.items() if view.section == "list"] == [
        f"list:{thesis}",
        f"list:{library.find_list('methods').id}",
    ]
    assert (views[f"list:{thesis}"].count, views[f"list:{thesis}"].depth) == (3, 0)
    assert view_of(library, "Methods").depth == 1
    assert view_of(library, "Mine").count == 3
    library.take_out(thesis, [ids[3]])
    assert (view_of(library, "Mine").count, view_of(library, "My Thésis").count) == (2, 2)
    library.delete([ids[5]])
    assert (view_of(library, "Mine").count, view_of(library, "Methods").count) == (1, 1)
    made(library, "Empty")
    assert view_of(library, "Empty").count == 0
    for view in library.views():
        assert len(library.find("", view=view.query).ids) == view.count, view.label


def test_a_view_of_a_list_is_named_like_one(library: Library) -> None:
    _, thesis = shelf(library)
    assert library.find_view("list:my").key == f"list:{thesis}"


def test_lists_are_offered_for_completion() -> None:
    found = complete("list:th", 7, Known(lists={"Thesis": 2, "My thoughts": 5}))
    assert found is not None
    assert [choice.text for choice in found.options] == ["Thesis", '"My thoughts"']
    assert found.options[0].help == "2 papers"
