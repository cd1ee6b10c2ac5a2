"""Gives back the memory of a mapped file that nobody looks at for the moment; what is looked at again comes back."""

import mmap
from contextlib import suppress

_UNNEEDED: int | None = getattr(mmap, "MADV_DONTNEED", None)  # Windows has nothing of the kind


def give_back(mapped: mmap.mmap) -> None:
    """Tell the system that none of a file's pages is needed now; where it cannot be told, they stay.

    It keeps them as it keeps the pages of any file that was read, as long as there is room, so that looking again
    takes microseconds for each. Another thread may be looking meanwhile.

    Args:
        mapped: A file that is only read: what was written to it would be lost.
    """
    if _UNNEEDED is not None:
        with suppress(OSError):  # pages that somebody locked into memory: then that is what they want
            mapped.madvise(_UNNEEDED)
