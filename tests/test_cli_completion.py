"""Completion: what is offered where, and that real shells put it on the line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.cli import main, scripting
from papershelf.cli.arguments import parser
from papershelf.cli.completing import offers
from tests.cli_tools import Run, find
from tests.hostile import HOSTILE
from tests.shell_tools import Shell

ROOT = Path(__file__).parent.parent
Offered = Callable[..., list[str]]


@pytest.fixture
def kept(full: Run) -> Run:
    """The small page with a tag, a list with a blank in its name, and something in the trash."""
    paper_id = find(full, "pasta")
    for words in (("tag", paper_id, "+nlp/rag"), ("lists", "--make", "My thesis"), ("delete", find(full, "bridge"))):
        assert full(*words).code == 0
    return full


@pytest.fixture
def offered(kept: Run, folder: Path) -> Offered:
    """The texts that are offered for the last of some words."""
    return lambda *words: [each.text for each in offers(["--data-dir", str(folder), *words])]


def test_what_is_offered_where(offered: Offered, kept: Run) -> None:
    one = find(kept, "pasta")
    trashed = kept("trash", "-q").out.strip()
    assert offered("st") == ["star", "status", "stats"]
    assert "complete" not in offered("")
    assert offered("list", "--js") == ["--json", "--jsonl"]
    assert offered("--color", "") == offered("list", "--color", "") == ["auto", "always", "never"]
    assert offered("list", "--color=al") == ["--color=always"]
    assert offered("show", one[:3]) == [one]
    assert offered("star", one, one[:3]) == [one]
    assert len(offered("star", "")) == 7
    assert offered("status", one, "") == ["inbox", "queued", "reading", "read", "skipped"]
    assert offered("status", one, one[:3]) == [one]
    assert offered("tag", one, "") == ["+", "-"]
    assert offered("tag", one, "+n") == ["+nlp", "+nlp/rag"]
    assert offered("tag", one, "-nlp/") == ["-nlp/rag"]
    assert offered("tags", "--rename", "nlp/") == ["nlp/rag"]
    assert offered("list", "tag:nlp/") == ["tag:nlp/rag"]
    assert "is:starred" in offered("search", "lora", "is:st")
    assert offered("list", "--view", "starr") == ["starred"]
    assert offered("views", "--move", "inbox", "") == ["up", "down", "top", "bottom"]
    assert offered("lists", "--add", "My") == ["My thesis"]
    assert offered("lists", "--add", "My thesis", one[:3]) == [one]
    assert offered("trash", "--restore", "") == [trashed]
    assert offered("export", "--format", "bib") == ["bibtex", "biblatex"]
    assert offered("import", "--format", "hf-t") == ["hf-text"]
    assert offered("copy", one, "re") == ["repo"]
    assert offered("due", one, "tom") == ["tomorrow"]
    assert offered("priority", one, "") == ["high", "normal", "low"]
    assert offered("queue", "--move", one, "to") == ["top"]
    assert offered("config", "set", "the") == ["theme"]
    assert "nord" in offered("config", "set", "theme", "")
    assert offered("import", "") == offered("note", one, "--file", "") == [":files"]
    assert offered("watch", "") == [":folders"]
    assert len(offered("undo", "")) == 4
    assert offered("completion", "z") == ["zsh"]
    assert offered("frobnicate", "") == []


def test_help_comes_with_what_is_offered(kept: Run, folder: Path) -> None:
    data = ["--data-dir", str(folder)]
    assert {each.help for each in offers([*data, "show", ""])} >= {"GraphPasta: Message Passing on Tangled Graphs"}
    assert [each.help for each in offers([*data, "tags", "--delete", "nlp/"])] == ["1 paper"]


def test_a_library_that_is_not_there_offers_nothing_and_is_not_made(tmp_path: Path) -> None:
    assert offers(["--data-dir", str(tmp_path / "none"), "show", ""]) == []
    assert not (tmp_path / "none").exists()


def test_every_place_of_every_verb_can_be_completed(kept: Run, folder: Path) -> None:
    for verb, sub in parser().verbs.items():
        options = [[each] for action in sub.every_action for each in action.option_strings]
        for words in ([], ["x"], ["x", "y"], *options):
            offers(["--data-dir", str(folder), verb, *words, "+x" if len(words) == 2 else ""])


@settings(max_examples=30)
@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from([*HOSTILE, "list", "show", "--view"])), max_size=5))
def test_tab_never_fails_loudly(words: list[str]) -> None:
    assert main(["complete", "bash", " ".join(words), " \n:="]) == 0
    assert main(["complete", "zsh", "--", *words]) == 0
    assert main(["complete", *words]) == 0


def test_hostile_titles_do_not_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.bib"
    page.write_text('@article{a, title={Evil \x1b[2J \\$(rm) `x`; "y"}}', "utf-8")
    assert run("import", str(page)).code == 0
    for shell in scripting.SHELLS:
        for line in scripting._lines(
            shell, ["papershelf --data-dir x show ", " :="] if shell == "bash" else ["--", "show", ""]
        ):
            assert line.replace("\t", "").isprintable()


@pytest.mark.parametrize(
    ("line", "words", "quote"),
    [
        ("papershelf li", ["papershelf", "li"], ""),
        ("papershelf list ", ["papershelf", "list", ""], ""),
        ('papershelf lists --show "My th', ["papershelf", "lists", "--show", "My th"], '"'),
        ("papershelf lists --show 'My th", ["papershelf", "lists", "--show", "My th"], "'"),
        ("papershelf lists --show My\\ th", ["papershelf", "lists", "--show", "My th"], ""),
    ],
)
def test_a_line_is_cut_as_bash_does(line: str, words: list[str], quote: str) -> None:
    assert scripting.cut(line) == (words, quote)


# Real shells: `papershelf` there shows its words, except for what completion asks of it.


@pytest.fixture
def surroundings(kept: Run, folder: Path, tmp_path: Path) -> dict[str, str]:
    program = tmp_path / "bin" / "papershelf"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = complete ] || [ "$1" = completion ]; then exec {sys.executable} -m papershelf "$@"; fi\n'
        "printf 'GOT'; printf '<%s>' \"$@\"; echo '!'\n"
    )
    program.chmod(0o755)
    (tmp_path / "file.txt").touch()
    known = {name: value for name, value in os.environ.items() if name in {"LANG", "LC_ALL", "PYTHONPYCACHEPREFIX"}}
    return known | {
        "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path),
        "PAPERSHELF_DATA_DIR": str(folder), "TERM": "dumb", "PS1": "$ ",
    }  # fmt: skip


def lines(kept: Run, tmp_path: Path) -> dict[str, str]:
    """What is typed before tab, and the words that the program then gets."""
    one = find(kept, "pasta")
    return {
        "unst": "<unstar>",
        f"show {one[:4]}": f"<show><{one}>",
        f"status {one} que": f"<status><{one}><queued>",
        f"tag {one} +nlp/": f"<tag><{one}><+nlp/rag>",
        "list tag:nlp/": "<list><tag:nlp/rag>",
        "list --view starr": "<list><--view><starred>",
        "list --color=al": "<list><--color=always>",
        "lists --show My": "<lists><--show><My thesis>",
        "export --format bibl": "<export><--format><biblatex>",
        f"note {one} --file {tmp_path}/fil": f"<note><{one}><--file><{tmp_path}/file.txt>",
    }


def typed(shell: Shell, kept: Run, tmp_path: Path) -> None:
    for line, words in lines(kept, tmp_path).items():
        shell.type(f"papershelf {line}\t\r")
        shell.wait_for("GOT")
        assert shell.wait_for("!") == words, line


def needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed on this machine")


def test_bash_puts_it_on_the_line(kept: Run, tmp_path: Path, surroundings: dict[str, str]) -> None:
    needs("bash")
    with Shell(["bash", "--norc", "--noprofile", "-i"], surroundings) as shell:
        shell.type("source <(papershelf completion bash); echo rea''dy\r")
        shell.wait_for("ready\r")
        typed(shell, kept, tmp_path)


def test_zsh_puts_it_on_the_line(kept: Run, tmp_path: Path, surroundings: dict[str, str]) -> None:
    needs("zsh")
    with Shell(["zsh", "-f", "-i"], surroundings) as shell:
        shell.type("autoload -U compinit; compinit -u -D; source <(papershelf completion zsh); echo rea''dy\r")
        shell.wait_for("ready\r")
        typed(shell, kept, tmp_path)


def test_fish_offers_it(kept: Run, tmp_path: Path, surroundings: dict[str, str]) -> None:
    needs("fish")
    quoted = " ".join(f"'{line}'" for line in lines(kept, tmp_path))
    script = (
        f"papershelf completion fish | source; for line in {quoted}; complete -C \"papershelf $line\"; echo '!'; end"
    )
    done = subprocess.run(
        ["fish", "--no-config", "-c", script], env=surroundings, capture_output=True, text=True, check=True
    )
    for (line, words), block in zip(lines(kept, tmp_path).items(), done.stdout.split("!\n"), strict=False):
        assert [each.partition("\t")[0] for each in block.splitlines()] == [
            words.rpartition("<")[2].removesuffix(">")
        ], line
    assert "GraphPasta" in done.stdout, "fish shows titles beside ids"


def test_powershell_takes_the_script(surroundings: dict[str, str]) -> None:
    needs("pwsh")
    check = (
        '$errors = $null; $text = (papershelf completion powershell) -join "`n";'
        "[System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$errors) | Out-Null;"
        "$errors.Count"
    )
    done = subprocess.run(
        ["pwsh", "-NoProfile", "-Command", check], env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"
