"""What every export format is: a small class that turns entries into texts and never touches a disk."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, Self

from papershelf.marks import Entry
from papershelf.paper import Paper

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


class Merged(NamedTuple):
    """A file brought up to date except for something that a person changed in it.

    Attributes:
        text: The file now.
        word: What was kept as it is, and what to do; a fragment to follow the file's name.
    """

    text: str
    word: str


class Exporter(ABC):
    """One format, found by its name.

    Attributes:
        name: What `--format` takes.
        summary: One line for help and for the export dialog.
        into: Whether the target is one file or a folder.
        suffix: The ending of its file, with the dot, by which a path says the format; empty for a folder.
        honours: The options that change what it writes, by their names in `Options`.
        by_paper: Whether each paper has a file of its own, which is found again wherever a person moved it.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    into: ClassVar[Literal["file", "folder"]]
    suffix: ClassVar[str] = ""
    honours: ClassVar[frozenset[str]] = frozenset({"abstracts", "notes", "links"})
    by_paper: ClassVar[bool] = False

    @abstractmethod
    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The texts to write, by relative POSIX path below the target.

        A file exporter gives exactly one item, whose path is `ITSELF`: the target.
        """

    def owner(self, head: str) -> str | None:  # noqa: ARG002 - a format with a file for each paper needs it
        """The id of the paper that a file is about, from its beginning; None where it tells of none."""
        return None

    def file_names(self, paper: Paper) -> tuple[str, ...]:  # noqa: ARG002 - the same
        """The names that a file for a paper may get, the best first; the last one no other paper can have."""
        return ()

    def placed(self, places: Mapping[str, str]) -> Self:  # noqa: ARG002 - the same
        """This format, told where the files of papers are, or are to be: relative POSIX path by paper id."""
        return self

    def merge(self, existing: str, fresh: str) -> str | Merged:  # noqa: ARG002 - formats that merge need it
        """What to write where a file is there already; a format without hand-written parts is replaced whole.

        Raises:
            MergeProblem: The file holds something that a rewrite would lose.
        """
        return fresh
