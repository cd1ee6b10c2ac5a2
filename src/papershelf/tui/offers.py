"""What menus offer for a paper, for a view, for a tag and for a link: commands that work now, with their keys."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from papershelf.library import Piece, View
from papershelf.saved import ALL
from papershelf.text import safe_line
from papershelf.tui.host import host_of
from papershelf.tui.live import REGISTRY, followers_of, live_of
from papershelf.tui.screens.menu import MenuEntry

if TYPE_CHECKING:
    from papershelf.tui.screens.copying import CopyingScreen
    from papershelf.tui.screens.menus import MenusScreen

OF_A_PAPER = (
    "main.open",
    "paper.star",
    "paper.status",
    "paper.queue",
    "paper.tags",
    "paper.lists",
    "paper.note",
    "paper.note_editor",
    "main.select",
    "main.related",
    "paper.browse",
    "paper.copy",
    "main.delete",
)
OF_SEVERAL = (
    "paper.star",
    "paper.status",
    "paper.queue",
    "paper.tags",
    "paper.lists",
    "main.export",
    "main.delete",
    "paper.back",
)
OF_A_VIEW = ("view.rename", "view.edit", "view.delete", "view.up", "view.down")
OF_A_TAG = ("view.rename", "view.delete")
WORDS = {
    "paper.back": "Clear the selection",
    "view.rename": "Rename",
    "view.edit": "Edit the query",
    "view.delete": "Delete",
    "view.up": "Move up",
    "view.down": "Move down",
}


def _offered(screen: "CopyingScreen", names: tuple[str, ...], words: Mapping[str, str] = WORDS) -> list[MenuEntry]:
    live = live_of(screen, anyhow=True)
    live |= followers_of(screen, live)
    every = [live[name] for name in names if name in live]
    told = {**WORDS, **words}
    return [MenuEntry(told.get(each.id, each.label), each.keys, each.run) for each in every]


def of_papers(screen: "CopyingScreen", *, several: bool) -> list[MenuEntry]:
    """What can be done with the paper in front, or with all that are selected."""
    return _offered(screen, OF_SEVERAL if several else OF_A_PAPER)


def of_view(screen: "CopyingScreen", view: View, show: Callable[[str], None]) -> list[MenuEntry]:
    """What can be done with a line of the sidebar, on which the cursor is."""
    names = OF_A_TAG if view.section == "tag" else () if view.section == "source" or view.key == ALL else OF_A_VIEW
    keys = host_of(screen).keys.shown("main.open")
    words = {"view.edit": "Describe"} if view.section == "list" else {}
    return [MenuEntry("Show", keys, _later(lambda: show(view.key))), *_offered(screen, names, words)]


def of_tag(
    screen: "MenusScreen", paper_id: str, tag: str, narrow: Callable[[str], None] | None = None
) -> list[MenuEntry]:
    """What can be done with a tag of a paper."""

    def remove() -> None:
        screen.attempt(lambda: screen.library.tag([paper_id], remove=[tag]), "the tags")

    show = [MenuEntry("Show only papers with it", "", _later(lambda: narrow(tag)))] if narrow else []
    return [*show, MenuEntry("Remove from this paper", "", _later(remove))]


def of_link(screen: "CopyingScreen", url: str) -> list[MenuEntry]:
    """What can be done with a link."""
    piece = Piece(url, "the link")
    return [
        MenuEntry("Open in the browser", "", _later(lambda: screen.open_link(url, "the link"))),
        MenuEntry("Copy the link", "", _later(lambda: screen.copy_piece(piece))),
    ]


def of_copying(screen: "MenusScreen") -> list[MenuEntry]:
    """What can be copied: the pieces that have a key of their own, then what templates make, by name.

    Raises:
        DataError: The folder of templates cannot be read.
    """
    from papershelf.library.templating import TemplateFolder

    pieces = tuple(name for name in REGISTRY if name.startswith("copy.") and name != "copy.menu")
    templates = TemplateFolder(screen.library.places.config, "copy").all()
    made = [MenuEntry(safe_line(each.name), "", _later(partial(screen.copy_by, each.name))) for each in templates]
    return [*_offered(screen, pieces), *made]


def _later(do: Callable[[], object]) -> Callable[[], Any]:
    async def run() -> None:
        do()

    return run
