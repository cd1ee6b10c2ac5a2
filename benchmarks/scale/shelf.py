"""The library that is measured: real papers brought in by the real import, and lived in for a while."""

import gzip
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.corpora import SEEDS, file_of
from benchmarks.importing import Cost, cost_of
from benchmarks.scale.figures import repeated
from benchmarks.screen import EMPTY, PAPERSHELF
from benchmarks.terminal import Terminal
from papershelf import Library
from papershelf.settings import DATA_VARIABLE, seed_pages

COLLECTIONS = {526: SEEDS, 10_000: "10k", 100_000: "100k"}  # papers, and the collection that has so many
SIZES = tuple(COLLECTIONS)
BATCH = 10_000  # papers that are tagged at once
FIRST = "first-batch"  # the file that they come from
QUERY = "sparse attention"  # asked at the start, to see when the search answers
PATIENCE = 120.0  # seconds for a start, however large the library
LETTERS = 18  # of the first title: so many are surely painted in one piece


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library on disk.

    Attributes:
        papers: How many it holds.
        data: Its folder.
        batch: A query that finds the papers to be tagged at once; empty where that is all of them.
        first: What its first frame shows: how the title of the first paper begins.
        answer: What the head says when `QUERY` was answered.
        costs: What importing everything into an empty library took, each time.
    """

    papers: int
    data: Path
    batch: str
    first: bytes
    answer: bytes
    costs: Sequence[Cost]

    @property
    def cache(self) -> Path:
        """Its compiled files."""
        return self.data / "cache"

    @property
    def history(self) -> Path:
        """Its journal."""
        return self.data / "history.jsonl"

    @property
    def library_bytes(self) -> int:
        """How large `library.json` is."""
        return (self.data / "library.json").stat().st_size

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a program that shows this library, and nobody's settings."""
        return surroundings(self.data)

    def app(self) -> Terminal:
        """The program in a terminal, just started."""
        return Terminal(PAPERSHELF, environ=self.environ)

    def floor(self) -> Terminal:
        """The empty app in a terminal, just started."""
        return Terminal(EMPTY, environ=self.environ)


def surroundings(data: Path) -> dict[str, str]:
    """The environment of a program whose library is in a folder, and nobody's settings."""
    home = str(data.parent / "home")
    return {DATA_VARIABLE: str(data), "HOME": home, "XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home}


@contextmanager
def shelved(size: int, runs: int) -> Iterator[Shelf]:
    """A library of so many papers in a folder of its own, with no compiled files yet.

    Args:
        size: Of `SIZES`.
        runs: How often it is imported, unless that takes long.

    Raises:
        RuntimeError: The import failed.
        MissingCorpusError: The collection is not on this machine.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        files = files_of(size, root)
        data = root / "data"
        (root / "home").mkdir()
        costs = repeated(lambda: imported(files, data), runs)
        with Library.open(data) as library:
            live_in(library)
            ids = library.find("").ids
            entry = library.entry(ids[0])
            assert entry is not None, "the first of what was found is there"
            answer = f" {len(library.find(QUERY).ids)} of {len(library)}".encode()
            batch = f"source:{FIRST}" if size > BATCH else ""
            shelf = Shelf(len(library), data, batch, entry.paper.title[:LETTERS].encode(), answer, costs)
        shutil.rmtree(shelf.cache, ignore_errors=True)
        yield shelf


def imported(files: Sequence[Path], data: Path) -> Cost:
    """Import files into an empty library, as a process of its own.

    Raises:
        RuntimeError: It failed.
    """
    shutil.rmtree(data, ignore_errors=True)
    return cost_of([*PAPERSHELF, "import", "--quiet", *map(str, files)], surroundings(data))


def files_of(size: int, folder: Path) -> list[Path]:
    """The files to import for so many papers: the seed pages, or a batch of a collection and its rest.

    Raises:
        MissingCorpusError: The collection is not on this machine.
    """
    if COLLECTIONS[size] == SEEDS:
        return seed_pages()
    with gzip.open(file_of(COLLECTIONS[size]), "rb") as packed:
        lines = islice(packed, size)
        parts = [(FIRST, islice(lines, BATCH)), ("rest", lines)] if size > BATCH else [(FIRST, lines)]
        written = []
        for part, some in parts:
            path = folder / f"{part}.jsonl"
            with path.open("wb") as file:
                file.writelines(some)
            written.append(path)
    return written


def live_in(library: Library) -> None:
    """Lay some two thousand marks over it, or one for every fourth paper of a small library."""
    ids: Sequence[str] = library.find("").ids
    count = min(2_000, len(ids) // 4)
    spread = [ids[place * len(ids) // count] for place in range(count)]
    library.star(spread[::2])
    for place, tag in enumerate(("nlp/rag", "vision", "to discuss", "later")):
        library.tag(spread[place::5], add=[tag])
    for paper_id in spread[:: max(1, count // 200)]:
        library.set_note(paper_id, "Read for the seminar.\n\nThe second table is what counts; ask about the baseline.")


def wait_for_files(folder: Path, quiet: float = 1.5) -> None:
    """Wait until nothing in a folder has changed for a while."""
    before, since = "", time.perf_counter()
    while time.perf_counter() - since < quiet:
        now = "".join(f"{path.name}{path.stat().st_size};" for path in sorted(folder.rglob("*")) if path.is_file())
        if now != before:
            before, since = now, time.perf_counter()
        time.sleep(0.1)


def say(words: str) -> None:
    """Tell on standard error what is being done."""
    print(words, file=sys.stderr, flush=True)


def compiled() -> None:
    """Let the bytecode be written, as an installed program has it."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
