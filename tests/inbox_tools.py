"""A small format of our own whose entries can be broken and mended, and ways into the import inbox."""

from pathlib import Path

from textual.widgets import Input

from papershelf import Library
from papershelf.importers import Importer, Page, Problem, Record
from papershelf.progress import Progress, told, unheard
from papershelf.tui.screens.inbox import InboxScreen
from tests.app_tools import Stage
from tests.conftest import PAGE

BROKEN = "* The paper without an end"
MIXED = f"""=== entries
* Sparse Ferrets in a New World | They dream, and we count what they dream of.
{BROKEN}
* Wholly Unheard-of Walruses | Nobody met them before this page.
* Another broken one"""


class Entries(Importer):
    """Reads lines `* title | abstract`; one without an abstract is broken."""

    name = "entries"
    label = "entries of a test"
    suffixes = (".entries",)

    def sniff(self, text: str) -> float:
        """By its first line, or by what every entry begins with."""
        return float(text.startswith(("=== entries", "* ")))

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Entry by entry."""
        records: list[Record] = []
        problems: list[Problem] = []
        for number, line in enumerate(told(text.split("\n"), progress, "reading", "entry"), 1):
            title, bar, abstract = line.removeprefix("* ").partition(" | ")
            if line.startswith("* ") and bar:
                records.append(Record(title, abstract, number, len(records) + 1))
            elif line.startswith("* "):
                reason = f"“{title[:200]}” has no abstract. Put one behind a bar."
                problems.append(Problem(file, number, reason, line[:200], entry=line))
        return Page(file, tuple(records), tuple(problems))


def mixed_file(folder: Path) -> Path:
    """A file with two good entries and two broken ones."""
    path = folder / "mixed.entries"
    path.write_text(MIXED, "utf-8")
    return path


def kinds_file(library: Library, folder: Path) -> Path:
    """A file with one line of each kind: new, near, known, changed, in the trash, broken."""
    near, known, changed, trashed = (entry.paper for entry in library.entries()[:4])
    library.delete([trashed.id])
    lines = (
        "=== entries",
        "* Wholly Unheard-of Walruses | Nobody met them before this page.",
        f"* {near.title[:-2]}xy | Something else altogether, which no abstract of the library says.",
        f"* {known.title} | {known.abstract}",
        f"* {changed.title} | {changed.abstract} And one sentence more.",
        f"* {trashed.title} | {trashed.abstract}",
        BROKEN,
    )
    path = folder / "kinds.entries"
    path.write_text("\n".join(lines), "utf-8")
    return path


async def read(stage: Stage, path: Path | str = PAGE) -> InboxScreen:
    """Read a file by hand, and look at it in the inbox."""
    await stage.press("i")
    stage.app.screen.query_one(Input).value = str(path)
    await stage.press("enter")
    return await inbox(stage)


async def inbox(stage: Stage) -> InboxScreen:
    """The inbox, as soon as it is there."""
    await stage.until(lambda: isinstance(stage.app.screen, InboxScreen))
    screen = stage.app.screen
    assert isinstance(screen, InboxScreen)
    return screen


def shown(screen: InboxScreen) -> list[str]:
    """The lines of the list: badge and text."""
    lines = [screen.line(index) for index in range(screen.lines.count)]
    return [f"{'x' if line.is_selected else ' '} {line.when} {line.text}".rstrip() for line in lines]
