"""Saved views from the command line: listed, changed, and what other verbs narrow by."""

from pathlib import Path

from tests.cli_tools import Run, find


def test_views_are_listed_saved_and_used(full: Run) -> None:
    rows = full("views").out.splitlines()
    assert rows[0].split() == ["all", "8", "All"]
    assert rows[1].split() == ["inbox", "8", "Inbox", "is:back", "OR", "is:inbox", "-is:snoozed"]
    assert rows[6].split() == ["no-note", "8", "No", "note", "yet", "-has:note"]
    result = full("views", "--save", "No code", "-has:code", "is:inbox")
    assert (result.code, result.out, result.err) == (0, "", "papershelf: saved the view “No code”.\n")
    document = full("views", "--json").json
    assert document["schema"] == 1
    assert document["views"][-1] == {
        "key": "no-code", "papers": 6, "name": "No code", "query": "-has:code is:inbox",
    }  # fmt: skip
    assert len(full("list", "--view", "no-code").out.splitlines()) == 6
    assert len(full("list", "--view", "No Code", "-is:starred", "--json").json["papers"]) == 6
    assert full("list", "has:code", "--view", "no-code").code == 1
    assert full("search", "pasta", "--view", "Inbox", "--json").json["papers"][0]["title"].startswith("GraphPasta")
    assert full("search", "pasta", "--view", "queue").code == 1


def test_views_are_changed_and_the_way_back(full: Run) -> None:
    assert full("views", "--save", "Mine", "pasta").code == 0
    assert "changed the view “Mine”" in full("views", "--save", "mine", "-pasta").err.replace("mine", "Mine")
    assert "it was so already" in full("views", "--save", "mine", "-pasta").err
    assert full("views", "--rename", "mine", "-dash").code == 0
    assert full("views", "--move", "-dash", "top").code == 0
    assert [view["name"] for view in full("views", "--json").json["views"]][:3] == ["All", "-dash", "Inbox"]
    assert full("views", "--move", "-dash", "down").code == 0
    assert full("views", "--delete", "-dash").err == "papershelf: deleted the view “-dash”.\n"
    assert full("views", "--delete", "inbox").code == 0
    assert "inbox" not in full("views").out
    assert full("undo").err == "papershelf: undid: deleted the view “Inbox”.\n"
    assert full("views").out.splitlines()[1].startswith("inbox ")


def test_views_that_are_none_or_several(full: Run) -> None:
    for words in (["list", "--view", "nope"], ["views", "--delete", "nope"], ["views", "--move", "all", "up"]):
        result = full(*words)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1), words
    for words in (
        ["list", "--view", "has"],
        ["views", "is:starred"],
        ["views", "--save", "Empty"],
        ["views", "--rename", "starred", "inbox"],
        ["views", "--move", "inbox", "sideways"],
        ["views", "--delete", "inbox", "--save", "x", "y"],
    ):
        assert full(*words).code == 2, words
    assert full("list", "--view", "tag:nothing").code == 1


def test_export_of_a_view_a_tag_and_a_source(full: Run, tmp_path: Path) -> None:
    one, two = find(full, "pasta"), find(full, "sheep")
    full("tag", one, "+a/b")
    full("star", one, two)
    target = tmp_path / "list.md"
    for view, count in (("starred", 2), ("tag:a", 1), ("source:small_page.txt", 8)):
        assert full("export", "--view", view, "--output", str(target)).code == 0
        assert target.read_text("utf-8").count("\n### ") == count
    folder = tmp_path / "notes"
    assert full("export", "-is:queued", "--view", "Starred", "--format", "folder", "--output", str(folder)).code == 0
    assert len(list(folder.glob("*.md"))) == 2
    result = full("export", "--view", "queue", "--output", str(target))
    assert (result.code, result.err) == (1, "papershelf: no paper is in the view “queue”; nothing was written.\n")
