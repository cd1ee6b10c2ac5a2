"""Builds the search index of a library, or opens the one that was kept, without reading papers that did not change."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from papershelf.library.found import texts_of, texts_of_mark, texts_of_paper
from papershelf.library.shelving import Shelved
from papershelf.progress import Progress, Told, unheard
from papershelf.search.filing import UnfitFileError
from papershelf.search.index import Index
from papershelf.search.postings import Document
from papershelf.store.packed import Packed

_WORTH_KEEPING = 200  # fewer papers are compiled faster than a file is opened
_TOO_MANY_BESIDE = 0.1  # share of papers beside the compiled ones from which on it is worth compiling anew
_READ_IN_VAIN = 200  # papers whose texts proved the same: with more, it is worth noting that their records are others


def opened(path: Path, shelved: Shelved, progress: Progress = unheard) -> Index | None:
    """The index of the file, brought up to date; None where there is none, or too much has changed since."""
    if len(shelved.ids) < _WORTH_KEEPING:
        return None
    try:
        if shelved.packed is None:
            index = Index.load(path)
            return index if _all_put(index, shelved, progress) else None
        index = Index.load(path, shelved.packed.ids, shelved.packed.places)
        return index if _differing_put(index, path, shelved, shelved.packed, progress) else None
    except (OSError, UnfitFileError):  # whatever is wrong with it, building anew puts it right
        return None


def _all_put(index: Index, shelved: Shelved, progress: Progress) -> bool:
    """Bring an index up to date by looking at every paper; says whether few enough differ."""
    most = _TOO_MANY_BESIDE * len(shelved.ids)
    gone = [paper_id for paper_id in index if paper_id not in shelved.papers]
    if len(gone) > most:
        return False
    for paper_id in gone:
        index.remove(paper_id)
    for paper_id in Told(shelved.ids, progress, "looking over the index", "paper"):
        if entry := shelved.entry(paper_id):
            index.put(paper_id, texts_of(entry))
        if index.beside > most:
            return False
    return True


def _differing_put(index: Index, path: Path, shelved: Shelved, packed: Packed, progress: Progress) -> bool:
    """The same by reading only papers whose records are not as they were."""
    most = _TOO_MANY_BESIDE * len(shelved.ids)
    differing = index.differing(packed.ids, np.frombuffer(packed.sums, np.uint32)) | packed.changed
    gone = [paper_id for paper_id in differing if paper_id not in shelved.papers]
    if len(gone) > most:
        return False
    for paper_id in gone:
        index.remove(paper_id)
    read = [paper_id for paper_id in shelved.ids if paper_id in differing] if differing else []
    for paper_id in Told(read, progress, "looking over the index", "paper"):
        if paper := shelved.papers.get(paper_id):
            index.put(paper_id, texts_of_paper(paper))
        if index.beside > most:
            return False
    for mark in shelved.marks.values():
        if (mark.tags or mark.note) and mark.paper_id in index:
            index.put(mark.paper_id, texts_of_mark(mark))
    if len(read) - index.beside > _READ_IN_VAIN:
        with suppress(OSError):  # then they are read at the next start too, and nothing else
            index.save(path, _records(packed))
    return True


def built(path: Path, shelved: Shelved, progress: Progress = unheard) -> Index:
    """A new index, kept in the file for the next time."""
    index = Index.build(_documents(shelved, progress))
    if len(shelved.ids) >= _WORTH_KEEPING:
        with suppress(OSError):  # a cache that cannot be written costs time at the next start, and nothing else
            index.save(path, _records(shelved.packed) if shelved.packed else None)
    return index


def _documents(shelved: Shelved, progress: Progress) -> Iterator[Document]:
    for paper_id in Told(shelved.ids, progress, "indexing", "paper"):
        if entry := shelved.entry(paper_id):
            yield paper_id, texts_of(entry)


def _records(packed: Packed) -> dict[str, int]:
    """The checksums of the records that are still what stands in the file."""
    sums = dict(zip(packed.ids, packed.sums, strict=True))
    for paper_id in packed.changed:
        sums.pop(paper_id, None)
    return sums
