"""What keys do to reading lists: make, rename, describe, nest, move, delete them, and put papers on them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from papershelf.library import Library, counted
from papershelf.lists import NAME_LONGEST, ReadingList
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.tui.screens.list_picker import ListChoice
    from papershelf.tui.screens.paper_screen import PaperScreen

Then = Callable[[], None]


def nothing_more() -> None:
    """Nothing follows."""


class ListKeys:
    """Changes reading lists for a screen.

    Args:
        screen: Shows dialogs, makes changes and says what they were.
        library: Where lists are kept.
    """

    def __init__(self, screen: "PaperScreen", library: Library) -> None:
        self._screen = screen
        self._library = library

    def pick(self, ids: Sequence[str]) -> None:
        """Let the person choose the lists that papers are on."""
        from papershelf.tui.screens.list_picker import ListScreen

        def apply(choice: "ListChoice | None") -> None:
            if choice is not None and any(choice):
                change = partial(self._library.file_in_lists, ids, choice.into, choice.out_of, choice.new)
                self._screen.attempt(change, "the lists", nothing="The lists are as they were.", size=len(ids))

        self._screen.app.push_screen(ListScreen(self._library, ids, self), apply)

    def run(self, verb: str, list_id: str, then: Then = nothing_more) -> None:
        """Do what a key asks of a list.

        Args:
            verb: `make` (under it), `rename`, `edit` (its description), `nest`, `delete`, `up` or `down`.
            list_id: The list; empty for none, where one is to be made.
            then: Called when it is done.
        """
        if self._screen.refuses():
            return
        if verb == "make":
            self._make(list_id)
            return
        made = next((one.made for one in self._library.lists() if one.made.id == list_id), None)
        if made is None:
            self._screen.say("This list is gone.")
        elif verb in ("up", "down"):
            step = 1 if verb == "down" else -1
            words = f"“{made.name}” is the {'last' if step > 0 else 'first'} of its lists already."
            self._screen.attempt(lambda: self._library.shift_list(list_id, step), "the list moved", nothing=words)
        else:
            {"rename": self._rename, "edit": self._describe, "nest": self._nest, "delete": self._delete}[verb](
                made, then
            )

    def _make(self, parent: str) -> None:
        from papershelf.tui.screens.view_dialog import ViewScreen

        def accept(name: str, _query: str, then: Callable[[bool], None]) -> None:
            self._screen.attempt(lambda: self._library.make_list(name, parent=parent), "the list", then=then)

        above = next((one.made.name for one in self._library.lists() if one.made.id == parent), "")
        title = f"Make a list under “{above}”" if above else "Make a reading list"
        self._screen.app.push_screen(ViewScreen(title, "", None, accept, longest=NAME_LONGEST))

    def _rename(self, made: ReadingList, done: Then) -> None:
        from papershelf.tui.screens.view_dialog import ViewScreen

        def accept(name: str, _query: str, then: Callable[[bool], None]) -> None:
            edit = partial(self._library.edit_list, made.id, name=name)
            self._screen.attempt(edit, "the list's name", nothing="The name is as it was.", then=_both(then, done))

        title = f"Rename the list “{made.name}”"
        self._screen.app.push_screen(ViewScreen(title, made.name, None, accept, longest=NAME_LONGEST))

    def _describe(self, made: ReadingList, done: Then) -> None:
        from papershelf.tui.screens.describing import DescribeScreen

        def apply(text: str | None) -> None:
            if text is not None:
                edit = partial(self._library.edit_list, made.id, description=text)
                nothing = "The description is as it was."
                self._screen.attempt(edit, "the description", nothing=nothing, then=_both(lambda _went: None, done))

        self._screen.app.push_screen(DescribeScreen(f"About the list “{made.name}”", made.description), apply)

    def _nest(self, made: ReadingList, done: Then) -> None:
        from papershelf.tui.screens.list_parent import ParentScreen

        def apply(parent: str | None) -> None:
            if parent is not None:
                edit = partial(self._library.edit_list, made.id, parent=parent)
                nothing = f"“{made.name}” stands there already."
                self._screen.attempt(edit, "the list moved", nothing=nothing, then=_both(lambda _went: None, done))

        self._screen.app.push_screen(ParentScreen(self._library, made), apply)

    def _delete(self, made: ReadingList, done: Then) -> None:
        def deleted(_went: bool) -> None:
            done()

        self._screen.attempt(lambda: self._library.delete_list(made.id), "the list deleted", then=deleted)

    def heading(self, ids: Sequence[str]) -> str:
        """What the picker is for."""
        entry = self._library.entry(ids[0]) if len(ids) == 1 else None
        return safe_line(entry.paper.title) if entry else f"Lists of {counted(len(ids), 'paper')}"


def _both(then: Callable[[bool], None], done: Then) -> Callable[[bool], None]:
    def settled(went: bool) -> None:
        then(went)
        if went:
            done()

    return settled
