"""Joining two states of a library so that nothing either side did is lost; what reads them writes nowhere."""

from papershelf.store.joining.alike import near_duplicates
from papershelf.store.joining.join import join, settled
from papershelf.store.joining.meeting import Meeting, meet, replayed
from papershelf.store.joining.sides import TABLES, Base, Conflict, Joined, Side, Tables
from papershelf.store.joining.snapshot import FILES, HISTORY, Snapshot
from papershelf.store.joining.sources import Source, opened
from papershelf.store.joining.writing import catch_up, join_histories, put_tables, replace_files

__all__ = [
    "FILES",
    "HISTORY",
    "TABLES",
    "Base",
    "Conflict",
    "Joined",
    "Meeting",
    "Side",
    "Snapshot",
    "Source",
    "Tables",
    "catch_up",
    "join",
    "join_histories",
    "meet",
    "near_duplicates",
    "opened",
    "put_tables",
    "replace_files",
    "replayed",
    "settled",
]
