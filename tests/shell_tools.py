"""A real shell on a pseudo-terminal, into which tests type."""

import os
import pty
import select
import signal
import time
from collections.abc import Mapping, Sequence
from typing import Self

PATIENCE = 60.0  # seconds; a busy machine takes its time, and no test waits for all of it


class Shell:
    """An interactive shell.

    Args:
        command: How it is started.
        environ: Its surroundings.
    """

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self._pid, self._end = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), dict(environ))
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._end)

    def type(self, text: str) -> None:
        """Type."""
        os.write(self._end, text.encode())

    def wait_for(self, words: str) -> str:
        """Everything that was shown from the last wait on until some words were."""
        until = time.monotonic() + PATIENCE
        while words not in self.seen:
            if time.monotonic() > until:
                raise AssertionError(f"{words!r} never came; there was {self.seen[-2000:]!r}")
            if select.select([self._end], [], [], 0.1)[0]:
                self.seen += os.read(self._end, 65536).decode("utf-8", "replace")
        before, _, self.seen = self.seen.partition(words)
        return before
