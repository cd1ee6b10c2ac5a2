"""Packed files: where each record of a large data file stands, so that one is read when it is asked for."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple


class Packed(NamedTuple):
    """What is known of records that stay in their file.

    Attributes:
        ids: Of all records in the file, in its order.
        sums: CRC-32 of each, in the same order.
        changed: The ids of what is new, other or gone since the file was written.
    """

    ids: Sequence[str]
    sums: "array[int]"
    changed: frozenset[str]
