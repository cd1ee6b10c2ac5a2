"""The room that brings a data directory to other machines through git, and what came there back."""

from papershelf.sync.driver import drive
from papershelf.sync.repository import Repository
from papershelf.sync.runner import Git
from papershelf.sync.syncing import Syncing, SyncReport

__all__ = ["Git", "Repository", "SyncReport", "Syncing", "drive"]
