"""Exported notes that a person changed: found in their folder, met with the library's marks, and acknowledged there."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from papershelf.errors import DataError, UsageError
from papershelf.exporters import WriteProblem, own_exporters, write
from papershelf.exporters.base import MergeProblem
from papershelf.exporters.folder import NotesFolder
from papershelf.exporters.front_matter import mark_digest
from papershelf.exporters.note_file import owner
from papershelf.exporters.noting import note_digest, taken_note
from papershelf.exporters.placing import alike, chosen, link_targets
from papershelf.exporters.survey import survey
from papershelf.exporters.taking_back import Edited, edited
from papershelf.library.events import stamp
from papershelf.library.pull_report import PullConflict, PullReport
from papershelf.marks import Entry, Mark, merge_tags, parse_rating, parse_status, parse_tag
from papershelf.paper import Paper
from papershelf.progress import Progress, told
from papershelf.store.joining.notes import Told, join_notes
from papershelf.text import safe, safe_line

LARGEST = 1 << 26  # bytes of a file that is read whole
_TRIES = 3


@dataclass(slots=True)
class Changed:
    """A file that is not as papershelf wrote it.

    Attributes:
        paper_id: The paper it is about.
        paper: The same.
        path: The file, below the folder.
        edited: What is otherwise.
        at: When the file was written last, ISO 8601 in UTC.
        side: What a person calls the folder.
        links: How links lead from files to papers, and back.
        past: What the library's note said, the oldest first.
    """

    paper_id: str
    paper: Paper
    path: str
    edited: Edited
    at: str
    side: str
    links: "Links"
    past: list[str] = field(default_factory=list)

    def needs_past(self, marks: Mapping[str, Mark]) -> bool:
        """Whether library and file both changed the note, so that what it said before matters."""
        mark = marks.get(self.paper_id)
        note = mark.note if mark else ""
        return self.edited.note is not None and self.edited.base_note != note_digest(note)

    def meet(self, mark: Mark) -> "Taken":
        """What comes of the file and the library's mark."""
        taken = Taken(self, mark)
        if self.edited.note is not None:
            taken.take_note(self.edited.note)
        for key, value in self.edited.marks.items():
            taken.take_mark(key, value)
        return taken


class Links(NamedTuple):
    """How links lead from files to papers, and back."""

    target_of: Callable[[str], str | None]
    id_of: Callable[[str], str | None]


class Taken:
    """What comes of one file and the library's mark.

    Attributes:
        changed: The file.
        mark: The mark that is to be.
        names: The fields that are taken in.
        conflicts: Fields that both sides had changed.
        problems: Values that mean nothing.
        note: The file's note as the library would keep it; None where the file's is as it was written.
        known: The marks of the file that the library knows now.
    """

    def __init__(self, changed: Changed, mark: Mark) -> None:
        self.changed = changed
        self.mark = mark
        self.names: tuple[str, ...] = ()
        self.conflicts: list[PullConflict] = []
        self.problems: list[WriteProblem] = []
        self.note: str | None = None
        self.known: dict[str, Any] = {}

    def take_note(self, text: str) -> None:
        """Bring in the file's note: taken where only it changed, joined where both did."""
        file, mine = self.changed, self.mark.note
        past = _since(file.edited.base_note, file.past)
        # As it is stored: a control character that came into a file is no part of a note.
        self.note = safe(taken_note(text, file.links.id_of, file.links.target_of, [mine, *reversed(past)]))
        if note_digest(self.note) == note_digest(mine):
            return
        if file.edited.base_note == note_digest(mine):
            self._set("note", self.note if self.note.strip() else "")
            return
        ours = Told(mine, "papershelf", self.mark.changed.get("note", ""), past)
        joined = join_notes(ours, Told(self.note, file.side, file.at))
        if joined != mine:
            self.conflicts.append(PullConflict(file.paper_id, "note", "both", mine, self.note))
            self._set("note", joined)

    def take_mark(self, key: str, value: Any) -> None:
        """Bring in a value of the front matter: taken where only it changed; tags are put together where both did."""
        mine = getattr(self.mark, key)
        try:
            theirs = _READ[key](value, self.mark) if key != "tags" else self._tags(value)
        except UsageError as error:
            self.problems.append(WriteProblem(Path(self.changed.path), f"has no good {key}: {error.message}"))
            return
        self.known[key] = value
        if theirs == mine:
            return
        if self.changed.edited.file.base[key] in self._digests(key):
            self._set(key, theirs)
        elif key == "tags":
            both = merge_tags(mine, theirs)
            self.conflicts.append(PullConflict(self.changed.paper_id, key, "both", mine, theirs))
            if both != mine:
                self._set(key, both)
        else:
            self.conflicts.append(PullConflict(self.changed.paper_id, key, "library", mine, theirs))

    def _set(self, name: str, value: Any) -> None:
        self.mark = replace(self.mark, **{name: value})
        self.names += (name,)

    def _digests(self, key: str) -> set[str]:
        """The fingerprints of the library's value, as any format writes it."""
        entry = Entry(self.changed.paper, self.mark)
        return {mark_digest(format.marks(entry)[key]) for format in _formats()}

    def _tags(self, value: Any) -> tuple[str, ...]:
        """Tags of a file; those that a format had to write otherwise are known by that."""
        mine = {format.tag(tag).casefold(): tag for format in _formats() for tag in self.mark.tags}
        words = value if isinstance(value, list | tuple) else str(value or "").replace(",", " ").split()
        named = [str(word).strip().lstrip("#") for word in words if word is not None]
        return merge_tags((), [mine.get(word.casefold()) or parse_tag(word) for word in named if word])


def look(folder: Path, papers: Mapping[str, Paper], report: PullReport, progress: Progress) -> list[Changed]:
    """Find the files of a folder that are not as papershelf wrote them; what cannot be read goes into the report.

    Raises:
        Cancelled: It was called off.
        DataError: The folder cannot be read.
    """
    found = survey(folder, owner, progress)
    report.problems += [WriteProblem(folder / name, f"{reason}; passed over") for name, reason in found.unread]
    places = {}
    for paper_id, paths in found.places.items():
        paper = papers.get(paper_id)
        names = [name for format in _formats() for name in format.file_names(paper)] if paper else []
        places[paper_id] = chosen(paths, names)
        report.problems += [
            WriteProblem(folder / path, f"is about the same paper as {places[paper_id]}, which is read; not read")
            for path in paths
            if path != places[paper_id]
        ]
    links, changed = _links(places), []
    for paper_id, path in told(places.items(), progress, "reading", "note", len(places)):
        paper = papers.get(paper_id)
        report.looked_at += 1
        if paper is None:
            report.unknown.append(
                WriteProblem(folder / path, f"is about {safe_line(paper_id)}, which is no paper here")
            )
            continue
        try:
            text, at = _read(folder / path)
            edit = edited(text)
        except (MergeProblem, OSError) as error:
            reason = str(error) if isinstance(error, MergeProblem) else f"cannot be read: {error.strerror or error}"
            report.problems.append(WriteProblem(folder / path, reason))
            continue
        if edit is None:
            continue
        if edit.problem:
            report.problems.append(WriteProblem(folder / path, f"{edit.problem}; its keys are not pulled"))
        side = f"{safe_line(folder.resolve().name)}/"
        changed.append(Changed(paper_id, paper, str(folder / path), edit, at, side, links))
    return changed


def acknowledge(folder: Path, taken: Sequence[Taken], report: PullReport) -> None:
    """Let the files say which note and marks of theirs the library knows now; what cannot be written is told.

    Without it the next export would see a change that nobody pulled; pulling once more would mend that.
    """
    fresh: dict[str, str] = {}
    before: dict[str, str] = {}
    for one in taken:
        edit = one.changed.edited
        try:
            text = edit.acknowledged(one.note, one.known)
        except MergeProblem as problem:
            report.problems.append(WriteProblem(Path(one.changed.path), str(problem)))
            continue
        if text != edit.file.text and Path(one.changed.path).exists():
            fresh[Path(one.changed.path).relative_to(folder).as_posix()] = text
            before[text] = edit.file.text
    try:
        written = write(fresh, folder, merge=lambda there, text: text if there == before[text] else there)
    except DataError as error:
        words = f"could not be told that everything was taken in: {error.message} Where it can be written, pull again"
        report.problems.append(WriteProblem(folder, words))
    else:
        report.problems += written.problems


def _formats() -> list[NotesFolder]:
    """The formats with a note for each paper."""
    return [format for format in own_exporters().values() if isinstance(format, NotesFolder)]


def _links(places: Mapping[str, str]) -> Links:
    targets = link_targets(places)
    ids = {alike(target): paper for paper, target in targets.items()}
    ids |= {alike(path.removesuffix(".md")): paper for paper, path in places.items()}
    return Links(targets.get, lambda target: ids.get(alike(target.removesuffix(".md"))))


def _read(path: Path) -> tuple[str, str]:
    """A file's text and when it was written; one that is written just now is read again."""
    for _ in range(_TRIES):
        with open(path, "rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > LARGEST:
                raise MergeProblem(f"is larger than {LARGEST >> 20} MB; not read")
            data = file.read(LARGEST + 1)
        after = os.stat(path)
        if (before.st_ino, before.st_size, before.st_mtime_ns) == (after.st_ino, after.st_size, after.st_mtime_ns):
            break
    else:
        raise MergeProblem("is being written just now; not read, pull again")
    try:
        return data.decode("utf-8"), stamp(datetime.fromtimestamp(after.st_mtime, UTC))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MergeProblem(f"is not UTF-8 (line {line}); not read. Save it as UTF-8 and pull again") from None


def _since(base: str | None, notes: Sequence[str]) -> list[str]:
    """What the library's note said after it was written to the file; all of it where that is not known."""
    last = max((place for place, note in enumerate(notes) if note_digest(note) == base), default=-1)
    return list(notes[last + 1 :])


def _starred(value: Any) -> bool:
    if isinstance(value, bool) or value is None:
        return bool(value)
    if str(value).strip().lower() in {"true", "false", "yes", "no", ""}:
        return str(value).strip().lower() in {"true", "yes"}
    raise UsageError(f"“{safe_line(str(value))}” is neither true nor false.")


_READ: dict[str, Callable[[Any, Mark], Any]] = {
    "status": lambda value, mark: parse_status(str(value)) if value is not None else mark.status,
    "starred": lambda value, _: _starred(value),
    "rating": lambda value, _: parse_rating(value if value is None or isinstance(value, int) else str(value)),
}
