"""Drafts: what is typed into a note before it is saved, kept on disk at every keystroke, a file for each window."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papershelf import system
from papershelf.errors import DataError

if TYPE_CHECKING:
    from filelock import FileLock

_MOST = 100  # windows that write a note on one paper at once; more would be no accident
_NAME = re.compile(r"(?P<id>[^-]+)(?:-[^.]*)?\.md")  # after the hyphen a window's number, or an editor's letters


class Draft(NamedTuple):
    """A text that was typed and not saved.

    Attributes:
        paper_id: The paper it is a note on.
        text: The whole note.
        at: When it was last written, in UTC.
        path: Its file.
    """

    paper_id: str
    text: str
    at: datetime
    path: Path


class _Held(NamedTuple):
    """A draft that this window writes: nobody else touches its file while the lock is held."""

    path: Path
    lock: "FileLock | None"


class Drafts:
    """Unsaved notes, a file each, named by paper id and, where several windows write one, a number.

    A draft outlives the program, not a power cut: it is written at every key and so not synced. Whoever writes one
    holds a lock beside it, which a crash lets go: so a text left behind is told from one that another window is
    just typing, and no window ever writes over either.

    Args:
        folder: Where they are kept; made when the first is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: dict[str, _Held] = {}

    # Reading

    def read(self, paper_id: str) -> str | None:
        """The draft of a paper's note: the one written here, else the newest; None where there is none."""
        if paper_id in self._held:
            return self.own(paper_id)
        every = sorted(self.every(paper_id), key=lambda draft: draft.at)
        return every[-1].text if every else None

    def every(self, paper_id: str | None = None) -> Iterator[Draft]:
        """All drafts, or those of one paper's note, whoever writes them."""
        from glob import escape as glob_escape

        for path in sorted(self.folder.glob("*.md" if paper_id is None else f"{glob_escape(paper_id)}*.md")):
            draft = _read(path)
            if draft is not None and paper_id in (None, draft.paper_id):
                yield draft

    def left(self, paper_id: str | None = None) -> list[Draft]:
        """The drafts that no window is writing, the newest first: a crash, a full disk, or haste left them."""
        own = {held.path for held in self._held.values()}
        found = [draft for draft in self.every(paper_id) if draft.path not in own and not _is_in_use(draft.path)]
        return sorted(found, key=lambda draft: draft.at, reverse=True)

    def own(self, paper_id: str) -> str | None:
        """The draft that this window wrote, and that is not saved yet."""
        held = self._held.get(paper_id)
        draft = _read(held.path) if held else None
        return draft.text if draft else None

    # Writing

    def keep(self, paper_id: str, text: str) -> None:
        """Write the draft in one step: there is always a whole one, and never over that of another window.

        Raises:
            DataError: It cannot be written.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = self._held.get(paper_id) or self._begin(paper_id)
            fresh = held.path.with_suffix(".new")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
                file.write(text)
            system.replace(fresh, held.path)
        except OSError as error:
            place = self.folder / f"{paper_id}.md"
            raise DataError(f"{place}: the draft cannot be kept ({error.strerror}).") from error

    def take(self, draft: Draft) -> bool:
        """Go on with a draft that was left: from now on it is this window's; False if another one has it by now."""
        lock = _locked(draft.path)
        if lock is None or not draft.path.exists():
            _release(lock)
            return False
        former = self._held.pop(draft.paper_id, None)
        if former is not None:
            _release(former.lock)
        self._held[draft.paper_id] = _Held(draft.path, lock)
        return True

    def discard(self, paper_id: str) -> None:
        """Forget the draft of this window: its text is saved, or the person gave it up. Those left behind stay."""
        held = self._held.pop(paper_id, None)
        if held is not None:
            held.path.unlink(missing_ok=True)
            _release(held.lock)

    def drop(self, draft: Draft) -> None:
        """Forget a draft that was left, if it is still as it was and nobody writes it."""
        lock = _locked(draft.path)
        if lock is not None:
            now = _read(draft.path)
            if now is not None and now.text == draft.text:
                draft.path.unlink(missing_ok=True)
            _release(lock)

    def close(self) -> None:
        """Let go of every draft, so that the next window finds it left."""
        while self._held:
            _release(self._held.popitem()[1].lock)

    def _begin(self, paper_id: str) -> _Held:
        """Take the first name that nobody has; a file that is there was left, and is not written over."""
        for number in range(1, _MOST):
            path = self.folder / (f"{paper_id}.md" if number == 1 else f"{paper_id}-{number}.md")
            lock = None if path.exists() else _locked(path)
            if lock is not None and not path.exists():
                return self._held.setdefault(paper_id, _Held(path, lock))
            _release(lock)
        raise DataError(f"{self.folder}: there are {_MOST} drafts of one note; please save or remove some.")


def paper_of(path: Path) -> str:
    """The paper that a draft's file is for."""
    found = _NAME.fullmatch(path.name)
    return found["id"] if found else path.stem


def _read(path: Path) -> Draft | None:
    try:
        data, changed = path.read_bytes(), path.stat().st_mtime
    except OSError:  # saved by its window in this moment
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # an editor left it in another encoding; so no byte is lost
    return Draft(paper_of(path), text, datetime.fromtimestamp(changed, UTC), path)


def _lock_of(path: Path) -> "FileLock":
    from filelock import FileLock

    return FileLock(path.with_suffix(".lock"), timeout=0, thread_local=False, mode=0o600)


def _locked(path: Path) -> "FileLock | None":
    """The lock of a draft; None where another window holds it. A disk without locks knows one window only."""
    from filelock import Timeout

    lock = _lock_of(path)
    try:
        lock.acquire()
    except Timeout:
        return None
    except (OSError, NotImplementedError):
        return lock
    return lock


def _is_in_use(path: Path) -> bool:
    if not path.with_suffix(".lock").exists():
        return False
    lock = _locked(path)
    _release(lock)
    return lock is None


def _release(lock: "FileLock | None") -> None:
    """Let a lock go, and its file with it."""
    if lock is not None:
        # First the file, while it is ours: a lock whose file is another by then is tried anew by whoever waits.
        if lock.is_locked and not system.WINDOWS:
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()
