"""The menus of a screen with one paper in front: of the paper, and in its detail of a tag or a link."""

from collections.abc import Callable
from functools import partial
from typing import Any

from textual import events, on
from textual.geometry import Offset

from papershelf.errors import PapershelfError
from papershelf.library import Library, template_piece
from papershelf.store import Unit
from papershelf.tui.clipping import copy_made
from papershelf.tui.live import parsed
from papershelf.tui.screens.copying import CopyingScreen
from papershelf.tui.widgets.buttons import Pointed
from papershelf.tui.widgets.detail import Detail

RIGHT = 3  # the button of the mouse
BESIDE = Offset(4, 2)  # where a menu opens that no pointer asked for


class MenusScreen(CopyingScreen):
    """A screen that shows what can be done with what lies under the cursor or the pointer."""

    library: Library

    def targets(self) -> list[str]:
        """The papers in hand: the selected ones, else the one in front."""
        raise NotImplementedError

    def attempt(
        self,
        change: Callable[[], Unit | None],
        what: str,
        *,
        nothing: str = "",
        says: Callable[[Unit], str] | None = None,
        then: Callable[[bool], None] = lambda _went: None,
        size: int = 1,
    ) -> None:
        """Make a change and say what it was."""
        raise NotImplementedError

    def action_menu(self) -> None:
        """Show what can be done with what is under the cursor."""
        self.menu_of_front(BESIDE)

    def action_meet_tag(self, number: int) -> None:
        """Show the papers with a tag of the paper in front, the first having the number 0."""
        tag = self._tag(number)
        if tag is not None:
            self._narrow(tag)

    @on(Pointed)
    def _pointed(self, event: Pointed) -> None:
        """The right button on a piece of the detail: the menu of the tag or the link there, else of the paper."""
        if not self._menu_in_detail(event.at):
            self.menu_of_front(event.at)

    def on_click(self, event: events.Click) -> None:
        """The right button beside the pieces of a detail."""
        widget, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if event.button == RIGHT and any(isinstance(each, Detail) for each in widget.ancestors_with_self):
            event.stop()
            self.menu_of_front(Offset(event.screen_x, event.screen_y))

    def menu_of_front(self, at: Offset) -> None:
        """Show what can be done with the paper in front."""
        from papershelf.tui.offers import of_papers

        entry = self.front()
        if entry is not None:
            self.show_menu(entry.paper.title or "(no title)", of_papers(self, several=False), at)

    def show_menu(self, head: str, entries: list[Any], at: Offset) -> None:
        """Show a menu, and do what is chosen.

        Args:
            head: What it is for; may be foreign.
            entries: `MenuEntry`s; without any nothing is shown.
            at: The cell to stand near.
        """
        from papershelf.tui.screens.menu import MenuEntry, MenuScreen

        async def run(chosen: MenuEntry | None) -> None:
            if chosen is not None:
                await chosen.run()

        if entries:
            self.app.clear_notifications()  # a toast would cover it
            self.app.push_screen(MenuScreen(head, entries, at), run)

    def action_copy_menu(self) -> None:
        """List all that can be copied, also by templates of the person's."""
        from papershelf.tui.offers import of_copying

        try:
            self.show_menu("Copy", of_copying(self), BESIDE)
        except PapershelfError as error:
            self.say(error.message, title="Not copied", severity="warning")

    def copy_by(self, name: str) -> None:
        """Copy what a template makes of the papers in hand; the first one takes a moment to load what fills it in."""
        entries = [entry for entry in map(self.library.entry, self.targets()) if entry]
        if entries:
            copy_made(self.app, partial(template_piece, entries, name, self.library.places.config))

    def _menu_in_detail(self, at: Offset) -> bool:
        """The menu of a tag or a link; False where there is none."""
        from papershelf.tui.offers import of_link, of_tag

        entry, (name, number) = self.front(), self._meant(at)
        tag = self._tag(number) if name == "meet_tag" else None
        if entry is not None and tag is not None:
            self.show_menu(f"#{tag}", of_tag(self, entry.paper.id, tag, self._narrow), at)
            return True
        url = self.query_one(Detail).link(number) if name == "follow" else None
        if url is not None:
            self.show_menu(url, of_link(self, url), at)
        return url is not None

    def _meant(self, at: Offset) -> tuple[str, int]:
        """The action of our own that stands at a cell, and its number."""
        action = self.get_style_at(at.x, at.y).meta.get("@click")
        name, parameters = parsed(action) if isinstance(action, str) else ("", ())
        return (name, int(str(parameters[0]))) if parameters else ("", 0)

    def _tag(self, number: int) -> str | None:
        entry = self.front()
        return entry.mark.tags[number] if entry is not None and 0 <= number < len(entry.mark.tags) else None

    def _narrow(self, tag: str) -> None:
        from papershelf.tui.destinations import leave_for, shelf_of

        shelf = shelf_of(self)
        if shelf is not None:
            leave_for(self.app, lambda: shelf.filter_by_tag(tag))
