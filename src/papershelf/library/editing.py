"""Whatever a person changes in a library: marks, tags, views, trash, and back again; listeners hear of each change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING

from papershelf.library.events import Changed, Clock, Listener, describe
from papershelf.library.finding import Finder
from papershelf.library.linking import Links
from papershelf.library.marking import Marker
from papershelf.library.viewing import Viewer
from papershelf.marks import Trashed
from papershelf.store import Standing, Store, Unit, UnitHeader

if TYPE_CHECKING:
    from papershelf.library.tagging import Tagger
    from papershelf.library.telling import Told
    from papershelf.library.trashing import Trasher


class Editing:
    """The half of `Library` that edits.

    Args:
        store: What is edited.
        clock: The time to stamp changes with.
        cache: The folder for whatever can be rebuilt.
    """

    def __init__(self, store: Store, clock: Clock, cache: Path) -> None:
        self._store = store
        self._clock = clock
        self._cache = cache
        self._finder = Finder(store, cache, clock)
        self._marker = Marker(store, clock)
        self._viewer = Viewer(store, self._finder, clock)
        self._links = Links(lambda: store.marks)
        self._listeners: list[Listener] = []
        self._untold = local()

    @cached_property
    def _tagger(self) -> "Tagger":
        from papershelf.library.tagging import Tagger  # this and the next two are not needed before the first paint

        return Tagger(self._store, self._clock)

    @cached_property
    def _trasher(self) -> "Trasher":
        from papershelf.library.trashing import Trasher

        return Trasher(self._store, self._clock)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether a person said that two papers are not the same."""
        from papershelf.library.doubles import are_apart

        if not self._store.marks:  # this also reads the file, if nobody has yet
            return False
        return are_apart(self._store.files["marks"].records, one, other)

    # Marking: each returns the unit written, or None where nothing changed

    def star(self, ids: Sequence[str]) -> Unit | None:
        """Star papers."""
        return self._tell(self._marker.star(ids, starred=True))

    def unstar(self, ids: Sequence[str]) -> Unit | None:
        """Take the stars of papers away."""
        return self._tell(self._marker.star(ids, starred=False))

    def set_status(self, ids: Sequence[str], status: str) -> Unit | None:
        """Set the status of papers: `inbox`, `queued`, `reading`, `read` or `skipped`."""
        return self._tell(self._marker.set_status(ids, status))

    def tag(self, ids: Sequence[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> Unit | None:
        """Add and remove tags; `/` nests them."""
        return self._tell(self._marker.tag(ids, add, remove))

    def rate(self, ids: Sequence[str], rating: int | str | None) -> Unit | None:
        """Rate papers 1 to 5; 0 or None takes the rating away."""
        return self._tell(self._marker.rate(ids, rating))

    def set_note(self, paper_id: str, text: str, *, append: bool = False) -> Unit | None:
        """Replace the Markdown note of a paper, or add to its end."""
        return self._tell(self._marker.set_note(paper_id, text, append=append))

    # Tags everywhere: the same

    def rename_tag(self, old: str, new: str) -> Unit | None:
        """Give a tag, with those under it, another name wherever it stands, saved views and the trash included.

        Where there is a tag of the new name, the two become one; its spelling stays.

        Raises:
            NothingFoundError: No paper has the tag.
            UsageError: One of them is no tag, or the new one stands under the old.
        """
        return self._tell(self._tagger.rename(old, new))

    def delete_tag(self, name: str) -> Unit | None:
        """Take a tag, with those under it, away from every paper; saved views keep asking for it.

        Raises:
            NothingFoundError: No paper has the tag.
            UsageError: It is no tag.
        """
        return self._tell(self._tagger.delete(name))

    # The trash: the same

    def delete(self, ids: Sequence[str]) -> Unit | None:
        """Move papers to the trash, with all that was added to them; drafts stay."""
        return self._tell(self._trasher.delete(ids))

    def restore(self, ids: Sequence[str]) -> Unit | None:
        """Bring papers back from the trash; what the library knows of them by now is joined with it.

        Args:
            ids: Papers in the trash, each by whatever `resolve` takes.

        Raises:
            NothingFoundError: No paper in the trash is meant.
            UsageError: Several are.
        """
        return self._tell(self._trasher.restore(ids))

    def purge(self, ids: Sequence[str]) -> Unit | None:
        """Take papers out of the trash for good, like `restore`; the history holds them still, so undo works."""
        return self._tell(self._trasher.purge(ids))

    def trash(self) -> list[Trashed]:
        """The deleted papers, the last deleted first."""
        return self._trasher.trash()

    # Saved views: the same

    def save_view(self, name: str, query: str, *, view_id: str | None = None) -> Unit | None:
        """Save a query as a view at the end of the others, or give a saved view another name and query.

        Raises:
            UsageError: The query asks nothing, the name is empty, or another view has it.
            NothingFoundError: There is no saved view of that id.
        """
        return self._tell(self._viewer.save(name, query, view_id))

    def rename_view(self, view_id: str, name: str) -> Unit | None:
        """Give a saved view another name.

        Raises:
            UsageError: The name is empty, or another view has it.
            NothingFoundError: There is no saved view of that id.
        """
        return self._tell(self._viewer.rename(view_id, name))

    def move_view(self, view_id: str, step: int) -> Unit | None:
        """Move a saved view down by so many places, or up where that is less than 0; at the ends it stops.

        Raises:
            NothingFoundError: There is no saved view of that id.
        """
        return self._tell(self._viewer.move(view_id, step))

    def delete_view(self, view_id: str) -> Unit | None:
        """Take a saved view out of the sidebar, also one that ships.

        Raises:
            NothingFoundError: There is no saved view of that id.
        """
        return self._tell(self._viewer.delete(view_id))

    # History

    def undo(self, unit_id: str | None = None) -> Unit | None:
        """Take a change back, also one made before a restart; None if there is nothing to undo.

        Args:
            unit_id: The change, by its id or a unique beginning of it; the last one that stands if left out.

        Raises:
            DependedOnError: Later changes build on this one; nothing was changed.
            NothingFoundError: No change has this id.
            UsageError: Several have it, or it is undone already.
        """
        return self._tell(self._store.undo(unit_id))

    def redo(self, unit_id: str | None = None) -> Unit | None:
        """Do again what was undone, like `undo`; what was undone last if nothing is named."""
        return self._tell(self._store.redo(unit_id))

    @property
    def next_undo(self) -> UnitHeader | None:
        """What `undo` would take back."""
        return self._store.can_undo

    @property
    def next_redo(self) -> UnitHeader | None:
        """What `redo` would do again."""
        return self._store.can_redo

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self._store.can_undo is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return self._store.can_redo is not None

    def history(self, limit: int | None = None) -> list[UnitHeader]:
        """Changes in words, the latest first."""
        return self._store.units(limit)

    def timeline(self, limit: int | None = None) -> list[Standing]:
        """What was done, the latest first, each with whether it is undone; undo and redo are not listed."""
        return self._store.timeline(limit)

    def unit(self, reference: str) -> Unit:
        """A change with everything in it, by its id or a unique beginning of it.

        Raises:
            NothingFoundError: No change has this id.
            UsageError: Several have it.
        """
        return self._store.unit(reference)

    def tell(self, unit: Unit) -> "list[Told]":
        """What a change did to each paper and view, in words."""
        from papershelf.library.telling import tell

        return tell(unit, self._store)

    # Together with other processes

    def impatient(self) -> AbstractContextManager[None]:
        """Within this, a change in this thread fails at once with `LockedError` where another process writes."""
        return self._store.impatient()

    @property
    def is_behind(self) -> bool:
        """Whether `catch_up` has something to do."""
        return self._store.is_behind

    def catch_up(self) -> bool:
        """Bring large files up to what the history holds, if nobody else is writing; nothing is lost if not."""
        return self._store.catch_up()

    # Events

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; the function returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def told_at_the_end(self) -> Iterator[None]:
        """Within this, and in this thread, nobody hears of a change before all are made."""
        untold = self._untold.changes = list[Changed]()
        try:
            yield
        finally:
            self._untold.changes = None
            for change in untold:
                for listener in tuple(self._listeners):
                    listener(change)

    def refresh(self) -> bool:
        """Take in what other processes wrote; True if that changed anything."""
        foreign = self._store.refresh()
        if foreign:
            self._publish(Changed(foreign.papers, "changed outside", outside=True))
        return bool(foreign)

    def _tell(self, unit: Unit | None) -> Unit | None:
        if unit is not None:
            marks_only = not {"papers", "trash"}.intersection(unit.tables)
            self._publish(Changed(frozenset(unit.paper_ids), describe(unit), marks_only=marks_only))
        return unit

    def _publish(self, change: Changed) -> None:
        self._finder.follow(change.ids, marks_only=change.marks_only)
        self._links.follow(change.ids)
        untold: list[Changed] | None = getattr(self._untold, "changes", None)
        if untold is not None:
            untold.append(change)
            return
        for listener in tuple(self._listeners):
            listener(change)
