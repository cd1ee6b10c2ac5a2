"""The tutorial while it runs: looks what the person did, says what to try next, and remembers how far they came."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from papershelf.errors import PapershelfError
from papershelf.tui.layout import recalled, remember
from papershelf.tui.screens.main import MainScreen
from papershelf.tui.tutorial_steps import ENDING, STEPS, Deed, deeds_of, first_open, words_of
from papershelf.tui.widgets.tutorial_panel import TutorialPanel

if TYPE_CHECKING:
    from textual.timer import Timer

    from papershelf.tui.app import PapershelfApp

NAME = "tutorial"  # in the file that remembers the screen
LOOK_SECONDS = 0.25
SEEN = {"HelpScreen": "help"}  # screens that are a deed as soon as they stand there
LEFT = {"TriageScreen": "triage"}  # and those that are one when they are left


class Tutoring:
    """Shows one step at a time above the panes, and takes no key but its own two.

    Args:
        app: The app.
    """

    def __init__(self, app: "PapershelfApp") -> None:
        self._app = app
        self._library = app.library
        self._folder = app.library.places.data
        self._timer: Timer | None = None
        self._done: list[Deed] = []
        self._last: Deed | None = None
        self._entered: set[Deed] = set()
        self._marks = ("", "")

    # Begin and end

    @property
    def is_running(self) -> bool:
        """Whether the panel stands there."""
        return self._timer is not None

    def offer(self) -> None:
        """Begin for somebody new; whoever has seen it is never shown it again unasked."""
        if recalled(self._folder, NAME) is None:
            self.begin()

    def begin(self) -> None:
        """Begin, or go on where it was left; after its end, from the start."""
        if self.is_running:
            return
        self._done = _known(recalled(self._folder, NAME))
        if first_open(self._done) is None:
            self._done = []
        self._last, self._entered, self._marks = None, set(), self._newest()
        self._timer = self._app.set_interval(LOOK_SECONDS, self.look)
        self._keep()
        self._show()

    def skip(self) -> None:
        """Go on to the next step without doing this one."""
        step = first_open(self._done)
        if step is None:
            self.end()
        else:
            self._did(step.id, is_praised=False)

    def end(self) -> None:
        """Take the panel away; it comes only when asked for."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        for panel in self._main.query(TutorialPanel):
            panel.remove()
        self._main.refresh_bindings()

    # Noticing

    def look(self) -> None:
        """Notice what the person did since the last look."""
        if not self.is_running or not self._app.screen_stack or not self._main.is_mounted:  # the app may be ending
            return
        names = {type(screen).__name__ for screen in self._app.screen_stack}
        here = {deed for name, deed in LEFT.items() if name in names}
        deeds = {deed for name, deed in SEEN.items() if name in names} | (self._entered - here)
        self._entered = here
        if self._main.browsing.text.strip() and not self._main.search_bar.has_focus:
            deeds.add("search")
        for deed in (*deeds, *self._changes()):
            self.heed(deed)

    def heed(self, deed: Deed) -> None:
        """Take notice of a deed; one that is known, or of no step, changes nothing."""
        if self.is_running and deed not in self._done and any(step.id == deed for step in STEPS):
            self._did(deed, is_praised=True)

    def _did(self, deed: Deed, *, is_praised: bool) -> None:
        self._done.append(deed)
        self._last = deed if is_praised else None
        self._keep()
        self._show()

    def _newest(self) -> tuple[str, str]:
        """What undo and redo would do: whoever changes something changes one of the two."""
        undo, redo = self._library.next_undo, self._library.next_redo
        return undo.id if undo else "", redo.id if redo else ""

    def _changes(self) -> Iterable[Deed]:
        before, self._marks = self._marks, self._newest()
        (undo, redo), (undo_before, redo_before) = self._marks, before
        if redo and redo != redo_before:
            return ("undo",)
        if undo and undo != undo_before and not redo:
            return deeds_of(self._library.unit(undo).changes)
        return ()

    # Showing and remembering

    @property
    def _main(self) -> MainScreen:
        main = self._app.screen_stack[0]
        assert isinstance(main, MainScreen), "it is always there"
        return main

    def _show(self) -> None:
        step, keys = first_open(self._done), self._app.keys
        praise = next((each.done for each in STEPS if each.id == self._last), "")
        number = len(STEPS) if step is None else STEPS.index(step) + 1
        says = words_of(step, keys) if step else ENDING
        ways = [("app.tutorial_skip", "skips this step"), ("app.tutorial_end", "ends the tutorial")]
        shown = [f"{key} {does}" for name, does in ways[step is None :] if (key := keys.shown(name))]
        self._main.show_tutorial(
            Content.assemble(
                (f"Tutorial {number} of {len(STEPS)}", "bold $text-accent"),
                ("  " + praise if praise else "", "bold"),
                "  " + says,
                ("  " + " · ".join(shown), "$text-muted"),
            )
        )

    def _keep(self) -> None:
        try:
            remember(self._folder, NAME, self._done)
        except PapershelfError as error:  # it will be offered again; nothing else is lost
            self._app.say_error(error)


def _known(kept: object) -> list[Deed]:
    """The deeds in the file; nothing of what a person may have written there instead."""
    names = kept if isinstance(kept, list) else []
    return [step.id for step in STEPS if step.id in names]
