"""Whether a record that was just written says all that its thing says, so that nobody need read it to know."""

from papershelf.marks import NEVER, RATINGS, Mark
from papershelf.paper import Link, Listing, Paper
from papershelf.store.layout import Record


def paper_stands(paper: Paper, record: Record) -> bool:
    """Whether reading a record gives back the paper of which it was made; it may say no in vain.

    Args:
        paper: The paper.
        record: As it is written, so that all texts in it are safe: those that are the paper's own are, too.
    """
    told = record.get
    return (
        not paper.also
        and told("title") == paper.title
        and told("abstract") == paper.abstract
        and told("raw_title", paper.title) == paper.raw_title
        and told("raw_abstract", paper.abstract) == paper.raw_abstract
        and told("added_at", "") == paper.added_at
        and told("published") == paper.published
        and told("venue", "") == paper.venue
        and tuple(told("authors", ())) == paper.authors
        and tuple(told("keywords", ())) == paper.keywords
        and told("identifiers", {}) == paper.identifiers
        and all(map(_link_stands, paper.links, told("links", ())))
        and all(map(_listing_stands, paper.sources, told("sources", ())))
    )


def _link_stands(link: Link, record: Record) -> bool:
    return bool(record["url"] == link.url)


def _listing_stands(listing: Listing, record: Record) -> bool:
    told = record.get
    return (
        type(listing.position) is int
        and (listing.upvotes is None or type(listing.upvotes) is int)
        and told("file") == listing.file
        and told("imported_at") == listing.imported_at
        and told("date") == listing.date
        and told("format", "") == listing.format
        and told("raw", "") == listing.raw
    )


def mark_stands(mark: Mark, record: Record) -> bool:
    """The same for a mark; it says no of one that has days or a place in the queue, which are looked at when read."""
    told = record.get
    return (
        isinstance(mark.starred, bool)
        and (mark.rating is None or (type(mark.rating) is int and mark.rating in RATINGS))
        and not (mark.due or mark.snoozed or mark.place is not None)
        and mark.review in ("", NEVER)
        and told("tags", []) == list(dict.fromkeys(filter(None, mark.tags)))
        and told("note", "") == mark.note
        and told("changed", {}) == mark.changed
    )
