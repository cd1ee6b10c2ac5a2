"""The composition root: puts library, seams and screens together, and owns nothing else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.constants import TEXTUAL_ANIMATIONS
from textual.scrollbar import ScrollBar

from papershelf.commands.keymap import Keymap
from papershelf.config import Config
from papershelf.config.place import stamp_of
from papershelf.days import day_of
from papershelf.errors import PapershelfError
from papershelf.library import Library
from papershelf.text import safe
from papershelf.tui.bindings import bindings_of
from papershelf.tui.configuring import Configuring
from papershelf.tui.filters import filters_for
from papershelf.tui.opening import Opening
from papershelf.tui.screens.main import MainScreen
from papershelf.tui.screens.paper_screen import PaperScreen
from papershelf.tui.seams import Seams
from papershelf.tui.themes import THEMES, known
from papershelf.tui.toasts import Toasting
from papershelf.tui.widgets.scroll_bar import BarRender

if TYPE_CHECKING:
    from papershelf.commands.configured import Configured
    from papershelf.library.planning import ImportPlan
    from papershelf.tui.folder_watch import FolderWatch
    from papershelf.tui.jobs import Jobs
    from papershelf.tui.leaving import Leaving
    from papershelf.tui.saving import Saver
    from papershelf.tui.starting import Starting
    from papershelf.tui.sweeping import Sweeper
    from papershelf.tui.typing_ahead import TypeAhead

WATCH_SECONDS = 0.5  # how soon what another process wrote is seen
CATCH_UP_SECONDS = 5.0  # how long a large file may stay behind the history while nobody closes the program


class PapershelfApp(Opening, Toasting):
    """The terminal app over an open library."""

    TITLE = "papershelf"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("app")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-two"), (120, "-three")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012

    def __init__(
        self,
        library: Library,
        seams: Seams | None = None,
        config: Config | None = None,
        settings: "Configured | None" = None,
        review: "ImportPlan | None" = None,
        tutorial: bool = False,
    ) -> None:
        """Make the app.

        Args:
            library: The open library.
            seams: The outside world.
            config: Settings to start with.
            settings: The file of settings as it was read, whose settings count instead.
            review: What was read and is to be looked at first.
            tutorial: Whether the tutorial was asked for.
        """
        super().__init__()
        ScrollBar.renderer = BarRender
        self.library = library
        self.seams = seams or Seams()
        self.review = review
        self.wants_tutorial = tutorial
        self._day: date | None = None  # on which the last look was
        self._problem = ""  # what kept the last look from succeeding
        for theme in THEMES:
            self.register_theme(theme)
        self.configuring = Configuring(library.places.config, self.apply_config, self.add_toast, settings)
        self.config = settings.config if settings else config or Config()
        self._take_config()

    def apply_config(self, config: Config) -> None:
        """Take other settings, and show them at once on every screen."""
        signs, self.config = self.config.signs, config
        self._take_config()
        if self.is_running and (config.watch_folder or "watching" in vars(self)):
            self.watching.follow(config.watch_folder)
        for screen in self.screen_stack:
            for widget in (screen, *screen.query("*")):
                if changed := getattr(widget, "settings_changed", None):
                    changed()
                elif signs != config.signs:
                    widget.refresh()
            screen.refresh_bindings()

    def _take_config(self) -> None:
        self.keys = Keymap(self.config.keys)
        self.library.suggests = self.config.suggest
        self.set_keymap(dict(self.keys.singles()))
        self.theme = known(self.config.theme, self.available_themes)
        self.animation_level = TEXTUAL_ANIMATIONS if self.config.motion else "none"
        plain = self.config.signs == "ascii"
        self._filters = filters_for(self._filters, self.ansi_theme, ascii=plain, colourless=self.no_color)

    def get_default_screen(self) -> MainScreen:
        """The one screen that is always there."""
        return MainScreen(self.library)

    def on_mount(self) -> None:
        """Tell of damage, watch for other processes, and fill an empty library with the seed pages."""
        self.stands = True
        self.tell_of_damage(self.library)
        self.configuring.tell()
        self.set_interval(WATCH_SECONDS, self.take_in_changes)
        self.set_interval(CATCH_UP_SECONDS, self._catch_up)
        self.call_after_refresh(self._after_first_paint)

    @cached_property
    def type_ahead(self) -> "TypeAhead":
        """Lets keys through one by one; nothing of it is needed before the first one."""
        from papershelf.tui.typing_ahead import TypeAhead

        return TypeAhead(self)

    @cached_property
    def sweeper(self) -> "Sweeper":
        """Collects garbage while nobody waits."""
        from papershelf.tui.sweeping import Sweeper

        return Sweeper(self)

    @cached_property
    def saver(self) -> "Saver":
        """Makes the changes; nothing of it is needed before the first one."""
        from papershelf.tui.saving import Saver

        return Saver(self, self.library, self.say)

    @property
    def is_saving(self) -> bool:
        """Whether a change is not on disk yet."""
        return "saver" in vars(self) and self.saver.is_waiting

    def _catch_up(self) -> None:
        if self.library.is_behind:
            self.saver.catch_up()

    @cached_property
    def jobs(self) -> "Jobs":
        """Does what takes its time; nothing of it is needed before the first paint."""
        from papershelf.tui.jobs import Jobs

        jobs = Jobs(self, is_calm=not self.config.motion)
        jobs.watch(self._show_work)
        return jobs

    @cached_property
    def watching(self) -> "FolderWatch":
        """Looks into the folder that the person wants watched; nothing of it is needed where there is none."""
        from papershelf.tui.folder_watch import FolderWatch

        return FolderWatch(self)

    @property
    def is_working(self) -> bool:
        """Whether something that the person asked for takes its time."""
        return "jobs" in vars(self) and bool(self.jobs.busy)

    @property
    def unfinished(self) -> str:
        """What the person decided on in the import inbox and did not import, in words; nothing where that is none."""
        main = self.screen_stack[0]
        return main.unfinished if isinstance(main, MainScreen) else ""

    def _show_work(self) -> None:
        """Say at the head of the main screen what takes its time."""
        from papershelf.tui.job_words import strip

        words = strip(self.jobs.long, self.keys.shown("app.work"))
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen) and screen.is_mounted:
                screen.show_work(words)

    @cached_property
    def leaving(self) -> "Leaving":
        """Ends the app in good order."""
        from papershelf.tui.leaving import Leaving

        return Leaving(self)

    async def action_quit(self) -> None:
        """Leave, when everything is saved; asked again, at once."""
        self.leaving.ask()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Lend the terminal to another program; a signal that comes meanwhile is heeded afterwards."""
        self.leaving.is_lent = True
        try:
            with super().suspend():
                yield
        finally:
            self.leaving.is_lent = False

    def on_unmount(self) -> None:
        """Let go of the signals, and of work that nobody waits for."""
        self.leaving.unlisten()
        if "jobs" in vars(self):
            self.jobs.abandon()
        if "saver" in vars(self):
            self.saver.end()
        if "watching" in vars(self):
            self.watching.stop()

    def _stand(self) -> None:
        """Have everything there that the first paint does without."""
        self.read_looks()
        main = self.screen_stack[0] if self.screen_stack else None
        if isinstance(main, MainScreen) and main.is_mounted:
            main.fill()

    def _after_first_paint(self) -> None:
        self._stand()
        if not self.is_headless:
            self.leaving.listen()
        self.starting.begin()

    @cached_property
    def starting(self) -> "Starting":
        """What waits for the first paint."""
        from papershelf.tui.starting import Starting

        return Starting(self)

    def take_in_changes(self) -> None:
        """Look whether another process wrote to the library, or an editor the settings."""
        self.configuring.look()
        self._follow_day()
        try:
            self.library.refresh()
        except PapershelfError as error:
            if error.message != self._problem:  # said once, not twice a second
                self._problem = error.message
                self.say(error.message, title=error.title, severity="error")
        else:
            self._problem = ""
        if self.library.is_owing:
            self.starting.warm()

    def _follow_day(self) -> None:
        """When the day changes where the person is, what is due, asleep and back does too."""
        before, self._day = self._day, day_of(self.library.now)
        if before not in (None, self._day):
            for screen in self.screen_stack:
                if isinstance(screen, PaperScreen) and screen.is_mounted:
                    screen.show_changes()

    async def on_event(self, event: events.Event) -> None:
        """Make what is pasted harmless, whichever widget it is for, and take one key after the other."""
        if isinstance(event, events.InputEvent):
            self.sweeper.stir()
        if isinstance(event, events.Paste):
            event.text = safe(event.text)
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._stand()  # a key may come before the first paint
            await self.type_ahead.take(event, super().on_event)
        else:
            await super().on_event(event)

    def on_app_focus(self) -> None:
        """Give the keys to a pane where none has them: a browser tells of its focus after the screen was made."""
        screen = self.screen
        chosen = self.AUTO_FOCUS if screen.AUTO_FOCUS is None else screen.AUTO_FOCUS
        if chosen and screen.focused is None and self._last_focused_on_app_blur is None:
            screen.set_focus(next((widget for widget in screen.query(chosen) if widget.focusable), None))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was selected, as ctrl+c does everywhere; Textual alone would not say whether it arrived."""
        from papershelf.tui.clipping import copy_out, selection_piece

        if text:
            self._clipboard = text  # what ctrl+v puts into a line of this program
            copy_out(self, selection_piece(text))

    async def on_key(self, event: events.Key) -> None:
        """Take a key that begins a sequence of the person's own; Textual knows single keys only."""
        if event.key in self.keys.loose:
            from papershelf.tui.chords import take_loose

            if await take_loose(self.screen, event.key):
                event.stop()
                event.prevent_default()


def run(library: Library, review: "ImportPlan | None" = None, *, tutorial: bool = False) -> int:
    """Run the app on a terminal until the person leaves.

    Args:
        library: The open library.
        review: What was read elsewhere, to be looked at before it is imported: the inbox stands open on it.
        tutorial: Whether the tutorial was asked for.
    """
    settings = None
    if stamp_of(library.places.config) is not None:
        from papershelf.commands.configured import configured  # nobody needs a file of settings

        settings = configured(library.places.config, os.environ)
    app = PapershelfApp(library, settings=settings, review=review, tutorial=tutorial)
    app.run()
    if app.is_saving:
        from papershelf.tui.leaving import tell_unsaved

        tell_unsaved(app.saver.unsaved)
    return app.return_code or 0
