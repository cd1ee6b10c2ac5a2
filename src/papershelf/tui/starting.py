"""What waits for the first paint: the collector's pauses, the seed pages or the index, drafts that were left."""

import gc
import sys
from typing import TYPE_CHECKING

from papershelf.errors import PapershelfError
from papershelf.library import ImportReport, counted
from papershelf.library.welcoming import waiting_drafts, waiting_words, welcome_words
from papershelf.tui.host import key_hint, way_back
from papershelf.tui.jobs import Ending, Job
from papershelf.tui.screens.main import MainScreen
from papershelf.tui.sweeping import NET

if TYPE_CHECKING:
    from papershelf.progress import Progress
    from papershelf.search.index import Index
    from papershelf.tui.app import PapershelfApp

GIVE_WAY_SECONDS = 0.0002  # how long a thread that computes may keep the screen's waiting; 0.005 unless it is set
REST_SECONDS = 1.0  # how often to see whether somebody searches


class Starting:
    """Brings an app that stands on the screen into its everyday state.

    Args:
        app: The app.
    """

    def __init__(self, app: "PapershelfApp") -> None:
        self._app = app
        self._library = app.library
        self._has_looked = False  # for plugins

    def begin(self) -> None:
        """Let the collector work again, then fill an empty library, or get ready to search."""
        gc.freeze()
        gc.set_threshold(*NET)
        sys.setswitchinterval(GIVE_WAY_SECONDS)
        gc.enable()
        self._app.set_interval(REST_SECONDS, self._library.rest)
        if self._library.is_untouched:
            self._load_seeds()
        else:
            self.warm()
            self._tell_of_drafts()
        self._show_review()
        if self._app.wants_tutorial:
            self._app.tutoring.begin()
        if folder := self._app.config.watch_folder:
            self._app.watching.follow(folder)

    def _do_the_rest(self) -> None:
        """Do what no search has to wait for: it would take longer than to open the index."""

        def work(_progress: "Progress") -> None:
            self._library.warm_orders()

        def done(_: None) -> Ending:
            self._look_for_plugins()
            return Ending("ready")

        self._app.jobs.start(Job("index", "Search index", "Sorting", is_quiet=True), work, done, self._app.say_error)

    def _look_for_plugins(self) -> None:
        """Let other packages add commands and themes, once."""
        if not self._has_looked:
            from papershelf.tui.plugged import look

            self._has_looked = True
            look(self._app)

    def _show_review(self) -> None:
        """Open the inbox on what was read before the app began."""
        plan, screen = self._app.review, self._app.screen
        if plan is None or not isinstance(screen, MainScreen):
            return
        from papershelf.tui.reviewing import Review, laid_out

        files = plan.report.files or [problem.file for problem in plan.problems]
        title = files[0] if len(files) == 1 else counted(len(files), "file")
        screen.incoming.show(Review(laid_out(plan), title))

    def _tell_of_drafts(self) -> None:
        """Say once that notes were typed and never saved, and the way to them."""
        if not self._library.drafts.folder.is_dir():
            return
        if found := waiting_drafts(self._library):
            way = key_hint(self._app.keys, "view.drafts", f"shows {'it' if len(found) == 1 else 'them'}.")
            self._app.add_toast(f"{waiting_words(len(found))} {way}".rstrip(), "Drafts", "warning", 12)

    # The index

    def warm(self) -> None:
        """Build the search index while the person looks at the first page."""
        job = Job("index", "Search index", "Indexing", is_quiet=True)
        build = self._library.start_warming(job.hear, tends=True)

        def done(index: "Index") -> Ending:
            self.warmed(index)
            self._do_the_rest()
            return Ending("ready")

        def failed(error: PapershelfError) -> None:
            self._app.say_error(error)
            self._do_the_rest()

        self._app.jobs.start(job, lambda _progress: build(), done, failed)

    def warmed(self, index: "Index") -> None:
        """Take over the index, and let the screen show what waited for it."""
        self._library.warmed(index)
        # Papers and index live as long as the program: the collector need not walk through them at every key.
        gc.freeze()
        for screen in self._app.screen_stack:
            if isinstance(screen, MainScreen) and screen.is_mounted:
                screen.warmed()

    # The seed pages

    def _load_seeds(self) -> None:
        def failed(error: PapershelfError) -> None:
            self._app.say_error(error)
            self.warm()  # else a search would wait for ever

        def work(progress: "Progress") -> ImportReport | None:
            return self._library.import_seeds(progress)

        self._app.jobs.start(Job("import", "Import of the seed pages", "Importing"), work, self._welcome, failed)

    def _welcome(self, report: ImportReport | None) -> Ending:
        if loaded := welcome_words(report):
            keys = self._app.keys
            ways = filter(None, (way_back(keys), key_hint(keys, "app.help", "shows every key.")))
            self._app.say(" ".join((loaded, *ways)), title="Welcome to papershelf", timeout=12)
            self._app.tutoring.offer()
        self.warm()
        return Ending(report.words if report is not None else "nothing was to be done")
