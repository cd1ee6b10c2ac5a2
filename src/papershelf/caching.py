"""Cache files: put in place whole or not at all, and JSON that is given back only as it was kept."""

import os
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson

from papershelf import __version__, system

_MOST = 1 << 28  # bytes; what is longer is no file of ours


def put_in_place(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Put a cache file in place in one step; it need not outlast a power cut, because it says whether it is whole.

    Only its owner may read it: what somebody collects is their own affair. Another process may be reading the one
    before, or writing one too: the last one to finish stays.

    Args:
        path: The file; its folder is made where it is missing.
        parts: What it will hold, one after the other; what making one of them raises is raised.

    Raises:
        OSError: It cannot be written; the file is as it was and nothing is left beside it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Each writer its own. By the end of its name the doctor knows what a killed one left.
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        with open(temporary, "wb", opener=_private) as file:
            file.writelines(parts)
        system.replace(temporary, path)
    except BaseException:
        with suppress(OSError):  # what went wrong first is what is told
            temporary.unlink()
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def keep(path: Path, version: int, told: Mapping[str, Any]) -> None:
    """Keep an object of JSON; where that cannot be done, whoever asks for it later makes it anew, and no more.

    Args:
        path: The cache file.
        version: Of what it holds; the version of the program is kept by itself.
        told: What to keep.
    """
    with suppress(OSError, orjson.JSONEncodeError):  # some file systems number their files with more than 64 bits
        text = orjson.dumps({"version": version, "program": __version__, **told})
        put_in_place(path, (b"%08x\n" % crc32(text), text))


def kept(path: Path, version: int) -> dict[str, Any] | None:
    """What was kept, by this version of the program; None where there is nothing, or anything is wrong with it."""
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > _MOST:
                return None
            checksum, _, text = file.read().partition(b"\n")
        if checksum != b"%08x" % crc32(text):
            return None
        about = orjson.loads(text)
    except (OSError, ValueError):  # whatever is wrong, making it anew puts it right
        return None
    if not isinstance(about, dict) or (about.get("version"), about.get("program")) != (version, __version__):
        return None
    return about
