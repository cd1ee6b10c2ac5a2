"""The verbs `config` and `keys`: what is in force, what is wrong, and changing it."""

import sys
from pathlib import Path

import pytest

from tests.cli_tools import Run


def file_of(run: Run) -> Path:
    """The file of settings."""
    return Path(run("config", "path").out.strip())


def write(run: Run, text: str) -> Path:
    """Write it as an editor would."""
    path = file_of(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_without_a_file_the_defaults_are_shown(run: Run) -> None:
    shown = run("config")
    assert shown.code == 0
    assert shown.err == ""
    assert "theme" in shown.out
    assert "default" in shown.out
    assert run("config", "show", "--json").json["settings"]["measure"] == {"value": 88, "from": "default"}
    assert not file_of(run).exists()


def test_a_value_is_set_shown_and_taken_out(run: Run) -> None:
    path = write(run, "# mine\n")
    assert run("config", "set", "theme", "nord").code == 0
    assert path.read_text() == '# mine\ntheme = "nord"\n'
    assert "config.toml, line 2" in run("config").out
    assert run("config", "set", "motion", "off").code == 0
    assert run("config", "--json").json["settings"]["motion"] == {"value": False, "from": "config.toml"}
    assert run("config", "unset", "theme").code == 0
    assert run("config", "unset", "theme").code == 0
    assert path.read_text() == "# mine\nmotion = false\n"


def test_keys_are_set_and_what_that_means_is_said(run: Run) -> None:
    done = run("config", "set", "keys.paper.star", "t", "g s")
    assert done.code == 0
    assert "Tags (paper.tags) has no key left" in done.err
    rows = {row["id"]: row for row in run("keys", "--json").json["keys"]}
    assert rows["paper.star"]["keys"] == ["t", "g s"]
    assert rows["paper.star"]["changed"]
    assert rows["paper.star"]["default"] == ["s"]
    assert rows["paper.tags"]["keys"] == []
    assert not rows["paper.tags"]["changed"]
    line = next(line for line in run("keys").out.splitlines() if "paper.star" in line)
    assert line.startswith("* t  g s")
    assert run("config", "set", "keys.main.search", "-", "--").code == 0
    assert run("config", "unset", "keys.paper.star").code == 0
    assert not {row["id"]: row for row in run("keys", "--json").json["keys"]}["paper.star"]["changed"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "thme", "nord"], "did you mean theme?"),
        (["set", "theme", "nrod"], "did you mean nord?"),
        (["set", "measure", "9000"], "from 40 to 200"),
        (["set", "measure"], "needs a name and a value"),
        (["unset"], "needs a name"),
        (["unset", "theme", "measure"], "takes one name"),
        (["check", "theme"], "takes nothing more"),
        (["set", "paper.star", "f"], "keys.paper.star"),
        (["set", "keys.paper.str", "f"], "did you mean keys.paper.star?"),
        (["set", "keys.paper.star", "spce"], "did you mean space?"),
        (["set", "keys.paper.star", "a b c d"], "more than 3 keys"),
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(run: Run, words: list[str], said: str) -> None:
    done = run("config", *words)
    assert done.code == 2
    assert said in done.err
    assert not file_of(run).exists()


def test_check_says_what_is_wrong(run: Run) -> None:
    write(run, 'thme = "nord"\n[keys]\n"paper.star" = "t"\n')
    done = run("config", "check")
    assert done.code == 2
    assert done.out == 'config.toml, line 1: there is no setting "thme"; did you mean "theme"?\n'
    assert "note: t now runs Star (paper.star)" in done.err
    assert "zellij takes ctrl+p" in done.err
    found = run("config", "check", "--json").json
    assert found["problems"][0]["line"] == 1
    assert found["problems"][0]["nearest"] == "theme"
    write(run, 'theme = "nord"\n')
    assert run("config", "check").code == 0


def test_a_broken_file_is_never_written_over(run: Run) -> None:
    path = write(run, "theme = \n# mine\n")
    done = run("config", "set", "theme", "nord")
    assert done.code == 2
    assert "config.toml, line 1" in done.err
    assert path.read_text() == "theme = \n# mine\n"
    assert run("config", "check").code == 2
    assert run("config").code == 0
    assert run("list").code in {0, 1}


def test_the_editor_gets_a_file_that_sets_nothing_and_is_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    assert run("config", "edit").code == 0
    path = file_of(run)
    assert all(line.startswith("#") or not line for line in path.read_text().splitlines())
    script = "import sys; open(sys.argv[1], 'a').write('thme = 1\\n')"
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" -c "{script}"')
    done = run("config", "edit")
    assert done.code == 2
    assert "thme" in done.out


def test_without_an_editor_that_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    done = run("config", "edit")
    assert done.code == 2
    assert "was not found" in done.err
    assert not file_of(run).exists()
