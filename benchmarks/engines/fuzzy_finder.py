"""fzf as a filter: a process a query over a file of lines, as scripts use it."""

import subprocess
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from shutil import which

from benchmarks.engines.base import ANY_NUMBER, DEPTH, MissingEngineError, plain_words
from benchmarks.queries import Known


class FuzzyFinder:
    """`fzf --filter`; every word must match somewhere, its letters in order.

    Args:
        name: How a table calls it.
        titles_only: Leave the abstracts out.
    """

    def __init__(self, name: str, *, titles_only: bool) -> None:
        self.program = which("fzf")
        if self.program is None:
            raise MissingEngineError("no fzf on the path")
        self.name = name
        version = subprocess.run([self.program, "--version"], capture_output=True, text=True, check=True).stdout
        self.how = f"fzf {version.split()[0]}: `--filter`, a process a query; each word's letters in order, all words"
        self.titles_only = titles_only
        self.pace = 17.0 if titles_only else 700.0
        self.most_papers = ANY_NUMBER if titles_only else 11_000

    def build(self, papers: Sequence[Known]) -> None:
        """Write a line a paper: id, title, abstract."""
        self.folder = tempfile.TemporaryDirectory()
        self.lines = Path(self.folder.name) / "papers.tsv"
        with self.lines.open("w", encoding="utf-8", errors="replace") as file:
            for paper in papers:
                texts = (paper.title,) if self.titles_only else (paper.title, paper.abstract)
                file.write("\t".join([paper.id, *(" ".join(text.split()) for text in texts)]) + "\n")

    def find(self, typed: str, limit: int = DEPTH) -> list[str]:
        """Ids, the best first: the rest of the lines is not waited for."""
        # The first field is the id, which must not match; a word with a capital would mean that case matters.
        command = [str(self.program), "--delimiter=\t", "--nth=2..", "-i", "--filter", " ".join(plain_words(typed))]
        with (
            self.lines.open("rb") as lines,
            subprocess.Popen(command, stdin=lines, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running,
        ):
            assert running.stdout is not None
            found = [line.split("\t", 1)[0] for line in islice(running.stdout, limit)]
            running.kill()
        return found

    def close(self) -> None:
        """Take the file away."""
        self.folder.cleanup()
