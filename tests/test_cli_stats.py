"""The verb that prints statistics: text for people and pipes, one JSON document, and what it says of nothing."""

from pathlib import Path

import pytest

from papershelf import Library
from papershelf.cli import measuring
from tests.cli_tools import Run
from tests.double_tools import made, put
from tests.hostile import HOSTILE
from tests.test_hygiene import loaded_by


def test_the_page_is_text_without_colours(full: Run) -> None:
    result = full("stats")
    assert (result.code, result.err) == (0, "")
    rows = result.out.splitlines()
    assert rows[0].endswith("inbox, 0 queued, 0 reading, 0 read, 0 skipped")
    assert "\x1b" not in result.out
    assert max(map(len, rows)) <= 80
    assert any(row.startswith("Mon ·") for row in rows)
    assert any("last 4 weeks" in row for row in full("stats", "--weeks", "4", "--by", "read").out.splitlines())


def test_json_says_units_in_its_names(full: Run) -> None:
    assert full("stats", "--json").json["schema"] == 1
    stats = full("stats", "--weeks", "2", "--json").json
    assert list(stats) == [
        *("schema", "today", "query", "weeks", "papers", "papers_by_status", "starred_papers", "noted_papers"),
        *("days", "backlog", "saved_to_read", "tags", "seen_unread", "streak", "caveats"),
    ]
    assert (stats["weeks"], len(stats["days"]), stats["query"]) == (2, 14, "")
    assert sum(day["papers_saved"] for day in stats["days"]) == stats["papers"] == stats["backlog"][-1]["inbox_papers"]
    page = (Path(__file__).parent.parent / "docs" / "statistics.md").read_text("utf-8")
    names = [*stats, *stats["days"][0], *stats["backlog"][0], *stats["saved_to_read"], *stats["streak"]]
    names += [*stats["caveats"], *stats["saved_to_read"]["histogram"][0]]
    names += ["read_papers", "starred_papers", "queued_papers", "pages", "status"]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_one_tag_and_no_papers(full: Run, run: Run) -> None:
    ids = [row["id"] for row in full("list", "--json").json["papers"]]
    full("tag", ids[0], ids[1], "+nlp/rag", "+-odd")
    assert full("stats", "--tag", "nlp", "--json").json["papers"] == 2
    assert full("stats", "--tag", "-odd", "--json").json["tags"][0]["tag"] == "-odd"
    assert full("stats", "--tag", "nlp").out.splitlines()[0] == "Only papers that tag:nlp finds."
    none = full("stats", "--tag", "nothing [/b] \x1b[31m")
    assert (none.code, none.out) == (1, "")
    assert none.err == "papershelf: there are no papers to count with the tag “nothing [/b] [31m”.\n"


def test_an_empty_library_is_told_and_nonsense_refused(run: Run) -> None:
    empty = run("stats")
    assert (empty.code, empty.err) == (1, "papershelf: there are no papers to count.\n")
    assert empty.out.startswith("No papers, so there is nothing to count yet.\n")
    assert run("stats", "--json").json["papers"] == 0
    for weeks in ("0", "1041", "-3", "x", "9" * 5000):
        assert run("stats", "--weeks", weeks).code == 2


def test_a_terminal_is_used_as_far_as_it_is_wide(full: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for columns in (30, 160):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert measuring._width() == columns


def test_plain_signs_where_the_encoding_has_no_others(full: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "_SIGNS", "\ud800")
    rows = full("stats").out.splitlines()
    assert any(row.startswith("Mon .") for row in rows)
    assert all(row.isascii() for row in rows if not row.lstrip()[:1].isdigit())


def test_hostile_titles_and_tags_do_nothing_to_the_terminal(run: Run, folder: Path) -> None:
    from papershelf.paper import Listing

    seen = (Listing("a", 1, ""), Listing("b", 1, ""))
    with Library.open(folder) as library:
        put(library, *(made(f"hostile{n:03}", text, sources=seen) for n, text in enumerate(HOSTILE)))
        for number, text in enumerate(HOSTILE):
            if any(letter.isalnum() for letter in text):
                library.tag([f"hostile{number:03}"], add=[text])
    for words in (("stats",), ("stats", "--json"), *(("stats", "--tag", text) for text in HOSTILE[10:14])):
        result = run(*words)
        assert not set(result.out + result.err) & set("\x1b\x9b\x85\u202e\u2066\ud800")
        assert "--json" in words or all(len(row) < 400 for row in result.out.splitlines())


def test_the_verb_loads_no_screen_and_json_no_plots(tmp_path: Path) -> None:
    data = ["--data-dir", str(tmp_path / "data"), "stats"]
    assert loaded_by(data, ("textual", "rich", "numpy")) == []
    assert loaded_by([*data, "--json"], ("plotext",)) == []
