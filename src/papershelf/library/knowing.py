"""What tells the papers of a large library apart, kept in the cache, so that a page is imported without reading all."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf import caching
from papershelf.paper import Paper
from papershelf.progress import Progress, told

if TYPE_CHECKING:
    from papershelf.identity.known import Known
    from papershelf.store import Store

FILE = "library.known"
_VERSION = 1
_WORTH_KEEPING = 200  # papers that had to be read


def known_of(store: "Store", papers: Mapping[str, Paper], cache: Path, progress: Progress) -> "Known | None":
    """What tells the papers of a library apart; None where they are in memory, so that asking them is as good.

    Args:
        store: Whose papers they are.
        papers: As they were when it was looked at.
        cache: The folder for whatever can be rebuilt.
        progress: Told of papers that have to be read.

    Raises:
        Cancelled: The listener wants the work to end.
    """
    from papershelf.identity.known import Known

    present, packed = store.papers_at_once
    if packed is None:
        return None
    kept, before = _kept(cache / FILE)
    sums = dict(zip(packed.ids, packed.sums, strict=True))
    made, read = Known.none(), 0
    for paper_id in _asked(papers, before, sums, packed.changed, progress):
        known = before.get(paper_id)
        if known is not None and known[0] == sums.get(paper_id) and paper_id not in packed.changed:
            made.take(paper_id, known[1], kept)
        elif (paper := papers.get(paper_id)) is not None:
            made.add(paper)
            read += paper_id not in packed.changed
    if read >= _WORTH_KEEPING and present == papers:  # else the checksums are those of other records
        _keep(cache / FILE, made, sums)
    return made


def _asked(
    papers: Mapping[str, Paper],
    before: Mapping[str, object],
    sums: Mapping[str, int],
    changed: frozenset[str],
    progress: Progress,
) -> Iterator[str]:
    """The ids in their order; told of where more than a few papers have to be read."""
    if len(sums.keys() - before.keys()) + len(changed) < _WORTH_KEEPING:
        return iter(papers)
    return told(papers, progress, "looking through the library", "paper", len(papers))


def _keep(path: Path, known: "Known", sums: Mapping[str, int]) -> None:
    caching.keep(path, _VERSION, {"sums": [sums.get(each, -1) for each in known.ids], **known._asdict()})


def _kept(path: Path) -> "tuple[Known, dict[str, tuple[int, str]]]":
    """What was kept, and by id the checksum of the record with the title key; nothing where it is of no use."""
    from papershelf.identity.known import Known

    about = caching.kept(path, _VERSION)
    if about is None:
        return Known.none(), {}
    try:
        pairs = {paper_id: [(kind, text) for kind, text in each] for paper_id, each in about["told"].items()}
        known = Known(about["ids"], about["keys"], about["also"], pairs)
        return known, dict(zip(known.ids, zip(about["sums"], known.keys, strict=True), strict=True))
    except (ValueError, KeyError, TypeError, AttributeError):  # whatever is wrong, reading puts it right
        return Known.none(), {}
