"""The verb `export`: what is chosen, in which format, where to, and what is said of it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from papershelf.exporters import exporters
from tests.cli_tools import Run, find
from tests.hostile import HOSTILE
from tests.hostile_tools import is_clean


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "Where to?"),
        (["--output", ""], 2, "Where to?"),
        (["--output", "x", "--format", "papyrus"], 2, "the formats are markdown, folder"),
        (["--output", "x.docx"], 2, "end in .docx; name one with --format: markdown, folder"),
        (["--output", "{folder}"], 3, "is a folder; name a file in it"),
        (["--output", "{file}", "--format", "folder"], 3, "is a file; this format needs a folder"),
        (["--output", "{file}/x.md"], 3, "a folder of its path is a file"),
        (["--output", "a\0b.md"], 2, "holds a NUL"),
        (["--output", "a\ud800b.md"], 2, "a broken character"),
        (["--output", "~nobody-here/x.md"], 2, "no such user"),
        (["--output", "n" * 300 + ".md"], 3, "the name is too long"),
        (["--output", "-", "--format", "folder"], 2, "makes a folder of files"),
        (["--output", "x", "--template", "none-such"], 2, "There is no template “none-such”"),
        (["--output", "x", "--template", "short", "--format", "csv"], 2, "leave --format out"),
        (["--output", "-", "--dry-run"], 2, "need a PATH"),
        (["--output", "-", "--json"], 2, "need a PATH"),
        (["--output", "x.md", "zebra"], 1, "no paper matches “zebra”"),
        (["--output", "x.md", "--view", "zebra"], 1, "zebra"),
        (["--output", "x.md", "--ids", "zzzzzz"], 1, "No paper has the id"),
        (["pasta", "--output", "x.md", "--ids", "zzzzzz"], 2, "leave QUERY"),
        (["--output", "x.md", "--sort", "colour"], 2, "colour"),
        (["--output", "x.md", "--group", "colour"], 2, "invalid choice"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(
    full: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, said: str
) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "file"
    here.mkdir()
    there.mkdir()
    file.write_text("mine", "utf-8")
    monkeypatch.chdir(here)
    result = full("export", *(word.format(folder=there, file=file) for word in words))
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert len(result.err.strip().splitlines()) == 1
    assert not [*here.iterdir(), *there.iterdir()]
    assert file.read_text("utf-8") == "mine"


def test_every_ending_says_its_format(full: Run, tmp_path: Path) -> None:
    met = set()
    for exporter in exporters().values():
        if not exporter.suffix or exporter.suffix in met:
            continue
        met.add(exporter.suffix)
        guessed, named = tmp_path / f"guessed{exporter.suffix.upper()}", tmp_path / "named"
        assert full("export", "--output", str(guessed)).code == 0
        assert full("export", "--output", str(named), "--format", exporter.name).code == 0
        assert guessed.read_bytes() == named.read_bytes()
        named.unlink()
    assert ".md" in met
    assert full("export", "--output", str(tmp_path / "no-ending")).code == 0
    assert (tmp_path / "no-ending").read_text("utf-8").startswith("# Reading list")


def test_formats_are_listed_and_named_in_help(full: Run) -> None:
    listed = full("export", "--formats")
    names = [line.split()[0] for line in listed.out.splitlines()]
    assert names[: len(exporters())] == list(exporters())
    assert all(name.startswith("template:") for name in names[len(exporters()) :])
    document = full("export", "--formats", "--json").json
    assert [each["name"] for each in document["formats"]] == names
    assert all(each["into"] in {"file", "folder"} for each in document["formats"])
    assert "--formats" in full("export", "--help").out


def test_standard_output_takes_the_very_bytes_of_the_file(full: Run, tmp_path: Path) -> None:
    full("note", find(full, "pasta"), "--file", str(_file(tmp_path, "na\u00efve ☃")))
    target = tmp_path / "list.md"
    assert full("export", "--output", str(target)).code == 0
    out = full("export", "--output", "-")
    assert (out.code, out.err) == (0, "")
    assert out.out == target.read_text("utf-8")


def test_a_template_says_what_the_file_says(full: Run, tmp_path: Path) -> None:
    target = tmp_path / "list.tex"
    assert full("export", "pasta", "--template", "short", "--output", str(target)).code == 0
    assert "GraphPasta" in target.read_text("utf-8")
    out = full("export", "pasta", "--format", "template:short", "--output", "-").out
    assert "GraphPasta" in out


def test_ids_name_the_papers_and_their_order(full: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [paper["id"] for paper in full("list", "--json").json["papers"]]
    wanted = [papers[3], papers[0], papers[3]]
    listed = full("export", "--ids", *wanted, "--group", "none", "--output", "-").out
    titles = [line for line in listed.splitlines() if line.startswith("## ")]
    assert len(titles) == 2
    piped = "".join(f"{each}  ★ inbox  some title\n\n" for each in wanted)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped.encode())))
    assert full("export", "--ids", "-", "--group", "none", "--output", "-").out == listed
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n")))
    nothing = full("export", "--ids", "-", "--output", str(tmp_path / "x.md"))
    assert (nothing.code, (tmp_path / "x.md").exists()) == (1, False)


def test_options_reach_the_list(full: Run) -> None:
    paper_id = find(full, "pasta")
    full("tag", paper_id, "+food")
    whole = full("export", "is:inbox", "--output", "-").out
    assert "> " in whole
    assert "> " not in full("export", "is:inbox", "--output", "-", "--no-abstracts").out
    assert "<http" not in full("export", "is:inbox", "--output", "-", "--no-links").out
    assert "\n## food\n" in full("export", "--output", "-", "--group", "tag").out
    assert full("export", "--output", "-", "--title", "Mine [x]").out.startswith("# Mine \\[x\\]\n")
    down, up = (full("export", "--output", "-", "--group", "none", "--sort", key).out for key in ("title", "-title"))
    heads = [[line for line in text.splitlines() if line.startswith("## ")] for text in (down, up)]
    assert heads[0] == heads[1][::-1]


def test_an_option_that_a_format_knows_nothing_of_is_told(full: Run, tmp_path: Path) -> None:
    result = full("export", "--format", "folder", "--output", str(tmp_path / "notes"), "--group", "tag")
    assert result.code == 0
    assert "folder knows nothing of --group" in result.err


def test_a_dry_run_prints_what_would_change_and_changes_nothing(full: Run, tmp_path: Path) -> None:
    target = tmp_path / "list.md"
    new = full("export", "pasta", "--output", str(target), "--dry-run")
    assert new.code == 0
    assert new.out.startswith(f"--- /dev/null\n+++ {target}\n@@ -0,0 +1,")
    assert "+# Reading list\n" in new.out
    assert "would write 1 file; 0 already up to date." in new.err
    assert not target.exists()
    full("export", "pasta", "--output", str(target))
    assert full("export", "pasta", "--output", str(target), "--dry-run").out == ""
    full("star", find(full, "pasta"))
    before = target.read_bytes()
    changed = full("export", "pasta", "--output", str(target), "--dry-run").out
    assert [line[0] for line in changed.splitlines() if "starred" in line] == ["-", "+"] or "+" in changed
    assert target.read_bytes() == before
    document = full("export", "pasta", "--output", str(target), "--dry-run", "--json").json
    assert (document["written"], document["unchanged"], document["problems"]) == ([str(target)], [], [])


def test_a_file_of_somebody_else_is_left_alone(full: Run, tmp_path: Path) -> None:
    target = _file(tmp_path, "my own words\n")
    for more in ([], ["--dry-run"]):
        result = full("export", "--output", str(target), *more)
        assert (result.code, result.out) == (3, "")
        assert "was not written by papershelf; choose another name" in result.err
    document = full("export", "--output", str(target), "--json")
    assert document.code == 3
    assert document.json["problems"] == [
        {"path": str(target), "reason": "was not written by papershelf; choose another name"}
    ]
    assert target.read_text("utf-8") == "my own words\n"


def test_a_reader_who_leaves_the_pipe_is_no_error(full: Run, folder: Path) -> None:
    command = [sys.executable, "-m", "papershelf", "--data-dir", str(folder), "export", "--output", "-"]
    for _ in range(3):
        export = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert export.stdout is not None
        assert export.stderr is not None
        export.stdout.close()
        assert export.stderr.read() == b""
        assert export.wait() == 0
        export.stderr.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_reach_no_terminal(full: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A file of somebody's, shown in a diff on a terminal; a title; a path that is told."""
    full("note", find(full, "pasta"), "--file", str(_file(tmp_path, text.encode("utf-8", "replace").decode())))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for words in (["--output", "-"], ["--output", str(tmp_path / "x.md"), "--dry-run"]):
        result = full("export", *words, "--title", text.encode("utf-8", "replace").decode())
        assert result.code == 0
        assert is_clean(result.out.replace("\t", " "))
        assert is_clean(result.err)


def test_json_is_one_document(full: Run, tmp_path: Path) -> None:
    result = full("export", "--format", "folder", "--output", str(tmp_path / "notes"), "--json")
    document = json.loads(result.out)
    assert document["schema"] == 1
    assert len(document["written"]) == 8
    again = full("export", "--format", "folder", "--output", str(tmp_path / "notes"), "--json").json
    assert (again["written"], len(again["unchanged"])) == ([], 8)


def _file(folder: Path, text: str) -> Path:
    """A file that holds a text."""
    file = folder / "some.md"
    file.write_text(text, "utf-8")
    return file
