"""The composition root: puts library, seams and screens together, and owns nothing else."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.constants import TEXTUAL_ANIMATIONS
from textual.filter import Monochrome
from textual.notifications import SeverityLevel

from papershelf.commands.keymap import Keymap
from papershelf.config import Config
from papershelf.config.place import stamp_of
from papershelf.errors import Cancelled, PapershelfError
from papershelf.library import ImportReport, Library
from papershelf.text import safe, safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.configuring import Configuring
from papershelf.tui.filters import Colourless, PlainSigns, filters_for
from papershelf.tui.screens.main import MainScreen
from papershelf.tui.seams import Seams
from papershelf.tui.themes import THEMES, known

if TYPE_CHECKING:
    from papershelf.commands.configured import Configured
    from papershelf.progress import Progress
    from papershelf.search.index import Index
    from papershelf.tui.jobs import Ending, Jobs
    from papershelf.tui.leaving import Leaving
    from papershelf.tui.live import Live
    from papershelf.tui.saving import Saver
    from papershelf.tui.typing_ahead import TypeAhead

WATCH_SECONDS = 0.5  # how soon what another process wrote is seen
CATCH_UP_SECONDS = 5.0  # how long a large file may stay behind the history while nobody closes the program
COLLECT_AFTER = (20_000, 10, 50)  # rarely: going through everything that lives takes longer than a key may


class PapershelfApp(App[int]):
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
    ) -> None:
        """Make the app.

        Args:
            library: The open library.
            seams: The outside world.
            config: Settings to start with.
            settings: The file of settings as it was read, whose settings count instead.
        """
        super().__init__()
        self.library = library
        self.seams = seams or Seams()
        self._problem = ""  # what kept the last look from succeeding
        for theme in THEMES:
            self.register_theme(theme)
        self.configuring = Configuring(library.places.config, self.apply_config, self._show, settings)
        self.config = settings.config if settings else config or Config()
        self._take_config()

    def apply_config(self, config: Config) -> None:
        """Take other settings, and show them at once on every screen."""
        signs, self.config = self.config.signs, config
        self._take_config()
        for screen in self.screen_stack:
            for widget in (screen, *screen.query("*")):
                if changed := getattr(widget, "settings_changed", None):
                    changed()
                elif signs != config.signs:
                    widget.refresh()
            screen.refresh_bindings()

    def _take_config(self) -> None:
        self.keys = Keymap(self.config.keys)
        self.set_keymap(dict(self.keys.singles()))
        self.theme = known(self.config.theme, self.available_themes)
        self.animation_level = TEXTUAL_ANIMATIONS if self.config.motion else "none"
        # Textual's own way without colours leaves greys, which are colours to a terminal.
        standing = [each for each in self._filters if not isinstance(each, Monochrome | Colourless | PlainSigns)]
        self._filters = filters_for(standing, ascii=self.config.signs == "ascii", colourless=self.no_color)

    def get_default_screen(self) -> MainScreen:
        """The one screen that is always there."""
        return MainScreen(self.library)

    def on_mount(self) -> None:
        """Tell of damage, watch for other processes, and fill an empty library with the seed pages."""
        if findings := self.library.findings:
            words = "\n".join(f"{finding.file}: {finding.reason}" for finding in findings)
            words += "\npapershelf doctor says more."
            self.say(words, title="Damage was found and set aside", severity="warning", timeout=30)
        self.configuring.tell()
        self.set_interval(WATCH_SECONDS, self.take_in_changes)
        self.set_interval(CATCH_UP_SECONDS, self.library.catch_up)
        self.call_after_refresh(self._after_first_paint)

    @cached_property
    def type_ahead(self) -> "TypeAhead":
        """Lets keys through one by one; nothing of it is needed before the first one."""
        from papershelf.tui.typing_ahead import TypeAhead

        return TypeAhead(self)

    @cached_property
    def saver(self) -> "Saver":
        """Makes the changes; nothing of it is needed before the first one."""
        from papershelf.tui.saving import Saver

        return Saver(self, self.library, self.say)

    @property
    def is_saving(self) -> bool:
        """Whether a change waits for its turn."""
        return "saver" in vars(self) and self.saver.is_waiting

    @cached_property
    def jobs(self) -> "Jobs":
        """Does what takes its time; nothing of it is needed before the first paint."""
        from papershelf.tui.jobs import Jobs

        jobs = Jobs(self, is_calm=not self.config.motion)
        jobs.watch(self._show_work)
        return jobs

    @property
    def is_working(self) -> bool:
        """Whether something that the person asked for takes its time."""
        return "jobs" in vars(self) and bool(self.jobs.busy)

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

    def _after_first_paint(self) -> None:
        if not self.is_headless:
            self.leaving.listen()
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)
        gc.enable()
        if self.library.is_untouched:
            self._load_seeds()
        else:
            self.warm()
            self._tell_of_drafts()

    def _tell_of_drafts(self) -> None:
        """Say once that notes were typed and never saved, and the way to them."""
        if not self.library.drafts.folder.is_dir():
            return
        from papershelf.tui.screens.left_drafts import waiting

        if found := waiting(self.library):
            notes = "1 note was" if len(found) == 1 else f"{len(found)} notes were"
            words = f"{notes} typed and not saved. {self.keys.shown('view.drafts')} shows them."
            self._show(words, "Drafts", "warning", 12)

    def warm(self) -> None:
        """Build the search index while the person looks at the first page."""
        from papershelf.tui.jobs import Ending, Job

        job = Job("index", "Search index", "Indexing", is_quiet=True)
        build = self.library.start_warming(job.hear)

        def done(index: "Index") -> "Ending":
            self._warmed(index)
            return Ending("ready")

        self.jobs.start(job, lambda _progress: build(), done, self.say_error)

    def _warmed(self, index: "Index") -> None:
        self.library.warmed(index)
        # Papers and index live as long as the program: the collector need not walk through them at every key.
        gc.freeze()
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen) and screen.is_mounted:
                screen.warmed()

    def _load_seeds(self) -> None:
        from papershelf.tui.jobs import Job

        def failed(error: PapershelfError) -> None:
            self.say_error(error)
            self.warm()  # else a search would wait for ever

        def work(progress: "Progress") -> ImportReport | None:
            return self.library.import_seeds(progress)

        self.jobs.start(Job("import", "Import of the seed pages", "Importing"), work, self._welcome, failed)

    def _welcome(self, report: ImportReport | None) -> "Ending":
        from papershelf.tui.jobs import Ending

        if report is not None and report.listings:
            pages = f"{len(report.files)} seed pages"
            self.say(
                f"Loaded {report.new} papers from {report.listings} listings on {pages}. Press u to undo, ? for help.",
                title="Welcome to papershelf",
                timeout=12,
            )
        self.warm()
        return Ending(report.words if report is not None else "nothing was to be done")

    def take_in_changes(self) -> None:
        """Look whether another process wrote to the library, or an editor the settings."""
        self.configuring.look()
        try:
            self.library.refresh()
        except PapershelfError as error:
            if error.message != self._problem:  # said once, not twice a second
                self._problem = error.message
                self.say(error.message, title=error.title, severity="error")
        else:
            self._problem = ""

    async def on_event(self, event: events.Event) -> None:
        """Make what is pasted harmless, whichever widget it is for, and take one key after the other."""
        if isinstance(event, events.Paste):
            event.text = safe(event.text)
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.type_ahead.take(event, super().on_event)
        else:
            await super().on_event(event)

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

    def say(self, words: str, *, title: str = "", severity: SeverityLevel = "information", timeout: float = 0) -> None:
        """Show a toast in place of the one before: a pile would hide the papers. Foreign text in it stays text."""
        self.clear_notifications()
        self._show(words, title, severity, timeout)

    def say_error(self, error: PapershelfError) -> None:
        """Show a toast of what went wrong, or that the person did not want it to go on."""
        self.say(error.message, title=error.title, severity="information" if isinstance(error, Cancelled) else "error")

    def tell(self, words: str) -> None:
        """Show a toast of what happened elsewhere; it takes the place of one of its kind, never that of a warning."""
        if all(notification.severity == "information" for notification in self._notifications):
            self.clear_notifications()
        self._show(words, "Changed outside", "information")

    def _show(self, words: str, title: str, severity: SeverityLevel, timeout: float = 0) -> None:
        stays = max(timeout, self.config.toast_seconds)
        self.notify(safe(words), title=safe_line(title), severity=severity, timeout=stays, markup=False)

    def action_settings(self, name: str = "") -> None:
        """Show the settings, to change them; with the cursor on one, if it is named."""
        from papershelf.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.library, self.configuring, name))

    def action_command_palette(self) -> None:
        """Show the palette."""
        from papershelf.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_work(self) -> None:
        """Show what takes its time."""
        from papershelf.tui.screens.work import WorkScreen

        self.push_screen(WorkScreen(self.library))

    def action_help(self) -> None:
        """Show the keys that work here."""
        from papershelf.tui.screens.help import HelpScreen

        async def run(chosen: "Live | None") -> None:
            if chosen is not None:
                await chosen.run()

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen), run)


def run(library: Library) -> int:
    """Run the app on a terminal until the person leaves."""
    settings = None
    if stamp_of(library.places.config) is not None:
        from papershelf.commands.configured import configured  # nobody needs a file of settings

        settings = configured(library.places.config, os.environ)
    app = PapershelfApp(library, settings=settings)
    app.run()
    if app.is_saving:
        from papershelf.tui.leaving import tell_unsaved

        tell_unsaved(app.saver.unsaved)
    return app.return_code or 0
