"""Where the palette can take a person: papers, views, tags, sources, themes, settings; found by what is typed."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import partial
from typing import Any, NamedTuple, Protocol, cast, runtime_checkable

from textual.app import App
from textual.screen import Screen

from papershelf.config import Config
from papershelf.library import Library, View
from papershelf.text import fold, safe_line
from papershelf.tui.matching import Folded, folded, match, words_of
from papershelf.tui.widgets.cells import Spans

PAPERS = 20  # papers offered at once
LOOKED = 5_000  # papers whose titles are looked through before the index is there
KINDS = {"/": "paper", "#": "tag", "@": "view", ",": "setting", ">": "command"}
ENOUGH = 4  # hits that hold what is typed as it is; with fewer, what is spelt alike is looked for too


class Place(NamedTuple):
    """Somewhere to go, or something to do.

    Attributes:
        kind: `command`, `paper`, `view`, `tag` or `setting`; what a prefix narrows to.
        text: What it is called; may be foreign.
        note: A quiet word after it, or the keys.
        go: Goes there.
        spans: Letters of the text that were matched.
        score: How well it fits, above 0 and at most 1.
    """

    kind: str
    text: str
    note: str
    go: Callable[[], Awaitable[object] | object]
    spans: Spans = ()
    score: float = 1.0


@runtime_checkable
class Shelf(Protocol):
    """A screen that can be taken to a paper or a view."""

    library: Library

    def go_to_paper(self, paper_id: str) -> None:
        """Put the cursor on a paper, leaving query and view where it is not listed in them."""

    def go_to_view(self, key: str) -> None:
        """Show a view, without a query."""

    def filter_by_tag(self, tag: str) -> None:
        """Narrow what is listed to a tag."""


@runtime_checkable
class HasSettings(Protocol):
    """An app with a screen of settings."""

    def action_settings(self, name: str) -> object:
        """Open it at a setting."""


def narrowed(typed: str) -> tuple[str, str]:
    """The kind that a first letter asks for, or none, and the rest."""
    kind = KINDS.get(typed[:1], "")
    return (kind, typed[1:].strip()) if kind else ("", typed.strip())


Known = Sequence[tuple[Place, Folded]]


def known(places: Iterable[Place]) -> Known:
    """Places with their texts as they are compared, folded once."""
    return [(place, folded(place.text)) for place in places]


def found(places: Known, typed: str) -> list[Place]:
    """Those whose text holds what is typed, with the matched letters; typos are forgiven where little holds it."""
    words = words_of(typed)
    for forgives in (False, True):
        hits = [(place, match(words, text, forgives=forgives)) for place, text in places]
        fitting = [place._replace(spans=hit.spans, score=hit.score) for place, hit in hits if hit is not None]
        if len(fitting) >= ENOUGH:
            break
    return fitting


class Destinations:
    """Everything that an app can be taken to.

    Args:
        app: The app.
        shelf: Its screen with the papers.
    """

    def __init__(self, app: App[Any], shelf: Shelf) -> None:
        self._app = app
        self._shelf = shelf
        self._titles: list[tuple[str, str]] | None = None

    def views(self) -> Iterator[Place]:
        """Views, tags and sources, counted as the sidebar counts them."""
        library = self._shelf.library
        for view in library.views(quick=not library.is_warm):
            kind = "tag" if view.section == "tag" else "view"
            go = partial(self._to_view, view.key)
            yield Place(kind, safe_line(view.label), _counted(view), go)

    def settings(self) -> Iterator[Place]:
        """Themes, and settings where the app has a screen for them."""
        for name in sorted(self._app.available_themes):
            if not name.startswith("textual-ansi"):
                yield Place("setting", f"Theme: {safe_line(name)}", "", partial(self._set_theme, name))
        if isinstance(self._app, HasSettings):
            settings = cast(HasSettings, self._app)
            for field in (each for each in fields(Config) if each.name != "keys"):
                words = f"Setting: {field.name.replace('_', ' ')}"
                yield Place("setting", words, "", partial(settings.action_settings, field.name))

    def papers(self, typed: str) -> Iterator[Place]:
        """The papers that a search finds, typos forgiven; before the index is there, those whose title holds it."""
        library = self._shelf.library
        hits = self._searched(typed) if library.is_warm or not typed else self._plain(typed)
        for paper_id, title, spans, score in hits:
            go = partial(self._to_paper, paper_id)
            yield Place("paper", safe_line(title) or "(no title)", "paper", go, spans, score)

    def _searched(self, typed: str) -> Iterator[tuple[str, str, Spans, float]]:
        library = self._shelf.library
        result = library.find(typed, limit=PAPERS)
        words = words_of(typed)
        for place, paper_id in enumerate(result.ids):
            entry = library.entry(paper_id)
            if entry is None:
                continue
            title = safe_line(entry.paper.title)
            hit = match(words, folded(title)) if words else None
            # What the title says is meant more likely than what an abstract says somewhere; the search's order stays.
            score = (0.75 * hit.score if hit else 0.3) - place / 1000
            yield paper_id, title, hit.spans if hit else (), score

    def _plain(self, typed: str) -> Iterator[tuple[str, str, Spans, float]]:
        library, words, given = self._shelf.library, words_of(typed), 0
        if self._titles is None:
            self._titles = [(entry.paper.id, fold(entry.paper.title)) for entry in library.entries(limit=LOOKED)]
        for paper_id, text in self._titles:
            entry = library.entry(paper_id) if all(word in text for word in words) else None
            if entry is not None:
                title = safe_line(entry.paper.title)
                hit = match(words, folded(title))
                given += 1
                yield paper_id, title, hit.spans if hit else (), 0.75 * hit.score if hit else 0.3
            if given == PAPERS:
                return

    # Going there

    def _set_theme(self, name: str) -> None:
        self._app.theme = name

    def _to_view(self, key: str) -> None:
        leave_for(self._app, partial(self._shelf.go_to_view, key))

    def _to_paper(self, paper_id: str) -> None:
        leave_for(self._app, partial(self._shelf.go_to_paper, paper_id))


def leave_for(app: App[Any], go: Callable[[], object]) -> None:
    """Come back to the first screen, from the reader, the history or the trash, and go on there."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
    app.call_later(go)


def _counted(view: View) -> str:
    return view.section if view.count is None else f"{view.section}  {view.count}"


def best(places: Sequence[Place], most: int) -> list[Place]:
    """The best of some places, the best first; equal ones stay in their order."""
    return sorted(places, key=lambda place: -place.score)[:most]


def shelf_of(screen: Screen[Any]) -> Shelf | None:
    """The screen with the papers, if the person can go there from a screen: not from a dialog, which waits."""
    stack = screen.app.screen_stack
    first = stack[0]
    below = stack[: stack.index(screen) + 1] if screen in stack else stack
    if isinstance(first, Shelf) and not any(each.is_modal for each in below):
        return first
    return None
