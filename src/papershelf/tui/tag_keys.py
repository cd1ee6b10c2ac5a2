"""What the keys do to a tag of the sidebar: rename it everywhere, or take it off all papers; undo takes each back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from papershelf.errors import PapershelfError
from papershelf.library import Library, counted
from papershelf.marks import parse_tag
from papershelf.tui.browsing import Browsing

if TYPE_CHECKING:
    from papershelf.tui.screens.main import MainScreen


class TagKeys:
    """Changes tags on every paper that has them.

    Args:
        screen: Shows dialogs, makes changes and says what they were.
        library: Where tags are kept.
        browsing: Says which view is shown.
    """

    def __init__(self, screen: "MainScreen", library: Library, browsing: Browsing) -> None:
        self._screen = screen
        self._library = library
        self._browsing = browsing

    def run(self, verb: str, tag: str) -> None:
        """Do what a key asks.

        Args:
            verb: `rename` or `delete`.
            tag: The tag, with those under it.
        """
        if self._screen.refuses():
            return
        if verb == "delete":
            self._screen.attempt(lambda: self._library.delete_tag(tag), f"the tag “{tag}” deleted")
            return
        from papershelf.tui.screens.view_dialog import ViewScreen

        def accept(name: str, _query: str, then: Callable[[bool], None]) -> None:
            def renamed(went: bool) -> None:
                if went:
                    self._follow(tag, name)
                then(went)

            rename, nothing = self._library.rename_tag, "The name is as it was."
            self._screen.attempt(lambda: rename(tag, name), "the tag's name", nothing=nothing, then=renamed)

        title = f"Rename the tag “{tag}” everywhere"
        self._screen.app.push_screen(ViewScreen(title, tag, None, accept, self.hint_for(tag), longest=0))

    def hint_for(self, tag: str) -> Callable[[str], str]:
        """What says of a new name, while it is typed, that the two tags would become one."""
        tags = self._library.tags()
        known = {name.casefold(): name for name in tags}

        def hint(typed: str) -> str:
            try:
                wanted = parse_tag(typed)
            except PapershelfError:
                return ""
            there = known.get(wanted.casefold())
            if there is None or there.casefold() == tag.casefold():
                return ""
            return f"“{there}” is a tag already: merges {counted(tags.get(tag, 0), 'paper')} into it"

        return hint

    def _follow(self, old: str, new: str) -> None:
        """Stay in the view of the tag under its new name."""
        shown = self._browsing.view_key.removeprefix("tag:")
        if shown != old and not shown.startswith(f"{old}/"):
            return
        wanted = parse_tag(new) + shown[len(old) :]
        there = next((name for name in self._library.tags() if name.casefold() == wanted.casefold()), wanted)
        self._screen.show_view(f"tag:{there}")
