"""Opening the file of columns, or compiling them anew; and which papers are not as they were compiled."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

from papershelf.library.columns.compiled import Compiled
from papershelf.library.columns.compiling import compile_papers
from papershelf.library.columns.filing import read, write
from papershelf.library.columns.head import UnfitFileError, fingerprint
from papershelf.paper import Paper
from papershelf.progress import Progress
from papershelf.store.packed import Packed

_MOST_BESIDE = 0.01  # share of papers that changed, from which on it is worth compiling anew
_FEW = 200  # changed papers that are never worth it


def opened(path: Path, packed: Packed) -> Compiled | None:
    """The columns of the file; None where there are none, or too much has changed since."""
    try:
        arrays, of = read(path)
    except (OSError, UnfitFileError):  # whatever is wrong with it, compiling anew puts it right
        return None
    compiled = Compiled(arrays, packed.ids if of == fingerprint(packed.ids, packed.sums) else None)
    return None if too_different(compiled, packed) else compiled


def compiled_anew(path: Path, packed: Packed, paper_of: Callable[[str], Paper | None], progress: Progress) -> Compiled:
    """Columns of the papers as they are in their file; what changed in memory since is left out.

    Raises:
        Cancelled: The listener wants the work to end.
    """
    made = compile_papers(
        packed.ids, packed.sums, lambda key: None if key in packed.changed else paper_of(key), progress
    )
    arrays = made.arrays()
    of = fingerprint(made.ids, arrays["sums"])
    # A cache that cannot be written costs time at the next start, and nothing else.
    with suppress(OSError, UnfitFileError):
        write(path, arrays, of, made.counts)
        arrays = read(path)[0]  # what is mapped takes less memory than what was made
    return Compiled(arrays, packed.ids if made.ids == packed.ids else made.ids)


def too_different(compiled: Compiled, packed: Packed) -> bool:
    """Whether so many papers are not as they were compiled that it is worth compiling anew."""
    return len(differing(compiled, packed)) > max(_FEW, _MOST_BESIDE * len(packed.ids))


def differing(compiled: Compiled, packed: Packed) -> frozenset[str]:
    """The ids of papers that stand otherwise in their file than they were compiled, or are new there, or gone."""
    sums = np.frombuffer(packed.sums, np.uint32)
    if compiled.ids is packed.ids or compiled.ids == packed.ids:
        places = np.flatnonzero(sums != compiled.sums)
        return frozenset(compiled.ids[place] for place in places.tolist())
    rows = np.fromiter((compiled.rows.get(key, -1) for key in packed.ids), np.int64, len(packed.ids))
    same = rows >= 0
    same[same] = compiled.sums[rows[same]] == sums[same]
    gone = np.ones(len(compiled), np.bool_)
    gone[rows[rows >= 0]] = False
    found = {packed.ids[place] for place in np.flatnonzero(~same).tolist()}
    return frozenset(found.union(compiled.ids[row] for row in np.flatnonzero(gone).tolist()))
