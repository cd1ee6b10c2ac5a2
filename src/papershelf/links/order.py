"""The order in which the links of a paper are shown and numbered, wherever that is."""

from collections.abc import Iterable

from papershelf.paper import Link, LinkKind

LINK_ORDER = (
    LinkKind.CODE,
    LinkKind.PAPER,
    LinkKind.PROJECT,
    LinkKind.MODEL,
    LinkKind.DATASET,
    LinkKind.SPACE,
    LinkKind.VIDEO,
    LinkKind.ORGANIZATION,
    LinkKind.OTHER,
)


def in_order(links: Iterable[Link]) -> list[Link]:
    """Links by what they lead to, code first; those of one kind as they stood."""
    return sorted(links, key=lambda link: LINK_ORDER.index(link.kind))
