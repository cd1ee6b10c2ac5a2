"""The library: the one door through which both front ends come."""

from papershelf.library.copying import Piece, piece, pieces, template_piece
from papershelf.library.door import Library
from papershelf.library.events import Changed, counted, describe
from papershelf.library.found import Found, Hit, Related, Relaxed, Why
from papershelf.library.joining import MergeReport
from papershelf.library.liking import Like, TagSuggestion
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
