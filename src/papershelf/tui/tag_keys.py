"""What keys do to a tag everywhere: rename it, merge it into another, take it off all papers; undo takes each back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from papershelf.errors import PapershelfError
from papershelf.library import Library, counted
from papershelf.marks import parse_tag

if TYPE_CHECKING:
    from papershelf.tui.screens.paper_screen import PaperScreen

Then = Callable[[bool], None]
Follow = Callable[[str, str], None]


class TagKeys:
    """Changes tags on every paper that has them.

    Args:
        screen: Shows dialogs, makes changes and says what they were.
        library: Where tags are kept.
        follow: Told the old and the new name after a renaming.
    """

    def __init__(self, screen: "PaperScreen", library: Library, follow: Follow) -> None:
        self._screen = screen
        self._library = library
        self.follow = follow

    def run(self, verb: str, tag: str) -> None:
        """Do what a key of the sidebar asks.

        Args:
            verb: `rename` or `delete`.
            tag: The tag, with those under it.
        """
        if self._screen.refuses():
            return
        if verb == "delete":
            self._delete(tag, lambda _went: None)
        else:
            self.rename(tag, self.follow)

    def _delete(self, tag: str, then: Then) -> None:
        self._screen.attempt(lambda: self._library.delete_tag(tag), f"the tag “{tag}” deleted", then=then)

    def delete(self, tag: str, then: Callable[[], None]) -> None:
        """Take a tag off all papers, if the person is sure."""
        from papershelf.tui.screens.confirm import ConfirmScreen

        def decided(sure: bool | None) -> None:
            if sure:
                self._delete(tag, lambda _went: then())

        count = counted(self._library.tags().get(tag, 0), "paper")
        words = f"It goes from {count}, with the tags under it. Undo brings it back."
        self._screen.app.push_screen(ConfirmScreen(f"Delete the tag “{tag}” everywhere?", words, "delete"), decided)

    def rename(self, tag: str, done: Follow) -> None:
        """Ask for a new name; where that is a tag already, ask whether the two are to become one.

        Args:
            tag: The tag, with those under it.
            done: Told the old and the new name afterwards.
        """
        from papershelf.tui.screens.view_dialog import ViewScreen

        def accept(name: str, _query: str, then: Then) -> None:
            merging = self.merging(tag, name)
            if not merging:
                self._rename(tag, name, done, then)
                return
            from papershelf.tui.screens.confirm import ConfirmScreen

            def decided(sure: bool | None) -> None:
                if sure:
                    self._rename(tag, name, done, then)
                else:
                    then(False)

            there = parse_tag(name)
            title = f"Merge “{tag}” into “{there}”?"
            self._screen.app.push_screen(ConfirmScreen(title, f"{merging}. Undo parts them again.", "merge"), decided)

        title = f"Rename the tag “{tag}” everywhere"
        self._screen.app.push_screen(ViewScreen(title, tag, None, accept, self.hint_for(tag), longest=0))

    def _rename(self, tag: str, name: str, done: Follow, then: Then) -> None:
        def renamed(went: bool) -> None:
            if went:
                wanted = parse_tag(name)
                known = (each for each in self._library.tags() if each.casefold() == wanted.casefold())
                done(tag, next(known, wanted))
            then(went)

        rename, nothing = self._library.rename_tag, "The name is as it was."
        self._screen.attempt(lambda: rename(tag, name), "the tag's name", nothing=nothing, then=renamed)

    def merging(self, tag: str, typed: str) -> str:
        """What would become one if the tag were named as typed; nothing where the name is free."""
        try:
            wanted = parse_tag(typed)
        except PapershelfError:
            return ""
        tags = self._library.tags()
        there = next((name for name in tags if name.casefold() == wanted.casefold()), None)
        if there is None or there.casefold() == tag.casefold():
            return ""
        return f"“{there}” is a tag already: merges {tags.get(tag, 0)} + {counted(tags[there], 'paper')}"

    def hint_for(self, tag: str) -> Callable[[str], str]:
        """What says of a new name, while it is typed, that the two tags would become one."""
        return lambda typed: self.merging(tag, typed)
