"""The library: the one door through which both front ends come."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from papershelf.library.copying import Piece, piece, pieces, template_piece
from papershelf.library.events import Changed, counted, describe

if TYPE_CHECKING:
    from papershelf.library.door import Library
    from papershelf.library.found import Found, Hit, Related, Relaxed, Why
    from papershelf.library.liking import Like, TagSuggestion
    from papershelf.library.merge_report import MergeReport
    from papershelf.library.pieces import PIECES
    from papershelf.library.planning import ImportPlan, ImportReport, Key, Row, Sort
    from papershelf.library.sorting import LIKE, SORTS
    from papershelf.library.views import Section, View

__all__ = [
    "LIKE",
    "PIECES",
    "SORTS",
    "Changed",
    "Found",
    "Hit",
    "ImportPlan",
    "ImportReport",
    "Key",
    "Library",
    "Like",
    "MergeReport",
    "Piece",
    "Related",
    "Relaxed",
    "Row",
    "Section",
    "Sort",
    "TagSuggestion",
    "View",
    "Why",
    "counted",
    "describe",
    "piece",
    "pieces",
    "template_piece",
]

_HOMES = {
    "door": ("Library",),
    "found": ("Found", "Hit", "Related", "Relaxed", "Why"),
    "liking": ("Like", "TagSuggestion"),
    "merge_report": ("MergeReport",),
    "pieces": ("PIECES",),
    "planning": ("ImportPlan", "ImportReport", "Key", "Row", "Sort"),
    "sorting": ("LIKE", "SORTS"),
    "views": ("Section", "View"),
}


def __getattr__(name: str) -> Any:
    # Lazy, so that a verb pays only for what it uses: `papershelf list` needs no plan of an import.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
