"""Suggestions on the command line: papers by likeness to the starred ones, and tags that may fit."""

from papershelf import Library
from papershelf.settings import find_places
from tests.cli_tools import Run


def test_papers_are_listed_by_likeness_with_score_and_shared_words(run: Run, library: Library) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    none = run("list", "--sort", "like", "--json")
    assert none.code == 0
    assert "no paper is starred" in none.err
    assert [row["id"] for row in none.json["papers"]] == ids, "without a star the order stays"
    run("star", ids[0], ids[1])
    rows = run("list", "--sort", "like", "--json").json["papers"]
    assert {row["id"] for row in rows} == set(ids)
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert all(isinstance(row["shared"], list) for row in rows)
    assert "score" not in run("list", "--json").json["papers"][0]
    assert run("list", "sort:like", "--json").json["papers"] == rows


def test_tags_are_suggested(run: Run, library: Library) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    nothing = run("tags", "--suggest", ids[0])
    assert nothing.code == 1
    assert "no tag to suggest" in nothing.err
    run("tag", *ids[1:], "+reading/list")
    found = run("tags", "--suggest", ids[0], "--json")
    rows = found.json["suggestions"]
    assert [row["tag"] for row in rows] in ([], ["reading/list"])
    assert found.code == (0 if rows else 1)


def test_a_setting_switches_suggestions_off(run: Run, library: Library) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    run("star", ids[0])
    config = find_places(library.places.data).config
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text("suggest = false\n", "utf-8")
    listed = run("list", "--sort", "like")
    assert "switched off" in listed.err
    assert "switched off" in run("tags", "--suggest", ids[0]).err
