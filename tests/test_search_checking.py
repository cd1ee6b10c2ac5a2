"""Checksums block by block: a part that was damaged is refused when it is looked at, and only then."""

from itertools import accumulate
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search import checking
from papershelf.search.checking import Blocks, UnfitFileError, sums_of

ITEM = 4


@pytest.fixture(autouse=True, scope="module")
def _small_blocks() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "BLOCK", 16)
        yield


@given(st.lists(st.lists(st.binary(max_size=40), max_size=3), max_size=4))
def test_sums_are_those_of_all_parts_together(parts: list[list[bytes]]) -> None:
    whole = b"".join(piece for pieces in parts for piece in pieces)
    assert sums_of(parts).tolist() == [crc32(whole[place : place + 16]) for place in range(0, len(whole), 16)]


@given(st.data())
def test_a_part_is_refused_only_where_a_block_of_it_is_damaged(data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(0, 20), min_size=1, max_size=3))
    whole = data.draw(st.binary(min_size=sum(counts) * ITEM, max_size=sum(counts) * ITEM))
    damaged = bytearray(whole)
    flips = data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=2, unique=True)) if whole else []
    for place in flips:
        damaged[place] ^= 1
    blocks = Blocks(memoryview(bytes(damaged)), sums_of([[whole]]))
    starts = [0, *accumulate(count * ITEM for count in counts)]
    for number in range(len(counts)):
        blocks.add(str(number), starts[number], ITEM)
    for _ in range(3):
        number = data.draw(st.integers(0, len(counts) - 1))
        edges = st.tuples(st.integers(0, counts[number]), st.integers(0, counts[number])).filter(
            lambda edge: edge[0] <= edge[1]
        )
        parts = data.draw(st.lists(edges, min_size=1, max_size=3))
        looked_at = {
            place // 16
            for first, end in parts
            for place in range(starts[number] + first * ITEM, starts[number] + end * ITEM)
        }
        firsts, ends = (np.array(each, np.int64) for each in zip(*parts, strict=True))
        is_whole = looked_at.isdisjoint(place // 16 for place in flips)
        if is_whole:
            blocks.check(str(number), firsts, ends)
            blocks.check(str(number), *parts[0])
            continue
        with pytest.raises(UnfitFileError):
            blocks.check(str(number), firsts, ends)


def test_sums_of_another_length_are_refused() -> None:
    with pytest.raises(UnfitFileError):
        Blocks(memoryview(bytes(40)), sums_of([[bytes(20)]]))
