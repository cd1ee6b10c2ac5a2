"""The public Python API: its page is complete and its examples run, as does the program that mypy checks."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import papershelf
from papershelf import Library
from tests.conftest import PAGE
from tools import document_python

ROOT = Path(__file__).parent.parent


def test_the_page_lists_all_that_there_is() -> None:
    assert document_python.PAGE.read_text("utf-8") == document_python.python_page(), "run `make docs`"
    for name, _, words in document_python.offered():
        assert words.endswith((".", ";")) or words, name


def test_every_public_name_is_there_and_no_other() -> None:
    for name in papershelf.__all__:
        assert getattr(papershelf, name) is not None
    with pytest.raises(AttributeError):
        _ = papershelf.nothing
    from papershelf import plugins

    for name in plugins.__all__:
        assert getattr(plugins, name) is not None
    with pytest.raises(AttributeError):
        _ = plugins.nothing


def test_the_examples_of_the_page_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(PAGE, tmp_path / "page.txt")
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", document_python.PAGE.read_text("utf-8"), re.DOTALL)
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
    said = capsys.readouterr().out
    assert len(blocks) == 4
    assert said.startswith("8 new of 8\n")
    assert "Curriculum Learning" in said
    assert "no such paper" in said
    assert (tmp_path / "list.md").exists()


def test_the_program_in_the_examples_runs(library: Library, folder: Path) -> None:
    program = [sys.executable, str(ROOT / "examples" / "reading_group.py")]
    done = subprocess.run([*program, str(folder), "learning"], capture_output=True, text=True, check=True)
    assert done.stdout == "  Curriculum Learning for Forgetful Agents, 1 links, reading\n"
    (folder / "x").write_text("no folder")
    failed = subprocess.run([*program, str(folder / "x")], capture_output=True, text=True, check=False)
    assert failed.returncode == 3
    assert len(failed.stderr.splitlines()) == 1
