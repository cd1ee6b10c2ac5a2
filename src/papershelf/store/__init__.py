"""The room that keeps papers, marks, views and the history of one data directory, whatever crashes."""

from papershelf.store.deeds import Deeds
from papershelf.store.quarantine import Finding
from papershelf.store.store import Foreign, Store
from papershelf.store.transaction import Transaction
from papershelf.store.units import Change, Changes, Kind, Left, Standing, Unit, UnitHeader

__all__ = [
    "Change",
    "Changes",
    "Deeds",
    "Finding",
    "Foreign",
    "Kind",
    "Left",
    "Standing",
    "Store",
    "Transaction",
    "Unit",
    "UnitHeader",
]
