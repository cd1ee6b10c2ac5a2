"""What the mouse and the menu do on the main screen, and how others take a person to a paper or a view there."""

from collections.abc import Mapping
from typing import Literal

from textual import events, on
from textual.geometry import Offset

from papershelf.library import counted
from papershelf.saved import ALL
from papershelf.tui.browsing import Browsing
from papershelf.tui.screens.menus import RIGHT
from papershelf.tui.screens.rounds import RoundsScreen
from papershelf.tui.widgets.pointing import PointedList
from papershelf.tui.widgets.search_bar import SearchBar
from papershelf.tui.widgets.sidebar import Sidebar
from papershelf.tui.widgets.virtual_list import VirtualList

OF_SELECTION = {"paper.tags": "", "paper.status": "", "paper.star": "", "main.export": "", "main.delete": ""}


class PointingScreen(RoundsScreen):
    """The main screen under the mouse; a subclass has the panes."""

    browsing: Browsing

    # What a subclass has

    @property
    def pane(self) -> Literal["sidebar", "list", "detail"]:
        """The pane the person is in."""
        raise NotImplementedError

    @property
    def search_bar(self) -> SearchBar:
        """The line to search in."""
        raise NotImplementedError

    def go_to_pane(self, pane: Literal["sidebar", "list", "detail"]) -> None:
        """Go to a pane."""
        raise NotImplementedError

    def show_view(self, key: str) -> None:
        """Show a view of the sidebar."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Step back one level."""
        raise NotImplementedError

    # Going somewhere

    def go_to_paper(self, paper_id: str | None) -> None:
        """Put the cursor on a paper, if one is named, leaving query and view where it is not listed in them."""
        if paper_id is None:
            return
        if not self.papers.move_to(paper_id):
            self.browsing.view_key = ALL
            self.search_bar.value = ""
            self.show_changes()
            self.papers.move_to(paper_id)
        self.go_to_pane("list")

    def go_to_view(self, key: str) -> None:
        """Show a view, without a query."""
        self.search_bar.value = ""
        self.show_view(key)
        self.go_to_pane("list")

    def filter_by_tag(self, tag: str) -> None:
        """Narrow what is listed to a tag."""
        from papershelf.tui.view_keys import joined

        self.search_bar.put(joined(self.browsing.text, tag_query(tag)))
        self.go_to_pane("list")

    def worth_knowing(self) -> Mapping[str, str]:
        """What the foot shows first: with papers selected what is done to all, in an empty library how to fill it."""
        if self.is_mounted and self.papers.selected:
            return {**OF_SELECTION, "paper.back": "Clear" if self.pane == "list" else ""}
        return {} if len(self.library) else {"main.import": ""}

    # The mouse

    @on(PointedList.Clicked)
    def _part_clicked(self, event: PointedList.Clicked) -> None:
        entry = self.front()
        if entry is None:
            return
        if event.part.kind == "tag":
            self.filter_by_tag(event.part.value)
        elif event.part.kind == "star":
            self.turn_star([entry.paper.id])
        elif event.part.kind == "status":
            self._mean_only(entry.paper.id)
            self.action_chord("m")

    def on_click(self, event: events.Click) -> None:
        """A click on the head steps back; one with the right button shows what can be done there."""
        widget, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if event.button != RIGHT and widget.id == "head":
            self.action_back()
        elif event.button == RIGHT and isinstance(widget, VirtualList):
            event.prevent_default()
            self._menu_in_list(widget, Offset(event.screen_x, event.screen_y))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the sidebar the menu is the view's, so it needs no paper."""
        if action == "menu" and self.is_mounted and self.pane == "sidebar":
            return True
        return super().check_action(action, parameters)

    def _mean_only(self, paper_id: str) -> None:
        """Give the selection up where a paper beside it is meant; what follows would be done to the selected ones."""
        if self.papers.selected and paper_id not in self.papers.selected:
            self.papers.clear_selected()
            self.say("The selection was given up: this paper was not in it.")

    def _menu_in_list(self, listing: VirtualList, at: Offset) -> None:
        place = at - listing.content_region.offset
        index = listing.lines.item_at(place.y + round(listing.scroll_y))
        if index is None or not listing.can_stop(index):
            return
        listing.cursor = index
        self.go_to_pane("sidebar" if isinstance(listing, Sidebar) else "list")
        if listing is self.papers and self.papers.cursor_id:
            self._mean_only(self.papers.cursor_id)
        self._menu(at)

    # The menu

    def action_menu(self) -> None:
        """Show what can be done with what is under the cursor."""
        listing: VirtualList = self.query_one(Sidebar) if self.pane == "sidebar" else self.papers
        line = listing.lines.line_of(listing.cursor) - round(listing.scroll_y) + 1
        region = listing.content_region if listing.display else self.query_one("#body").region
        self._menu(region.offset + Offset(4, min(max(line, 0), region.height)))

    def _menu(self, at: Offset) -> None:
        from papershelf.tui.offers import of_papers, of_view

        view = self.browsing.view_of(self.query_one(Sidebar).cursor_key or "") if self.pane == "sidebar" else None
        if view is not None:
            self.show_menu(view.label, of_view(self, view, self.go_to_view), at)
        elif self.papers.selected:
            words = f"{counted(len(self.papers.selected), 'paper')} selected"
            self.show_menu(words, of_papers(self, several=True), at)
        else:
            self.menu_of_front(at)


def tag_query(tag: str) -> str:
    """The query that finds the papers with a tag."""
    from papershelf.search.language.nodes import quoted

    return f"tag:{quoted(tag)}"
