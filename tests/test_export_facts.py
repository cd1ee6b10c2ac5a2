"""Venue and keywords in what is exported: BibTeX, the list, the folder; papers without them as ever."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from papershelf.exporters import Options, bibtex_entry, find
from papershelf.exporters.base import MergeProblem
from papershelf.exporters.entry_kind import kind_of
from papershelf.marks import Entry
from papershelf.paper import Listing
from tests.export_samples import FULL, TRICKY, each_hostile_text, entry
from tests.test_export_bibtex import printed
from tests.test_export_folder import edited, facts, matter, merge, note

KNOWN = Entry(replace(FULL.paper, venue="NeurIPS & friends", keywords=("rag", "large {models}")), FULL.mark)


def listed(raw: str) -> tuple[Listing, ...]:
    """The listing of a record."""
    return (Listing("refs", 1, "2026", raw=raw),)


@pytest.mark.parametrize(
    ("raw", "venue", "kind", "place"),
    [
        ("@article{x,\n title={T}}", "Nature", "article", "journal"),
        ("  @InProceedings ( x,", "ACL", "inproceedings", "booktitle"),
        ("@misc{x, title={T}}", "ACL", "misc", "howpublished"),
        ("@comment{x}\n@book{y,", "Springer", "book", "publisher"),
        ("TY  - JOUR\nTI  - T", "Nature", "article", "journal"),
        ("TY  - CPAPER\r\nTI  - T", "ACL", "inproceedings", "booktitle"),
        ('{"id": "1", "type": "paper-conference"}', "ACL", "inproceedings", "booktitle"),
        ('{"type":"journal-article"}', "Nature", "article", "journal"),
        ("", "Proceedings of the ACL", "inproceedings", "booktitle"),
        ("", "IEEE Transactions on Networks", "article", "journal"),
        ("", "arXiv.org", "misc", "howpublished"),
        ("@article{x,", "", "misc", "howpublished"),
        ("@" * 100_000, "x", "misc", "howpublished"),
    ],
)
def test_the_kind_is_what_a_source_says_it_is(raw: str, venue: str, kind: str, place: str) -> None:
    assert kind_of(replace(FULL.paper, venue=venue, sources=listed(raw))) == (kind, place)


def test_the_latest_source_that_tells_counts() -> None:
    sources = (*listed("@book{x,"), *listed("@article{x,"), *listed("nothing"))
    assert kind_of(replace(KNOWN.paper, sources=sources)).name == "article"


def test_venue_and_keywords_in_bibtex() -> None:
    text = bibtex_entry(Entry(replace(KNOWN.paper, sources=listed("@inproceedings{x,")), KNOWN.mark))
    assert text.startswith("@inproceedings{lovelace2023sparse,\n")
    assert "  booktitle = {NeurIPS \\& friends},\n" in text
    assert text.endswith("  keywords = {rag, large \\textbraceleft{}models\\textbraceright{}}\n}\n")


@settings(deadline=None)
@given(venue=TRICKY, keyword=TRICKY)
def test_a_bibtex_entry_stays_whole(venue: str, keyword: str) -> None:
    text = bibtex_entry(replace(KNOWN.paper, venue=venue, keywords=(keyword,)))
    assert text.count("\n") == len(text.splitlines())
    assert re.sub(r"\\text\w+\{\}", "", text).count("{") == re.sub(r"\\text\w+\{\}", "", text).count("}")


@each_hostile_text
def test_hostile_text_keeps_every_export_whole(text: str) -> None:
    sample = entry(venue=text, keywords=(text, "x"), sources=listed(text))
    bibtex_entry(sample).encode()
    for name in ("markdown", "folder"):
        for written in find(name).render([sample], Options()).values():
            written.encode()
            assert not set(written) & set("\x1b\x9b\x85\u202e\u2066\ud800")
    assert matter(note(sample))["keywords"]


def test_venue_and_keywords_in_the_list() -> None:
    plain = entry(FULL.paper, venue="ICML", keywords=("rag", "nlp"), mark={"tags": ("mine",)})
    (text,) = find("markdown").render([plain], Options()).values()
    assert "- Tags: mine\n- In: ICML\n- Keywords: rag, nlp\n- Paper: " in text


def test_papers_without_them_are_exported_as_ever() -> None:
    assert "- In:" not in note()
    assert set(matter(note(KNOWN))) - set(matter(note())) == {"venue", "keywords"}
    assert printed(bibtex_entry(FULL)).startswith("@misc")


class TestNotesThatAreThere:
    """A folder that was exported before a source told of venue and keywords."""

    def test_the_keys_come_to_a_note_that_nobody_changed(self) -> None:
        merged = merge(edited(front="mine: yes\n", below="\nMy words.\n"), note(KNOWN))
        assert facts(merged) == facts(note(KNOWN)) | {"mine": True}
        assert merged.endswith("\nMy words.\n")
        assert merge(merged, note(KNOWN)) == merged

    @pytest.mark.parametrize("own", ["venue: here\n", "keywords: [a, b] # mine\n", "venue: 'x'\nkeywords:\n- y\n"])
    def test_a_key_of_that_name_which_a_person_wrote_stays_theirs(self, own: str) -> None:
        mine = edited(front=own)
        merged = merge(mine, note(KNOWN))
        assert own in merged
        other = replace(KNOWN.paper, title="Another title")
        again = merge(merged, note(Entry(other, KNOWN.mark)))
        assert own in again
        assert matter(again)["title"] == "Another title"

    def test_what_papershelf_wrote_there_is_brought_up_to_date(self) -> None:
        later = Entry(replace(KNOWN.paper, venue="ICML", keywords=("one",)), KNOWN.mark)
        assert merge(note(KNOWN), note(later)) == note(later)

    def test_what_was_changed_by_hand_there_is_left_alone(self) -> None:
        changed = note(KNOWN).replace("NeurIPS", "Mine", 1)
        with pytest.raises(MergeProblem, match="changed by hand"):
            merge(changed, note(entry(KNOWN.paper, venue="ICML")))
