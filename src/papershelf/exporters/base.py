"""What every export format is: a small class that turns entries into texts and never touches a disk."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from papershelf.marks import Entry

ITSELF = "."
"""The relative path that means the target itself: what a file exporter gives."""

Group = Literal["tag", "status", "source", "none"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose about an export.

    Attributes:
        group: What the papers of a list are grouped by.
        abstracts: Whether abstracts go along.
        notes: Whether the person's notes go along.
        links: Whether addresses go along.
        title: The heading of a list.
    """

    group: Group = "status"
    abstracts: bool = True
    notes: bool = True
    links: bool = True
    title: str = "Reading list"


class MergeProblem(Exception):
    """Why one file must be left alone; a fragment to follow its name, for the person. The export goes on."""


class Exporter(ABC):
    """One format, found by its name.

    Attributes:
        name: What `--format` takes.
        summary: One line for help and for the export dialog.
        into: Whether the target is one file or a folder.
        suffix: The ending of its file, with the dot, by which a path says the format; empty for a folder.
        honours: The options that change what it writes, by their names in `Options`.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    into: ClassVar[Literal["file", "folder"]]
    suffix: ClassVar[str] = ""
    honours: ClassVar[frozenset[str]] = frozenset({"abstracts", "notes", "links"})

    @abstractmethod
    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The texts to write, by relative POSIX path below the target.

        A file exporter gives exactly one item, whose path is `ITSELF`: the target.
        """

    def merge(self, existing: str, fresh: str) -> str:  # noqa: ARG002 - formats that merge need it
        """What to write where a file is there already; a format without hand-written parts is replaced whole.

        Raises:
            MergeProblem: The file holds something that a rewrite would lose.
        """
        return fresh
