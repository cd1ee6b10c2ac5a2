"""What a person changed in an exported note: told by the fingerprints of what was written last."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from papershelf.exporters.base import MergeProblem
from papershelf.exporters.front_matter import FrontMatter, mark_digest
from papershelf.exporters.note_file import MARKS, NoteFile
from papershelf.exporters.noting import note_digest


@dataclass(frozen=True, slots=True)
class Edited:
    """What is otherwise in a file than papershelf wrote it.

    Attributes:
        file: The file taken apart.
        note: The note as it stands there, with newlines; None where it is as it was written, or has no place.
        marks: Keys of marks whose values are not as they were written.
        problem: Why the front matter could not be read; empty where it could.
    """

    file: NoteFile
    note: str | None = None
    marks: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""

    @property
    def base_note(self) -> str | None:
        """The fingerprint of the library's note that was written; None where nobody knows."""
        return self.file.base.get("note")

    def acknowledged(self, note: str | None, marks: Mapping[str, Any]) -> str:
        """The file with fingerprints that say: the library knows this note and these marks.

        Args:
            note: The file's note as the library would keep it; None where nothing is to be said of it.
            marks: The values taken in, as they stand in the file.

        Raises:
            MergeProblem: The fingerprints do not stand on one line.
        """
        if self.file.note is None and not self.file.base:
            return self.file.text  # of an earlier version: the next export takes it over
        base = dict(self.file.base)
        if note is not None and self.note is not None:
            base |= {"note": note_digest(note), "shown": note_digest(self.note)}
        base |= {key: mark_digest(value) for key, value in marks.items()}
        return self.file.with_stamps(self.file.stamp, base).text if base != self.file.base else self.file.text


def edited(text: str) -> Edited | None:
    """What a person changed in a note that may be pulled; None where that is nothing.

    Raises:
        MergeProblem: The note cannot be taken apart.
    """
    file = NoteFile.of(text)
    base = file.base
    found = Edited(file)
    if file.note is not None and note_digest(file.note) != base.get("shown"):
        found = replace(found, note=_unified(file, file.note))
    elif file.note is None and not base:
        note = file.split_note()[1]  # of an earlier version, which left no fingerprint of its own for the note
        found = replace(found, note=None if note is None else _unified(file, note))
    if base and not file.is_matter_as_written:
        try:
            values = FrontMatter.read(file.yaml).values
        except MergeProblem as problem:
            found = replace(found, problem=str(problem))
        else:
            marks = {key: values[key] for key in MARKS if key in values and key in base}
            found = replace(
                found, marks={key: value for key, value in marks.items() if mark_digest(value) != base[key]}
            )
    return found if found.note is not None or found.marks or found.problem else None


def _unified(file: NoteFile, note: str) -> str:
    return note.replace("\r\n", "\n") if file.eol == "\r\n" else note
