"""Reading lists from the command line: every way there is, and one clear line where there is none."""

from pathlib import Path

from tests.cli_tools import Run, find


def test_lists_are_made_filled_ordered_and_shown(full: Run) -> None:
    pasta, sheep = find(full, "pasta"), find(full, "sheep")
    nothing = full("lists")
    assert (nothing.code, nothing.out) == (1, "")
    assert "--make NAME" in nothing.err
    assert full("lists", "--make", "Thesis", "--about", "*why*").err == "papershelf: made the list “Thesis”.\n"
    assert full("lists", "--make", "-dash", "--under", "thes").code == 0
    assert full("lists", "--add", "Thesis", pasta, sheep).code == 0
    assert "nothing changed" in full("lists", "--add", "Thesis", pasta).err
    rows = full("lists").out.splitlines()
    assert [row.split()[1:] for row in rows] == [["2", "Thesis"], ["0", "-dash"]]
    assert rows[1].endswith("    -dash"), "indented under its own"
    assert full("lists", "--move", "Thesis", sheep, "top").code == 0
    shown = full("lists", "--show", "thesis")
    assert [row.split()[0] for row in shown.out.splitlines()] == [sheep[:10], pasta[:10]]
    assert shown.err == "Thesis\n*why*\n"
    document = full("lists", "--json").json
    assert (document["schema"], [one["name"] for one in document["lists"]]) == (1, ["Thesis", "-dash"])
    assert document["lists"][0]["papers"] == [sheep, pasta]
    assert document["lists"][1]["parent"] == document["lists"][0]["id"]
    assert [paper["id"] for paper in full("lists", "--show", "thesis", "--json").json["papers"]] == [sheep, pasta]
    assert [row.split()[0] for row in full("list", "list:thesis").out.splitlines()] == [sheep[:10], pasta[:10]]
    assert full("list", "--view", "list:thesis").out == full("list", "list:thesis").out
    assert full("lists", "--change", "-dash", "--under", "", "--about", "x").code == 0
    assert full("lists", "--take", "thesis", sheep).code == 0
    assert full("lists", "--rename", "Thesis", "Book").code == 0
    assert full("lists", "--delete", "-dash").code == 0
    assert full("undo").err == "papershelf: undid: deleted the list “-dash”.\n"
    assert full("lists", "--show", "-dash").code == 1, "there is nothing on it"


def test_what_cannot_be_is_said_in_one_line(full: Run) -> None:
    full("lists", "--make", "One")
    full("lists", "--make", "Two", "--under", "One")
    full("lists", "--make", "Two")
    for words, code, said in (
        (["--show", "zzz"], 1, "There is no list"),
        (["--delete", "two"], 2, "means 2 lists"),
        (["--change", "one", "--under", "one/two"], 2, "cannot stand under itself"),
        (["--make", "ONE"], 2, "already"),
        (["--make", " "], 2, "needs a name"),
        (["--add", "one", "nobody"], 1, "No paper has the id"),
        (["--add", "one"], 2, "ids of papers"),
        (["--move", "one", "x", "sideways"], 2, "up, down, top or bottom"),
        (["--under", "one"], 2, "belong to"),
        (["--change", "one"], 2, "Change what"),
        (["--notes"], 2, "belongs to"),
        (["--share", "one", "x.pdf"], 2, "ends in .md"),
        (["--import", "/nowhere/x.md"], 3, "no file"),
    ):
        result = full("lists", *words)
        assert (result.code, result.out, result.err.count("\n")) == (code, "", 1), (words, result.err)
        assert said in result.err, words


def test_a_list_is_shared_and_taken_in(full: Run, tmp_path: Path) -> None:
    pasta = find(full, "pasta")
    full("note", pasta, "--set", "private words")
    full("lists", "--make", "Thesis")
    full("lists", "--add", "Thesis", pasta)
    for name in ("a.md", "a.jsonl"):
        file = tmp_path / name
        result = full("lists", "--share", "thesis", str(file))
        assert (result.code, result.err) == (0, f"papershelf: wrote {file}.\n")
        assert "private words" not in file.read_text()
        full("lists", "--delete", "Thesis")
        result = full("lists", "--import", str(file))
        assert (result.code, "0 new of 1 listing, and the list “Thesis”" in result.err) == (0, True)
        assert [row.split()[0] for row in full("lists", "--show", "thesis").out.splitlines()] == [pasta[:10]]
    poem = tmp_path / "poem.md"
    poem.write_text("a poem\n")
    assert full("lists", "--share", "thesis", str(poem)).code == 3
    assert full("lists", "--import", str(poem)).code == 3
    assert poem.read_text() == "a poem\n"
