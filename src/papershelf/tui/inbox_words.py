"""What the import inbox says of a record or a broken entry: everything about it, what it teaches, what will happen."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from textual.content import Content

from papershelf.importers import Problem
from papershelf.library.planning import Row, Sort
from papershelf.marks import Entry, Mark, Status
from papershelf.paper import Paper
from papershelf.text import safe, safe_line
from papershelf.tui.pair_words import differing, sides
from papershelf.tui.reviewing import Item, Kind, Review

MOST = 20_000  # letters of an abstract or an entry that are shown; a longer one is whole in the library
MOST_NAMES = 40
_LABEL = "$text-muted"
_HEAD = "bold"
_WRONG = "$text-warning"
_FATES = {
    Sort.NEW: "New: it will be added.",
    Sort.NEAR: "It looks like a paper that is there. Ticked, it is added as one of its own, and nothing is merged.",
    Sort.CHANGED: "It is there already, and learns something new.",
    Sort.KNOWN: "It is there already: only that it was seen here once more is added.",
    Sort.TRASHED: "It is in the trash and stays there. Bring it back from the trash to have it.",
}


class Shown(NamedTuple):
    """What a pane shows.

    Attributes:
        words: In one column.
        sides: Two papers side by side, beneath.
    """

    words: Content
    sides: tuple[Content, Content] | None = None


Find = Callable[[str], Entry | None]


def item_words(review: Review, item: Item, find: Find, pairs_key: str = "") -> Shown:
    """All about an item.

    Args:
        review: Where it is from.
        item: A record or a broken entry.
        find: The paper with an id, of the library or of this import.
        pairs_key: The key that shows papers which may be one.
    """
    if item.row is not None:
        return _row(item.row, find, pairs_key, ticked=review.is_ticked(item))
    problem = item.problem
    if problem is None:
        return Shown(Content())
    return Shown(problem_words(problem, review.reason_of(problem), review.entry_of(problem)))


def problem_words(problem: Problem, reason: str, entry: str) -> Content:
    """What is wrong, where, and the entry as it stands."""
    where = f"{safe_line(problem.file)}{f', line {problem.line:,}' if problem.line else ''}"
    parts = [Content.styled(where, _LABEL), Content.styled(safe(reason[:MOST]), _WRONG), Content()]
    body = entry or problem.text
    if body.strip():
        parts.append(Content(_shortened(body)))
    return Content("\n").join(parts)


def _row(row: Row, find: Find, pairs_key: str, *, ticked: bool) -> Shown:
    fate = _FATES[row.sort] if ticked or row.sort is Sort.TRASHED else "Not ticked: it is left out."
    if row.sort is Sort.NEAR and ticked and pairs_key:
        fate += f" {pairs_key} makes one of two papers, or tells them apart."
    parts = [Content.styled(safe_line(row.paper.title) or "(no title)", _HEAD), Content.styled(fate, _LABEL), Content()]
    if row.before is not None and row.sort is Sort.CHANGED:
        parts += [Content.styled("What is new of it", _HEAD), *learnt(row.before, row.paper), Content()]
    if row.mark is not None:
        parts += [Content(along) for along in [_along(row.mark)] if along]
    other = find(row.near[0].other_id) if row.near else None
    if other is None:
        parts += list(_facts(row.paper))
        return Shown(Content("\n").join(parts))
    near = row.near[0]
    more = f" {len(row.near) - 1} more look like it." if len(row.near) > 1 else ""
    parts += [Content(f"{safe_line(near.reason)}{more}"), Content()]
    parts.append(Content.styled("First the paper that is there, then this one.", _LABEL))
    both = sides(_short(other), _short(Entry(row.paper, Mark(row.paper.id))))
    return Shown(Content("\n").join(parts), both)


def _along(mark: Mark) -> str:
    """What comes with a record that somebody had marked where it comes from; empty where that is nothing."""
    given = (
        "a star" if mark.starred else "",
        str(mark.status) if mark.status is not Status.INBOX else "",
        f"rated {mark.rating}" if mark.rating else "",
        *(f"#{safe_line(tag)}" for tag in mark.tags[:MOST_NAMES]),
        "a note" if mark.note.strip() else "",
    )
    said = ", ".join(filter(None, given))
    return f"With it comes: {said}." if said else ""


def _short(entry: Entry) -> Entry:
    from dataclasses import replace

    paper = replace(entry.paper, abstract=_shortened(entry.paper.abstract), authors=entry.paper.authors[:MOST_NAMES])
    return Entry(paper, entry.mark)


def _shortened(text: str) -> str:
    return safe(text if len(text) <= MOST else text[:MOST] + "\n… and so on")


def _authors(paper: Paper) -> str:
    more = f" and {len(paper.authors) - MOST_NAMES} more" if len(paper.authors) > MOST_NAMES else ""
    return safe_line(", ".join(paper.authors[:MOST_NAMES])[:MOST]) + more


def _facts(paper: Paper) -> Iterable[Content]:
    """Everything about a paper, line by line; what it does not have is left out."""
    votes = f"{paper.upvotes:,}" if paper.upvotes is not None else ""
    named = {
        "Authors": _authors(paper),
        "Venue": safe_line(paper.venue),
        "Published": safe_line(paper.published or ""),
        "Votes": votes,
        "Keywords": safe_line(", ".join(paper.keywords[:MOST_NAMES])),
        "Identifiers": safe_line(", ".join(f"{kind} {value}" for kind, value in paper.identifiers.items())),
        "Links": "\n".join(safe_line(link.url) for link in paper.links[:MOST_NAMES]),
    }
    for label, value in named.items():
        if value:
            yield Content.assemble((f"{label}  ", _LABEL), value)
    yield Content()
    yield Content(_shortened(paper.abstract)) if paper.abstract else Content.styled("No abstract.", _LABEL)


def learnt(before: Paper, after: Paper) -> list[Content]:
    """What a paper has now that it had not before."""
    lines = []
    texts = {
        "Title": (safe_line(before.title), safe_line(after.title)),
        "Authors": (_authors(before), _authors(after)),
        "Published": (safe_line(before.published or ""), safe_line(after.published or "")),
        "Venue": (safe_line(before.venue), safe_line(after.venue)),
        "Abstract": (_shortened(before.abstract), _shortened(after.abstract)),
    }
    for label, (old, new) in texts.items():
        if old != new:
            lines.append(Content.assemble((f"{label}  ", _LABEL), differing(old, new)[1] if old else Content(new)))
    lists = {
        "Identifiers": (_named(before), _named(after)),
        "Keywords": (before.keywords, after.keywords),
        "Links": ([link.url for link in before.links], [link.url for link in after.links]),
    }
    for label, (had, has) in lists.items():
        if gained := [safe_line(each) for each in has if each not in had]:
            lines.append(Content.assemble((f"{label}  ", _LABEL), ", ".join(gained[:MOST_NAMES])))
    if after.upvotes is not None and after.upvotes != before.upvotes:
        lines.append(Content.assemble(("Votes  ", _LABEL), f"{after.upvotes:,}"))
    return lines


def _named(paper: Paper) -> list[str]:
    return [f"{kind} {value}" for kind, value in paper.identifiers.items()]


def summary(review: Review, import_key: str) -> Content:
    """What was read, and what importing does."""
    from papershelf.importers import Page, find

    lines = [Content.styled(safe_line(review.title), _HEAD), Content()] if len(review.plan.pages) > 1 else []
    for page in review.plan.pages[:MOST_NAMES]:
        if isinstance(page, Page):
            format = safe_line(find(page.format).label) if page.format else ""
            says = [f"{len(page.records):,} {'record' if len(page.records) == 1 else 'records'}", format]
            says.append(f"dated {safe_line(page.date)}" if page.date else "")
        else:
            says = ["could not be read"]
        lines.append(Content.assemble(safe_line(page.file), (f"  {', '.join(filter(None, says))}", _LABEL)))
    if len(review.plan.pages) > MOST_NAMES:
        lines.append(Content.styled(f"… and {len(review.plan.pages) - MOST_NAMES:,} more", _LABEL))
    lines += [
        Content(),
        Content("\n".join(review.count_words(kind) for kind in Kind if review.counts[kind])),
        Content(),
    ]
    lines.append(Content(f"{import_key or 'Importing'} takes the {review.ticked:,} that are ticked, as one change."))
    return Content("\n").join(lines)


def lost_words(count: int, write_key: str) -> tuple[str, str]:
    """Broken entries that would be lost, counted, and what that means."""
    entries = "1 broken entry" if count == 1 else f"{count:,} broken entries"
    stand = "stands" if count == 1 else "stand"
    way = f" {write_key} writes what is broken to a file." if write_key else ""
    return entries, f"{entries} {stand} nowhere but here.{way}"
