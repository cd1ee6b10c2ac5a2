"""What tells the papers of a large library apart, kept in the cache, so that a page is imported without reading all."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import orjson

from papershelf import __version__
from papershelf.paper import Paper
from papershelf.progress import Progress, told
from papershelf.store.packed.rows import put_beside

if TYPE_CHECKING:
    from papershelf.identity.known import Known
    from papershelf.store import Store

FILE = "library.known"
_VERSION = 1
_MOST = 1 << 28  # bytes
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

    packed = store.packed
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
    if read >= _WORTH_KEEPING:
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
    about = {"version": _VERSION, "program": __version__, "sums": [sums.get(each, -1) for each in known.ids]}
    text = orjson.dumps({**about, **known._asdict()})
    with suppress(OSError):  # a cache that cannot be written costs time at the next import, and nothing else
        put_beside(path, b"%08x\n%b" % (crc32(text), text))


def _kept(path: Path) -> "tuple[Known, dict[str, tuple[int, str]]]":
    """What was kept, and by id the checksum of the record with the title key; nothing where it is of no use."""
    from papershelf.identity.known import Known

    try:
        if path.stat().st_size > _MOST:
            return Known.none(), {}
        checksum, _, text = path.read_bytes().partition(b"\n")
        if checksum != b"%08x" % crc32(text):
            return Known.none(), {}
        about = orjson.loads(text)
        if (about["version"], about["program"]) != (_VERSION, __version__):
            return Known.none(), {}
        pairs = {paper_id: [(kind, text) for kind, text in each] for paper_id, each in about["told"].items()}
        known = Known(about["ids"], about["keys"], about["also"], pairs)
        return known, dict(zip(known.ids, zip(about["sums"], known.keys, strict=True), strict=True))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # whatever is wrong, reading puts it right
        return Known.none(), {}
