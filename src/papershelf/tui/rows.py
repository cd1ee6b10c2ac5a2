"""How a paper looks in the list: what is known about it, and why a search found it. No widget is touched here."""

from collections.abc import Sequence

from papershelf.days import day_of
from papershelf.library import Found, Library
from papershelf.marks import Entry
from papershelf.provenance import provenance_of
from papershelf.text import safe_line
from papershelf.tui.when import in_row
from papershelf.tui.widgets.paper_row import Row

LIKE_BADGE = "like"  # short: the words beside it are what a narrow row shall show
BADGES = {"tags": "tag", "authors": "author"}


def row_of(library: Library, found: Found, paper_id: str) -> Row:
    """The row of a paper.

    Args:
        library: Where the paper is.
        found: What is listed.
        paper_id: Which paper.
    """
    entry = library.entry(paper_id)
    if entry is None:  # gone between finding and showing; the next refresh drops it
        return Row(paper_id, "(no longer in the library)")
    paper, mark, seen = entry.paper, entry.mark, provenance_of(entry.paper)
    row = Row(
        paper_id=paper_id,
        title=paper.title,
        starred=mark.starred,
        status=mark.status,
        rating=mark.rating,
        tags=mark.tags,
        has_code=paper.repository is not None,
        has_note=bool(mark.note),
        seen=seen.pages,
        is_back=seen.is_back,
        when=in_row(mark, day_of(library.now)),
    )
    if found.highlighter is not None:
        row = _explained(row, found, entry)
    words = like_words(library, found, paper_id)
    return row._replace(badge=LIKE_BADGE, snippet=words, snippet_spans=()) if words else row


def like_words(library: Library, found: Found, paper_id: str) -> str:
    """Where papers stand by likeness to the starred ones, why one does: “sparse · pruning”; else nothing."""
    likes = library.likes([paper_id]) if found.by_like else ()
    return " · ".join(safe_line(word) for like in likes for word in like.shared)


def _explained(row: Row, found: Found, entry: Entry) -> Row:
    """The row with the letters that matched, and where; the words around them if that is not the title."""
    from papershelf.library.found import reason
    from papershelf.search import Field

    why = reason(found, entry)
    row = row._replace(spans=why.spans.get(Field.TITLE, ()))
    if not why.fields:
        return row
    field = why.fields[0]
    row = row._replace(badge=BADGES.get(field.value, field.value))
    if field is Field.TITLE:
        return row
    texts = {
        Field.ABSTRACT: entry.paper.abstract,
        Field.NOTE: entry.mark.note,
        Field.TAGS: ", ".join(entry.mark.tags),
        Field.AUTHORS: ", ".join(entry.paper.authors),
    }
    text = texts[field]
    start, end = why.sentence or (0, len(text))
    return row._replace(snippet=text[start:end], snippet_spans=_within(why.spans[field], start, end))


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple((first - start, last - start) for first, last in spans if start <= first and last <= end)
