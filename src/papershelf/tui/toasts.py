"""The toasts of the app: one at a time, whatever stands in them, for as long as the person set."""

from typing import TYPE_CHECKING

from textual.app import App
from textual.notifications import SeverityLevel

from papershelf.config import Config
from papershelf.errors import Cancelled, PapershelfError
from papershelf.text import safe, safe_line

if TYPE_CHECKING:
    from textual.screen import Screen

    from papershelf.library import Library


class Toasting(App[int]):
    """An app that says something now and then.

    Attributes:
        config: What the person set.
    """

    config: Config
    _due_on: "Screen[object] | None" = None  # which screen shows anew what is said as soon as it is painted

    def _refresh_notifications(self) -> None:
        """Show what is said in the next frame: what it is about comes first. Textual calls this at every change."""
        if self._screen_stack and self._due_on is not self.screen:
            self._due_on = self.screen
            # By way of the app's own queue, in which stands what takes the place of what was cleared: else a toast
            # would be taken down and another set up.
            self.screen.call_after_refresh(self.call_later, self._show_toasts)

    def _show_toasts(self) -> None:
        from papershelf.tui.toast_rack import show

        self._due_on = None
        if self._screen_stack:
            show(self.screen, list(self._notifications))

    def say(self, words: str, *, title: str = "", severity: SeverityLevel = "information", timeout: float = 0) -> None:
        """Show a toast in place of the one before: a pile would hide the papers. Foreign text in it stays text."""
        self.clear_notifications()
        self.add_toast(words, title, severity, timeout)

    def say_error(self, error: PapershelfError) -> None:
        """Show a toast of what went wrong, or that the person did not want it to go on."""
        self.say(error.message, title=error.title, severity="information" if isinstance(error, Cancelled) else "error")

    def tell(self, words: str) -> None:
        """Show a toast of what happened elsewhere; it takes the place of one of its kind, never that of a warning."""
        if all(notification.severity == "information" for notification in self._notifications):
            self.clear_notifications()
        self.add_toast(words, "Changed outside", "information")

    def add_toast(self, words: str, title: str, severity: SeverityLevel, timeout: float = 0) -> None:
        """Show a toast beside those that stand."""
        stays = max(timeout, self.config.toast_seconds)
        self.notify(safe(words), title=safe_line(title), severity=severity, timeout=stays, markup=False)

    def tell_of_damage(self, library: "Library") -> None:
        """Say what of a library could not be read."""
        if findings := library.findings:
            words = "\n".join(f"{finding.file}: {finding.reason}" for finding in findings)
            words += "\npapershelf doctor says more."
            self.say(words, title="Damage was found and set aside", severity="warning", timeout=30)
