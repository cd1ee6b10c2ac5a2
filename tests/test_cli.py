"""The command line: every verb through `main`, with what it prints, where, and the exit code."""

import json
import sys
from pathlib import Path

import pytest

from tests.cli_tools import Run, find
from tests.conftest import PAGE


def test_import_reports_counts_as_json_and_talks_on_stderr(run: Run) -> None:
    result = run("import", str(PAGE), "--json")
    assert result.code == 0
    assert result.json == {
        "schema": 1, "listings": 8, "new": 8, "known": 0, "changed": 0, "trashed": 0, "left_out": 0,
        "near_duplicates": [], "problems": [],
        "formats": [{"file": "small_page.txt", "format": "hf-text", "listings": 8}],
    }  # fmt: skip
    assert "8 listings: 8 new" in result.err
    again = run("import", str(PAGE), "--json").json
    assert (again["new"], again["known"]) == (0, 8)


def test_import_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    assert run("import", str(PAGE), "--dry-run").code == 0
    assert run("list").code == 1
    assert not (folder / "library.json").exists()


def test_import_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = PAGE.open("rb")

    monkeypatch.setattr(sys, "stdin", Stdin)
    result = run("import", "-", "--json")
    Stdin.buffer.close()
    assert result.json["new"] == 8


def test_import_of_a_missing_file_names_it_and_fails(run: Run, tmp_path: Path) -> None:
    result = run("import", str(tmp_path / "no-such-page.txt"))
    assert result.code == 3
    assert "no-such-page.txt" in result.err
    assert "Traceback" not in result.err


def test_import_goes_on_after_a_bad_file(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    result = run("import", str(bad), str(PAGE), "--json")
    assert result.code == 0
    assert result.json["new"] == 8
    assert [problem["file"] for problem in result.json["problems"]] == ["bad.txt"]


def test_list_prints_papers_and_json_keeps_the_contract(full: Run) -> None:
    assert len(full("list").out.splitlines()) == 8
    document = full("list", "--json").json
    assert document["schema"] == 1
    paper = document["papers"][0]
    assert set(paper) == {
        "id", "title", "abstract", "authors", "published", "identifiers", "links", "sources",
        "starred", "status", "tags", "rating", "note", "added_at", "venue", "keywords", "upvotes",
        "priority", "due", "snoozed", "place", "review", "first_seen", "last_seen", "seen_pages", "back_again",
    }  # fmt: skip
    assert paper["links"] == [{"url": "https://github.com/sleepy-ferret/sleepprune", "kind": "code"}]
    assert paper["sources"][0]["file"] == "small_page.txt"
    assert paper["sources"][0]["position"] == 1


def test_list_takes_query_sort_limit_and_lines(full: Run) -> None:
    rows = full("list", "--sort", "title", "--limit", "2", "--jsonl").out.splitlines()
    assert [json.loads(row)["title"][:7] for row in rows] == ["2 Quick", "Curricu"]
    assert len(full("list", "has:code").out.splitlines()) == 2
    assert len(full("list", "-has:code").out.splitlines()) == 6
    assert full("list", "--sort", "nonsense").code == 2


def test_search_forgives_typos_and_gives_score_tier_and_fields(full: Run) -> None:
    paper = full("search", "spase ferets", "--json").json["papers"][0]
    assert paper["title"].startswith("Sparse Ferrets")
    assert paper["tier"] == "similar"
    assert "title" in paper["matched"]
    assert paper["score"] > 0
    literal = full("search", "sparse ferrets", "--json").json["papers"][0]
    assert literal["tier"] == "literal"


def test_search_without_a_hit_ends_with_one(full: Run) -> None:
    result = full("search", "zzzzqqqq")
    assert (result.code, result.out) == (1, "")
    assert "zzzzqqqq" in result.err


def test_an_empty_library_says_how_to_fill_it(run: Run) -> None:
    result = run("list")
    assert result.code == 1
    assert "papershelf import" in result.err


def test_show_takes_a_prefix_and_says_everything(full: Run) -> None:
    paper_id = find(full, "pasta")
    full("tag", paper_id, "+graphs/fast")
    result = full("show", paper_id[:6])
    assert result.code == 0
    assert "GraphPasta: Message Passing on Tangled Graphs" in result.out
    assert "40% less memory & 12% less energy" in result.out
    assert "#graphs/fast" in result.out
    assert "https://huggingface.co/datasets/pasta/tangled" in result.out


def test_an_unknown_id_is_one_line_and_code_one(full: Run) -> None:
    for verb in ("show", "links", "star", "unstar", "note"):
        result = full(verb, "nonsense")
        assert result.code == 1, verb
        assert result.err.count("\n") == 1, verb
        assert "nonsense" in result.err


def test_links_prints_kinds_and_a_paper_without_says_so(full: Run) -> None:
    assert full("links", find(full, "sheep")).out.splitlines() == [
        "model\thttps://huggingface.co/sheep-lab/counter-128m",
        "project\thttps://sheep-lab.github.io/counting",
    ]
    result = full("links", find(full, "bridge"))
    assert (result.code, result.out) == (1, "")


def test_marks_from_the_command_line(full: Run) -> None:
    one, two = find(full, "pasta"), find(full, "sheep")
    assert full("star", one, two).code == 0
    assert full("unstar", two).code == 0
    assert full("status", one, two, "queued").code == 0
    assert full("tag", one, "+nlp/rag", "+Graph", "-none").code == 0
    assert full("tag", one, "-graph").code == 0
    assert full("rate", one, "4").code == 0
    paper = full("show", one, "--json").json["papers"][0]
    assert (paper["starred"], paper["status"], paper["tags"], paper["rating"]) == (
        True,
        "queued",
        ["nlp/rag"],
        4,
    )
    assert full("list", "is:queued", "-is:starred", "--json").json["papers"][0]["id"] == two
    assert "nlp/rag" in full("tags").out


def test_a_mistyped_id_among_good_ones_changes_nothing(full: Run) -> None:
    assert full("star", find(full, "pasta"), "nonsense").code == 1
    assert full("list", "is:starred").code == 1


def test_bad_values_are_usage_errors(full: Run) -> None:
    paper_id = find(full, "pasta")
    assert full("status", paper_id, "devoured").code == 2
    assert full("rate", paper_id, "6").code == 2
    assert full("rate", paper_id, "many").code == 2
    assert full("tag", paper_id).code == 2
    assert full("tag", "+x").code == 2
    assert full("copy", paper_id, "soul").code == 2
    assert full("export", "--output", "x", "--format", "papyrus").code == 2
    assert full("frobnicate").code == 2


def test_note_is_written_appended_printed(full: Run, tmp_path: Path) -> None:
    paper_id = find(full, "pasta")
    text = tmp_path / "note.md"
    text.write_text("# Good\n\n*al dente*", "utf-8")
    assert full("note", paper_id).code == 1
    assert full("note", paper_id, "--file", str(text)).code == 0
    text.write_text("more", "utf-8")
    assert full("note", paper_id, "--append", "--file", str(text)).code == 0
    assert full("note", paper_id).out == "# Good\n\n*al dente*\n\nmore\n"
    assert full("note", paper_id, "--file", str(tmp_path / "missing")).code == 3
    text.write_bytes(b"\xff\xfe\x00")
    assert full("note", paper_id, "--file", str(text)).code == 3


def test_undo_redo_and_history_cross_a_restart(full: Run) -> None:
    paper_id = find(full, "pasta")
    full("star", paper_id)
    assert full("undo").code == 0
    assert full("list", "is:starred").code == 1
    assert full("redo").code == 0
    assert full("list", "is:starred").code == 0
    assert full("redo").code == 1
    words = [unit["words"] for unit in full("history", "--json").json["history"]]
    assert any("GraphPasta" in text for text in words)
    assert "imported small_page.txt: 8 new of 8 listings" in words[-1]


def test_undo_takes_an_import_back_as_one_unit(full: Run) -> None:
    assert full("undo").code == 0
    assert full("list").code == 1
    assert full("undo").code == 1
    assert full("redo").code == 0
    assert len(full("list").out.splitlines()) == 8


def test_export_of_a_list_and_of_a_folder(full: Run, tmp_path: Path) -> None:
    paper_id = find(full, "pasta")
    full("star", paper_id)
    target = tmp_path / "list.md"
    assert full("export", "is:starred", "--format", "markdown", "--output", str(target)).code == 0
    assert "GraphPasta" in target.read_text("utf-8")
    notes = tmp_path / "notes"
    assert full("export", "--format", "folder", "--output", str(notes), "--dry-run").code == 0
    assert not notes.exists()
    assert full("export", "--format", "folder", "--output", str(notes)).code == 0
    assert len(list(notes.glob("*.md"))) == 8
    assert full("export", "is:skipped", "--output", str(target)).code == 1
    assert full("export", "--output", str(notes)).code == 3


def test_copy_never_claims_what_did_not_happen(full: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    result = full("copy", find(full, "pasta"), "title")
    assert result.code == 3
    assert result.out == "GraphPasta: Message Passing on Tangled Graphs\n"
    missing = full("copy", find(full, "bridge"), "repo")
    assert (missing.code, missing.out) == (1, "")
    assert "No repository" in missing.err


def test_paths_names_the_folder(run: Run, folder: Path) -> None:
    assert run("paths", "--json").json["data"] == str(folder)
    assert not folder.exists(), "looking makes nothing"


def test_version_and_help(run: Run) -> None:
    assert run("--version").out.startswith("papershelf ")
    assert "import" in run("--help").out
    for verb in ("list", "tag", "export"):
        assert verb in run(verb, "--help").out


def test_the_screen_needs_a_terminal(run: Run) -> None:
    result = run()
    assert result.code == 2
    assert "terminal" in result.err


def test_an_interrupt_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("papershelf.cli.reading.open_library", interrupted)
    assert run("list").code == 130
