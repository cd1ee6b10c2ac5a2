"""The documents' examples run: `console` blocks as they stand, in the real program; Python blocks; and no line that is
only shown names a verb or an option that there is not.

In a block marked `console` a line that begins with `$ ` is typed, and those after it must be among what is printed, on
either stream; `…` stands for anything. `# ends with 1` after a command says its exit code, which is 0 otherwise.
"""

import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from papershelf import Library
from papershelf.cli import main
from papershelf.cli.arguments import parser
from papershelf.settings import seed_pages

DOCS = Path(__file__).parent.parent / "docs"
PAGES = [path.relative_to(DOCS).as_posix() for path in sorted(DOCS.rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ENDS = re.compile(r"\s+# ends with (\d+)$")
SHOWN = re.compile(r"^(?:\$ )?papershelf\b[^│`\n]*", re.MULTILINE)


class Command(NamedTuple):
    """A line that is typed, how it ends, and what it prints among other things."""

    line: str
    code: int
    lines: list[str]


class Said(NamedTuple):
    """How a command ended."""

    code: int
    out: bytes
    err: bytes


def blocks(page: str, *kinds: str) -> list[str]:
    """The blocks of a page that are marked so."""
    return [text for kind, text in BLOCK.findall((DOCS / page).read_text("utf-8")) if kind in kinds]


def commands(block: str) -> Iterator[Command]:
    """What is typed in a block."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *lines = part.rstrip("\n").split("\n")
        ends = ENDS.search(line)
        yield Command(ENDS.sub("", line), int(ends[1]) if ends else 0, lines)


def run(words: list[str], given: bytes) -> Said:
    """The real program in this process, between streams of bytes as a shell gives it."""
    streams = [io.TextIOWrapper(io.BytesIO(start), encoding="utf-8") for start in (given, b"", b"")]
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        code = main(words)
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
    for stream in streams[1:]:
        stream.flush()
    out, err = (stream.detach() for stream in streams[1:])
    assert isinstance(out, io.BytesIO)
    assert isinstance(err, io.BytesIO)
    return Said(code, out.getvalue(), err.getvalue())


def run_line(line: str) -> tuple[int, str]:
    """A line of a shell with pipes and `< FILE`: how its last verb ended, and all that a terminal would show."""
    code, given, told = 0, b"", b""
    for part in re.split(r"\s\|\s", line):
        words = shlex.split(part)
        if "<" in words:
            place = words.index("<")
            given = Path(words[place + 1]).read_bytes()
            del words[place : place + 2]
        assert words[0] == "papershelf", f"only papershelf can be run here: {part}"
        code, given, err = run(words[1:], given)
        told += err
    return code, (given + told).decode("utf-8")


def is_shown(expected: str, shown: str) -> bool:
    """Whether a line is part of one that was printed; blanks and `…` are loose."""
    pieces = [r"\s+".join(map(re.escape, piece.split())) for piece in expected.split("…")]
    return re.search(".*".join(pieces), shown) is not None


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the seed pages."""
    folder = tmp_path_factory.mktemp("seeds")
    with Library.open(folder) as library:
        library.import_files(seed_pages())
        library.tag([library.entries()[-1].paper.id], add=["nlp"])
    return folder


@pytest.fixture
def desk(tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a library and files as the examples name them."""
    shutil.copytree(seeds, tmp_path / "library")
    shutil.copy(seed_pages()[0], tmp_path / "page.txt")
    (tmp_path / "note.md").write_text("Compare with magnitude pruning.\n", "utf-8")
    (tmp_path / "library.bib").write_text("@misc{own, title = {A paper of mine on pruning}}\n", "utf-8")
    shutil.copytree(seeds, tmp_path / "some" / "folder")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAPERSHELF_DATA_DIR", os.fspath(tmp_path / "library"))
    monkeypatch.delenv("PYTHONSTARTUP", raising=False)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")])
def test_what_is_typed_in_a_document_prints_what_stands_there(page: str, desk: Path) -> None:
    for block in blocks(page, "console"):
        for command in commands(block):
            code, shown = run_line(command.line)
            assert code == command.code, f"{page}: {command.line}\n{shown}"
            for line in command.lines:
                assert is_shown(line, shown), f"{page}: {command.line}\nno {line!r} in\n{shown}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_python_in_a_document_runs(
    page: str, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.online.fetch", lambda *_asked: ())  # a test asks nobody
    names: dict[str, object] = {"__name__": "example"}  # one block goes on where another ended
    for block in blocks(page, "python"):
        exec(compile(block, page, "exec"), names)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("page", [*PAGES, "../README.md"])
def test_no_document_shows_a_verb_or_an_option_that_there_is_not(page: str) -> None:
    verbs = parser().verbs
    for block in blocks(page, "", "sh", "console"):
        for line in SHOWN.findall(block):
            words = re.split(r"\s{3,}", line.removeprefix("$ "))[0].split(" | ")[0].split()[1:]
            plain = [word for word in words if not word.startswith("-")]
            if (
                not plain
                or line.startswith("papershelf:")
                or line.endswith(".")
                or words[0] in ("--data-dir", "--version", "--help")
            ):
                continue
            words = words[: words.index("&&")] if "&&" in words else words
            assert plain[0] in verbs, f"{page}: {line}"
            known = {option for action in verbs[plain[0]].every_action for option in action.option_strings}
            for word in words:
                option = re.match(r"\[?(--[a-z][a-z-]*)", word)
                assert option is None or option[1] in known, f"{page}: {line}"


def test_an_example_that_is_wrong_would_be_noticed(desk: Path) -> None:
    assert run_line("papershelf list is:starred")[0] == 1
    assert run_line("papershelf lst")[0] == 2
    code, shown = run_line("papershelf search sparse --limit 2 | papershelf star - ")
    assert code == 0
    assert is_shown("papershelf: starred … papers", shown)
    assert not is_shown("starred 3 papers", shown)
