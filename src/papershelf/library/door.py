"""The one door: whatever a key or a verb does goes through a method of `Library`, read here or edited beneath."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from papershelf.library.caring import Caring
from papershelf.library.doubling import Doubling
from papershelf.library.events import Clock, stamp, system_clock
from papershelf.library.exporting import Exporting
from papershelf.library.found import Found, Hit, Related, Relaxed, Why, explain
from papershelf.library.inbox import Inbox
from papershelf.library.joining import Joining
from papershelf.library.learning import Learning
from papershelf.library.listing import Listing
from papershelf.library.measuring import Measuring
from papershelf.library.pulling import Pulling
from papershelf.library.queueing import Queueing
from papershelf.library.reviewing import Reviewing
from papershelf.library.suggesting import Suggesting
from papershelf.library.tallying import TagTallier
from papershelf.library.triaging import Triaging
from papershelf.library.views import View
from papershelf.marks import Entry, Mark
from papershelf.progress import Progress, unheard
from papershelf.settings import Places, find_places
from papershelf.store import Finding, Store

if TYPE_CHECKING:
    from papershelf.library.searches import Searches
    from papershelf.search.index import Index


class Library(
    Caring,
    Doubling,
    Exporting,
    Inbox,
    Joining,
    Learning,
    Listing,
    Measuring,
    Pulling,
    Queueing,
    Reviewing,
    Suggesting,
    Triaging,
):
    """A person's papers and what they added to them.

    Open one with `Library.open`; it is a context manager.

    Attributes:
        places: Where its files live.
    """

    def __init__(self, store: Store, places: Places, clock: Clock = system_clock) -> None:
        super().__init__(store, clock, places.cache)
        self.places = places
        self._finder.liking.is_wanted = self._set_to_suggest

    @classmethod
    def open(
        cls,
        data_dir: str | os.PathLike[str] | None = None,
        *,
        clock: Clock = system_clock,
        on_wait: Callable[[], None] | None = None,
    ) -> Self:
        """Open the library of a folder, or of the platform's data directory.

        Args:
            data_dir: The folder; made when something is first written.
            clock: The time to stamp changes with.
            on_wait: Called once when another process keeps the lock for more than a second.

        Raises:
            DataError: The folder or a file in it cannot be used.
        """
        places = find_places(data_dir)
        store = Store.open(places.data, on_wait=on_wait, clock=lambda: stamp(clock()), cache=places.cache)
        return cls(store, places, clock)

    def close(self) -> None:
        """Let go of the files; nothing waits to be saved but drafts, which stay."""
        if "drafts" in vars(self):
            self.drafts.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading

    def __len__(self) -> int:
        return len(self._store.papers)

    def __contains__(self, paper_id: object) -> bool:
        return paper_id in self._store.papers

    @property
    def marks(self) -> Mapping[str, Mark]:
        """What the person added, by paper, also of papers that are gone; of no paper anything else is read."""
        return self._store.marks

    @property
    def now(self) -> datetime:
        """This moment, by the clock that stamps changes."""
        return self._clock()

    @property
    def findings(self) -> Sequence[Finding]:
        """Damage met while opening; the damaged parts were set aside, not deleted."""
        return self._store.findings

    def entry(self, paper_id: str) -> Entry | None:
        """A paper with its mark, or None if the library has no such paper."""
        return self._finder.entry(paper_id)

    def entries(self, query: str = "", *, view: str = "", sort: str = "", limit: int | None = None) -> list[Entry]:
        """Papers that a query finds, within the query of a view; all of them for an empty one."""
        found = self.find(query, view=view, sort=sort, limit=limit)
        return [entry for entry in map(self.entry, found.ids) if entry]

    def find(
        self,
        query: str,
        *,
        view: str = "",
        sort: str = "",
        limit: int | None = None,
        selected: Collection[str] = (),
    ) -> Found:
        """The ids that a query finds within a view, with what a screen needs to show why.

        Args:
            query: What was typed; whatever it is, it is no error.
            view: A second query that narrows the first.
            sort: One of `SORTS`, or `like`; `-` turns it round; empty keeps the order that the query names, or else
                by rank.
            limit: At most so many.
            selected: The papers that `is:selected` means.

        Raises:
            UsageError: There is no such sort key.
        """
        return self._finder.find(query, view=view, sort=sort, limit=limit, selected=selected)

    def relaxed(self, query: str, *, view: str = "", selected: Collection[str] = ()) -> Relaxed | None:
        """What a query that finds nothing would find without the word, or else the condition, that helps least."""
        return self._finder.relaxed(query, view=view, selected=selected)

    def explain(self, found: Found, entry: Entry) -> Why:
        """Why an entry is among what was found: the fields that matched, and which letters of them."""
        return explain(found, entry)

    def search(self, query: str, *, view: str = "", limit: int | None = None) -> list[Hit]:
        """Papers ranked by how well they match, typos forgiven; literal matches come first."""
        return self.hits(self.find(query, view=view, limit=limit))

    def hits(self, found: Found) -> list[Hit]:
        """What `find` found, paper by paper, each with its score, its tier and what matched."""
        return self._finder.hits(found)

    def related(self, reference: str, limit: int = 10) -> list[Related]:
        """Papers about the same as one, by the telling words of title and abstract that they share.

        Args:
            reference: Whatever `resolve` takes.
            limit: At most so many.

        Raises:
            NothingFoundError: No paper is meant.
            UsageError: Several are.
        """
        return self._finder.related(self.resolve(reference), limit)

    def backlinks(self, paper_id: str) -> tuple[str, ...]:
        """The papers of the library whose notes link to one, by id."""
        return tuple(other for other in self._links.backlinks(paper_id) if other in self._store.papers)

    def links_to(self, paper_id: str) -> tuple[str, ...]:
        """What the note of a paper links to, by id, each once; ids that no paper has are among them."""
        return self._links.links_to(paper_id)

    def resolve(self, reference: str) -> str:
        """The id of the paper meant by an id, a unique prefix, an arXiv id or a DOI.

        Raises:
            NothingFoundError: No paper is meant.
            UsageError: Several are.
        """
        return self._finder.resolve(reference)

    def views(self, *, quick: bool = False) -> list[View]:
        """The views of the sidebar with their counts.

        Args:
            quick: Count only what needs no search, as before the first paint; other counts are None.
        """
        return self._viewer.views(quick=quick)

    def find_view(self, reference: str) -> View:
        """The view, not counted, that is meant by a key, a name, or the beginning of one name.

        Raises:
            NothingFoundError: No view is meant.
            UsageError: Several are.
        """
        return self._viewer.find(reference)

    def tags(self) -> dict[str, int]:
        """Every tag and the number of papers that carry it or a tag under it."""
        tags = TagTallier().count(self._store.papers, self._store.marks)
        return dict(sorted(tags.items(), key=lambda pair: pair[0].casefold()))

    def facts(self, name: str) -> Mapping[str, int]:
        """Every `venue`, or every `keyword`, and the number of papers that have it."""
        if (board := self._finder.columns.board()) is not None:
            return board.facts(name)
        papers = self._store.papers.values()
        if name == "venue":
            return Counter(paper.venue for paper in papers if paper.venue)
        return Counter(keyword for paper in papers for keyword in paper.keywords)

    @property
    def is_warm(self) -> bool:
        """Whether the search index is there, so that counting by words takes no time to speak of."""
        return self._finder.indexing.is_ready

    @property
    def answers_at_once(self) -> bool:
        """Whether what asks for no words, such as a view or an order, is answered within milliseconds, by now."""
        return self._finder.columns.answer_at_once

    @cached_property
    def searches(self) -> "Searches":
        """What the person searched for; nothing of it is needed before the first paint."""
        from papershelf.library.searches import Searches

        return Searches(self.places.data, self._clock)

    @property
    def is_owing(self) -> bool:
        """Whether very many papers came at once, which a search finds only when the index is warmed again.

        Who said that they tend the index does so; else the next search does, which takes its time.
        """
        return self._finder.indexing.is_owing

    def start_warming(self, progress: Progress = unheard, *, tends: bool = False) -> "Callable[[], Index]":
        """What builds the search index, and first what answers without words; hand its result to `warmed`.

        It may run on another thread.

        Args:
            progress: Told how far the building is; where it calls it off, the function raises `Cancelled`.
            tends: Whether the caller looks from now on whether the index `is_owing`, and warms it again where it is.
        """
        return self._finder.start_warming(progress, tends=tends)

    def warmed(self, index: "Index") -> None:
        """Use a search index built by `start_warming`."""
        self._finder.indexing.adopt(index)

    def rest(self) -> None:
        """Give back memory that only searches need, unless somebody is searching; to be called once in a second."""
        self._finder.indexing.rest()

    def warm_orders(self) -> None:
        """Work out what the first sort and the first filter would have to wait for; it may run on another thread."""
        self._finder.columns.warm()
