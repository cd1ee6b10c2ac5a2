"""The papers that are searched: the seed pages, alone or among many real papers where those lie beside the checkout."""

import gzip
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.queries import Known
from papershelf import Library
from papershelf.settings import seed_pages
from papershelf.text import fold

VARIABLE = "PAPERSHELF_CORPORA"
BESIDE = Path(__file__).parents[2] / "shared" / "corpora"
SHUFFLE = 526
SEEDS = "seeds"
FILES = {"10k": "papers_10k.jsonl.gz", "100k": "papers_100k.jsonl.gz"}
SIZES = (SEEDS, *FILES)


class MissingCorpusError(Exception):
    """A collection is not on this machine."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is searched in one run.

    Attributes:
        name: One of `SIZES`.
        seeds: The papers that queries are made for.
        papers: All papers, the seeds first; each title of the seeds is there once.
    """

    name: str
    seeds: Sequence[Known]
    papers: Sequence[Known]

    @property
    def label(self) -> str:
        """How a table calls it."""
        if len(self.papers) == len(self.seeds):
            return f"{len(self.seeds)} seed papers"
        return f"{len(self.seeds)} seed papers among {len(self.papers) - len(self.seeds):,} others"


def seed_papers() -> list[Known]:
    """The papers of the seed pages, through the program's own reader."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.import_files(seed_pages())
        return [Known(e.paper.id, e.paper.title, e.paper.abstract) for e in library.entries()]


def corpus(size: str) -> Corpus:
    """The seeds alone, or among so many others.

    Raises:
        MissingCorpusError: The others are not on this machine.
    """
    seeds = seed_papers()
    if size == SEEDS:
        return Corpus(size, seeds, seeds)
    known = {_key(paper.title) for paper in seeds}
    others = (paper for paper in _read(file_of(size)) if _key(paper.title) not in known)
    papers = [*seeds, *others]
    # An engine that finds many papers equally good lists those first that came first: the seeds must not be those.
    random.Random(SHUFFLE).shuffle(papers)
    return Corpus(size, seeds, papers)


def file_of(size: str) -> Path:
    """The packed file of a collection, one paper a line.

    Raises:
        MissingCorpusError: It is not on this machine.
    """
    path = Path(os.environ.get(VARIABLE) or BESIDE) / FILES[size]
    if not path.is_file():
        raise MissingCorpusError(f"{size}: {FILES[size]} is not in {path.parent.name}/; {VARIABLE} names its folder")
    return path


def _read(path: Path) -> Iterator[Known]:
    with gzip.open(path, "rb") as lines:
        for number, line in enumerate(lines):
            record = orjson.loads(line)
            yield Known(f"c{number}", record["title"] or "", record["abstract"] or "")


def _key(title: str) -> str:
    """What stays the same of a title however it was set."""
    return "".join(filter(str.isalnum, fold(title)))
