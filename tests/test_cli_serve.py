"""`papershelf serve` before it serves: what is missing, and what makes no sense, in one line."""

import importlib.util
from pathlib import Path

import pytest

from papershelf.cli import main
from tests.test_hygiene import loaded_by


def test_without_its_library_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert main(["--data-dir", str(tmp_path), "serve"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert 'pip install "papershelf[web]"' in err


@pytest.mark.parametrize(
    "words",
    [["--port", "x"], ["--port", "65536"], ["--port", "-1"], ["--visitors", "0"], ["--visitors", "1000"], ["extra"]],
)
def test_what_makes_no_sense_is_one_line_and_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", *words])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_others_get_in_only_where_that_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("textual_serve", reason="papershelf[web] is not installed")
    assert main(["--data-dir", str(tmp_path / "data"), "serve", "--host", "0.0.0.0"]) == 2
    assert "--public" in capsys.readouterr().err


def test_no_screen_and_no_server_is_loaded_for_what_is_refused(tmp_path: Path) -> None:
    refused = ["--data-dir", str(tmp_path / "data"), "serve", "--host", "0.0.0.0"]
    assert loaded_by(refused, ("textual", "rich", "aiohttp", "textual_serve")) == []
