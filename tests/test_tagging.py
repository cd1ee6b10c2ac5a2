"""Tags everywhere: renamed, merged and deleted on papers, in the trash and in saved views, as one change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from papershelf import Library
from papershelf.errors import NothingFoundError, UsageError
from papershelf.library.tagging import _in_clause
from papershelf.search import Clause, parse
from tests.conftest import FrozenClock
from tests.hostile import HOSTILE


def ids_of(library: Library) -> list[str]:
    """Every paper's id, in the order they came."""
    return [entry.paper.id for entry in library.entries()]


def tags_of(library: Library, paper_id: str) -> tuple[str, ...]:
    """The tags of a paper."""
    entry = library.entry(paper_id)
    assert entry is not None
    return entry.mark.tags


def test_a_tag_is_renamed_with_those_under_it(library: Library, clock: FrozenClock) -> None:
    one, two, three = ids_of(library)[:3]
    library.tag([one], ["nlp", "graphs"])
    library.tag([two, three], ["NLP/rag", "nlpx"])
    clock.advance(minutes=1)
    unit = library.rename_tag("#nlp", "language")
    assert unit is not None
    assert unit.words == "renamed the tag “nlp” to “language” on 3 papers"
    assert tags_of(library, one) == ("graphs", "language")
    assert tags_of(library, two) == tags_of(library, three) == ("language/rag", "nlpx")
    entry = library.entry(two)
    assert entry is not None
    assert entry.mark.changed["tags"] == "2026-03-01T09:01:00Z"
    library.undo()
    assert tags_of(library, one) == ("graphs", "nlp")
    assert tags_of(library, two) == ("NLP/rag", "nlpx")


def test_a_tag_moves_up(library: Library) -> None:
    one = ids_of(library)[0]
    library.tag([one], ["nlp/rag", "nlp/rag/dense", "nlp"])
    unit = library.rename_tag("nlp/rag", "rag")
    assert unit is not None
    assert unit.words == "renamed the tag “nlp/rag” to “rag” on 1 paper"
    assert tags_of(library, one) == ("nlp", "rag", "rag/dense")
    library.rename_tag("rag", "nlp")
    assert tags_of(library, one) == ("nlp", "nlp/dense")


def test_two_tags_become_one_in_the_known_spelling(library: Library) -> None:
    one, two, three = ids_of(library)[:3]
    library.tag([one], ["NLP", "NLP/RAG"])
    library.tag([two], ["language", "language/rag"])
    library.tag([three], ["nlp", "language"])
    unit = library.rename_tag("language", "nlp")
    assert unit is not None
    assert unit.words == "merged the tag “language” into “NLP” on 2 papers"
    assert tags_of(library, two) == ("NLP", "NLP/RAG")
    assert library.tags() == {"NLP": 3, "NLP/RAG": 2}


def test_the_known_spelling_is_that_of_the_tag_itself_or_else_of_one_above(library: Library) -> None:
    one, two, three, four = ids_of(library)[:4]
    library.tag([one], ["NLP/x"])
    library.tag([three], ["foo", "foo/X"])
    unit = library.rename_tag("foo", "nlp")
    assert unit is not None
    assert unit.words == "renamed the tag “foo” to “NLP” on 1 paper"
    assert tags_of(library, three) == ("NLP", "NLP/x")
    library.undo()
    library.tag([two], ["nlp"])
    library.tag([four], ["NLP/y"])
    unit = library.rename_tag("foo", "Nlp")
    assert unit is not None
    assert unit.words == "merged the tag “foo” into “nlp” on 1 paper"
    assert tags_of(library, three) == ("nlp", "NLP/x")


def test_letter_case_alone_may_change(library: Library) -> None:
    one = ids_of(library)[0]
    library.tag([one], ["nlp/rag"])
    library.save_view("mine", "tag:nlp")
    unit = library.rename_tag("nlp", "NLP")
    assert unit is not None
    assert unit.words == "renamed the tag “nlp” to “NLP” on 1 paper"
    assert tags_of(library, one) == ("NLP/rag",)
    assert unit.tables == ("marks",)
    assert library.rename_tag("NLP", "NLP") is None


def test_saved_views_follow_in_the_same_unit(library: Library) -> None:
    one = ids_of(library)[0]
    library.tag([one], ["nlp/rag", "my-tag"])
    asked = {
        "plain": ("tag:nlp", "tag:natural/language"),
        "under": ("-tag:NLP/rag is:starred sort:-added", "-tag:natural/language/rag is:starred sort:-added"),
        "group": ('(tag:"nlp/rag" OR x) -(tag:#nlp y)', "(tag:natural/language/rag OR x) -(tag:natural/language y)"),
        "other": ("tag:nlpx OR nlp OR tag:rag", "tag:nlpx OR nlp OR tag:rag"),
        "text": ('title:"tag:nlp" tag:my-tag', 'title:"tag:nlp" tag:my-tag'),
    }
    for name, (query, _) in asked.items():
        library.save_view(name, query)
    before = {name: library.find_view(name).query for name in asked}
    unit = library.rename_tag("nlp", "natural/language")
    assert unit is not None
    assert unit.tables == ("marks", "views")
    for name, (_, query) in asked.items():
        assert parse(library.find_view(name).query) == parse(query), name
    assert len([change for change in unit.changes if change.table == "views"]) == 3
    library.undo()
    assert {name: library.find_view(name).query for name in asked} == before


def test_papers_in_the_trash_and_marks_without_a_paper_follow(library: Library) -> None:
    one, two, three = ids_of(library)[:3]
    library.tag([one, two, three], ["nlp"])
    library.delete([one])
    with library._store.transaction("gone") as edits:
        edits.remove_paper(two)
    unit = library.rename_tag("nlp", "ai")
    assert unit is not None
    assert unit.words.endswith("on 3 papers")
    library.restore([one])
    assert tags_of(library, one) == ("ai",)
    assert library._store.marks[two].tags == ("ai",)
    library.delete([one])
    library.delete_tag("ai")
    library.restore([one])
    assert tags_of(library, one) == ()


def test_a_deleted_tag_is_gone_everywhere_but_in_views(library: Library) -> None:
    one, two = ids_of(library)[:2]
    library.tag([one, two], ["nlp/rag", "keep"])
    library.tag([one], ["nlp"])
    library.save_view("mine", "tag:nlp")
    unit = library.delete_tag("NLP")
    assert unit is not None
    assert unit.words == "deleted the tag “NLP” from 2 papers"
    assert library.tags() == {"keep": 2}
    assert library.find_view("mine").query == "tag:nlp"
    library.undo()
    assert library.tags() == {"keep": 2, "nlp": 2, "nlp/rag": 2}


def test_what_makes_no_sense_changes_nothing(library: Library) -> None:
    library.tag(ids_of(library)[:1], ["nlp"])
    units = len(library.history())
    for old, new in (("nlp", "nlp/rag"), ("NLP", "nlp/x/y"), ("nlp", "  "), ("#", "x")):
        with pytest.raises(UsageError):
            library.rename_tag(old, new)
    for old in ("nothing", "nl", "nlp/rag"):
        with pytest.raises(NothingFoundError, match="No paper has the tag"):
            library.rename_tag(old, "x")
        with pytest.raises(NothingFoundError):
            library.delete_tag(old)
    assert len(library.history()) == units


def test_hostile_tags_go_there_and_back(library: Library) -> None:
    one = ids_of(library)[0]
    library.tag([one], ["plain"])
    library.save_view("mine", "-tag:plain")
    for word in HOSTILE:
        try:
            unit = library.rename_tag("plain", word)
        except UsageError:
            continue
        assert unit is not None
        name = tags_of(library, one)[0]
        clause = parse(library.find_view("mine").query).terms[0]
        assert isinstance(clause, Clause), word
        library.rename_tag(name, "plain")
        assert tags_of(library, one) == ("plain",), word
        assert library.find_view("mine").query == "-tag:plain", word


def test_the_other_tag_of_a_renamed_one_can_be_undone_alone(library: Library) -> None:
    one = ids_of(library)[0]
    library.tag([one], ["old"])
    library.rename_tag("old", "new")
    renamed = library.timeline(1)[0].unit
    library.tag([one], ["later"])
    assert library.undo(renamed.id) is not None
    assert tags_of(library, one) == ("later", "old")
    assert [standing.undone for standing in library.timeline(3)] == [False, True, False]


PARTS = some.sampled_from(["nlp", "NLP", "rag", "ä", "x"])
TAGS = some.lists(PARTS, min_size=1, max_size=3).map("/".join)


@settings(max_examples=200)
@given(TAGS, TAGS, TAGS)
def test_a_clause_names_the_new_tag_where_it_named_the_old(value: str, old: str, new: str) -> None:
    clause = _in_clause(Clause("tag", value), [part.lower() for part in old.replace("ä", "a").split("/")], new)
    folded, wanted = value.lower() + "/", old.lower() + "/"
    expected = new + "/" + value[len(wanted) :] if folded.startswith(wanted) else value
    assert clause.value == expected.rstrip("/")


def test_what_is_said_of_tags_begins_with_the_papers(library: Library) -> None:
    one, two = (entry.paper.id for entry in library.entries()[:2])

    def words(*ids: str, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> str:
        unit = library.tag(ids, add=add, remove=remove)
        assert unit is not None
        return unit.words

    entry = library.entry(one)
    assert entry is not None
    title = words(one, add=("nlp/x",)).removeprefix("tagged “").removesuffix("” nlp/x")
    assert entry.paper.title.startswith(title.rstrip("…"))
    assert words(one, two, add=("nlp/rag", "ml")) == "tagged 2 papers nlp/rag, ml"
    assert words(one, remove=("nlp/x",)) == f"took nlp/x off “{title}”"
    assert words(one, two, add=("cv",), remove=("ml",)) == "tagged 2 papers cv and took off ml"
