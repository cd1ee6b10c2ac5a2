"""The JSON of a paper has DESIGN.md's shape, and any JSON writer takes it."""

import json

import orjson

from papershelf.exporters import entry_json
from papershelf.paper import Link, LinkKind, Listing
from tests.export_samples import FULL, each_hostile_text, entry


def test_the_shape_of_the_contract() -> None:
    unknown = {"date": None, "upvotes": None, "format": None}
    assert json.dumps(entry_json(FULL)) == json.dumps(
        {
            "id": "3f9a1c",
            "title": "Sparse Fine-tuning for Inference",
            "abstract": "First paragraph.\nSecond paragraph.",
            "authors": ["Ada Lovelace", "Alan Turing"],
            "published": "2023-10-10",
            "identifiers": {"arxiv": "2310.06927"},
            "links": [
                {"url": "https://github.com/a/b_c", "kind": "code"},
                {"url": "https://huggingface.co/a/b", "kind": "model"},
            ],
            "sources": [
                {"file": "page_1.txt", "position": 3, "imported_at": "2026-01-02T03:04:05Z"} | unknown,
                {"file": "page_2.txt", "position": 1, "imported_at": "2026-02-01T00:00:00Z"} | unknown,
            ],
            "starred": True,
            "status": "reading",
            "tags": ["nlp/rag", "sparse"],
            "rating": 4,
            "note": "# Mine\n\nIt *works*.",
            "added_at": "2026-01-02T03:04:05Z",
            "venue": None,
            "keywords": [],
            "upvotes": None,
            "priority": "normal",
            "due": None,
            "snoozed": None,
            "place": None,
            "review": None,
            "first_seen": "2026-01-02",
            "last_seen": "2026-02-01",
            "seen_pages": 2,
            "back_again": True,
        }
    )


def test_where_it_appeared_and_what_people_think_of_it() -> None:
    told = entry(
        venue="ACL",
        keywords=("rag", "nlp"),
        sources=(Listing("a.json", 1, "2026", "May 1", 101, "hf-json", '{"id": 1}'), Listing("b.txt", 2, "2026")),
    )
    document = entry_json(told)
    assert (document["venue"], document["keywords"], document["upvotes"]) == ("ACL", ["rag", "nlp"], 101)
    assert document["sources"][0] == {
        "file": "a.json",
        "position": 1,
        "imported_at": "2026",
        "date": "May 1",
        "upvotes": 101,
        "format": "hf-json",
    }


@each_hostile_text
def test_hostile_text_neither_breaks_json_nor_reaches_a_terminal(text: str) -> None:
    listing = Listing(text, 1, "2026", text, 1, text, text)
    sample = entry(
        title=text, abstract=text, authors=(text,), published=text, identifiers={text: text}, venue=text,
        links=(Link(text, LinkKind.OTHER),), sources=(listing,), keywords=(text,), mark={"note": text, "tags": (text,)},
    )  # fmt: skip
    document = entry_json(sample)
    assert json.loads(orjson.dumps(document)) == document
    shown = json.dumps(document, ensure_ascii=False)
    assert not set(shown) & set("\x1b\x9b\x85\u202e\u2066\ud800")
