"""A made-up paper of which everything is known: what a template is tried on."""

from papershelf.marks import Entry, Mark, Status
from papershelf.paper import Link, LinkKind, Listing, Paper

_TIME = "2026-01-02T03:04:05Z"
SAMPLE = Entry(
    Paper(
        id="0123456789",
        title="A Sample Paper",
        abstract="First paragraph.\nSecond paragraph.",
        raw_title="A Sample Paper",
        raw_abstract="First paragraph. Second paragraph.",
        added_at=_TIME,
        authors=("Ada Lovelace", "Alan Turing", "Grace Hopper"),
        published="2026-01-02",
        identifiers={"arxiv": "2601.00001", "doi": "10.1000/sample"},
        links=tuple(Link(f"https://example.org/{kind}", kind) for kind in LinkKind),
        sources=(Listing("sample.txt", 1, _TIME, date="2 Jan 2026", upvotes=7),),
        venue="Journal of Samples",
        keywords=("samples", "templates"),
    ),
    Mark(
        "0123456789",
        starred=True,
        status=Status.READING,
        tags=("nlp/rag", "sample"),
        rating=4,
        note="A *note*.",
    ),
)
