"""Files to pull from as they are met: moved, broken, copied, of other systems and earlier versions; and the verb."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papershelf.errors import Cancelled, DataError
from tests.cli_tools import Run
from tests.vault_tools import Vault


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
