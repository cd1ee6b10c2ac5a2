"""What becomes of a note that is there when papershelf has something new to say: part by part, nobody's words lost."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from papershelf.exporters import front_matter
from papershelf.exporters.base import Merged, MergeProblem
from papershelf.exporters.front_matter import FrontMatter
from papershelf.exporters.note_file import (
    BASE,
    KEYS,
    MARKS,
    NOTE_END,
    NOTE_HEAD,
    SOMETIMES,
    STAMP,
    NoteFile,
    owner,
    stamp_of,
)
from papershelf.exporters.noting import note_digest
from papershelf.exporters.stamp import exact

CHANGED_BY_HAND = (
    "was changed by hand in papershelf's part; left as it is. "
    f"Move your words below the end marker and empty the key {STAMP}: then it is written anew"
)
_EMPTIED = re.compile(rf"^{STAMP}:[ \t]*(?:\"\"|''|~|null)?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_KEY = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)


def meet(existing: str, fresh: str) -> str | Merged:
    """The existing note with our part brought up to date; the rest keeps every byte.

    Raises:
        MergeProblem: The file is another's, its markers are not there once each, or our part was changed.
    """
    if not existing.strip("\ufeff \t\r\n"):
        return fresh
    old, new = NoteFile.of(existing), NoteFile.of(fresh)
    if owner(existing) != owner(fresh):
        whose = "belongs to another paper" if owner(existing) else "names no paper in its front matter"
        raise MergeProblem(f"{whose}; left as it is")
    return _Meeting(old, new).outcome()


@dataclass(frozen=True)
class _Meeting:
    """A file and what is to be in it."""

    old: NoteFile
    new: NoteFile

    def outcome(self) -> str | Merged:
        """The file as it is to be."""
        if self._is_touched and not _EMPTIED.search(self.old.yaml):
            raise MergeProblem(self._words_for_touched())
        note, note_kept = self._note()
        kept = self._kept_marks
        yaml = self._yaml(kept)
        lead, tail = self._frame()
        out = replace(self.old, yaml=yaml, lead=lead, note=note, tail=tail)
        base = self._base(out, kept, note_kept)
        same = (out.yaml, out.block, out.note) == (self.old.yaml, self.old.block, self.old.note)
        if not (same and self._is_said and _facts(base) == _facts(self.old.base)):
            out = out.with_stamps(self._stamp, base)
        told = [*(["note"] if note_kept else []), *kept]
        if not told:
            return out.text
        word = f"was changed in the file ({', '.join(told)}); papershelf pull takes that in, the rest is up to date"
        return Merged(out.text, word)

    @cached_property
    def _matter(self) -> FrontMatter:
        return FrontMatter.read(self.old.yaml)

    @cached_property
    def _is_plain(self) -> bool:
        """Whether the front matter is to the byte what papershelf made, with nothing of the person's in it."""
        text = self.old.yaml
        is_even = "\r" not in text or text.count("\r\n") == text.count("\n")
        return is_even and self.old.matter == self.old.base.get("matter")

    @property
    def _is_old(self) -> bool:
        """Whether an earlier version wrote the file, whose stamp was of everything."""
        return not self.old.base and self.old.note is None

    @cached_property
    def _is_said(self) -> bool:
        """Whether there is nothing new to say of the paper, whatever the person did meanwhile to our part."""
        has_place = self.new.note is None or self.old.note is not None
        return bool(self.old.base) and has_place and self.old.stamp == self.new.stamp

    @cached_property
    def _is_touched(self) -> bool:
        """Whether a person changed our part, so that writing it anew would lose words."""
        if self._is_said:
            return False
        if self._is_plain:
            return exact(self.old.block) != self.old.base.get("block")
        return self._written is None and not (self._is_old and self._has_only_note_pulled())

    @cached_property
    def _written(self) -> set[str] | None:
        """Which keys papershelf wrote into the file; None where our part was changed by hand."""
        values, old = self._matter.values, self.old
        block = (old.lead if self._is_old else old.block).replace("\r\n", "\n")
        theirs = set(old.base.get("theirs", "").split("."))
        there = [key for key in SOMETIMES if key in values and key not in theirs]
        extra = MARKS if self._is_old else ()
        for always in ([key for key in keys if key not in theirs] for keys in KEYS):
            for count in range(len(there), -1, -1):
                for more in combinations(there, count):
                    if old.stamp == stamp_of(front_matter.plain(values, (*always, *more, *extra)), block):
                        return {*always, *more}
        return None

    @cached_property
    def _theirs(self) -> set[str]:
        """Keys of the person's that are called like ours."""
        if self._is_plain:
            return set()
        fresh = FrontMatter.read(self.new.yaml).values
        written = self._written if self._written is not None else set(fresh)
        return {key for key in fresh if key in self._matter.values and key not in {*written, *MARKS, STAMP, BASE}}

    @cached_property
    def _stamp(self) -> str:
        """The stamp to be: of our part, without keys that are the person's."""
        if self._is_said or not self._theirs:
            return self.new.stamp
        values = FrontMatter.read(self.new.yaml).values
        ours = set(values) - {*self._theirs, *MARKS, STAMP, BASE}
        return stamp_of(front_matter.plain(values, ours), self.new.block)

    def _has_only_note_pulled(self) -> bool:
        """Whether a file of an earlier version differs in its note alone, and that is the library's by now."""
        values, wanted = self._matter.values, FrontMatter.read(self.new.yaml).values
        lead, note = self.old.split_note()
        ours = set(wanted) - {STAMP, BASE}
        is_note_same = note_digest(note or "") == note_digest(self.new.note or "")
        is_lead_same = exact(lead) == exact(self.new.block)
        return is_note_same and is_lead_same and front_matter.plain(values, ours) == front_matter.plain(wanted, ours)

    def _words_for_touched(self) -> str:
        if not self._is_old or self.old.split_note()[1] is None:
            return CHANGED_BY_HAND
        return f"{CHANGED_BY_HAND}. If it was the note, papershelf pull takes it in"

    def _note(self) -> tuple[str | None, bool]:
        """The note to stand in the file, and whether that is the person's, not pulled yet."""
        old, new = self.old.note, self.new.note
        if new is None or old is None:
            return (old if new is None else self._own(new)), False
        here = note_digest(old)
        if here == self.new.base["shown"]:
            return old, False
        if here == self.old.base.get("shown"):
            return self._own(new), False
        return old, True

    def _frame(self) -> tuple[str, str]:
        """Our part before and after the note."""
        if self._is_said:
            return self.old.lead, self.old.tail
        if self.new.note is None and self.old.note is not None:  # an export without notes takes none away
            return self._own(self.new.lead + NOTE_HEAD), self._own(f"{NOTE_END}\n")
        return self._own(self.new.lead), self._own(self.new.tail)

    @cached_property
    def _kept_marks(self) -> list[str]:
        """Keys of marks that a person changed in the file since papershelf wrote them, and nobody pulled."""
        old, new = self.old, self.new
        if self._is_old or old.is_matter_as_written or self._says_marks:
            return []
        values, found = self._matter.values, []
        for key in MARKS:
            here = front_matter.mark_digest(values.get(key))
            if key in values and here not in {old.base.get(key), new.base[key]}:
                found.append(key)
        return found

    @cached_property
    def _says_marks(self) -> bool:
        """Whether the file states the marks just as they would be written, which is quickly seen."""
        text = "\n" + self.old.yaml.replace("\r\n", "\n")
        chunks = {chunk.partition(":")[0]: chunk for chunk in _KEY.split(self.new.yaml) if chunk}
        return all(f"\n{chunks[key]}" in text for key in MARKS)

    def _yaml(self, kept: list[str]) -> str:
        """The front matter to be, whose stamps are set later."""
        if self._is_plain:
            return self._own(self.new.yaml)
        are_marks_said = all(self.old.base.get(key) == self.new.base[key] for key in MARKS) or self._says_marks
        if self._is_said and are_marks_said:
            return self.old.yaml
        fresh = FrontMatter.read(self.new.yaml)
        digest, there = front_matter.mark_digest, self._matter.values
        alike = {key for key in MARKS if key in there and digest(there[key]) == digest(fresh.values[key])}
        keep = {*kept, *alike, *self._theirs, *(set(fresh.values) - set(MARKS) - {BASE} if self._is_said else ())}
        return front_matter.merge(self._matter, fresh, keep, self.old.eol)

    def _base(self, out: NoteFile, kept: list[str], note_kept: bool) -> dict[str, str]:
        """The fingerprints of what is written now."""
        old, base = self.old.base, dict(self.new.base)
        stale = [*kept, *(("note", "shown") if note_kept or self.new.note is None else ())]
        for name in stale:
            base.pop(name, None)
            if name in old:
                base[name] = old[name]
        matter, block = base.pop("matter"), base.pop("block")
        kind = "matter" if out.matter == matter else "mixed"
        if not self._is_said and self._theirs:
            base["theirs"] = ".".join(sorted(self._theirs))
        return {**base, "block": old.get("block", block) if self._is_said else exact(out.block), kind: out.matter}

    def _own(self, text: str) -> str:
        """A text of ours with the file's line ends."""
        return text if self.old.eol == "\n" else re.sub("\r?\n", "\r\n", text)


def _facts(base: dict[str, str]) -> dict[str, str]:
    """What matters of fingerprints: whether the person's part of the front matter changed does not."""
    return {name: value for name, value in base.items() if name not in {"matter", "mixed"}}
