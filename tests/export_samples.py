"""Entries for the tests of the exporters, and the alphabet that Markdown, YAML and TeX trip over."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import strategies as st

from papershelf.marks import Entry, Mark, Status
from papershelf.paper import Link, LinkKind, Listing, Paper
from tests.hostile import HOSTILE

PAPER = Paper(
    id="3f9a1c",
    title="Sparse Fine-tuning for Inference",
    abstract="First paragraph.\nSecond paragraph.",
    raw_title="Sparse Fine-tuning for Inference",
    raw_abstract="First paragraph. Second paragraph.",
    added_at="2026-01-02T03:04:05Z",
    links=(
        Link("https://github.com/a/b_c", LinkKind.CODE),
        Link("https://huggingface.co/a/b", LinkKind.MODEL),
    ),
    sources=(Listing("page_1.txt", 3, "2026-01-02T03:04:05Z"), Listing("page_2.txt", 1, "2026-02-01T00:00:00Z")),
)

each_hostile_text = pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:24] for text in HOSTILE])

TRICKY = st.text(
    st.one_of(
        st.sampled_from("\\`*_{}[]()#+-.!|<>~$^&%=@:;/\"'?,"),
        st.sampled_from("aAbZ09 \t\n\u00e9\u4e2d\u202e\x1b\x85\ud800"),
        st.characters(),
    ),
    max_size=40,
)
PIECES = st.lists(
    st.sampled_from(
        ["http://", "www.", "example.org", "a@b.co", "//x.io", "01.AI", "&amp;", "<b>", "</b>", "==", "%%", "~~",
         "[x](y)", "![", "]", "$x$", "- ", "1. ", "# ", "> ", "```", "---", "mailto:", "\\", " ", "word", "*", "_"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


def entry(paper: Paper = PAPER, *, mark: dict[str, Any] | None = None, **changes: Any) -> Entry:
    """A paper and its mark, with changes to either."""
    changed = replace(paper, **changes)
    return Entry(changed, Mark(paper_id=changed.id, **(mark or {})))


FULL = entry(
    mark={
        "starred": True,
        "status": Status.READING,
        "tags": ("nlp/rag", "sparse"),
        "rating": 4,
        "note": "# Mine\n\nIt *works*.",
    },
    authors=("Ada Lovelace", "Alan Turing"),
    published="2023-10-10",
    identifiers={"arxiv": "2310.06927"},
)
