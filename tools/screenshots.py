"""Makes the screenshots of the documents from the running program: `python -m tools.screenshots`."""

import asyncio
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from textual.widgets import Input

from papershelf import Library
from papershelf.config import Config
from papershelf.settings import seed_pages
from papershelf.tui.app import PapershelfApp
from papershelf.tui.themes import OWN

TARGET = Path(__file__).parent.parent / "docs" / "images"


def furnish(library: Library) -> None:
    """Marks as a person would have them after a week."""
    library.import_files(seed_pages())
    ids = [entry.paper.id for entry in library.entries()]
    library.star([ids[place] for place in (0, 3, 7, 19)])
    library.set_status([ids[place] for place in (1, 4, 9)], "queued")
    library.set_status([ids[2]], "reading")
    library.set_status([ids[place] for place in (5, 6)], "read")
    library.tag(ids[0:3], add=["nlp/sparse"])
    library.tag(ids[3:9], add=["nlp/instruction"])
    library.tag(ids[9:12], add=["vision"])
    library.rate([ids[0]], 5)
    library.set_note(
        ids[0], "**Distillation loss** is what makes it work.\n\n- compare with magnitude pruning\n- ask about T5"
    )


PLAIN = Config()


async def shoot(name: str, size: tuple[int, int], keys: Sequence[str] = (), config: Config = PLAIN) -> None:
    """One picture: a fresh library, some keys, the screen as SVG; the same at every run."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(folder, clock=lambda: datetime(2026, 3, 2, 8, tzinfo=UTC)) as library,
    ):
        furnish(library)
        app = PapershelfApp(library, config=config)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.press(*keys)
            await pilot.pause()
            await pilot.pause()
            TARGET.mkdir(parents=True, exist_ok=True)
            (TARGET / f"{name}.svg").write_text(steady(app.export_screenshot(title="papershelf")), "utf-8")


def steady(picture: str) -> str:
    """The picture without the number that Rich draws anew for each, so that it only differs where the screen does.

    Nor with fonts from elsewhere: whoever looks at a document asks nobody else for anything.
    """
    picture = re.sub(r"\s*@font-face\s*\{[^}]*\}", "", picture)
    found = re.search(r"terminal-(\d+)-", picture)
    return picture.replace(f"terminal-{found[1]}-", "terminal-") if found else picture


async def main() -> None:
    """All pictures."""
    Input.cursor_blink = False
    await shoot("main", (160, 45))
    await shoot("search", (120, 30), ["slash", *"spasre", "space", *"finetunig"])
    await shoot("complete", (120, 30), ["slash", *"mdoels", "space", "t", "a", "g", "colon", "n"])
    await shoot("mend", (120, 30), ["slash", *"titel", "colon", *"lora"])
    await shoot("narrow", (60, 20))
    for columns, rows in ((100, 30), (80, 24), (40, 12)):
        await shoot(f"main-{columns}x{rows}", (columns, rows))
    for theme in OWN:
        await shoot(f"theme-{theme}", (120, 30), config=Config(theme=theme))
    await shoot("compact", (120, 30), config=Config(density="compact"))
    await shoot("ascii", (120, 30), config=Config(signs="ascii"))
    await shoot("reader", (100, 30), ["enter"])
    await shoot("help", (100, 30), ["question_mark"])


if __name__ == "__main__":
    asyncio.run(main())
