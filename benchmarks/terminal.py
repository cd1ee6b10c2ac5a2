"""A program in a pseudo-terminal, with a stopwatch: what a person would see, and when."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

QUIET = 0.05  # seconds without output that end a burst: three frames at 60 a second


class Terminal:
    """Runs a command in a pseudo-terminal of a given size.

    Args:
        command: The program and its arguments.
        columns: Width in cells.
        rows: Height in cells.
        environ: Laid over this process's environment.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 160,
        rows: int = 45,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        surroundings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environ or {})}
        # An installed program has its bytecode; some build machines forbid writing it, which no person's machine does.
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        self.started = time.perf_counter()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), surroundings)
        self.output = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)

    def _read(self, patience: float) -> bytes:
        if not select.select([self._master], [], [], patience)[0]:
            return b""
        try:
            return os.read(self._master, 1 << 16)
        except OSError:  # Linux says EIO when the program has left
            return b""

    def send(self, keys: bytes) -> float:
        """Type, wait for nothing, and forget what was written before; the moment, by `time.perf_counter`."""
        self.drain()
        self.output = b""
        return self.press(keys)

    def press(self, keys: bytes) -> float:
        """Type, wait for nothing, and keep what was written before; the moment, by `time.perf_counter`."""
        os.write(self._master, keys)
        return time.perf_counter()

    def drain(self, patience: float = 0.0) -> bool:
        """Take in what is there to read, so that the program need not wait; whether there was something."""
        part = self._read(patience)
        self.output += part
        return bool(part)

    def until(self, marker: bytes, patience: float = 20.0) -> float:
        """Seconds from the start until the marker was in the output.

        Raises:
            TimeoutError: It never came.
        """
        while marker not in self.output:
            if time.perf_counter() - self.started > patience:
                raise TimeoutError(f"{marker!r} not seen; the last output was {self.output[-500:]!r}")
            self.output += self._read(0.05)
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.3, patience: float = 3.0) -> None:
        """Wait until nothing more is written, or not much longer than a blinking cursor would let one wait."""
        end = time.perf_counter() + patience
        while (part := self._read(quiet)) and time.perf_counter() < end:
            self.output += part

    def key(self, keys: bytes) -> float:
        """Seconds from a key press to the last byte of the burst of output that follows it.

        Whatever is painted without a pause of `QUIET` belongs to the burst, be it a message that comes after.
        """
        began = last = time.perf_counter()
        os.write(self._master, keys)
        patience = 1.0
        while part := self._read(patience):
            last = time.perf_counter()
            self.output += part
            patience = QUIET
        return last - began
