"""What a disk may hold after the power went: all that was synced, and any part of what was not."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.torture.recorder import Operation

PAGE = 4096
HOW = ("none", "all", "some", "some", "some", "first", "names", "bytes")
"""What becomes of what was not synced: drawn for each state, so that the extremes are seen as often as mixtures."""


@dataclass
class Content:
    """A file: what is safe, what a reader sees now, and every size it had since it was safe."""

    safe: bytes = b""
    now: bytes = b""
    sizes: list[int] = field(default_factory=lambda: [0])

    def write(self, offset: int, data: bytes) -> None:
        """Put bytes in; a gap is zeros."""
        head = self.now[:offset].ljust(offset, b"\0")
        self.now = head + data + self.now[offset + len(data) :]
        self.sizes.append(len(self.now))

    def resize(self, length: int) -> None:
        """Give it another size."""
        self.now = self.now[:length].ljust(length, b"\0")
        self.sizes.append(length)

    def sync(self) -> None:
        """All of it is safe now."""
        self.safe, self.sizes = self.now, [len(self.now)]

    def after_cut(self, random: Random, how: str) -> bytes:
        """What the disk may hold: each page as it was or as it is, with any of its sizes."""
        if how in ("none", "names") or (self.safe == self.now and len(set(self.sizes)) == 1):
            return self.safe
        if how in ("all", "bytes"):
            return self.now
        size = random.choice(self.sizes) if random.random() < 0.3 else len(self.now)
        pages = range(0, max(size, 1), PAGE)
        if how == "first":  # the first pages were written, the rest not
            last = random.choice(pages)
            chosen = {page for page in pages if page < last}
        else:
            share = random.choice((0.2, 0.5, 0.8))
            chosen = {page for page in pages if random.random() < share}
        parts = [(self.now if page in chosen else self.safe)[page : page + PAGE].ljust(PAGE, b"\0") for page in pages]
        return b"".join(parts)[:size]


@dataclass
class Folder:
    """The names in a folder: those that are safe, and what was done to them since."""

    safe: "Names" = field(default_factory=dict)
    pending: "list[tuple[Operation, Folder | None]]" = field(default_factory=list)

    def after_cut(self, random: Random, how: str) -> "Names":
        """The names that the disk may hold, each with the number of its file, or the folder."""
        names = dict(self.safe)
        for operation, folder in self.pending:
            kept = {"none": False, "bytes": False, "all": True, "names": True}.get(how, random.random() < 0.5)
            if kept:
                _apply(names, operation, folder)
        return names

    def sync(self) -> None:
        """All of it is safe now."""
        for operation, folder in self.pending:
            _apply(self.safe, operation, folder)
        self.pending.clear()


Names = dict[str, int | Folder]


def _apply(names: Names, operation: Operation, folder: Folder | None) -> None:
    name = operation.path.name
    if operation.kind in ("create", "link"):
        names[name] = operation.file
    elif operation.kind == "mkdir" and folder is not None:
        names[name] = folder
    elif operation.kind in ("unlink", "rmdir"):
        names.pop(name, None)
    else:
        assert operation.path.parent == operation.to.parent, "moved between folders: not thought through"
        names.pop(name, None)
        names[operation.to.name] = operation.file if folder is None else folder


class Disk:
    """Takes the operations of a run one by one, and can lose power after each.

    Args:
        root: A folder that is there and safe before the run begins, with nothing in it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.acknowledged = 0
        self._files: dict[int, Content] = {}
        self._folders: dict[Path, Folder] = {root: Folder()}

    def take(self, operation: Operation) -> None:
        """Do an operation."""
        kind, parent = operation.kind, operation.path.parent
        if kind == "done":
            self.acknowledged = operation.offset
        elif kind == "write":
            self._files[operation.file].write(operation.offset, operation.data)
        elif kind == "size":
            self._files[operation.file].resize(operation.offset)
        elif kind == "sync":
            self._files[operation.file].sync()
        elif kind == "sync_folder":
            self._sync_folder(operation.path)
        else:
            self._name(operation, self._folders[parent])

    def _name(self, operation: Operation, parent: Folder) -> None:
        kind, folder = operation.kind, None
        if kind == "create":
            self._files[operation.file] = Content()
        elif kind == "mkdir":
            folder = self._folders[operation.path] = Folder()
        elif kind == "rmdir":
            self._folders.pop(operation.path)
        elif kind == "rename" and operation.path in self._folders:
            folder = self._folders[operation.to] = self._folders.pop(operation.path)
        parent.pending.append((operation, folder))

    def _sync_folder(self, path: Path) -> None:
        folder = self._folders.get(path)
        if folder is not None:  # what lies above the root is safe
            folder.sync()

    def cut(self, random: Random, how: str) -> dict[str, bytes | None]:
        """The files and folders (None) after a power cut, by their path below the root."""
        found: dict[str, bytes | None] = {}
        waiting = [(Path(), self._folders[self.root])]
        while waiting:
            path, folder = waiting.pop()
            for name, file in sorted(folder.after_cut(random, how).items(), key=lambda pair: pair[0]):
                place = path / name
                if isinstance(file, Folder):
                    waiting.append((place, file))
                    found[str(place)] = None
                else:
                    found[str(place)] = self._files[file].after_cut(random, how)
        return found


def lay_out(state: dict[str, bytes | None], root: Path) -> None:
    """Make the files of a state."""
    for name, content in state.items():
        path = root / name
        if content is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.write_bytes(content)
