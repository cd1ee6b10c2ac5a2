"""Other programs for papers, opened on the same papers in the same run, where they are on this machine.

They are looked for on the path, and in the folders that `PAPERSHELF_PEERS` names (parted as `PATH` is) or in a virtual
environment of their name below those.
"""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shutil import which
from typing import NamedTuple

from benchmarks.doors import program_once
from benchmarks.report import Table
from benchmarks.scale.figures import median, repeated
from benchmarks.scale.shelf import BATCH, Shelf, say
from benchmarks.screen import EMPTY, PAPERSHELF, READY, first_paint

VARIABLE = "PAPERSHELF_PEERS"
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
NEVER = {"artui": "it lists what it fetched from arXiv into a database of its own, and brings in no file"}


def beside(shelf: Shelf, papers: int, missing: list[tuple[str, str]]) -> Table | None:
    """First paint of each that is here, beside the empty app of the same run; `missing` gets what is not there."""
    size = f"{papers:,} papers"
    if papers > MOST:
        missing += [(f"{peer.name}, {size}", "it is not made for so many") for peer in PEERS]
        return None
    head = ("program", "what", "s, median", "runs", "× the empty app")
    table = Table(f"Other programs, {size}", head)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        page = home / "papers.bib"
        _run([*PAPERSHELF, "export", "--format", "bibtex", "--output", str(page)], home, shelf.environ)
        bare = repeated(lambda: first_paint(EMPTY, READY, environment(home), PATIENCE))
        own = repeated(lambda: first_paint(PAPERSHELF, shelf.first, shelf.environ, PATIENCE))
        for program, what, times in (
            ("empty Textual app", "first paint", bare),
            ("papershelf", "first painted title", own),
        ):
            _add(table, program, what, times, bare)
        for peer in PEERS:
            try:
                _add(table, peer.name, peer.what, measured(peer, page, home, shelf.first), bare)
            except (OSError, subprocess.SubprocessError) as error:
                say(f"{peer.name} is left out: {str(error)[:200]}")
                missing.append((f"{peer.name}, {size}", str(error)[:200]))
    return table


def _add(table: Table, program: str, what: str, times: Sequence[float], bare: Sequence[float]) -> None:
    middle = median(times)
    ratio = middle.value / median(bare).value
    table.add(program, what, f"{middle.value:.2f}", str(middle.runs), f"{ratio:.1f}")


def measured(peer: Peer, papers: Path, home: Path, title: bytes) -> list[float]:
    """Seconds of some starts.

    Args:
        peer: Which program.
        papers: The BibTeX file.
        home: A folder for all that it keeps.
        title: How the title of the first paper begins.

    Raises:
        FileNotFoundError: It is not on this machine.
        TimeoutError: It paints nothing of the library for very long.
        subprocess.SubprocessError: It does not take the papers.
    """
    program = which(peer.name, path=os.pathsep.join([*places(peer.name), os.environ.get("PATH", "")]))
    if program is None:
        raise FileNotFoundError(f"it is neither on the path nor in the folders of {VARIABLE}")
    words = peer.fill(program, papers, home)
    surroundings = environment(home)
    if not peer.is_screen:
        return repeated(lambda: program_once(words, surroundings))
    marker = re.findall(rb"^@\w+\{([^,]+),", papers.read_bytes(), re.MULTILINE)[-1] if peer.is_reversed else title
    return repeated(lambda: first_paint(words, marker, surroundings, PATIENCE))


def places(name: str) -> list[str]:
    """Where to look for a program before the path."""
    folders = [Path(folder) for folder in os.environ.get(VARIABLE, "").split(os.pathsep) if folder]
    return [str(place) for folder in folders for place in (folder, folder / name / "bin")]


def environment(home: Path) -> dict[str, str]:
    """This one, with a home of its own."""
    below = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE")}
    return {**os.environ, **below, "HOME": str(home)}


def _run(words: list[str], home: Path, more: Mapping[str, str] | None = None) -> None:
    subprocess.run(
        words,
        env={**environment(home), **(more or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=4 * PATIENCE,
        check=True,
    )
