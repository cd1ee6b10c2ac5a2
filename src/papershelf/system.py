"""Where operating systems differ: a file replaced while others read it, and what it takes to be on disk."""

import os
import sys
import time

WINDOWS = os.name == "nt"
MACOS = sys.platform == "darwin"
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4)  # seconds; a reader of ours has a file open for far less


def replace(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Put a file in the place of another in one step.

    Windows does not let that happen while anybody has the other one open, be it a papershelf that reads it or a
    virus scanner; those let go in a moment, so it is tried for about a second.

    Raises:
        OSError: It cannot be done.
    """
    for pause in _PAUSES if WINDOWS else ():
        try:
            os.replace(source, target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(source, target)


def sync(descriptor: int) -> None:
    """Wait until what was written to a file is on disk.

    On macOS `fsync` leaves it in the drive's own memory, which a power cut empties; the call that does not is used
    where the file system knows it.

    Raises:
        OSError: It is not on disk.
    """
    if MACOS and _synced_wholly(descriptor):
        return
    os.fsync(descriptor)


def _synced_wholly(descriptor: int) -> bool:
    import fcntl  # not there on Windows

    call = getattr(fcntl, "F_FULLFSYNC", None)
    if call is None:
        return False
    try:
        fcntl.fcntl(descriptor, call)
    except OSError:  # a network folder knows only `fsync`, which says what is wrong if anything is
        return False
    return True
