"""The short ways that a big import takes lead where the plain ones do: each is held against the plain one."""

import heapq
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf import Library
from papershelf.identity import Beside, Known, Register, near
from papershelf.library import knowing
from papershelf.marks import Mark, Priority, Status
from papershelf.paper import Paper, named
from papershelf.progress import unheard
from papershelf.store import Store
from papershelf.store.arriving import latest_in
from papershelf.store.records import MARKS, PAPERS
from papershelf.store.standing import mark_stands, paper_stands
from papershelf.text import fold, safe_line, safe_lines, tex
from papershelf.text.fold import _folded
from tests.hostile import HOSTILE
from tests.store_things import a_paper, packs, put
from tests.test_identity_properties import drafts
from tests.test_import_bulk import lines_of

texts = some.one_of(some.sampled_from(HOSTILE), some.text(max_size=40), some.sampled_from(["", "plain", " a", "a  b"]))
CELL = re.compile(
    r"""
    ( https?://[^\s{}\\'`"$]+
    | (?<![A-Za-z0-9])[A-Z]:\\(?!text[a-z]+\{\}|_)[\w.\\-]+
    | \\[A-Za-z]+ | \\. | [{}] | `+ | '+ | " | ~+ | \$+
    )""",
    re.VERBOSE,
)
BITS = ["h", "https", "://", "ttp", "C:", "\\", "text", "{}", "}", "`", "'", '"', "~", "$", " ", "a9", "é", "_.", "\n"]


@given(some.text())
def test_folding_letter_by_letter_is_folding_the_text(text: str) -> None:
    assert fold(text) == _folded(text)


def test_every_letter_is_folded_by_itself() -> None:
    for code in (*range(0x80, 0x3100), *range(0xFB00, 0x10000), *range(0x1D400, 0x1D800)):
        letter = chr(code)
        assert fold(f"a{letter}B") == _folded(f"a{letter}B"), hex(code)


@given(some.lists(texts, max_size=4))
def test_lines_are_made_safe_together_as_one_by_one(lines: list[str]) -> None:
    assert safe_lines(lines) == [safe_line(line) for line in lines]


@given(some.lists(some.sampled_from(BITS), max_size=14).map("".join))
def test_tex_is_cut_where_the_plain_pattern_cuts_it(text: str) -> None:
    assert tex._CELL.split(text) == CELL.split(text)


@given(some.text("zqjxabceno0159中", max_size=60))
def test_rare_runs_are_the_first_of_all_runs(letters: str) -> None:
    ranked = letters.translate(near._RARITY)
    runs = {ranked[start : start + 6] for start in range(max(1, len(ranked) - 5))}
    assert list(near._rare_runs(letters)) == heapq.nsmallest(6, runs)


@given(drafts(), some.sampled_from(["id1", "", "\x00"]), some.lists(texts, max_size=2), texts)
def test_a_paper_kept_is_the_paper_that_will_be_read(paper: Paper, key: str, keywords: list[str], venue: str) -> None:
    paper = replace(named(paper, key), keywords=tuple(keywords), venue=venue)
    assert named(paper, "x") == replace(paper, id="x")
    record = PAPERS.encode(paper)
    if paper_stands(paper, record):
        assert PAPERS._read(key, record) == paper
    if not key or safe_line(key) != key:
        with pytest.raises(ValueError, match="no id may hold"):
            PAPERS.keep(paper)
        return
    assert PAPERS.keep(paper) == (record, PAPERS.decode(key, record))
    older = PAPERS.encode(replace(paper, venue="older", keywords=())) | {"unknown": [1]}
    both = PAPERS.encode(paper, older)
    for before in (None, PAPERS.decode(key, older)):
        assert PAPERS.keep(paper, older, before) == (both, PAPERS.decode(key, both))


@given(
    some.builds(
        Mark,
        some.just("p"),
        starred=some.booleans(),
        status=some.sampled_from(Status),
        tags=some.lists(texts, max_size=3).map(tuple),
        rating=some.sampled_from([None, 3]),
        note=texts,
        priority=some.sampled_from(Priority),
        due=some.sampled_from(["", "2026-01-02"]),
        review=some.sampled_from(["", "never", "2026-01-02"]),
        changed=some.dictionaries(texts, texts, max_size=2),
    )
)
def test_a_mark_kept_is_the_mark_that_will_be_read(mark: Mark) -> None:
    record = MARKS.encode(mark)
    read = MARKS.decode("p", record)
    if mark_stands(mark, record):
        assert read == mark
    assert MARKS.keep(mark) == (record, read)


@given(some.lists(drafts(), max_size=8), some.lists(drafts(), max_size=4))
def test_a_few_drafts_are_placed_the_same_without_reading_all(several: list[Paper], few: list[Paper]) -> None:
    several = [replace(draft, title=f"{draft.title} {few[0].title if few else ''}"[:90]) for draft in several]
    first = Register([])
    papers = {placement.paper.id: placement.paper for placement in map(first.place, several)}
    known = Known.none()
    for paper in papers.values():
        known.add(paper)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "SCAN_LIMIT", 0)
        plain, beside = Register(papers.values()), Beside(papers, known, few)
        assert len(beside) == len(plain)
        for draft in few:
            assert beside.place(draft) == plain.place(draft)
        assert len(beside) == len(plain)


@packs
def test_what_tells_papers_apart_is_kept_and_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.library.knowing._WORTH_KEEPING", 1)
    path, folder = tmp_path / "big.jsonl", tmp_path / "data"
    path.write_bytes(lines_of(700))
    with Library.open(folder) as library:
        library.import_files([path])
    with Library.open(folder) as library:
        store, cache = library._store, library.places.cache
        assert store.packed is not None
        first = knowing.known_of(store, store.papers, cache, unheard)
        plain = Known.none()
        for paper in store.papers.values():
            plain.add(paper)
        assert first == plain
        assert knowing.known_of(store, store.papers, cache, unheard) == plain
        (cache / knowing.FILE).write_bytes(b"00000000\n{}")
        assert knowing.known_of(store, store.papers, cache, unheard) == plain
        ids = list(store.papers)
        library.delete(ids[3:5])
        changed = replace(store.papers[ids[0]], title="Another title altogether")
        with store.transaction("other") as edits:
            edits.put_paper(changed)
        again = knowing.known_of(store, store.papers, cache, unheard)
        assert again is not None
        assert again.ids == list(store.papers)
        assert again.keys[0] == "anothertitlealtogether"


@packs
def test_papers_of_another_moment_are_not_kept_as_those_of_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking at the papers and asking where they stand another thread may have taken in what others wrote."""
    monkeypatch.setattr("papershelf.library.knowing._WORTH_KEEPING", 1)
    monkeypatch.setattr("papershelf.store.packed.packing.LEAST", 1)
    cache = tmp_path / "cache"
    with Store.open(tmp_path / "data", cache=cache) as store:
        put(store, *map(a_paper, "abc"))
        assert store.packed is not None
        before = store.papers
        put(store, a_paper("b", "Another title"))
        assert not store.packed.changed
        assert knowing.known_of(store, before, cache, unheard) is not None
        again = knowing.known_of(store, store.papers, cache, unheard)
    assert again is not None
    assert again.keys[1] == "anothertitle"


def test_the_latest_time_in_a_file_is_found_whatever_the_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.json"
    path.write_bytes(b'{"a":{"added_at":"2026-01-02T00:00:00Z"},\n"b":{"added_at":"2026-03-04T00:00:00Z"},"t":"\\"}')
    for piece in (1, 7, 30, 1000):
        monkeypatch.setattr("papershelf.store.arriving._PIECE", piece)
        assert latest_in(path) == "2026-03-04T00:00:00Z"
    path.write_bytes(b'{"a":{"added_at":"2026\\u0041"}}')
    assert latest_in(path) is None
    assert latest_in(tmp_path / "none") is None
