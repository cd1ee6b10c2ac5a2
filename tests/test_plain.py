"""Plain mode, as conversations: what is said, and what is in the library afterwards."""

from pathlib import Path

import pytest

from papershelf import Library
from papershelf.errors import DataError
from papershelf.plain.outside import Edited
from tests.conftest import PAGE, FrozenClock
from tests.plain_tools import Line, Person, interrupts


@pytest.fixture
def person(library: Library) -> Person:
    """Somebody with a library of eight papers."""
    return Person(library)


def titles(library: Library, query: str) -> list[str]:
    """The beginnings of the titles that a query finds."""
    return [entry.paper.title.split(":")[0] for entry in library.entries(query)]


def test_prompt_list_and_one_paper(person: Person) -> None:
    text = person.types("list", "1", "list", "quit")
    first = person.library.entries("is:inbox")[0].paper
    assert "Inbox, 8 papers> list\nInbox, 1 to 8 of 8:\n1. " in text
    assert "That is all." in text
    assert f"at 1> list\nInbox, 1 to 8 of 8:\n1. {first.title}" in text
    assert first.abstract.split(".")[0] in text
    assert text.endswith("quit\nEverything is saved.\n")


def test_pages_go_on_and_back_and_pause_only_there(person: Person) -> None:
    text = person.types("page 3", "list", "more", "next page", "more", "back", "back", "back")
    heads = [line for line in text.splitlines() if line.startswith("Inbox, ") and " of 8:" in line]
    assert heads == [f"Inbox, {span} of 8:" for span in ("1 to 3", "4 to 6", "7 to 8", "4 to 6", "1 to 3", "1 to 3")]
    assert "5 more; type more." in text
    assert "That was the last page; list begins anew, back goes back." in text


def test_search_forgives_and_words_that_are_no_command_are_searched_for(person: Person) -> None:
    text = person.types("find grahp pasta", "1", "star", "pasta tangled", "/pasta", "find zzzzqqqq pasta")
    assert "GraphPasta" in titles(person.library, "is:starred")[0]
    assert 'Starred "GraphPasta' in text
    assert "; undo takes it back." in text
    assert '"pasta tangled", 1 to ' in text
    assert '"pasta", 1 to ' in text
    assert 'No paper matches "zzzzqqqq pasta". Without "zzzzqqqq" it would be ' in text
    assert person.library.searches.recent()[0] == "pasta"


def test_misspelt_commands_suggest_and_do_nothing(person: Person) -> None:
    text = person.types(
        "sttar 1", "undoo", "histroy", "star one", "star 9", "star", "rate 1 9", "view 99", "priority 1 x"
    )
    assert "There is no command sttar. Did you mean star? find sttar 1 searches for it." in text
    assert "Did you mean undo?" in text
    assert "Did you mean history?" in text
    assert '"one" is no number of a paper; numbers look like 1 3-5.' in text
    assert "There is no number 9; the numbers go from 1 to 8." in text
    assert "Which paper? Name its number, or read it first" in text
    assert "There is no view 99" in text
    assert len(person.library.history()) == 1  # the import of the fixture


def test_marks_on_several_and_all_taken_back(person: Person) -> None:
    library = person.library
    before = {entry.paper.id: entry.mark for entry in library.entries()}
    text = person.types(
        "star 1 3-5", "unstar 4", "status 1,2 read", "status queued 3", "tag 1-2 +nlp +old", "tag 2 -old", "rate 2 5",
        "due 3 24 dec", "due 5 2026-12-01", "snooze 6 in 3 days", "priority high 3", "delete 8",
    )  # fmt: skip
    ids = [entry.paper.id for entry in library.entries("sort:added")]
    assert len(library) == len(ids) == 7
    assert len(library.entries("is:starred")) == 3
    assert len(library.entries("is:read tag:nlp")) == 2
    assert len(library.entries("tag:old")) == 1
    assert [entry.mark.due for entry in library.entries("is:queued priority:high")] == ["2026-12-24"]
    assert len(library.entries("due:2026-12-01")) == 1
    assert [entry.mark.snoozed for entry in library.entries("is:snoozed")] == ["2026-03-04"]
    assert [entry.mark.rating for entry in library.entries("rating:5")] == [5]
    assert text.count("undo takes it back.") == 12
    person.types(*["undo"] * 12)
    assert {entry.paper.id: entry.mark for entry in library.entries()} == before
    person.types("redo")
    assert len(library.entries("is:starred")) == 4  # the first of them, before one was taken away


def test_numbers_mean_what_was_listed_until_it_is_listed_anew(person: Person) -> None:
    listed = [entry.paper.id for entry in person.library.entries(view="is:inbox")]
    text = person.types("list", "status 1 read", "star 2", "list", "star 1")
    starred = {entry.paper.id for entry in person.library.entries("is:starred")}
    assert starred == {listed[1]}
    assert "Inbox, 7 papers> star 2" in text
    assert "It was so already; nothing changed." in text


def test_a_note_typed_until_a_dot_is_put_after_what_there_is(person: Person) -> None:
    person.types("1", "note", "First *line*.", "", "Second.", ".", "note 1", "More.", ".", "note 2", ".")
    entry = person.library.entries("has:note")[0]
    assert entry.mark.note == "First *line*.\n\nSecond.\n\nMore."
    assert len(person.library.entries("has:note")) == 1
    assert not list(person.library.drafts.every())


@pytest.mark.parametrize("ends", ["ctrl+c", "end of input"])
def test_a_note_broken_off_is_a_draft_and_taken_up_again(person: Person, folder: Path, ends: str) -> None:
    last: list[Line] = [interrupts, "drafts"] if ends == "ctrl+c" else []
    text = person.types("note 1", "kept", "words", *last)
    assert not person.library.entries("has:note")
    assert [draft.text for draft in person.library.drafts.every()] == ["kept\nwords"]
    assert ("What you typed is kept as a draft" in text) == (ends == "ctrl+c")
    assert ("1 note typed and not saved" in text) == (ends == "ctrl+c")
    with Library.open(folder) as later:
        text = Person(later).types("drafts", "note 1", "leave", "note 1", "save", "drafts")
        assert "1 note was typed and not saved. drafts says which." in text
        assert [entry.mark.note for entry in later.entries("has:note")] == ["kept\nwords"]
        assert not list(later.drafts.every())


def test_a_draft_beside_a_note_that_came_since_can_be_added(person: Person) -> None:
    person.types("note 1", "mine", interrupts)
    paper_id = next(person.library.drafts.every()).paper_id
    person.library.set_note(paper_id, "theirs")
    text = person.types("note 1", "add", "drafts")
    assert "The note that is saved says:\ntheirs\n" in text
    assert person.library.entries("has:note")[0].mark.note == "theirs\n\nmine"
    person.types("note 1", "more", interrupts, "note 1", "save", "note 1", "gone", interrupts, "note 1", "drop")
    assert person.library.entries("has:note")[0].mark.note == "theirs\n\nmine\n\nmore"
    assert not list(person.library.drafts.every())


def test_a_note_in_the_editor_keeps_what_another_program_wrote_meanwhile(person: Person) -> None:
    library = person.library
    paper_id = library.entries("is:inbox")[0].paper.id
    library.set_note(paper_id, "old")
    person.edits = [Edited("mine"), Edited(None, "the editor ended with exit code 1")]
    assert "Wrote a note on" in person.types("note edit 1")
    assert library.entries("has:note")[0].mark.note == "mine"
    assert "Not saved: the editor ended with exit code 1." in person.types("note edit 1")

    def edit(text: str, folder: Path, name: str) -> Edited:
        library.set_note(paper_id, "theirs")
        return Edited("mine again")

    person._edit = edit  # type: ignore[method-assign]  # an editor during which somebody else writes
    assert "another program changed this note" in person.types("note edit 1").lower()
    assert library.entries("has:note")[0].mark.note == "theirs\n\nmine again"
    assert person.edited == ["old", "mine"]
    person.types("note clear 1")
    assert not library.entries("has:note")


def test_triage_by_letters_with_the_way_back(person: Person) -> None:
    library = person.library
    ids = [entry.paper.id for entry in library.entries(view="is:inbox")]
    text = person.types(
        "triage", "a", "s", "x", "u", "d monday", "?", "t +nlp", "f", "b", "n", "good", ".", "later soonish", "q"
    )
    status = [library.entry(one) for one in ids[:4]]
    marks = [entry.mark for entry in status if entry]
    assert [mark.status for mark in marks] == ["queued", "queued", "inbox", "inbox"]
    assert [mark.starred for mark in marks] == [False, True, False, False]
    assert marks[2].snoozed == "2026-03-02"
    assert (marks[3].tags, marks[3].note) == (("nlp",), "good")
    assert "Taken back: skipped." in text
    assert "a, keep: keep it, in the queue, and go on" in text
    assert '"soonish" is no day' in text
    assert "Triage, 4 of 8> later soonish" in text
    assert "Triage ended: 1 kept, 1 starred, 1 put off; 5 left. Each decision can be undone." in text
    assert person.types("triage 1-2", "x", interrupts, "stats").count("Triage ended: 1 skipped; 1 left.") == 1


def test_review_brings_back_what_was_starred_long_ago(person: Person, clock: FrozenClock) -> None:
    person.types("star 1-3")
    assert "No paper waits to be looked at again." in person.types("review")
    clock.advance(days=61)
    text = person.types("review", "a", "let go", "r")
    assert "Why: you starred this 61 days ago." in text
    assert "Review ended: 1 kept, 1 let go, 1 to read; 0 left." in text
    assert len(person.library.entries("is:reading")) == 1
    assert not person.library.reviews()


def test_views_lists_and_their_order(person: Person) -> None:
    ids = [entry.paper.id for entry in person.library.entries(view="is:inbox")]
    text = person.types(
        "views", "lists make Way in", "put 1 3-4 on way", "lists", "lists 1", "move 3 top", "move 1 down", "list",
        "take 2 off 1", "view Inbox", "status 1-2 queued", "next", "1", "view 2", "tag", "sort title",
    )  # fmt: skip
    assert "0. All, 8 papers\n1. Inbox, 8 papers\n2. Queue, 0 papers" in text
    assert "1. Way in, 3 papers" in text
    assert "What next, 1 to 2 of 2:" in text
    assert "No paper has a tag yet" in text
    assert person.library.find_list("Way in").papers == (ids[0], ids[2])
    assert "Queue, 2 papers> tag" in text


def test_related_copy_open_and_export(person: Person, tmp_path: Path) -> None:
    target = tmp_path / "a list.bib"
    text = person.types(
        "find is:inbox has:code",
        "1",
        "open",
        "open 1",
        "copy title",
        "copy 1-2 repo",
        f"export bibtex {target}",
        "related",
    )
    entry = person.library.entries("is:inbox has:code")[0]
    assert person.opened == [entry.paper.links[0].url]
    assert person.copied[0] == entry.paper.title
    assert "The title: copied to the clipboard." in text
    assert len(person.copied) == 2
    assert target.read_text("utf-8").count("@") >= 2
    assert "2 papers exported" in text
    target.write_text("mine")
    assert "was not written by papershelf; choose another name\nNothing was written." in person.types(
        f"export {target}"
    )
    assert target.read_text("utf-8") == "mine"
    person.has_clipboard = False
    assert f"within reach.\n{entry.paper.title}\n" in person.types("find is:inbox has:code", "copy 1 title")


def test_history_and_undo_of_one_change(person: Person) -> None:
    text = person.types("star 1", "rate 2 4", "history", "undo 2", "history", "undo 99", "stats")
    assert not person.library.entries("is:starred")
    assert len(person.library.entries("rating:4")) == 1
    assert "2. 2026-03-01 09:00: starred" in text
    assert "2. 2026-03-01 09:00: undone: starred" in text
    assert "There is no number 99" in text
    assert "8 papers: 8 inbox" in text


def test_what_cannot_be_done_leaves_one_where_one_was(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **_more: object) -> None:
        raise DataError("the disk is full")

    text = person.types("sort nonsense", "list", "related 1", "sort title", "quit now", "more or less")
    assert "Inbox, 8 papers> list\nInbox, 1 to 8 of 8:" in text
    assert "This list has an order of its own" in text
    assert "quit takes no words after it." in text
    monkeypatch.setattr(person.library.drafts, "keep", full)
    text = person.types("note 1", "one", "two", ".")
    assert text.count("the disk is full") == 1
    assert person.library.entries("has:note")[0].mark.note == "one\ntwo"
    monkeypatch.undo()
    monkeypatch.setattr(person.library, "set_note", full)
    assert "the disk is full" in person.types("note 2", "kept", ".", "view 0")
    assert [draft.text for draft in person.library.drafts.every()] == ["kept"]


def test_what_another_process_changes_is_said_before_the_prompt(person: Person, folder: Path) -> None:
    paper_id = person.library.entries("is:inbox")[0].paper.id

    def another() -> None:
        with Library.open(folder) as other:
            other.star([paper_id])

    def gone() -> None:
        with Library.open(folder) as other:
            other.delete([paper_id])

    text = person.types("list", "1", another, "views", "list", gone, "views", "star 1", "star")
    assert "Meanwhile another program changed 1 paper, the one in hand too.\nInbox, 8 papers, at 1> list" in text
    assert "Number 1 is not in the library any more; list shows what is." in text
    assert "The paper in hand is not in the library any more" in text


def test_an_empty_library_loads_the_seed_pages_as_the_screen_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.library.inbox.seed_pages", lambda: [PAGE])
    with Library.open(tmp_path / "new") as library:
        text = Person(library).types("undo", "import " + str(tmp_path / "no-such"), f'import "{PAGE}"', "import -")
    assert "Loaded 8 papers from 8 listings on 1 seed page; undo takes it back.\nInbox, 8 papers> undo" in text
    assert "Undid: imported" in text
    assert "no-such" in text
    assert "8 new of 8 listings; undo takes it back." in text


def test_lines_wrap_at_words_and_never_where_that_is_off(person: Person) -> None:
    person.width = 40
    answers = [line for line in person.types("1", "help").splitlines() if ">" not in line and "://" not in line]
    assert max(map(len, answers)) <= 40
    assert "Lines are not wrapped." in (text := person.types("wrap off", "1"))
    assert max(map(len, text.splitlines())) > 200


def test_help_names_every_command_and_no_letter_means_two_things(person: Person) -> None:
    from papershelf.plain.table import COMMANDS

    text = person.types("help", "?", "help star", "help s")
    for command in COMMANDS:
        assert text.count(f"{command.usage}: {command.help}") >= 2
    letters = [letter for command in COMMANDS for letter in command.letters]
    assert sorted(letters) == sorted(set(letters))
    assert "star N: Star papers.\nAlso: s\n" in text
