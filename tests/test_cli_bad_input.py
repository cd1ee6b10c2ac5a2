"""Bad input × every verb: one clear line on stderr, the right exit code, no traceback, and nothing changed."""

import io
import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from papershelf.cli import main
from papershelf.cli.arguments import parser
from tests.cli_tools import Result, Run, find
from tests.conftest import PAGE
from tests.hostile import HOSTILE

NO, TWO_OF = "zzzz-no-such", "ambiguous"


class Row(NamedTuple):
    """What a verb is tried with; the words come after it.

    Attributes:
        plain: Words with which it works on the small page; `@` is a paper's id.
        ids: Words in which `?` is a bad reference to a paper; none if it takes none.
        dates: Words with a bad date, number or choice.
        files: Words in which `?` is a file or folder that cannot be read.
        empty: The exit code in an empty library, with the plain words; None where they make no sense in one.
        writes: Whether it changes the library with the plain words.
    """

    plain: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    empty: int | None = 0
    writes: bool = False


TABLE: dict[str, Row] = {
    "list": Row(dates=("--limit", "many"), empty=1),
    "search": Row(("pasta",), dates=("pasta", "--limit", "-1"), empty=1),
    "related": Row(("@",), ("?",), ("@", "--limit", "x"), empty=1),
    "show": Row(("@",), ("@", "?"), empty=1),
    "links": Row(("@",), ("?",), empty=1),
    "history": Row(dates=("--limit", "1.5"), empty=1),
    "paths": Row(),
    "tags": Row(("--rename", "a", "b"), ("--suggest", "?"), ("--rename", "a", "//"), empty=1),
    "views": Row(dates=("--move", "inbox", "sideways"), empty=0),
    "star": Row(("@",), ("@", "?"), empty=1, writes=True),
    "unstar": Row(("@",), ("?",), empty=1),
    "status": Row(("@", "read"), ("?", "read"), ("@", "eaten"), empty=1, writes=True),
    "tag": Row(("@", "+x"), ("?", "+x"), ("@", "+//"), empty=1, writes=True),
    "rate": Row(("@", "4"), ("?", "4"), ("@", "6"), empty=1, writes=True),
    "note": Row(
        ("@", "--file", str(PAGE)), ("?", "--file", str(PAGE)), files=("@", "--file", "?"), empty=1, writes=True
    ),
    "queue": Row(ids=("--move", "?", "top"), dates=("--move", "@", "sideways"), empty=1),
    "next": Row(dates=("--limit", "x"), empty=1),
    "due": Row(("@", "tomorrow"), ("?", "tomorrow"), ("@", "2026-02-30"), empty=1, writes=True),
    "snooze": Row(("@", "+1w"), ("?", "+1w"), ("@", "someday-never"), empty=1, writes=True),
    "priority": Row(("@", "high"), ("?", "high"), ("@", "enormous"), empty=1, writes=True),
    "review": Row(ids=("--keep", "?"), dates=("--limit", "x"), empty=0),
    "delete": Row(("@",), ("@", "?"), empty=1, writes=True),
    "trash": Row(ids=("--restore", "?"), empty=1),
    "duplicates": Row(ids=("--merge", "@", "?"), empty=1),
    "import": Row((str(PAGE),), dates=(str(PAGE), "--status", "eaten"), files=("?",), empty=0, writes=True),
    "watch": Row(
        (str(PAGE.parent / "pages"), "--once", "--every", "0.1"), dates=(".", "--every", "0"), files=("?",), empty=None
    ),
    "export": Row(
        ("--output", "-", "--format", "ris"), ("--output", "-", "--ids", "?"), ("--output", "-", "--sort", "x"), empty=1
    ),
    "pull": Row((".",), files=("?",), empty=None),
    "templates": Row(dates=("--show", "nothing-such")),
    "copy": Row(("@", "title"), ("?", "title"), ("@", "smell"), empty=1),
    "tutorial": Row(empty=2),  # there is no terminal
    "undo": Row((), dates=(NO,), empty=1, writes=True),
    "redo": Row((), dates=(NO,), empty=1),
    "fetch": Row(("paper", "nonsense"), dates=("daily", "--date", "2026-02-30"), empty=2),
    "resolve": Row(("is:starred",), ("?", "--take", "arXiv:2310.06927"), ("@", "--take", "nonsense"), empty=1),
    "lists": Row(
        ("--make", "Mine"),
        ("--add", "Known", "?"),
        ("--move", "Known", "@", "sideways"),
        ("--import", "?"),
        writes=True,
    ),
    "stats": Row(dates=("--weeks", "x"), empty=1),
    "doctor": Row(),
    "backup": Row(("@out",), files=("?/x.zip",), empty=0),
    "restore": Row(files=("?",), empty=1),
    "merge": Row((str(PAGE.parent),), files=("?",), empty=None),
    "sync": Row((), empty=None),
    "merge-driver": Row(("a", "b", "c", "x"), empty=None),
    "serve": Row(("--host", "0.0.0.0"), dates=("--port", "x"), empty=2),
    "config": Row(dates=("set", "theme", "mauve-ish")),
    "keys": Row(),
    "plugins": Row(),
    "schema": Row(("list",), dates=("lsit",)),
    "completion": Row(("bash",), dates=("tcsh",)),
    "complete": Row(("bash", "papershelf ", " :="), empty=0),
}
OF_ITS_OWN = {"complete"}  # it never complains, see test_cli_completion


def test_every_verb_is_in_the_table() -> None:
    assert set(parser().verbs) == set(TABLE)


@pytest.fixture
def shelf(full: Run, tmp_path: Path) -> Run:
    """The small page, a list, and words with `@`, `@out` and `?` filled in."""
    assert full("lists", "--make", "Known").code == 0
    paper_id = find(full, "pasta")

    def call(*words: str) -> Result:
        filled = [{"@": paper_id, "@out": str(tmp_path / "out.zip")}.get(word, word) for word in words]
        return full(*filled)

    return call


def is_one_line(result: Result) -> bool:
    """Whether a person is told in one line, and nothing that steers a terminal is in it."""
    return result.err.count("\n") == 1 and result.err.startswith("papershelf") and result.err[:-1].isprintable()


def filled(words: tuple[str, ...], with_what: str) -> list[str]:
    return [word.replace("?", with_what) for word in words]


def test_no_such_id_and_an_ambiguous_prefix(shelf: Run, tmp_path: Path) -> None:
    many = tmp_path / "many.bib"  # more than there are letters for ids, so that two begin alike
    many.write_text("".join(f"@article{{k{n}, title={{Number {n} of many}}}}\n" for n in range(40)))
    assert shelf("import", str(many)).code == 0
    ids = [str(paper["id"]) for paper in shelf("list", "--json").json["papers"]]
    letters = next(each[0] for each in ids if sum(other[0] == each[0] for other in ids) > 1)
    before = shelf("history", "--json").json
    for verb, row in TABLE.items():
        for bad, code in ((NO, 1), (letters, 2)) if row.ids else ():
            result = shelf(verb, *filled(row.ids, bad))
            right = 1 if verb == "trash" else code  # nothing is in the trash, however many begin so
            assert (result.code, is_one_line(result)) == (right, True), (verb, bad, result.code, result.err)
            assert bad in result.err, verb
    assert shelf("history", "--json").json == before, "nothing was changed"


@pytest.mark.parametrize("verb", [verb for verb, row in TABLE.items() if row.ids])
def test_a_hostile_reference(verb: str, shelf: Run) -> None:
    for text in ("", " ", *HOSTILE[:12], "x" * 20_000):
        if "\0" not in text and "?" not in text and not text.startswith("-"):
            result = shelf(verb, *filled(TABLE[verb].ids, text))
            assert (result.code in {1, 2}, is_one_line(result)) == (True, True), (
                verb,
                text[:50],
                result.code,
                result.err[:200],
            )


def test_bad_dates_numbers_and_choices(shelf: Run) -> None:
    for verb, row in TABLE.items():
        if row.dates:
            result = shelf(verb, *row.dates)
            right = 1 if verb in {"undo", "redo"} else 2
            assert (result.code, is_one_line(result)) == (right, True), (verb, result.code, result.err)
            assert result.out == "", verb


def test_files_that_cannot_be_read(shelf: Run, tmp_path: Path) -> None:
    for verb, row in TABLE.items():
        if row.files:
            result = shelf(verb, *filled(row.files, str(tmp_path / "no-such-file")))
            assert result.code in {1, 2, 3}, (verb, result.code, result.err)
            assert "no-such-file" in result.err, verb
            lines = result.err.splitlines()
            assert len(lines) == (2 if verb == "import" else 1), (verb, lines)  # import also counts what it read


def test_an_unknown_option_names_the_way_out(shelf: Run) -> None:
    for verb, row in TABLE.items():
        if verb not in OF_ITS_OWN:
            result = shelf(verb, *row.plain, "--no-such-option")
            assert (result.code, result.out) == (2, ""), (verb, result.err)
            assert "--no-such-option" in result.err, verb
            assert result.err.endswith(f"(see papershelf {verb} --help)\n"), result.err
            assert is_one_line(result), verb


def test_an_empty_library(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for verb, row in TABLE.items():
        if row.empty is None or verb in {"import", "lists", "config", "doctor", "backup"} | OF_ITS_OWN:
            continue
        words = ["abcd" if word == "@" else word for word in row.plain]
        result = run(verb, *words) if verb != "tags" else run("tags")
        assert result.code == row.empty, (verb, result.code, result.err)
        if row.empty:
            assert is_one_line(result), (verb, result.err)


def test_a_folder_that_may_not_be_written(shelf: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", str(folder / "history.jsonl"))

    real = os.open

    def guarded(path: object, flags: int, *rest: int, **more: int) -> int:
        inside = str(path).startswith(str(folder)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        return refuse() if inside else real(path, flags, *rest, **more)  # type: ignore[arg-type]  # any path

    monkeypatch.setattr(os, "open", guarded)
    for verb, row in TABLE.items():
        if row.writes:
            result = shelf(verb, *row.plain)
            assert result.code == 3, (verb, result.code, result.err)
            assert is_one_line(result), (verb, result.err)
    for verb in ("list", "search", "show", "tags", "stats", "history", "keys"):
        words = TABLE[verb].plain if verb != "tags" else ("--json",)
        assert shelf(verb, *words).code == (1 if verb == "tags" else 0), f"{verb} only reads"


def test_a_reader_that_leaves(shelf: Run, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """As `papershelf VERB | true` does: no word, no error."""
    paper_id = find(shelf, "pasta")
    shelf("star", paper_id)
    verbs = ("list", "search", "show", "links", "history", "keys", "export", "views", "schema", "completion")
    for verb in (*verbs, "--help"):
        reading, writing = os.pipe()
        os.close(reading)
        words = [paper_id if word == "@" else word for word in TABLE.get(verb, Row()).plain]
        with open(writing, "w", encoding="utf-8") as pipe, monkeypatch.context() as patched:
            errors = io.StringIO()
            patched.setattr(sys, "stdout", pipe)
            patched.setattr(sys, "stderr", errors)
            code = main(["--data-dir", str(folder), verb, *words])
        assert (code, errors.getvalue()) == (0, ""), verb


def test_a_terminal_of_twenty_columns(shelf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    for verb in TABLE:
        assert shelf(verb, "--help").code == 0, verb
    for verb in ("list", "stats", "show", "keys"):
        words = TABLE[verb].plain
        assert shelf(verb, *words).code == 0, verb


def test_closed_streams_and_a_full_disk(shelf: Run, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", None)
        assert main(["--data-dir", str(folder), "list"]) == 0
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w", encoding="utf-8") as full, monkeypatch.context() as patched:
            errors = io.StringIO()
            patched.setattr(sys, "stdout", full)
            patched.setattr(sys, "stderr", errors)
            assert main(["--data-dir", str(folder), "list"]) == 3
        assert errors.getvalue() == "papershelf: No space left on device.\n"


def test_the_screen_without_a_terminal(run: Run) -> None:
    for words in ((), ("import", str(PAGE), "--review")):
        result = run(*words)
        assert (result.code, is_one_line(result)) == (2, True), words
        assert "terminal" in result.err
