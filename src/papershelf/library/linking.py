"""Which papers' notes link to which, forwards and backwards."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock

from papershelf.marks import Mark
from papershelf.text.linking import OPEN, note_links


class Links:
    """Which papers' notes link to which papers, kept up to date with what changes.

    Nothing is read before the first question; after it, a change costs the notes that changed. A screen may ask while
    a change is followed on another thread.

    Args:
        marks: Gives the marks as they are now.
    """

    def __init__(self, marks: Callable[[], Mapping[str, Mark]]) -> None:
        self._marks = marks
        self._to: dict[str, tuple[str, ...]] = {}
        self._from: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._is_read = False
        self._lock = Lock()

    def links_to(self, paper_id: str) -> tuple[str, ...]:
        """What the note of a paper links to, each once; ids that no paper has are among them."""
        with self._lock:
            self._read()
            return self._to.get(paper_id, ())

    def backlinks(self, paper_id: str) -> tuple[str, ...]:
        """The papers whose notes link to this one, in no order that means anything; not the paper itself."""
        with self._lock:
            self._read()
            return tuple(other for other in self._from.get(paper_id, ()) if other != paper_id)

    def follow(self, ids: Iterable[str]) -> None:
        """Take in what became of some notes."""
        with self._lock:
            if not self._is_read:
                return
            marks = self._marks()
            for paper_id in ids:
                mark = marks.get(paper_id)
                self._put(paper_id, mark.note if mark else "")

    def _read(self) -> None:
        if not self._is_read:
            self._is_read = True
            for paper_id, mark in self._marks().items():
                if OPEN in mark.note:
                    self._put(paper_id, mark.note)

    def _put(self, paper_id: str, note: str) -> None:
        for target in self._to.pop(paper_id, ()):
            self._from[target].pop(paper_id, None)
        targets = tuple(dict.fromkeys(link.target for link in note_links(note)))
        if targets:
            self._to[paper_id] = targets
            for target in targets:
                self._from[target][paper_id] = None
