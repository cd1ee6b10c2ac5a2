"""Two records of one paper made one: what was known stays, what is new is added, nothing stands twice."""

from dataclasses import replace

from papershelf.identity.agreement import abstract_key, author_key
from papershelf.paper import Link, Listing, Paper


def merge(old: Paper, new: Paper) -> Paper:
    """The paper that both records are of.

    Id, title and the time it was added stay the old record's. Of two abstracts the fuller is kept, so the result does
    not depend on which page was read first; at equal length the old one stays.

    Args:
        old: The paper as the library knows it.
        new: Another record of it.

    Returns:
        The old record, equal to what it was if the new one teaches nothing.
    """
    abstract, raw_abstract = old.abstract, old.raw_abstract
    if new.abstract != old.abstract and _length(new.abstract) > _length(old.abstract):
        abstract, raw_abstract = new.abstract, new.raw_abstract
    return replace(
        old,
        abstract=abstract,
        raw_abstract=raw_abstract,
        authors=_authors(old.authors, new.authors),
        published=_published(old.published, new.published),
        identifiers=old.identifiers if old.identifiers == new.identifiers else {**new.identifiers, **old.identifiers},
        links=_links(old.links, new.links),
        sources=_sources(old.sources, new.sources),
        venue=old.venue or new.venue,
        keywords=_keywords(old.keywords, new.keywords),
        also=old.also + tuple(former for former in new.also if former not in old.also) if new.also else old.also,
    )


def absorb(kept: Paper, other: Paper) -> Paper:
    """Two papers made one because a person says so: the merged paper remembers the other by all that tells it.

    Args:
        kept: The paper that stays, with its id and title.
        other: The paper that goes.
    """
    merged = merge(kept, other)
    # What an import compares with: the other paper, and the kept one too where it has taken on the other's abstract.
    faces = (other,) if merged.abstract == kept.abstract else (kept, other)
    bare = tuple(replace(face, links=(), sources=(), also=()) for face in faces)
    return replace(merged, also=(*merged.also, *(face for face in bare if face not in merged.also)))


def teaches(old: Paper, merged: Paper) -> bool:
    """Whether a merge changed more than the listings."""
    return replace(merged, sources=old.sources) != old


def _length(abstract: str) -> int:
    return len(abstract_key(abstract))


def _authors(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Both lists in the old order; a name spelt in two ways stays as it was first spelt."""
    if not old or not new:
        return old or new
    known = {author_key(name) for name in old}
    return old + tuple(name for name in new if author_key(name) not in known)


def _published(old: str | None, new: str | None) -> str | None:
    """The old date, unless the new one says the same more exactly."""
    if not old or (new and new.startswith(old)):
        return new or old
    return old


def _links(old: tuple[Link, ...], new: tuple[Link, ...]) -> tuple[Link, ...]:
    known = {link.url.rstrip("/") for link in old}
    return old + tuple(link for link in new if link.url.rstrip("/") not in known)


def _keywords(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    known = {keyword.casefold() for keyword in old}
    return old + tuple(keyword for keyword in new if keyword.casefold() not in known)


def _sources(old: tuple[Listing, ...], new: tuple[Listing, ...]) -> tuple[Listing, ...]:
    if not new:
        return old
    again = {_place(listing): listing for listing in new}
    known = {_place(listing) for listing in old}
    met = (_met_again(listing, again.get(_place(listing), listing)) for listing in old)
    return (*met, *(listing for listing in new if _place(listing) not in known))


def _place(listing: Listing) -> tuple[str, int, str | None]:
    """By what a listing is known again; a file that is written anew every day holds another page each day."""
    return listing.file, listing.position, listing.date


def _met_again(old: Listing, new: Listing) -> Listing:
    """A listing that was read before: votes only grow, and what was not kept then is kept now."""
    votes = [each.upvotes for each in (old, new) if each.upvotes is not None]
    met = replace(old, upvotes=max(votes, default=None))
    return met if met.raw or not new.raw else replace(met, format=new.format, raw=new.raw)
