"""The palette: every command that may run now, and every place to go to; a first letter narrows to one kind."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from papershelf.commands import COMMANDS
from papershelf.tui.destinations import Destinations, Known, Place, best, found, known, narrowed, shelf_of
from papershelf.tui.live import followers_of, live_of
from papershelf.tui.widgets.cells import clean

PAUSE_SECONDS = 0.06  # after a key, before papers are looked for
OFFERED = 200  # before anything is typed
MOST = 60  # hits shown: the list is laid out anew with every key
# Kinds of equal fit come in this order; what is typed is a command's name more often than a title's word.
WORTH = {"command": 1.0, "view": 0.95, "tag": 0.9, "setting": 0.8}
MOVES = ("move", "menu", "help")  # commands that mean nothing once the palette is closed
ELSEWHERE = ("chord(", "command_palette", "nth_view(")  # actions that other hits stand for
PLACEHOLDER = "anything… or > do  / paper  # tag  @ view  , theme"


class EverythingProvider(Provider):
    """Offers commands, papers, views, tags, sources, themes and settings for the screen below the palette."""

    def __init__(self, screen: Screen[Any], match_style: Style | None = None) -> None:
        super().__init__(screen, match_style)
        shelf = shelf_of(screen)
        self._destinations = Destinations(screen.app, shelf) if shelf else None
        self._places: Known = ()

    async def startup(self) -> None:
        """Ask once what there is: neither commands nor views change while the palette is open."""
        places = list(self._live_commands())
        if self._destinations is not None:
            places += [*self._destinations.views(), *self._destinations.settings()]
        self._places = known(places)

    async def discover(self) -> Hits:
        """Every command, before a letter is typed, then views, tags and settings."""
        for place, _ in self._places[:OFFERED]:
            yield DiscoveryHit(_display(place), _callback(place), text=_key(place))

    async def search(self, query: str) -> Hits:
        """What fits the letters typed."""
        kind, typed = narrowed(query)
        every = [each for each in self._places if kind in ("", each[0].kind)]
        hits = [hit._replace(score=hit.score * WORTH[hit.kind]) for hit in found(every, typed)]
        if self._destinations is not None and kind in ("", "paper") and (typed or kind):
            await asyncio.sleep(PAUSE_SECONDS)  # a letter more in this time, and this search is called off
            hits += self._destinations.papers(typed)
        for hit in best(hits, MOST):
            yield Hit(max(hit.score, 0.01), _display(hit), _callback(hit), text=_key(hit))

    def _live_commands(self) -> Iterator[Place]:
        screen = self.screen
        live = live_of(screen, anyhow=True)
        live |= followers_of(screen, live)
        for command in COMMANDS:
            each = live.get(command.id)
            if each and command.scope not in MOVES and not each.action.startswith(ELSEWHERE):
                yield Place("command", each.help, each.keys, each.run)


def _display(place: Place) -> Content:
    """How a hit looks; text from outside stays text."""
    text, spans = clean(place.text, place.spans)
    shown = Content(text)
    for start, end in spans:
        shown = shown.stylize("bold underline", start, end)
    return Content.assemble(shown, ("   " + place.note, "$text-muted") if place.note else "")


def _key(place: Place) -> str:
    """What Textual writes into the line for a moment when the hit is chosen."""
    return clean(place.text)[0] or place.kind


def _callback(place: Place) -> Callable[[], Any]:
    go = place.go

    async def run() -> None:
        result = go()
        if asyncio.iscoroutine(result):
            await cast(Awaitable[object], result)

    return run


class Palette(CommandPalette):
    """Textual's palette with a hint at what narrows it, and with room for its list where there is little."""

    DEFAULT_CSS = """
    Palette > Vertical { margin-top: 2; }
    Palette.-low > Vertical { margin-top: 0; }
    Palette CommandList { max-height: 70vh; }
    Palette.-low CommandList { max-height: 8; }
    Palette SearchIcon { display: none; }
    Palette CommandInput, Palette CommandInput:focus { padding-left: 1; }
    """

    def __init__(self) -> None:
        super().__init__([EverythingProvider], placeholder=PLACEHOLDER, id="--command-palette")
