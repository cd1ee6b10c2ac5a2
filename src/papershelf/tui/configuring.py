"""The settings while the app runs: told at the start, changed by the person, taken in anew when the file changes."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.notifications import SeverityLevel

from papershelf.commands.configured import Configured, configured
from papershelf.config import Config
from papershelf.config.reading import stamp_of
from papershelf.errors import PapershelfError

TOLD = 4  # problems in one toast; `papershelf config check` tells all


class Configuring:
    """Stands between the file of settings and the app.

    Args:
        folder: The configuration directory.
        now: What the file said at the start.
        apply: Makes settings take effect.
        say: Shows a toast: words, title, severity.
    """

    def __init__(
        self,
        folder: Path,
        now: Configured,
        apply: Callable[[Config], None],
        say: Callable[[str, str, SeverityLevel], None],
    ) -> None:
        self.folder = folder
        self.now = now
        self._apply = apply
        self._say = say

    def tell(self) -> None:
        """Say what in the file does not count."""
        problems = [problem.words for problem in self.now.problems]
        if problems:
            more = [f"and {len(problems) - TOLD} more; papershelf config check"] if len(problems) > TOLD else []
            self._say("\n".join([*problems[:TOLD], *more]), "Settings that do not count", "warning")

    def look(self) -> None:
        """Take the file in anew if somebody wrote it."""
        if stamp_of(self.folder) != self.now.reading.stamp:
            self._read()

    def _read(self) -> None:
        before, self.now = self.now, configured(self.folder, os.environ)
        if self.now.reading.is_broken:
            # Half a file that an editor is writing is no reason to lose all settings: those in force stay.
            self.now = self.now._replace(config=before.config)
        elif self.now.config != before.config:
            self._apply(self.now.config)
        if self.now.problems != before.problems:
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
