"""Words written into exported notes come back: three ways, nothing lost, one change, told to the file."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papershelf import Library
from papershelf.errors import Cancelled, DataError
from papershelf.exporters.noting import note_digest, shown_note
from papershelf.library.pulling import PullReport
from papershelf.marks import Mark
from papershelf.text import safe
from papershelf.text.linking import link_text
from tests.cli_tools import Run
from tests.export_samples import TRICKY

BOTH = pytest.mark.parametrize("format", ["folder", "obsidian"])


class Vault:
    """A library and the folder that it is exported to."""

    def __init__(self, library: Library, folder: Path, format: str = "folder") -> None:
        self.library, self.folder, self.format = library, folder, format
        self.id = library.entries()[0].paper.id

    def export(self) -> Any:
        """Export everything."""
        return self.library.export(self.format, self.folder)

    def pull(self, **more: Any) -> PullReport:
        """Pull everything."""
        return self.library.pull(self.folder, **more)

    @property
    def file(self) -> Path:
        """The file of the paper."""
        (found,) = [path for path in self.folder.rglob("*.md") if f'papershelf_id: "{self.id}"' in path.read_text()]
        return found

    def edit(self, change: Callable[[str], str]) -> None:
        """Change the file as an editor does."""
        before = self.file.read_bytes().decode()
        after = change(before)
        assert after != before, "a change that changes nothing tests nothing"
        self.file.write_bytes(after.encode())

    def write(self, note: str) -> None:
        """Write the note in the file."""
        head, rest = self.file.read_bytes().decode().split("<!-- papershelf:note:begin -->\n")
        tail = rest.partition("<!-- papershelf:note:end -->")[2]
        text = f"{head}<!-- papershelf:note:begin -->\n{note}\n<!-- papershelf:note:end -->{tail}"
        self.file.write_bytes(text.encode())

    @property
    def note(self) -> str:
        """The library's note."""
        return self.mark.note

    @property
    def mark(self) -> Mark:
        """The library's mark."""
        entry = self.library.entry(self.id)
        assert entry
        return entry.mark

    def state(self) -> dict[str, tuple[bytes, int]]:
        """Every file with its bytes and when it was written."""
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in self.folder.rglob("*") if path.is_file()
        }


@pytest.fixture
def vault(library: Library, tmp_path: Path) -> Vault:
    """A folder just exported to, with a note on the first paper."""
    vault = Vault(library, tmp_path / "vault")
    library.set_note(vault.id, "Mine.\n\nMore.")
    vault.export()
    return vault


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


def test_a_renamed_and_moved_file_is_still_the_papers(vault: Vault) -> None:
    moved = vault.folder / "deep" / "My name.md"
    moved.parent.mkdir()
    vault.file.rename(moved)
    vault.write("Moved words.")
    assert vault.pull().taken == {vault.id: ("note",)}
    vault.library.set_note(vault.id, "Newer.")
    report = vault.export()
    assert report.written == (moved,)
    assert "Newer." in moved.read_text()


def test_windows_line_ends_and_bom(vault: Vault) -> None:
    vault.edit(lambda text: "\ufeff" + text.replace("\n", "\r\n").replace("More.", "More.\r\nOn Windows."))
    assert vault.pull().taken == {vault.id: ("note",)}
    assert vault.note == "Mine.\n\nMore.\nOn Windows."
    before = vault.state()
    assert not vault.export().written
    assert vault.state() == before


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda data: data.replace(b"More.", "Über".encode("latin-1")), "is not UTF-8 (line "),
        (lambda data: data.replace(b"<!-- papershelf:note:end -->\n", b""), "papershelf:note:end --> is missing"),
        (lambda data: data + b"<!-- papershelf:end -->\n", "stands there again"),
        (lambda data: data.replace(b"\nstatus:", b"\nbad: [\nstatus:"), "not valid YAML in line"),
        (lambda data: data + b" " * (1 << 26), "is larger than 64 MB"),
    ],
)
def test_a_broken_file_is_told_and_the_others_are_pulled(
    vault: Vault, change: Callable[[bytes], bytes], word: str
) -> None:
    first, vault.id = vault.id, vault.library.entries()[1].paper.id
    vault.write("A good one.")
    vault.id = first
    broken, path = change(vault.file.read_bytes()), vault.file
    path.write_bytes(broken)
    report = vault.pull()
    assert [word in problem.reason for problem in report.problems] == [True]
    assert len(report.taken) == 1
    assert path.read_bytes() == broken


def test_copies_strangers_and_links(vault: Vault, tmp_path: Path) -> None:
    copy = vault.folder / "copy of it.md"
    text = vault.file.read_text()
    (tmp_path / "outside.md").write_text(text.replace("Mine.", "Outside."))
    copy.write_text(text.replace("Mine.", "In the copy."))
    (vault.folder / "link.md").symlink_to(tmp_path / "outside.md")
    (vault.folder / "stranger.md").write_text(text.replace(vault.id, "nobodys123"))
    (vault.folder / "pipe.md").unlink(missing_ok=True)
    os.mkfifo(vault.folder / "pipe.md")
    report = vault.pull()
    assert report.taken == {}
    assert [(problem.path, problem.reason[:24]) for problem in report.problems] == [(copy, "is about the same paper ")]
    assert [problem.path.name for problem in report.unknown] == ["stranger.md"]
    exported = vault.export()
    assert [problem.path for problem in exported.problems] == [copy]


def test_a_folder_that_is_none(vault: Vault) -> None:
    with pytest.raises(DataError, match="is no folder"):
        vault.library.pull(vault.folder / "nowhere")


def test_it_can_be_called_off(vault: Vault) -> None:
    vault.write("Other words.")

    def progress(step: Any) -> None:
        if step.stage == "reading":
            raise Cancelled

    with pytest.raises(Cancelled):
        vault.pull(progress=progress)
    assert vault.note == "Mine.\n\nMore."


def test_a_folder_that_cannot_be_written_is_pulled_all_the_same(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.write("Other words.")

    def fails(*_: Any, **__: Any) -> None:
        raise DataError("The disk is full.")

    monkeypatch.setattr("papershelf.library.vault.write", fails)
    report = vault.pull()
    assert vault.note == "Other words."
    assert "could not be told" in report.problems[0].reason
    monkeypatch.undo()
    assert vault.pull().unit is None
    assert not vault.export().kept


class TestEarlierExports:
    """Files of a version that had no markers for the note."""

    @pytest.fixture
    def old(self, vault: Vault) -> Vault:
        """A vault with the paper's file as the earlier version wrote it."""
        from papershelf.exporters import front_matter
        from papershelf.exporters.front_matter import FrontMatter
        from papershelf.exporters.note_file import NoteFile, stamp_of

        text = vault.file.read_text().replace("<!-- papershelf:note:begin -->\n", "")
        text = text.replace("<!-- papershelf:note:end -->\n", "\n")
        lines = [line for line in text.splitlines(keepends=True) if not line.startswith("papershelf_base")]
        file = NoteFile.of("".join(lines))
        values = FrontMatter.read(file.yaml).values
        keys = [key for key in values if key != "papershelf_written"]
        stamp = stamp_of(front_matter.plain(values, keys), file.lead)
        vault.file.write_text("".join(lines).replace(file.stamp, stamp))
        return vault

    def test_an_untouched_one_is_taken_over(self, old: Vault) -> None:
        assert old.pull().unit is None
        report = old.export()
        assert list(map(str, report.problems)) == []
        assert (len(report.written), report.kept) == (1, ())
        assert "<!-- papershelf:note:begin -->\nMine.\n\nMore.\n<!-- papershelf:note:end -->" in old.file.read_text()

    def test_a_note_changed_by_hand_is_pulled_and_then_taken_over(self, old: Vault) -> None:
        old.edit(lambda text: text.replace("More.", "More.\n\nBy hand."))
        assert "papershelf pull takes it in" in old.export().problems[0].reason
        old.pull()
        assert old.note == "Mine.\n\nMore.\n\nBy hand."
        report = old.export()
        assert (len(report.written), report.problems) == (1, ())
        assert old.pull().unit is None

    def test_one_that_the_library_went_on_from(self, old: Vault) -> None:
        old.library.set_note(old.id, "Something else.")
        assert old.pull().unit is None
        assert len(old.export().written) == 1


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


def test_the_verb(full: Run, tmp_path: Path) -> None:
    target = tmp_path / "vault"
    assert full("export", "--format", "obsidian", "--output", str(target)).code == 0
    path = sorted(target.glob("*.md"))[0]
    path.write_text(path.read_text().replace(":note:begin -->\n", ":note:begin -->\nBy hand."))
    planned = full("pull", str(target), "--dry-run")
    assert planned.code == 0
    assert planned.out.endswith(": note\n")
    assert planned.err == "papershelf: would have pulled from vault/: 1 note.\n"
    done = json.loads(full("pull", str(target), "--json").out)
    assert list(done["taken"].values()) == [["note"]]
    assert done["unit"]
    assert full("pull", str(target)).err == "papershelf: pulled from vault/: nothing new.\n"
    assert full("pull", str(target / "no")).code == 3
