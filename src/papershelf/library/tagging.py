"""Tags everywhere: renaming, merging and deleting one with all that stands under it, as one undoable unit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from papershelf.errors import NothingFoundError, UsageError
from papershelf.library.events import Clock, counted, stamp
from papershelf.library.tallying import lineage
from papershelf.marks import Mark, merge_tags, parse_tag
from papershelf.store import Store, Transaction, Unit
from papershelf.text import fold

if TYPE_CHECKING:
    from papershelf.search import Clause, Term

Parts = list[str]


class Tagger:
    """Edits tags wherever they stand: on papers, on papers that are gone or in the trash, and in saved views.

    Args:
        store: Where they are.
        clock: The time to stamp changes with.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def rename(self, old: str, new: str) -> Unit | None:
        """Give a tag and those under it another name; where that is a tag already the two become one."""
        source, target = parse_tag(old), parse_tag(new)
        parts, wanted = source.split("/"), target.split("/")
        if len(wanted) > len(parts) and _is_under(wanted, parts):
            raise UsageError(f"“{target}” stands under “{source}”: a tag cannot become a part of itself.")
        with self._store.transaction("") as edits:
            others = [tag for tag in _tags(edits) if not _is_under(tag.split("/"), parts)]
            known = {name.casefold(): name for tag in others for name in reversed(lineage(tag))}
            exact = {tag.casefold(): tag for tag in others}
            known |= exact
            target = known.get(target.casefold(), target)

            def renamed(tag: str) -> str:
                moved = "/".join([target, *tag.split("/")[len(parts) :]])
                return known.get(moved.casefold(), moved)

            count = self._change(edits, parts, renamed)
            if source.casefold() != target.casefold():  # a query does not mind letter case
                _rename_in_views(edits, parts, target)
            papers = counted(count, "paper")
            if target.casefold() in exact:
                edits.words = f"merged the tag “{source}” into “{target}” on {papers}"
            else:
                edits.words = f"renamed the tag “{source}” to “{target}” on {papers}"
        return edits.unit

    def delete(self, name: str) -> Unit | None:
        """Take a tag and those under it away from every paper; saved views keep asking for it."""
        tag = parse_tag(name)
        with self._store.transaction("") as edits:
            count = self._change(edits, tag.split("/"), lambda _tag: None)
            edits.words = f"deleted the tag “{tag}” from {counted(count, 'paper')}"
        return edits.unit

    def _change(self, edits: Transaction, parts: Parts, become: Callable[[str], str | None]) -> int:
        """Let each tag at or under `parts` become another one, or none; the number of papers that have one.

        Raises:
            NothingFoundError: None has.
        """
        now, count = stamp(self._clock()), 0
        for mark in list(edits.marks.values()):
            if (tags := _changed(mark, parts, become)) is not None:
                count += 1
                if tags != mark.tags:
                    edits.put_mark(replace(mark, tags=tags, changed={**mark.changed, "tags": now}))
        for paper_id, trashed in list(edits.trash.items()):
            tags = _changed(trashed.mark, parts, become) if trashed.mark else None
            if trashed.mark is not None and tags is not None:
                count += 1
                _put_in_trash(edits, paper_id, tags, now)
        if not count:
            raise NothingFoundError(f"No paper has the tag “{'/'.join(parts)}”; `papershelf tags` lists them.")
        return count


def _put_in_trash(edits: Transaction, paper_id: str, tags: tuple[str, ...], now: str) -> None:
    record = edits.record("trash", paper_id) or {}
    mark = record["mark"]
    if tuple(mark.get("tags", ())) == tags:
        return
    kept = {name: value for name, value in mark.items() if name != "tags"} | ({"tags": list(tags)} if tags else {})
    kept["changed"] = {**mark.get("changed", {}), "tags": now}
    edits.put_record("trash", paper_id, {**record, "mark": kept})


def _tags(edits: Transaction) -> Iterator[str]:
    """Every tag there is, also of papers that are gone or in the trash."""
    for mark in edits.marks.values():
        yield from mark.tags
    for trashed in edits.trash.values():
        if trashed.mark is not None:
            yield from trashed.mark.tags


def _is_under(tag: Parts, parent: Parts) -> bool:
    """Whether a tag is another one or stands under it."""
    return [part.casefold() for part in tag[: len(parent)]] == [part.casefold() for part in parent]


def _changed(mark: Mark, parts: Parts, become: Callable[[str], str | None]) -> tuple[str, ...] | None:
    """The tags of a mark after a change; None where none of them is meant."""
    meant = [tag for tag in mark.tags if _is_under(tag.split("/"), parts)]
    if not meant:
        return None
    kept = [tag for tag in mark.tags if tag not in meant]
    return merge_tags(kept, filter(None, map(become, meant)))


def _rename_in_views(edits: Transaction, parts: Parts, target: str) -> None:
    views = [view for view in edits.views.values() if ":" in view.query]
    if not views:
        return
    from papershelf.search import Query, parse

    for view in views:
        query = parse(view.query)
        terms = tuple(_in_terms(query.terms, [fold(part) for part in parts], target))
        if terms != query.terms:
            text = str(Query(terms, half_typed=query.half_typed, sort=query.sort)).strip()
            edits.put_view(replace(view, query=text))


def _in_terms(terms: "Iterable[Term]", parts: Parts, target: str) -> "Iterator[Term]":
    from papershelf.search import Clause, Group

    for term in terms:
        if isinstance(term, Group):
            yield Group(tuple(tuple(_in_terms(option, parts, target)) for option in term.options), term.negated)
        elif isinstance(term, Clause) and term.name == "tag":
            yield _in_clause(term, parts, target)
        else:
            yield term


def _in_clause(clause: "Clause", parts: Parts, target: str) -> "Clause":
    """The clause with the new name, where it names the tag or one under it in full."""
    named = clause.value.strip().lstrip("#").strip("/").split("/")
    if [fold(part) for part in named[: len(parts)]] != parts:
        return clause
    return replace(clause, value="/".join([target, *named[len(parts) :]]))
