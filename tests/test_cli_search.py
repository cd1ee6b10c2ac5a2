"""Search and its kin on the command line: queries of every kind, highlights, hints, related papers."""

import json
import re
import sys
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.paper import Paper
from papershelf.text import fold
from tests.cli_tools import Result, Run, find
from tests.hostile import HOSTILE

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def titles(result: Result) -> list[str]:
    """The first word of each title listed."""
    return [paper["title"].split()[0] for paper in result.json["papers"]]


@pytest.fixture
def marked(full: Run) -> Run:
    """The small page with some marks."""
    full("tag", find(full, "pasta"), "+nlp/rag/graphs")
    full("tag", find(full, "sheep"), "+nlp")
    full("star", find(full, "bridge"))
    return full


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (["pasta OR =bridge"], {"GraphPasta:", "What"}),
        (["title:pasta"], {"GraphPasta:"}),
        (["title:(pasta OR ferrets)", "-is:starred"], {"GraphPasta:", "Sparse"}),
        (["(pasta OR sheep) accuracy"], {"GraphPasta:"}),
        (["tag:n/r"], {"GraphPasta:"}),
        (["tag:(nlp OR vision)"], {"GraphPasta:", "[Re]"}),
        (["is:(starred OR read)"], {"What"}),
        (["has:data"], {"GraphPasta:"}),
        (['"message passing"'], {"GraphPasta:"}),
        (["added:<14d", "title:pasta"], {"GraphPasta:"}),
    ],
)
def test_the_whole_language_works_in_every_verb_that_asks(
    marked: Run, tmp_path: Path, query: list[str], expected: set[str]
) -> None:
    listed = marked("list", *query, "--json")
    assert (listed.code, listed.err) == (0, "")
    assert set(titles(listed)) == expected
    assert set(titles(marked("search", *query, "--json"))) == expected
    assert marked("views", "--save", "Saved", *query).code == 0
    assert set(titles(marked("list", "--view", "saved", "--json"))) == expected
    target = tmp_path / "list.md"
    assert marked("export", *query, "--output", str(target)).code == 0
    assert target.read_text("utf-8").count("\n### ") == len(expected)


def test_what_begins_with_a_dash_is_a_query(marked: Run) -> None:
    rest = titles(marked("list", "-(pasta OR sheep)", "--json"))
    assert len(rest) == 6
    assert not {"GraphPasta:", "[Re]"} & set(rest)
    assert titles(marked("list", "--json", "--", "-(pasta OR sheep)")) == rest
    assert len(titles(marked("list", "-has:code", "--json"))) == 6
    assert marked("list", "seen:>1").code == 1
    assert marked("list", "has:pdf").code == 1


def test_an_output_may_begin_with_a_dash(full: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert full("export", "pasta", "--output", "-list.md").code == 0
    assert "GraphPasta" in Path("-list.md").read_text("utf-8")


def test_words_list_by_rank_and_sort_turns_it(full: Run) -> None:
    ranked = titles(full("list", "model", "--json"))
    assert ranked == titles(full("search", "model", "--json"))
    by_title = titles(full("list", "model", "sort:title", "--json"))
    assert by_title == sorted(ranked, key=lambda title: title.lstrip("[").casefold())
    assert titles(full("search", "model sort:title", "--json")) == by_title
    assert titles(full("list", "model sort:title", "--sort", "-title", "--json")) == by_title[::-1]


def test_a_count_is_a_number(full: Run) -> None:
    for count in ("-3", "many", "1.5"):
        result = full("search", "pasta", "--limit", count)
        assert (result.code, result.out) == (2, "")
        assert count in result.err
        assert "\\x00" not in result.err


def test_json_says_which_letters_matched(full: Run) -> None:
    paper_id = find(full, "pasta")
    full("tag", paper_id, "+first", "+noodles/tangled")
    paper = full("search", "tangld graphs", "--json").json["papers"][0]
    assert paper["tier"] == "similar"
    assert paper["matched"] == list(paper["highlights"])
    assert set(paper["matched"]) == {"title", "abstract", "tags"}
    assert [paper["title"][start:end] for start, end in paper["highlights"]["title"]] == ["Tangled", "Graphs"]
    tags = ", ".join(paper["tags"])
    assert [tags[start:end] for start, end in paper["highlights"]["tags"]] == ["tangled"]
    line = json.loads(full("search", "tangld graphs", "--jsonl").out.splitlines()[0])
    assert line["highlights"] == paper["highlights"]
    assert full("search", "is:inbox", "--json").json["papers"][0]["highlights"] == {}


class Terminal:
    """Makes stdout say that it is a terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
        monkeypatch.setenv("TERM", "xterm-256color")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)


def test_a_terminal_sees_matched_letters_and_where_similar_ones_begin(
    full: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = full("search", "bridges").out
    assert "\x1b" not in piped
    Terminal(monkeypatch)
    shown = full("search", "bridges").out
    assert "What Makes a \x1b[1mBridge\x1b[22m Look Like a \x1b[1mBridge\x1b[22m?" in shown
    assert re.sub("\x1b\\[[0-9]+m", "", full("search", "pasta").out).startswith(find(full, "pasta"))
    similar = full("search", "pastta").out.splitlines()
    assert similar[0] == "\x1b[2m──────────  similar\x1b[22m"
    assert "\x1b[1mPasta\x1b[22m" in similar[1]
    assert "similar" not in full("search", "pasta", "--limit", "1").out
    assert "\x1b" not in full("search", "pastta", "--json").out


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colour_gets_plain_text(
    full: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    piped = full("search", "pastta").out
    Terminal(monkeypatch, **environment)
    assert full("search", "pastta").out == piped


def test_what_is_not_understood_is_pointed_at(full: Run, tmp_path: Path) -> None:
    expected = (
        "papershelf: `is:` takes starred, inbox, queued, reading, read, skipped, selected, snoozed, back, due, again.\n"
        "  pasta is:starrd\n"
        "           ^~~~~~\n"
        "  perhaps: pasta is:starred\n"
    )
    target = str(tmp_path / "list.md")
    for words in (
        ["list", "pasta", "is:starrd"],
        ["search", "pasta", "is:starrd", "--json"],
        ["export", "pasta", "is:starrd", "--output", target],
        ["views", "--save", "Mine", "pasta", "is:starrd"],
    ):
        result = full(*words)
        assert result.code == 0, words
        assert result.err.startswith(expected), words
    assert full("search", "(pasta", "--json").json["papers"][0]["title"].startswith("GraphPasta")
    assert full("list", "zzzzqqqq", "rating:9").code == 1


def test_nothing_found_says_what_a_word_less_would_find(full: Run, tmp_path: Path) -> None:
    result = full("search", "pasta", "zzzzqqqq")
    expected = "papershelf: no paper matches “pasta zzzzqqqq”; without “zzzzqqqq” it would be 1"
    assert (result.code, result.out, result.err) == (1, "", f"{expected}.\n")
    assert full("list", "pasta zzzzqqqq").err == f"{expected}.\n"
    exported = full("export", "pasta zzzzqqqq", "--output", str(tmp_path / "x.md"))
    assert (exported.code, exported.err) == (1, f"{expected}; nothing was written.\n")
    assert full("search", "pasta", "is:read").err.endswith("without “is:read” it would be 1.\n")
    assert full("search", "zzzzqqqq").err == "papershelf: no paper matches “zzzzqqqq”.\n"
    assert full("search", "pasta", "--view", "queue").err == (
        "papershelf: no paper matches “pasta” in the view “queue”; in the whole library it would be 1.\n"
    )
    endless = full("search", "zq" * 20_000)
    assert endless.code == 1
    assert len(endless.err) < 200


def test_related_papers_say_what_they_share(full: Run) -> None:
    paper_id = find(full, "retrieval gardening")
    document = full("related", paper_id, "--json").json
    assert document["schema"] == 1
    assert paper_id not in [paper["id"] for paper in document["papers"]]
    first = document["papers"][0]
    assert first["score"] > 0
    assert first["shared"]
    lines = full("related", paper_id[:6], "--limit", "1").out.splitlines()
    assert lines == [f"{first['id']}  {first['title']}", f"            shares: {', '.join(first['shared'])}"]
    assert json.loads(full("related", paper_id, "--jsonl").out.splitlines()[0]) == first


def test_a_paper_that_stands_alone_says_so(folder: Path, run: Run) -> None:
    with Library.open(folder) as library, library._store.transaction("two") as edits:
        for number, words in enumerate(("Wombats \x1b[31mdigging", "Kettles boiling")):
            edits.put_paper(Paper(f"alone{number}", words, "", words, "", "2026-03-01T09:00:00Z"))
    result = run("related", "alone0")
    assert (result.code, result.out) == (1, "")
    assert result.err == "papershelf: no paper shares enough words with “Wombats [31mdigging”.\n"
    assert run("related", "nonsense").code == 1


@pytest.fixture
def hostile(folder: Path, run: Run) -> Run:
    """A library in which every text is hostile."""
    with Library.open(folder) as library:
        with library._store.transaction("what nobody should import") as edits:
            for number, text in enumerate(HOSTILE):
                title, abstract = f"kangaroo {text}", f"{text}\nkangaroo"
                at = "2026-03-01T09:00:00Z"
                edits.put_paper(
                    Paper(f"hostile{number:03}", title, abstract, title, abstract, at, authors=(text, "Ann Kangaroo"))
                )
        for number, text in enumerate(HOSTILE):
            library.set_note(f"hostile{number:03}", f"{text} kangaroo")
            library.tag([f"hostile{number:03}"], add=["kangaroo"])
    return run


def test_hostile_text_comes_out_harmless_and_its_highlights_fit(hostile: Run) -> None:
    result = hostile("search", "kangaroo", "--json")
    papers = result.json["papers"]
    assert len(papers) == len(HOSTILE)
    for paper in papers:
        texts = {**paper, "authors": ", ".join(paper["authors"]), "tags": ", ".join(paper["tags"])}
        assert set(paper["matched"]) == {"title", "abstract", "tags", "note", "authors"}
        for field, spans in paper["highlights"].items():
            assert not FORBIDDEN.search(texts[field])
            assert spans
            assert {fold(texts[field][start:end]) for start, end in spans} == {"kangaroo"}, (paper["id"], field)
    for words in (["search", "kangaroo"], ["related", "hostile000", "--limit", "40"], ["list", "kangaroo"]):
        assert not FORBIDDEN.search(hostile(*words).out), words


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_queries_are_answered_without_a_traceback(full: Run, text: str) -> None:
    for words in (["search", text], ["list", f"is:{text}"], ["list", f"({text}", "--view", "queue"]):
        result = full(*words)
        assert result.code in {0, 1, 2}, words
        assert not FORBIDDEN.search(result.out + result.err), words
    assert full("related", f"x{text}").code in {1, 2}
