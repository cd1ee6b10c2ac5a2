"""What the keys of saved views do: save, rename, edit, delete, move; each change is one that undo takes back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from papershelf.library import Library, View
from papershelf.saved import ALL, NAME_LONGEST
from papershelf.text import safe_line
from papershelf.tui.browsing import Browsing
from papershelf.tui.host import host_of, key_hint

if TYPE_CHECKING:
    from papershelf.tui.screens.main import MainScreen

Then = Callable[[bool], None]


class ViewKeys:
    """Changes saved views for a screen.

    Args:
        screen: Shows dialogs, makes changes and says what they were.
        library: Where views are kept.
        browsing: Says which view and which query are shown.
    """

    def __init__(self, screen: "MainScreen", library: Library, browsing: Browsing) -> None:
        self._screen = screen
        self._library = library
        self._browsing = browsing

    def run(self, verb: str, key: str) -> None:
        """Do what a key asks.

        Args:
            verb: `save`, `rename`, `edit`, `delete`, `up`, `down`, or `make` for a reading list.
            key: The view that is meant; to save, the one shown is.
        """
        if verb == "save":
            self._save()
            return
        if key.startswith("list:") or verb == "make":
            from papershelf.tui.list_keys import ListKeys

            kind, _, list_id = key.partition(":")
            ListKeys(self._screen, self._library).run(verb, list_id if kind == "list" else "")
            return
        if key.startswith("tag:") and verb in ("rename", "delete"):
            from papershelf.tui.tag_keys import TagKeys

            TagKeys(self._screen, self._library, self._screen.tag_renamed).run(verb, key.removeprefix("tag:"))
            return
        view = self._changeable(key)
        if view is None or self._screen.refuses():
            return
        if verb == "rename":
            self._rename(view)
        elif verb == "edit":
            self._edit(view)
        elif verb == "delete":
            self._screen.attempt(lambda: self._library.delete_view(view.key), "the view deleted")
        else:
            step = 1 if verb == "down" else -1
            words = f"“{view.label}” is the {'last' if step > 0 else 'first'} view already."
            self._screen.attempt(lambda: self._library.move_view(view.key, step), "the view moved", nothing=words)

    def _changeable(self, key: str) -> View | None:
        """The saved view of a key; where it is none, the person hears why."""
        view = self._browsing.view_of(key)
        if view is not None and view.section == "view" and key != ALL:
            return view
        kind = "“All” is always there" if key == ALL else f"A {key.partition(':')[0]} is no saved view"
        if key.startswith("tag:"):
            ways = self._way("rename", "renames it."), self._way("delete", "takes it off all papers.")
            self._screen.say(" ".join(("A tag cannot be moved, nor its query changed.", *ways)))
        elif key == ALL or ":" in key:
            self._screen.say(f"{kind}: it cannot be changed here. Go to a saved view first.")
        return None

    def _way(self, verb: str, does: str) -> str:
        return key_hint(host_of(self._screen).keys, f"view.{verb}", does) or f"the command for it {does}"

    def _save(self) -> None:
        if self._screen.refuses():
            return
        from papershelf.tui.screens.view_dialog import ViewScreen

        browsing = self._browsing
        text = browsing.text.strip()
        if not text and browsing.view.section == "view":
            words = f"Search for something first. Then {self._way('save', 'saves it as a view.')}"
            if browsing.view_key != ALL:
                words = f"“{browsing.view.label}” is saved already. Search within it, then "
                words += self._way("save", "saves that as a view.")
            self._screen.say(words)
            return
        query = joined(browsing.view_query, text)
        name = safe_line(text if text else browsing.view.label)[:NAME_LONGEST]

        def accept(name: str, query: str, then: Then) -> None:
            self._screen.attempt(lambda: self._library.save_view(name, query), "the view", then=then)

        self._screen.app.push_screen(ViewScreen("Save as a view", name, query, accept))

    def _rename(self, view: View) -> None:
        from papershelf.tui.screens.view_dialog import ViewScreen

        def accept(name: str, _query: str, then: Then) -> None:
            rename = self._library.rename_view
            nothing = "The name is as it was."
            self._screen.attempt(lambda: rename(view.key, name), "the view's name", nothing=nothing, then=then)

        self._screen.app.push_screen(ViewScreen(f"Rename the view “{view.label}”", view.label, None, accept))

    def _edit(self, view: View) -> None:
        from papershelf.tui.screens.view_dialog import ViewScreen

        def accept(_name: str, query: str, then: Then) -> None:
            save, nothing = self._library.save_view, "The query is as it was."
            change = partial(save, view.label, query, view_id=view.key)
            self._screen.attempt(change, "the view's query", nothing=nothing, then=then)

        self._screen.app.push_screen(ViewScreen(f"Query of the view “{view.label}”", None, view.query, accept))


def joined(first: str, second: str) -> str:
    """One query for what both of two find."""
    from papershelf.search import Query, parse

    one, other = parse(first), parse(second)
    terms = (*one.terms, *(term for term in other.terms if term not in one.terms))
    return str(Query(terms, sort=other.sort or one.sort)).strip()
