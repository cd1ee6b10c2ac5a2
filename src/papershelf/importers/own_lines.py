"""What papershelf itself wrote about a paper, taken back: the paper as it was, and what a person had added to it."""

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

from papershelf.days import kept_day
from papershelf.importers.json_text import dict_of, int_of, list_of, text_of
from papershelf.links import classify
from papershelf.marks import MARK_FIELDS, NEVER, RATINGS, Mark, Priority, Status, merge_tags, parse_tag
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.text import safe, safe_line

OURS: Final = "papershelf"
"""The key, and the column, by which a whole export of ours is known."""
VERSION: Final = 1
MOST_VOTES: Final = 2**53

_ID: Final = re.compile(r"[0-9a-z]{1,40}")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")
_WEB: Final = ("http://", "https://")
_KINDS: Final[Mapping[str, LinkKind]] = {str(kind): kind for kind in LinkKind}
_STATUSES: Final[Mapping[str, Status]] = {str(status): status for status in Status}
_PRIORITIES: Final[Mapping[str, Priority]] = {str(priority): priority for priority in Priority}
_YES: Final = frozenset({"yes", "true", "1"})  # spreadsheets may write what is true in capitals


def own_mark(item: Mapping[str, Any]) -> Mark | None:
    """What a person had added, or None if that was nothing; whatever cannot be understood of it is left out."""
    note, starred = item.get("note"), item.get("starred")
    tags = item.get("tags")
    rating = int_of(item.get("rating"))
    changed = {
        field: text
        for field, text in dict_of(item.get("changed")).items()
        if field in MARK_FIELDS and isinstance(text, str) and _MOMENT.fullmatch(text)
    }
    mark = Mark(
        "",
        starred=starred is True or (isinstance(starred, str) and starred.strip().lower() in _YES),
        status=_STATUSES.get(text_of(item.get("status")).strip().lower(), Status.INBOX),
        tags=_tags(tags.split(";") if isinstance(tags, str) else list_of(tags)),
        rating=rating if rating in RATINGS else None,
        note=note if isinstance(note, str) and not note.isspace() else "",
        priority=_PRIORITIES.get(text_of(item.get("priority")).strip().lower(), Priority.NORMAL),
        due=_day(item.get("due")),
        snoozed=_day(item.get("snoozed")),
        place=_place(item.get("place")),
        review=NEVER if item.get("review") == NEVER else _day(item.get("review")),
        changed=changed,
    )
    return None if mark == Mark("", changed=changed) else mark


def _day(value: object) -> str:
    return value if isinstance(value, str) and kept_day(value) else ""


def _place(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


def own_paper(item: Mapping[str, Any]) -> Paper | None:
    """The paper of a line that holds all of it; None if it is none, or of a newer version, whose keys may mean more."""
    if item.get(OURS) != VERSION or not isinstance(item.get("sources"), list):
        return None
    paper = _paper(item, _moment(item.get("added_at")))
    return paper if paper and paper.title else None


def _paper(item: Mapping[str, Any], added_at: str) -> Paper | None:
    title, abstract = item.get("title"), text_of(item.get("abstract"))
    if not isinstance(title, str):
        return None
    paper_id = text_of(item.get("id"))
    published = item.get("published")
    identifiers = dict_of(item.get("identifiers"))
    former = (_paper(each, _moment(each.get("added_at"))) for each in map(dict_of, list_of(item.get("also"))))
    return Paper(
        id=paper_id if _ID.fullmatch(paper_id) else "",
        title=safe_line(title),
        abstract=safe(abstract),
        raw_title=text_of(item.get("raw_title", title)),
        raw_abstract=text_of(item.get("raw_abstract", abstract)),
        added_at=added_at,
        authors=_lines(item.get("authors")),
        published=safe_line(published) if isinstance(published, str) else None,
        identifiers={safe_line(kind): safe_line(text) for kind, text in identifiers.items() if isinstance(text, str)},
        links=tuple(link for each in list_of(item.get("links")) if (link := _link(dict_of(each)))),
        sources=tuple(seen for each in list_of(item.get("sources")) if (seen := _listing(dict_of(each)))),
        venue=safe_line(text_of(item.get("venue"))),
        keywords=_lines(item.get("keywords")),
        also=tuple(each for each in former if each and each.id),
    )


def _link(item: Mapping[str, Any]) -> Link | None:
    """A link, to the web only: nothing else is to be opened."""
    url = safe_line(text_of(item.get("url")))
    if not url.lower().startswith(_WEB):
        return None
    return Link(url, _KINDS.get(text_of(item.get("kind"))) or classify(url))


def _listing(item: Mapping[str, Any]) -> Listing | None:
    position, votes, date = int_of(item.get("position")), int_of(item.get("upvotes")), item.get("date")
    file = safe_line(text_of(item.get("file")))
    if not file or position is None:
        return None
    return Listing(
        file,
        position,
        _moment(item.get("imported_at")),
        safe_line(date) if isinstance(date, str) else None,
        votes if votes is not None and 0 <= votes < MOST_VOTES else None,
        safe_line(text_of(item.get("format"))),
        text_of(item.get("raw")),
    )


def _moment(value: object) -> str:
    return value if isinstance(value, str) and _MOMENT.fullmatch(value) else ""


def _lines(value: object) -> tuple[str, ...]:
    texts = (safe_line(each) for each in list_of(value) if isinstance(each, str))
    return tuple(filter(None, texts))


def _tags(given: Sequence[object]) -> tuple[str, ...]:
    """The tags that are some."""
    plain = (each for each in given if isinstance(each, str) and re.search(r"\w", each))
    return merge_tags((), add=(parse_tag(each) for each in plain))
