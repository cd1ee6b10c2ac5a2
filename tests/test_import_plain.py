"""What an import does in fewer steps where a text is plain: each is held against all the steps."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some
from rapidfuzz import fuzz

from papershelf.identity import make_id, near
from papershelf.identity.near import NEAR_RATIO, TitleIndex
from papershelf.importers import Page, Record, draft, load
from papershelf.importers.base import _may_hold_links
from papershelf.links import classify, hosts, may_hold_links
from papershelf.links.find import _may_name_one
from papershelf.links.parts import is_under, split
from papershelf.paper import LinkKind
from papershelf.progress import Step
from papershelf.store.units import Change, Kind, Unit, decode_changes, encode_unit
from papershelf.text import clean, fold, letters, safe_line
from tests.hostile import HOSTILE
from tests.store_things import a_paper

BITS = [
    "http",
    "://",
    "www.",
    "github",
    ".com",
    ".AI",
    ".K",
    "\u212a",
    ".",
    "/",
    " ",
    "  ",
    "\n",
    "\u00a0",
    "\u0378",
    "\u034f",
]
BITS += ["\u200b", "a", "é", "`", "``", "^", "^∘", "$x$", "{", "}", "~"]
texts = some.one_of(
    some.sampled_from(HOSTILE), some.text(max_size=30), some.lists(some.sampled_from(BITS)).map("".join)
)
keys = some.one_of(some.text("ab", max_size=40), some.text("abc1", min_size=8, max_size=14))
KNOWN = sorted(hosts.CODE | hosts.PAPERS | hosts.VIDEOS | hosts.OTHER | {"hf.space", "kaggle.com", "nobody.knows", ""})


@given(texts)
def test_a_text_that_needed_no_cleaning_is_looked_through_once(text: str) -> None:
    assert _may_hold_links(text, clean(text)) == may_hold_links(text)


@given(texts)
def test_one_pattern_finds_the_endings_that_each_by_itself_finds(text: str) -> None:
    plain = "//" in text or "www." in text or any(ending in text.lower() for ending in hosts.KNOWN_ENDINGS)
    assert _may_name_one(text) == plain


@given(texts)
def test_letters_of_a_text_are_those_of_the_folded_text(text: str) -> None:
    assert letters(text) == "".join(filter(str.isalnum, fold(text)))


@given(texts, texts, some.integers(0, 2))
def test_an_id_is_made_of_five_bits_a_letter(title: str, abstract: str, attempt: int) -> None:
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    paper = replace(a_paper("p"), title=safe_line(title), abstract=abstract)
    text = (letters(clean(paper.title)) or safe_line(paper.title).casefold()) + "\0" + letters(abstract)
    text += f"\0{attempt}" if attempt else ""
    number = int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    assert make_id(paper, attempt) == "".join(alphabet[number >> 5 * place & 31] for place in range(10))


@given(some.lists(keys, max_size=12), keys)
def test_titles_of_other_lengths_are_never_alike(known: list[str], key: str) -> None:
    index = TitleIndex()
    for each in known:
        index.add(each)
    alike = {each: fuzz.ratio(key, each) for each in known if each != key and fuzz.ratio(key, each) >= NEAR_RATIO}
    assert dict(index.like(key)) == alike


@given(some.lists(some.text("ab", max_size=24), max_size=40))
def test_a_title_stands_where_it_is_looked_for_however_the_crowd_grows(titles: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "_CROWD", 3)
        patch.setattr(near, "SCAN_LIMIT", 0)
        index = TitleIndex()
        for title in titles:
            index.like(title)  # what was found out for it must not outlast the crowd that comes of it
            index.add(title)
        for title in dict.fromkeys(titles):
            assert title in index._candidates(title)
            fresh = {name for edge in near.edges_of(title) for name in index._names(edge, title)}
            assert set(index._spots(title)) == fresh


@given(
    some.sampled_from(KNOWN), some.sampled_from(["", "www.", "a."]), some.sampled_from(["", "/", "/a", "/datasets/b"])
)
def test_what_a_host_leads_to_is_found_once(host: str, before: str, path: str) -> None:
    for url in (
        f"https://{before}{host}{path}",
        f"https://{before}{host}{path}?q=1",
        f"http://{host}/10.5281/zenodo.1",
    ):
        parts = split(url)
        assert parts is not None
        label = parts.host.split(".")[0]
        if parts.host in hosts.FORGES | hosts.HUGGING_FACE or label in hosts.FORGE_LABELS:
            continue
        assert classify(url) is _plainly(parts.host, parts.path[0] if parts.path else "", parts.rest), url


def _plainly(host: str, first: str, rest: str) -> LinkKind:
    if host in hosts.CODE:
        return LinkKind.CODE if first else LinkKind.OTHER
    if is_under(host, hosts.PAPERS):
        return LinkKind.PAPER if (first or rest) and first not in hosts.ARCHIVES else LinkKind.OTHER
    if is_under(host, hosts.VIDEOS):
        return LinkKind.VIDEO
    if is_under(host, frozenset({"hf.space"})):
        return LinkKind.SPACE
    if host == "kaggle.com" and first == "datasets":
        return LinkKind.DATASET
    return LinkKind.OTHER if is_under(host, hosts.OTHER) or not host else LinkKind.PROJECT


@given(some.lists(texts, max_size=4).map(tuple), texts)
def test_a_draft_holds_each_name_and_the_venue_made_safe(authors: tuple[str, ...], venue: str) -> None:
    record = Record("A title", "", 1, 1, authors=authors, venue=venue)
    made = draft(record, Page("page", (record,), ()), "2026-01-01T00:00:00Z")
    assert made.authors == tuple(filter(None, map(safe_line, authors)))
    assert made.venue == safe_line(clean(venue))
    assert not made.identifiers


@pytest.mark.parametrize("size", [1, 999, 4_000_000, 4_000_001, 9_000_000])
def test_a_large_file_is_read_whole_and_told_of_piece_by_piece(tmp_path: Path, size: int) -> None:
    path, heard = tmp_path / "a.jsonl", list[Step]()
    path.write_bytes(whole := (b"x" * 79 + b"\n") * (size // 80) + b"y" * (size % 80))
    assert load(path, heard.append).data == whole
    assert [step.done for step in heard] == [
        min(end, size) // 1_000_000 for end in range(8_000_000, size + 4_000_000, 4_000_000)
    ]


@given(texts)
def test_letters_without_signs_are_letters_and_digits(text: str) -> None:
    assert not re.search(r"[\x00-/:-@\[-`{-\x7f]", letters(text))


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
def test_changes_stand_in_a_line_as_if_each_were_written_by_itself(count: int) -> None:
    changes = tuple(Change("papers", f"id{number}", None, {"title": "é" * (number % 3)}) for number in range(count))
    line = b"".join(encode_unit(Unit("u", "at", Kind.DO, "words", None, ("papers",), changes)))
    each = (
        b'{"table":"papers","id":"%b","before":null,"after":%b}' % (change.id.encode(), orjson.dumps(change.after))
        for change in changes
    )
    assert line.partition(b'"changes":')[2] == b"[" + b",".join(each) + b"]}\n"
    assert decode_changes(line) == changes
