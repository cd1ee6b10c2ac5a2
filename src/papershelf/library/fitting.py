"""Which tags fit a paper: those of the tagged papers most like it, with the words that say why."""

from collections import Counter
from typing import TYPE_CHECKING

from papershelf.library.liking import TagSuggestion
from papershelf.library.tallying import lineage
from papershelf.marks import Entry, Mark
from papershelf.search.related import spelt
from papershelf.store import Store

if TYPE_CHECKING:
    from papershelf.search.index import Index

_NEIGHBOURS = 20  # tagged papers that are asked: `benchmarks/liking.py` says how well these do
_LEAST_SHARE = 0.05  # of all that they say; a tag with less was meant for something else
_BECAUSE = 3
_LOOKED_BACK = 200  # changes, the last ones, in which a tag that was taken off is looked for


def fitting_tags(index: "Index", store: Store, entry: Entry, limit: int) -> list[TagSuggestion]:
    """The tags that fit a paper best, without those that it has, that stand above these, or that were taken off it.

    Args:
        index: Knows which papers are alike.
        store: Knows their tags.
        entry: The paper.
        limit: At most so many.
    """
    paper, marks = entry.paper, store.marks
    tagged = {mark.paper_id for mark in marks.values() if mark.tags and mark.paper_id != paper.id}
    near = index.related(paper.id, _NEIGHBOURS, tagged) if tagged else []
    votes: Counter[str] = Counter()
    words: dict[str, Counter[str]] = {}
    for kin in near:
        for tag in marks[kin.doc_id].tags:
            votes[tag] += kin.score  # type: ignore[assignment]
            for place, word in enumerate(kin.shared):
                words.setdefault(tag, Counter())[word] += kin.score / (place + 1)  # type: ignore[assignment]
    total = sum(kin.score for kin in near)
    unwanted = {name.casefold() for tag in entry.mark.tags for name in lineage(tag)}
    unwanted |= {tag.casefold() for tag in taken_off(store, entry.mark)}
    best = [tag for tag in votes if tag.casefold() not in unwanted and votes[tag] >= _LEAST_SHARE * total]
    best.sort(key=lambda tag: (-votes[tag], tag))
    found: list[TagSuggestion] = []
    for tag in best[:limit]:
        said = [word for word, _ in sorted(words[tag].items(), key=lambda pair: (-pair[1], pair[0]))[:_BECAUSE]]
        spelling = spelt(said, (paper.abstract, paper.title))
        found.append(TagSuggestion(tag, tuple(spelling[word] for word in said), votes[tag] / total))
    return found


def taken_off(store: Store, mark: Mark) -> set[str]:
    """The tags that a person took off a paper when they last changed its tags."""
    at = mark.changed.get("tags", "")
    for change in store.changes_since(at, mark.paper_id, _LOOKED_BACK) if at else ():
        before, after = ((side or {}).get("tags") or [] for side in (change.before, change.after))
        if before != after:
            return set(before) - set(after)
    return set()
