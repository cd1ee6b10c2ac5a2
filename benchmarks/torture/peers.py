"""Programs whose command line takes a storm of changes: papershelf's own, and those of its peers that are here."""

import os
import re
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from benchmarks.torture.work import ids, import_page, open_library

VARIABLE = "PAPERSHELF_PEERS"
TAG = re.compile(r"\bt\d+x\d+\b")
SHARED = 0


class MissingPeerError(Exception):
    """A program is not here, or cannot be driven."""


def find_program(name: str) -> str:
    """Where a peer is: in a virtual environment of its name below the folder that `PAPERSHELF_PEERS` names, or on PATH.

    Raises:
        MissingPeerError: It is nowhere.
    """
    folder = os.environ.get(VARIABLE)
    inside = Path(folder) / name / "bin" / name if folder else None
    if inside is not None and inside.is_file():
        return str(inside)
    found = shutil.which(name)
    if found is None:
        raise MissingPeerError(f"{name} is not here; {VARIABLE} names a folder of virtual environments")
    return found


class Contender(ABC):
    """A program with a command that adds a tag to an entry.

    Args:
        root: An empty folder for all that it keeps.
        entries: How many entries there are; number 0 is the one that every process changes.
    """

    name: str

    def __init__(self, root: Path, entries: int) -> None:
        self.root = root
        self.prepare(entries)

    @abstractmethod
    def prepare(self, entries: int) -> None:
        """Make the entries."""

    @abstractmethod
    def command(self, entry: int, tag: str) -> Sequence[str]:
        """The words that add a tag to an entry."""

    @abstractmethod
    def found(self) -> set[str]:
        """The tags that are there."""

    def environment(self) -> dict[str, str]:
        """What its process sees: a home of its own."""
        homes = {"XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "HOME": "home"}
        return {**os.environ, **{name: str(self.root / folder) for name, folder in homes.items()}}


class Papershelf(Contender):
    """`papershelf tag`."""

    name = "papershelf"

    def prepare(self, entries: int) -> None:
        """A library with so many papers."""
        with open_library(self.root / "data") as library:
            import_page(library, range(entries))
            self.ids = ids(library)

    def command(self, entry: int, tag: str) -> Sequence[str]:
        """One verb."""
        data = str(self.root / "data")
        return [sys.executable, "-m", "papershelf", "--data-dir", data, "tag", self.ids[entry], f"+{tag}"]

    def found(self) -> set[str]:
        """The tags of all papers."""
        with open_library(self.root / "data") as library:
            return set(library.tags())


class Papis(Contender):
    """`papis tag --append`: one file of YAML for each document."""

    name = "papis"

    def prepare(self, entries: int) -> None:
        """A library of folders, as `papis add` makes them."""
        self.program = find_program(self.name)
        library = self.root / "library"
        for entry in range(entries):
            folder = library / f"d{entry}"
            folder.mkdir(parents=True)
            text = f"title: The entry {entry}\nref: d{entry}\nauthor: A\nyear: 2024\npapis_id: "
            (folder / "info.yaml").write_text(f"{text}{'abcdefghijkl'[entry] * 32}\n")
        config = self.root / "config" / "papis" / "config"
        config.parent.mkdir(parents=True)
        config.write_text(f"[settings]\ndefault-library = papers\n[papers]\ndir = {library}\n")

    def command(self, entry: int, tag: str) -> Sequence[str]:
        """One verb."""
        return [self.program, "tag", "--append", tag, "--doc-folder", str(self.root / "library" / f"d{entry}")]

    def found(self) -> set[str]:
        """The tags of all documents."""
        files = (self.root / "library").glob("*/info.yaml")
        return {tag for path in files for tag in TAG.findall(path.read_text(errors="replace"))}


class Cobib(Contender):
    """`cobib modify --add`: one file of YAML for all entries."""

    name = "cobib"

    def prepare(self, entries: int) -> None:
        """A database as coBib writes it."""
        self.program = find_program(self.name)
        self.file = self.root / "literature.yaml"
        text = "---\n{}:\n  ENTRYTYPE: article\n  title: The entry\n  year: 2024\n...\n"
        self.file.write_text("".join(text.format(f"d{entry}") for entry in range(entries)))
        self.config = self.root / "config.py"
        self.config.write_text(
            "from cobib.config import config\n"
            f"config.database.file = {str(self.file)!r}\n"
            f"config.logging.logfile = {str(self.root / 'log')!r}\n"
            "config.logging.version = None\n"
        )

    def command(self, entry: int, tag: str) -> Sequence[str]:
        """One verb."""
        return [self.program, "modify", "--add", f"tags:{tag}", "--selection", "--", f"d{entry}"]

    def environment(self) -> dict[str, str]:
        """Its configuration is a file of its own."""
        return {**super().environment(), "COBIB_CONFIG": str(self.config)}

    def found(self) -> set[str]:
        """The tags in the file."""
        return set(TAG.findall(self.file.read_text(errors="replace")))


CONTENDERS: tuple[type[Contender], ...] = (Papershelf, Cobib, Papis)
LEFT_OUT = {"bibtui": "a screen driven by keys, whose releases need Python 3.12 where this runs from 3.11 on"}
