"""A library together with the folder that it is exported to, for the tests of what comes back from there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from papershelf import Library
from papershelf.library.pull_report import PullReport
from papershelf.marks import Mark


class Vault:
    """A library and the folder that it is exported to."""

    def __init__(self, library: Library, folder: Path, format: str = "folder") -> None:
        self.library, self.folder, self.format = library, folder, format
        self.id = library.entries()[0].paper.id

    def export(self) -> Any:
        """Export everything."""
        return self.library.export(self.format, self.folder)

    def pull(self, **more: Any) -> PullReport:
        """Pull everything."""
        return self.library.pull(self.folder, **more)

    @property
    def file(self) -> Path:
        """The file of the paper."""
        (found,) = [path for path in self.folder.rglob("*.md") if f'papershelf_id: "{self.id}"' in path.read_text()]
        return found

    def edit(self, change: Callable[[str], str]) -> None:
        """Change the file as an editor does."""
        before = self.file.read_bytes().decode()
        after = change(before)
        assert after != before, "a change that changes nothing tests nothing"
        self.file.write_bytes(after.encode())

    def write(self, note: str) -> None:
        """Write the note in the file."""
        head, rest = self.file.read_bytes().decode().split("<!-- papershelf:note:begin -->\n")
        tail = rest.partition("<!-- papershelf:note:end -->")[2]
        text = f"{head}<!-- papershelf:note:begin -->\n{note}\n<!-- papershelf:note:end -->{tail}"
        self.file.write_bytes(text.encode())

    @property
    def note(self) -> str:
        """The library's note."""
        return self.mark.note

    @property
    def mark(self) -> Mark:
        """The library's mark."""
        entry = self.library.entry(self.id)
        assert entry
        return entry.mark

    def state(self) -> dict[str, tuple[bytes, int]]:
        """Every file with its bytes and when it was written."""
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in self.folder.rglob("*") if path.is_file()
        }
