"""The part of `Library` for reading lists: named, in an order of their own, one under another."""

import os
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from papershelf.errors import UsageError
from papershelf.library.editing import Editing
from papershelf.marks import Entry
from papershelf.progress import Progress, unheard
from papershelf.store import Unit

if TYPE_CHECKING:
    from papershelf.exporters import WriteReport
    from papershelf.exporters.shared_list import SharedJsonLines, SharedMarkdown
    from papershelf.library.list_views import ListView
    from papershelf.library.lister import Lister
    from papershelf.lists import ReadingList


class Listing(Editing):
    """Shows reading lists and changes them: each change is one undoable unit, None where there was nothing to do."""

    @cached_property
    def _lister(self) -> "Lister":
        from papershelf.library.lister import Lister  # not needed before the first paint

        return Lister(self._store, self._clock)

    # Reading

    def lists(self) -> "list[ListView]":
        """Every list from the top, each followed by those under it, with the number of its papers."""
        from papershelf.library.list_views import list_views

        return list_views(self._store.lists, self._store.papers)

    def find_list(self, reference: str) -> "ReadingList":
        """The list that a person means by an id, a name, names with `/` between them, or the beginning of a name.

        Raises:
            NothingFoundError: None is meant.
            UsageError: Several are.
        """
        from papershelf.library.list_views import find_list

        return find_list(reference, self._store.lists)

    def lists_of(self, paper_id: str) -> "tuple[ReadingList, ...]":
        """The lists in which a paper itself stands, in the order of the lists."""
        if not any(paper_id in made.places for made in self._store.lists.values()):
            return ()
        from papershelf.lists import arranged

        return tuple(one.made for one in arranged(self._store.lists) if paper_id in one.made.places)

    # Handing lists on

    def share_list(
        self, list_id: str, path: "str | os.PathLike[str]", *, notes: bool = False, progress: Progress = unheard
    ) -> "WriteReport":
        """Write a list, with those under it, to a file that others can read and import.

        What a person added to the papers, and where they saw them, stays here.

        Args:
            list_id: The list.
            path: Ends in `.md` for Markdown or in `.jsonl` for JSON Lines.
            notes: Whether the notes on the papers go along, which else are nobody's business.
            progress: Told how far it is, and may call it off.

        Raises:
            Cancelled: It was called off; nothing was written.
            NothingFoundError: There is no such list.
            UsageError: The path has another ending.
            DataError: The file cannot be written.
        """
        from papershelf.exporters import Options, export
        from papershelf.library.targets import target_path

        target = target_path(path)
        exporter = self._sharing(list_id, target.suffix)
        return export(exporter, self._held(exporter.family), Options(notes=notes), target, progress=progress)

    def shared_list(self, list_id: str, ending: str, *, notes: bool = False) -> str:
        """What `share_list` would write for a path with this ending, `.md` or `.jsonl`.

        Raises:
            NothingFoundError: There is no such list.
            UsageError: It is another ending.
        """
        from papershelf.exporters import Options

        exporter = self._sharing(list_id, ending)
        return "".join(exporter.render(self._held(exporter.family), Options(notes=notes)).values())

    def _sharing(self, list_id: str, ending: str) -> "SharedMarkdown | SharedJsonLines":
        from papershelf.exporters.shared_list import SharedJsonLines, SharedMarkdown
        from papershelf.library.lister import known_list
        from papershelf.lists import family

        known_list(list_id, self._store.lists)
        whole = family(list_id, self._store.lists)
        lists = [replace(whole[0], parent=""), *whole[1:]]
        match ending.lower():
            case ".md":
                return SharedMarkdown(lists)
            case ".jsonl":
                return SharedJsonLines(lists)
        raise UsageError("A list is written to a file that ends in .md (Markdown) or .jsonl (JSON Lines).")

    def _held(self, family: "Sequence[ReadingList]") -> list[Entry]:
        from papershelf.lists import papers_in

        return [entry for entry in map(self._finder.entry, papers_in(family)) if entry]

    # Changing lists

    def make_list(self, name: str, *, parent: str = "", description: str = "", ids: Sequence[str] = ()) -> Unit | None:
        """Make a list, the last one there.

        Args:
            name: One line, unlike the names of the lists beside it.
            parent: The id of the list that it is to stand under; empty for none.
            description: Markdown.
            ids: The papers in it, in this order; those that are not in the library are left out.

        Raises:
            NothingFoundError: There is no such parent.
            UsageError: The name is empty, too long or taken.
        """
        return self._tell(self._lister.make(name, parent, description, ids))

    def edit_list(
        self, list_id: str, *, name: str | None = None, description: str | None = None, parent: str | None = None
    ) -> Unit | None:
        """Give a list another name, description or parent; what is None stays.

        Raises:
            NothingFoundError: There is no such list, or no such parent.
            UsageError: The name is empty, too long or taken, or the list would stand under itself.
        """
        return self._tell(self._lister.edit(list_id, name, description, parent))

    def shift_list(self, list_id: str, step: int) -> Unit | None:
        """Move a list down by so many places among those beside it, or up where that is less than 0.

        Raises:
            NothingFoundError: There is no such list.
        """
        return self._tell(self._lister.shift(list_id, step))

    def delete_list(self, list_id: str) -> Unit | None:
        """Take a list away: those under it move up to where it stood, its papers stay in the library.

        Raises:
            NothingFoundError: There is no such list.
        """
        return self._tell(self._lister.delete(list_id))

    # Changing what is in them

    def put_into(self, list_id: str, ids: Sequence[str]) -> Unit | None:
        """Put papers at the end of a list in their order; those that are in it already stay where they are.

        Raises:
            NothingFoundError: There is no such list.
        """
        return self._tell(self._lister.put_into(list_id, ids))

    def take_out(self, list_id: str, ids: Sequence[str]) -> Unit | None:
        """Take papers out of a list, also such as are gone from the library.

        Raises:
            NothingFoundError: There is no such list.
        """
        return self._tell(self._lister.take_out(list_id, ids))

    def file_in_lists(
        self, ids: Sequence[str], into: Collection[str] = (), out_of: Collection[str] = (), new: Iterable[str] = ()
    ) -> Unit | None:
        """Put papers into lists and take them out of others, all at once.

        Args:
            ids: The papers.
            into: The ids of lists.
            out_of: Likewise.
            new: Names of lists to make for them, at the top level.

        Raises:
            NothingFoundError: There is no such list.
            UsageError: A new name is empty, too long or taken.
        """
        return self._tell(self._lister.file(ids, into, out_of, new))

    def move_in_list(
        self, list_id: str, ids: Sequence[str], where: str, *, among: Container[str] | None = None
    ) -> Unit | None:
        """Move papers within a list; several keep their order among themselves.

        Args:
            list_id: The list.
            ids: The papers; those that are not in it are left alone.
            where: `up` or `down` by one paper, `top` or `bottom`.
            among: The papers that the person sees, where that is not all of the list: only these are passed by.

        Raises:
            NothingFoundError: There is no such list.
            UsageError: It is no such way.
        """
        return self._tell(self._lister.move(list_id, ids, where, among))
