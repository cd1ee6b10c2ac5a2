"""Words written into exported notes come back: three ways, nothing lost, one change, told to the file."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papershelf import Library
from papershelf.exporters.noting import note_digest, shown_note
from papershelf.text import safe
from papershelf.text.linking import link_text
from tests.export_samples import TRICKY
from tests.vault_tools import Vault

BOTH = pytest.mark.parametrize("format", ["folder", "obsidian"])


def test_nothing_is_pulled_from_what_was_just_exported(vault: Vault) -> None:
    before = vault.state()
    report = vault.pull()
    assert (report.taken, report.conflicts, report.problems, report.unit) == ({}, [], [], None)
    assert report.looked_at == len(vault.library)
    assert vault.state() == before


@BOTH
def test_a_note_written_in_the_file_comes_back_and_stays(library: Library, tmp_path: Path, format: str) -> None:
    vault = Vault(library, tmp_path / "vault", format)
    vault.export()
    vault.write("Written in the *file*.")
    kept = vault.export()
    assert [str(problem) for problem in kept.kept] == [
        f"{vault.file} was changed in the file (note); papershelf pull takes that in, the rest is up to date"
    ]
    assert not kept.written
    report = vault.pull()
    assert vault.note == "Written in the *file*."
    assert report.taken == {vault.id: ("note",)}
    assert report.words == "pulled from vault/: 1 note"
    before = vault.state()
    again = vault.export()
    assert (again.written, again.kept, again.problems) == ((), (), ())
    assert vault.pull().unit is None
    assert vault.state() == before


def test_what_was_taken_in_is_one_change_that_can_be_undone(vault: Vault) -> None:
    vault.write("Other words.")
    other = vault.library.entries()[1].paper.id
    first, vault.id = vault.id, other
    vault.write("A second one.")
    report = vault.pull()
    assert set(report.taken) == {first, other}
    assert report.unit
    assert report.unit.words == "pulled from vault/: 2 notes"
    vault.library.undo()
    assert vault.note == ""
    vault.id = first
    assert vault.note == "Mine.\n\nMore."
    vault.export()
    assert "Mine.\n\nMore." in vault.file.read_text(), "an undone pull is undone in the file too"


def test_what_only_the_library_changed_is_not_taken_back(vault: Vault) -> None:
    vault.library.set_note(vault.id, "New here.")
    assert vault.pull().taken == {}
    vault.export()
    assert "New here." in vault.file.read_text()


def test_both_are_kept_where_both_changed(vault: Vault) -> None:
    vault.library.set_note(vault.id, "From the library.")
    vault.write("From the file.")
    assert vault.export().kept, "what was not pulled is not overwritten"
    report = vault.pull()
    (conflict,) = report.conflicts
    assert conflict._replace(library="", file="") == (vault.id, "note", "both", "", "")
    assert "From the library." in vault.note
    assert "From the file." in vault.note
    assert "### Kept from vault/ (" in vault.note
    joined = vault.note
    vault.pull()
    assert vault.note == joined
    vault.export()
    assert "From the library." in vault.file.read_text()
    assert vault.pull().unit is None


def test_going_on_from_the_files_words_is_no_conflict(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.write("One")
    before = vault.file.read_bytes()
    vault.pull()
    vault.library.set_note(vault.id, "One, and something else")
    vault.file.write_bytes(before)  # as if the pull could not write its fingerprints
    report = vault.pull()
    assert (report.taken, report.conflicts) == ({}, [])
    assert vault.note == "One, and something else"
    vault.export()
    assert "One, and something else" in vault.file.read_text()


def test_a_dry_run_changes_nothing(vault: Vault) -> None:
    vault.write("Other words.")
    before = vault.state()
    report = vault.pull(dry_run=True)
    assert report.taken == {vault.id: ("note",)}
    assert report.unit is None
    assert vault.note == "Mine.\n\nMore."
    assert vault.state() == before


def test_a_note_emptied_in_the_file_is_cleared(vault: Vault) -> None:
    vault.write("")
    vault.pull()
    assert vault.note == ""


@BOTH
def test_marks_changed_in_the_front_matter_come_back(library: Library, tmp_path: Path, format: str) -> None:
    vault = Vault(library, tmp_path / "vault", format)
    library.tag([vault.id], ["c++", "old", "nlp/rag"])
    vault.export()
    vault.edit(lambda text: text.replace('status: "inbox"', "status: read").replace("rating: null", "rating: 4"))
    vault.edit(lambda text: text.replace("starred: false", "starred: true").replace('  - "old"\n', "  - new\n"))
    export = vault.export()
    assert "status, starred, rating, tags" in export.kept[0].reason
    report = vault.pull()
    assert report.taken == {vault.id: ("status", "starred", "rating", "tags")}
    mark = vault.mark
    assert (mark.status, mark.starred, mark.rating, mark.tags) == ("read", True, 4, ("c++", "new", "nlp/rag"))
    before = vault.state()
    assert not vault.export().written
    assert vault.state() == before
    library.rate([vault.id], 2)
    vault.export()
    assert "rating: 2\n" in vault.file.read_text()
    assert "status: read\n" in vault.file.read_text(), "the person's way to write it stays"


def test_marks_that_both_changed(vault: Vault) -> None:
    vault.edit(lambda text: text.replace('status: "inbox"', "status: read").replace("tags: []", "tags: [theirs]"))
    vault.library.set_status([vault.id], "queued")
    vault.library.tag([vault.id], ["ours"])
    report = vault.pull()
    assert [(conflict.field, conflict.chosen) for conflict in report.conflicts] == [
        ("status", "library"),
        ("tags", "both"),
    ]
    assert vault.mark.status == "queued"
    assert vault.mark.tags == ("ours", "theirs")
    vault.export()
    assert vault.pull().conflicts == []


def test_a_value_that_means_nothing_is_told_and_stays(vault: Vault) -> None:
    vault.edit(lambda text: text.replace('status: "inbox"', "status: someday"))
    report = vault.pull()
    assert "has no good status: “someday” is no status" in report.problems[0].reason
    assert report.taken == {}
    vault.export()
    assert "status: someday" in vault.file.read_text()


@BOTH
def test_links_lead_to_files_there_and_to_papers_here(library: Library, tmp_path: Path, format: str) -> None:
    vault = Vault(library, tmp_path / "vault", format)
    other, third = library.entries()[1].paper, library.entries()[2].paper
    linking = f"See {link_text(other.id, 'that')} and {link_text(third.id, 'Third')}."
    library.set_note(vault.id, f"{linking}\n\nEnd.")
    library.export(format, vault.folder, ids=[vault.id, other.id])
    shown = next(line for line in vault.file.read_text().splitlines() if line.startswith("See "))
    assert "|that]]" in shown
    assert shown.endswith("and Third.")
    vault.edit(lambda text: text.replace("End.", f"End, with {shown.split(' and ')[0]}."))
    vault.pull()
    assert vault.note == f"{linking}\n\nEnd, with See {link_text(other.id, 'that')}."


NOTES = st.one_of(
    TRICKY,
    st.lists(st.sampled_from(["word", "\n", "```", "- [x] a", "<!--", "<!-- papershelf:end -->", " ", "[[x]]"])).map(
        "".join
    ),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(NOTES, min_size=3, max_size=3), below=TRICKY, front=TRICKY)
def test_any_words_survive_the_way_there_and_back(vault: Vault, notes: list[str], below: str, front: str) -> None:
    here, there, newer = (note.encode("utf-8", "replace").decode() for note in notes)
    there = there.replace("<!-- papershelf:", "").replace("\r", "")
    below = "\n" + below.replace("<!-- papershelf:", "").encode("utf-8", "replace").decode()
    mine = f"mine: {json.dumps(front.encode('ascii', 'replace').decode())} # c\n"
    if "mine:" not in vault.file.read_text():
        vault.edit(lambda text: text.replace("papershelf_base", f"{mine}papershelf_base", 1) + below)
    else:
        mine, below = "", ""
    vault.library.set_note(vault.id, here)
    vault.export()
    vault.export()
    assert vault.pull().unit is None
    vault.write(there)
    vault.pull()
    assert note_digest(vault.note) == note_digest(safe(there))
    before = vault.state()
    is_as_shown = note_digest(shown_note(vault.note, lambda _: None)) == note_digest(there)
    assert bool(vault.export().written) != is_as_shown, "a fence left open is closed, control characters go"
    if is_as_shown:
        assert vault.state() == before
    assert not vault.export().written
    vault.library.set_note(vault.id, newer)
    vault.export()
    assert vault.pull().unit is None
    assert mine in vault.file.read_bytes().decode()
    assert vault.file.read_bytes().decode().endswith(below)
