"""The merge driver that git runs for one file: both sides' records joined by what they came from."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from papershelf.errors import DataError
from papershelf.store.joining import FILES, HISTORY, TABLES, Base, Side, Snapshot, catch_up, join, join_histories
from papershelf.store.joining.writing import put_tables
from papershelf.store.store import utc_now
from papershelf.sync.runner import Git

_HEADS = "GITHEAD_"  # git tells its driver by this variable what it merges: GITHEAD_<commit>=<name>


def drive(base: Path, ours: Path, theirs: Path, name: str) -> bool:
    """Join two versions of a file; the result replaces ours, as git wants it.

    A joined data file says that it holds a unit which no history knows: readers then take it as it is, and do not
    put one side's changes over the joined records once more.

    Args:
        base: The version that both came from; empty where there was none.
        ours: One version.
        theirs: The other.
        name: The file's path in the repository.

    Returns:
        Whether it is a file of papershelf's; for any other git's own conflict stands.

    Raises:
        DataError: A file cannot be read or written.
    """
    if name not in (*FILES, HISTORY):
        return False
    try:
        contents = [path.read_bytes() for path in (base, ours, theirs)]
        if name == HISTORY:
            ours.write_bytes(join_histories(contents[1], contents[2]))
            return True
        with TemporaryDirectory(prefix="papershelf-") as made:
            folders = [Path(made) / side for side in ("base", "ours", "theirs")]
            histories = _histories()
            for folder, content, history in zip(folders, contents, histories, strict=True):
                folder.mkdir()
                if content.strip():
                    (folder / name).write_bytes(content)
                if history:
                    (folder / HISTORY).write_bytes(history)
            _join(folders, name)
            ours.write_bytes((folders[1] / name).read_bytes() if (folders[1] / name).exists() else b"")
    except OSError as error:
        raise DataError(f"{name} cannot be joined: {error.strerror or error}.") from error
    return True


def _join(folders: list[Path], name: str) -> None:
    before, mine, yours = (Snapshot.read(folder).tables for folder in folders)
    table = FILES[name]
    base, ours, theirs = ({one: rows[one] if one == table else {} for one in TABLES} for rows in (before, mine, yours))
    joined = join(Base(base), Side("here", ours), Side("elsewhere", theirs))
    (folders[1] / HISTORY).unlink(missing_ok=True)
    catch_up(folders[1], os.urandom(8).hex())
    put_tables(folders[1], joined.tables, "joined", utc_now)
    catch_up(folders[1], os.urandom(8).hex())


def _histories() -> tuple[bytes, bytes, bytes]:
    """The histories of base, ours and theirs, because a large data file may be behind its own; empty if unknown."""
    git = Git(Path.cwd())
    theirs = [variable.removeprefix(_HEADS) for variable in os.environ if variable.startswith(_HEADS)]
    commit = theirs[0] if len(theirs) == 1 and theirs[0].isalnum() else ""
    base = git.run("merge-base", "HEAD", commit, fine=(0, 1, 128)).line.split() if commit else []

    def read(name: str) -> bytes:
        done = git.run("cat-file", "blob", f"{name}:{HISTORY}", fine=(0, 128))
        return done.out if done.code == 0 else b""

    return read(base[0]) if base else b"", read("HEAD"), read(commit) if commit else b""
