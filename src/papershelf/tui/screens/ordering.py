"""Moving papers on the main screen where the list has an order that a person made: a reading list, the queue."""

from functools import partial

from papershelf.library import counted
from papershelf.tui.screens.selecting import SelectingScreen

QUEUE = "queue"


class OrderingScreen(SelectingScreen):
    """A screen whose list may stand in an order that can be changed from it."""

    @property
    def order_shown(self) -> str:
        """Whose order the papers listed stand in: the id of a list, `queue`, or nothing where it is another order."""
        browsing = self.browsing
        if not self.is_mounted or browsing.is_waiting or browsing.relaxed:
            return ""
        if browsing.sort:
            return QUEUE if browsing.sort == QUEUE else ""
        query = browsing.found.query
        asks_for_another = query is not None and any(clause.name == "list" for clause in query.clauses)
        if browsing.view.section == "list" and browsing.found.ranking is None and not asks_for_another:
            return browsing.view_key.removeprefix("list:")
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Papers are moved where their order is one that a person made."""
        if action == "move_here":
            return True if self.order_shown and self.has_targets else None
        return super().check_action(action, parameters)

    def action_move_here(self, where: str) -> None:
        """Move the papers in hand in the order shown; the cursor stays on its paper."""
        order, ids, seen = self.order_shown, self.targets(), frozenset(self.papers.ids)
        they, end = "It stands" if len(ids) == 1 else "They stand", "top" if where == "up" else "end"
        nothing = f"{they} at the {end} already."
        if order == QUEUE:
            change = partial(self.library.move_in_queue, ids, where, among=seen)
        else:
            own = {paper_id for one in self.library.lists() if one.made.id == order for paper_id in one.made.places}
            if not own.intersection(ids):
                what = "This paper stands" if len(ids) == 1 else f"These {counted(len(ids), 'paper')} stand"
                self.say(f"{what} on a list under this one: go to that one to move it.")
                return
            change = partial(self.library.move_in_list, order, ids, where, among=seen)
        self.attempt(change, "the order", nothing=nothing, size=len(ids))
