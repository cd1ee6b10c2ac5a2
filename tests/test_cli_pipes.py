"""The command line in pipes: ids and queries from standard input, ids alone, quiet, colour, the pager."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.cli import main, naming, paging
from papershelf.errors import DataError
from papershelf.text import safe_line
from tests.cli_tools import Result, Run, find
from tests.test_cli_search import Terminal


class Piped:
    """A run with something on standard input."""

    def __init__(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self._run, self._patch = run, monkeypatch

    def __call__(self, text: str | bytes, *words: str) -> Result:
        data = text.encode() if isinstance(text, str) else text
        self._patch.setattr(sys, "stdin", type("Stdin", (), {"buffer": io.BytesIO(data)}))
        return self._run(*words)


@pytest.fixture
def piped(full: Run, monkeypatch: pytest.MonkeyPatch) -> Piped:
    return Piped(full, monkeypatch)


def test_what_search_prints_is_what_tag_takes(full: Run, piped: Piped) -> None:
    lines = full("search", "sparse", "--jsonl").out
    ids = [json.loads(line)["id"] for line in lines.splitlines()]
    assert piped(lines, "tag", "-", "+lora").code == 0
    assert full("list", "tag:lora", "--quiet").out.split() == sorted(ids, key=full("list", "-q").out.split().index)
    pretty = "\n".join(json.dumps(json.loads(line), indent=2) for line in lines.splitlines())  # jq without -c
    assert piped(pretty, "star", "-").code == 0
    whole = full("list", "is:starred", "--json").out
    assert piped(whole, "status", "-", "queued").code == 0
    assert full("queue", "--quiet").out.split() == full("list", "is:starred", "-q").out.split()
    assert piped(full("list", "is:starred").out, "unstar", "-").code == 0, "lines of text begin with the id"
    assert full("list", "is:starred").code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("show", "-"), ("links", "-"), ("copy", "-", "bibtex"),
        ("rate", "-", "3"), ("delete", "-"), ("due", "-", "none"),
        ("snooze", "-", "none"), ("priority", "-", "low"), ("queue", "--move", "-", "top"), ("review", "--keep", "-"),
        ("lists", "--add", "Mine", "-"), ("export", "--ids", "-", "--format", "ris", "--output", "-"),
    ],
)  # fmt: skip
def test_every_verb_that_takes_ids_takes_them_from_a_pipe(words: tuple[str, ...], full: Run, piped: Piped) -> None:
    one, two = find(full, "pasta"), find(full, "ferrets")
    for setting in (("lists", "--make", "Mine"), ("star", one, two), ("status", one, two, "queued")):
        assert full(*setting).code == 0
    missing = piped(f"{one}\n\nzzzz\n", *words)
    assert (missing.code, missing.out) == (1, "")
    assert "Standard input, line 3: No paper has the id “zzzz”" in missing.err
    broken = piped(f'{{"id": "{one}"}}\n{{"id": 7}}\n', *words)
    assert (broken.code, broken.err) == (3, "papershelf: Standard input, line 2, has no \"id\": {'id': 7}\n")
    assert piped("", *words).code == 1
    code = 3 if words[0] == "copy" else 0  # there is no clipboard here; what was to be copied is printed
    assert piped(f"{one}\n\n{two}\n", *words).code == code


def test_one_paper_from_a_pipe_where_a_verb_takes_one(full: Run, piped: Piped) -> None:
    one, two = find(full, "pasta"), find(full, "ferrets")
    assert piped(one, "related", "-").err == full("related", one).err
    assert piped(one, "tags", "--suggest", "-").err == full("tags", "--suggest", one).err
    assert piped(f"{one}\n{two}", "related", "-").err == (
        "papershelf: This takes one paper, and standard input names 2.\n"
    )
    assert piped("words", "note", "-", "--file", "-").code == 2


def test_a_query_from_a_pipe(full: Run, piped: Piped) -> None:
    assert piped("has:code\n", "list", "-").out == full("list", "has:code").out
    assert piped("zebras\n", "search", "-").err == "papershelf: no paper matches “zebras”.\n"


@given(
    st.lists(
        st.one_of(st.text(max_size=30), st.sampled_from(['{"id": "a"}', '["a", {"id": "b"}]', '"c"', "{", "[" * 9999]))
    )
)
def test_any_standard_input_is_ids_or_one_clear_line(parts: list[str]) -> None:
    text = "\n".join(parts)
    said = ""
    names: list[naming.Named] = []
    try:
        names = naming.read_names(text.encode("utf-8", "replace"))
    except DataError as error:
        said = error.message
    assert not said or (said.startswith("Standard input, line ") and said == safe_line(said))
    assert all(1 <= each.line <= text.count("\n") + 1 for each in names)


def test_quiet_is_no_talk_but_errors(full: Run) -> None:
    one = find(full, "pasta")
    for words in (("star", one), ("tag", one, "+z"), ("list", "zebras")):
        assert full(*words, "--quiet").err == "", words
        assert full("--quiet", *words).err == "", words
    assert full("star", "zzzz", "--quiet").err.startswith("papershelf: No paper")
    assert "is:" in full("list", "is:starrd", "-q").err, "what was not understood is an error"
    assert full("tag", one, "+q", "--quiet").code == 0
    assert full("tag", one, "-q").code == 0, "to `tag`, -q takes the tag q away"
    assert full("list", "tag:q").code == 1


# Colour


@pytest.mark.parametrize(
    ("words", "environment", "on_terminal", "in_pipe"),
    [
        ((), {}, True, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True, True),
        (("--color=never",), {"CLICOLOR_FORCE": "1"}, False, False),
        ((), {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False, False),
        ((), {"CLICOLOR_FORCE": "1"}, True, True),
        ((), {"CLICOLOR_FORCE": "0"}, True, False),
        ((), {"TERM": "dumb"}, False, False),
    ],
)
def test_colour(
    words: tuple[str, ...], environment: dict[str, str], on_terminal: bool, in_pipe: bool,
    full: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[1m" in full("search", "pasta", *words).out) == in_pipe
    Terminal(monkeypatch, **environment)
    assert ("\x1b[1m" in full("search", "pasta", *words).out) == on_terminal


# The pager


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file into which a pager writes what it is given; the terminal has three rows."""
    seen = tmp_path / "seen"
    monkeypatch.setenv("PAPERSHELF_PAGER", f"sh -c 'cat > {seen}'")
    monkeypatch.setenv("LINES", "3")
    monkeypatch.setenv("COLUMNS", "80")
    return seen


def test_long_output_on_a_terminal_goes_through_the_pager(
    full: Run, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = full("list").out
    assert not pages.exists(), "this is no terminal"
    Terminal(monkeypatch)
    assert (full("list").out, pages.read_text("utf-8")) == ("", plain)
    pages.unlink()
    assert full("list", "--no-pager").out == plain
    assert full("list", "--limit", "1").out, "short output needs none"
    assert not pages.exists()


@pytest.mark.parametrize("pager", ["/no/such/pager", "false", "sh -c 'head -c 9 >/dev/null; exit 1'", "'", ""])
def test_a_pager_that_is_missing_or_fails_is_no_error(
    pager: str, full: Run, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = full("list").out
    Terminal(monkeypatch)
    monkeypatch.setenv("PAPERSHELF_PAGER", pager)
    result = full("list")
    assert (result.code, result.out, result.err) == (0, plain, "")


def test_a_pager_that_is_left_early_is_no_error(pages: Path, monkeypatch: pytest.MonkeyPatch, full: Run) -> None:
    Terminal(monkeypatch)
    monkeypatch.setenv("PAPERSHELF_PAGER", "true")
    many = [full("keys", "--json") for _ in range(3)]
    assert {(result.code, result.out, result.err) for result in many} == {(0, "", "")}


def test_which_pager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAPERSHELF_PAGER")
    monkeypatch.delenv("PAGER", raising=False)
    assert paging.pager() == ["less", "-FRX"]
    monkeypatch.setenv("PAGER", "more -s")
    assert paging.pager() == ["more", "-s"]
    monkeypatch.setenv("COLUMNS", "10")
    monkeypatch.setenv("LINES", "3")
    assert [paging.is_long(text) for text in ("a\nb", "a\nb\nc", "x" * 20, "x" * 21)] == [False, True, False, True]


# What was probably meant


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("stra", "x"), "papershelf: there is no verb “stra”; did you mean star? (see papershelf --help)\n"),
        (("sta",), "papershelf: there is no verb “sta”; did you mean star? (see papershelf --help)\n"),
        (("xyzzy",), "papershelf: there is no verb “xyzzy” (see papershelf --help)\n"),
        (
            ("list", "--jsonn"),
            "papershelf list: there is no option --jsonn; did you mean --json? (see papershelf list --help)\n",
        ),
        (
            ("list", "--lim", "3"),
            "papershelf list: there is no option --lim; did you mean --limit? (see papershelf list --help)\n",
        ),
        (("paths", "x"), "papershelf paths: nothing takes “x” (see papershelf paths --help)\n"),
    ],
)
def test_what_was_probably_meant_is_said(words: tuple[str, ...], said: str, run: Run) -> None:
    result = run(*words)
    assert (result.code, result.err) == (2, said)


def test_version_loads_no_grammar(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("papershelf ")
    assert os.environ["PAPERSHELF_PAGER"] == ""
