"""Paths as people type, drag and paste them: understood, completed, and told from what is to be imported itself."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.tui.path_lines import Folders, completed, exists, is_source, meant, paths_in, unquoted
from tests.hostile import HOSTILE


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with files whose names are no easy ones."""
    folder = tmp_path / "home"
    for name in ("My Papers", "papers", ".hidden"):
        (folder / name).mkdir(parents=True)
    for name in ("papers.txt", "paper one.bib", "it's.txt", "Zebra.txt", "back\\slash", "50%20.txt"):
        (folder / name).write_text("x", "utf-8")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "written",
    [
        "{}/paper one.bib",
        "'{}/paper one.bib'",
        '"{}/paper one.bib"',
        "{}/paper\\ one.bib",
        "  {}/paper one.bib  ",
        "'{}/paper one.bib' ",
        "file://{}/paper%20one.bib",
        "file://localhost{}/paper%20one.bib",
        "~/paper one.bib",
        "~/paper\\ one.bib",
        "'~/paper one.bib'",
    ],
)
def test_a_path_is_understood_however_it_came(home: Path, written: str) -> None:
    assert meant(written.format(home)) == str(home / "paper one.bib")
    assert paths_in(written.format(home)) == (str(home / "paper one.bib"),)


def test_names_that_look_quoted_are_what_they_are(home: Path) -> None:
    assert meant(f"{home}/it's.txt") == str(home / "it's.txt")
    assert meant(f"{home}/back\\slash") == str(home / "back\\slash")
    assert meant(f"{home}/50%20.txt") == str(home / "50%20.txt")
    assert meant("'" + f"{home}/it'\\''s.txt" + "'") == str(home / "it's.txt")
    assert meant("file://elsewhere/x") == "file://elsewhere/x"
    assert meant("~nobody-of-that-name/x") == "~nobody-of-that-name/x"


def test_several_paths_are_told_from_a_text(home: Path) -> None:
    both = (str(home / "paper one.bib"), str(home / "papers.txt"))
    assert paths_in(f"'{both[0]}' '{both[1]}'") == both
    assert paths_in("\n".join(both)) == both
    assert paths_in(f"{both[0]}\n{home}/missing") == ()
    assert paths_in("") == ()


@pytest.mark.parametrize(
    "text",
    ["@article{x,", "TY  - JOUR", '{"title": "x"}', "[1]", "<feed>", "one line\nand another", "x" * 5000],
)
def test_what_is_to_be_imported_is_no_path(text: str) -> None:
    assert is_source(text)
    assert paths_in(text) == ()


@pytest.mark.parametrize("text", ["papers.txt", "~/papers.txt\n", "/tmp/a b", "file:///tmp/x", ""])
def test_a_path_is_not_to_be_imported_itself(text: str) -> None:
    assert not is_source(text)


def names(typed: str) -> list[str]:
    """What is offered."""
    return [offer.name for offer in Folders().offers(typed)]


def test_folders_come_first_and_hidden_names_when_asked_for(home: Path) -> None:
    assert names("")[:2] == ["My Papers/", "papers/"]
    assert names("~/pa") == ["papers/", "paper one.bib", "papers.txt"]
    assert names(f"{home}/.h") == [".hidden/"]
    assert names("~") == ["~/"]
    assert names("my") == ["My Papers/"], "other letters, where none are just so"
    assert names("~/My\\ P") == names("'~/My P") == names("~/My P") == ["My Papers/"]
    assert names("file://" + str(home).replace(" ", "%20") + "/Ze") == ["Zebra.txt"]
    assert names("/nowhere/at/all/") == names("\0") == names("~nobody-of-that-name/") == []


def test_completing_goes_as_far_as_all_agree(home: Path) -> None:
    def line(typed: str) -> str:
        return completed(typed, Folders().offers(typed))

    assert line("~/pa") == "~/paper"
    assert line("~/paperx") == "~/paperx"
    assert line("~/Ze") == "~/Zebra.txt"
    assert line("~/my") == "~/My Papers/"
    assert line("'~/My P") == "~/My Papers/"
    assert line(f"{home}/papers") == f"{home}/papers"


def test_a_folder_is_read_once(home: Path) -> None:
    folders = Folders()
    before = folders.offers("~/")
    (home / "new.txt").write_text("x", "utf-8")
    assert folders.offers("~/") == before


@given(st.text(max_size=200))
def test_any_text_can_be_asked_about(text: str) -> None:
    meant(text)
    exists(text)
    paths_in(text)
    is_source(text)
    assert completed(text, []) == text or not unquoted(text.lstrip())
    assert isinstance(Folders().offers(text), list)


@pytest.mark.parametrize("text", [*HOSTILE, "'" * 20_000, "\\" * 20_000, "file://" + "%" * 20_000, "a\n" * 50_000])
def test_hostile_text_is_asked_about_in_no_time(text: str) -> None:
    meant(text)
    paths_in(text)
    is_source(text)
    Folders().offers(text)
