"""Where things are kept on this machine: the data, configuration and cache directories."""

import os
from pathlib import Path
from typing import NamedTuple

DATA_VARIABLE = "PAPERSHELF_DATA_DIR"


class Places(NamedTuple):
    """The directories of one library. Nothing is created by naming them.

    Attributes:
        data: What the person added, and the papers: `library.json`, `shelf.json`, `views.json`, `history.jsonl`.
        config: Settings, once the person has any.
        cache: Whatever can be rebuilt.
    """

    data: Path
    config: Path
    cache: Path


def find_places(data_dir: str | os.PathLike[str] | None = None) -> Places:
    """The directories to use: the given folder, else `PAPERSHELF_DATA_DIR`, else the platform's.

    A chosen data directory keeps its cache and configuration inside itself, so that two libraries never mix.
    """
    chosen = os.fspath(data_dir) if data_dir is not None else os.environ.get(DATA_VARIABLE, "")
    if chosen:
        data = Path(chosen).expanduser().absolute()
        return Places(data=data, config=data / "config", cache=data / "cache")
    import platformdirs  # 20 ms that a chosen folder need not pay

    dirs = platformdirs.PlatformDirs("papershelf", appauthor=False)
    return Places(data=Path(dirs.user_data_dir), config=Path(dirs.user_config_dir), cache=Path(dirs.user_cache_dir))


def seed_pages() -> list[Path]:
    """The seed pages that ship with the program, in order; empty where a package left them out."""
    here = Path(__file__).parent
    for folder in (here / "seeds", here.parent.parent / "seeds"):
        pages = sorted(folder.glob("*.txt"))
        if pages:
            return pages
    return []
