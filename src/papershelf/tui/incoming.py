"""What comes in: sources read on a thread, the reviews that wait for a person, entries mended, papers imported."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import Cancelled, PapershelfError
from papershelf.library import ImportReport, counted
from papershelf.tui.host import host_of, key_hint, way_back
from papershelf.tui.reviewing import PASTED, Again, Laid, Review, laid_out

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from papershelf.importers import Problem
    from papershelf.library.planning import ImportPlan, Key
    from papershelf.progress import Progress
    from papershelf.tui.jobs import Ending
    from papershelf.tui.screens.filing import FilingScreen
    from papershelf.tui.screens.importing import Wish

NO_PAPER = "No paper is in this entry as it stands now."


class Incoming:
    """Everything between the wish to import and the papers in the library.

    Args:
        screen: The main screen.

    Attributes:
        waiting: Reviews that nobody looks at now, the latest last.
        came: The new papers of the last import, and what was imported.
    """

    def __init__(self, screen: "FilingScreen") -> None:
        self._screen = screen
        self._library = screen.library
        self._folder = ""
        self.waiting: list[Review] = []
        self.came: tuple[tuple[str, ...], str] = ((), "")

    # Asking and reading

    def ask(self) -> None:
        """Ask what to import."""
        from papershelf.tui.screens.importing import ImportScreen

        waits = self.waiting[-1].ticked_words if self.waiting else ""
        self._screen.app.push_screen(ImportScreen(self._folder, waits), self.take)

    def take(self, wish: "Wish | None") -> None:
        """Read what a person wants to import, or go on with what waits."""
        if wish is None:
            return
        if wish.is_waiting:
            self.go_on()
        elif wish.text:
            data = wish.text.encode("utf-8", "surrogatepass")
            self._read(PASTED, lambda progress: self._library.plan_text(data, PASTED, progress=progress))
        else:
            from papershelf.tui.screens.importing import folder_of

            first = wish.paths[0]
            if Path(first).is_absolute() and Path(first).parent.is_dir():
                self._folder = folder_of(first)
            title = Path(first).name or first
            title += f" and {len(wish.paths) - 1} more" if len(wish.paths) > 1 else ""
            self._read(title, lambda progress: self._library.plan_import(wish.paths, progress=progress))

    def _read(self, title: str, read: "Callable[[Progress], ImportPlan]") -> None:
        waits = host_of(self._screen).jobs.running("import") is not None
        self._screen.say(f"{title} is read after what is being imported." if waits else f"Reading {title} …")
        self._screen.start(
            "import",
            f"Import of {title}",
            "Reading",
            lambda progress: laid_out(read(progress)),
            lambda laid: self._was_read(Review(laid, title)),
        )

    def _was_read(self, review: Review) -> "Ending":
        from papershelf.tui.jobs import Ending

        self.show(review)
        return Ending(f"read, to be looked at: {review.counts_words() or 'nothing'}")

    # Looking

    def show(self, review: Review) -> None:
        """Open the inbox, unless the person has gone on to something else meanwhile: then they hear how to."""
        self.waiting.append(review)
        app = self._screen.app
        if host_of(self._screen).jobs.is_awaited:
            return  # the person is leaving
        if app.screen is self._screen:
            app.clear_notifications()  # the inbox says more than “Reading …” does
            self.go_on()
        else:
            way = key_hint(host_of(self._screen).keys, "view.inbox", "opens the import inbox.")
            self._screen.say(f"Read: {review.words}. {way}".rstrip(), title="Import")

    def go_on(self) -> None:
        """Open the inbox on what waits, the latest first."""
        from papershelf.tui.screens.inbox import InboxScreen

        if self.waiting:
            review = self.waiting.pop()
            self._screen.app.push_screen(InboxScreen(self._library, review, self))
            self.place_anew(review)

    def left(self, review: Review, *, imports: bool, waits: bool) -> None:
        """A person leaves the inbox: they import, or come back to it, or want none of it."""
        if imports:
            self._carry_out(review)
        elif waits:
            self.waiting.append(review)
            keys = host_of(self._screen).keys
            way = key_hint(keys, "view.inbox", "opens it again.")
            self._screen.say(f"Nothing was imported; what you decided waits. {way}".rstrip())

    def place_anew(self, review: Review) -> None:
        """Find out anew what would happen, where the library is another since."""
        if self._library.is_current(review.plan):
            self._show(review)
            return
        again = self._library.plan_pages

        def placed(laid: Laid) -> "Ending":
            from papershelf.tui.jobs import Ending

            review.adopt(laid)
            self._show(review)
            return Ending("placed anew")

        def work(progress: "Progress") -> Laid:
            return laid_out(again(review.plan.pages, progress=progress))

        self._screen.start("mend", "What was read, looked at anew", "Placing", work, placed, is_quiet=True)

    def _show(self, review: Review) -> None:
        """Let the inbox show the review anew, if it is open."""
        from papershelf.tui.screens.inbox import InboxScreen

        for screen in self._screen.app.screen_stack:
            if isinstance(screen, InboxScreen) and screen.review is review and screen.is_mounted:
                screen.reload()

    # Importing

    def _carry_out(self, review: Review) -> None:
        """Import what is ticked; where nothing comes of it, the review waits."""
        host = host_of(self._screen)
        work = partial(self._library.carry_out, review.plan, only=review.only, tags=review.tags, status=review.status)

        def failed(error: PapershelfError) -> None:
            self.waiting.append(review)
            way = key_hint(host.keys, "view.inbox", "shows again what was to be imported.")
            severity: SeverityLevel = "information" if isinstance(error, Cancelled) else "error"
            host.say(f"{error.message} {way}".rstrip(), title=error.title, severity=severity)

        self._screen.start(
            "import",
            f"Import of {review.title}",
            "Importing",
            lambda progress: work(progress=progress),
            lambda report: self._imported(review, report),
            failed=failed,
        )

    def _imported(self, review: Review, report: ImportReport) -> "Ending":
        from papershelf.tui.jobs import Ending

        keys = host_of(self._screen).keys
        counts = (
            f"{counted(report.listings, 'listing')}: {report.new} new, {report.known} known, {report.changed} changed, "
            f"{len(report.near_duplicates)} near-duplicates."
        )
        words = [counts, review.with_words and f"All are {review.with_words.removeprefix('with ')}."]
        words += [key_hint(keys, "view.duplicates", "shows those that look alike.") if report.near_duplicates else ""]
        words += [f"The list “{head.name}” is on your shelf." for head, _ in report.lists[:1]]
        words += [way_back(keys) if report.papers or report.lists or review.with_words else ""]
        if report.new_ids:
            self.came = (tuple(report.new_ids), review.title)
            words.insert(1, "" if review.is_triaged else key_hint(keys, "view.came", "triages what came."))
        self._screen.say(" ".join(filter(None, words)), title="Imported")
        if review.is_triaged and self._screen.app.screen is self._screen:
            self._screen.action_triage_came()
        return Ending(counts)

    # What every paper gets

    def choose_tags(self, review: Review, then: Callable[[], None]) -> None:
        """Let the person pick tags for all that is imported."""
        from papershelf.tui.screens.tags import TagScreen
        from papershelf.tui.tag_keys import TagKeys

        def chosen(choice: tuple[list[str], list[str]] | None) -> None:
            if choice is not None:
                review.tags = tuple(choice[0])
                then()

        keys = TagKeys(self._screen, self._library, self._screen.tag_renamed)
        heading = "Tags for all that is imported"
        self._screen.app.push_screen(TagScreen(self._library, (), keys, heading, review.tags), chosen)

    # Mending

    @property
    def is_mending(self) -> bool:
        """Whether an entry is being read again."""
        return host_of(self._screen).jobs.running("mend") is not None

    def open_entry(self, review: Review, problem: "Problem") -> None:
        """Open a broken entry to mend it."""
        from papershelf.tui.screens.inbox_dialogs import LONGEST_ENTRY, EntryScreen

        text = review.entry_of(problem)
        if len(text) > LONGEST_ENTRY:
            key = host_of(self._screen).keys.shown("inbox.write")
            self._screen.say(f"This entry is too long to be edited here. {key} writes it to a file.".replace("  ", " "))
            return

        def keep(typed: str) -> None:
            review.again[problem] = Again(typed, review.reason_of(problem))
            if review.is_edited(problem):
                review.is_touched, review.is_kept = True, False
            self._show(review)

        where = f"{problem.file}{f', line {problem.line}' if problem.line else ''}"
        mend = partial(self._mend, review, problem)
        screen = EntryScreen(self._library, where, review.reason_of(problem), text, mend, keep)
        self._screen.app.push_screen(screen)

    def _mend(self, review: Review, problem: "Problem", text: str, settled: Callable[[str], None]) -> None:
        """Read an entry as it was mended; what is typed stays where it still fails."""
        before = {key for item in review.items if item.row for key in [item.row.key]}

        def work(progress: "Progress") -> Laid:
            return laid_out(self._library.mend_entry(review.plan, problem, text, progress=progress))

        def done(laid: Laid) -> "Ending":
            from papershelf.tui.jobs import Ending

            reason = self._mended(review, problem, text, laid, before)
            self._show(review)
            settled(reason)
            return Ending(reason or "read")

        def failed(error: PapershelfError) -> None:
            host_of(self._screen).say_error(error)
            settled(review.reason_of(problem))

        title = f"An entry of {problem.file}"
        self._screen.start("mend", title, "Reading", work, done, failed=failed)

    def _mended(self, review: Review, problem: "Problem", text: str, laid: Laid, before: set["Key"]) -> str:
        """Take over what came of a mended entry; why nothing did, or nothing."""
        gained = any(item.row.key not in before for item in laid.items if item.row)
        if gained:
            review.again.pop(problem, None)
            review.adopt(laid)
            return ""
        known = set(review.plan.problems)
        still = next((each for each in laid.plan.problems if each not in known), None)
        reason = still.reason if still else problem.reason if problem in laid.plan.problems else NO_PAPER
        review.again[problem] = Again(text, reason)
        return reason

    def write_broken(self, review: Review) -> None:
        """Write the entries that are still broken to a file that the person names."""
        from papershelf.tui.screens.inbox_dialogs import WriteScreen

        broken = [replace(problem, entry=review.entry_of(problem)) for problem in review.broken]
        entries = "1 broken entry" if len(broken) == 1 else f"{len(broken):,} broken entries"
        host = host_of(self._screen)

        def write(path: str | None) -> None:
            if path is None:
                return
            try:
                files = self._library.write_entries(broken, path)
            except PapershelfError as error:
                host.say_error(error)
            else:
                review.is_kept = True
                host.say(f"Wrote {entries}: {', '.join(map(str, files))}")

        self._screen.app.push_screen(WriteScreen(f"Write {entries} to a file"), write)
