"""The settings while the app runs: told at the start, changed by the person, taken in anew when the file changes."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.notifications import SeverityLevel

from papershelf.config import Config
from papershelf.config.place import stamp_of
from papershelf.errors import PapershelfError

if TYPE_CHECKING:
    from papershelf.commands.configured import Configured

TOLD = 4  # problems in one toast; `papershelf config check` tells all


class Configuring:
    """Stands between the file of settings and the app; where there is no file, nothing that reads one is loaded.

    Args:
        folder: The configuration directory.
        apply: Makes settings take effect.
        say: Shows a toast: words, title, severity.
        now: What the file said at the start, if there is one.
    """

    def __init__(
        self,
        folder: Path,
        apply: Callable[[Config], None],
        say: Callable[[str, str, SeverityLevel], None],
        now: "Configured | None" = None,
    ) -> None:
        self.folder = folder
        self._apply = apply
        self._say = say
        self._now = now

    @property
    def now(self) -> "Configured":
        """The settings of the file, and what is wrong with it."""
        if self._now is None:
            from papershelf.commands.configured import configured

            self._now = configured(self.folder, os.environ)
        return self._now

    def tell(self) -> None:
        """Say what in the file does not count."""
        problems = [problem.words for problem in self._now.problems] if self._now else []
        if problems:
            more = [f"and {len(problems) - TOLD} more; papershelf config check"] if len(problems) > TOLD else []
            self._say("\n".join([*problems[:TOLD], *more]), "Settings that do not count", "warning")

    def look(self) -> None:
        """Take the file in anew if somebody wrote it."""
        if stamp_of(self.folder) != (self._now.reading.stamp if self._now else None):
            self._read()

    def _read(self) -> None:
        from papershelf.commands.configured import configured

        before, now = self._now, configured(self.folder, os.environ)
        config = before.config if before else Config()
        self._now = now
        if now.reading.is_broken:
            # Half a file that an editor is writing is no reason to lose all settings: those in force stay.
            self._now = now._replace(config=config)
        elif now.config != config:
            self._apply(now.config)
        if now.problems != (before.problems if before else ()):
            self.tell()

    def set(self, name: str, value: Any) -> bool:
        """Write one value, and let it take effect; None takes it out. False, and said, where that cannot be."""
        from papershelf.config.writing import set_value, unset_value

        try:
            if value is None:
                unset_value(self.folder, name)
            else:
                set_value(self.folder, name, value)
        except PapershelfError as error:
            self._say(error.message, error.title, "error")
            return False
        self._read()
        return True
