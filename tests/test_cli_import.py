"""The verb that imports: preview, marks given along, rows chosen, broken entries kept, formats, exit codes."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from papershelf import importers
from papershelf.importers import importers as readers
from papershelf.importers.hf_text import HfText
from tests.cli_tools import Run
from tests.conftest import PAGE
from tests.import_fakes import BROKEN, WHOLE, Bib, Lines
from tests.progress_tools import bytes_of

SECOND = "@paper{A Study of Seven Badgers = They dig all night and sleep all day.}"


@pytest.fixture
def bib(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file of a whole, a broken, and another whole entry, with readers that know it."""
    monkeypatch.setattr(importers, "_IMPORTERS", (Bib(), Lines(), HfText()))
    path = tmp_path / "some.bib"
    path.write_text(f"{WHOLE}\n{BROKEN}\n{SECOND}\n")
    return path


# The preview


def test_the_preview_shows_every_row_on_stdout_and_counts_on_stderr(full: Run, folder: Path, bib: Path) -> None:
    like = bib.with_name("like.bib")
    like.write_text("@paper{Sparse Ferrets: Pruning Language Models by Letting Them Sleeep = Another one.}")
    before = bytes_of(folder)
    result = full("import", str(PAGE), str(bib), str(like), "--dry-run")
    assert result.code == 0
    rows = result.out.splitlines()
    assert len(rows) == 11
    assert re.fullmatch(r"known           \w{10}  Sparse Ferrets: .*", rows[0])
    assert rows[8] == f"new{' ' * 13}-{' ' * 11}A Study of Seven Otters"
    assert re.fullmatch(r"near-duplicate  -           Sparse Ferrets.*eep  \(looks like \w+ Sparse Ferr.*\)", rows[10])
    assert "would import 11 listings: 3 new, 8 known, 0 changed, 1 near-duplicates, 1 problems." in result.err
    assert "some.bib:2: No = stands in this @entry." in result.err
    assert bytes_of(folder) == before


def test_the_preview_as_json_has_rows(full: Run, bib: Path) -> None:
    like = bib.with_name("like.bib")
    like.write_text("@paper{A Study of Seven Ottters = Another one.}\n" + WHOLE)
    document = full("import", str(bib), str(like), "--dry-run", "--json").json
    assert set(document) == {
        "schema", "listings", "new", "known", "changed", "trashed", "left_out", "near_duplicates", "problems",
        "formats", "rows",
    }  # fmt: skip
    assert document["formats"] == [
        {"file": "some.bib", "format": "fake-bib", "listings": 2},
        {"file": "like.bib", "format": "fake-bib", "listings": 2},
    ]
    otters, _, near, known = document["rows"]
    assert otters == {
        "sort": "new", "id": None, "title": "A Study of Seven Otters", "file": "some.bib", "line": 1, "near": [],
    }  # fmt: skip
    assert (near["sort"], near["line"], near["near"][0]["title"]) == ("near-duplicate", 1, otters["title"])
    assert near["near"][0]["id"] is None, "what it looks like is of this import too"
    assert (known["sort"], known["id"]) == ("known", None), "it is known from this import only"
    assert "rows" not in full("import", str(bib), "--json").json


def test_the_preview_names_the_paper_most_alike_and_counts_the_others(run: Run, bib: Path) -> None:
    titles = ["A Study of Seven Grey Otters", "A Study of Seven Grey Ottars", "A Study of Seven Grey Otterz"]
    bib.write_text("".join(f"@paper{{{title} = Number {place}.}}\n" for place, title in enumerate(titles)))
    last = run("import", str(bib), "--dry-run").out.splitlines()[-1]
    assert re.search(r"  \(looks like A Study of Seven Grey Ott\w+ and 1 more\)$", last)


def test_the_preview_counts_what_is_in_the_trash(full: Run) -> None:
    paper_id = full("list", "--json").json["papers"][0]["id"]
    full("delete", paper_id)
    result = full("import", str(PAGE), "--dry-run")
    assert result.out.splitlines()[0].startswith(f"in the trash    {paper_id}")
    assert full("import", str(PAGE), "--dry-run", "--json").json["trashed"] == 1


# Marks


def test_tags_and_status_go_to_the_papers_imported(run: Run) -> None:
    assert run("import", str(PAGE), "--tag", "web", "--tag", "nlp/new", "--status", "queued").code == 0
    papers = run("list", "--json").json["papers"]
    assert {(*paper["tags"], paper["status"]) for paper in papers} == {("nlp/new", "web", "queued")}
    run("undo")
    assert run("list").code == 1, "it was one change"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--tag", "/"],
        ["--status", "done"],
        ["--only", "nice"],
        ["--format", "cuneiform"],
        ["--force"],
        ["--dry-run", "--review"],
        ["--formats", "--review"],
        ["--tag"],
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_read(run: Run, folder: Path, wrong: list[str]) -> None:
    result = run("import", str(PAGE), *wrong)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert not folder.exists()


def test_importing_nothing_is_told(run: Run) -> None:
    result = run("import")
    assert result.code == 2
    assert "files, folders, or - " in result.err


# Some rows only


@pytest.mark.parametrize(
    ("only", "new", "known", "left_out"),
    [(["new"], 2, 0, 9), (["known"], 0, 8, 3), (["near-duplicate"], 1, 0, 10), (["new", "near-duplicate"], 3, 0, 8)],
)
def test_only_some_sorts_are_taken(full: Run, bib: Path, only: list[str], new: int, known: int, left_out: int) -> None:
    like = bib.with_name("like.bib")
    like.write_text("@paper{Sparse Ferrets: Pruning Language Models by Letting Them Sleeep = Another one.}")
    words = [word for sort in only for word in ("--only", sort)]
    paths = [str(PAGE), str(bib), str(like)]
    planned = full("import", *paths, *words, "--dry-run", "--json").json
    assert (planned["new"], planned["known"], planned["left_out"]) == (new, known, left_out)
    assert len(planned["rows"]) == new + known
    done = full("import", *paths, *words, "--json").json
    assert (done["new"], done["known"], done["left_out"]) == (new, known, left_out)
    assert len(full("list").out.splitlines()) == 8 + new


def test_nothing_of_the_sort_asked_for_is_nothing_to_import(full: Run, bib: Path) -> None:
    result = full("import", str(bib), "--only", "changed")
    assert result.code == 1
    assert "0 changed, 2 left out" in result.err


# Broken entries


def test_broken_entries_are_told_with_a_way_to_mend_them(run: Run, bib: Path) -> None:
    result = run("import", str(bib))
    assert result.code == 0
    assert "some.bib:2: No = stands in this @entry." in result.err.splitlines()
    assert "of 1 problem, 1 is an entry that can be mended: --rejects FILE writes it into a file" in result.err


def test_broken_entries_are_kept_mended_and_imported_again(run: Run, bib: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "broken.bib"
    result = run("import", str(bib), "--rejects", str(rejects))
    assert result.code == 0
    again = f"mend, then `papershelf import {rejects} --format fake-bib`."
    assert f"1 broken entry was written to {rejects}: {again}" in result.err
    assert "can be mended: --rejects" not in result.err
    assert rejects.read_text() == f"% some.bib:2: No = stands in this (at)entry.\n{BROKEN}\n"
    assert run("import", str(rejects)).code == 3, "nothing is mended yet"
    rejects.write_text(rejects.read_text().replace(BROKEN, "@paper{Nothing but This = It was mended by hand.}"))
    assert run("import", str(rejects), "--json").json["new"] == 1
    assert len(run("list").out.splitlines()) == 3


def test_several_formats_get_a_file_each(run: Run, bib: Path, tmp_path: Path) -> None:
    lines = tmp_path / "some.lst"
    lines.write_text("A Title without Anything\nA Study of Nine Moles\tThey dig.\nAnother Title Alone\n")
    rejects = tmp_path / "broken"
    result = run("import", str(bib), str(lines), "--rejects", str(rejects))
    assert result.code == 0
    assert BROKEN in (tmp_path / "broken.fake-bib.bib").read_text()
    kept = tmp_path / "broken.fake-lines.jsonl"
    assert kept.read_text() == "A Title without Anything\nAnother Title Alone\n"
    assert f"2 broken entries were written to {kept}" in result.err
    assert not rejects.exists()


def test_where_nothing_is_broken_no_file_is_written(run: Run, tmp_path: Path) -> None:
    rejects = tmp_path / "broken.bib"
    assert run("import", str(PAGE), "--rejects", str(rejects)).code == 0
    assert not rejects.exists()


def test_a_file_that_is_there_is_written_over_by_force_only(run: Run, bib: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "broken.bib"
    rejects.write_text("precious")
    result = run("import", str(bib), "--rejects", str(rejects))
    assert result.code == 2
    assert "--force" in result.err
    assert (rejects.read_text(), run("list").code) == ("precious", 1), "nor was anything imported"
    assert run("import", str(bib), "--rejects", str(rejects), "--force").code == 0
    assert BROKEN in rejects.read_text()


def test_a_file_of_one_of_several_formats_is_not_written_over_either(run: Run, bib: Path, tmp_path: Path) -> None:
    lines = tmp_path / "some.lst"
    lines.write_text("A Title without Anything\nA Study of Nine Moles\tThey dig.\n")
    (tmp_path / "broken.fake-bib.bib").write_text("precious")
    assert run("import", str(bib), str(lines), "--rejects", str(tmp_path / "broken")).code == 2
    assert run("list").code == 1
    assert not (tmp_path / "broken.fake-lines.jsonl").exists()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_is_imported_is_never_written_over(run: Run, bib: Path, force: list[str]) -> None:
    before = bib.read_text()
    for source in (bib, bib.parent):
        assert run("import", str(source), "--rejects", f"{bib.parent}/./{bib.name}", *force).code == 2
    assert bib.read_text() == before


def test_a_folder_in_the_place_of_the_file_is_told(run: Run, bib: Path, tmp_path: Path) -> None:
    result = run("import", str(bib), "--rejects", str(tmp_path), "--force")
    assert result.code == 2
    assert "no plain file" in result.err


def test_a_file_that_cannot_be_written_leaves_nothing_imported(run: Run, bib: Path, tmp_path: Path) -> None:
    result = run("import", str(bib), "--rejects", str(tmp_path / "nowhere" / "broken.bib"))
    assert result.code == 3
    assert "Nothing was imported" in result.err
    assert run("list").code == 1


def test_a_preview_writes_no_broken_entries(run: Run, bib: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "broken.bib"
    result = run("import", str(bib), "--rejects", str(rejects), "--dry-run")
    assert f"1 broken entry would be written to {rejects}" in result.err
    assert not rejects.exists()


# Formats, exit codes


def test_the_formats_are_listed(run: Run, folder: Path) -> None:
    lines = run("import", "--formats").out.splitlines()
    assert len(lines) == len(readers())
    assert any(re.fullmatch(r"hf-text +.* \(.*\.txt.*\)", line) for line in lines)
    rows = run("import", "--formats", "--json").json["formats"]
    assert [row["name"] for row in rows] == [reader.name for reader in readers()]
    assert not folder.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [(WHOLE, 0), (f"{WHOLE}\n{BROKEN}", 0), (BROKEN, 3), ("", 3), ("@paper", 1)],
)
def test_the_exit_code_says_whether_anything_was_read(run: Run, bib: Path, text: str, code: int) -> None:
    bib.write_text(text)
    assert run("import", str(bib)).code == code
    assert run("import", str(bib), "--dry-run").code == code


def test_hostile_titles_reach_neither_stdout_nor_stderr_raw(run: Run, bib: Path) -> None:
    bib.write_text("@paper{A \x1b[31mRed\x9b Title \u202e of Foxes = Text.}\n@paper{\x1b]0;x\x07 broken\n")
    for result in (run("import", str(bib), "--dry-run"), run("import", str(bib))):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.out + result.err)


# Looking at it on the screen


class Terminalish:
    """A stream that is a terminal, or not."""

    def __init__(self, is_one: bool) -> None:
        self._is_one = is_one

    def isatty(self) -> bool:
        """Whether it is one."""
        return self._is_one


@pytest.mark.parametrize(
    "extra",
    [["--json"], ["--tag", "x"], ["--status", "read"], ["--only", "new"], ["--rejects", "x"], ["--force"]],
)
def test_a_review_asks_for_all_else_on_the_screen(run: Run, extra: list[str]) -> None:
    result = run("import", str(PAGE), "--review", *extra)
    assert result.code == 2
    assert f"{extra[0]} does not go with --review" in result.err


def test_a_review_needs_a_terminal(run: Run) -> None:
    result = run("import", str(PAGE), "--review")
    assert result.code == 2
    assert "--dry-run shows the same" in result.err


def test_a_review_of_nothing_opens_no_screen(run: Run, bib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from papershelf.cli import importing

    bib.write_text("@paper")
    monkeypatch.setattr(importing, "sys", SimpleNamespace(stdin=Terminalish(True), stdout=Terminalish(True)))
    result = run("import", str(bib), "--review")
    assert result.code == 1
    assert "nothing to review" in result.err


def test_a_review_without_any_terminal_for_keys_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from papershelf.cli import importing

    monkeypatch.setattr(importing, "sys", SimpleNamespace(stdin=Terminalish(False), stdout=Terminalish(True)))
    monkeypatch.setattr("os.ctermid", lambda: "/nowhere/at/all")
    result = run("import", str(PAGE), "--review")
    assert result.code == 2
    assert "to read keys from" in result.err
