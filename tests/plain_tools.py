"""A person in plain mode, as tests play one: what they type, what they hear, and what reached the outside."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from papershelf import Library
from papershelf.plain.conversation import converse
from papershelf.plain.outside import Copied, Edited, Outside
from papershelf.plain.talk import Talk

Line = str | Callable[[], object]


@dataclass
class Person:
    """Types lines and hears answers.

    Attributes:
        library: What the conversation is about.
        width: Columns to wrap at.
        encoding: What their terminal can show.
        has_clipboard: Whether copying works.
        edits: What the editor hands back, one after the other.
        copied: Texts that were copied.
        opened: Addresses that were opened.
        edited: Texts that the editor was given.
    """

    library: Library
    width: int = 0
    encoding: str = "utf-8"
    has_clipboard: bool = True
    edits: list[Edited] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)

    def types(self, *lines: Line) -> str:
        """All that is said in a conversation of these lines; then the input ends.

        A function among them is called when its turn comes, before the next line is typed.
        """
        said: list[str] = []
        converse(
            self.library, Talk(_reader(lines, said), said.append, width=self.width, encoding=self.encoding), self._ways
        )
        return "".join(said)

    @property
    def _ways(self) -> Outside:
        return Outside(self._copy, self._browse, self._edit)

    def _copy(self, text: str) -> Copied:
        if not self.has_clipboard:
            return Copied(False, "no clipboard within reach")
        self.copied.append(text)
        return Copied(True, "copied to the clipboard")

    def _browse(self, url: str) -> str | None:
        self.opened.append(url)
        return None

    def _edit(self, text: str, folder: Path, name: str) -> Edited:
        assert folder.name == "drafts"
        assert name
        self.edited.append(text)
        return self.edits.pop(0)


def _reader(lines: Iterable[Line], said: list[str]) -> Callable[[str], str]:
    left = iter(lines)

    def read(prompt: str) -> str:
        said.append(prompt)
        for line in left:
            if isinstance(line, str):
                said.append(f"{line}\n")
                return line
            line()
        raise EOFError

    return read


def interrupts() -> None:
    """Ctrl+c."""
    raise KeyboardInterrupt
