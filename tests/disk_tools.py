"""A disk that a test holds by hand, and keys that wait for nothing that waits for it."""

import errno
import threading
from collections.abc import Callable

from tests.app_tools import Stage


class Disk:
    """Stands in for `os.fsync`: held by a test, or full, and it remembers who waited for it."""

    def __init__(self, real: Callable[[int], None]) -> None:
        self._real = real
        self.is_full = False
        self.lets_go = threading.Event()
        self.lets_go.set()
        self.waited: list[str] = []

    def __call__(self, descriptor: int) -> None:
        self.waited.append(threading.current_thread().name)
        assert self.lets_go.wait(20), "a test has to let go of the disk"
        if self.is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._real(descriptor)


async def press(stage: Stage, *keys: str) -> None:
    """Press without waiting for what waits."""
    await stage.pilot.press(*keys)
    await stage.pilot.pause()
