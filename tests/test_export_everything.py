"""JSON Lines of ours hold everything: exported and imported again, paper and mark are what they were."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papershelf import Library
from papershelf.exporters import Options, find
from papershelf.exporters.json_lines import VERSION
from papershelf.importers import Page, draft, load_bytes, read_source
from papershelf.library.marks_along import joined
from papershelf.marks import NEVER, Entry, Mark, Priority, Status, merge_tags
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.text import safe, safe_line
from tests.export_samples import FULL, TRICKY
from tests.hostile import HOSTILE

NOW, LATER = "2026-03-01T09:00:00Z", "2026-04-01T09:00:00Z"
TEXTS = st.one_of(st.sampled_from(HOSTILE), TRICKY)
LINES = TEXTS.map(safe_line)
FILLED = LINES.filter(bool)


def exported(*entries: Entry) -> str:
    """The file."""
    (text,) = find("jsonl").render(entries, Options()).values()
    return text.encode().decode()


def read(text: str) -> Page:
    """What is read again."""
    page = read_source(load_bytes(text.encode(), "x.jsonl"))
    assert page.problems == ()
    return page


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """Where a paper was seen; its record may hold anything that a source holds."""
    raw = draw(TEXTS)
    votes = draw(st.one_of(st.none(), st.integers(0, 2**53 - 1)))
    date = draw(st.one_of(st.none(), LINES))
    return Listing(draw(FILLED), draw(st.integers(1, 10**6)), NOW, date, votes, draw(LINES) if raw else "", raw)


@st.composite
def papers(draw: st.DrawFn, depth: int = 1) -> Paper:
    """A paper as the store keeps it."""
    identifiers = st.dictionaries(st.sampled_from(["arxiv", "doi", "acl", "x y"]), LINES, max_size=3)
    links = st.lists(st.builds(Link, FILLED.map("https://x.org/{}".format), st.sampled_from(LinkKind)), max_size=3)
    paper = Paper(
        draw(st.sampled_from(["3f9a1c0000", "zz0000zz00"])),
        draw(FILLED),
        safe(draw(TEXTS)),
        draw(TEXTS),
        draw(TEXTS),
        LATER,
        tuple(draw(st.lists(FILLED, max_size=3))),
        draw(st.sampled_from([None, "2023", "2023-10-01"])),
        draw(identifiers),
        venue=draw(LINES),
        keywords=tuple(draw(st.lists(FILLED, max_size=3))),
    )
    if not depth:
        return paper
    seen, former = draw(st.lists(listings(), max_size=3)), draw(st.lists(papers(depth=0), max_size=2))
    return replace(paper, links=tuple(map(_safe, draw(links))), sources=tuple(seen), also=tuple(former))


def _safe(link: Link) -> Link:
    return replace(link, url=safe_line(link.url))


DAYS = st.sampled_from(["", "2026-12-01", "2024-02-29"])


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    """What a person added."""
    tags = draw(st.lists(st.sampled_from(["nlp/rag", "C#", "漢字", "later"]), unique=True))
    return Mark(
        "3f9a1c0000",
        draw(st.booleans()),
        draw(st.sampled_from(Status)),
        merge_tags((), add=tags),
        draw(st.sampled_from([None, 1, 5])),
        draw(TEXTS.filter(lambda text: bool(text) and not text.isspace())),
        draw(st.sampled_from(Priority)),
        draw(DAYS),
        draw(DAYS),
        draw(st.sampled_from([None, 0.0, -1.5, 3.0])),
        draw(st.one_of(DAYS, st.just(NEVER))),
        {"note": LATER},
    )


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(paper=papers(), mark=marks())
@example(paper=FULL.paper, mark=FULL.mark)
def test_paper_and_mark_are_what_they_were(paper: Paper, mark: Mark) -> None:
    page = read(exported(Entry(paper, mark)))
    (record,) = page.records
    assert draft(record, page, NOW) == paper
    assert record.mark == replace(mark, paper_id="")


@given(TEXTS)
def test_a_line_is_one_line_to_whatever_reads_lines(text: str) -> None:
    entry = Entry(replace(FULL.paper, raw_title=text, title=safe_line(text)), replace(FULL.mark, note=text))
    (line,) = exported(entry).splitlines()
    item = json.loads(line)
    assert (item["papershelf"], item["note"], item.get("raw_title", item["title"])) == (VERSION, text, text)


def test_a_library_comes_back_whole_and_a_second_time_nothing_changes(tmp_path: Path) -> None:
    with Library.open(tmp_path / "one") as one:
        assert one.import_seeds()
        first, second, *_ = one.entries()
        one.star([first.paper.id])
        one.tag([second.paper.id], add=["nlp/rag"])
        one.set_note(first.paper.id, "Mine.\n\nSee [[" + second.paper.id + "]].")
        one.rate([second.paper.id], 4)
        one.set_status([second.paper.id], "read")
        one.export("jsonl", tmp_path / "all.jsonl")
        before = {entry.paper.id: entry for entry in one.entries()}
    with Library.open(tmp_path / "two") as two:
        made = two.plan_import([tmp_path / "all.jsonl"])
        assert [row.mark for row in made.rows if row.mark] == made.report.marks != []
        two.carry_out(made)
        assert {entry.paper.id: entry for entry in two.entries()} == before
        again = two.import_files([tmp_path / "all.jsonl"])
        assert (again.new, again.changed) == (0, 0)
        assert {entry.paper.id: entry for entry in two.entries()} == before
        two.undo()
        assert [e for e in two.entries() if e.mark.starred] == [], "papers and marks came as one unit"


def test_hostile_words_go_through_a_library(tmp_path: Path) -> None:
    entries = [
        Entry(
            replace(FULL.paper, id=f"h{place}", title=f"{place} {safe_line(text)}", identifiers={}), Mark("", note=text)
        )
        for place, text in enumerate(HOSTILE)
    ]
    (tmp_path / "x.jsonl").write_text(exported(*entries), "utf-8")
    with Library.open(tmp_path / "data") as library:
        assert library.import_files([tmp_path / "x.jsonl"]).problems == []
        kept = {entry.paper.id: entry for entry in library.entries()}
        library.export("jsonl", tmp_path / "y.jsonl")
    with Library.open(tmp_path / "data") as library:
        assert {entry.paper.id: entry for entry in library.entries()} == kept
    with Library.open(tmp_path / "again") as library:
        library.import_files([tmp_path / "y.jsonl"])
        assert {entry.paper.id: entry for entry in library.entries()} == kept
    assert len(kept) == len(HOSTILE)
    notes = {" ".join(entry.mark.note.split()) for entry in kept.values()}
    assert notes >= {"[/]", "`code` *star* _under_ # hash > quote | pipe", "tab and newline and line separator"}


def test_what_stands_here_is_never_lost() -> None:
    here = Mark("a", status=Status.READ, tags=("NLP",), rating=2, note="Here.", changed={"note": NOW})
    there = Mark(
        "a",
        True,
        Status.SKIPPED,
        ("later", "nlp"),
        5,
        "There.",
        due="2026-12-01",
        changed={"note": NOW, "starred": NOW},
    )
    both = joined(here, there, LATER)
    changed = {"note": LATER, "tags": LATER, "starred": NOW, "due": LATER}
    note, tags = "Here.\n\nThere.", ("later", "NLP")
    assert both == Mark("a", True, Status.READ, tags, 2, note, due="2026-12-01", changed=changed)
    assert joined(both, there, LATER) is both
    assert joined(Mark("a"), there, LATER) == replace(there, changed={**dict.fromkeys(FIELDS, LATER), **there.changed})


FIELDS = ("starred", "status", "tags", "rating", "note", "due")


@pytest.mark.parametrize(
    "damage",
    [
        {"links": [{"url": "javascript:alert(1)", "kind": "code"}, 7], "sources": [{"file": 3}]},
        {"id": "../../etc", "added_at": "yesterday", "tags": ["", "#", 3, "a b"], "rating": 9, "status": "lost"},
        {"authors": None, "also": [{"title": 4}, 3], "identifiers": {"doi": 3}, "changed": {"note": "x"}, "note": 4},
        {"papershelf": 2},
        {"sources": None, "title": "Another \u202e one"},
    ],
)
def test_a_line_that_somebody_wrote_into_gives_what_can_be_understood(damage: dict[str, Any]) -> None:
    line = json.dumps({**json.loads(exported(FULL)), **damage})
    page = read(line)
    (record,) = page.records
    made = draft(record, page, NOW)
    assert made.title == damage.get("title", FULL.paper.title).replace("\u202e ", "")
    assert all(link.url.startswith("https://") for link in made.links)
    assert made.id in ("", FULL.paper.id)
    assert record.mark is not None
    assert record.mark.starred
    assert record.mark.rating in (None, 4)
