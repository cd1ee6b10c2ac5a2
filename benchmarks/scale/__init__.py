"""A hundred thousand papers beside five hundred: everything a person waits for, at each size, in one run."""

from benchmarks.scale.measuring import main

__all__ = ["main"]
