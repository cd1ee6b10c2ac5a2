"""In which order the tag picker shows tags, and how far each is indented: pure, no widget is touched here."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from papershelf.marks import Mark
from papershelf.text import fold

RECENT = 5  # tags used last, which stand before the most used


class TagLine(NamedTuple):
    """A tag in the picker.

    Attributes:
        tag: Its whole name.
        shown: What is written of it: below the tag that it stands under, its last part.
        depth: How many shown tags it stands under.
    """

    tag: str
    shown: str
    depth: int = 0


def last_used(marks: Iterable[Mark]) -> list[str]:
    """The tags by when the tags of a paper that has them last changed, the latest first."""
    latest: dict[str, str] = {}
    for mark in marks:
        at = mark.changed.get("tags", "")
        for tag in mark.tags:
            if at > latest.get(tag, ""):
                latest[tag] = at
    return sorted(latest, key=lambda tag: latest[tag], reverse=True)


def narrowed(tags: Iterable[str], typed: str, counts: Mapping[str, int]) -> list[TagLine]:
    """The tags that fit what is typed: those that begin so first, then the most used."""
    wanted = fold(typed)
    fitting = [tag for tag in tags if _fits(wanted, fold(tag))]
    fitting.sort(key=lambda tag: (not fold(tag).startswith(wanted), -counts.get(tag, 0), tag))
    return [TagLine(tag, tag) for tag in fitting]


def grouped(
    tags: Iterable[str], on: Collection[str], recent: Iterable[str], counts: Mapping[str, int]
) -> list[TagLine]:
    """The tags that are on, then all others under the one each belongs to: recent families first, then much used.

    Args:
        tags: Every tag to show.
        on: Those on the papers.
        recent: The last used ones, the latest first.
        counts: How many papers have each.
    """
    families: dict[str, list[str]] = {}
    for tag in (tag for tag in tags if tag not in on):
        families.setdefault(tag.partition("/")[0].casefold(), []).append(tag)
    roots_recent = list(dict.fromkeys(tag.partition("/")[0].casefold() for tag in recent))[:RECENT]
    ranks = {root: place for place, root in enumerate(roots_recent)}

    def order(root: str) -> tuple[int, int, str]:
        most = max(counts.get(tag, 0) for tag in families[root])
        return (ranks.get(root, RECENT), -most, root)

    first = [TagLine(tag, tag) for tag in sorted(on, key=lambda tag: (-counts.get(tag, 0), tag))]
    return first + [line for root in sorted(families, key=order) for line in _family(families[root])]


def _family(tags: list[str]) -> list[TagLine]:
    """The tags of one root, indented below those of them that are shown."""
    lines: list[TagLine] = []
    above: list[str] = []
    for tag in sorted(tags, key=lambda tag: [part.casefold() for part in tag.split("/")]):
        while above and not tag.casefold().startswith(f"{above[-1].casefold()}/"):
            above.pop()
        lines.append(TagLine(tag, tag[len(above[-1]) + 1 :] if above else tag, len(above)))
        above.append(tag)
    return lines


def _fits(wanted: str, tag: str) -> bool:
    """Whether the typed letters stand in the tag in this order: `nlrg` finds `nlp/rag`."""
    letters = iter(tag)
    return all(letter in letters for letter in wanted if not letter.isspace())
