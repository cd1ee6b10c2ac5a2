"""Other programs for papers, opened on the same papers in the same run, where they are on this machine.

They are looked for on the path, and in the folders that `PAPERSHELF_PEERS` names (parted as `PATH` is).
"""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import which
from typing import NamedTuple

from benchmarks.doors import once
from benchmarks.report import Table
from benchmarks.scale.shelf import BATCH, READY, Shelf, say
from benchmarks.screen import EMPTY, PAPERSHELF
from benchmarks.terminal import Terminal

VARIABLE = "PAPERSHELF_PEERS"
RUNS = 3
PATIENCE = 90.0
MOST = BATCH + 1_000  # in a larger library the first of them takes minutes


class Peer(NamedTuple):
    """Another program.

    Attributes:
        name: How its program is called.
        what: What is measured.
        fill: Brings the papers of a BibTeX file into its library below a home directory; gives the words to start it.
        is_screen: Whether it is measured to its first painted title; else to its end.
        is_reversed: Whether it lists first what comes last in the file, by its key.
    """

    name: str
    what: str
    fill: "Callable[[str, Path, Path], list[str]]"
    is_screen: bool = True
    is_reversed: bool = False


def _bibtui(program: str, papers: Path, _: Path) -> list[str]:
    return [program, str(papers)]


def _cobib(program: str, papers: Path, home: Path) -> list[str]:
    _run([program, "init"], home)
    _run([program, "add", "--bibtex", str(papers)], home)
    return [program]


def _papis(program: str, papers: Path, home: Path) -> list[str]:
    folder = home / "papis-papers"
    for number, entry in enumerate(papers.read_text("utf-8").split("\n@")):
        # Its own import asks the network of each entry; a folder with what is known of it is all that it keeps.
        title = next((line.partition("=")[2].strip(" {},") for line in entry.splitlines() if " title" in line), "")
        place = folder / f"p{number}"
        place.mkdir(parents=True)
        (place / "info.yaml").write_text(json.dumps({"papis_id": f"p{number}", "ref": f"p{number}", "title": title}))
    listing = [program, "-l", str(folder), "list", "--all"]
    _run(listing, home)  # the first one builds its cache
    return listing


PEERS = (
    Peer("bibtui", "first painted title", _bibtui),
    Peer("cobib", "first painted entry", _cobib, is_reversed=True),
    Peer("papis", "`papis list --all`, whole process", _papis, is_screen=False),
)
LEFT_OUT = {"artui": "it lists what it fetched from arXiv into a database of its own, and brings in no file"}


def beside(shelf: Shelf) -> Table | None:
    """First paint of each that is here, as a ratio to the empty app of the same run."""
    if shelf.papers > MOST:
        say(f"{shelf.papers:,} papers: the peers are left out, they are not made for so many")
        return None
    table = Table(f"Other programs, {shelf.papers:,} papers", ("program", "what", "s, best of 3", "× the empty app"))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        surroundings = environment(home)
        papers = home / "papers.bib"
        _run([*PAPERSHELF, "export", "--format", "bibtex", "--output", str(papers)], home, shelf.environ)
        bare = min(first_paint(EMPTY, READY, surroundings) for _ in range(RUNS))
        table.add("empty Textual app", "first paint", f"{bare:.2f}", "1.0")
        own = min(first_paint(PAPERSHELF, shelf.first, shelf.environ) for _ in range(RUNS))
        table.add("papershelf", "first painted title", f"{own:.2f}", f"{own / bare:.1f}")
        for peer in PEERS:
            try:
                best = measured(peer, papers, home, shelf.first.split()[0])
            except (OSError, TimeoutError, subprocess.SubprocessError) as error:
                say(f"{peer.name} is left out: {str(error)[:200]}")
                table.add(peer.name, peer.what, "–", "–")
                continue
            table.add(peer.name, peer.what, f"{best:.2f}", f"{best / bare:.1f}")
    for left, why in LEFT_OUT.items():
        say(f"{left} is left out: {why}")
    return table


def measured(peer: Peer, papers: Path, home: Path, word: bytes) -> float:
    """Seconds, the best of a few starts.

    Raises:
        FileNotFoundError: It is not on this machine.
        TimeoutError: It paints nothing of the library for very long.
        subprocess.SubprocessError: It does not take the papers.
    """
    program = which(peer.name, path=os.pathsep.join([*folders(), os.environ.get("PATH", "")]))
    if program is None:
        raise FileNotFoundError(f"it is neither on the path nor in the folders of {VARIABLE}")
    words = peer.fill(program, papers, home)
    surroundings = environment(home)
    if peer.is_reversed:
        word = re.findall(rb"^@\w+\{([^,]+),", papers.read_bytes(), re.MULTILINE)[-1]
    if not peer.is_screen:
        return min(once(("-c", f"import subprocess; subprocess.run({words!r})"), surroundings) for _ in range(RUNS))
    return min(first_paint(words, word, surroundings) for _ in range(RUNS))


def folders() -> list[str]:
    """Where to look before the path."""
    return list(filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)))


def environment(home: Path) -> dict[str, str]:
    """This one, with a home of its own."""
    below = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE")}
    return {**os.environ, **below, "HOME": str(home)}


def first_paint(words: list[str], marker: bytes, surroundings: Mapping[str, str]) -> float:
    """Seconds from start to the first frame that holds the marker."""
    with Terminal(words, environ=surroundings) as terminal:
        return terminal.until(marker, PATIENCE)


def _run(words: list[str], home: Path, more: Mapping[str, str] | None = None) -> None:
    subprocess.run(
        words,
        env={**environment(home), **(more or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=4 * PATIENCE,
        check=True,
    )
