"""The verbs that delete and take back: delete, trash, tags --rename, undo UNIT, redo UNIT, history."""

import json
from pathlib import Path

from tests.cli_tools import Run, find
from tests.conftest import PAGE
from tests.hostile import HOSTILE


def units(run: Run) -> list[dict[str, object]]:
    """The rows of the history."""
    rows: list[dict[str, object]] = run("history", "--json").json["history"]
    return rows


def test_delete_list_restore_and_purge(full: Run) -> None:
    pasta, sheep = find(full, "pasta"), find(full, "sheep")
    full("tag", pasta, "+nlp")
    result = full("delete", pasta[:5], sheep)
    assert (result.code, result.out) == (0, "")
    assert result.err == "papershelf: moved 2 papers to the trash.\n"
    assert len(full("list").out.splitlines()) == 6
    assert full("show", pasta).code == 1
    listed = full("trash")
    assert listed.code == 0
    assert sorted(line.split()[0] for line in listed.out.splitlines()) == sorted([pasta, sheep])
    document = full("trash", "--json").json
    assert document["schema"] == 1
    deleted = {paper["id"]: paper for paper in document["trash"]}
    assert deleted[pasta]["tags"] == ["nlp"]
    assert deleted[pasta]["deleted_at"].endswith("Z")
    assert full("trash", "--restore", pasta[:5]).code == 0
    assert full("show", pasta, "--json").json["papers"][0]["tags"] == ["nlp"]
    assert "purged" in full("trash", "--purge", sheep).err
    empty = full("trash")
    assert (empty.code, empty.out) == (1, "")
    assert "empty" in empty.err
    assert full("trash", "--purge-all").code == 1
    assert full("undo").code == 0
    assert full("trash", "--purge-all").code == 0
    assert full("trash", "--json").json["trash"] == []


def test_mistyped_ids_change_nothing(full: Run) -> None:
    pasta = find(full, "pasta")
    assert full("delete", pasta, "nonsense").code == 1
    full("delete", pasta)
    for deed in ("--restore", "--purge"):
        result = full("trash", deed, pasta, "nonsense")
        assert (result.code, result.err.count("\n")) == (1, 1)
        assert "nonsense" in result.err
    assert full("trash", "--restore", pasta, "--purge", pasta).code == 2
    assert full("delete").code == 2
    assert len(full("trash").out.splitlines()) == 1


def test_an_import_says_what_stays_in_the_trash(full: Run) -> None:
    full("delete", find(full, "pasta"))
    result = full("import", str(PAGE), "--json")
    assert result.code == 0
    assert (result.json["known"], result.json["trashed"], result.json["new"]) == (8, 1, 0)
    assert "1 of the known are in the trash" in result.err
    assert len(full("list").out.splitlines()) == 7


def test_tags_are_renamed_merged_and_deleted(full: Run) -> None:
    pasta, sheep = find(full, "pasta"), find(full, "sheep")
    full("tag", pasta, sheep, "+nlp/rag")
    full("tag", sheep, "+ai")
    assert "renamed the tag “nlp” to “language” on 2 papers" in full("tags", "--rename", "nlp", "language").err
    assert "merged the tag “language” into “ai” on 2 papers" in full("tags", "--rename", "language", "AI").err
    assert [row["tag"] for row in full("tags", "--json").json["tags"]] == ["ai", "ai/rag"]
    assert full("tags", "--rename", "ai", "ai/x").code == 2
    assert full("tags", "--rename", "zzz", "x").code == 1
    assert full("tags", "--rename", "ai").code == 2
    assert "already" in full("tags", "--rename", "ai", "ai").err
    assert full("tags", "--delete", "ai").code == 0
    assert full("tags").code == 1
    assert full("tags", "--delete", "ai").code == 1
    assert full("undo").code == 0
    assert full("tags").code == 0


def test_any_change_is_undone_by_its_id(full: Run) -> None:
    pasta = find(full, "pasta")
    full("star", pasta)
    full("tag", pasta, "+nlp")
    star = str(units(full)[1]["id"])
    assert full("undo", star[:8]).err.startswith("papershelf: undid: starred")
    rows = units(full)
    assert set(rows[0]) == {"id", "at", "kind", "of", "words", "undone"}
    assert [(row["kind"], row["undone"]) for row in rows] == [
        ("undo", False),
        ("do", False),
        ("do", True),
        ("do", False),
    ]
    lines = full("history").out.splitlines()
    assert [line.startswith(str(row["id"])[:8]) for line, row in zip(lines, rows, strict=True)] == [True] * 4
    assert [line.endswith("  (undone)") for line in lines] == [False, False, True, False]
    again = full("undo", star)
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert "undone already" in again.err
    assert full("redo", star).code == 0
    assert full("undo", "nonsense").code == 1
    full("delete", pasta)
    refused = full("undo", star)
    assert (refused.code, refused.out, refused.err.count("\n")) == (3, "", 1)
    assert "1 later change builds on it: “moved “GraphPasta" in refused.err
    assert len(full("history", "--limit", "2").out.splitlines()) == 2


def test_history_of_one_change_says_what_it_did(full: Run) -> None:
    pasta = find(full, "pasta")
    full("tag", pasta, "+nlp")
    full("tag", pasta, "+rag", "-nlp")
    full("status", pasta, "reading")
    full("rate", pasta, "4")
    full("views", "--save", "Mine", "is:starred")
    full("delete", pasta)
    for row, words in zip(
        units(full),
        ("moved to the trash", "the view came", "rating none → 4", "status inbox → reading", "+rag -nlp", "+nlp"),
        strict=False,
    ):
        result = full("history", str(row["id"])[:8])
        assert result.code == 0
        head, line = result.out.splitlines()
        assert head.startswith(str(row["id"])[:8])
        assert line.endswith(f": {words}")
        document = full("history", str(row["id"]), "--json").json
        assert document["unit"]["id"] == row["id"]
        assert [change["words"] for change in document["changes"]] == [words]
    imported = full("history", str(units(full)[-1]["id"]), "--json").json
    assert [change["words"] for change in imported["changes"]] == ["the paper came"] * 8
    assert "GraphPasta: Message Passing on Tangled Graphs" in [change["name"] for change in imported["changes"]]
    assert full("history", "nonsense").code == 1


def test_what_a_hand_changed_is_said_to_be_left(full: Run, folder: Path) -> None:
    pasta = find(full, "pasta")
    full("tag", pasta, "+nlp")
    full("rate", pasta, "4")
    rated = str(units(full)[0]["id"])
    shelf = folder / "shelf.json"
    shelf.write_text(shelf.read_text("utf-8").replace('"rating":4', '"rating":5'), "utf-8")
    result = full("undo", rated[:9])
    assert result.code == 0
    assert result.err.splitlines()[1] == "papershelf: left as it is, because it was changed meanwhile: 1 field."
    assert full("show", pasta, "--json").json["papers"][0]["rating"] == 5


def test_hostile_words_end_in_one_line(full: Run) -> None:
    pasta = find(full, "pasta")
    full("tag", pasta, "+nlp")
    for word in (word for word in HOSTILE if "\ud800" not in word and not word.startswith("-")):
        for verb in (["undo", word], ["redo", word], ["history", word], ["trash", "--restore", word], ["delete", word]):
            result = full(*verb)
            assert result.code in (1, 2), verb
            assert result.err.count("\n") == 1, verb
            assert "\x1b" not in result.err
        renamed = full("tags", "--rename", "nlp", word)
        assert renamed.code in (0, 2)
        assert "\x1b" not in renamed.err
        if renamed.code == 0:
            full("undo")
    assert json.loads(full("tags", "--json").out)["tags"] == [{"tag": "nlp", "papers": 1}]
